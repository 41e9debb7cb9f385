"""A `last_contact` field is a contact of its day, unless an entry tells it already (SPEC §2.2)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from netlead_md.linking.concern import Linked, Own, concern
from netlead_md.linking.fields import Names, our_name
from netlead_md.linking.ties import Ties
from netlead_md.linking.values import day_in
from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.note import Line, Note
from netlead_md.model.vocabulary import LAST_CONTACT, PROMISE, TODO

_NO_CONTACTS: Final = frozenset({PROMISE, TODO, "review"})


def last_contacts(
    cards: Iterable[Person | Organisation],
    entries: Iterable[Entry],
    notes: Mapping[str, Note],
    names: Names,
    ties: Ties,
) -> Iterator[Entry]:
    """An entry for each person and organisation whose `last_contact` no other entry tells."""
    stated = [(card, card.last_contact, card.path) for card in cards if card.last_contact]
    days = {day for _, day, _ in stated}
    told = {(key, entry.date) for entry in entries if entry.date in days for key in _met(entry)} if days else set()
    for card, day, path in stated:
        if path is None or (card.key, day) in told:
            continue
        own = Own("person", person=path) if isinstance(card, Person) else Own("organisation", organisations=(path,))
        about = concern(LAST_CONTACT, own, Linked(), day, ties)
        line = Line(_line_of(notes[path], own.kind, day, names), 1, LAST_CONTACT, "dated", day)
        yield Entry(path, line, day, LAST_CONTACT, people=about.people, named=about.named, reach=about.reach)


def _met(entry: Entry) -> Iterator[str]:
    """Keys of those whom the entry tells of."""
    if not entry.plan and entry.type not in _NO_CONTACTS:
        yield from entry.people
        yield from (each.organisation for each in entry.reach if each.direct)


def _line_of(note: Note, kind: str, day: dt.date, names: Names) -> int:
    """Where the field stands, so that the working can link to it."""
    for field in (*note.fields, *note.inline):
        if our_name(field, kind, names) == "last_contact" and day_in(field.value) == day:
            if field.place is not None:
                return field.place.line
            lines = enumerate(note.front.splitlines(), 2)
            return next((at for at, line in lines if line.lstrip("\"'").startswith(field.written)), 1)
    return 1
