"""Organisations by the names that contacts give them, and how a field names them."""

from collections.abc import Iterable

from netlead_md.linking.names import base_name, folded
from netlead_md.model.network import Network


class Firms:
    """Those that have a note, and those that get one."""

    def __init__(self, network: Network, *, linked: bool) -> None:
        self._linked = linked
        self._targets: dict[str, tuple[str, str]] = {}
        """Folded name to what stands between `[[ ]]`, and the name of the note."""
        for key, organisation in reversed(network.organisations.items()):
            if organisation.path is not None:
                target = (network.targets.get(key, organisation.name), base_name(organisation.path))
                for name in (*organisation.aliases, organisation.name):
                    self._targets[folded(name)] = target

    def add(self, name: str, note: str) -> None:
        self._targets.setdefault(folded(name), (note, note))

    def has(self, name: str) -> bool:
        return folded(name) in self._targets

    def same(self, name: str) -> str:
        """The form in which two names of organisations are compared: a further name is the same organisation."""
        return folded(self._targets[folded(name)][1] if self.has(name) else name)

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those that have no note, each once, as first written."""
        first: dict[str, str] = {}
        for name in names:
            if not self.has(name):
                first.setdefault(folded(name), name)
        return list(first.values())

    def written(self, name: str) -> str:
        """What stands in a person's field: a link if there is a note and the vault links, else the name."""
        if not self._linked or folded(name) not in self._targets:
            return name
        target, note = self._targets[folded(name)]
        if "`" in target:  # two of them would make code of the link
            return name
        return f"[[{target}]]" if target == note == name else f"[[{target}|{_shown(name)}]]"


def _shown(name: str) -> str:
    """A name as the text of a link, without what would end the link or make code of it."""
    return name.translate(str.maketrans("|[]`\\", "/()'/"))
