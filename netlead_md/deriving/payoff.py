"""Pay-off: where hours and money went, and what came of them (SPEC §3.10). It shows no proof of cause."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import fsum
from typing import Final, NamedTuple, TypeAlias

from netlead_md.deriving.standing import YEAR, age
from netlead_md.model.book import Channel
from netlead_md.model.config import Config
from netlead_md.model.ledger import Item
from netlead_md.model.network import Entry, Me
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO

_COSTS = CONTACT | {"social", "task", "offer", "give", "thanks", "connect"}
"""Types whose money is my cost; that of a `support` is income."""
_THEIRS = frozenset({"ask", "pledge", "support"})
"""Types whose hours are help that they give, as `support manpower 8h`, and no time of mine."""
_BOXES = frozenset({PROMISE, TODO})
_HALF_YEAR = 180
_JUDGED = 0.5
"""Support units from which hours per unit are shown."""
_PER_UNIT = 10
_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD"}


class Spent(NamedTuple):
    """Hours, those of them that no line states, and money in the main currency."""

    hours: float
    assumed: float
    cost: float


NOTHING = Spent(0.0, 0.0, 0.0)
_NONE: Final = {"": 1.0}


class Spending(NamedTuple):
    """What 365 days took by entry type: each entry counts once."""

    channels: dict[str, Spent]
    currency: str


class Attribution(NamedTuple):
    """Support units by channel, and those that no recorded effort went before."""

    units: dict[str, float]
    unattributed: float


def hours_of(entry: Entry, config: Config) -> float:
    """My hours: as written, else as assumed for its type."""
    if entry.type in _THEIRS:
        return 0.0
    return config.hours.get(entry.type, 0.0) if entry.hours is None else entry.hours


def spend(entries: Iterable[Entry], me: Me | None, as_of: dt.date, config: Config) -> Spending:
    """Hours and money of 365 days by entry type, and the currency in which money is counted."""
    spent = [entry for entry in entries if _takes(entry, as_of)]
    currency = _currency((entry for entry in spent if _costs(entry)), me)
    by_type: dict[str, list[Entry]] = {}
    for entry in spent:
        by_type.setdefault(entry.type, []).append(entry)
    totals = {name: _total(each, currency, config) for name, each in by_type.items()}
    return Spending({name: total for name, total in totals.items() if total != NOTHING}, currency)


def spent_on(entries: Iterable[Entry], currency: str, as_of: dt.date, config: Config) -> Spent:
    """What one organisation or person took in 365 days: each entry counts whole for everybody whom it concerns."""
    return _total([entry for entry in entries if _takes(entry, as_of)], currency, config)


def _takes(entry: Entry, as_of: dt.date) -> bool:
    return 0 <= age(entry.date, as_of) <= YEAR and entry.type not in _BOXES and not entry.plan


def _costs(entry: Entry) -> bool:
    return entry.line.money is not None and entry.type in _COSTS


def _total(entries: Iterable[Entry], currency: str, config: Config) -> Spent:
    hours = assumed = cost = 0.0
    for entry in entries:
        took = hours_of(entry, config)
        hours += took
        if entry.hours is None:
            assumed += took
        if entry.line.money and _costs(entry) and entry.line.currency in ("", currency):
            cost += entry.line.money
    return Spent(hours, assumed, cost)


Units: TypeAlias = tuple[tuple[str, float], ...]
"""(channel, support units) pairs; an empty channel: no recorded effort went before."""


def units_of(items: Iterable[Item], entries: Iterable[Entry], config: Config) -> Units:
    """Split the units of one organisation's items over the channels used with it, in proportion to hours.

    `entries` are those of the organisation, oldest first: 180 days up to the item's first line count. The latest
    line of an item that says `via` overrides.
    """
    live = [item for item in items if item.value]
    if not live:
        return ()
    effort = _Effort.of(entries, config)
    return tuple(
        (name, item.value / _PER_UNIT * share)
        for item in live
        for name, share in (effort.shares(item) or _NONE).items()
    )


def attribute(given: Iterable[Units]) -> Attribution:
    """Add up what all organisations gave."""
    units: dict[str, float] = {}
    for name, share in chain.from_iterable(given):
        units[name] = units.get(name, 0.0) + share
    return Attribution(units, units.pop("", 0.0))


def channels(spending: Spending, units: Mapping[str, float]) -> tuple[Channel, ...]:
    """Every entry type that took hours or money or had a part in support, by name."""
    made = []
    for name in sorted(spending.channels.keys() | units.keys()):
        spent, share = spending.channels.get(name, NOTHING), units.get(name, 0.0)
        rate = spent.hours / share if share >= _JUDGED else None
        made.append(Channel(name, spent.hours, spent.assumed, spent.cost, share, rate))
    return tuple(made)


def pareto(firm: Mapping[str, float], hours: Mapping[str, float]) -> tuple[tuple[str, ...], float | None]:
    """The smallest set of organisations that gives 80 % of all firm support, and its share of hours in per cent.

    Among equals the first in `firm` comes first, so hand it over in order of name. No share where no hours are on
    record or nobody gives.
    """
    total = fsum(firm.values())
    enough = 0.8 * total * (1 - 1e-12)  # forgives what binary fractions lose at exactly 80 %
    chosen: list[str] = []
    given = 0.0
    for key in sorted(firm, key=lambda each: -firm[each]):
        if given >= enough:
            break
        chosen.append(key)
        given += firm[key]
    spent = fsum(hours.values())
    if not chosen or not spent:
        return tuple(chosen), None
    return tuple(chosen), 100 * fsum(hours.get(key, 0.0) for key in chosen) / spent


class _Effort(NamedTuple):
    """The entries of one organisation, oldest first, with my hours."""

    days: Sequence[dt.date]
    spent: Sequence[tuple[str, float]]

    @classmethod
    def of(cls, entries: Iterable[Entry], config: Config) -> "_Effort":
        rows = [(entry, hours_of(entry, config)) for entry in entries if not entry.plan]
        rows = [row for row in rows if row[1]]
        return cls([entry.date for entry, _ in rows], [(entry.type, hours) for entry, hours in rows])

    def shares(self, item: Item) -> dict[str, float]:
        via = [line.line.via for line in item.lines if line.line.via]
        if via:
            return {via[-1]: 1.0}
        since = dt.date.fromordinal(max(1, item.date.toordinal() - _HALF_YEAR))
        hours: dict[str, float] = {}
        for name, spent in self.spent[bisect_left(self.days, since) : bisect_right(self.days, item.date)]:
            hours[name] = hours.get(name, 0.0) + spent
        total = sum(hours.values())
        return {name: spent / total for name, spent in hours.items()}


def _currency(paid: Iterable[Entry], me: Me | None) -> str:
    """Mine, else the most frequent among these costs; of equals the first by name."""
    if me is not None and me.currency:
        return _SIGNS.get(me.currency.strip(), me.currency.strip().upper())
    found = Counter(entry.line.currency for entry in paid if entry.line.currency)
    return min(found, key=lambda name: (-found[name], name), default="")
