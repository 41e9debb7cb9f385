"""Who is who, and where: what most of the network keeps from one edit to the next."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.network import Me, Network, Person

Spans = dict[str, tuple[tuple[dt.date | None, dt.date | None], ...]]
"""Each person with the spans of their roles in one organisation."""


class World(msgspec.Struct, frozen=True, eq=False):
    """A day, and the names and roles of everybody. One stands for all that equal it: it is compared by identity."""

    as_of: dt.date
    config: Config
    me: Me | None
    network: Network
    """The one that it was made of: only names, roles and whom to redact may be taken from here."""
    spans: Mapping[str, Spans]
    """By organisation."""
    there: Mapping[str, tuple[str, ...]]
    """Organisation to those with a role there on the day, by influence, then name."""
    eminent: tuple[str, ...]
    """Deciders and people of high influence, wherever and whenever."""


def world_of(network: Network, as_of: dt.date, config: Config, last: World | None) -> World:
    """The world of a network on a day; the last one where nothing in it differs."""
    same_day = last is not None and (as_of, config, network.me) == (last.as_of, last.config, last.me)
    if last is not None and same_day and _same_names(network, last.network):
        return last
    return World(as_of, config, network.me, network, _spans(network), _there_now(network, as_of), _eminent(network))


def _same_names(now: Network, before: Network) -> bool:
    return (
        (now.targets is before.targets or now.targets == before.targets)
        and now.projects.keys() == before.projects.keys()
        and _same_people(now.people, before.people)
        and now.organisations.keys() == before.organisations.keys()
        and all(each.name == before.organisations[key].name for key, each in now.organisations.items())
    )


def _same_people(now: Mapping[str, Person], before: Mapping[str, Person]) -> bool:
    if now is before:
        return True
    return now.keys() == before.keys() and all(
        each is before[key] or (each.roles == before[key].roles and each.sensitive == before[key].sensitive)
        for key, each in now.items()
    )


def _spans(network: Network) -> dict[str, Spans]:
    spans: dict[str, Spans] = {}
    for person in network.people.values():
        for role in person.roles:
            there = spans.setdefault(role.organisation, {})
            there[person.key] = (*there.get(person.key, ()), (role.since, role.until))
    return spans


def _eminent(network: Network) -> tuple[str, ...]:
    return tuple(
        key
        for key, person in network.people.items()
        if any(role.influence == "high" or role.decision_role == "decides" for role in person.roles)
    )


def _there_now(network: Network, as_of: dt.date) -> dict[str, tuple[str, ...]]:
    """Each organisation and those with a role there today, by influence, then name."""
    rank = {"high": 0, "medium": 1, "low": 3}
    found: dict[str, list[tuple[int, str, str]]] = {}
    for person in network.people.values():
        for role in person.roles:
            begun = role.since is None or role.since <= as_of
            if begun and (role.until is None or as_of <= role.until):
                row = (rank.get(role.influence, 2), person.name, person.key)
                found.setdefault(role.organisation, []).append(row)
    return {key: tuple(dict.fromkeys(person for _, _, person in sorted(rows))) for key, rows in found.items()}
