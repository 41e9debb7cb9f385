"""Whom am I neglecting? Those I am responsible for or to, then the inner and the close circle (SPEC §3.8, §4)."""

import datetime as dt
from itertools import chain
from math import fsum
from typing import Final

import msgspec

from netlead_md.analysis.decay import add_days
from netlead_md.analysis.history import hours_by_line, hours_of_groups, weekly_contacts
from netlead_md.model.book import Book, PersonSummary
from netlead_md.model.network import Person
from netlead_md.reports.formatting import (
    ANSWER,
    as_sentence,
    cadence_text,
    join_words,
    number_word,
    round_to_five,
)
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.wording.phrases import format_day

TITLE: Final = "People first"
_LINKS: Final = ("This week", "Giving and asking", "How I am seen", "Time and money", "Notes health")
_MOST: Final = 30
_WELCOME: Final = 5
_NAMED: Final = 2
_SOON: Final = 7
"""Days after the latest line up to which somebody's turn comes next."""
_WEEK: Final = "▁▂▃▅█"
"""No contact in a week, one, two, three or four, more: the same for everybody, for nobody is measured by others."""
_STEPS: Final = (0, 1, 2, 4)
_LEAST: Final = 2.5
"""Per cent: what would be rounded to nothing."""
_GROUPS: Final = ("those you answer for and to", "the inner circle", "the close circle")
_RANK: Final = {"inner": 1, "close": 2}


class CareRow(msgspec.Struct, frozen=True):
    person: NoteLink
    answer: str
    last: str
    hoped: str
    weeks: str
    """Twelve bars, the week of the latest line last."""
    hours: str
    by: str
    """The day by which you hoped to have spoken again; empty: no contact is noted."""


class WelcomePerson(msgspec.Struct, frozen=True):
    """Somebody whose turn comes next."""

    person: NoteLink
    why: str


class HoursShare(msgspec.Struct, frozen=True):
    group: str
    people: int
    hours: str


class PeopleFirstView(msgspec.Struct, frozen=True):
    head: PageHeader
    rows: tuple[CareRow, ...]
    more: int
    welcome: tuple[WelcomePerson, ...]
    welcome_more: int
    lines: tuple[str, ...]
    """To paste, once the word is spoken."""
    shares: tuple[HoursShare, ...]
    """Empty: no hours are on record."""


def due(book: Book) -> bool:
    return any(_group_of(person) is not None for person in book.network.people.values())


def build(book: Book, setting: PageContext) -> PeopleFirstView:
    groups = setting.memory.once("people: mine", (book.network.people,), lambda: _people_by_group(book))
    mine = [book.people[key] for group in groups for key in group]
    waiting = sorted(mine, key=_next_day)  # of equals, by closeness and name
    # The table has room for some: those whose day comes first, and all stand by group and name.
    chosen = {one.key for one in waiting[:_MOST]}
    soon = add_days(book.as_of, _SOON)
    turns = [one for at, one in enumerate(waiting[:_WELCOME]) if not at or _next_day(one) <= soon]
    linked = [one.key for one in turns if setting.people.name(one.key).target]
    return PeopleFirstView(
        setting.settled_head(book, TITLE, _answer_text(setting, waiting), *_LINKS),
        tuple(_care_row(book, setting, one) for one in mine if one.key in chosen),
        len(mine) - len(chosen),
        tuple(_welcome_row(setting, one) for one in turns),
        len(waiting) - len(turns),
        tuple(f"- call: {setting.people.written(key)} DETAIL" for key in linked),
        _hours_shares(book, setting, groups),
    )


def _group_of(person: Person) -> int | None:
    """Place in `_GROUPS`; somebody let go stays only where I answer for them or to them."""
    if person.responsibility in ANSWER:
        return 0
    return None if person.status == "let-go" else _RANK.get(person.circle)


def _people_by_group(book: Book) -> tuple[tuple[str, ...], ...]:
    """Keys by group, then by name: no ranking of people."""
    placed: list[list[tuple[str, str]]] = [[] for _ in _GROUPS]
    for key, person in book.network.people.items():
        group = _group_of(person)
        if group is not None:
            placed[group].append((person.name.casefold(), key))
    return tuple(tuple(key for _, key in sorted(group)) for group in placed)


def _care_row(book: Book, setting: PageContext, regard: PersonSummary) -> CareRow:
    person, total = book.network.people[regard.key], _hours_with(book)
    return CareRow(
        setting.people.name(regard.key),
        ANSWER.get(person.responsibility, f"{person.circle} circle"),
        _last_day(regard),
        cadence_text(regard),
        "".join(_WEEK[sum(count > step for step in _STEPS)] for count in weekly_contacts(regard.entries, book.as_of)),
        _share_text(regard.hours, total),
        format_day(_next_day(regard)) if regard.last_contact is not None else "",
    )


def _next_day(regard: PersonSummary) -> dt.date:
    """By when the next word was hoped for; of whom no contact is noted, at once."""
    care = regard.care
    if care is None or care.last is None:
        return dt.date.min
    return add_days(care.last, care.cadence)


def _hours_with(book: Book) -> float:
    """All of mine in 365 days."""
    return fsum(channel.hours for channel in book.channels)


def _share_text(hours: float, total: float) -> str:
    percent = 100 * hours / total if total else 0.0
    if percent < _LEAST:
        return "a little" if percent > 0 else "—"
    return f"{round_to_five(percent)} %"


def _welcome_row(setting: PageContext, regard: PersonSummary) -> WelcomePerson:
    why = "no contact is noted; perhaps it only was not written down."
    if regard.last_contact is not None:
        hoped = f"hoped for {cadence_text(regard)}, so by {format_day(_next_day(regard))}"
        why = f"last contact {_last_day(regard)}, {hoped}; a short call is enough."
    return WelcomePerson(setting.people.name(regard.key), why)


def _last_day(regard: PersonSummary) -> str:
    return format_day(regard.last_contact) if regard.last_contact is not None else "no note of contact"


def _hours_shares(book: Book, setting: PageContext, groups: tuple[tuple[str, ...], ...]) -> tuple[HoursShare, ...]:
    total = _hours_with(book)
    if not total:
        return ()
    mine = chain.from_iterable(groups)
    hours = setting.memory.each("people: hours", mine, lambda key: hours_by_line(book.people[key], book))
    every = tuple(hours.values())
    spent = setting.memory.once(
        "people: spent", (groups, *every), lambda: hours_of_groups([[hours[key] for key in group] for group in groups])
    )
    return tuple(
        HoursShare(word, len(group), _share_text(each, total))
        for word, group, each in zip(_GROUPS, groups, spent, strict=True)
        if group
    )


def _answer_text(setting: PageContext, waiting: list[PersonSummary]) -> str:
    """`waiting`: all of them, by the day of their next word."""
    unknown = sum(one.last_contact is None for one in waiting)
    dated = [one for one in waiting if one.last_contact is not None]
    whole = f"{number_word(len(waiting))} {'person' if len(waiting) == 1 else 'people'} you answer for or hold close"
    parts = [whole]
    if dated:
        names = [f"{setting.people.plain(one.key)} by {format_day(_next_day(one))}" for one in dated[:_NAMED]]
        parts = [f"{whole}: {names[0]}"]
        if len(waiting) > 1:
            parts = [f"of {whole}, the next word is for {join_words(names)}"]
    if unknown:
        parts.append(f"of {number_word(unknown)} no contact is noted")
    return as_sentence("; ".join(parts))
