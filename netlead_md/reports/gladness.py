"""One good thing to be thankful for (SPEC §4, This week)."""

import datetime as dt
from typing import Final

from netlead_md.model.book import Book
from netlead_md.model.network import Entry
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import day

_RECENT: Final = 182
"""Days: what is older has been told often enough."""
_GIFTS: Final = ("support", "intro", "trust++", "trust+", "evidence")
"""In this order on one day."""


def gladness(book: Book, setting: Setting) -> str:
    """The latest thing that somebody gave or entrusted, in one sentence; empty if there was none in half a year."""
    found = [
        (entry.date, -_GIFTS.index(entry.type), ledger.key, entry)
        for ledger in book.ledgers.values()
        for entry in reversed(ledger.entries)
        if (book.as_of - entry.date).days <= _RECENT and _is_gift(entry)
    ]
    if not found:
        return ""
    date, _, key, entry = max(found, key=lambda one: (one[0], one[1], one[2], one[3].line.line))
    return _sentence(setting, key, entry, date)


def _is_gift(entry: Entry) -> bool:
    return entry.type in _GIFTS and (entry.type != "intro" or entry.line.outcome in ("made", "met"))


def _sentence(setting: Setting, key: str, entry: Entry, date: dt.date) -> str:
    name, quote = setting.people.plain(key), setting.people.quote(entry)
    did = {"support": "helped", "intro": "opened a door", "evidence": "put it in writing"}.get(
        entry.type, "trusted you"
    )
    return f"{name} {did} on {day(date)}{f': {quote}' if quote else ''}."
