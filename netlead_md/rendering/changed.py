"""Of whom something changed that a page shows: pages and parts of pages about all others stand (SPEC §6)."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.reports import Setting

T = TypeVar("T")


def changed(before: Setting, now: Setting) -> frozenset[str] | None:
    """Keys of organisations and people; None where what every page may show changed: then no part stands.

    Who is the same object is the same, which takes no time; who is not is compared.
    """
    if _everywhere(before) != _everywhere(now):
        return None
    old, new = before.people.book, now.people.book
    # Whom a ledger may name, though it is about somebody else.
    named = {
        *_differing(old.network.targets, new.network.targets),
        *_differing(old.network.people, new.network.people),
        *_differing(old.network.organisations, new.network.organisations),
    }
    regards = set(_differing(old.people, new.people))
    shown = named | {key for key in regards if _word(old, key) != _word(new, key)}
    ledgers = {*_differing(old.ledgers, new.ledgers), *_differing(before.ledgers, now.ledgers)}
    if shown:
        ledgers.update(key for key, one in new.ledgers.items() if not shown.isdisjoint(one.people))
    if named:
        ledgers.update(key for key, one in new.ledgers.items() if not named.isdisjoint(_mentioned(one)))
    return frozenset(named | regards | ledgers)


def _everywhere(setting: Setting) -> tuple[object, ...]:
    people = setting.people
    book = people.book
    shown = people.hidden, people.initials, people.silent, book.network.unreadable
    return book.as_of, book.config, book.portfolio.currency, setting.pages, *shown


def _differing(before: Mapping[str, T], now: Mapping[str, T]) -> Iterator[str]:
    if before is not now:
        for key, one in now.items():
            other = before.get(key)
            if other is not one and other != one:
                yield key
        yield from before.keys() - now.keys()


def _mentioned(ledger: Ledger) -> Iterator[str]:
    """Who stands behind the help of an organisation, and the notes to whose lines its page may lead."""
    for item in ledger.support.items:
        yield item.person
        yield item.lines[0].path
        for line in item.lines:
            yield from line.towards


def _word(book: Book, person: str) -> str:
    regard = book.people.get(person)
    return "" if regard is None else regard.trust.word
