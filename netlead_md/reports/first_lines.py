"""What a page can say of a vault without log lines: who is there, and first lines to write about them (SPEC §4)."""

from collections.abc import Mapping
from typing import Final

import msgspec

from netlead_md.analysis.labels import link_markup
from netlead_md.model.book import Book
from netlead_md.model.network import Person
from netlead_md.model.vocabulary import LAST_CONTACT
from netlead_md.reports.page_context import NoteLink, PageContext
from netlead_md.wording.phrases import pluralise

YOUNG: Final = 12
"""Log lines up to which a vault is new to them: the page of the first day stands beside what they tell."""
_MOST_ROWS: Final = 8
_MOST_NAMES: Final = 5
_MOST_LINES: Final = 3
_MOST_DOORS: Final = 3
_NOBODY: Final = "[[NAME]]"
"""Stands for a name where the vault holds nobody."""


class StaffRow(msgspec.Struct, frozen=True):
    """An organisation, or none, and the people of the notes who are there."""

    organisation: NoteLink | None
    people: tuple[NoteLink, ...]
    """At most five, by name."""
    more: int


class Door(msgspec.Struct, frozen=True):
    """Somebody who knows the people of an organisation."""

    organisation: NoteLink
    people: tuple[NoteLink, ...]
    """The way to it, from me on."""


def count_log_lines(book: Book, enough: int = YOUNG) -> int:
    """Entries that stand on a line or in a meeting note; counting ends at `enough`."""
    count = 0
    for entry in book.network.entries:
        count += entry.type != LAST_CONTACT
        if count >= enough:
            break
    return count


def active_people(book: Book) -> dict[str, Person]:
    return {key: one for key, one in book.network.people.items() if one.status == "active"}


def staff_rows(book: Book, setting: PageContext) -> tuple[StaffRow, ...]:
    """Who is there, by organisation: those with most people first, whoever has none at the end."""
    there: dict[str, list[str]] = {}
    people = active_people(book)
    for key, person in people.items():
        there.setdefault(person.roles[0].organisation if person.roles else "", []).append(key)
    names = {key: setting.people.plain(key).lower() for key in there if key}
    ranked = sorted(there.items(), key=lambda item: (not item[0], -len(item[1]), names.get(item[0], ""), item[0]))
    return tuple(
        StaffRow(
            setting.people.name(key) if key else None,
            tuple(setting.people.name(each) for each in _by_name(keys, people)[:_MOST_NAMES]),
            max(0, len(keys) - _MOST_NAMES),
        )
        for key, keys in ranked[:_MOST_ROWS]
    )


def _by_name(keys: list[str], people: Mapping[str, Person]) -> list[str]:
    return sorted(keys, key=lambda key: (people[key].name.lower(), key))


def open_doors(book: Book, setting: PageContext) -> tuple[Door, ...]:
    """The best ways to three organisations that lead over somebody else, the surest first."""
    ways = [
        way
        for key, paths in book.introductions.items()
        if book.ledgers[key].side != "let-go" and (way := next((each for each in paths if len(each.people) > 1), None))
    ]
    ways.sort(key=lambda way: (-way.score, setting.people.plain(way.target).lower(), way.target))
    return tuple(
        Door(setting.people.name(way.target), tuple(map(setting.people.name, way.people))) for way in ways[:_MOST_DOORS]
    )


def first_lines(book: Book, setting: PageContext) -> tuple[str, ...]:
    """Up to three lines to write about people of the vault: not seen for longest first, then by name.

    Whoever is sensitive is left out. Of a vault without people they name its organisations, else nobody.
    """
    people = {key: one for key, one in active_people(book).items() if key not in setting.people.hidden}
    seen = {one.key: one.last_contact for one in book.people.values() if one.last_contact is not None}
    ranked = sorted(people, key=lambda key: (key not in seen, str(seen.get(key)), people[key].name.lower(), key))
    words = ("call 20m: with {}, how they are", "meeting 1h: with {}, their year", "message: to {}, with thanks")
    lines = [f"- {text.format(setting.people.written(key))}" for text, key in zip(words, ranked, strict=False)]
    return tuple(lines[:_MOST_LINES]) or (f"- meeting 1h: with {first_organisations(book, setting)[0]}, first talk",)


def first_organisations(book: Book, setting: PageContext) -> tuple[str, str, str]:
    """Three organisations of the vault as a line would link them: those with most people first; else a blank name."""
    rows = [row for row in staff_rows(book, setting) if row.organisation is not None]
    staffed = [row.organisation for row in rows if row.organisation is not None]
    keys = sorted(book.network.organisations, key=lambda key: (setting.people.plain(key).lower(), key))
    others = [link for key in keys[: _MOST_ROWS + _MOST_LINES] if (link := setting.people.name(key)) not in staffed]
    names = [_written(link) for link in (*staffed, *others)] or [_NOBODY]
    return names[0], names[1 % len(names)], names[2 % len(names)]


def _written(link: NoteLink) -> str:
    return link_markup(link.target, link.text) if link.target else f"[[{link.text}]]"


def who_is_there(book: Book) -> str:
    """How many people, at how many organisations, in words; empty without people."""
    people = active_people(book)
    at = {person.roles[0].organisation for person in people.values() if person.roles}
    if not people:
        return ""
    told = pluralise(len(people), "person", "people")
    return f"{told} at {pluralise(len(at), 'organisation')}" if at else told
