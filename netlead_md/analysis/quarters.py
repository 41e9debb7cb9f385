"""How trust, asks and help of one organisation went over two years, by quarter (SPEC §4, Trust and support map)."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from netlead_md.analysis.decay import HALF_YEAR, add_days, day_of
from netlead_md.analysis.history import support_on
from netlead_md.analysis.organisation_scores import SUPPORT
from netlead_md.analysis.trust import HAIR, STARTS, STOPS, trust_grounds, trust_series
from netlead_md.model.book import Book, PersonSummary
from netlead_md.model.ledger import Ledger

QUARTERS: Final = 8
_FELL: Final = 10.0
"""Points of T in half a year."""


class Course(msgspec.Struct, frozen=True):
    """One organisation at the end of each of the last eight quarters, the current one as of today."""

    trusting: tuple[bool, ...]
    asked: tuple[bool, ...]
    """In that quarter, an introduction too."""
    helping: tuple[bool, ...]
    firm: tuple[float, ...]
    """D."""
    turn: str
    """`cools`, `warms` or empty, over the last half year."""


def quarter_ends(as_of: dt.date) -> tuple[dt.date, ...]:
    """The last days of the seven quarters before, and the as-of day; fewer at the beginning of the calendar."""
    ends, first = [as_of], _first_of_quarter(as_of)
    while len(ends) < QUARTERS and first > dt.date.min:
        ends.append(add_days(first, -1))
        first = _first_of_quarter(ends[-1])
    return tuple(reversed(ends))


def _first_of_quarter(day: dt.date) -> dt.date:
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)


def course_of(book: Book, key: str) -> Course:
    """The course of one organisation or individual."""
    ledger, ends = book.ledgers[key], quarter_ends(book.as_of)
    half = add_days(book.as_of, -HALF_YEAR)
    trusting, then, now = _trust(book.people[key] if ledger.individual else ledger, ends, half)
    firm = (0.0,) * len(ends)
    if any(item.hard for item in ledger.support.items):
        firm = tuple(each for _, _, each in support_on(book, key, ends))
    turn = "cools" if then >= STARTS and then - now >= _FELL else "warms" if now - then >= _FELL else ""
    return Course(
        trusting=trusting,
        asked=_asked(ledger, ends),
        helping=tuple(each >= SUPPORT and _came(ledger, end) for each, end in zip(firm, ends, strict=True)),
        firm=firm,
        turn=turn,
    )


def _came(ledger: Ledger, end: dt.date) -> bool:
    """Whether any hard help was there on a day."""
    return any(item.hard and item.delivered is not None and item.delivered <= end for item in ledger.support.items)


def _trust(of: Ledger | PersonSummary, ends: Sequence[dt.date], half: dt.date) -> tuple[tuple[bool, ...], float, float]:
    """Whether the clock ran on each of the days, looked at as on that day (SPEC §3.3); T half a year ago, and today."""
    made, boxes = trust_grounds(of)
    days = {day_of(entry).toordinal() for entry in of.entries}
    days |= {day - 1 for day in days}
    asked = {day.toordinal() for day in ends}
    looked = sorted(days | asked | {half.toordinal()})
    running, then, now = False, 0.0, 0.0
    found: dict[int, bool] = {}
    for day, (contact, deeds, signs) in zip(looked, trust_series(made, boxes, looked), strict=True):
        now = contact + deeds + signs
        runs = now >= (STOPS if running else STARTS) - HAIR
        if day in days:
            running = runs
        if day in asked:
            found[day] = runs
        if day == half.toordinal():
            then = now
    return tuple(found[day.toordinal()] for day in ends), max(then, 0.0), max(now, 0.0)


def _asked(ledger: Ledger, ends: Sequence[dt.date]) -> tuple[bool, ...]:
    days = [ask.date for ask in ledger.asks] + [entry.date for entry in ledger.introductions_asked]
    return tuple(any(_first_of_quarter(end) <= day <= end for day in days) for end in ends)
