"""Findings made from what the packages below recorded, and from entries."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from netlead_md.model.diagnostics import Fault, Fix, Range, Related
from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.note import Field, Link
from netlead_md.model.vocabulary import FIELDS
from netlead_md.parsing import property_range
from netlead_md.parsing.plain_text import as_plain_text
from netlead_md.rules.note_index import NoteIndex
from netlead_md.rules.rule import Finding, OrganisationContext, RuleContext

# Where faults, fields and words stand in the notes that a rule sees.


TOP: Final = Range(1)
_WRITTEN: Final = {
    name: frozenset({name, *(word for kind in FIELDS.values() for word in kind.get(name, ()))})
    for fields in FIELDS.values()
    for name in fields
}
"""Our names of fields, each with all of its synonyms."""


def fault_args(fault: Fault, count: int) -> tuple[str, ...]:
    """Give the words of a fault, as many as asked for."""
    return (*fault.words, *("",) * count)[:count]


def fault_range(sight: RuleContext, fault: Fault) -> Range:
    """Find the exact place of a fault; the top of the file if nobody knows it."""
    if fault.place is not None:
        return fault.place if fault.place.end_column else _type_word(sight.index(fault.path), fault.place)
    note = sight.notes.get(fault.path)
    return property_range(note, fault.field) if note is not None and fault.field else TOP


def _type_word(index: NoteIndex | None, where: Range) -> Range:
    """Cover the type word where a fault names only the place at which its line begins."""
    line = index.words.get((where.line, where.column)) if index is not None else None
    return where if line is None else Range(where.line, where.column, where.line, where.column + len(line.word))


def find_field(sight: RuleContext, path: str, name: str) -> Field | None:
    """Find a property, or a Dataview field of the body, by our name for it."""
    index = sight.index(path)
    if index is None:
        return None
    names = [*_WRITTEN[name], *(word for word, meaning in sight.config.fields.items() if meaning == name)]
    found = [index.fields[key] for key in names if key in index.fields]
    return min(found, key=itemgetter(0))[1] if found else None


def field_place(sight: RuleContext, path: str, name: str) -> Range:
    """Find the place of a field's value by our name for it; the top of the file if it is not there."""
    found = find_field(sight, path, name)
    if found is None:
        return TOP
    return found.place or property_range(sight.notes[path], (found.written,))


def source_at(sight: RuleContext, path: str, where: Range) -> str:
    """Give what stands at a place of one line: in the front matter, or of a Dataview field; bodies are not kept."""
    index = sight.index(path)
    if index is None or where.end_line not in {0, where.line}:
        return ""
    if not 0 <= where.line - 2 < len(index.front):
        held = index.inline.get((where.line, where.column))
        return _inline_text(held) if held is not None and held.place == where else ""
    return index.front[where.line - 2][where.column - 1 : where.end_column - 1 if where.end_column else None]


def _inline_text(inline: Field) -> str:
    """Give the text of a field of the body if its place covers just that."""
    held, place = inline.value, inline.place
    return held if isinstance(held, str) and place and place.end_column - place.column == len(held) else ""


def word_place(sight: RuleContext, fault: Fault, word: str) -> Range:
    """Find a word of a fault inside the value or the link at which the fault stands; else the place of the fault."""
    where = fault_range(sight, fault)
    there = source_at(sight, fault.path, where)
    start = there.find(f"[[{word}") + 2 if f"[[{word}" in there else there.find(word)
    if not there and (found := link_at(sight, fault, word)) is not None and not found.markdown:
        return text_range(where.line, found.column + 2, word)
    return text_range(where.line, where.column + start, word) if word and there and start >= 0 else where


def link_at(sight: RuleContext, fault: Fault, target: str) -> Link | None:
    """Find the link of a line of the body that a fault is about."""
    index = sight.index(fault.path)
    if index is None or fault.place is None:
        return None
    line = fault.place.line
    return index.links.get((line, target, fault.place.column)) or index.links.get((line, target, 0))


def text_range(line: int, column: int, text: str) -> Range:
    """Cover a text of one line."""
    return Range(line, column, line, column + len(text))


def fault_finding(  # noqa: PLR0913 a finding has as many parts
    sight: RuleContext,
    fault: Fault,
    message: str,
    help: str = "",  # noqa: A002 the word of SPEC §5.1
    *,
    fix: Fix | None = None,
    related: tuple[Related, ...] = (),
    subject: str = "",
    at: str = "",
) -> Finding:
    """Say what a fault means, at its exact place, or at a word of it within a longer value."""
    subject = subject or "|".join((*map(str, fault.field), *fault.words))
    where = word_place(sight, fault, at) if at else fault_range(sight, fault)
    return Finding(message, fault.path, where, help, related, fix, subject)


def entry_place(entry: Entry) -> Range:
    """Cover the type word of an entry."""
    return Range(entry.line.line, entry.line.column, entry.line.line, entry.line.column + max(1, len(entry.line.word)))


def _entry_subject(entry: Entry) -> str:
    """Tell an entry from others by its day and words, not by its line."""
    return f"{entry.date} {entry.type} {entry.line.kind} {entry.line.text}"


def at_entry(
    entry: Entry,
    message: str,
    help: str,  # noqa: A002 the word of SPEC §5.1
    *,
    related: tuple[Related, ...] = (),
    word: str = "",
) -> Finding:
    """Say what is odd about an entry, at its type word, or behind its qualifier `word`."""
    column = dict(entry.line.columns).get(word)
    place = Range(entry.line.line, column) if column else entry_place(entry)
    return Finding(message, entry.path, place, help, related, subject=_entry_subject(entry))


def related_entry(entry: Entry, words: str = "") -> Related:
    """Point at an entry that speaks for a finding."""
    told = words or f"{entry.line.word or entry.type}: {as_plain_text(entry.line.text)}"
    return Related(entry.path, entry_place(entry), f"{entry.date} {told}".rstrip(": "))


def recent_entries(entries: Iterable[Entry]) -> tuple[Related, ...]:
    """Point at the latest three entries, oldest first."""
    chosen = sorted(entries, key=lambda entry: (entry.date, entry.path, entry.line.line))[-3:]
    return tuple(related_entry(entry) for entry in chosen)


def _finding_place(sight: RuleContext, card: Person | Organisation, field: str) -> tuple[str, Range] | None:
    """Where a finding about somebody stands: at a field of the note, or at the first entry of one without a note."""
    if card.path:
        return card.path, field_place(sight, card.path, field) if field else TOP
    entries = sight.entries if isinstance(sight, OrganisationContext) else ()
    direct = [entry for entry in entries if any(each.organisation == card.key and each.direct for each in entry.reach)]
    first = next(iter(direct or entries), None)
    return (first.path, entry_place(first)) if first else None


def entity_finding(  # noqa: PLR0913 a finding has as many parts
    sight: RuleContext,
    card: Person | Organisation,
    message: str,
    help: str = "",  # noqa: A002 the word of SPEC §5.1
    *,
    field: str = "",
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> list[Finding]:
    """Say something about a person or an organisation where it can be mended; nothing if it stands nowhere."""
    where = _finding_place(sight, card, field)
    return [Finding(message, *where, help, related, fix, card.name)] if where else []
