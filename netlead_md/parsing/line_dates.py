"""Dates as users write them in log lines (SPEC §2.3)."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from netlead_md.model.config import Daily
from netlead_md.parsing.dates import read_file_name_date

_FIRST_YEAR: Final = 1800
"""A year before that is a slip: nobody whom one has met lived then."""
_MIDDLE: Final = 15
"""A month alone is taken as its 15th."""

WRITTEN: Final = r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?"


def date_pattern(written: str) -> str:
    """Pattern of a date in the form `written`: by itself (`plain`), or as the target of a link (`linked`)."""
    return rf"(?:\[\[(?:[^\[\]|#\n]*/)?(?P<linked>{written})(?:\\?\|[^\[\]\n]*)?\]\]|(?P<plain>{written}))"


_DATE: Final = re.compile(date_pattern(WRITTEN))
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


class ParsedDate(msgspec.Struct, frozen=True):
    """A date on a line; `date` is None if no calendar has it."""

    date: dt.date | None
    about: bool


@lru_cache(maxsize=8192)
def parse_month_or_date(written: str) -> ParsedDate:
    """Read `2026-06-03`, `2026-6-3` or `2026-06`."""
    parts = [int(part) for part in written.split("-")]
    if parts[0] < _FIRST_YEAR:
        return ParsedDate(None, about=False)
    try:
        return ParsedDate(dt.date(parts[0], parts[1], parts[2] if len(parts) > 2 else _MIDDLE), len(parts) == 2)  # noqa: PLR2004
    except ValueError:
        return ParsedDate(None, about=False)


@lru_cache(maxsize=8192)
def parse_date_word(word: str) -> ParsedDate | None:
    """Read a word that is a date or a link to one; None if it is neither."""
    found = _DATE.fullmatch(word)
    return parse_month_or_date(found["plain"] or found["linked"]) if found else None


def explain_numeric_date(word: str) -> tuple[str, ...]:
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
    days = sorted(date for date in map(_valid_date, candidates) if date)
    return (word, days[0].isoformat()) if len(days) == 1 else (word,)


def explain_named_date(text: str) -> tuple[str, ...]:
    """Tell a date with the name of a month, with which the text begins: as `other_date` does; it may lack its year."""
    found = _NAMED.match(text)
    if not found:
        return ()
    month = MONTHS.index((found["month"] or found["first"])[:3].lower()) + 1
    date = _valid_date((int(found["year"]), month, int(found["day"] or found["second"]))) if found["year"] else None
    return (found[0], date.isoformat()) if date else (found[0],)


def explain_vague_date(text: str) -> tuple[str, ...]:
    """Tell `September`, `end of July` or `Friday`, with which the text begins."""
    if month := explain_month_alone(text):
        return month
    found = _VAGUE.match(text)
    return (found[0],) if found else ()


def explain_month_alone(text: str) -> tuple[str, ...]:
    """Tell `June 2026`, with which the text begins, also as YYYY-MM."""
    found = _MONTH_ALONE.match(text)
    return (found[0], f"{found[2]}-{MONTHS.index(found[1][:3].lower()) + 1:02}") if found else ()


def _valid_date(parts: tuple[int, int, int]) -> dt.date | None:
    try:
        return dt.date(*parts)
    except ValueError:
        return None


# Which note is a daily note, and of which day (COMPATIBILITY 19).


_STEM: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_TOKEN: Final = re.compile(
    r"\[(?P<literal>[^\[\]]*+)\]|Y{4}|YY|M{1,4}|DDDD|DDD|Do|D{1,2}|d{3,4}|dd|do|[dEe]|gggg|GGGG|ww|WW|[wWQ]|.",
    re.DOTALL,
)
_PATTERNS: Final = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "YY": r"(?P<short>[0-9]{2})",
    "MMMM": r"(?P<name>[^\W\d_]+\.?)",
    "MMM": r"(?P<name>[^\W\d_]+\.?)",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "DDDD": r"(?P<ordinal>[0-9]{3})",
    "DDD": r"(?P<ordinal>[0-9]{1,3})",
    "Do": r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.|º|er|e)?",
    "DD": r"(?P<day>[0-9]{2})",
    "D": r"(?P<day>[0-9]{1,2})",
    "gggg": r"[0-9]{4}",
    "GGGG": r"[0-9]{4}",
    "ww": r"[0-9]{2}",
    "WW": r"[0-9]{2}",
    "w": r"[0-9]{1,2}",
    "W": r"[0-9]{1,2}",
    "Q": r"[1-4]",
    "d": r"[0-6]",
    "e": r"[0-6]",
    "E": r"[1-7]",
    "do": r"[0-6](?:st|nd|rd|th)",
    **dict.fromkeys(("dddd", "ddd", "dd"), r"[^\W\d_]+\.?"),  # names of weekdays in any language
}
_GROUP: Final = re.compile(r"\?P<(\w+)>")


def daily_note_date(path: str, dailies: Sequence[Daily]) -> dt.date | None:
    """Day of a daily note; None for any other. A file name that is a date always counts."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    if stem[:1].isdigit() and _STEM.fullmatch(stem):
        found = parse_month_or_date(stem).date
        if found:
            return found
    for daily in dailies:
        found = _read_daily_date(path, daily)
        if found:
            return found
    return read_file_name_date(stem) if _YEAR.search(stem) else None


def _read_daily_date(path: str, daily: Daily) -> dt.date | None:
    folder = daily.folder.strip("/")
    if folder:
        if not path.startswith(folder + "/"):
            return None
        path = path[len(folder) + 1 :]
    pattern = _format_pattern(daily.format or Daily().format)
    found = pattern.fullmatch(path.removesuffix(".md"))
    return _date_of_parts(found.groupdict()) if found else None


@lru_cache(maxsize=64)
def _format_pattern(written: str) -> re.Pattern[str]:
    """Regular expression for a moment.js format; a part that recurs must say the same."""
    seen: set[str] = set()
    parts = []
    for token in _TOKEN.finditer(written.strip("/").removesuffix(".md")):
        pattern = re.escape(token["literal"]) if token["literal"] is not None else _PATTERNS.get(token[0])
        pattern = re.escape(token[0]) if pattern is None else pattern
        group = _GROUP.search(pattern)
        if group and group[1] in seen:
            pattern = _GROUP.sub("?:", pattern) if group[1] in {"name", "day", "month"} else rf"(?P={group[1]})"
        elif group:
            seen.add(group[1])
        parts.append(pattern)
    return re.compile("".join(parts), re.IGNORECASE)


def _date_of_parts(parts: dict[str, str | None]) -> dt.date | None:
    """Day that the parts of a path name; None if they are too few, or no calendar has it."""
    short, ordinal = parts.get("short"), parts.get("ordinal")
    year = int(parts.get("year") or (f"20{short}" if short else 0))
    try:
        if not ordinal:
            return dt.date(year, _month_of_parts(parts), int(parts.get("day") or 0))
        day = dt.date(year, 1, 1) + dt.timedelta(days=int(ordinal) - 1)
    except (ValueError, OverflowError):
        return None
    return day if day.year == year else None


def _month_of_parts(parts: dict[str, str | None]) -> int:
    if parts.get("month"):
        return int(parts["month"] or 0)
    name = (parts.get("name") or "?").rstrip(".").lower()
    return next((at for at, month in enumerate(_MONTHS, 1) if len(name) > 2 and month.startswith(name)), 0)  # noqa: PLR2004
