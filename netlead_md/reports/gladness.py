"""One good thing to be thankful for (SPEC §4, This week)."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from netlead_md.deriving.standing import after, day_of
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import day, sentence

_RECENT: Final = 182
"""Days: what is older has been told often enough."""
_GIFTS: Final = ("support", "intro", "trust++", "trust+", "evidence")
"""In this order on one day."""


def gladness(book: Book, setting: Setting) -> str:
    """The latest thing that somebody gave or entrusted, in one sentence; empty if there was none in half a year."""
    since = after(book.as_of, -_RECENT)
    latest = setting.memory.each("gladness", book.ledgers, lambda key: tuple(_latest(book.ledgers[key], since)))
    found = [
        (entry.date, -_GIFTS.index(entry.type), key, entry) for key, entries in latest.items() for entry in entries
    ]
    if not found:
        return ""
    date, _, key, entry = max(found, key=lambda one: (one[0], one[1], one[2], one[3].line.line))
    return _sentence(setting, key, entry, date)


def _latest(ledger: Ledger, since: dt.date) -> Iterator[Entry]:
    """The gifts of the latest day on which there was one; none where that was before the day."""
    last = since
    for entry in reversed(ledger.entries):
        if day_of(entry) < last:
            return
        if _is_gift(entry):
            last = entry.date
            yield entry


def _is_gift(entry: Entry) -> bool:
    return entry.type in _GIFTS and (entry.type != "intro" or entry.line.outcome in ("made", "met"))


def _sentence(setting: Setting, key: str, entry: Entry, date: dt.date) -> str:
    name, quote = setting.people.plain(key), setting.people.quote(entry)
    if entry.path in setting.people.book.network.people:  # a line of somebody's own note
        name = f"{setting.people.plain(entry.path)} at {name}"
    did = {"support": "helped", "intro": "opened a door", "evidence": "put it in writing"}.get(
        entry.type, "trusted you"
    )
    return sentence(f"{name} {did} on {day(date)}{f': {quote}' if quote else ''}")
