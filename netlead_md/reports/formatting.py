"""Figures as people say them (SPEC §4): durations in weeks or months, days of the calendar, multiples of five."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

from netlead_md.model.book import PersonSummary
from netlead_md.model.vocabulary import CURRENCIES
from netlead_md.model.words import ContactState
from netlead_md.wording.phrases import MONTHS, format_duration, pluralise

_SIGNS: Final = {currency: sign for sign, currency in CURRENCIES.items()}
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def format_late(days: int) -> str:
    return f"{format_duration(days)} late"


def format_cadence(days: int) -> str:
    """What stands behind "every": `day`, `3 days`, `week`, `2 weeks`."""
    told = format_duration(days) if days >= 7 else pluralise(days, "day")  # noqa: PLR2004  # a week
    return told.removeprefix("1 ")


def format_month(date: dt.date) -> str:
    return f"{MONTHS[date.month - 1]} {date.year}"


def round_to_five(value: float) -> str:
    """To the nearest multiple of five: pages do not pretend to know more."""
    return str(5 * math.floor(value / 5 + 0.5))


def round_half_up(value: float) -> int:
    """Rounded half up, as everywhere in netlead."""
    return math.floor(value + 0.5)


def number_word(value: int) -> str:
    """A small number as a word."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else f"{value:,}"


def format_halves(value: float) -> str:
    """`2`, `1½`, `¼`: what came late counts half, and a part its share; to the nearest quarter."""
    whole_, rest = divmod(math.floor(4 * value + 0.5), 4)
    part = ("", "¼", "½", "¾")[rest]
    return part if part and not whole_ else f"{whole_}{part}"


def format_times(value: int) -> str:
    return {1: "once", 2: "twice"}.get(value, f"{number_word(value)} times")


def join_words(words: Sequence[str], most: int = 3) -> str:
    """`a, b and c`; beyond `most`, `a, b, c and four more`."""
    shown, rest = list(words[:most]), len(words) - most
    if rest > 0:
        return f"{', '.join(shown)} and {number_word(rest)} more"
    if len(shown) <= 1:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def capitalise_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def as_sentence(text: str) -> str:
    """With a capital at the start and a full stop at the end, unless it ends in one, as `Acme Inc.` does."""
    text = text.strip()
    return capitalise_first(text) if not text or text[-1] in ".!?…" else f"{capitalise_first(text)}."


def lower_first(text: str) -> str:
    """A sentence in the imperative, to stand behind a colon or a semicolon: its first word is a verb."""
    return text[:1].lower() + text[1:]


def format_money(amount: str, currency: str) -> str:
    """`£40`, `40 CHF`; a currency that nobody named is left out."""
    return f"{_SIGNS[currency]}{amount}" if currency in _SIGNS else f"{amount} {currency}".strip()


def format_signed(value: int) -> str:
    return f"−{-value}" if value < 0 else str(value)


def apportion_rounding(values: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole numbers near the values that add up to the total: the largest remainders are rounded up.

    `total` is the rounded sum of the values.
    """
    floors = [math.floor(value) for value in values]
    missing = total - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda at: (floors[at] - values[at], at))
    for at in by_remainder[: max(missing, 0)]:
        floors[at] += 1
    return tuple(floors)


# How long ago I was in touch with somebody, and how often I hoped to be, in words (SPEC §3.8).


ANSWER: Final = {"for": "for them", "to": "to them", "both": "for and to them"}
"""Whom I answer for or to, by `responsibility`."""


def contact_state_text(regard: PersonSummary) -> ContactState:
    return regard.care.state if regard.care is not None else "fine"


def last_contact_text(regard: PersonSummary) -> str:
    care = regard.care
    return f"{format_duration(care.days)} ago" if care is not None and care.days is not None else "no note of contact"


def cadence_text(regard: PersonSummary) -> str:
    return f"every {format_cadence(regard.care.cadence)}" if regard.care is not None else "—"
