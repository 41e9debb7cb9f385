"""Am I in touch for its own sake? Balance, contact free of an ask, small favours (SPEC §3.8, §4)."""

from typing import Final

import msgspec

from netlead_md.model.book import Book, Regard
from netlead_md.model.ledger import Ledger
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import plural, times

TITLE: Final = "Giving and asking"
_LINKS: Final = ("This week", "People I answer for and to", "Time and money", "Review day")
_MOST: Final = 30
_FAVOURS: Final = 5
_WORDS: Final = {
    "asking more than giving": "You asked more often than you gave",
    "giving without asking": "You gave much and asked for nothing practical; a modest ask is no burden to a friend",
}


class Row(msgspec.Struct, frozen=True):
    """Somebody whom I mostly meet about something that I want."""

    person: Name
    contacts: int
    free: int


class Favour(msgspec.Struct, frozen=True):
    organisation: Name
    why: str
    line: str


class View(msgspec.Struct, frozen=True):
    head: Head
    gives: int
    asks: int
    word: str
    contacts: int
    free: int
    rows: tuple[Row, ...]
    more: int
    favours: tuple[Favour, ...]


def due(book: Book) -> bool:
    return bool(book.portfolio.gives or book.portfolio.asks or any(one.goal_focused for one in book.people.values()))


def build(book: Book, setting: Setting) -> View:
    people = book.network.people
    focused = sorted(
        (one for one in book.people.values() if one.goal_focused),
        key=lambda one: (people[one.key].name.casefold(), one.key),
    )
    word = _word(book)
    return View(
        setting.head(book, TITLE, _answer(book, word, focused), *_LINKS),
        book.portfolio.gives,
        book.portfolio.asks,
        word,
        sum([one.contacts for one in book.people.values()]),
        sum([one.free for one in book.people.values()]),
        tuple(Row(setting.people.name(one.key), one.contacts, one.free) for one in focused[:_MOST]),
        max(0, len(focused) - _MOST),
        tuple(_favour(setting, one) for one in book.ledgers.values() if _fits(one))[:_FAVOURS],
    )


def _word(book: Book) -> str:
    if book.portfolio.balance is None:
        return "Too little is on record in twelve months to speak of a balance"
    return _WORDS.get(book.portfolio.balance_word, "Giving and asking are in balance")


def _answer(book: Book, word: str, focused: list[Regard]) -> str:
    counted = f"{plural(book.portfolio.gives, 'gift')} and {plural(book.portfolio.asks, 'ask')} in twelve months"
    few = f"; most of your contact with {plural(len(focused), 'person', 'people')} served a purpose" if focused else ""
    return f"{word}: {counted}{few}."


def _fits(ledger: Ledger) -> bool:
    """Asked more often than given to, and still in touch."""
    return ledger.asked > ledger.gives and ledger.side != "let-go"


def _favour(setting: Setting, ledger: Ledger) -> Favour:
    written = setting.people.written(ledger.key)
    none = "no favour, introduction or task done well of yours is on record"
    gave = f"and gave {times(ledger.gives)}" if ledger.gives else f"and {none}"
    return Favour(
        setting.people.name(ledger.key),
        f"in twelve months you asked {times(ledger.asked)}, {gave}.",
        f"- give: {written} DETAIL",
    )
