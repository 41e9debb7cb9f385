"""Balance of giving and asking, and goal focus (SPEC §3.8)."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from netlead_md.deriving.standing import HALF_YEAR, YEAR, counts, day_of, first_day
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import CONTACT, LAST_CONTACT, PROMISE, SOFT

_GIVING = frozenset({"give", "connect", "kept", PROMISE})
_EITHER = _GIVING | {"task", "ask", "intro"}
_TOUCHING = CONTACT | {LAST_CONTACT, "ask"}
_ENOUGH = 6
"""G + K from which a balance is shown."""
_CONTACTS = 5
_NEAR = 3
"""Days around an ask in which a contact is not free of it."""


class Balance(NamedTuple):
    """G and K in 365 days; B and its word only from G + K ≥ 6."""

    gives: int
    asks: int
    balance: float | None
    word: str
    """empty, `asking more than giving`, `giving without asking`."""


class Focus(NamedTuple):
    """Contacts with somebody in 180 days, how many of them were free of an ask and of a project, and the verdict."""

    contacts: int
    free: int
    goal_focused: bool


class Weights(NamedTuple):
    """How many entries of 365 days give, how many ask, and how many of these ask for hard support."""

    gives: int
    asks: int
    hard_asks: int


def weigh(entries: Iterable[Entry], as_of: dt.date) -> Weights:
    """G and K of these entries; a ticked box is a kept promise on the day on which it was kept."""
    since = first_day(as_of, YEAR)
    weighing = [entry for entry in entries if entry.type in _EITHER and since <= day_of(entry) <= as_of]
    recent = [entry for entry in weighing if counts(entry)]
    hard = sum(entry.type == "ask" and entry.line.kind not in SOFT for entry in recent)
    return Weights(sum(map(_gives, recent)), sum(map(_asks, recent)), hard)


def balance(weighed: Weights) -> Balance:
    """The balance of the whole network."""
    gives, asks, hard_asks = weighed
    if gives + asks < _ENOUGH:
        return Balance(gives, asks, None, "")
    share = gives / (gives + asks)
    if share < 1 / 3:
        return Balance(gives, asks, share, "asking more than giving")
    return Balance(gives, asks, share, "giving without asking" if share > 9 / 10 and not hard_asks else "")


def goal_focus(entries: Iterable[Entry], as_of: dt.date) -> Focus:
    """Whether the contacts with one person, whose entries these are, mostly served a goal."""
    past = [entry for entry in entries if entry.type in _TOUCHING and entry.date <= as_of and not entry.plan]
    asks = {entry.date.toordinal() for entry in past if entry.type == "ask"}
    since = as_of.toordinal() - HALF_YEAR
    contacts = [entry for entry in past if entry.type != "ask" and entry.date.toordinal() >= since]
    free = sum(not entry.project and asks.isdisjoint(_around(entry.date)) for entry in contacts)
    return Focus(len(contacts), free, len(contacts) >= _CONTACTS and 5 * free < 2 * len(contacts))


def _around(day: dt.date) -> range:
    return range(day.toordinal() - _NEAR, day.toordinal() + _NEAR + 1)


def _gives(entry: Entry) -> bool:
    if entry.type == "task":
        return entry.line.outcome in ("good", "excellent")
    return entry.type in _GIVING


def _asks(entry: Entry) -> bool:
    return entry.type == "ask" or (entry.type == "intro" and entry.line.outcome in ("", "asked"))
