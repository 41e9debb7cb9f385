"""Balance of giving and asking, and goal focus (SPEC §3.8)."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from netlead_md.analysis.decay import FOREVER, HALF_YEAR, YEAR, day_of, days_since, first_day, in_window, is_scored
from netlead_md.analysis.support import IN_TIME
from netlead_md.model.book import Perception
from netlead_md.model.entry_types import ASKS, FRUITS, GIVES, meets_condition
from netlead_md.model.ledger import ContactStatus, FollowThrough, SupportItem
from netlead_md.model.network import Entry, Organisation, Owner, Person
from netlead_md.model.vocabulary import CONTACT, INFLUENCE, LAST_CONTACT, LIVE, SOFT
from netlead_md.model.words import BalanceWord, ContactState, FollowThroughFlag, PerceptionState

_EITHER = GIVES.keys() | ASKS.keys()
_TOUCHING = CONTACT | {LAST_CONTACT, "ask"}
_ENOUGH = 6
"""G + K from which a balance is shown."""
_CONTACTS = 5
_NEAR = 3
"""Days around an ask in which a contact is not free of it."""


class GivingBalance(NamedTuple):
    """G and K in 365 days; B and its word only from G + K ≥ 6."""

    gives: int
    asks: int
    balance: float | None
    word: BalanceWord


class GoalFocus(NamedTuple):
    """Contacts with somebody in 180 days, how many of them were free of an ask and of a project, and the verdict."""

    contacts: int
    free: int
    goal_focused: bool


class BalanceCounts(NamedTuple):
    """How many entries of 365 days give, how many ask, and how many of these ask for hard support."""

    gives: int
    asks: int
    hard_asks: int


def count_gives_and_asks(entries: Iterable[Entry], as_of: dt.date) -> BalanceCounts:
    """G and K of these entries; a ticked box is a kept promise on the day on which it was kept."""
    since = first_day(as_of, YEAR)
    weighing = [entry for entry in entries if entry.type in _EITHER and since <= day_of(entry) <= as_of]
    recent = [entry for entry in weighing if is_scored(entry)]
    hard = sum(entry.type == "ask" and entry.line.kind not in SOFT for entry in recent)
    return BalanceCounts(sum(map(_is_gift, recent)), sum(map(_is_ask, recent)), hard)


def giving_balance(weighed: BalanceCounts) -> GivingBalance:
    """The balance of the whole network."""
    gives, asks, hard_asks = weighed
    if gives + asks < _ENOUGH:
        return GivingBalance(gives, asks, None, "")
    share = gives / (gives + asks)
    if share < 1 / 3:
        return GivingBalance(gives, asks, share, "asking more than giving")
    return GivingBalance(gives, asks, share, "giving without asking" if share > 9 / 10 and not hard_asks else "")


def goal_focus(entries: Iterable[Entry], as_of: dt.date) -> GoalFocus:
    """Whether the contacts with one person, whose entries these are, mostly served a goal."""
    past = [entry for entry in entries if entry.type in _TOUCHING and entry.date <= as_of and not entry.plan]
    asks = {entry.date.toordinal() for entry in past if entry.type == "ask"}
    since = as_of.toordinal() - HALF_YEAR
    contacts = [entry for entry in past if entry.type != "ask" and entry.date.toordinal() >= since]
    free = sum(not entry.project and asks.isdisjoint(_days_around(entry.date)) for entry in contacts)
    return GoalFocus(len(contacts), free, len(contacts) >= _CONTACTS and 5 * free < 2 * len(contacts))


def _days_around(day: dt.date) -> range:
    return range(day.toordinal() - _NEAR, day.toordinal() + _NEAR + 1)


def _is_gift(entry: Entry) -> bool:
    return meets_condition(GIVES, entry.type, entry.line.outcome)


def _is_ask(entry: Entry) -> bool:
    return meets_condition(ASKS, entry.type, entry.line.outcome)


# Care: how long since the last contact, measured by how often there should be one (SPEC §3.8).


TOUCH = LIVE | {"message", LAST_CONTACT}
"""What counts as being in touch. A `note` is none: it can be written without meeting anybody."""

_FIRST_TOUCH = CONTACT | {LAST_CONTACT}

_RESPONSIBILITY = {"for": 14, "both": 14, "to": 30}
_CIRCLES = {"inner": 7, "close": 30, "active": 182, "wider": 365}
_ORGANISATION = 90
_TRUSTED = 2


def person_cadence(person: Person) -> tuple[int, bool] | None:
    """Days between contacts, and whether they are the contract's default; None where nothing asks for care."""
    if person.cadence is not None:
        return person.cadence, False
    days = _RESPONSIBILITY.get(person.responsibility) or _CIRCLES.get(person.circle)
    return None if days is None else (days, True)


def organisation_cadence(organisation: Organisation, stage: int) -> tuple[int, bool] | None:
    """Days between contacts: as written, else 90 from stage 2 (trusted) on."""
    if organisation.cadence is not None:
        return organisation.cadence, False
    return (_ORGANISATION, True) if stage >= _TRUSTED else None


