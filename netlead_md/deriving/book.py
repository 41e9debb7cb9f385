"""The one way through this room: from the network and a day to the book (SPEC §3).

A book is followed from the one before, as a network is: whatever would be made of the same again is taken over as the
same object. The first one is followed from an empty vault.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from netlead_md.deriving.account import Account, Help, account, help_of
from netlead_md.deriving.balance import balance
from netlead_md.deriving.begun import Begun, Memory, begun
from netlead_md.deriving.figures import Figures
from netlead_md.deriving.grouping import NO_SHARE
from netlead_md.deriving.growth import growth
from netlead_md.deriving.ledgers import Company, ledgers
from netlead_md.deriving.memo import Made, made, values
from netlead_md.deriving.payoff import Spending, Units, attribute, channels, pareto, spend, units_of
from netlead_md.deriving.regards import regard_of
from netlead_md.deriving.sorting import count
from netlead_md.deriving.surroundings import Surroundings, surroundings
from netlead_md.deriving.world import World
from netlead_md.linking.ordered import kept_whole
from netlead_md.model.book import Book, Path, Portfolio, Regard
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Network

_ACQUAINTED: Final = 35.0


class Derived(NamedTuple):
    book: Book
    memory: Memory


def derive(network: Network, as_of: dt.date, config: Config) -> Book:
    """Everything that the notes say on a day. Never raises for what notes hold; oddities are in `Book.faults`."""
    return derived(network, as_of, config).book


def derived(network: Network, as_of: dt.date, config: Config, last: Derived | None = None) -> Derived:
    """The same, after `last`."""
    half = begin(network, as_of, config, last)
    return finish(half, lambda: dict(zip(half.due, half.figures(half.due), strict=True)))


def begin(network: Network, as_of: dt.date, config: Config, last: Derived | None = None) -> Begun:
    """The first half of it; after that `Begun.figures` of those who are due can be made anywhere."""
    same = last is not None and (last.book.as_of, last.book.config) == (as_of, config)
    return begun(network, as_of, config, last.memory if last is not None and same else Memory())


def finish(half: Begun, figures: Callable[[], Mapping[str, Figures]]) -> Derived:
    """The second half: everything else. `figures` gives those that are due, and is asked as late as can be."""
    network, world, entries, before = half.network, half.world, half.entries, half.before
    as_of, config = world.as_of, world.config
    counted = count(entries.groups, half.change, as_of, before.entries.groups, before.counted)
    spending = spend(counted.takings, network.me, config)
    helped = _helped(half)
    units = _units(half, helped)
    figured = _figured(half, figures)
    regards = _regards(half, figured)
    people = kept_whole(before.people, values(regards))
    accounts = _accounts(half, helped, figured)
    around = surroundings(network, world, people, counted.intros, before.around)
    company = Company(around, spending.currency, too_many=_active(network, accounts) > _capacity(network, config))
    written = ledgers(network, entries.groups.organisations, accounts, company, before.written)
    by_key = kept_whole(before.ledgers, {key: each.value.ledger for key, each in written.items()})
    paths, bridges = _ways(by_key, around, before)
    memory = Memory(
        network=network,
        world=world,
        entries=entries,
        counted=counted,
        figures=figured,
        regards=regards,
        people=people,
        helped=helped,
        accounts=accounts,
        around=around,
        written=written,
        ledgers=by_key,
        paths=paths,
        bridges=bridges,
        units=units,
    )
    return Derived(_book(network, world, memory, spending), memory)


def _helped(half: Begun) -> dict[str, Made[Help]]:
    """Of every organisation, in order of name."""
    shares, every, world = half.entries.groups.organisations, half.network.organisations, half.world
    ordered = sorted(every.values(), key=lambda each: (each.name.casefold(), each.name, each.key))
    return made(
        half.before.helped,
        ((each.key, (each, shares.get(each.key), world.marks)) for each in ordered),
        lambda key: help_of(every[key], shares.get(key, NO_SHARE), half.entries.refs, world),
    )


def _figured(half: Begun, figures: Callable[[], Mapping[str, Figures]]) -> dict[str, Made[Figures]]:
    ready = figures()
    return made(half.before.figures, half.given.items(), lambda key: ready[key])


def _regards(half: Begun, figured: Mapping[str, Made[Figures]]) -> dict[str, Made[Regard]]:
    network, shares = half.network, half.entries.groups.people
    return made(
        half.before.regards,
        ((key, (person, shares.get(key), figured[key].value, network.me)) for key, person in network.people.items()),
        lambda key: regard_of(network.people[key], shares.get(key, NO_SHARE), figured[key].value, half.world),
    )


def _accounts(
    half: Begun, helped: Mapping[str, Made[Help]], figured: Mapping[str, Made[Figures]]
) -> dict[str, Made[Account]]:
    return made(
        half.before.accounts,
        ((key, (each.value, figured[key].value)) for key, each in helped.items()),
        lambda key: account(helped[key].value, figured[key].value, half.world.as_of),
    )


def _units(half: Begun, helped: Mapping[str, Made[Help]]) -> dict[str, Made[Units]]:
    return made(
        half.before.units,
        ((key, (each.value.support.items, each.value.entries)) for key, each in helped.items()),
        lambda key: units_of(helped[key].value.support.items, helped[key].value.entries, half.world.config),
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
        promises=parts.counted.promises,
        plans=tuple(entries.groups.plans),
        channels=channels(spending, given.units),
        portfolio=_portfolio(network, parts, spending.currency, given.unattributed),
        growth=growth(network, parts.people, parts.ledgers, parts.counted.intros, as_of),
        introductions=parts.paths,
        bridges=parts.bridges,
        faults=(*entries.refs.faults, *found),
        config=config,
    )


def _portfolio(network: Network, parts: Memory, currency: str, unattributed: float) -> Portfolio:
    weighed = balance(parts.counted.weights)
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
