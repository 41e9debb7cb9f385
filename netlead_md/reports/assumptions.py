"""What was taken for granted, and of whom the notes say too little (SPEC §4, Notes health)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import Final

from netlead_md.linking.names import base_name
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Person, Said
from netlead_md.reports.lines import lines
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import five, listed, plural

_NAMED: Final = 12
"""Names that a line lists before it only counts."""

_LATEST: Final = 3
"""Lines that are named, of those that are only counted."""


def thin(book: Book, setting: Setting) -> str:
    """Organisations of which there are too few notes to say (SPEC §3.1)."""
    few = setting.memory.each("health: thin", book.ledgers, lambda key: _few(book.ledgers[key]))
    names = [book.network.organisations[key].name for key, too_few in few.items() if too_few]
    return listed(names, _NAMED)


def _few(ledger: Ledger) -> bool:
    return bool(ledger.entries) and ledger.trust.thin


def _unsaid(ledger: Ledger) -> tuple[int, int]:
    """How many promises have no due day, and how many pieces of help no kind."""
    items = ledger.support.items
    return sum(item.source == "pledge" and not item.due_written for item in items), sum(not item.kind for item in items)


def _unset(people: Iterable[Person]) -> int:
    return sum(not role.influence for person in people for role in person.roles[:1])


def _mentioned(mentions: Sequence[Said]) -> str:
    latest = nlargest(_LATEST, mentions, key=lambda said: (said.date or dt.date.min, said.path, said.line))
    places = listed([f"line {said.line} of {base_name(said.path)}" for said in latest])
    where = places if len(mentions) <= _LATEST else f"the latest are {places}"
    told = plural(len(mentions), "line")
    return f"{told} in daily notes that mention somebody without a type word: not counted; {where}."


def assumptions(book: Book, setting: Setting) -> list[str]:
    """What was taken for granted because no note says it."""
    unsaid = setting.memory.each("health: unsaid", book.ledgers, lambda key: _unsaid(book.ledgers[key])).values()
    undated, unnamed = sum(each for each, _ in unsaid), sum(each for _, each in unsaid)
    told = setting.memory.followed("lines", lambda last: lines(book.network, last))
    about, boxes = told.about, told.boxes
    people = book.network.people
    unset = setting.memory.once("health: unset", (people,), lambda: _unset(people.values()))
    assumed = sum(channel.assumed for channel in book.channels)
    mentions = book.network.mentions
    found = (
        (undated, f"{plural(undated, 'promise')} of theirs without a due day: three months allowed (by DATE says it)."),
        (unnamed, f"{plural(unnamed, 'line')} without a kind of help: counted as hard help without a name."),
        (about, f"{plural(about, 'line')} dated by month only: taken as the 15th."),
        (unset, f"{plural(unset, 'person', 'people')} without an influence: taken as medium."),
        (assumed, f"About {five(max(assumed, 5))} hours in twelve months were assumed: no line states them (45m, 2h)."),
        (boxes, f"{plural(boxes, 'box', 'boxes')} dated only by 📅: listed among your plans, never scored."),
        (
            len(mentions),
            _mentioned(mentions),
        ),
    )
    return [text for number, text in found if number]
