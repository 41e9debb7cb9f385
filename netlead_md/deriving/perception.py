"""How people see me: who I am now, or who I was (SPEC §3.8)."""

import datetime as dt
from collections.abc import Iterable

from netlead_md.deriving.standing import YEAR, age
from netlead_md.model.book import Perception
from netlead_md.model.network import Entry, Me, Person
from netlead_md.model.vocabulary import INFLUENCE


def perception(person: Person, entries: Iterable[Entry], me: Me | None, as_of: dt.date) -> Perception | None:
    """How this person, whose entries these are, sees me by the latest statement; None if there is none.

    A field without a date is older than every dated line. Where I state no roles, nobody can be said to be wrong.
    """
    on, seen = _latest(person, entries, as_of)
    if not seen:
        return None
    now = {_plain(role) for role in me.roles_now} if me is not None else set[str]()
    same = sum(_plain(role) in now for role in seen)
    state = "unknown" if not now else "current" if same == len(seen) else "partly" if same else "old"
    return Perception(state, seen, on, check_again=on is not None and age(on, as_of) > YEAR)


def mostly_old(views: Iterable[tuple[str, Perception | None]]) -> bool:
    """Whether old views outweigh all other known ones; each comes with the influence of the person who holds it.

    Exactly half is not most, and where nothing is known nothing is old.
    """
    old = known = 0
    for influence, view in views:
        if view is not None and view.state != "unknown":
            weight = INFLUENCE[influence]
            known += weight
            old += weight if view.state == "old" else 0
    return 2 * old > known


def _latest(person: Person, entries: Iterable[Entry], as_of: dt.date) -> tuple[dt.date | None, tuple[str, ...]]:
    said: dict[dt.date, list[str]] = {}
    if person.seen_as_on is not None and person.seen_as_on <= as_of:
        said[person.seen_as_on] = list(person.seen_as)
    for entry in entries:
        if entry.type == "seen-as" and entry.line.role and not entry.plan and entry.date <= as_of:
            said.setdefault(entry.date, []).append(entry.line.role)
    on = max((day for day, roles in said.items() if roles), default=None)
    if on is not None:
        return on, _once(said[on])
    return None, _once(person.seen_as) if person.seen_as_on is None else ()


def _once(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple({_plain(role): role for role in roles}.values())


def _plain(role: str) -> str:
    return role.strip().casefold()
