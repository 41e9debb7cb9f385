"""SPEC §3.10: hours, money, channels, Pareto."""

from dataclasses import dataclass
from math import fsum

from tests.reference.entries import Book, Entry
from tests.reference.ledger import Ledger
from tests.reference.support import Item
from tests.reference.vocabulary import ALIASES, COSTLY, HOURS


@dataclass
class Channel:
    hours: float = 0.0
    cost: float = 0.0
    units: float = 0.0


def hours_of(entry: Entry) -> float:
    return entry.line.hours if entry.line.hours is not None else HOURS.get(entry.type, 0)


def channel_of(entry: Entry) -> str:
    via = entry.line.via
    return ALIASES.get(via, via) if via else entry.type


def currency_of(book: Book) -> str | None:
    """The field `currency`, else the most frequent of the money that counts; of several, the first by name."""
    if book.vault.currency:
        return book.vault.currency
    recent = [e for e in book.entries if (book.as_of - e.day).days <= 365 and e.type in COSTLY]
    seen = [e.line.money[1] for e in recent if e.line.money]
    return max(sorted(set(seen)), key=seen.count, default=None)


def cost_of(entry: Entry, currency: str | None) -> float:
    money = entry.line.money
    return money[0] if money and money[1] == currency and entry.type in COSTLY else 0.0


def channels(book: Book, ledgers: list[Ledger]) -> tuple[dict[str, Channel], float]:
    """Channels by name, and the units that no channel brought."""
    currency = currency_of(book)
    found: dict[str, Channel] = {}
    for entry in book.entries:
        hours, cost = hours_of(entry), cost_of(entry, currency)
        if (book.as_of - entry.day).days <= 365 and (hours or cost):
            channel = found.setdefault(channel_of(entry), Channel())
            channel.hours += hours
            channel.cost += cost
    unattributed = 0.0
    for ledger in ledgers:
        for item in ledger.items:
            units = item.value(book.as_of) / 10
            shares = _shares(ledger, item)
            for name, share in shares.items():
                found.setdefault(name, Channel()).units += units * share
            unattributed += 0.0 if shares else units
    return {n: c for n, c in found.items() if c.hours or c.cost or c.units}, unattributed


def _shares(ledger: Ledger, item: Item) -> dict[str, float]:
    """The channels used in the 180 days up to the item's first line, in proportion to hours; `via` overrides."""
    written = [channel_of(line) for line in item.lines if line.line.via]
    if written:
        return {written[-1]: 1.0}
    hours: dict[str, float] = {}
    for entry in ledger.entries:
        if 0 <= (item.first.day - entry.day).days <= 180 and hours_of(entry):
            name = channel_of(entry)
            hours[name] = hours.get(name, 0) + hours_of(entry)
    total = fsum(hours.values())
    return {name: value / total for name, value in hours.items()} if total else {}


def pareto(ledgers: list[Ledger]) -> list[Ledger]:
    """The smallest set that gives 80 % of ΣD; none where that is 0."""
    total = fsum(ledger.firm for ledger in ledgers)
    chosen: list[Ledger] = []
    for ledger in sorted(ledgers, key=lambda one: (-one.firm, one.name)):
        if fsum(one.firm for one in chosen) >= 0.8 * total:
            break
        chosen.append(ledger)
    return chosen


def hours_share(ledgers: list[Ledger], chosen: list[Ledger]) -> float | None:
    """Per cent of the hours with all organisations; None where nobody gave."""
    total = fsum(hours_with(ledger) for ledger in ledgers)
    return 100 * fsum(hours_with(ledger) for ledger in chosen) / total if total and chosen else None


def hours_with(ledger: Ledger) -> float:
    return fsum(map(hours_of, ledger.within(365)))
