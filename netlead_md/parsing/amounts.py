"""Durations and money before a colon (SPEC §2.3)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

CURRENCIES: Final = {
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
_DURATION: Final = re.compile(
    r"(?P<minutes>[0-9]{1,4})m|(?P<hours>[0-9]{1,3})h(?:(?P<rest>[0-5]?[0-9])m?)?|(?P<decimal>[0-9]{1,3}[.,][0-9]{1,2})h"
)
_AMOUNT: Final = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,2})?|[0-9]{1,12}(?:[.,][0-9]{1,2})?"
_SIGN: Final = f"[{''.join(CURRENCIES)}]"
MONEY: Final = re.compile(rf"(?P<sign>{_SIGN})(?P<amount>{_AMOUNT})|(?P<first>{_AMOUNT})(?P<after>{_SIGN})")
NUMBER: Final = re.compile(_AMOUNT)
STARTS: Final = frozenset("0123456789").union(CURRENCIES)
"""What a duration or money begins with."""
_CODE: Final = re.compile(r"[A-Z]{3}|eur|gbp|usd|chf")
_THOUSANDS: Final = re.compile(r",(?=[0-9]{3})")


@lru_cache(maxsize=1024)
def parse_duration(word: str) -> float | None:
    """Hours of `45m`, `1h`, `1h30`, `1.5h`; None if the word is no duration."""
    found = _DURATION.fullmatch(word)
    if not found:
        return None
    if found["minutes"]:
        return int(found["minutes"]) / 60
    if found["decimal"]:
        return float(found["decimal"].replace(",", "."))
    return int(found["hours"]) + int(found["rest"] or 0) / 60


def read_amount(low: str, tokens: Sequence[str], at: int, values: dict[str, Any]) -> int:
    """Read a duration or money into `values`; return how many words it took."""
    hours = parse_duration(low)
    if hours is not None:
        return 1 if values.setdefault("hours", hours) == hours else 0
    found = MONEY.fullmatch(low)
    if found:
        amount, sign, used = found["amount"] or found["first"], CURRENCIES[found["sign"] or found["after"]], 1
    elif at + 1 == len(tokens):
        return 0
    elif low in CURRENCIES and NUMBER.fullmatch(tokens[at + 1]):
        amount, sign, used = tokens[at + 1], CURRENCIES[low], 2
    elif NUMBER.fullmatch(low) and _CODE.fullmatch(tokens[at + 1]):
        amount, sign, used = low, tokens[at + 1].upper(), 2
    else:
        return 0
    if "money" in values:
        return 0
    values |= {"money": _parse_number(amount), "currency": sign}
    return used


def _parse_number(amount: str) -> float:
    return float(_THOUSANDS.sub("", amount).replace(",", "."))
