"""A name on the command line: one person or organisation, or a word that helps (SPEC §5)."""

from collections.abc import Collection

from netlead_md.linking import find, near_names
from netlead_md.model.network import Network
from netlead_md.shell.misuse import Misuse


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
    if not keys:
        near = near_names(network, name)
        cure = f"did you mean {' or '.join(map(repr, near))}?" if near and not found else _CURE
        raise Misuse(f"'{name}' {otherwise}" if found else f"nobody is named '{name}'", cure=cure)
    return keys[0]


_CURE = "use the name of a note, or one of its aliases"
