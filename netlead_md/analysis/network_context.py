"""Who stands around an organisation: people there, whom one could introduce, which door is open (SPEC §3.6, §3.9)."""

from collections.abc import Iterable, Mapping
from itertools import islice

import msgspec

from netlead_md.analysis.introductions import Introductions, build_introductions
from netlead_md.analysis.network_index import NetworkIndex
from netlead_md.model.book import IntroductionPath, PersonSummary
from netlead_md.model.network import Entry, Network, Person

_KNOWN = 2
"""Trust level from which somebody may be asked for, or offered as, an introduction."""
_AT_MOST = 3


class NetworkContext(msgspec.Struct, frozen=True, eq=False):
    """The network's answers to the case of one organisation."""

    network: Network
    world: NetworkIndex
    regards: Mapping[str, PersonSummary]
    levels: Mapping[str, int]
    """Trust levels of people."""
    notable: tuple[str, ...]
    """Deciders and people of high influence whom I know, best known first."""
    introductions: Introductions
    intros: tuple[Entry, ...]
    """All introductions up to the day, oldest first."""

    def there(self, organisation: str) -> tuple[Person, ...]:
        """Those with a role there now, the influential first."""
        if organisation in self.network.people:  # an individual
            return (self.network.people[organisation],)
        return tuple([self.network.people[key] for key in self.world.there.get(organisation, ())])

    def influence(self, person: Person, organisation: str) -> str:
        """What somebody can move there."""
        if person.key == organisation:
            return person.influence
        return next((role.influence for role in person.roles if role.organisation == organisation), "")

    def belonging(self, organisation: str) -> frozenset[str]:
        """Everybody who has, had or will have a role there; of an individual himself."""
        alone = (organisation,) if organisation in self.network.people else ()
        return frozenset((*self.world.spans.get(organisation, ()), *alone))


class OutsideContacts:
    """What those who work elsewhere can do for the case of one organisation; remembers whether anybody asked."""

    def __init__(self, around: NetworkContext, organisation: str, entries: Iterable[Entry]) -> None:
        self.looked_at = False
        self._around = around
        self._organisation = organisation
        self._entries = entries

    def candidates(self) -> tuple[str, ...]:
        """At most three whom one could introduce there: known to me, not yet introduced there, and not known there."""
        self.looked_at = True
        people, here = self._around.network.people, self._around.belonging(self._organisation)
        known = {key for entry in self._entries for key in (*entry.named, *entry.towards)}
        known |= here
        for key in here:
            known.update(each.person for each in people[key].knows)
            known.add(people[key].met_through)
        found = (
            key
            for key in self._around.notable
            if key not in known
            and people[key].met_through not in here
            and here.isdisjoint(each.person for each in people[key].knows)
        )
        return tuple(islice(found, _AT_MOST))

    def door(self) -> IntroductionPath | None:
        """The best path of two people or more that begins with somebody whom I know and who works elsewhere."""
        self.looked_at = True
        return self._around.introductions.opening(self._organisation)

    def intros_asked(self) -> tuple[Entry, ...]:
        """Of the whole network: where I asked for an introduction, up to the as-of day, oldest first."""
        self.looked_at = True
        return tuple([entry for entry in self._around.intros if entry.line.outcome == "asked"])


def build_context(
    network: Network,
    world: NetworkIndex,
    regards: Mapping[str, PersonSummary],
    intros: tuple[Entry, ...],
    last: NetworkContext | None,
) -> NetworkContext:
    """What stands around the organisations; paths are sought anew only where one may have changed."""
    levels = {key: regard.trust.level for key, regard in regards.items()}
    if last is not None and last.network.people is network.people and (last.intros, last.levels) == (intros, levels):
        doors = last.introductions
    else:
        doors = build_introductions(network, levels, world.as_of, intros)
    found = _notable_people(network, world, regards)
    if last is not None and found == last.notable:
        found = last.notable
    return NetworkContext(network, world, regards, levels, found, doors, intros)


def _notable_people(network: Network, world: NetworkIndex, regards: Mapping[str, PersonSummary]) -> tuple[str, ...]:
    """Deciders and people of high influence of trust level 2 or more, by trust, then name."""
    found = [
        (-regards[key].trust.score, network.people[key].name, key)
        for key in world.eminent
        if regards[key].trust.level >= _KNOWN and network.people[key].status != "let-go"
    ]
    return tuple(key for _, _, key in sorted(found))
