"""Which folders, tags and types of a vault hold people, organisations and meetings, by what they show (SPEC §5)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from netlead_md.linking.note_names import is_folder_note
from netlead_md.linking.symbol_table import bare_word, texts_in
from netlead_md.model.note import Field, Note
from netlead_md.parsing.lexicons import LANGUAGES, merge_words
from netlead_md.setup.evidence import NoteEvidence

LABELS: Final = (
    ("type", ("type", "kind", "fileclass")),
    ("tag", ("tags", "tag")),
    ("category", ("categories", "category")),
)
_KINDS: Final = ("person", "organisation", "interaction")
_ENOUGH: Final = 3
"""Notes without which a habit is no habit."""
_MOST: Final = 24
"""Lines that are proposed at a time."""
_MOST_EXAMPLES: Final = 3
_MOST_FIELDS: Final = 3


class ConfigProposal(msgspec.Struct, frozen=True):
    """A line of `netlead.toml` that the vault gives reason for."""

    table: str
    """kinds, folders, fields, daily; empty for a key outside tables."""
    word: str
    ours: str
    notes: int
    why: str = ""
    """What its notes show: `company in 12, role in 9`."""
    examples: tuple[str, ...] = ()
    """Names of such notes, at most three."""
    certain: bool = True
    """False: only the user can know; the line is written as a comment."""


class _Group(msgspec.Struct):
    """Notes of one folder, or of one word as type, tag or category."""

    table: str
    word: str
    hint: str
    """The kind that the folder's or the word's own name says."""
    notes: list[int]
    counts: Counter[str]


def propose_kinds(
    notes: Sequence[Note], evidence: Mapping[str, NoteEvidence], known: Iterable[str] = ()
) -> list[ConfigProposal]:
    """Lines for `[folders]` and `[kinds]`, those that take in most notes first.

    `notes` are those of no kind of ours, in order of path; `known` are the words that say a kind already. Each line
    is chosen by how many notes it takes in, and the next by what is left.
    """
    kept = [note for note in notes if note.path in evidence]
    groups = _build_groups(kept, evidence, frozenset(known))
    alive = [True] * len(kept)
    of_note: list[list[_Group]] = [[] for _ in kept]
    for group in groups:
        for at in group.notes:
            of_note[at].append(group)
    found: list[ConfigProposal] = []
    while len(found) < _MOST and (best := max(groups, key=_worth, default=None)) is not None:
        kind = _kind_of_group(best)
        if not kind or _worth(best)[0] <= 0:
            break
        members = [evidence[kept[at].path] for at in best.notes if alive[at]]
        found.append(_propose(best, kind, members))
        for at in best.notes:
            if alive[at]:
                alive[at] = False
                for group in of_note[at]:
                    _take_out(group, evidence[kept[at].path])
    return found


def _take_out(group: _Group, shown: NoteEvidence) -> None:
    group.counts[shown.verdict] -= 1
    group.counts["all"] -= 1
    group.counts["named"] -= shown.named


def _build_groups(notes: Sequence[Note], evidence: Mapping[str, NoteEvidence], known: frozenset[str]) -> list[_Group]:
    groups: dict[tuple[str, str], _Group] = {}
    for at, note in enumerate(notes):
        shown = evidence[note.path]
        types = {word for word, _ in find_field_words(note, LABELS[0][1])}
        for table, word in sorted(set(_list_groups(note))):
            if table == "kinds" and word in known:
                continue
            group = groups.get((table, word))
            if group is None:
                group = groups[table, word] = _Group(table, word, _hint(table, word), [], Counter())
            group.counts["typed"] += table == "folders" or word in types
            group.notes.append(at)
            group.counts[shown.verdict] += 1
            group.counts["all"] += 1
            group.counts["named"] += shown.named
    return [groups[key] for key in sorted(groups)]


def _list_groups(note: Note) -> Iterator[tuple[str, str]]:
    """Each folder above a note, and each word that its type, tags and categories hold."""
    for _, keys in LABELS:
        for word, _ in find_field_words(note, keys):
            yield "kinds", word
    parts = note.path.split("/")[:-1]
    if is_folder_note(note.path):  # it stands for its folder, and lies in the one above
        parts = parts[:-1]
    for count in range(1, len(parts) + 1):
        yield "folders", "/".join(parts[:count])


def find_field_words(note: Note, keys: tuple[str, ...]) -> Iterator[tuple[str, Field]]:
    """The words in the fields of a note that have one of these names, each with its field."""
    for field in note.fields:
        if field.key in keys:
            for text in texts_in(field.value):
                for part in text.split(",") if "tags" in keys else (text,):
                    if word := bare_word(part):
                        yield word, field


# What a folder's or a tag's own name says.


_SPLIT: Final = re.compile(r"[\W\d_]+")
_VESSELS: Final = frozenset({
    "notes", "note", "pages", "page", "profiles", "profile", "database", "db", "list", "files", "crm", "directory",
    "cards",
})  # fmt: skip
"""Words that stand behind the one that says what lies in a folder: `People Notes`."""


def _hint(table: str, word: str) -> str:
    name = word.rpartition("/")[2] if table == "folders" else word
    words = [part for part in _SPLIT.split(name.lower()) if part]
    while len(words) > 1 and words[-1] in _VESSELS:
        words.pop()
    whole = " ".join(words)
    if table == "kinds":
        words = []  # of a tag the whole counts: `knowledge-organisation` is none
    for kind in _KINDS:
        known = merge_words("folders", kind, LANGUAGES) | merge_words("proposed_folders", kind, LANGUAGES)
        if any(text in known or f"{text}s" in known for text in (whole, *words[-1:])):
            return kind
    return ""


# Whether a group's notes are of one kind, and how much a line for it would tell. A tag may as well be a topic: its own
# name proves nothing without the notes.


_PURE: Final = 0.8
"""Share of the notes that must show the kind where nothing else says it."""
_SHOWN: Final = 0.25
"""The same where the folder's name says it, and no more than this may show something else."""


