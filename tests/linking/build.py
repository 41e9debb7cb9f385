"""Vaults in a few lines: paths and texts in, a network out."""

import textwrap
from collections.abc import Mapping

from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind
from netlead_md.model.network import Entry, Network
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, daily_note_date, read_note


def notes_of(vault: Mapping[str, str], config: Config | None = None) -> list[Note]:
    config = config or Config()
    words = build_keywords(config)
    return [
        read_note(path, textwrap.dedent(text).lstrip("\n"), day=daily_note_date(path, config.dailies), words=words)
        for path, text in vault.items()
    ]


def network_of(vault: Mapping[str, str], config: Config | None = None, files: tuple[str, ...] = ()) -> Network:
    return link(notes_of(vault, config), config or Config(), files)


def faults_of(network: Network, trouble: FaultKind) -> list[tuple[str, tuple[str, ...]]]:
    return [(fault.path, fault.words) for fault in network.faults if fault.trouble == trouble]


def the_fault(network: Network) -> Fault:
    """The only fault that there is."""
    assert len(network.faults) == 1, network.faults
    return network.faults[0]


def the_entry(network: Network, type_: str) -> Entry:
    """The only entry of a type."""
    found = [entry for entry in network.entries if entry.type == type_]
    assert len(found) == 1, network.entries
    return found[0]


def reached(entry: Entry) -> dict[str, tuple[float, bool]]:
    """Organisation to weight, and whether directly."""
    return {each.organisation: (each.weight, each.direct) for each in entry.reach}
