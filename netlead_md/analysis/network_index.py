"""Who is who, and where: what most of the network keeps from one edit to the next."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from netlead_md.linking.attribution import has_high_influence, is_active
from netlead_md.model.config import Config
from netlead_md.model.network import Network

Spans = dict[str, tuple[tuple[dt.date | None, dt.date | None], ...]]
"""Each person with the spans of their roles in one organisation."""


class NetworkIndex(msgspec.Struct, frozen=True, eq=False):
    """A day, and who everybody is on it."""

    network: Network
    as_of: dt.date
    config: Config
    spans: Mapping[str, Spans]
    """By organisation."""
    there: Mapping[str, tuple[str, ...]]
    """Organisation to those with a role there on the day, by influence, then name."""
    eminent: tuple[str, ...]
    """Deciders and people of high influence, wherever and whenever."""
    marks: tuple[frozenset[str], frozenset[str]]
    """Sensitive people and those of high influence: whatever line names one of them may be told in other words."""


def build_index(network: Network, as_of: dt.date, config: Config, last: NetworkIndex | None) -> NetworkIndex:
    """The world of a network on a day; `last` is that of another network on the same day."""
    if last is not None and network.people is last.network.people:
        return msgspec.structs.replace(last, network=network)
    people = network.people.items()
    marks = (
        frozenset(key for key, person in people if person.sensitive),
        frozenset(key for key, person in people if has_high_influence(person)),
    )
    if last is not None and last.marks == marks:
        marks = last.marks
    return NetworkIndex(
        network, as_of, config, _role_spans(network), _there_now(network, as_of), _influential_people(network), marks
    )


def _role_spans(network: Network) -> dict[str, Spans]:
    spans: dict[str, Spans] = {}
    for person in network.people.values():
        for role in person.roles:
            there = spans.setdefault(role.organisation, {})
            there[person.key] = (*there.get(person.key, ()), (role.since, role.until))
    return spans


def _influential_people(network: Network) -> tuple[str, ...]:
    return tuple(
        key
        for key, person in network.people.items()
        if has_high_influence(person) or any(role.decision_role == "decides" for role in person.roles)
    )


def _there_now(network: Network, as_of: dt.date) -> dict[str, tuple[str, ...]]:
    """Each organisation and those with a role there today, by influence, then name."""
    rank = {"high": 0, "medium": 1, "low": 3}
    found: dict[str, list[tuple[int, str, str]]] = {}
    for person in network.people.values():
        for role in person.roles:
            if is_active(role, as_of):
                row = (rank.get(role.influence, 2), person.name, person.key)
                found.setdefault(role.organisation, []).append(row)
    return {key: tuple(dict.fromkeys(person for _, _, person in sorted(rows))) for key, rows in found.items()}
