"""Whom an entry concerns (SPEC §2.4): people, organisations with their weights, and the other side of introductions."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.model.entry_types import CONCERNING_EVERYBODY
from netlead_md.model.network import OrganisationWeight, Person, Role
from netlead_md.model.vocabulary import INFLUENCE
from netlead_md.model.words import EntryTypeName, NoteKind

# Which organisations a person brings in on a day, and how strongly (SPEC §2.4).


_DAY: Final = dt.timedelta(days=1)

Brought = tuple[tuple[str, float], ...]
"""(organisation, weight) pairs; the first is the primary of that day."""


class Affiliations:
    """The roles of everybody, in time."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._always: dict[str, Brought] = {}
        self._dated: dict[str, _Career] = {}
        self._through: dict[str, tuple[OrganisationWeight, ...]] = {}
        self._direct: dict[str, OrganisationWeight] = {}
        for person in people:
            if any(role.since or role.until for role in person.roles):
                self._dated[person.key] = _Career(person.roles)
            else:
                self._always[person.key] = _organisations_of(person.roles)

    def brings(self, person: str, day: dt.date) -> Brought:
        found = self._always.get(person)
        if found is None:
            career = self._dated.get(person)
            found = _organisations_of(career.on(day)) if career is not None else ()
        return found

    def through(self, person: str, day: dt.date) -> tuple[OrganisationWeight, ...]:
        """What somebody brings in, where nothing else does: without a role on that day, himself (SPEC §2.4)."""
        brought = self.brings(person, day)
        if not brought:
            return (self.direct(person),)
        if person in self._dated:
            return _weights_of(brought)
        found = self._through.get(person)
        if found is None:
            found = self._through[person] = _weights_of(brought)
        return found

    def direct(self, organisation: str) -> OrganisationWeight:
        """That an entry reaches an organisation or an individual itself; one value serves all lines of a note."""
        found = self._direct.get(organisation)
        if found is None:
            found = self._direct[organisation] = OrganisationWeight(organisation, 1.0, direct=True)
        return found

    def timeless(self, people: Iterable[str]) -> bool:
        """Whether the day makes no difference to what these people bring in."""
        return not any(person in self._dated for person in people)


class _Career:
    """The roles of one person, so that those of a day are found without a look at all others.

    The days at which a role begins or has ended part time into spans; each role stands in the few nodes of a tree that
    together cover its spans.
    """

    def __init__(self, roles: Sequence[Role]) -> None:
        self._roles = roles
        begun = {role.since for role in roles if role.since}
        ended = {role.until + _DAY for role in roles if role.until and role.until < dt.date.max}
        self._bounds = sorted(begun | ended)
        self._spans = len(self._bounds) + 1
        self._nodes: dict[int, list[int]] = {}
        for number, role in enumerate(roles):
            first = bisect_right(self._bounds, role.since) if role.since else 0
            lasting = role.until is None or role.until == dt.date.max
            last = self._spans if lasting else bisect_right(self._bounds, role.until + _DAY)  # type: ignore[operator]
            self._cover(number, first + self._spans, last + self._spans)

    def on(self, day: dt.date) -> Iterator[Role]:
        """The roles in force on a day, in their own order."""
        node = bisect_right(self._bounds, day) + self._spans
        found: list[int] = []
        while node:
            found += self._nodes.get(node, ())
            node >>= 1
        return (self._roles[number] for number in sorted(found))

    def _cover(self, number: int, first: int, end: int) -> None:
        while first < end:
            if first & 1:
                self._nodes.setdefault(first, []).append(number)
                first += 1
            if end & 1:
                end -= 1
                self._nodes.setdefault(end, []).append(number)
            first >>= 1
            end >>= 1


def is_active(role: Role, day: dt.date) -> bool:
    """Whether somebody has this role on a day."""
    return (role.since is None or role.since <= day) and (role.until is None or day <= role.until)


def has_high_influence(person: Person) -> bool:
    """Whether somebody has high influence anywhere, or for himself."""
    return person.influence == "high" or any(role.influence == "high" for role in person.roles)


def _weights_of(brought: Brought) -> tuple[OrganisationWeight, ...]:
    return tuple([OrganisationWeight(organisation, weight, direct=False) for organisation, weight in brought])


def _organisations_of(roles: Iterable[Role]) -> Brought:
    weights: dict[str, float] = {}
    for role in roles:
        weights[role.organisation] = max(weights.get(role.organisation, 0.0), INFLUENCE[role.influence] / 10)
    return tuple(weights.items())


class NoteSubject(msgspec.Struct, frozen=True):
    """What a note brings to each of its lines."""

    kind: NoteKind
    person: str = ""
    """Of a person's note."""
    people: tuple[str, ...] = ()
    """From the fields of a meeting note."""
    organisations: tuple[str, ...] = ()
    """The note's own, or those in the fields of a meeting note."""


class LinkedEntities(msgspec.Struct, frozen=True):
    """Whom a line links, its own links before those that it takes over."""

    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


class Attribution(msgspec.Struct, frozen=True):
    people: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    reach: tuple[OrganisationWeight, ...] = ()
    towards: tuple[str, ...] = ()
    talked_about: tuple[str, ...] = ()
    """Linked organisations where nobody on the line works: mentions."""


