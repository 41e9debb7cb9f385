"""Growth of SPEC §3.8: per quarter, people and organisations with their first contact."""

import datetime as dt

from tests.reference.entries import Book
from tests.reference.vocabulary import CONTACT


def growth(book: Book) -> list[dict[str, object]]:
    people = {name: _first(book, name, person=True) for name in book.vault.people}
    organisations = {name: _first(book, name, person=False) for name in book.vault.organisations}
    firsts = [day for day in [*people.values(), *organisations.values()] if day]
    if not firsts:
        return []
    rows = []
    for quarter in _quarters(min(firsts), book.as_of):
        new_people = [name for name, day in people.items() if day and _quarter(day) == quarter]
        new_organisations = [name for name, day in organisations.items() if day and _quarter(day) == quarter]
        through = sum(_was_introduced(book, name) for name in [*new_people, *new_organisations])
        rows.append({
            "quarter": f"{quarter[0]} Q{quarter[1]}", "people": len(new_people),
            "organisations": len(new_organisations), "through_introductions": through,
        })  # fmt: skip
    return rows


def _first(book: Book, name: str, *, person: bool) -> dt.date | None:
    contacts = [e for e in book.entries if e.type in CONTACT]
    return min((e.day for e in contacts if name in (e.people if person else e.reach)), default=None)


def _quarter(day: dt.date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1


def _quarters(first: dt.date, last: dt.date) -> list[tuple[int, int]]:
    quarter, result = _quarter(first), []
    while quarter <= _quarter(last):
        result.append(quarter)
        year, number = quarter
        quarter = (year, number + 1) if number < 4 else (year + 1, 1)
    return result


def _was_introduced(book: Book, name: str) -> bool:
    """By `met_through`, or by an intro met, whenever, on whose other side they are."""
    person = book.vault.people.get(name)
    if person is not None and person.met_through:
        return True
    met = [e for e in book.entries if e.type == "intro" and e.line.word == "met"]
    return any(name in e.other_side and name not in e.reach for e in met)
