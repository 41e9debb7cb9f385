"""Where faults, fields and words stand in the notes that a rule sees."""

from typing import Final

from netlead_md.model.note import Field, Link, Note
from netlead_md.model.place import Fault, Place
from netlead_md.model.vocabulary import FIELDS
from netlead_md.reading import place_of
from netlead_md.rules.scene import Sight

TOP: Final = Place(1)
_WRITTEN: Final = {
    name: frozenset({name, *(word for kind in FIELDS.values() for word in kind.get(name, ()))})
    for fields in FIELDS.values()
    for name in fields
}
"""Our names of fields, each with all of its synonyms."""


def words(fault: Fault, count: int) -> tuple[str, ...]:
    """Give the words of a fault, as many as asked for."""
    return (*fault.words, *("",) * count)[:count]


def place(sight: Sight, fault: Fault) -> Place:
    """Find the exact place of a fault; the top of the file if nobody knows it."""
    note = sight.notes.get(fault.path)
    if fault.place is not None:
        return fault.place if fault.place.end_column or note is None else _type_word(note, fault.place)
    return place_of(note, fault.field) if note is not None and fault.field else TOP


def _type_word(note: Note, where: Place) -> Place:
    """Cover the type word where a fault names only the place at which its line begins."""
    for line in note.lines:
        if (line.line, line.column) == (where.line, where.column) and line.word:
            return Place(where.line, where.column, where.line, where.column + len(line.word))
    return where


def field(sight: Sight, path: str, name: str) -> Field | None:
    """Find a property, or a Dataview field of the body, by our name for it."""
    note = sight.notes.get(path)
    if note is None:
        return None
    ours = _WRITTEN[name]
    own = {word for word, meaning in sight.config.fields.items() if meaning == name}
    return next((each for each in (*note.fields, *note.inline) if each.key in ours or each.key in own), None)


def field_place(sight: Sight, path: str, name: str) -> Place:
    """Find the place of a field's value by our name for it; the top of the file if it is not there."""
    found = field(sight, path, name)
    if found is None:
        return TOP
    return found.place or place_of(sight.notes[path], (found.written,))


def source(sight: Sight, path: str, where: Place) -> str:
    """Give what stands at a place of one line: in the front matter, or of a Dataview field; bodies are not kept."""
    note = sight.notes.get(path)
    lines = note.front.split("\n") if note is not None else []
    if note is None or where.end_line not in {0, where.line}:
        return ""
    if not 0 <= where.line - 2 < len(lines):
        return next((_told(each) for each in note.inline if each.place == where), "")
    line = lines[where.line - 2].rstrip("\r")
    return line[where.column - 1 : where.end_column - 1 if where.end_column else None]


def _told(inline: Field) -> str:
    """Give the text of a field of the body if its place covers just that."""
    held, place = inline.value, inline.place
    return held if isinstance(held, str) and place and place.end_column - place.column == len(held) else ""


def word_place(sight: Sight, fault: Fault, word: str) -> Place:
    """Find a word of a fault inside the value or the link at which the fault stands; else the place of the fault."""
    where = place(sight, fault)
    there = source(sight, fault.path, where)
    start = there.find(f"[[{word}") + 2 if f"[[{word}" in there else there.find(word)
    if not there and (found := link_at(sight, fault, word)) is not None and not found.markdown:
        return span(where.line, found.column + 2, word)
    return span(where.line, where.column + start, word) if word and there and start >= 0 else where


def link_at(sight: Sight, fault: Fault, target: str) -> Link | None:
    """Find the link of a line of the body that a fault is about."""
    note = sight.notes.get(fault.path)
    if note is None or fault.place is None:
        return None
    for line in note.lines:
        if line.line == fault.place.line:
            named = [link for link in line.links if link.target == target]
            exact = [link for link in named if link.column == fault.place.column]
            return next(iter(exact or named), None)
    return None


def span(line: int, column: int, text: str) -> Place:
    """Cover a text of one line."""
    return Place(line, column, line, column + len(text))
