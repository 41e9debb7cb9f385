"""Floor 3: from the network and a day to the book (SPEC §3). Pure: the same notes and day give the same book."""

import datetime as dt
from typing import NamedTuple

from netlead_md.deriving.account import Account, account, desk
from netlead_md.deriving.balance import balance
from netlead_md.deriving.decisions import there_now
from netlead_md.deriving.grouping import Groups, Share, group
from netlead_md.deriving.growth import growth
from netlead_md.deriving.history import history, on_days
from netlead_md.deriving.introductions import introductions
from netlead_md.deriving.ledgers import Company, active, ledger
from netlead_md.deriving.payoff import attribute, channels, pareto, spend
from netlead_md.deriving.promises import promises
from netlead_md.deriving.references import References, references
from netlead_md.deriving.regards import person_working, regards
from netlead_md.deriving.surroundings import Surroundings, notable
from netlead_md.deriving.ways import ways_to
from netlead_md.model.book import Book, Portfolio, Regard
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Network

__all__ = ["derive", "history", "on_days", "person_working", "ways_to"]

_EMPTY = Share([], [], [], [])
_ACQUAINTED = 35.0


def derive(network: Network, as_of: dt.date, config: Config) -> Book:
    """Everything that the notes say on a day. Never raises for what notes hold; oddities are in `Book.faults`."""
    refs = references(network.entries)
    groups = group(network.entries, refs, as_of)
    spending = spend(groups.happened, network.me, as_of, config)
    people = regards(network.people.values(), groups.people, spending, network.me, as_of)
    accounts = _accounts(network, groups, refs, as_of, config)
    around = _surroundings(network, groups, people, as_of, config)
    running = active(accounts, network.organisations.values())
    company = Company(spending, around, too_many=running > _capacity(network, config))
    ledgers = {
        key: ledger(network.organisations[key], opened, groups.organisations.get(key, _EMPTY), company)
        for key, opened in accounts.items()
    }
    return _book(_Parts(network, as_of, config, groups, people, accounts, ledgers, company, refs))


class _Parts(NamedTuple):
    """What the book is bound from."""

    network: Network
    as_of: dt.date
    config: Config
    groups: Groups
    people: dict[str, Regard]
    accounts: dict[str, Account]
    ledgers: dict[str, Ledger]
    company: Company
    refs: References


def _book(parts: _Parts) -> Book:
    """Bind everything together; what needs all ledgers is worked out here."""
    around = parts.company.around.introductions
    distant = [key for key, each in parts.ledgers.items() if each.trust.score < _ACQUAINTED]
    paths = {key: around.paths_to(key) for key in distant}
    spent = parts.company.spending
    given = attribute(
        {key: each.support.items for key, each in parts.ledgers.items()},
        {key: each.entries for key, each in parts.ledgers.items()},
        parts.config,
    )
    return Book(
        network=parts.network,
        as_of=parts.as_of,
        ledgers=parts.ledgers,
        people=parts.people,
        promises=promises(parts.groups.boxes, parts.as_of),
        plans=tuple(sorted(parts.groups.plans, key=lambda entry: (entry.date, entry.path, entry.line.line))),
        channels=channels(spent, given.units),
        portfolio=_portfolio(parts, given.unattributed),
        growth=growth(parts.network, parts.as_of),
        introductions=paths,
        bridges={key: around.bridges(key) for key in paths},
        faults=(*parts.refs.faults, *(fault for each in parts.accounts.values() for fault in each.faults)),
        config=parts.config,
    )


def _portfolio(parts: _Parts, unattributed: float) -> Portfolio:
    weighed = balance(parts.groups.happened, parts.as_of)
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
        currency=parts.company.spending.currency,
        active=active(parts.accounts, parts.network.organisations.values()),
    )


def _surroundings(
    network: Network, groups: Groups, people: dict[str, Regard], as_of: dt.date, config: Config
) -> Surroundings:
    levels = {key: regard.trust.level for key, regard in people.items()}
    return Surroundings(
        network=network,
        config=config,
        as_of=as_of,
        there=there_now(network, as_of),
        views={key: regard.perception for key, regard in people.items()},
        notable=notable(network, people),
        introductions=introductions(network, levels, as_of),
        intros_asked=tuple(
            entry for entry in groups.happened if entry.type == "intro" and entry.line.outcome == "asked"
        ),
    )


def _capacity(network: Network, config: Config) -> int:
    stated = network.me.capacity_orgs if network.me is not None else None
    return config.capacity_orgs if stated is None else stated


def _accounts(network: Network, groups: Groups, refs: References, as_of: dt.date, config: Config) -> dict[str, Account]:
    """Of every organisation, in order of name."""
    place = desk(network, refs, as_of, config)
    ordered = sorted(network.organisations.values(), key=lambda each: (each.name.casefold(), each.name, each.key))
    return {each.key: account(each, groups.organisations.get(each.key, _EMPTY), place) for each in ordered}
