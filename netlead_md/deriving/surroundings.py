"""Who stands around an organisation: people there, whom one could introduce, which door is open (SPEC §3.6, §3.9)."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from netlead_md.deriving.introductions import Introductions
from netlead_md.model.book import Path, Perception, Regard
from netlead_md.model.config import Config
from netlead_md.model.network import Entry, Network, Person

_KNOWN = 2
"""Trust level from which somebody may be asked for, or offered as, an introduction."""
_AT_MOST = 3


class Surroundings(msgspec.Struct, frozen=True):
    """The network's answers to the case of one organisation."""

    network: Network
    config: Config
    as_of: dt.date
    there: Mapping[str, tuple[str, ...]]
    """Organisation to those with a role there now."""
    views: Mapping[str, Perception | None]
    notable: tuple[str, ...]
    """Deciders and people of high influence whom I know, best known first."""
    introductions: Introductions
    intros_asked: tuple[Entry, ...]

    def influence(self, person: Person, organisation: str) -> str:
        """What somebody can move there."""
        return next((role.influence for role in person.roles if role.organisation == organisation), "")

    def candidates(self, organisation: str, entries: Iterable[Entry]) -> tuple[str, ...]:
        """At most three whom one could introduce there: known to me, not yet introduced, not from there."""
        met = {key for entry in entries if entry.type == "connect" for key in (*entry.named, *entry.towards)}
        skip = met | set(self.there.get(organisation, ()))
        return tuple([key for key in self.notable if key not in skip][:_AT_MOST])

    def door(self, organisation: str) -> Path | None:
        """The best path of two people or more that begins with somebody whom I know and who works elsewhere."""
        return self.introductions.opening(organisation)


def notable(network: Network, regards: Mapping[str, Regard]) -> tuple[str, ...]:
    """Deciders and people of high influence of trust level 2 or more, by trust, then name."""
    found = [
        (-regards[person.key].trust.score, person.name, person.key)
        for person in network.people.values()
        if regards[person.key].trust.level >= _KNOWN and person.status != "let-go"
        if any(role.influence == "high" or role.decision_role == "decides" for role in person.roles)
    ]
    return tuple(key for _, _, key in sorted(found))
