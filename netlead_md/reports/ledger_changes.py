"""What would change the word for an organisation? (SPEC §3.3, §4)."""

import datetime as dt
from typing import Final

from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.reports.commitments import pledges, what
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import capital, day

_HALF_YEAR: Final = 180
_YEAR: Final = 365
_SEVERE: Final = 3
"""Hard asks and due promises from which on trust of a year without help is severe."""
_FEW: Final = 1 / 3


def changes(book: Book, setting: Setting, ledger: Ledger) -> tuple[str, ...]:
    """One sentence a line; the clock's next turn stands there as a day, so that the page does not change daily."""
    waiting = [item for item in pledges(ledger, book.as_of) if item.hard and item.state in ("open", "overdue")]
    label = what(setting.people, waiting[0]) if waiting else ""
    found = []
    if waiting and ledger.class_ != "supported":
        found.append(f"{capital(label)}: if it comes, they are helping, and this page says to thank them.")
    found += _clock(ledger, book.as_of)
    if waiting:
        found.append(f"You let them off ({label}): it is no longer held against them.")
    if ledger.class_ == "building":
        found.append("A sign of their trust, or a small task done superbly, brings you nearer.")
    if ledger.class_ == "supported":
        found.append("Help that has come counts half as much after each year; a new piece makes it whole.")
    return tuple(found)


def _clock(ledger: Ledger, as_of: dt.date) -> list[str]:
    if ledger.clock is None:
        return []
    follow, since = ledger.follow_through, ledger.clock.since
    few = follow.due >= _SEVERE and follow.kept / follow.due <= _FEW
    year = since + dt.timedelta(_YEAR)
    if ledger.class_ in ("serious", "mild") and ledger.hard_asks >= _SEVERE and few and as_of <= year:
        return [f"Nothing comes by {day(year)}: time to decide."]
    if ledger.class_ == "unasked":
        return ["One specific ask with a date: from then on it is theirs to move."]
    if ledger.class_ == "ripening":
        word = "warm, not yet practical" if ledger.hard_asks else "yours to move"
        return [
            f"Nothing {'comes' if ledger.hard_asks else 'is asked'} by {day(since + dt.timedelta(_HALF_YEAR))}: {word}."
        ]
    return []
