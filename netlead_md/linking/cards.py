"""What the fields of all notes say, each kind of note through its own module (SPEC §2.2)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias, TypeVar

import msgspec

from netlead_md.linking.directory import Directory
from netlead_md.linking.fields import Sheet, sheet
from netlead_md.linking.frame import Frame
from netlead_md.linking.interaction import Meeting, read_meeting
from netlead_md.linking.me import read_me
from netlead_md.linking.ordered import kept_whole
from netlead_md.linking.organisation import read_organisation
from netlead_md.linking.person import read_person
from netlead_md.linking.project import read_project
from netlead_md.model.config import Config
from netlead_md.model.network import Me, Organisation, Person, Project
from netlead_md.model.note import Note
from netlead_md.model.place import Fault

T = TypeVar("T")
Subject: TypeAlias = Person | Organisation | Project | Me | Meeting


class Card(msgspec.Struct, frozen=True):
    """What the fields of one note say."""

    of: Subject
    faults: tuple[Fault, ...]
    named: tuple[tuple[str, str], ...]
    """Organisations without a note that it names: key, and name as written."""
    sought: bool
    """Whether a name near to one that it writes was looked for."""


class Cards(msgspec.Struct, frozen=True):
    """Those of all notes, in order of path; organisations that are only named stand at the end."""

    by_note: dict[str, Card]
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    projects: dict[str, Project]
    meetings: dict[str, Meeting]
    owners: tuple[Me, ...]


NO_CARDS: Final = Cards({}, {}, {}, {}, {}, ())


class Readers(msgspec.Struct, frozen=True):
    """What fields are read with."""

    frame: Frame
    directory: Directory
    config: Config

    def aliases_of(self, note: Note) -> tuple[str, ...]:
        return self.frame.aliases.get(note.path, ())


def cards_of(notes: Mapping[str, Note], read: Iterable[str], readers: Readers, last: Cards) -> Cards:
    """The cards of all notes; the last ones themselves where nothing says anything else.

    `read`: the notes that are others since the last cards, or all where the readers are not those of the last cards.
    """
    kinds, old = readers.frame.kinds, last.by_note
    new = {path: _kept(old.get(path), _card(notes[path], readers)) for path in read if kinds[path] in _READERS}
    by_note = kept_whole(old, {path: new.get(path) or old[path] for path in notes if kinds[path] in _READERS})
    return last if by_note is old else _sorted(by_note, last)


def _card(note: Note, readers: Readers) -> Card:
    kind = readers.frame.kinds[note.path]
    fields = sheet(note, kind, readers.frame.names)
    of = _READERS[kind](note, fields, readers)
    return Card(of, tuple(fields.faults), tuple(fields.named.items()), fields.sought)


_READERS: Final[Mapping[str, Callable[[Note, Sheet, Readers], Subject]]] = {
    "me": lambda note, fields, _: read_me(note, fields),
    "person": lambda note, fields, by: read_person(note, fields, by.directory, by.aliases_of(note)),
    "organisation": lambda note, fields, by: read_organisation(
        note, fields, by.directory, by.aliases_of(note), by.config
    ),
    "project": lambda note, fields, by: read_project(note, fields, by.config),
    "interaction": lambda note, fields, by: read_meeting(note, fields, by.directory, by.config),
}


def _sorted(by_note: dict[str, Card], old: Cards) -> Cards:
    named: dict[str, str] = {}
    for card in by_note.values():
        for key, name in card.named:
            named.setdefault(key, name)
    unwritten = {key: _kept(old.organisations.get(key), Organisation(key, named[key])) for key in sorted(named)}
    return Cards(
        by_note=by_note,
        people=kept_whole(old.people, _those(by_note, Person)),
        organisations=kept_whole(old.organisations, _those(by_note, Organisation) | unwritten),
        projects=kept_whole(old.projects, _those(by_note, Project)),
        meetings=kept_whole(old.meetings, _those(by_note, Meeting)),
        owners=tuple(_those(by_note, Me).values()),
    )


def _those(by_note: Mapping[str, Card], kind: type[T]) -> dict[str, T]:
    return {path: card.of for path, card in by_note.items() if isinstance(card.of, kind)}


def _kept(old: T | None, new: T) -> T:
    """The old value itself where the new one says the same."""
    return old if old is not None and old == new else new