def _kind_of_group(group: _Group) -> str:
    counts, total = group.counts, group.counts["all"]
    person, organisation, meeting = (counts[kind] for kind in _KINDS)
    contact, against, named = counts["contact"], counts["against"], counts["named"]
    blank = counts[""]
    if total <= 0:
        return ""
    if meeting >= _ENOUGH and meeting >= _PURE * total:
        return "interaction"
    shown = person + contact >= max(1, _SHOWN * total) or (total > 1 and named >= total / 2)
    if group.hint == "person" and shown and organisation + against + meeting <= _SHOWN * total:
        return "person"
    topic = 2 * counts["typed"] < total
    if group.hint == "organisation" and against + meeting <= _SHOWN * total:
        if person > total / 2 and named > total / 2:
            return "person"
        if named > total / 2 and not organisation:
            return ""  # `Clients/Ada Larch.md` may be a person, and `Clients/Red Hat.md` is none
        sure = 2 * organisation >= total and organisation > 1
        if person <= _SHOWN * total and (sure or (not topic and organisation + contact + blank > 1)):
            return "organisation"
    if group.hint in {"organisation", "interaction"} and not topic and person < _PURE * total:
        return ""
    if person + contact >= max(_ENOUGH, _PURE * total) and person + contact > organisation:
        return "person"
    return "organisation" if organisation >= max(_ENOUGH, _PURE * total) else ""


def _worth(group: _Group) -> tuple[float, int, int, str]:
    """How much is told by a line for this group: notes that it takes in rightly, less those taken in on trust.

    Of groups of the same notes a folder whose own name says it wins, then the innermost folder.
    """
    kind = _kind_of_group(group)
    if not kind:
        return (0, 0, 0, "")
    counts = group.counts
    right = counts[kind] + counts["contact"] + (counts[""] if group.hint == kind else 0)
    wrong = sum(counts[other] for other in ("person", "organisation", "interaction", "against") if other != kind)
    return (
        right - 2 * wrong - (counts[""] if group.hint != kind else 0),
        int(group.hint == kind) + (group.table == "kinds"),
        len(group.word.split("/")) if group.table == "folders" else 0,
        group.word,
    )


def _propose(group: _Group, kind: str, members: Sequence[NoteEvidence]) -> ConfigProposal:
    fitting = [each for each in members if each.verdict in {kind, "contact"}] or list(members)
    fields = Counter(name for each in fitting for name in each.fields)
    ranked = sorted(fields.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FIELDS]
    why = [f"{name} in {count:,}" for name, count in ranked]
    if linked := sum(each.linked == kind for each in members):
        why.append(f"linked by others: {linked:,}")
    if kind == "person" and (named := sum(each.named for each in members)):
        why.append(f"named like people: {named:,}")
    if group.hint == kind:
        why.append("by its name")
    names = tuple(each.name for each in sorted(fitting, key=lambda each: (-len(each.fields), each.name)))
    return ConfigProposal(group.table, group.word, kind, len(members), ", ".join(why), names[:_MOST_EXAMPLES])


def left_out(notes: Sequence[Note], evidence: Mapping[str, NoteEvidence], taken: Iterable[str]) -> dict[str, int]:
    """Folders of the notes that look like people or organisations and are taken in by nothing, with how many."""
    known = frozenset(taken)
    counts: Counter[str] = Counter()
    for note in notes:
        shown = evidence.get(note.path)
        if note.path not in known and shown is not None and shown.verdict in {"person", "organisation"}:
            counts[note.path.rpartition("/")[0]] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
