"""How often I was in touch, week by week, and with whom my hours went (SPEC §4, People I answer for and to)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from math import fsum

from netlead_md.deriving.care import TOUCH
from netlead_md.deriving.payoff import hours_of
from netlead_md.deriving.standing import YEAR, within
from netlead_md.model.book import Book
from netlead_md.model.network import Entry

WEEKS = 12


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


def share_of_hours(book: Book, groups: Sequence[Iterable[str]]) -> tuple[float, ...]:
    """Per cent of all my hours on record in 365 days that went to each group of people; zeros where there are none.

    An hour with several people counts once, for the first group that it concerns.
    """
    total = fsum(channel.hours for channel in book.channels)
    seen: set[tuple[str, int]] = set()
    shares = []
    for group in groups:
        hours = []
        for key in group:
            for entry in within(book.people[key].entries, book.as_of, YEAR):
                at = entry.path, entry.line.line
                if at not in seen:
                    seen.add(at)
                    hours.append(hours_of(entry, book.config))
        shares.append(100 * fsum(hours) / total if total else 0.0)
    return tuple(shares)
