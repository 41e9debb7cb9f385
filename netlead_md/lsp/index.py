"""The vault as it was last seen whole, with the tables that make answers quick. Never changed, only replaced."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from netlead_md.linking import LinkResolver
from netlead_md.linking.link_resolver import normalise_name
from netlead_md.model.diagnostics import Diagnostic, DiagnosticRun
from netlead_md.model.network import Network, Organisation, Person, Project
from netlead_md.rules import diagnose
from netlead_md.vault.session import VaultState

Entity = Person | Organisation | Project


class WorkspaceIndex(msgspec.Struct, frozen=True):
    state: VaultState
    resolver: LinkResolver
    aliases: Mapping[str, Sequence[str]]
    """Folded alias to the paths of the notes that have it."""
    diagnostics: Mapping[str, Sequence[Diagnostic]]
    """By path."""
    texts: Mapping[str, str]
    """The unsaved texts that this was seen with."""
    diagnosed: DiagnosticRun | None = None
    """What the rules said; the next sight asks them only of what may differ."""

    @property
    def network(self) -> Network:
        return self.state.book.network


class NotePosition(msgspec.Struct, frozen=True):
    """A position in a note, in our lines and columns, with the sight and the text to answer from."""

    sight: WorkspaceIndex
    path: str
    text: str
    line: int
    column: int


def build_workspace_index(
    state: VaultState, texts: Mapping[str, str], last: WorkspaceIndex | None = None
) -> WorkspaceIndex:
    """Make the tables, and ask every rule of what may differ from the last sight."""
    network = state.book.network
    aliases: dict[str, list[str]] = {}
    for card in list_entities(network):
        for alias in () if isinstance(card, Project) else card.aliases:
            aliases.setdefault(normalise_name(alias), []).append(card.key)
    found: dict[str, list[Diagnostic]] = {}
    known = last.diagnosed if last is not None else None
    diagnosed = diagnose(state.book, state.notes, state.faults, state.config, known)
    for each in diagnosed.diagnostics:
        found.setdefault(each.path, []).append(each)
    return WorkspaceIndex(state, LinkResolver.of((*network.files, *state.notes)), aliases, found, texts, diagnosed)


def list_entities(network: Network) -> Iterator[Entity]:
    """Everybody and everything of ours that has a name, by kind and in order of key."""
    for table in (network.people, network.organisations, network.projects):
        yield from (table[key] for key in sorted(table))


def find_entity(network: Network, key: str) -> Entity | None:
    return network.people.get(key) or network.organisations.get(key) or network.projects.get(key)
