"""What the fields of all notes say, each kind of note through its own module (SPEC §2.2)."""

from collections.abc import Iterable

import msgspec

from netlead_md.linking.directory import Directory
from netlead_md.linking.fields import Names, Sheet, sheet
from netlead_md.linking.interaction import Meeting, read_meeting
from netlead_md.linking.me import read_me
from netlead_md.linking.organisation import read_organisation
from netlead_md.linking.person import read_person
from netlead_md.linking.project import read_project
from netlead_md.model.config import Config
from netlead_md.model.network import Me, Organisation, Person, Project
from netlead_md.model.note import Note
from netlead_md.model.place import Fault


class Cards(msgspec.Struct, frozen=True):
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    projects: dict[str, Project]
    owners: list[Me]
    meetings: dict[str, Meeting]
    faults: list[Fault]


class Readers(msgspec.Struct, frozen=True):
    """What fields are read with."""

    names: Names
    directory: Directory
    aliases: dict[str, tuple[str, ...]]
    config: Config


def cards_of(notes: Iterable[Note], readers: Readers) -> Cards:
    """The cards of all notes, which come in order of path; organisations that are only named stand at the end."""
    cards = Cards({}, {}, {}, [], {}, [])
    kinds = readers.directory.kinds
    for note in notes:
        kind = kinds[note.path]
        if kind in readers.names.by_kind:
            fields = sheet(note, kind, readers.names)
            _add(cards, note, kind, fields, readers)
            cards.faults.extend(fields.faults)
    for key, name in sorted(readers.directory.named.items()):
        cards.organisations[key] = Organisation(key, name)
    return cards


def _add(cards: Cards, note: Note, kind: str, fields: Sheet, readers: Readers) -> None:
    directory, config = readers.directory, readers.config
    aliases = readers.aliases.get(note.path, ())
    if kind == "person":
        cards.people[note.path] = read_person(note, fields, directory, aliases)
    elif kind == "organisation":
        cards.organisations[note.path] = read_organisation(note, fields, directory, aliases, config)
    elif kind == "project":
        cards.projects[note.path] = read_project(note, fields, config)
    elif kind == "interaction":
        cards.meetings[note.path] = read_meeting(note, fields, directory, config)
    else:
        cards.owners.append(read_me(note, fields))
