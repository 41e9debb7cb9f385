"""A name on the command line: one person or organisation, or a word that helps (SPEC §5)."""

from netlead_md.linking import find, near_names
from netlead_md.model.network import Network
from netlead_md.shell.misuse import Misuse


def one(network: Network, name: str) -> str:
    """Key of the one whom the name can only mean; raises Misuse with the candidates, or with names nearly like it."""
    known = network.people.keys() | network.organisations.keys()
    keys = [key for key in find(network, name) if key in known]
    if len(keys) > 1:
        raise Misuse(f"'{name}' may be any of: {', '.join(keys)}", cure="name one by its path")
    if not keys:
        near = near_names(network, name)
        cure = (
            f"did you mean {' or '.join(map(repr, near))}?" if near else "use the name of a note, or one of its aliases"
        )
        raise Misuse(f"nobody is named '{name}'", cure=cure)
    return keys[0]
