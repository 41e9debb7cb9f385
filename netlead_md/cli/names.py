"""A name on the command line: one person or organisation, or a word that helps (SPEC §5)."""

import os
from collections.abc import Collection
from pathlib import Path

from netlead_md.linking import find_entities, suggest_entity_names
from netlead_md.linking.link_resolver import normalise_name
from netlead_md.model.network import Network
from netlead_md.vault.errors import UserError
from netlead_md.vault.real_path import resolve_links


def resolve_in_vault(vault: Path, name: str) -> str:
    """The path in the vault, where the name is that of one of its files as a shell completes it; else the name."""
    file = Path(name)
    is_file = name.lower().endswith(".md") and os.path.isfile(name)  # noqa: PTH113  (False for a name too long)
    if is_file and resolve_links(file).is_relative_to(resolve_links(vault)):
        return resolve_links(file).relative_to(resolve_links(vault)).as_posix()
    return name


def resolve_entity(network: Network, name: str) -> str:
    """Key of the one whom the name can only mean; raises Misuse with the candidates, or with names nearly like it."""
    known = network.people.keys() | network.organisations.keys()
    return _resolve_single(network, name, known, "is neither a person nor an organisation")


def resolve_person(network: Network, name: str) -> str:
    """Likewise, of a person who has a note."""
    known = [key for key, each in network.people.items() if each.path]
    return _resolve_single(network, name, known, "is no person with a note here")


def _resolve_single(network: Network, name: str, known: Collection[str], otherwise: str) -> str:
    if not name.strip():
        raise UserError("the name is empty", hint=_CURE)
    found = find_entities(network, name)
    keys = [key for key in found if key in known]
    if len(keys) > 1:
        raise UserError(f"'{name}' may be any of: {', '.join(keys)}", hint="name one by its path")
    if not found and network.me is not None and normalise_name(name.strip()) == normalise_name(network.me.name):
        raise UserError(f"'{name}' is you: figures are of others", hint="name a person or an organisation")
    if not keys:
        near = suggest_entity_names(network, name)
        hint = f"did you mean {' or '.join(map(repr, near))}?" if near and not found else _CURE
        raise UserError(f"'{name}' {otherwise}" if found else f"nobody is named '{name}'", hint=hint)
    return keys[0]


_CURE = "use the name of a note, or one of its aliases"
