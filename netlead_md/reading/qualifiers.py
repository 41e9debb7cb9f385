"""What may stand between a type and its colon (SPEC §2.3)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec

from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import CONTACT
from netlead_md.reading.dates import as_day, named_date, other_date
from netlead_md.reading.head import Unknown
from netlead_md.reading.links import scan_links
from netlead_md.reading.slips import slip_of
from netlead_md.reading.words import Words

_CURRENCIES: Final = {
    "£": "GBP",
    "€": "EUR",
    "$": "USD",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
}
LEADING: Final = frozenset({"by", "until", "re", "via", "for"})
"""Of the keywords, those that take the next word with them."""
_KEYWORDS: Final = ("ongoing", "until")
"""Of the keywords, those long enough for a near miss."""

_DURATION: Final = re.compile(
    r"(?P<minutes>[0-9]{1,4})m|(?P<hours>[0-9]{1,3})h(?:(?P<rest>[0-5]?[0-9])m?)?|(?P<decimal>[0-9]{1,3}[.,][0-9]{1,2})h"
)
_SPELT_OUT: Final = re.compile(r"([0-9.,]+) ?(?:(m)(?:ins?|inutes?)?|(h)(?:rs?|ours?)?)", re.IGNORECASE)
_HOURS: Final = re.compile(r"[0-9]{1,3}h", re.IGNORECASE)
_MINUTES: Final = re.compile(r"([0-5]?[0-9])(?:m|mins?)?", re.IGNORECASE)
_AMOUNT: Final = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,2})?|[0-9]{1,12}(?:[.,][0-9]{1,2})?"
_SIGN: Final = f"[{''.join(_CURRENCIES)}]"
_MONEY: Final = re.compile(rf"(?P<sign>{_SIGN})(?P<amount>{_AMOUNT})|(?P<first>{_AMOUNT})(?P<after>{_SIGN})")
_NUMBER: Final = re.compile(_AMOUNT)
_AMOUNT_STARTS: Final = frozenset("0123456789").union(_CURRENCIES)
_CODE: Final = re.compile(r"[A-Z]{3}|eur|gbp|usd|chf")
_THOUSANDS: Final = re.compile(r",(?=[0-9]{3})")


class Read(msgspec.Struct, frozen=True):
    """What a run of words says."""

    values: dict[str, Any]
    """Fields of `Line`."""
    unknown: tuple[Unknown, ...]
    stop: int
    """Of a contact: index of the first word that is none; else their number."""


def read_qualifiers(kind: str, tokens: Sequence[str], words: Words) -> Read:
    """Read the tokens behind the type word `kind`, the first. Contacts stop at the first that is none."""
    table = words.understood[kind]
    contact = kind in CONTACT
    values: dict[str, Any] = {}
    unknown: list[Unknown] = []
    at = 1
    while at < len(tokens):
        low = tokens[at].lower()
        hit = table.get(low)
        if hit and hit[0] not in values:
            values[hit[0]] = hit[1]
            at += 1
            continue
        used = _amount(low, tokens, at, values) if low[0] in _AMOUNT_STARTS else 0
        used = used or _keyword(low, tokens, at, values, contact, words)
        if used:
            at += used
            continue
        unknown.append(_bad_date(tokens, at) or _spelt_out(tokens, at) or _unknown(tokens[at], at, table))
        if contact and (unknown[-1].trouble is not Trouble.UNCLEAR_DURATION or unknown[-1].at == at):
            break
        at = unknown[-1].at + 1
    return Read(values, tuple(unknown), at)


@lru_cache(maxsize=1024)
def _duration(word: str) -> float | None:
    found = _DURATION.fullmatch(word)
    if not found:
        return None
    if found["minutes"]:
        return int(found["minutes"]) / 60
    if found["decimal"]:
        return float(found["decimal"].replace(",", "."))
    return int(found["hours"]) + int(found["rest"] or 0) / 60


def _number(amount: str) -> float:
    return float(_THOUSANDS.sub("", amount).replace(",", "."))


def _amount(low: str, tokens: Sequence[str], at: int, values: dict[str, Any]) -> int:
    """Read a duration or money; return how many words it took."""
    hours = _duration(low)
    if hours is not None:
        return 1 if values.setdefault("hours", hours) == hours else 0
    found = _MONEY.fullmatch(low)
    if found:
        amount, sign, used = found["amount"] or found["first"], _CURRENCIES[found["sign"] or found["after"]], 1
    elif at + 1 == len(tokens):
        return 0
    elif low in _CURRENCIES and _NUMBER.fullmatch(tokens[at + 1]):
        amount, sign, used = tokens[at + 1], _CURRENCIES[low], 2
    elif _NUMBER.fullmatch(low) and _CODE.fullmatch(tokens[at + 1]):
        amount, sign, used = low, tokens[at + 1].upper(), 2
    else:
        return 0
    if "money" in values:
        return 0
    values |= {"money": _number(amount), "currency": sign}
    return used


def _keyword(low: str, tokens: Sequence[str], at: int, values: dict[str, Any], contact: bool, words: Words) -> int:  # noqa: FBT001, PLR0913, PLR0917
    """Read `by`, `until`, `ongoing`, `re`, `via`, `for`; return how many words it took."""
    if low == "ongoing" and not contact:
        values["ongoing"] = True
        return 1
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if not after or low in values:
        return 0
    if low in {"by", "until"}:
        day = as_day(after)
        if day and day.date:
            values[low] = day.date
            return 2
    elif low == "re" and not contact and after[0] != "[":
        values["re"] = after.removeprefix("^")
        return 2
    elif low == "via" and after.lower() in words.types:
        values["via"] = words.types[after.lower()]
        return 2
    elif low == "for" and after[:2] == "[[" and "project" not in values:
        links = scan_links(after)
        if links:
            values["project"] = links[0]
            return 2
    return 0


def _bad_date(tokens: Sequence[str], at: int) -> Unknown | None:
    """Tell `by 2026-02-30` and `by 03/04/2026` from a `by` that is a word like any other."""
    if at + 1 == len(tokens) or tokens[at].lower() not in {"by", "until"}:
        return None
    word = tokens[at + 1]
    day = as_day(word)
    if day and day.date is None:
        return Unknown(at + 1, Trouble.IMPOSSIBLE_DATE, (word,), at)
    if other := other_date(word):
        return Unknown(at + 1, Trouble.AMBIGUOUS_DATE, other, at)
    other = named_date(" ".join(tokens[at + 1 : at + 4]))
    return Unknown(at + len(other[0].split()), Trouble.AMBIGUOUS_DATE, other, at) if other else None


def _spelt_out(tokens: Sequence[str], at: int) -> Unknown | None:
    """`20 min`, `20min`, `2 hours` and `1h 30m`, with what they should be."""
    if at > 1 and (minutes := _MINUTES.fullmatch(tokens[at])) and _HOURS.fullmatch(tokens[at - 1]):
        written = f"{tokens[at - 1]} {tokens[at]}"
        return Unknown(at, Trouble.UNCLEAR_DURATION, (written, f"{tokens[at - 1].lower()}{minutes[1]}"), at - 1)
    for last in range(at, min(at + 2, len(tokens))):
        written = " ".join(tokens[at : last + 1])
        found = _SPELT_OUT.fullmatch(written)
        if (
            found
            and _duration(tokens[at]) is None
            and _duration(meant := found[1] + (found[2] or found[3]).lower()) is not None
        ):
            return Unknown(last, Trouble.UNCLEAR_DURATION, (written, meant), at)
    return None


def _unknown(word: str, at: int, table: dict[str, tuple[str, str | int]]) -> Unknown:
    if word[0] in _CURRENCIES or word[-1] in _CURRENCIES:
        return Unknown(at, Trouble.UNCLEAR_MONEY, (word,), at)
    if word[0].isdigit():
        return Unknown(at, Trouble.UNCLEAR_DURATION, (word,), at)
    return Unknown(at, Trouble.UNKNOWN_QUALIFIER, (word, slip_of(word.lower(), (*table, *_KEYWORDS))), at)
