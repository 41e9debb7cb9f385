"""What the fields of all notes say, each kind of note through its own module (SPEC §2.2)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias, TypeVar

import msgspec

from netlead_md.incremental.memo import reuse_if_equal
from netlead_md.linking.entities import (
    MeetingFields,
    read_me,
    read_meeting,
    read_organisation,
    read_person,
    read_project,
)
from netlead_md.linking.entity_resolver import EntityResolver
from netlead_md.linking.fields import NoteFields, read_fields
from netlead_md.linking.symbol_table import SymbolTable
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault
from netlead_md.model.network import Organisation, Owner, Person, Project
from netlead_md.model.note import Note

T = TypeVar("T")
Subject: TypeAlias = Person | Organisation | Project | Owner | MeetingFields


class EntityRecord(msgspec.Struct, frozen=True):
    """What the fields of one note say."""

    of: Subject
    faults: tuple[Fault, ...]
    named: tuple[tuple[str, str], ...]
    """Organisations without a note that it names: key, and name as written."""
    sought: bool
    """Whether a name near to one that it writes was looked for."""


class EntityTable(msgspec.Struct, frozen=True):
    """Those of all notes, in order of path; organisations that are only named stand at the end."""

    by_note: dict[str, EntityRecord]
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    projects: dict[str, Project]
    meetings: dict[str, MeetingFields]
    owners: tuple[Owner, ...]


NO_CARDS: Final = EntityTable({}, {}, {}, {}, {}, ())


class ReadContext(msgspec.Struct, frozen=True):
    """What fields are read with."""

    frame: SymbolTable
    directory: EntityResolver
    config: Config

    def aliases_of(self, note: Note) -> tuple[str, ...]:
        return self.frame.aliases.get(note.path, ())


def cards_of(notes: Mapping[str, Note], read: Iterable[str], readers: ReadContext, last: EntityTable) -> EntityTable:
    """The cards of all notes; the last ones themselves where nothing says anything else.

    `read`: the notes that are others since the last cards, or all where the readers are not those of the last cards.
    """
    kinds, old = readers.frame.kinds, last.by_note
    new = {path: _kept(old.get(path), _card(notes[path], readers)) for path in read if kinds[path] in _READERS}
    by_note = reuse_if_equal(old, {path: new.get(path) or old[path] for path in notes if kinds[path] in _READERS})
    return last if by_note is old else _sorted(by_note, last)


def _card(note: Note, readers: ReadContext) -> EntityRecord:
    kind = readers.frame.kinds[note.path]
    fields = read_fields(note, kind, readers.frame.names)
    of = _READERS[kind](note, fields, readers)
    return EntityRecord(of, tuple(fields.faults), tuple(fields.named.items()), fields.sought)


_READERS: Final[Mapping[str, Callable[[Note, NoteFields, ReadContext], Subject]]] = {
    "me": lambda note, fields, by: read_me(note, fields, by.directory.name_of(note.path)),
    "person": lambda note, fields, by: read_person(note, fields, by.directory, by.aliases_of(note)),
    "organisation": lambda note, fields, by: read_organisation(
        note, fields, by.directory, by.aliases_of(note), by.config
    ),
    "project": lambda note, fields, by: read_project(note, fields, by.config, by.directory.name_of(note.path)),
    "interaction": lambda note, fields, by: read_meeting(note, fields, by.directory, by.config),
}


def _sorted(by_note: dict[str, EntityRecord], old: EntityTable) -> EntityTable:
    named: dict[str, str] = {}
    for card in by_note.values():
        for key, name in card.named:
            named.setdefault(key, name)
    unwritten = {key: _kept(old.organisations.get(key), Organisation(key, named[key])) for key in sorted(named)}
    return EntityTable(
        by_note=by_note,
        people=reuse_if_equal(old.people, _those(by_note, Person)),
        organisations=reuse_if_equal(old.organisations, _those(by_note, Organisation) | unwritten),
        projects=reuse_if_equal(old.projects, _those(by_note, Project)),
        meetings=reuse_if_equal(old.meetings, _those(by_note, MeetingFields)),
        owners=tuple(_those(by_note, Owner).values()),
    )


def _those(by_note: Mapping[str, EntityRecord], kind: type[T]) -> dict[str, T]:
    return {path: card.of for path, card in by_note.items() if isinstance(card.of, kind)}


def _kept(old: T | None, new: T) -> T:
    """The old value itself where the new one says the same."""
    return old if old is not None and old == new else new
