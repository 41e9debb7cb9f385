"""Whom an entry concerns (SPEC §2.4): people, organisations with their weights, and the other side of introductions."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import msgspec

from netlead_md.linking.ties import Ties
from netlead_md.model.network import Reach
from netlead_md.model.vocabulary import CONTACT, LAST_CONTACT

ALIKE: Final = dict.fromkeys((*CONTACT, LAST_CONTACT), "contact") | {"connect": "connect", "intro": "intro"}
"""Types by what `concern` asks of them: two of one sort, or two that do not stand here, concern the same."""


class Own(msgspec.Struct, frozen=True):
    """What a note brings to each of its lines."""

    kind: str
    person: str = ""
    """Of a person's note."""
    people: tuple[str, ...] = ()
    """From the fields of a meeting note."""
    organisations: tuple[str, ...] = ()
    """The note's own, or those in the fields of a meeting note."""


class Linked(msgspec.Struct, frozen=True):
    """Whom a line links, its own links before those that it takes over."""

    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


class Concern(msgspec.Struct, frozen=True):
    people: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    reach: tuple[Reach, ...] = ()
    towards: tuple[str, ...] = ()
    talked_about: tuple[str, ...] = ()
    """Linked organisations where nobody on the line works: mentions."""


def concern(type_: str, own: Own, linked: Linked, day: dt.date, ties: Ties) -> Concern:
    """Whom a line of this type concerns on its day."""
    named = linked.people
    if own.person:
        named = _unique((own.person, *named)) if named else (own.person,)
    elif own.people:
        named = _unique((*own.people, *named))
    if type_ in CONTACT or type_ == LAST_CONTACT:
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
    return Concern(people, named, reach, towards)


def _of_contact(own: Own, linked: Linked, named: tuple[str, ...], day: dt.date, ties: Ties) -> Concern:
    if len(named) == 1 and not linked.organisations and not own.organisations:
        return Concern(named, named, ties.through(named[0], day))
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
        reach += [Reach(key, weight, direct=False) for key, weight in brought.items() if key not in met]
    return Concern(named, named, tuple(reach), (), tuple(talked))


def _of_connect(own: Own, linked: Linked, named: tuple[str, ...], day: dt.date, ties: Ties) -> Concern:
    one = _one_organisation("connect", own, linked, named, day, ties)
    direct = [key for key in linked.organisations if key not in {each.organisation for each in one if each.direct}]
    reach = tuple(each for each in one if each.organisation not in direct)
    reach += tuple(ties.direct(key) for key in direct)
    subject = own.person or (own.organisations[0] if own.organisations else named[0] if named else "")
    ours = {subject, *own.organisations, *(each.organisation for each in one)}
    towards = tuple(key for key in (*linked.people, *linked.organisations) if key not in ours)
    return Concern(named, named, reach, towards)


def _first_person(type_: str, own: Own, linked: Linked, day: dt.date, ties: Ties) -> str:
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
    type_: str, own: Own, linked: Linked, people: tuple[str, ...], day: dt.date, ties: Ties
) -> tuple[Reach, ...]:
    """The one organisation of every type that is no contact; none where the vault knows of none."""
    if own.organisations:
        key = next((key for key in linked.organisations if key in own.organisations), own.organisations[0])
        return (ties.direct(key),)
    first = people[0] if people else ""
    of_first = ties.brings(first, day) if first else ()
    if of_first and (own.person or type_ in {"intro", "connect"}):
        known = {key for key, _ in of_first}
    else:
        everybody = (own.person, *own.people, *linked.people)
        known = {key for person in everybody if person for key, _ in ties.brings(person, day)}
    for key in linked.organisations:
        if not known or key in known:
            return (ties.direct(key),)
    if not of_first:
        return ()
    primary, weight = of_first[0]
    return (Reach(primary, weight, direct=False),)


def _unique(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
