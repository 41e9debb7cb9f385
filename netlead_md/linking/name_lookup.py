"""Names on the command line: here aliases count as well (SPEC §2.1)."""

from collections.abc import Iterator

from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.model.network import Network, Organisation, Person, Project
from netlead_md.parsing.suggestions import suggest_names


def find_entities(network: Network, name: str) -> tuple[str, ...]:
    """Keys of all people, organisations and projects that a name can mean: by path, else by name, else by alias."""
    wanted = normalise_name(name.strip().replace("\\", "/"))  # no name holds a backslash; a path of Windows does
    wanted = wanted.removeprefix("[[").removesuffix("]]").removesuffix(".md").strip("/")
    for rank in range(3):
        keys = sorted({key for key, names in _entity_names(network) if wanted in names[rank]})
        if keys:
            return tuple(keys)
    return ()


def suggest_entity_names(network: Network, name: str, limit: int = 3) -> tuple[str, ...]:
    """Names of which this one may be a slip or a part, nearest first."""
    names = {normalise_name(link_name(text)): text for _, forms in _entity_names(network) for text in forms[3]}
    return tuple(names[text] for text in suggest_names(normalise_name(name), names, limit))


def _entity_names(network: Network) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Key, and its forms: path, name, aliases (all folded), and names as written."""
    every: tuple[Person | Organisation | Project, ...] = (
        *network.people.values(),
        *network.organisations.values(),
        *network.projects.values(),
    )
    for card in every:
        aliases = () if isinstance(card, Project) else card.aliases
        path = normalise_name(card.path or card.key).removesuffix(".md")
        yield (
            card.key,
            ((path,), (normalise_name(card.name),), tuple(map(normalise_name, aliases)), (card.name, *aliases)),
        )
