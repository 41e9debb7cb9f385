"""A book that is begun: whose figures must be made anew, which another core can do meanwhile."""

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from netlead_md.deriving.account import Account, Help
from netlead_md.deriving.figures import Figures, figures
from netlead_md.deriving.grouping import NO_SHARE
from netlead_md.deriving.ledgers import Written
from netlead_md.deriving.memo import Made, differs
from netlead_md.deriving.payoff import Units
from netlead_md.deriving.sorting import NOTHING_COUNTED, NOTHING_SORTED, Counted, Sorted, sort_out
from netlead_md.deriving.surroundings import Surroundings
from netlead_md.deriving.world import World, world_of
from netlead_md.linking.ordered import Change
from netlead_md.model.book import Path, Regard
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry, Network


class Memory(msgspec.Struct, frozen=True):
    """What the next book can take over."""

    network: Network | None = None
    world: World | None = None
    entries: Sorted = NOTHING_SORTED
    counted: Counted = NOTHING_COUNTED
    figures: dict[str, Made[Figures]] = {}
    regards: dict[str, Made[Regard]] = {}
    people: dict[str, Regard] = {}
    helped: dict[str, Made[Help]] = {}
    accounts: dict[str, Made[Account]] = {}
    around: Surroundings | None = None
    written: dict[str, Made[Written]] = {}
    ledgers: dict[str, Ledger] = {}
    paths: dict[str, tuple[Path, ...]] = {}
    bridges: dict[str, tuple[str, ...]] = {}
    units: dict[str, Made[Units]] = {}


class Begun(msgspec.Struct, frozen=True, eq=False):
    network: Network
    world: World
    entries: Sorted
    change: Change[Entry]
    """The entries that are others than in the book before."""
    before: Memory
    given: dict[str, tuple[object, ...]]
    """Of what the figures of each organisation and person are made."""

    due: tuple[str, ...]
    """Keys of those whose figures must be made."""

    def figures(self, keys: Iterable[str]) -> Iterator[Figures]:
        """Those of some of them."""
        network, groups = self.network, self.entries.groups
        for key in keys:
            if (person := network.people.get(key)) is not None:
                yield figures(person, groups.people.get(key, NO_SHARE), self.world)
            else:
                yield figures(network.organisations[key], groups.organisations.get(key, NO_SHARE), self.world)


def begun(network: Network, as_of: dt.date, config: Config, before: Memory) -> Begun:
    """Sort out what there is; `before` is of a book of the same day and config."""
    world = world_of(network, as_of, config, before.world)
    entries, change = sort_out(network, as_of, before.network, before.entries)
    people, organisations = entries.groups.people, entries.groups.organisations
    given: dict[str, tuple[object, ...]] = {
        key: (organisations.get(key), world.spans.get(key), each.trust) for key, each in network.organisations.items()
    }
    given.update((key, (people.get(key), each.trust)) for key, each in network.people.items())
    due = [key for key, each in given.items() if differs(before.figures.get(key), each)]
    return Begun(network, world, entries, change, before, given, tuple(due))
