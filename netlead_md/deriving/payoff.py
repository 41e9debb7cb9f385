"""Pay-off: where hours and money went, and what came of them (SPEC §3.10). It shows no proof of cause."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from netlead_md.deriving.standing import YEAR, counts
from netlead_md.model.book import Channel, Item
from netlead_md.model.config import Config
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


class Spending(NamedTuple):
    """What 365 days took. Each entry counts once for its type, and whole for everybody whom it concerns."""

    channels: dict[str, Spent]
    organisations: dict[str, Spent]
    people: dict[str, Spent]
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
    """Hours and money of 365 days by entry type, organisation and person."""
    since = dt.date.fromordinal(max(1, as_of.toordinal() - YEAR))
    recent = [
        entry for entry in entries if since <= entry.date <= as_of and entry.type not in _BOXES and not entry.plan
    ]
    currency = _currency(recent, me)
    channels: dict[str, list[Spent]] = {}
    organisations: dict[str, list[Spent]] = {}
    people: dict[str, list[Spent]] = {}
    for entry in recent:
        hours, cost = hours_of(entry, config), _cost(entry, currency)
        if hours or cost:
            spent = Spent(hours, hours if entry.hours is None else 0.0, cost)
            channels.setdefault(entry.type, []).append(spent)
            for reach in entry.reach:
                organisations.setdefault(reach.organisation, []).append(spent)
            for key in entry.people:
                people.setdefault(key, []).append(spent)
    return Spending(_totals(channels), _totals(organisations), _totals(people), currency)


def attribute(
    items: Mapping[str, Iterable[Item]], entries: Mapping[str, Iterable[Entry]], config: Config
) -> Attribution:
    """Split the units of each organisation's items over the channels used with it, in proportion to hours.

    `entries` are those of the organisation, whatever their age: 180 days up to the item's first line count. The latest
    line of an item that says `via` overrides.
    """
    units: dict[str, list[float]] = {}
    unattributed: list[float] = []
    for key, given in items.items():
        live = [item for item in given if item.value]
        effort = _Effort.of(entries.get(key, ()), config) if live else None
        for item in live:
            shares = effort.shares(item) if effort is not None else {}
            if not shares:
                unattributed.append(item.value / _PER_UNIT)
            for name, share in shares.items():
                units.setdefault(name, []).append(item.value / _PER_UNIT * share)
    return Attribution({name: fsum(parts) for name, parts in units.items()}, fsum(unattributed))


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
    """The entries with hours of one organisation, oldest first."""

    days: Sequence[int]
    types: Sequence[str]
    hours: Sequence[float]

    @classmethod
    def of(cls, entries: Iterable[Entry], config: Config) -> "_Effort":
        rows = [(entry.date.toordinal(), entry.type, hours_of(entry, config)) for entry in entries if counts(entry)]
        rows = sorted(row for row in rows if row[2] > 0)
        return cls([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])

    def shares(self, item: Item) -> dict[str, float]:
        via = [line.line.via for line in item.lines if line.line.via]
        if via:
            return {via[-1]: 1.0}
        first_line = item.date.toordinal()
        window = slice(bisect_left(self.days, first_line - _HALF_YEAR), bisect_right(self.days, first_line))
        total = fsum(self.hours[window])
        spent: dict[str, list[float]] = {}
        for name, hours in zip(self.types[window], self.hours[window], strict=True):
            spent.setdefault(name, []).append(hours)
        return {name: fsum(parts) / total for name, parts in spent.items()}


def _totals(parts: Mapping[str, list[Spent]]) -> dict[str, Spent]:
    # fsum: the same total in whatever order the notes come.
    return {key: Spent(*map(fsum, zip(*spent, strict=True))) for key, spent in parts.items()}


def _cost(entry: Entry, currency: str) -> float:
    money = entry.line.money
    if money is None or entry.type not in _COSTS or entry.line.currency not in ("", currency):
        return 0.0
    return money


def _currency(recent: Iterable[Entry], me: Me | None) -> str:
    """Mine, else the most frequent among the costs of these entries, else the first of them by name."""
    if me is not None and me.currency:
        return _SIGNS.get(me.currency.strip(), me.currency.strip().upper())
    found = Counter(entry.line.currency for entry in recent if entry.line.currency and entry.type in _COSTS)
    return min(found, key=lambda name: (-found[name], name), default="")
