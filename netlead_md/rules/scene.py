"""What every rule looks at, sorted once so that a rule is a few lines."""

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.network import Entry
from netlead_md.model.note import Field, Link, Note
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.model.vocabulary import FIELDS
from netlead_md.reading import place_of

TOP = Place(1)
_WORDS = (Trouble.UNKNOWN_QUALIFIER, Trouble.IMPOSSIBLE_DATE, Trouble.AMBIGUOUS_DATE)


class Scene(msgspec.Struct, frozen=True):
    book: Book
    notes: Mapping[str, Note]
    config: Config
    faults: Mapping[Trouble, Sequence[Fault]]
    entries: Mapping[str, Sequence[Entry]]
    """By type, by date within a type; plans left out, future lines not."""
    unread: frozenset[tuple[str, int]]
    """(path, line) with an unreadable word before the colon: what is missing there has its diagnostic already."""

    @property
    def day(self) -> dt.date:
        return self.book.as_of


def scene_of(book: Book, notes: Mapping[str, Note], faults: Sequence[Fault], config: Config) -> Scene:
    """Sort the faults of all rooms by trouble, each once, and the entries by type."""
    troubles: dict[Trouble, list[Fault]] = {}
    for fault in dict.fromkeys((*faults, *book.network.faults, *book.faults)):
        troubles.setdefault(fault.trouble, []).append(fault)
    entries: dict[str, list[Entry]] = {}
    for entry in book.network.entries:
        if not entry.plan:
            entries.setdefault(entry.type, []).append(entry)
    unread = {(f.path, f.place.line) for trouble in _WORDS for f in troubles.get(trouble, ()) if f.place}
    return Scene(book, notes, config, troubles, entries, frozenset(unread))


def words(fault: Fault, count: int) -> tuple[str, ...]:
    """Give the words of a fault, as many as asked for."""
    return (*fault.words, *("",) * count)[:count]


def place(scene: Scene, fault: Fault) -> Place:
    """Find the exact place of a fault; the top of the file if nobody knows it."""
    note = scene.notes.get(fault.path)
    if fault.place is not None:
        return fault.place if fault.place.end_column or note is None else _type_word(note, fault.place)
    return place_of(note, fault.field) if note is not None and fault.field else TOP


def _type_word(note: Note, where: Place) -> Place:
    """Cover the type word where a fault names only the place at which its line begins."""
    for line in note.lines:
        if (line.line, line.column) == (where.line, where.column) and line.word:
            return Place(where.line, where.column, where.line, where.column + len(line.word))
    return where


def field(scene: Scene, path: str, name: str) -> Field | None:
    """Find a property, or a Dataview field of the body, by our name for it."""
    note = scene.notes.get(path)
    if note is None:
        return None
    ours = {name, *(word for kind in FIELDS.values() for word in kind.get(name, ()))}
    own = {word for word, meaning in scene.config.fields.items() if meaning == name}
    return next((each for each in (*note.fields, *note.inline) if each.key in ours or each.key in own), None)


def field_place(scene: Scene, path: str, name: str) -> Place:
    """Find the place of a field's value by our name for it; the top of the file if it is not there."""
    found = field(scene, path, name)
    if found is None:
        return TOP
    return found.place or place_of(scene.notes[path], (found.written,))


def name_of(scene: Scene, key: str) -> str:
    """Name a person, organisation or project by its key."""
    network = scene.book.network
    found = network.organisations.get(key) or network.people.get(key) or network.projects.get(key)
    return found.name if found else key.removeprefix("name:")


def source(scene: Scene, path: str, where: Place) -> str:
    """Give what stands at a place of one line: in the front matter, or of a Dataview field; bodies are not kept."""
    note = scene.notes.get(path)
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


def word_place(scene: Scene, fault: Fault, word: str) -> Place:
    """Find a word of a fault inside the value or the link at which the fault stands; else the place of the fault."""
    where = place(scene, fault)
    there = source(scene, fault.path, where)
    start = there.find(f"[[{word}") + 2 if f"[[{word}" in there else there.find(word)
    if not there and (found := link_at(scene, fault, word)) is not None and not found.markdown:
        return _span(where.line, found.column + 2, word)
    return _span(where.line, where.column + start, word) if word and there and start >= 0 else where


def link_at(scene: Scene, fault: Fault, target: str) -> Link | None:
    """Find the link of a line of the body that a fault is about."""
    note = scene.notes.get(fault.path)
    if note is None or fault.place is None:
        return None
    for line in note.lines:
        if line.line == fault.place.line:
            named = [link for link in line.links if link.target == target]
            exact = [link for link in named if link.column == fault.place.column]
            return next(iter(exact or named), None)
    return None


def _span(line: int, column: int, text: str) -> Place:
    return Place(line, column, line, column + len(text))
