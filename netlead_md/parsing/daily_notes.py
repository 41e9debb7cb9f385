"""Which note is a daily note, and of which day (COMPATIBILITY 19)."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from netlead_md.model.config import Daily
from netlead_md.parsing.dates import month_number, parse_iso_date, read_file_name_date

_STEM: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_YEAR: Final = re.compile(r"[12][0-9]{3}")
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
        found = parse_iso_date(stem).date
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
    return month_number(parts.get("name") or "")
