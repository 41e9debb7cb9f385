"""Growth: who came new in each quarter, and through whom (SPEC §3.8)."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from netlead_md.model.book import Quarter, Regard
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry, Network


def growth(
    network: Network,
    people: Mapping[str, Regard],
    ledgers: Mapping[str, Ledger],
    intros: Sequence[Entry],
    as_of: dt.date,
) -> tuple[Quarter, ...]:
    """Every quarter from the first contact on, quiet ones too, up to that of the as-of day.

    `intros`: all introductions up to the day.
    """
    first_people = {key: each.first_contact for key, each in people.items() if each.first_contact is not None}
    first_organisations = {key: each.first_contact for key, each in ledgers.items() if each.first_contact is not None}
    through = {person.key for person in network.people.values() if person.met_through}
    through.update(key for entry in intros if entry.line.outcome == "met" for key in entry.towards)
    new_people = Counter(map(_number, first_people.values()))
    new_organisations = Counter(map(_number, first_organisations.values()))
    first = {**first_people, **first_organisations}
    introduced = Counter(_number(day) for key, day in first.items() if key in through)
    steps = Counter((_number(entry.date), entry.line.outcome or "asked") for entry in intros)
    start = min((*new_people, *new_organisations), default=_number(as_of) + 1)
    return tuple(
        Quarter(
            quarter=f"{number // 4} Q{number % 4 + 1}",
            people=new_people[number],
            organisations=new_organisations[number],
            through_introductions=introduced[number],
            asked=steps[number, "asked"],
            made=steps[number, "made"],
            met=steps[number, "met"],
        )
        for number in range(start, _number(as_of) + 1)
    )


def _number(day: dt.date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3
