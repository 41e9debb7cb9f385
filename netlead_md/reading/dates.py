"""Dates as users write them in log lines (SPEC §2.3)."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

import msgspec

_MIDDLE: Final = 15
"""A month alone is taken as its 15th."""

WRITTEN: Final = r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?"


def plain_or_linked(written: str) -> str:
    """Pattern of a date in the form `written`: by itself (`plain`), or as the target of a link (`linked`)."""
    return rf"(?:\[\[(?:[^\[\]|#\n]*/)?(?P<linked>{written})(?:\\?\|[^\[\]\n]*)?\]\]|(?P<plain>{written}))"


_DATE: Final = re.compile(plain_or_linked(WRITTEN))
_OTHER: Final = re.compile(r"([0-9]{1,4})([/.-])([0-9]{1,2})\2([0-9]{1,4})")
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENDS: Final = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "t(?:ember)?", "ober", "ember", "ember")
_MONTH: Final = "|".join(f"{start}(?:{end})?" for start, end in zip(MONTHS, _ENDS, strict=True))
_NAMED: Final = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?[ \t]+(?P<month>{_MONTH})\.?"
    rf"|(?P<first>{_MONTH})\.?[ \t]+(?P<second>[0-9]{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:,?[ \t]+(?P<year>[0-9]{4}))?(?=[ \t:,]|$)",
    re.IGNORECASE,
)

_MONTH_ALONE: Final = re.compile(rf"({_MONTH})\.?[ \t]+([0-9]{{4}})(?=[ \t:,]|$)", re.IGNORECASE)
_VAGUE: Final = re.compile(
    r"(?:(?:(?:the )?(?:end|start|middle|beginning) of (?:the |this |next )?|mid[- ]|(?:early|late|next|this) )?"
    rf"(?:(?:{_MONTH})|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|day|week|month|quarter|year|term"
    r"|spring|summer|autumn|winter|christmas|easter|q[1-4])|[0-9]{4})(?: [0-9]{4})?(?=[ \t:,.]|$)",
    re.IGNORECASE,
)
"""A time that people understand and no calendar does."""


class Day(msgspec.Struct, frozen=True):
    """A date on a line; `date` is None if no calendar has it."""

    date: dt.date | None
    about: bool


@lru_cache(maxsize=8192)
def read_day(written: str) -> Day:
    """Read `2026-06-03`, `2026-6-3` or `2026-06`."""
    parts = [int(part) for part in written.split("-")]
    try:
        return Day(dt.date(parts[0], parts[1], parts[2] if len(parts) > 2 else _MIDDLE), len(parts) == 2)  # noqa: PLR2004
    except ValueError:
        return Day(None, about=False)


@lru_cache(maxsize=8192)
def as_day(word: str) -> Day | None:
    """Read a word that is a date or a link to one; None if it is neither."""
    found = _DATE.fullmatch(word)
    return read_day(found["plain"] or found["linked"]) if found else None


def other_date(word: str) -> tuple[str, ...]:
    """Tell a date in a form that is not ours: (as written,) if day and month could be swapped, else with the ISO form.

    Empty if the word is no date.
    """
    found = _OTHER.fullmatch(word)
    if not found:
        return ()
    first, second, last = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4 and len(found[4]) <= 2:  # noqa: PLR2004
        candidates = {(first, second, last)}
    elif len(found[4]) == 4 and len(found[1]) <= 2:  # noqa: PLR2004
        candidates = {(last, second, first), (last, first, second)}
    else:
        return ()
    days = sorted(date for date in map(_date, candidates) if date)
    return (word, days[0].isoformat()) if len(days) == 1 else (word,)


def named_date(text: str) -> tuple[str, ...]:
    """Tell a date with the name of a month, with which the text begins: as `other_date` does; it may lack its year."""
    found = _NAMED.match(text)
    if not found:
        return ()
    month = MONTHS.index((found["month"] or found["first"])[:3].lower()) + 1
    date = _date((int(found["year"]), month, int(found["day"] or found["second"]))) if found["year"] else None
    return (found[0], date.isoformat()) if date else (found[0],)


def vague_date(text: str) -> tuple[str, ...]:
    """Tell `September`, `end of July` or `Friday`, with which the text begins."""
    if month := month_alone(text):
        return month
    found = _VAGUE.match(text)
    return (found[0],) if found else ()


def month_alone(text: str) -> tuple[str, ...]:
    """Tell `June 2026`, with which the text begins, also as YYYY-MM."""
    found = _MONTH_ALONE.match(text)
    return (found[0], f"{found[2]}-{MONTHS.index(found[1][:3].lower()) + 1:02}") if found else ()


def _date(parts: tuple[int, int, int]) -> dt.date | None:
    try:
        return dt.date(*parts)
    except ValueError:
        return None
