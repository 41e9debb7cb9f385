"""Pay-off: where hours and money went, and what came of them (SPEC §3.10). It shows no proof of cause."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import fsum
from typing import Final, NamedTuple, TypeAlias

from netlead_md.analysis.decay import HALF_YEAR, YEAR, first_day, in_window
from netlead_md.model.book import EffortByType
from netlead_md.model.config import Config
from netlead_md.model.entry_types import BOXES, COMING_BY, COSTING, THEIR_HOURS
from netlead_md.model.ledger import SupportItem
from netlead_md.model.network import Entry, Owner

_JUDGED = 0.5
"""Support units from which hours per unit are shown."""
_PER_UNIT = 10


class TimeAndMoney(NamedTuple):
    """Hours, those of them that no line states, and money in the main currency."""

    hours: float
    assumed: float
    cost: float


NOTHING = TimeAndMoney(0.0, 0.0, 0.0)
_NONE: Final = {"": 1.0}


Takings: TypeAlias = "Counter[tuple[str, str, float | None, float | None, str]]"
"""How many entries there are of each type and channel, with these hours as written, this money of mine, and this
currency."""


class EffortTotals(NamedTuple):
    """What 365 days took by channel: each entry counts once."""

    channels: dict[str, TimeAndMoney]
    currency: str


class SupportAttribution(NamedTuple):
    """Support units by channel, and those that no recorded effort went before."""

    units: dict[str, float]
    unattributed: float


def hours_of(entry: Entry, config: Config) -> float:
    """My hours: as written, else as assumed for its type."""
    return _hours_of(entry.type, entry.hours, config)


def _hours_of(name: str, stated: float | None, config: Config) -> float:
    if name in THEIR_HOURS:
        return 0.0
    return config.hours.get(name, 0.0) if stated is None else stated


def channel_of(entry: Entry) -> str:
    """The channel in which an entry's hours and money count: its type, or what a contact says that it came by."""
    return entry.line.via if entry.line.via and entry.type in COMING_BY else entry.type


def count_effort(entries: Iterable[Entry], as_of: dt.date) -> Takings:
    """Count the entries of 365 days that may take hours or money. What is counted can be added and taken away again."""
    since = first_day(as_of, YEAR)
    return Counter(
        [
            (
                entry.type,
                channel_of(entry),
                entry.hours,
                entry.line.money if entry.type in COSTING else None,
                entry.line.currency,
            )
            for entry in entries
            if since <= entry.date <= as_of and entry.type not in BOXES and not entry.plan
        ]
    )


def effort_totals(counted: Takings, me: Owner | None, config: Config) -> EffortTotals:
    """Hours and money of 365 days by channel, and the currency in which money is counted."""
    currency = _main_currency(counted, me)
    by_type: dict[str, list[TimeAndMoney]] = {}
    for (type_, name, stated, money, written), count in counted.items():
        hours = _hours_of(type_, stated, config)
        cost = money if money and written in ("", currency) else 0.0
        by_type.setdefault(name, []).append(
            TimeAndMoney(count * hours, count * hours if stated is None else 0.0, count * cost)
        )
    totals = {name: TimeAndMoney(*map(fsum, zip(*parts, strict=True))) for name, parts in by_type.items()}
    return EffortTotals({name: total for name, total in totals.items() if total != NOTHING}, currency)


def of_a_year(entries: Sequence[Entry], reviews: Sequence[Entry], as_of: dt.date) -> Iterator[Entry]:
    """The entries of one organisation or person that took hours or money of the last 365 days; both oldest first."""
    return chain(in_window(entries, as_of, YEAR), in_window(reviews, as_of, YEAR))


def spent_on(recent: Iterable[Entry], currency: str, config: Config) -> TimeAndMoney:
    """What one organisation or person took: each of these entries counts whole for everybody whom it concerns."""
    hours = assumed = cost = 0.0
    for entry in recent:
        kind = entry.type
        if kind not in BOXES:
            if entry.hours is not None:
                hours += 0.0 if kind in THEIR_HOURS else entry.hours
            elif took := _hours_of(kind, None, config):
                hours += took
                assumed += took
            if entry.line.money and kind in COSTING and entry.line.currency in ("", currency):
                cost += entry.line.money
    return TimeAndMoney(hours, assumed, cost)


SupportUnits: TypeAlias = tuple[tuple[str, float], ...]
"""(channel, support units) pairs; an empty channel: no recorded effort went before."""


def units_of(items: Iterable[SupportItem], entries: Iterable[Entry], config: Config) -> SupportUnits:
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


def attribute_support(given: Iterable[SupportUnits]) -> SupportAttribution:
    """Add up what all organisations gave."""
    units: dict[str, float] = {}
    for name, share in chain.from_iterable(given):
        units[name] = units.get(name, 0.0) + share
    return SupportAttribution(units, units.pop("", 0.0))


def effort_by_type(spending: EffortTotals, units: Mapping[str, float]) -> tuple[EffortByType, ...]:
    """Every entry type that took hours or money or had a part in support, by name."""
    made = []
    for name in sorted(spending.channels.keys() | units.keys()):
        spent, share = spending.channels.get(name, NOTHING), units.get(name, 0.0)
        rate = spent.hours / share if share >= _JUDGED else None
        made.append(EffortByType(name, spent.hours, spent.assumed, spent.cost, share, rate))
    return tuple(made)


def pareto_set(firm: Mapping[str, float], hours: Mapping[str, float]) -> tuple[tuple[str, ...], float | None]:
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
        return cls([entry.date for entry, _ in rows], [(channel_of(entry), hours) for entry, hours in rows])

    def shares(self, item: SupportItem) -> dict[str, float]:
        via = [line.line.via for line in item.lines if line.line.via]
        if via:
            return {via[-1]: 1.0}
        first = min(item.date, item.begun or item.date)
        since = first_day(first, HALF_YEAR)
        hours: dict[str, float] = {}
        for name, spent in self.spent[bisect_left(self.days, since) : bisect_right(self.days, first)]:
            hours[name] = hours.get(name, 0.0) + spent
        total = sum(hours.values())
        return {name: spent / total for name, spent in hours.items()}


def _main_currency(counted: Takings, me: Owner | None) -> str:
    """Mine, else the most frequent among these costs; of equals the first by name."""
    if me is not None and me.currency:
        return me.currency
    found: Counter[str] = Counter()
    for (_, _, _, money, written), count in counted.items():
        if money is not None and written:
            found[written] += count
    return min(found, key=lambda name: (-found[name], name), default="")
