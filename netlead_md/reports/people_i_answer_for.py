"""Whom am I neglecting? Those I am responsible for or to, then the inner and the close circle (SPEC §3.8, §4)."""

from itertools import chain
from math import fsum
from typing import Final

import msgspec

from netlead_md.analysis.history import hours_by_line, hours_of_groups, weekly_contacts
from netlead_md.model.book import Book, PersonSummary
from netlead_md.model.network import Person
from netlead_md.model.words import ContactState
from netlead_md.reports.formatting import (
    ANSWER,
    as_sentence,
    cadence_text,
    contact_state_text,
    join_words,
    last_contact_text,
    number_word,
    round_to_five,
)
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.wording.phrases import format_duration

TITLE: Final = "People first"
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
_STATES: Final[dict[ContactState, str]] = {
    "fine": "in touch",
    "due": "a word would be welcome",
    "overdue": "it has been long",
    "no note of contact": "nothing noted yet",
}


class CareRow(msgspec.Struct, frozen=True):
    person: NoteLink
    answer: str
    last: str
    hoped: str
    weeks: str
    """Twelve bars, this week's last."""
    hours: str
    word: str


class WelcomePerson(msgspec.Struct, frozen=True):
    """Somebody who would be glad of a word."""

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
    waiting = [one for one in mine if contact_state_text(one) != "fine"]
    # The table has room for some: those who wait come in first, and all stand by group and name.
    chosen = {one.key for one in (*waiting, *mine)[:_MOST]} if len(mine) > _MOST else {one.key for one in mine}
    linked = [one.key for one in waiting[:_WELCOME] if setting.people.name(one.key).target]
    return PeopleFirstView(
        setting.head(book, TITLE, _answer_text(setting, mine), *_LINKS),
        tuple(_care_row(book, setting, one) for one in mine if one.key in chosen),
        len(mine) - len(chosen),
        tuple(_welcome_row(setting, one) for one in waiting[:_WELCOME]),
        max(0, len(waiting) - _WELCOME),
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
        last_contact_text(regard),
        cadence_text(regard),
        "".join(_WEEK[sum(count > step for step in _STEPS)] for count in weekly_contacts(regard.entries, book.as_of)),
        _share_text(regard.hours, total),
        _STATES[contact_state_text(regard)],
    )


def _hours_with(book: Book) -> float:
    """All of mine in 365 days."""
    return fsum(channel.hours for channel in book.channels)


def _share_text(hours: float, total: float) -> str:
    percent = 100 * hours / total if total else 0.0
    if percent < _LEAST:
        return "a little" if percent > 0 else "—"
    return f"{round_to_five(percent)} %"


def _welcome_row(setting: PageContext, regard: PersonSummary) -> WelcomePerson:
    care = regard.care
    why = "no contact is noted; perhaps it only was not written down."
    if care is not None and care.days is not None:
        # Days that differ may be the same in weeks: then the time hoped for has only just passed.
        just = format_duration(care.days) == format_duration(care.cadence)
        when = "the time that you hoped for has just passed" if just else f"hoped for {cadence_text(regard)}"
        why = f"last contact {last_contact_text(regard)}, {when}; a short call is enough."
    return WelcomePerson(setting.people.name(regard.key), why)


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


def _answer_text(setting: PageContext, mine: list[PersonSummary]) -> str:
    late = [one.key for one in mine if contact_state_text(one) in ("due", "overdue")]
    names = [setting.people.plain(key) if at < _NAMED else "" for at, key in enumerate(late)]
    unknown = sum(contact_state_text(one) == "no note of contact" for one in mine)
    touch = len(mine) - len(late) - unknown
    whole = f"{number_word(len(mine))} {'person' if len(mine) == 1 else 'people'} you answer for or hold close"
    parts = [f"of {whole}, you are in touch with {number_word(touch) if touch else 'nobody'}"]
    if len(mine) == 1 and late:
        return as_sentence(f"one person you answer for or hold close; a word with {names[0]} would be welcome")
    if touch == len(mine):
        parts = [f"you are in touch with {'the' if touch == 1 else 'all'} {whole}"]
    if names:
        parts.append(f"a word with {join_words(names, _NAMED)} would be welcome")
    if unknown:
        parts.append(f"of {number_word(unknown)} no contact is noted")
    return as_sentence("; ".join(parts))
