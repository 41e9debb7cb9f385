"""A name on the command line: one person or organisation, or a word that helps (SPEC §5)."""

import os
from collections.abc import Collection
from pathlib import Path

from netlead_md.linking import find, near_names
from netlead_md.linking.names import folded
from netlead_md.model.network import Network
from netlead_md.shell.misuse import Misuse


def in_vault(vault: Path, name: str) -> str:
    """The path in the vault, where the name is that of one of its files as a shell completes it; else the name."""
    file = Path(name)
    is_file = name.lower().endswith(".md") and os.path.isfile(name)  # noqa: PTH113  (False for a name too long)
    if is_file and file.resolve().is_relative_to(vault.resolve()):
        return file.resolve().relative_to(vault.resolve()).as_posix()
    return name


def one(network: Network, name: str) -> str:
    """Key of the one whom the name can only mean; raises Misuse with the candidates, or with names nearly like it."""
    known = network.people.keys() | network.organisations.keys()
    return _only(network, name, known, "is neither a person nor an organisation")


def person(network: Network, name: str) -> str:
    """Likewise, of a person who has a note."""
    known = [key for key, each in network.people.items() if each.path]
    return _only(network, name, known, "is no person with a note here")


def _only(network: Network, name: str, known: Collection[str], otherwise: str) -> str:
    if not name.strip():
        raise Misuse("the name is empty", cure=_CURE)
    found = find(network, name)
    keys = [key for key in found if key in known]
    if len(keys) > 1:
        raise Misuse(f"'{name}' may be any of: {', '.join(keys)}", cure="name one by its path")
    if not found and network.me is not None and folded(name.strip()) == folded(network.me.name):
        raise Misuse(f"'{name}' is you: figures are of others", cure="name a person or an organisation")
    if not keys:
        near = near_names(network, name)
        cure = f"did you mean {' or '.join(map(repr, near))}?" if near and not found else _CURE
        raise Misuse(f"'{name}' {otherwise}" if found else f"nobody is named '{name}'", cure=cure)
    return keys[0]


_CURE = "use the name of a note, or one of its aliases"
