"""What may be written here (SPEC §2.2, §2.3): in our fields and in entries, and nowhere else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.lsp.cursor import kind_at, our_field, spot, top_keys
from netlead_md.lsp.nearby import parse
from netlead_md.lsp.sight import At, Sight, card, cards
from netlead_md.lsp.texts import lines_of
from netlead_md.model.network import Organisation, Person
from netlead_md.model.note import Line
from netlead_md.model.place import Place
from netlead_md.model.vocabulary import CHOICES, FIELDS, HOURS, KINDS, SIZES, TYPES
from netlead_md.reading import words_of

MOST: Final = 300
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


class Choice(msgspec.Struct, frozen=True):
    text: str
    sort: str
    """`field`, `value`, `type`, `word`, `id` or `note`: which picture an editor shows."""
    place: Place
    """What it replaces."""
    detail: str = ""


def complete(at: At) -> tuple[Choice, ...]:
    """Choices at a place, in the order in which they are worth reading; editors filter by what is written."""
    line, column = at.line, at.column
    lines = lines_of(at.text)
    before = lines[line - 1][: column - 1]
    where = spot(lines, line, column)
    if name := _NAME.search(before):
        return _names(at, len(before) - len(name[1]) + 1)
    if where is None:
        found = list(_entry(at, before))
    elif where.value:
        found = [(word, "value", "") for word in _values(at, where.keys)]
    else:
        found = [(word, "field", "") for word in _fields(at, where.keys)]
    start = where.start if where is not None else len(before) - len(re.split(r"\s", before)[-1]) + 1
    return tuple(Choice(word, sort, Place(line, start, line, column), detail) for word, sort, detail in found)


def _fields(at: At, keys: Sequence[str]) -> Iterator[str]:
    kind = kind_at(at)
    if keys:
        yield from (f"{part}: " for part in _PARTS.get(our_field(at.sight, kind, keys[0]), ()))
        return
    lines = lines_of(at.text)
    lines[at.line - 1] = ""
    there = {our_field(at.sight, kind, key) or key for key in top_keys(lines)}
    if "type" not in there and kind == "other":
        yield "type: "
    if kind in FIELDS:
        yield from (f"{name}: " for name in (*FIELDS[kind], *FIELDS["any"]) if name not in there)


def _values(at: At, keys: Sequence[str]) -> Iterable[str]:
    kind = kind_at(at)
    if keys[:1] in {("type",), ("kind",), ("fileclass",)} and kind != "interaction":
        return ("person", "organisation", "project", "interaction", "me")
    field = our_field(at.sight, kind, keys[0]) if keys else ""
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


def _entry(at: At, before: str) -> Iterator[tuple[str, str, str]]:
    found = _BULLET.match(before)
    if found is None or ":" in before[found.end() :] or not _may_begin(at, found):
        return
    words = before[found.end() :].lower().split(" ")
    known = words_of(at.sight.state.config)
    if len(words) == 1:
        yield from ((word, "type", meaning if meaning != word else "") for word, meaning in known.types.items())
        return
    meaning = known.types.get(words[0])
    if meaning is None:
        return
    if words[-2] == "re":
        yield from _ids(at)
    elif words[-2] == "via":
        yield from ((word, "word", "") for word in HOURS)
    elif words[-2] not in {"by", "until", "for"}:
        yield from ((word, "word", f"{kind} {held}") for word, (kind, held) in known.understood[meaning].items())
        yield from ((word, "word", "") for word in ("by", "until", "ongoing", "re", "via", "for"))


def _may_begin(at: At, found: re.Match[str]) -> bool:
    """A bullet needs its day, unless it is nested or stands in a daily or a meeting note."""
    return bool(found["date"] or found["lead"]) or kind_at(at) in {"daily", "interaction"}


def _ids(at: At) -> Iterator[tuple[str, str, str]]:
    """Ids of this note, then those of other notes by date, the latest first."""
    own = [held for held in parse(at.sight, at.path, at.text).lines if held.id]
    yield from ((held.id, "id", _told(held)) for held in reversed(own))
    others = [each.line for each in at.sight.network.entries if each.line.id and each.path != at.path]
    seen = {held.id for held in own}
    for held in reversed(others):
        if held.id not in seen:
            seen.add(held.id)
            yield held.id, "id", _told(held)


def _told(line: Line) -> str:
    return f"{line.date or ''} {line.type} {line.kind}: {line.text}".replace(" :", ":")[:80]


def _names(at: At, start: int) -> tuple[Choice, ...]:
    """Notes of our kinds behind `[[`, of the kind that the field takes."""
    sight, line, column = at.sight, at.line, at.column
    lines = lines_of(at.text)
    where = spot(lines, line, column)
    if where is not None:
        field = our_field(sight, kind_at(at), where.keys[0]) if where.keys else ""
        inner = where.keys[-1] if where.keys and where.keys[-1] in {"organisation", "person"} else field
        if not field:
            return ()
        fits = Person if inner in _OF_PEOPLE else Organisation if inner in _OF_ORGANISATIONS else None
    elif _in_entry(at, lines):
        fits = None
    else:
        return ()
    closed = lines[line - 1][column - 1 :].startswith("]]")
    place = Place(line, start, line, column)
    found = (each for each in cards(sight.network) if fits is None or isinstance(each, fits))
    targets = [(target, each.key) for each in found if (target := sight.network.targets.get(each.key, ""))]
    if len(targets) > MOST:
        written = lines[line - 1][start - 1 : column - 1].lower()
        targets = [each for each in targets if written in each[0].lower()][:MOST]
    return tuple(
        Choice(target if closed else f"{target}]]", "note", place, _kind(sight, key)) for target, key in targets
    )


def _kind(sight: Sight, key: str) -> str:
    found = card(sight.network, key)
    if isinstance(found, Person) and found.roles:
        there = sight.network.organisations.get(found.roles[0].organisation)
        return f"person, {there.name}" if there is not None else "person"
    return type(found).__name__.lower()


def _in_entry(at: At, lines: Sequence[str]) -> bool:
    """Whether the link that is being written stands on an entry or in an inline field of ours."""
    there, cut = lines[at.line - 1], at.column - 1
    closed = there if there[cut:].startswith("]]") else f"{there[:cut]}x]]{there[cut:]}"
    note = parse(at.sight, at.path, "\n".join((*lines[: at.line - 1], closed, *lines[at.line :])))
    inline = [field.key for field in note.inline if field.place and field.place.line == at.line]
    if inline:
        kind = kind_at(at)
        return any(our_field(at.sight, kind, key) for key in inline)
    return any(held.line == at.line for held in note.lines)
