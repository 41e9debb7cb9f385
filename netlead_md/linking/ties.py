"""Which organisations a person brings in on a day, and how strongly (SPEC §2.4)."""

import datetime as dt
from collections.abc import Iterable

from netlead_md.model.network import Person, Reach, Role
from netlead_md.model.vocabulary import INFLUENCE

Brought = tuple[tuple[str, float], ...]
"""(organisation, weight) pairs; the first is the primary of that day."""


class Ties:
    """The roles of everybody, in time."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._always: dict[str, Brought] = {}
        self._dated: dict[str, tuple[Role, ...]] = {}
        self._through: dict[str, tuple[Reach, ...]] = {}
        self._direct: dict[str, Reach] = {}
        for person in people:
            if any(role.since or role.until for role in person.roles):
                self._dated[person.key] = person.roles
            else:
                self._always[person.key] = _brought(person.roles)

    def brings(self, person: str, day: dt.date) -> Brought:
        found = self._always.get(person)
        if found is None:
            roles = self._dated.get(person, ())
            found = _brought(role for role in roles if in_force(role, day))
        return found

    def through(self, person: str, day: dt.date) -> tuple[Reach, ...]:
        """What somebody brings in, where nothing else does."""
        if person in self._dated:
            return _reaches(self.brings(person, day))
        found = self._through.get(person)
        if found is None:
            found = self._through[person] = _reaches(self.brings(person, day))
        return found

    def direct(self, organisation: str) -> Reach:
        """That an entry reaches an organisation itself; one value serves all lines of a note."""
        found = self._direct.get(organisation)
        if found is None:
            found = self._direct[organisation] = Reach(organisation, 1.0, direct=True)
        return found

    def timeless(self, people: Iterable[str]) -> bool:
        """Whether the day makes no difference to what these people bring in."""
        return not any(person in self._dated for person in people)


def in_force(role: Role, day: dt.date) -> bool:
    """Whether somebody has this role on a day."""
    return (role.since is None or role.since <= day) and (role.until is None or day <= role.until)


def _reaches(brought: Brought) -> tuple[Reach, ...]:
    return tuple([Reach(organisation, weight, direct=False) for organisation, weight in brought])


def _brought(roles: Iterable[Role]) -> Brought:
    weights: dict[str, float] = {}
    for role in roles:
        weights[role.organisation] = max(weights.get(role.organisation, 0.0), INFLUENCE[role.influence] / 10)
    return tuple(weights.items())
