"""Growth: who came new in each quarter, and through whom (SPEC §3.8)."""

import datetime as dt
from collections import Counter

from netlead_md.model.book import Quarter
from netlead_md.model.network import Entry, Network
from netlead_md.model.vocabulary import CONTACT, LAST_CONTACT

_FIRST_TOUCH = CONTACT | {LAST_CONTACT}


def growth(network: Network, as_of: dt.date) -> tuple[Quarter, ...]:
    """Every quarter from the first contact on, quiet ones too, up to that of the as-of day.

    The first contact with somebody is the first entry of a contact type, or the day in `met` if that is earlier.
    """
    first_people, first_organisations, intros = _survey(network, as_of)
    through = {person.key for person in network.people.values() if person.met_through}
    through.update(key for entry in intros if entry.line.outcome == "met" for key in entry.towards)
    people = Counter(map(_number, first_people.values()))
    organisations = Counter(map(_number, first_organisations.values()))
    first = {**first_people, **first_organisations}
    introduced = Counter(_number(day) for key, day in first.items() if key in through)
    steps = Counter((_number(entry.date), entry.line.outcome or "asked") for entry in intros)
    start = min((*people, *organisations), default=_number(as_of) + 1)
    return tuple(
        Quarter(
            quarter=f"{number // 4} Q{number % 4 + 1}",
            people=people[number],
            organisations=organisations[number],
            through_introductions=introduced[number],
            asked=steps[number, "asked"],
            made=steps[number, "made"],
            met=steps[number, "met"],
        )
        for number in range(start, _number(as_of) + 1)
    )


def _survey(network: Network, as_of: dt.date) -> tuple[dict[str, dt.date], dict[str, dt.date], list[Entry]]:
    """First contacts of people and of organisations, and all introductions, in one walk over the entries."""
    people = {each.key: each.met for each in network.people.values() if each.met is not None and each.met <= as_of}
    organisations: dict[str, dt.date] = {}
    intros: list[Entry] = []
    for entry in network.entries:  # oldest first
        if entry.type in _FIRST_TOUCH and entry.date <= as_of and not entry.plan:
            for key in entry.people:
                if key not in people or entry.date < people[key]:
                    people[key] = entry.date
            for reach in entry.reach:
                organisations.setdefault(reach.organisation, entry.date)
        elif entry.type == "intro" and entry.date <= as_of and not entry.plan:
            intros.append(entry)
    return people, organisations, intros


def _number(day: dt.date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3
