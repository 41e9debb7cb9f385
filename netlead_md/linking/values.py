"""Values as users write them: dates, cadences, hours, money, lists (SPEC §2.2).

Each reader answers None for what it cannot read.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from netlead_md.model.diagnostics import Range
from netlead_md.model.vocabulary import CURRENCIES
from netlead_md.parsing.dates import MID_MONTH, make_date

_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]\s*\d.*)?")
_YEAR = re.compile(r"\d{4}")
_EVERY = re.compile(r"(?:every )?(\d+)\s*(d|day|w|week|m|month|y|year)?s?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_CADENCES = {
    "daily": 1,
    "weekly": 7,
    "biweekly": 14,
    "fortnightly": 14,
    "monthly": 30,
    "quarterly": 90,
    "yearly": 365,
    "annually": 365,
}
_HOURS = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*(?:m(?:in(?:ute)?s?)?)?)?")
_WORKDAYS = re.compile(r"(\d{1,2}(?:[.,]\d)?|half an?|half|an?|all|full|whole)\s*(d|days?|w|weeks?)")
_WORKDAY: Final = {"d": 8, "w": 40}
"""Hours of a day and a week of work: nobody meets for longer in one."""
_COUNTS: Final = {"half": 0.5, "half a": 0.5, "half an": 0.5}
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_MONEY = re.compile(r"([£€$])?\s*(\d+(?:,\d{3})*(?:[.,]\d{1,2})?)\s*([A-Za-z]{3}|[£€$])?")


class Value(msgspec.Struct, frozen=True):
    """What stands in a field, with the way to it (`Fault.field`) or, for an inline field, its place."""

    value: Any
    way: tuple[str | int, ...]
    place: Range | None = None

    def at(self, step: str | int, value: Any) -> "Value":  # noqa: ANN401 - YAML
        return Value(value, (*self.way, step), self.place)


def single_values(value: Value) -> Iterator[Value]:
    """The single values of a scalar or list; an unquoted `[[Acme]]`, to YAML a list in a list, is a link again."""
    inner = value.value
    if isinstance(inner, list):
        if text := _unquoted_link(inner):
            yield Value(f"[[{text}]]", value.way, value.place)
            return
        for at, item in enumerate(inner):
            yield from single_values(value.at(at, item))
    elif inner is not None and inner != "":
        yield value


def _unquoted_link(inner: list[Any]) -> str:
    if len(inner) == 1 and isinstance(inner[0], list) and len(inner[0]) == 1 and isinstance(inner[0][0], str):
        return inner[0][0]
    return ""


def value_text(value: Any) -> str:  # noqa: ANN401 - YAML
    """A scalar as text; a link as what it shows."""
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("[[") and text.endswith("]]") and text.count("[[") == 1:
            target, _, shown = text[2:-2].partition("|")
            return (shown or target.partition("#")[0].rpartition("/")[2]).strip()
        return text
    return "" if value is None or isinstance(value, list | dict) else str(value)


def field_day(value: Any, *, end: bool = False, year: bool = False) -> dt.date | None:  # noqa: ANN401 - YAML
    """`2026-06-03`, with a time behind it, or as a link; `2026-06` is about its 15th.

    With `year` (spans such as `from: 2019`) months and years are taken at their first day, or their last for `end`.
    """
    text = str(value).strip()
    if text.startswith("[["):
        text = text[2:].removesuffix("]]").partition("|")[0].partition("#")[0].rpartition("/")[2].removesuffix(".md")
    if year and _YEAR.fullmatch(text):
        text += "-12" if end else "-01"
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    whole, month = int(found[1]), int(found[2])
    first = make_date(whole, month, 1)
    if found[3] or first is None:
        return make_date(whole, month, int(found[3] or 1))
    return first.replace(day=MID_MONTH if not year else calendar.monthrange(whole, month)[1] if end else 1)


def parse_cadence(value: Any) -> int | None:  # noqa: ANN401 - YAML
    """Days: `14d`, `2w`, `3m`, `1y`, a number, `weekly` and its like."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip().lower()
    if text in _CADENCES:
        return _CADENCES[text]
    found = _EVERY.fullmatch(text)
    days = int(found[1]) * _DAYS[(found[2] or "d")[0]] if found and len(found[1]) <= 4 else 0  # noqa: PLR2004
    return days or None


def parse_hours(value: Any) -> float | None:  # noqa: ANN401 - YAML
    """Hours: `45m`, `1h30`, `1.5h`, `01:30`, `2 days` of eight hours; a bare number is minutes."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip().lower()
    if isinstance(value, float):
        return value / 60 if value >= 0 else None
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) + int(clock[2]) / 60
    if days := _WORKDAYS.fullmatch(text):
        count = float(days[1].replace(",", ".")) if days[1][0].isdigit() else _COUNTS.get(days[1], 1)
        return count * _WORKDAY[days[2][0]]
    found = _HOURS.fullmatch(text)
    if not found or not text or len(text) > 12:  # noqa: PLR2004 - longer ones are no durations
        return None
    return float((found[1] or "0").replace(",", ".")) + int(found[2] or 0) / 60


def parse_money(value: Any) -> tuple[float, str] | None:  # noqa: ANN401 - YAML
    """Amount and currency: `40`, `£1,200`, `40 EUR`."""
    found = _MONEY.fullmatch(str(value).strip())
    if not found or isinstance(value, bool):
        return None
    amount = found[2]
    if re.search(r",\d{1,2}$", amount):
        amount = amount.replace(",", ".")
    sign = found[1] or found[3] or ""
    return float(amount.replace(",", "")), CURRENCIES.get(sign, sign.upper())
