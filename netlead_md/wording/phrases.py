"""Phrases that every sentence uses: days, durations, numbers, kinds and sizes of help."""

import datetime as dt
import math
from typing import Final

from netlead_md.model.words import MONTH_NAMES, HelpKind, SizeName, Unsaid

KIND_WORDS: Final[dict[HelpKind | Unsaid, str]] = {
    "manpower": "people's time",
    "finance": "money",
    "legal": "legal or insurance cover",
    "facilities": "a room or space",
    "equipment": "equipment",
    "introduction": "an introduction",
    "endorsement": "an endorsement",
    "information": "information",
    "advice": "advice",
    "publicity": "publicity",
    "": "support",
}
SIZE_WORDS: Final[dict[int, SizeName]] = {1: "small", 2: "medium", 4: "large"}
MONTHS: Final = tuple(name[:3] for name in MONTH_NAMES)
_WEEK, _MONTH = 7, 30.4375
"""Days; a month on average."""
_WEEKS_TO = 60
"""Days from which on a duration is told in months."""


def quote_words(words: str) -> str:
    """The user's words set off from ours; empty stays empty."""
    return f"“{words}”" if words else ""


def format_day(date: dt.date) -> str:
    """`31 Dec 2025`, in English whatever the system's language."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def one_of(names: list[str]) -> str:
    """`Ada, Ben or Cem`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def format_duration(days: int) -> str:
    """Days as `7 weeks` or `8 months`, so that what is said does not change from one day to the next."""
    if days < _WEEK:
        return "a few days"
    if days < _WEEKS_TO:
        return pluralise(days // _WEEK, "week")
    return pluralise(math.floor(days / _MONTH + 0.5), "month")


def pluralise(number: int, word: str, words: str = "") -> str:
    """`1 week`, `2 weeks`."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"
