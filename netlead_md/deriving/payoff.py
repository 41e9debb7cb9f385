"""Pay-off: where hours and money went, and what came of them (SPEC §3.10). It shows no proof of cause."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from netlead_md.deriving.standing import YEAR
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
    tally = _Tally({}, {}, {})
    paid: list[Entry] = []
    for entry in entries:
        if since <= entry.date <= as_of and entry.type not in _BOXES and not entry.plan:
            hours = hours_of(entry, config)
            if hours:
                tally.add(entry, hours, hours if entry.hours is None else 0.0, 0.0)
            if entry.type in _COSTS and entry.line.money is not None:
                paid.append(entry)
    currency = _currency(paid, me)
    for entry in paid:
        if entry.line.money and entry.line.currency in ("", currency):
            tally.add(entry, 0.0, 0.0, entry.line.money)
    return Spending(_totals(tally.channels), _totals(tally.organisations), _totals(tally.people), currency)


def attribute(
    items: Mapping[str, Iterable[Item]], entries: Mapping[str, Iterable[Entry]], config: Config
) -> Attribution:
    """Split the units of each organisation's items over the channels used with it, in proportion to hours.

    `entries` are those of the organisation, oldest first: 180 days up to the item's first line count. The latest
    line of an item that says `via` overrides.
    """
    units: dict[str, float] = {}
    unattributed = 0.0
    for key, given in items.items():
        live = [item for item in given if item.value]
        effort = _Effort.of(entries.get(key, ()), config) if live else None
        for item in live:
            shares = effort.shares(item) if effort is not None else {}
            if not shares:
                unattributed += item.value / _PER_UNIT
            for name, share in shares.items():
                units[name] = units.get(name, 0.0) + item.value / _PER_UNIT * share
    return Attribution(units, unattributed)


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


class _Tally(NamedTuple):
    """Sums of hours, assumed hours and money by type, organisation and person."""

    channels: dict[str, list[float]]
    organisations: dict[str, list[float]]
    people: dict[str, list[float]]

    def add(self, entry: Entry, *amounts: float) -> None:
        _add(self.channels, entry.type, amounts)
        for reach in entry.reach:
            _add(self.organisations, reach.organisation, amounts)
        for key in entry.people:
            _add(self.people, key, amounts)


def _add(totals: dict[str, list[float]], key: str, amounts: tuple[float, ...]) -> None:
    total = totals.get(key)
    if total is None:
        totals[key] = list(amounts)
    else:
        total[0] += amounts[0]
        total[1] += amounts[1]
        total[2] += amounts[2]


def _totals(totals: Mapping[str, list[float]]) -> dict[str, Spent]:
    return {key: Spent(*total) for key, total in totals.items()}


def _currency(paid: Iterable[Entry], me: Me | None) -> str:
    """Mine, else the most frequent among these costs; of equals the first by name."""
    if me is not None and me.currency:
        return _SIGNS.get(me.currency.strip(), me.currency.strip().upper())
    found = Counter(entry.line.currency for entry in paid if entry.line.currency)
    return min(found, key=lambda name: (-found[name], name), default="")
