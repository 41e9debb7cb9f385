"""Whom am I neglecting? Those I am responsible for or to, then the inner and the close circle (SPEC §3.8, §4)."""

from itertools import chain
from math import fsum
from typing import Final

import msgspec

from netlead_md.deriving.rhythm import hours_by_line, hours_of_groups, weekly_contacts
from netlead_md.model.book import Book, Regard
from netlead_md.model.network import Person
from netlead_md.reports.care import ANSWER, hoped, last, state
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import duration, five, listed, number, sentence

TITLE: Final = "People I answer for and to"
_LINKS: Final = ("This week", "Giving and asking", "How I am seen", "Time and money", "Notes health")
_MOST: Final = 30
_WELCOME: Final = 5
_NAMED: Final = 2
_WEEK: Final = "▁▂▃▅█"
"""No contact in a week, one, two, three or four, more: the same for everybody, for nobody is measured by others."""
_STEPS: Final = (0, 1, 2, 4)
_LEAST: Final = 2.5
"""Per cent: what would be rounded to nothing."""
_GROUPS: Final = ("those you answer for and to", "the inner circle", "the close circle")
_RANK: Final = {"inner": 1, "close": 2}
_STATES: Final = {
    "fine": "in touch",
    "due": "a word would be welcome",
    "overdue": "it has been long",
    "no note of contact": "nothing noted yet",
}


class Row(msgspec.Struct, frozen=True):
    person: Name
    answer: str
    last: str
    hoped: str
    weeks: str
    """Twelve bars, this week's last."""
    hours: str
    word: str


class Welcome(msgspec.Struct, frozen=True):
    """Somebody who would be glad of a word."""

    person: Name
    why: str


class Share(msgspec.Struct, frozen=True):
    group: str
    people: int
    hours: str


class View(msgspec.Struct, frozen=True):
    head: Head
    rows: tuple[Row, ...]
    more: int
    welcome: tuple[Welcome, ...]
    welcome_more: int
    lines: tuple[str, ...]
    """To paste, once the word is spoken."""
    shares: tuple[Share, ...]
    """Empty: no hours are on record."""


def due(book: Book) -> bool:
    return any(_group(person) is not None for person in book.network.people.values())


def build(book: Book, setting: Setting) -> View:
    groups = setting.memory.once("people: mine", (book.network.people,), lambda: _mine(book))
    mine = [book.people[key] for group in groups for key in group]
    waiting = [one for one in mine if state(one) != "fine"]
    # The table has room for some: those who wait come in first, and all stand by group and name.
    chosen = {one.key for one in (*waiting, *mine)[:_MOST]} if len(mine) > _MOST else {one.key for one in mine}
    linked = [one.key for one in waiting[:_WELCOME] if setting.people.name(one.key).target]
    return View(
        setting.head(book, TITLE, _answer(setting, mine), *_LINKS),
        tuple(_row(book, setting, one) for one in mine if one.key in chosen),
        len(mine) - len(chosen),
        tuple(_welcome(setting, one) for one in waiting[:_WELCOME]),
        max(0, len(waiting) - _WELCOME),
        tuple(f"- call: {setting.people.written(key)} DETAIL" for key in linked),
        _shares(book, setting, groups),
    )


def _group(person: Person) -> int | None:
    """Place in `_GROUPS`; somebody let go stays only where I answer for them or to them."""
    if person.responsibility in ANSWER:
        return 0
    return None if person.status == "let-go" else _RANK.get(person.circle)


def _mine(book: Book) -> tuple[tuple[str, ...], ...]:
    """Keys by group, then by name: no ranking of people."""
    placed: list[list[tuple[str, str]]] = [[] for _ in _GROUPS]
    for key, person in book.network.people.items():
        group = _group(person)
        if group is not None:
            placed[group].append((person.name.casefold(), key))
    return tuple(tuple(key for _, key in sorted(group)) for group in placed)


def _row(book: Book, setting: Setting, regard: Regard) -> Row:
    person, total = book.network.people[regard.key], _hours(book)
    return Row(
        setting.people.name(regard.key),
        ANSWER.get(person.responsibility, f"{person.circle} circle"),
        last(regard),
        hoped(regard),
        "".join(_WEEK[sum(count > step for step in _STEPS)] for count in weekly_contacts(regard.entries, book.as_of)),
        _share(regard.hours, total),
        _STATES[state(regard)],
    )


def _hours(book: Book) -> float:
    """All of mine in 365 days."""
    return fsum(channel.hours for channel in book.channels)


def _share(hours: float, total: float) -> str:
    percent = 100 * hours / total if total else 0.0
    if percent < _LEAST:
        return "a little" if percent > 0 else "—"
    return f"{five(percent)} %"


def _welcome(setting: Setting, regard: Regard) -> Welcome:
    care = regard.care
    why = "no contact is noted; perhaps it only was not written down."
    if care is not None and care.days is not None:
        # Days that differ may be the same in weeks: then the time hoped for has only just passed.
        just = duration(care.days) == duration(care.cadence)
        when = "the time that you hoped for has just passed" if just else f"hoped for {hoped(regard)}"
        why = f"last contact {last(regard)}, {when}; a short call is enough."
    return Welcome(setting.people.name(regard.key), why)


def _shares(book: Book, setting: Setting, groups: tuple[tuple[str, ...], ...]) -> tuple[Share, ...]:
    total = _hours(book)
    if not total:
        return ()
    mine = chain.from_iterable(groups)
    hours = setting.memory.each("people: hours", mine, lambda key: hours_by_line(book.people[key], book))
    every = tuple(hours.values())
    spent = setting.memory.once(
        "people: spent", (groups, *every), lambda: hours_of_groups([[hours[key] for key in group] for group in groups])
    )
    return tuple(
        Share(word, len(group), _share(each, total))
        for word, group, each in zip(_GROUPS, groups, spent, strict=True)
        if group
    )


def _answer(setting: Setting, mine: list[Regard]) -> str:
    late = [one.key for one in mine if state(one) in ("due", "overdue")]
    names = [setting.people.plain(key) if at < _NAMED else "" for at, key in enumerate(late)]
    unknown = sum(state(one) == "no note of contact" for one in mine)
    touch = len(mine) - len(late) - unknown
    whole = f"{number(len(mine))} {'person' if len(mine) == 1 else 'people'} you answer for or hold close"
    parts = [f"of {whole}, you are in touch with {number(touch) if touch else 'nobody'}"]
    if len(mine) == 1 and late:
        return sentence(f"one person you answer for or hold close; a word with {names[0]} would be welcome")
    if touch == len(mine):
        parts = [f"you are in touch with {'the' if touch == 1 else 'all'} {whole}"]
    if names:
        parts.append(f"a word with {listed(names, _NAMED)} would be welcome")
    if unknown:
        parts.append(f"of {number(unknown)} no contact is noted")
    return sentence("; ".join(parts))
