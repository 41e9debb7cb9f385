"""Days that need their neighbours: without a year, or with two readings (SPEC §2.5 "The day")."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from netlead_md.parsing.dates import LEAP_YEAR, YEARS, DateMatch, DateOrder, full_year, make_date, month_number
from netlead_md.parsing.lexicons import load_language

_MONTHS: Final = 12
_HEAD: Final = 2000
"""Characters of a line whose dates are looked at."""


def numeric_order_of(days: Iterable[DateMatch]) -> DateOrder | None:
    """The order of day and month that the dates of figures of one note show: those that can be read in one way only.

    None where they show none, or both.
    """
    orders: set[DateOrder] = set()
    for day in days:
        if day.numeric and day.date is not None and not day.choices:
            order = _order_shown(day)
            if order:
                orders.add(order)
    return orders.pop() if len(orders) == 1 else None


def find_numeric_order(texts: Iterable[str]) -> DateOrder | None:
    """`numeric_order_of` for the lines of one note: `13/2/2026` shows dmy, `2/13/2026` mdy."""
    orders: set[DateOrder] = set()
    for text in texts:
        if "/" not in text and "-" not in text:
            continue
        for found in _FIGURES.finditer(text[:_HEAD]):
            first, second = int(found[1]), int(found[3])
            year = full_year(found[4])
            if (
                year in YEARS
                and max(first, second) > _MONTHS >= min(first, second)
                and make_date(year, min(first, second), max(first, second))
            ):
                orders.add("dmy" if first > _MONTHS else "mdy")
        for found in _WITHOUT_YEAR.finditer(text[:_HEAD]):
            first, second = int(found[1] or found[3]), int(found[2] or found[4])
            if max(first, second) > _MONTHS >= min(first, second) and make_date(
                LEAP_YEAR, min(first, second), max(first, second)
            ):
                orders.add("dmy" if first > _MONTHS else "mdy")
    return orders.pop() if len(orders) == 1 else None


_WITHOUT_YEAR: Final = re.compile(
    r"^[\s*+>|(-]{0,9}([0-9]{1,2})/([0-9]{1,2})(?![\w/])"
    r"|(?:,|\bon|\()[ \t]{0,2}([0-9]{1,2})/([0-9]{1,2})(?=[ \t]*(?:[.,;:)]|$))"
)
"""A day without its year where a line begins or ends, or behind `on`: 24/7 elsewhere is none."""
_FIGURES: Final = re.compile(r"(?<![\w./-])([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![\w/-])")


def _order_shown(day: DateMatch) -> DateOrder | None:
    """What a date of figures shows that `dates` could read in one way only."""
    return day.order_shown or None


def nearest_year(day: dt.date, around: dt.date) -> dt.date | None:
    """`day` in the year that brings it nearest to `around`; None if no such year has it (29 February)."""
    years = (around.year - 1, around.year, around.year + 1)
    days = [date for year in years if (date := make_date(year, day.month, day.day)) is not None]
    return min(days, key=lambda date: abs((date - around).days), default=None)


def resolve_years(
    days: Sequence[tuple[dt.date | None, bool, int]], *, heading: dt.date | None = None, note_day: dt.date | None = None
) -> list[dt.date | None]:
    """Give days without a year the year that keeps the order of the dated lines around them.

    `days` holds (date, yearless, weekday) of each dated line of a note, in its order; weekday is -1 where none is
    written. Returns one date a line, None where it stays uncertain: the year comes from the lines around, else from
    `heading`, else from the day of a daily or meeting note (the nearest). A weekday that fits one of the years decides.
    """
    known = [(at, day) for at, (day, yearless, _) in enumerate(days) if day is not None and not yearless]
    falling = _is_falling([day for _, day in known], days)
    resolved: list[dt.date | None] = [None if yearless else day for day, yearless, _ in days]
    if not known:
        return _without_neighbours(days, resolved, falling=falling, anchor=heading or note_day, nearest=heading is None)
    first = known[0][0]
    for at in range(first - 1, -1, -1):
        resolved[at] = _beside(days[at], _next_known(resolved, at, 1), earlier=not falling) or resolved[at]
    for at in range(first + 1, len(days)):
        if resolved[at] is None:
            resolved[at] = _beside(days[at], _next_known(resolved, at, -1), earlier=falling)
    return resolved


def resolve_choices(
    days: Sequence[dt.date | None], choices: Sequence[tuple[dt.date, ...]], *, latest: dt.date | None = None
) -> list[dt.date | None]:
    """Give days such as 12/3/2026 the one reading that keeps the order of the dated lines around them.

    `days` and `choices` hold a value for each dated line of a note, in its order; `latest` is the last day that a line
    may tell of as past. A day stays None where both readings keep the order, or neither does.
    """
    known = [day for day in days if day is not None]
    falling = _is_falling(known, [])
    resolved = list(days)
    for at, possible in enumerate(choices):
        if resolved[at] is not None or not possible:
            continue
        below, above = _next_known(resolved, at, -1), _next_known(resolved, at, 1)
        if falling:
            below, above = above, below
        if below is None and above is None:
            continue
        fitting = [day for day in possible if (below is None or day >= below) and (above is None or day <= above)]
        if len(fitting) > 1 and latest is not None:
            fitting = [day for day in fitting if day <= latest]
        if len(fitting) == 1:
            resolved[at] = fitting[0]
    return resolved


def _next_known(resolved: Sequence[dt.date | None], at: int, step: int) -> dt.date | None:
    """The nearest day before or behind; a few lines away at most, so that the whole stays linear."""
    for distance in range(1, 9):
        other = at + step * distance
        if not 0 <= other < len(resolved):
            return None
        if resolved[other] is not None:
            return resolved[other]
    return None


def _beside(day: tuple[dt.date | None, bool, int], other: dt.date | None, *, earlier: bool) -> dt.date | None:
    """A day without a year that stands before or behind `other`, in the year that keeps the order."""
    date, yearless, weekday = day
    if date is None or not yearless or other is None:
        return None if yearless else date
    years = (other.year, other.year - 1) if earlier else (other.year, other.year + 1)
    found = [each for year in years if (each := make_date(year, date.month, date.day)) is not None]
    fitting = [each for each in found if (each <= other if earlier else each >= other)]
    by_weekday = [each for each in found if each.weekday() == weekday]
    return next(iter(by_weekday or fitting or found), None)


def _is_falling(known: Sequence[dt.date], days: Sequence[tuple[dt.date | None, bool, int]]) -> bool:
    """Whether the lines of a note run from the newest to the oldest."""
    if len(known) < 2:  # noqa: PLR2004
        known = [day for day, yearless, _ in days if day is not None and yearless]
    down = sum(later < before for before, later in pairwise(known))
    up = sum(later > before for before, later in pairwise(known))
    return down > up


def _without_neighbours(
    days: Sequence[tuple[dt.date | None, bool, int]],
    resolved: list[dt.date | None],
    *,
    falling: bool,
    anchor: dt.date | None,
    nearest: bool,
) -> list[dt.date | None]:
    if anchor is None:
        return resolved
    for at, (day, yearless, _) in enumerate(days):
        if day is None or not yearless:
            continue
        before = resolved[at - 1] if at else None
        if before is not None:
            resolved[at] = _beside(days[at], before, earlier=falling)
        else:
            resolved[at] = nearest_year(day, anchor) if nearest else make_date(anchor.year, day.month, day.day)
    return resolved


# What a heading, a line alone or the name of a note says of the year


_PERIOD: Final = re.compile(
    r"(?:(?:kw|week|wk|semaine|semana)[ ]?(?P<week>[0-9]{1,2})[ ,]{1,2}|(?P<word>[^\W\d_]{3,12})\.?[ ]{1,2})?"
    r"(?P<year>[0-9]{4}|['’]?[0-9]{2})",
    re.IGNORECASE,
)
_SHORT: Final = 30
"""Characters of a line that may be no more than a period."""
_MARKS: Final = "#*_=: \t"


def read_period(text: str, languages: tuple[str, ...]) -> dt.date | None:
    """The middle of the period that a text is and nothing else: `2026`, `May 2026`, `Autumn 25`, `KW 10 2026`."""
    found = _PERIOD.fullmatch(text.strip(_MARKS)) if len(text) <= _SHORT else None
    if found is None:
        return None
    year = full_year(found["year"])
    if year not in YEARS:
        return None
    if found["week"]:
        week = int(found["week"])
        return dt.date.fromisocalendar(year, week, 4) if 1 <= week <= 52 else None  # noqa: PLR2004
    if not found["word"]:
        return dt.date(year, 7, 2) if len(found["year"]) == 4 else None  # noqa: PLR2004
    word = found["word"].casefold()
    month = _season_months(languages).get(word, 0)
    if not month and len(found["year"]) == 4:  # noqa: PLR2004 - `Jan 15` is a day
        month = month_number(word, languages)
    return make_date(year, month, 15) if month else None


@lru_cache(maxsize=16)
def _season_months(languages: tuple[str, ...]) -> dict[str, int]:
    """The middle month of each season that lies in one year: winter lies in two."""
    return {
        word: month
        for season, month in (("spring", 4), ("summer", 7), ("autumn", 10))
        for language in languages
        for word in load_language(language)["dates"][season]
    }


def find_periods(texts: Sequence[str], name: str, languages: tuple[str, ...]) -> list[dt.date | None]:
    """For each line of a note the middle of the period above it; `name` is the note's, and says it for all lines.

    A period holds up to the next one, or to a heading without a figure.
    """
    whole = read_period(name, languages)
    current = whole
    found: list[dt.date | None] = []
    for text in texts:
        if text[:1] == "#" and not any(map(str.isdigit, text)):
            current = whole
        elif (period := read_period(text, languages)) is not None:
            current = period
        found.append(current)
    return found


def within_period(day: tuple[dt.date | None, bool, int], period: dt.date | None) -> tuple[dt.date | None, bool, int]:
    """A day without its year in the year that brings it nearest to the period that it stands under."""
    date, yearless, weekday = day
    if date is None or not yearless or period is None:
        return day
    return (near, False, weekday) if (near := nearest_year(date, period)) is not None else day
