"""Growth: who came new in each quarter, and through whom (SPEC §3.8)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from netlead_md.model.book import Quarter
from netlead_md.model.network import Entry, Network
from netlead_md.model.vocabulary import CONTACT, LAST_CONTACT

_FIRST_TOUCH = CONTACT | {LAST_CONTACT}


def growth(network: Network, as_of: dt.date) -> tuple[Quarter, ...]:
    """Every quarter from the first contact on, quiet ones too, up to that of the as-of day.

    The first contact with somebody is the first entry of a contact type, or the day in `met` if that is earlier.
    """
    past = [entry for entry in network.entries if not entry.plan and entry.date <= as_of]
    first_people, first_organisations = _firsts(network, past, as_of)
    through = _through_an_introduction(network, past)
    people = Counter(map(_number, first_people.values()))
    organisations = Counter(map(_number, first_organisations.values()))
    first = {**first_people, **first_organisations}
    introduced = Counter(_number(day) for key, day in first.items() if key in through)
    intros = Counter((_number(each.date), each.line.outcome or "asked") for each in past if each.type == "intro")
    start = min((*people, *organisations), default=_number(as_of) + 1)
    return tuple(
        Quarter(
            quarter=f"{number // 4} Q{number % 4 + 1}",
            people=people[number],
            organisations=organisations[number],
            through_introductions=introduced[number],
            asked=intros[number, "asked"],
            made=intros[number, "made"],
            met=intros[number, "met"],
        )
        for number in range(start, _number(as_of) + 1)
    )


def _firsts(network: Network, past: Iterable[Entry], as_of: dt.date) -> tuple[dict[str, dt.date], dict[str, dt.date]]:
    people: dict[str, dt.date] = {}
    organisations: dict[str, dt.date] = {}
    for entry in past:  # oldest first
        if entry.type in _FIRST_TOUCH:
            for key in entry.people:
                people.setdefault(key, entry.date)
            for reach in entry.reach:
                organisations.setdefault(reach.organisation, entry.date)
    for person in network.people.values():
        if person.met is not None and person.met <= as_of:
            people[person.key] = min(person.met, people.get(person.key, person.met))
    return people, organisations


def _through_an_introduction(network: Network, past: Iterable[Entry]) -> set[str]:
    through = {person.key for person in network.people.values() if person.met_through}
    for entry in past:
        if entry.type == "intro" and entry.line.outcome == "met":
            through.update(entry.towards)
    return through


def _number(day: dt.date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3
