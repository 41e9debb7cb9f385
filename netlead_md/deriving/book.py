"""The one way through this room: from the network and a day to the book (SPEC §3).

A book is followed from the one before, as a network is: whatever would be made of the same again is taken over as the
same object. The first one is followed from an empty vault.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from netlead_md.deriving.account import Account, account
from netlead_md.deriving.balance import balance
from netlead_md.deriving.grouping import NO_SHARE
from netlead_md.deriving.growth import growth
from netlead_md.deriving.ledgers import Company, Written, ledgers
from netlead_md.deriving.memo import Made, made, values
from netlead_md.deriving.payoff import Spending, Units, attribute, channels, pareto, spend, units_of
from netlead_md.deriving.regards import regard_of
from netlead_md.deriving.sorting import NOTHING_SORTED, Sorted, sort_out
from netlead_md.deriving.surroundings import Surroundings, surroundings
from netlead_md.deriving.world import World, world_of
from netlead_md.linking.ordered import kept_whole
from netlead_md.model.book import Book, Path, Portfolio, Regard
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Network

_ACQUAINTED: Final = 35.0


class Memory(msgspec.Struct, frozen=True):
    """What the next book can take over."""

    network: Network | None = None
    world: World | None = None
    entries: Sorted = NOTHING_SORTED
    regards: dict[str, Made[Regard]] = {}
    people: dict[str, Regard] = {}
    accounts: dict[str, Made[Account]] = {}
    around: Surroundings | None = None
    written: dict[str, Made[Written]] = {}
    ledgers: dict[str, Ledger] = {}
    paths: dict[str, tuple[Path, ...]] = {}
    bridges: dict[str, tuple[str, ...]] = {}
    units: dict[str, Made[Units]] = {}


class Derived(NamedTuple):
    book: Book
    memory: Memory


def derive(network: Network, as_of: dt.date, config: Config) -> Book:
    """Everything that the notes say on a day. Never raises for what notes hold; oddities are in `Book.faults`."""
    return derived(network, as_of, config).book


def derived(network: Network, as_of: dt.date, config: Config, last: Derived | None = None) -> Derived:
    """The same, after `last`."""
    same = last is not None and (last.book.as_of, last.book.config) == (as_of, config)
    before = last.memory if last is not None and same else Memory()
    world = world_of(network, as_of, config, before.world)
    entries = sort_out(network, as_of, before.network, before.entries)
    spending = spend(entries.takings, network.me, config)
    regards = _regards(network, entries, spending.currency, world, before)
    people = kept_whole(before.people, values(regards))
    accounts = _accounts(network, entries, world, before)
    around = surroundings(network, world, people, entries.intros, before.around)
    company = Company(around, spending.currency, too_many=_active(network, accounts) > _capacity(network, config))
    written = ledgers(network, entries.groups.organisations, accounts, company, before.written)
    by_key = kept_whole(before.ledgers, {key: each.value.ledger for key, each in written.items()})
    paths, bridges = _ways(by_key, around, before)
    units = made(
        before.units,
        ((key, (each.support.items, each.entries)) for key, each in by_key.items()),
        lambda key: units_of(by_key[key].support.items, by_key[key].entries, config),
    )
    memory = Memory(network, world, entries, regards, people, accounts, around, written, by_key, paths, bridges, units)
    return Derived(_book(network, world, memory, spending), memory)


def _regards(network: Network, entries: Sorted, currency: str, world: World, before: Memory) -> dict[str, Made[Regard]]:
    shares = entries.groups.people
    return made(
        before.regards,
        ((key, (person, shares.get(key), currency, network.me)) for key, person in network.people.items()),
        lambda key: regard_of(network.people[key], shares.get(key, NO_SHARE), currency, world),
    )


def _accounts(network: Network, entries: Sorted, world: World, before: Memory) -> dict[str, Made[Account]]:
    """Of every organisation, in order of name."""
    shares, refs, every = entries.groups.organisations, entries.refs, network.organisations
    ordered = sorted(every.values(), key=lambda each: (each.name.casefold(), each.name, each.key))
    return made(
        before.accounts,
        ((each.key, (each, shares.get(each.key), world.spans.get(each.key), world.marks)) for each in ordered),
        lambda key: account(every[key], shares.get(key, NO_SHARE), refs, world),
    )


def _ways(
    ledgers: Mapping[str, Ledger], around: Surroundings, before: Memory
) -> tuple[dict[str, tuple[Path, ...]], dict[str, tuple[str, ...]]]:
    """The best paths to those who do not trust me yet, and who alone can open the door."""
    doors = around.introductions
    same = before.around is not None and doors is before.around.introductions
    paths, bridges = (before.paths, before.bridges) if same else ({}, {})
    distant = [key for key, each in ledgers.items() if each.trust.score < _ACQUAINTED]
    return (
        {key: paths[key] if key in paths else doors.paths_to(key) for key in distant},
        {key: bridges[key] if key in bridges else doors.bridges(key) for key in distant},
    )


def _book(network: Network, world: World, parts: Memory, spending: Spending) -> Book:
    """Bind everything together."""
    entries, as_of, config = parts.entries, world.as_of, world.config
    given = attribute(each.value for each in parts.units.values())
    found = (fault for each in parts.accounts.values() for fault in each.value.faults)
    return Book(
        network=network,
        as_of=as_of,
        ledgers=parts.ledgers,
        people=parts.people,
        promises=entries.promises,
        plans=tuple(entries.groups.plans),
        channels=channels(spending, given.units),
        portfolio=_portfolio(network, parts, spending.currency, given.unattributed),
        growth=growth(network, parts.people, parts.ledgers, entries.intros, as_of),
        introductions=parts.paths,
        bridges=parts.bridges,
        faults=(*entries.refs.faults, *found),
        config=config,
    )


def _portfolio(network: Network, parts: Memory, currency: str, unattributed: float) -> Portfolio:
    weighed = balance(parts.entries.weights)
    firm = {key: each.support.firm for key, each in parts.ledgers.items()}
    few, share = pareto(firm, {key: each.hours for key, each in parts.ledgers.items()})
    return Portfolio(
        gives=weighed.gives,
        asks=weighed.asks,
        balance=weighed.balance,
        balance_word=weighed.word,
        pareto=few,
        pareto_hours_share=share,
        unattributed=unattributed,
        currency=currency,
        active=_active(network, parts.accounts),
    )


def _active(network: Network, accounts: Mapping[str, Made[Account]]) -> int:
    """How many organisations are active: an entry in 365 days, neither paused nor let go by their note."""
    every = network.organisations
    return sum(every[key].status == "active" and each.value.trust.entries > 0 for key, each in accounts.items())


def _capacity(network: Network, config: Config) -> int:
    stated = network.me.capacity_orgs if network.me is not None else None
    return config.capacity_orgs if stated is None else stated