def last_contact(entries: Sequence[Entry], as_of: dt.date, stated: dt.date | None = None) -> dt.date | None:
    """The day of the last contact among these entries, oldest first, or the stated one if that is later.

    `stated` is the field `last_contact`: whatever else stands on that day, its writer says that there was a contact.
    """
    touches = (each.date for each in reversed(entries) if each.type in TOUCH and each.date <= as_of and not each.plan)
    last = next(touches, None)
    if stated is not None and stated <= as_of:
        return stated if last is None else max(last, stated)
    return last


def first_touch(entries: Iterable[Entry]) -> dt.date | None:
    """The day of the first contact among these entries, oldest first; here a `note` is one too (SPEC §3.8, growth)."""
    return next((entry.date for entry in entries if entry.type in _FIRST_TOUCH), None)


def contact_status(cadence: tuple[int, bool], last: dt.date | None, as_of: dt.date) -> ContactStatus:
    """Fine up to one cadence since the last contact, due up to two, then overdue."""
    every, default = cadence
    if last is None:
        return ContactStatus(every, None, "no note of contact", None, default)
    days = days_since(last, as_of)
    state: ContactState = "overdue" if days > 2 * every else "due" if days > every else "fine"
    return ContactStatus(every, days, state, last, default)


# Words and deeds: who keeps what they say, and what meetings bring (SPEC §3.4).


TWO_YEARS = 2 * YEAR
AMBER, RED = 2, 3
"""From so many promises due on, if no more than one in so many was kept."""
FOLLOWS = 14
"""Days after a live contact in which a word or a deed counts as its fruit; the same day counts."""


def follow_through(items: Sequence[SupportItem], as_of: dt.date, end: dt.date | None = None) -> FollowThrough:
    """K of n: over the pledges of the 730 days up to `end`, or to the as-of day; released ones left out."""
    kept, due = 0.0, 0
    for item in items:
        if item.source != "pledge" or item.state == "released" or days_since(item.date, end or as_of) > TWO_YEARS:
            continue
        if item.delivered is not None or (item.due is not None and days_since(item.due, as_of) > IN_TIME):
            kept += item.kept
            due += 1
    return FollowThrough(kept=kept, due=due, flag=_follow_through_flag(kept, due))


def _follow_through_flag(kept: float, due: int) -> FollowThroughFlag:
    if due >= RED and kept / due <= 1 / RED:
        return "red"
    return "amber" if due >= AMBER and kept / due <= 1 / AMBER else ""


def count_advances(entries: Sequence[Entry], as_of: dt.date) -> tuple[int, int]:
    """(a, b): of b live contacts in 365 days, a were followed within 14 days by a word or a deed."""
    fruits = sorted(day_of(entry).toordinal() for entry in entries if _is_fruit(entry))
    met = [entry.date.toordinal() for entry in in_window(entries, as_of, YEAR) if entry.type in LIVE]
    fruits.append(FOREVER)
    followed = sum(fruits[bisect_left(fruits, day)] - day <= FOLLOWS for day in met)
    return followed, len(met)


def _is_fruit(entry: Entry) -> bool:
    return meets_condition(FRUITS, entry.type, entry.line.outcome)


# How people see me: who I am now, or who I was (SPEC §3.8).


def perception_of(person: Person, entries: Iterable[Entry], me: Owner | None, as_of: dt.date) -> Perception | None:
    """How this person, whose entries these are, sees me by the latest statement; None if there is none.

    A field without a date is older than every dated line. Where I state no roles, nobody can be said to be wrong.
    """
    on, seen = _latest_view(person, entries, as_of)
    if not seen:
        return None
    now = {_plain_role(role) for role in me.roles_now} if me is not None else set[str]()
    same = sum(_plain_role(role) in now for role in seen)
    state: PerceptionState = "unknown" if not now else "current" if same == len(seen) else "partly" if same else "old"
    return Perception(state, seen, on, check_again=on is not None and days_since(on, as_of) > YEAR)


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


def _latest_view(person: Person, entries: Iterable[Entry], as_of: dt.date) -> tuple[dt.date | None, tuple[str, ...]]:
    said: dict[dt.date, list[str]] = {}
    if person.seen_as_on is not None and person.seen_as_on <= as_of:
        said[person.seen_as_on] = list(person.seen_as)
    for entry in entries:
        if entry.type == "seen-as" and entry.line.role and not entry.plan and entry.date <= as_of:
            said.setdefault(entry.date, []).append(entry.line.role)
    on = max((day for day, roles in said.items() if roles), default=None)
    if on is not None:
        return on, _distinct_roles(said[on])
    return None, _distinct_roles(person.seen_as) if person.seen_as_on is None else ()


def _distinct_roles(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple({_plain_role(role): role for role in roles}.values())


def _plain_role(role: str) -> str:
    return role.strip().casefold()
