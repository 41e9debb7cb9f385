"""The vault as it was last seen whole, with the tables that make answers quick. Never changed, only replaced."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from netlead_md.linking import Resolver
from netlead_md.linking.names import folded
from netlead_md.model.network import Network, Organisation, Person, Project
from netlead_md.model.page import Diagnostic
from netlead_md.rules import diagnose
from netlead_md.shell.session import State

Card = Person | Organisation | Project


class At(msgspec.Struct, frozen=True):
    """A position in a note, in our lines and columns, with the sight and the text to answer from."""

    sight: "Sight"
    path: str
    text: str
    line: int
    column: int


class Sight(msgspec.Struct, frozen=True):
    state: State
    resolver: Resolver
    aliases: Mapping[str, Sequence[str]]
    """Folded alias to the paths of the notes that have it."""
    diagnostics: Mapping[str, Sequence[Diagnostic]]
    """By path."""
    texts: Mapping[str, str]
    """The unsaved texts that this was seen with."""

    @property
    def network(self) -> Network:
        return self.state.book.network


def sight_of(state: State, texts: Mapping[str, str]) -> Sight:
    """Make the tables, and ask every rule."""
    network = state.book.network
    aliases: dict[str, list[str]] = {}
    for card in cards(network):
        for alias in () if isinstance(card, Project) else card.aliases:
            aliases.setdefault(folded(alias), []).append(card.key)
    found: dict[str, list[Diagnostic]] = {}
    for each in diagnose(state.book, state.notes, state.faults, state.config).diagnostics:
        found.setdefault(each.path, []).append(each)
    return Sight(state, Resolver.of((*network.files, *state.notes)), aliases, found, texts)


def cards(network: Network) -> Iterator[Card]:
    """Everybody and everything of ours that has a name, by kind and in order of key."""
    for table in (network.people, network.organisations, network.projects):
        yield from (table[key] for key in sorted(table))


def card(network: Network, key: str) -> Card | None:
    return network.people.get(key) or network.organisations.get(key) or network.projects.get(key)
