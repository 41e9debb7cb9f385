"""What would change the word for an organisation? (SPEC §3.3, §4)."""

import datetime as dt

from netlead_md.deriving.standing import HALF_YEAR, YEAR, after
from netlead_md.deriving.warning import OFTEN
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.reports.commitments import WORDING, pledges, what
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import capital, day


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
    year, half_year = (after(ledger.clock.since, days) for days in (YEAR, HALF_YEAR))
    severe = ledger.hard_asks >= OFTEN and ledger.follow_through.flag == "red"
    if ledger.class_ in ("serious", "mild") and severe and as_of <= year:
        return [f"Nothing comes by {day(year)}: {WORDING['severe']}."]
    if ledger.class_ == "unasked":
        return ["One specific ask with a date: from then on it is theirs to move."]
    if ledger.class_ == "ripening":
        if ledger.hard_asks:
            return [f"Nothing comes by {day(half_year)}: {WORDING['mild']}."]
        return [f"Nothing is asked by {day(half_year)}: {WORDING['unasked']}."]
    return []