def attribute_entry(
    type_: EntryTypeName, own: NoteSubject, linked: LinkedEntities, day: dt.date, ties: Affiliations
) -> Attribution:
    """Whom a line of this type concerns on its day."""
    named = linked.people
    if own.person:
        named = _unique((own.person, *named)) if named else (own.person,)
    elif own.people:
        named = _unique((*own.people, *named))
    if type_ in CONCERNING_EVERYBODY:
        return _of_contact(own, linked, named, day, ties)
    if type_ == "connect":
        return _of_connect(own, linked, named, day, ties)
    person = own.person or _first_person(type_, own, linked, day, ties)
    people = (person,) if person else ()
    reach = _one_organisation(type_, own, linked, people, day, ties)
    towards: tuple[str, ...] = ()
    if type_ == "intro":
        reached = [each.organisation for each in reach]
        towards = tuple(
            key for key in (*linked.people, *linked.organisations) if key not in people and key not in reached
        )
    return Attribution(people, named, reach, towards)


def _of_contact(
    own: NoteSubject, linked: LinkedEntities, named: tuple[str, ...], day: dt.date, ties: Affiliations
) -> Attribution:
    if len(named) == 1 and not linked.organisations and not own.organisations:
        return Attribution(named, named, ties.through(named[0], day))
    brought: dict[str, float] = {}
    for person in named:
        for key, weight in ties.brings(person, day):
            if weight > brought.get(key, 0.0):
                brought[key] = weight
    reach = [ties.direct(key) for key in own.organisations]
    talked: list[str] = []
    for key in linked.organisations:
        if key not in own.organisations:
            if brought and key not in brought:
                talked.append(key)
            else:
                reach.append(ties.direct(key))
    if brought:
        met = {each.organisation for each in reach}
        reach += [OrganisationWeight(key, weight, direct=False) for key, weight in brought.items() if key not in met]
    reach += [ties.direct(person) for person in named if not ties.brings(person, day)]
    return Attribution(named, named, tuple(reach), (), tuple(talked))


def _of_connect(
    own: NoteSubject, linked: LinkedEntities, named: tuple[str, ...], day: dt.date, ties: Affiliations
) -> Attribution:
    """Both sides: the note's own, the linked organisations, and those of the linked people (SPEC §2.4)."""
    one = _one_organisation("connect", own, linked, named, day, ties)
    best = {each.organisation: each for each in one}
    best |= {key: ties.direct(key) for key in linked.organisations}
    for each in (each for person in named for each in ties.through(person, day)):
        if each.organisation not in best or best[each.organisation].weight < each.weight:
            best[each.organisation] = each
    reach = tuple(best.values())
    subject = own.person or (own.organisations[0] if own.organisations else named[0] if named else "")
    ours = {subject, *own.organisations, *(each.organisation for each in one)}
    towards = tuple(key for key in (*linked.people, *linked.organisations) if key not in ours)
    return Attribution(named, named, reach, towards)


def _first_person(
    type_: EntryTypeName, own: NoteSubject, linked: LinkedEntities, day: dt.date, ties: Affiliations
) -> str:
    """The first linked, the line's own links before the participants that it takes over.

    In an organisation's note an introduction often links only whom they introduced: somebody known to work elsewhere
    is the other side.
    """
    people = linked.people
    if type_ == "intro" and own.kind == "organisation":
        people = tuple(person for person in people if _may_work_there(ties.brings(person, day), own.organisations))
        return people[0] if people else ""
    return people[0] if people else own.people[0] if own.people else ""


def _may_work_there(brought: Iterable[tuple[str, float]], organisations: tuple[str, ...]) -> bool:
    keys = [key for key, _ in brought]
    return not keys or any(key in organisations for key in keys)


def _one_organisation(  # noqa: PLR0913, PLR0917 - all that the rule of SPEC §2.4 names
    type_: EntryTypeName,
    own: NoteSubject,
    linked: LinkedEntities,
    people: tuple[str, ...],
    day: dt.date,
    ties: Affiliations,
) -> tuple[OrganisationWeight, ...]:
    """The one organisation of every type that is no contact, or the individual; none where the vault knows of none."""
    if own.organisations:
        key = next((key for key in linked.organisations if key in own.organisations), own.organisations[0])
        return (ties.direct(key),)
    first = people[0] if people else ""
    of_first = ties.brings(first, day) if first else ()
    if first and not of_first and type_ in {"intro", "connect"}:
        return (ties.direct(first),)  # other links name the other side
    if own.person or (of_first and type_ in {"intro", "connect"}):
        known = {key for key, _ in of_first}
    else:
        everybody = (own.person, *own.people, *linked.people)
        known = {key for person in everybody if person for key, _ in ties.brings(person, day)}
    for key in linked.organisations:
        if not known or key in known:
            return (ties.direct(key),)
    if not of_first:
        return (ties.direct(first),) if first else ()
    primary, weight = of_first[0]
    return (OrganisationWeight(primary, weight, direct=False),)


def _unique(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
