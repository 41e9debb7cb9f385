"""A `last_contact` field is a contact of its day, unless an entry tells it already (SPEC §2.2)."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from netlead_md.linking.concern import Linked, Own, concern
from netlead_md.linking.fields import Names, our_name
from netlead_md.linking.ties import Ties
from netlead_md.linking.values import day_in
from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.note import Line, Note
from netlead_md.model.vocabulary import LAST_CONTACT, PROMISE, TODO

_NOT_TOLD: Final = frozenset({PROMISE, TODO, "review", LAST_CONTACT})


def last_contacts(
    cards: Iterable[Person | Organisation],
    entries: Sequence[Entry],
    notes: Mapping[str, Note],
    names: Names,
    ties: Ties,
) -> Iterator[Entry]:
    """An entry for each person and organisation whose `last_contact` no other entry tells. `entries`: by date."""
    told: dict[dt.date, set[str]] = {}
    for card in cards:
        day, path = card.last_contact, card.path
        if day is None or path is None:
            continue
        if day not in told:
            told[day] = {key for entry in _on(entries, day) for key in _met(entry)}
        if card.key in told[day]:
            continue
        own = Own("person", person=path) if isinstance(card, Person) else Own("organisation", organisations=(path,))
        about = concern(LAST_CONTACT, own, Linked(), day, ties)
        line = Line(_line_of(notes[path], own.kind, day, names), 1, LAST_CONTACT, "dated", day)
        yield Entry(path, line, day, LAST_CONTACT, people=about.people, named=about.named, reach=about.reach)


def _on(entries: Sequence[Entry], day: dt.date) -> Iterator[Entry]:
    for at in range(bisect_left(entries, day, key=_date), len(entries)):
        if entries[at].date != day:
            return
        yield entries[at]


def _date(entry: Entry) -> dt.date:
    return entry.date


def _met(entry: Entry) -> Iterator[str]:
    """Keys of those whom the entry tells of."""
    if not entry.plan and entry.type not in _NOT_TOLD:
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
