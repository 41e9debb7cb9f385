"""What a vault can say that holds people and no dated line yet: whom not seen for longest, whom to thank."""

from collections import Counter
from typing import Final

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.vocabulary import LAST_CONTACT
from netlead_md.reports.frame import Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import duration, listed, plural

_MOST: Final = 5


class Unseen(msgspec.Struct, frozen=True):
    person: Name
    last: str


class Door(msgspec.Struct, frozen=True):
    """Somebody through whom I met others."""

    person: Name
    met: str


class DayOne(msgspec.Struct, frozen=True):
    unseen: tuple[Unseen, ...] = ()
    """The five not seen for longest, of those with a last contact on record."""
    thank: tuple[Door, ...] = ()
    word: tuple[Name, ...] = ()
    """Organisations that trust me by my own word (their `trust` field), the highest first."""


def day_one(book: Book, setting: Setting) -> DayOne:
    """Nothing once a single line of a log counts: then the other parts of the page know better."""
    network = book.network
    if any(entry.type != LAST_CONTACT for entry in network.entries):
        return DayOne()
    here = {key: one for key, one in network.people.items() if one.status == "active"}
    seen = sorted(
        (one.last_contact, here[one.key].name.lower(), one.key)
        for one in book.people.values()
        if one.key in here and one.last_contact is not None
    )
    doors = Counter(one.met_through for one in here.values() if one.met_through in here)
    ranked = sorted(doors.items(), key=lambda one: (-one[1], here[one[0]].name.lower(), one[0]))
    trusted = [one for one in network.organisations.values() if one.trust and one.status == "active"]
    trusted.sort(key=lambda one: (-(one.trust or 0), one.name.lower(), one.key))
    name = setting.people.name
    return DayOne(
        tuple(Unseen(name(key), f"{duration((book.as_of - date).days)} ago") for date, _, key in seen[:_MOST]),
        tuple(Door(name(key), plural(count, "person", "people")) for key, count in ranked[:_MOST]),
        tuple(name(one.key) for one in trusted[:_MOST]),
    )


def first_answer(first: DayOne) -> str:
    """The one sentence of such a page."""
    names = listed([one.person.text for one in first.unseen])
    return f"Not seen for longest: {names}. Write one line about whom you meet, and this page says what fits next."
