"""Durations and money in usual words: `30 mins`, `half an hour`, `14:00–15:00`, `£24`, `5.000 €` (SPEC §2.5)."""

import re
from functools import lru_cache
from typing import Final

from netlead_md.parsing.lexicons import Lexicon, load_language, load_lexicon

_SIGNS: Final = {"£": "GBP", "€": "EUR", "$": "USD"}
_AMOUNT: Final = (
    r"[0-9]{1,3}(?:[.,'’ \u00a0\u202f][0-9]{3}){1,3}(?![0-9])(?:[.,][0-9]{1,2})?|[0-9]{1,9}(?:[.,][0-9]{1,2})?(?![0-9])"
)
_MONEY: Final = re.compile(
    rf"(?<![\w.])(?:(?P<sign>[£€$])[ \u00a0]?(?P<after>{_AMOUNT})[ ]?(?P<k>k|m|K|M|bn)?(?![^\W_])"
    rf"|(?P<before>{_AMOUNT})[ \u00a0]?(?P<k2>k|K)?[ \u00a0]?(?P<unit>[£€$]|EUR|USD|GBP|CHF|[Ee]uros?(?![^\W_])"
    r"|pounds?(?![^\W_])|dollars?(?![^\W_])))"
)
_UNITS: Final = {"£": "GBP", "€": "EUR", "$": "USD", "pound": "GBP", "dollar": "USD", "euro": "EUR"}
RANGE: Final = re.compile(
    r"(?<![\w:.])([0-9]{1,2})[:.h]([0-9]{2})[ \t]*(?:Uhr)?[ \t]*(?:[-–—]|to|bis|à|a)[ \t]*"
    r"([0-9]{1,2})[:.h]([0-9]{2})(?!\w|:[0-9])"
)
_CLOCK: Final = re.compile(r"(?<![0-9a-z]:)\b([0-9]{1,2})[ ]?h[ ]?([0-5][0-9])(?:m|min)?\b", re.IGNORECASE)
_DAY_HOURS: Final = 16
_MINUTES: Final = 60
_LARGEST: Final = {"": 1, "k": 1000, "m": 1_000_000, "bn": 1_000_000_000}


def read_money(text: str) -> tuple[float, str] | None:
    """(amount, ISO code) of the first sum of money in a text; None if it holds none."""
    if not any(sign in text for sign in "£€$") and not _CODE.search(text):
        return None
    found = _MONEY.search(text)
    if found is None:
        return None
    amount = _number(found["after"] or found["before"])
    factor = _LARGEST.get((found["k"] or found["k2"] or "").casefold(), 1)
    if found["sign"]:
        return amount * factor, _SIGNS[found["sign"]]
    unit = found["unit"]
    return amount * factor, _UNITS.get(unit.casefold().removesuffix("s"), unit.upper())


_CODE: Final = re.compile(r"[0-9k][ \u00a0]?(?:EUR|USD|GBP|CHF|euro|Euro|pound|dollar)")


def _number(written: str) -> float:
    """`5,000` and `5.000` are five thousand, `5,5` and `5.50` are not."""
    figures = re.sub(r"[ \u00a0\u202f'’]", "", written)
    parts = re.split(r"[.,]", figures)
    if len(parts) > 1 and len(parts[-1]) < 3:  # noqa: PLR2004
        return float(f"{''.join(parts[:-1])}.{parts[-1]}")
    return float("".join(parts))


def read_hours(text: str, languages: tuple[str, ...]) -> float | None:
    """Hours of the first duration in a text; None if it names none. A time of day is none, from one to another is."""
    low = text.casefold()
    if not _hint(languages).search(low):
        return None
    for phrase, hours in _spoken(languages):
        if phrase in low:
            return hours
    if not any(character.isdigit() for character in low):
        return _in_words(low, languages)
    found = _pattern(languages).search(low)
    if found is not None:
        return _as_hours(found)
    clock = _CLOCK.search(low)
    if clock is not None and int(clock[1]) < 8:  # noqa: PLR2004
        return int(clock[1]) + int(clock[2]) / _MINUTES
    between = RANGE.search(text)
    if between is not None:
        first, second = int(between[1]) * 60 + int(between[2]), int(between[3]) * 60 + int(between[4])
        hours = (second - first) / _MINUTES
        return hours if 0 < hours <= _DAY_HOURS else None
    return _in_words(low, languages)


@lru_cache(maxsize=16)
def _hint(languages: tuple[str, ...]) -> re.Pattern[str]:
    """What every duration holds: a quick look."""
    amounts = load_lexicon(languages).amounts
    keys = ("minutes", "hours", "an_hour", "half_hour", "quarter_hour", "hour_and_half")
    units = "|".join({re.escape(word) for key in keys for word in amounts[key] if len(word) > 2})  # noqa: PLR2004
    short = "|".join({re.escape(word) for key in keys[:2] for word in amounts[key] if len(word) <= 2})  # noqa: PLR2004
    return re.compile(rf"[0-9][ -]?(?:{short})|[0-9][:.h][0-9]|{units}")


def _as_hours(found: re.Match[str]) -> float | None:
    amount = float(found["amount"].replace(",", "."))
    if found["minutes"]:
        amount = amount / _MINUTES
    elif found["rest"]:
        amount += int(found["rest"]) / _MINUTES
    return amount if 0 < amount <= 24 * 7 else None


@lru_cache(maxsize=16)
def _pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    amounts = load_lexicon(languages).amounts
    minutes = "|".join(sorted(map(re.escape, amounts["minutes"]), key=len, reverse=True))
    hours = "|".join(sorted(map(re.escape, amounts["hours"]), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w:.,£€$/])(?P<amount>[0-9]{{1,3}}(?:[.,][0-9]{{1,2}})?)[ -]?"
        rf"(?:(?P<minutes>{minutes})|(?P<hours>{hours})(?:[ ]?(?P<rest>[0-5]?[0-9])[ ]?(?:{minutes})?)?)(?![^\W_])"
    )


@lru_cache(maxsize=16)
def _spoken(languages: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    amounts = load_lexicon(languages).amounts
    values = {"hour_and_half": 1.5, "half_hour": 0.5, "quarter_hour": 0.25, "an_hour": 1.0}
    return tuple((phrase, hours) for key, hours in values.items() for phrase in amounts[key])


def _in_words(low: str, languages: tuple[str, ...]) -> float | None:
    found = _word_pattern(languages).search(low)
    if found is None:
        return None
    numbers = _numbers(languages)
    amount = float(numbers[found["number"]])
    return amount / _MINUTES if found["minutes"] else amount


@lru_cache(maxsize=16)
def _word_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    lexicon: Lexicon = load_lexicon(languages)
    numbers = "|".join(sorted(map(re.escape, _numbers(languages)), key=len, reverse=True))
    minutes = "|".join(word for word in lexicon.amounts["minutes"] if len(word) > 1)
    hours = "|".join(word for word in lexicon.amounts["hours"] if len(word) > 1)
    return re.compile(rf"(?<![^\W_])(?P<number>{numbers})[ ](?:(?P<minutes>{minutes})|(?:{hours}))(?![^\W_])")


@lru_cache(maxsize=16)
def _numbers(languages: tuple[str, ...]) -> dict[str, int]:
    words: dict[str, int] = {}
    for language in languages:
        words |= {word: number for number, word in enumerate(load_language(language)["amounts"]["numbers"], 1)}
    return words
