"""What may be written here (SPEC §2.2, §2.3): in our fields and in entries, and nowhere else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.lsp.cursor import canonical_field, find_property_position, kind_at, list_top_keys
from netlead_md.lsp.diagnostics import parse_open_note
from netlead_md.lsp.index import NotePosition, WorkspaceIndex, find_entity, list_entities
from netlead_md.lsp.positions import split_lines
from netlead_md.model.diagnostics import Range
from netlead_md.model.network import Organisation, Person
from netlead_md.model.note import LogLine
from netlead_md.model.vocabulary import CHOICES, FIELDS, HOURS, KINDS, SIZES, TYPES
from netlead_md.parsing import build_keywords
from netlead_md.parsing.plain_text import as_plain_text

MAX_CHOICES: Final = 300
"""Names handed over at once: of so many an editor asks again at the next letter, which is faster than sending all."""
_PARTS: Final = {
    "roles": ("organisation", "title", "influence", "from", "until"),
    "knows": ("person", "strength"),
    "seeks": ("kind", "size"),
}
"""Fields that take mappings, and what stands in them."""
_MORE_CHOICES: Final = {
    "cadence": ("weekly", "monthly", "quarterly", "yearly"),
    "sensitive": ("true", "false"),
    "size": tuple(SIZES),
    "trust": tuple("012345"),
}
_OF_PEOPLE: Final = frozenset({"knows", "person", "decides", "met_through", "people"})
_OF_ORGANISATIONS: Final = frozenset({"organisation", "parent"})
_BULLET: Final = re.compile(
    r"(?P<lead>\s*)(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(?P<date>(?:\[\[)?\d{4}-\d\d?(?:-\d\d?)?(?:\]\])?\s+)?"
)
_NAME: Final = re.compile(r"!?\[\[([^\[\]|#]*)$")


class CompletionChoice(msgspec.Struct, frozen=True):
    text: str
    sort: str
    """`field`, `value`, `type`, `word`, `id` or `note`: which picture an editor shows."""
    place: Range
    """What it replaces."""
    detail: str = ""


def list_completions(at: NotePosition) -> tuple[CompletionChoice, ...]:
    """Choices at a place, in the order in which they are worth reading; editors filter by what is written."""
    line, column = at.line, at.column
    lines = split_lines(at.text)
    before = lines[line - 1][: column - 1]
    where = find_property_position(lines, line, column)
    if name := _NAME.search(before):
        return _complete_links(at, len(before) - len(name[1]) + 1)
    if where is None:
        found = list(_complete_entry(at, before))
    elif where.value:
        found = [(word, "value", "") for word in _complete_values(at, where.keys)]
    else:
        found = [(word, "field", "") for word in _complete_fields(at, where.keys)]
    start = where.start if where is not None else len(before) - len(re.split(r"\s", before)[-1]) + 1
    return tuple(CompletionChoice(word, sort, Range(line, start, line, column), detail) for word, sort, detail in found)


def _complete_fields(at: NotePosition, keys: Sequence[str]) -> Iterator[str]:
    kind = kind_at(at)
    if keys:
        yield from (f"{part}: " for part in _PARTS.get(canonical_field(at.sight, kind, keys[0]), ()))
        return
    lines = split_lines(at.text)
    lines[at.line - 1] = ""
    there = {canonical_field(at.sight, kind, key) or key for key in list_top_keys(lines)}
    if "type" not in there and kind == "other":
        yield "type: "
    if kind in FIELDS:
        yield from (f"{name}: " for name in (*FIELDS[kind], *FIELDS["any"]) if name not in there)


def _complete_values(at: NotePosition, keys: Sequence[str]) -> Iterable[str]:
    kind = kind_at(at)
    if keys[:1] in {("type",), ("kind",), ("fileclass",)} and kind != "interaction":
        return ("person", "organisation", "project", "interaction", "me")
    field = canonical_field(at.sight, kind, keys[0]) if keys else ""
    inner = keys[-1] if len(keys) > 1 else field
    if not field or (len(keys) > 1 and inner not in _PARTS.get(field, ())):
        return ()
    if inner in {"seeks", "kind", "could_give"}:
        return dict.fromkeys(KINDS.values())
    if inner == "type":
        return [word for word in dict.fromkeys(TYPES.values()) if word in HOURS]
    if inner == "status" and kind == "project":
        return ()
    return CHOICES.get(inner) or _MORE_CHOICES.get(inner, ())


def _complete_entry(at: NotePosition, before: str) -> Iterator[tuple[str, str, str]]:
    found = _BULLET.match(before)
    if found is None or ":" in before[found.end() :] or not _may_begin(at, found):
        return
    words = before[found.end() :].lower().split(" ")
    known = build_keywords(at.sight.state.config)
    if len(words) == 1:
        yield from ((word, "type", meaning if meaning != word else "") for word, meaning in known.types.items())
        return
    meaning = known.types.get(words[0])
    if meaning is None:
        return
    if words[-2] == "re":
        yield from _complete_ids(at)
    elif words[-2] == "via":
        yield from ((word, "word", "") for word in HOURS)
    elif words[-2] not in {"by", "until", "for"}:
        yield from ((word, "word", f"{kind} {held}") for word, (kind, held) in known.understood[meaning].items())
        yield from ((word, "word", "") for word in ("by", "until", "ongoing", "re", "via", "for"))


def _may_begin(at: NotePosition, found: re.Match[str]) -> bool:
    """A bullet needs its day, unless it is nested or stands in a daily or a meeting note."""
    return bool(found["date"] or found["lead"]) or kind_at(at) in {"daily", "interaction"}


def _complete_ids(at: NotePosition) -> Iterator[tuple[str, str, str]]:
    """Ids of this note, then those of other notes by date, the latest first."""
    own = [held for held in parse_open_note(at.sight, at.path, at.text).lines if held.id]
    yield from ((held.id, "id", _describe_line(held)) for held in reversed(own))
    others = [each.line for each in at.sight.network.entries if each.line.id and each.path != at.path]
    seen = {held.id for held in own}
    for held in reversed(others):
        if held.id not in seen:
            seen.add(held.id)
            yield held.id, "id", _describe_line(held)


def _describe_line(line: LogLine) -> str:
    return f"{line.date or ''} {line.type} {line.kind}: {as_plain_text(line.text)}".replace(" :", ":")[:80]


def _complete_links(at: NotePosition, start: int) -> tuple[CompletionChoice, ...]:
    """Notes of our kinds behind `[[`, of the kind that the field takes."""
    sight, line, column = at.sight, at.line, at.column
    lines = split_lines(at.text)
    where = find_property_position(lines, line, column)
    if where is not None:
        field = canonical_field(sight, kind_at(at), where.keys[0]) if where.keys else ""
        inner = where.keys[-1] if where.keys and where.keys[-1] in {"organisation", "person"} else field
        if not field:
            return ()
        fits = Person if inner in _OF_PEOPLE else Organisation if inner in _OF_ORGANISATIONS else None
    elif _in_entry(at, lines):
        fits = None
    else:
        return ()
    closed = lines[line - 1][column - 1 :].startswith("]]")
    place = Range(line, start, line, column)
    found = (each for each in list_entities(sight.network) if fits is None or isinstance(each, fits))
    targets = [(target, each.key) for each in found if (target := sight.network.targets.get(each.key, ""))]
    if len(targets) > MAX_CHOICES:
        written = lines[line - 1][start - 1 : column - 1].lower()
        targets = [each for each in targets if written in each[0].lower()][:MAX_CHOICES]
    return tuple(
        CompletionChoice(target if closed else f"{target}]]", "note", place, _describe_kind(sight, key))
        for target, key in targets
    )


def _describe_kind(sight: WorkspaceIndex, key: str) -> str:
    found = find_entity(sight.network, key)
    if isinstance(found, Person) and found.roles:
        there = sight.network.organisations.get(found.roles[0].organisation)
        return f"person, {there.name}" if there is not None else "person"
    return type(found).__name__.lower()


def _in_entry(at: NotePosition, lines: Sequence[str]) -> bool:
    """Whether the link that is being written stands on an entry or in an inline field of ours."""
    there, cut = lines[at.line - 1], at.column - 1
    closed = there if there[cut:].startswith("]]") else f"{there[:cut]}x]]{there[cut:]}"
    note = parse_open_note(at.sight, at.path, "\n".join((*lines[: at.line - 1], closed, *lines[at.line :])))
    inline = [field.key for field in note.inline if field.place and field.place.line == at.line]
    if inline:
        kind = kind_at(at)
        return any(canonical_field(at.sight, kind, key) for key in inline)
    return any(held.line == at.line for held in note.lines)
