"""Which entries stand on a day, and how they fade (SPEC §3)."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import PROMISE, TODO

_LAST = dt.date.max.toordinal()
YEAR = 365
HALF_YEAR = 180
FOREVER = 10_000_000
"""An ordinal after any day."""
FADED = 12 * YEAR
FADING = tuple(0.5 ** (days / YEAR) for days in range(FADED))
"""What is left of a point after 0, 1, 2 … days: of so many `fading` need not be asked."""


def decay_factor(days: int) -> float:
    """What is left of a point after so many days: half of it each year."""
    return FADING[days] if 0 <= days < FADED else float(0.5 ** (days / YEAR))


def days_since(day: dt.date, as_of: dt.date) -> int:
    """Days from a day to the as-of day; negative if it is still ahead."""
    return as_of.toordinal() - day.toordinal()


def day_of(entry: Entry) -> dt.date:
    """The day on which an entry counts: a kept box on its ✅ date, else on the day it was due (SPEC §2.3)."""
    if entry.type == PROMISE and entry.line.done is not None:
        return entry.line.done
    return entry.date


def is_scored(entry: Entry) -> bool:
    """Whether an entry says that something happened: no plan, no open promise, no bare to-do."""
    if entry.plan or entry.type == TODO:
        return False
    return entry.type != PROMISE or entry.line.box == "x"


def add_days(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or earlier; the first or last of the calendar where it would leave that."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), _LAST))


def first_day(as_of: dt.date, days: int) -> dt.date:
    """The earliest day of age 0 to `days`."""
    return add_days(as_of, -days)


def in_window(entries: Sequence[Entry], as_of: dt.date, days: int) -> Sequence[Entry]:
    """Those of age 0 to `days`, both included. `entries`: oldest first."""
    return entries[bisect_left(entries, first_day(as_of, days), key=day_of) : bisect_right(entries, as_of, key=day_of)]


def latest_day(entries: Iterable[Entry]) -> dt.date | None:
    """The day of the youngest of them."""
    return max(map(day_of, entries), default=None)
