"""Whom to thank for an introduction (SPEC §4, Introductions and growth)."""

import msgspec

from netlead_md.deriving.follow import TWO_YEARS
from netlead_md.deriving.standing import age
from netlead_md.model.book import Book
from netlead_md.model.network import Entry
from netlead_md.reports.frame import Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import month


class Thanks(msgspec.Struct, frozen=True):
    who: Name
    what: str
    whom: tuple[Name, ...]
    """To whom the introduction led, where the line says so."""
    when: str
    line: str
    """To paste; empty for somebody sensitive."""


def unthanked(book: Book, favours: tuple[Entry, ...]) -> list[tuple[str, Entry]]:
    """Whoever made an introduction in two years and got no thanks since, with the latest line; the latest first."""
    latest: dict[str, Entry] = {}
    thanked: set[str] = set()
    for entry in reversed(favours):  # those that can be thanks come before what they are for
        if age(entry.date, book.as_of) > TWO_YEARS:
            break
        if entry.type not in ("intro", "thanks") or entry.plan or entry.date > book.as_of:
            continue
        concerned = (*entry.people, *(reach.organisation for reach in entry.reach))
        if entry.type == "thanks":
            thanked.update(concerned)
            _same_day(latest, entry, concerned)
        elif entry.line.outcome in ("made", "met") and concerned and thanked.isdisjoint(concerned):
            latest.setdefault(concerned[0], entry)
    return list(latest.items())


def _same_day(latest: dict[str, Entry], thanks: Entry, concerned: tuple[str, ...]) -> None:
    """Thanks count from the day of the introduction on, in whatever order the two lines stand."""
    for key in concerned:
        if key in latest and latest[key].date == thanks.date:
            del latest[key]


def thanks(setting: Setting, key: str, entry: Entry) -> Thanks:
    met = "a meeting came of their introduction" if entry.line.outcome == "met" else "made an introduction"
    line = "" if key in setting.people.hidden else f"- thanks: {setting.people.written(key)} DETAIL"
    whom = tuple(setting.people.name(one) for one in entry.towards if one != key)
    return Thanks(setting.people.name(key), met, whom, month(entry.date), line)
