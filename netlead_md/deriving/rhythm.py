"""How often I was in touch, week by week, and with whom my hours went (SPEC §4, People I answer for and to)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import TypeAlias

from netlead_md.deriving.care import TOUCH
from netlead_md.deriving.payoff import hours_of
from netlead_md.deriving.standing import YEAR, within
from netlead_md.model.book import Book, Regard
from netlead_md.model.network import Entry

WEEKS = 12
Line: TypeAlias = tuple[str, int]
"""Path and number of a line."""


def weekly_contacts(entries: Iterable[Entry], as_of: dt.date) -> tuple[int, ...]:
    """Contacts in each of twelve calendar weeks (Monday to Sunday), the oldest first, the as-of day in the last.

    What a contact is, care says (SPEC §3.8). `entries`: dated on or before the day.
    """
    counts = [0] * WEEKS
    monday = as_of.toordinal() - as_of.weekday()
    for entry in entries:
        back = -((entry.date.toordinal() - monday) // 7)
        if entry.type in TOUCH and 0 <= back < WEEKS:
            counts[WEEKS - 1 - back] += 1
    return tuple(counts)


def hours_by_line(regard: Regard, book: Book) -> dict[Line, float]:
    """My hours with somebody in 365 days."""
    recent = within(regard.entries, book.as_of, YEAR)
    return {(entry.path, entry.line.line): hours_of(entry, book.config) for entry in recent}


def hours_of_groups(groups: Iterable[Sequence[Mapping[Line, float]]]) -> tuple[float, ...]:
    """My hours with each group of people; one with several of them counts once, for the first group."""
    seen: set[Line] = set()
    spent = []
    for group in groups:
        hours: dict[Line, float] = {}
        for lines in reversed(group):
            hours.update(lines)
        spent.append(fsum(each for at, each in hours.items() if at not in seen))
        seen.update(hours)
    return tuple(spent)
