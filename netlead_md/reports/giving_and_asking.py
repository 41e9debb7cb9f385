"""Am I in touch for its own sake? Balance, contact free of an ask, small favours (SPEC §3.8, §4)."""

from typing import Final

import msgspec

from netlead_md.model.book import Book, PersonSummary
from netlead_md.model.ledger import Ledger
from netlead_md.model.words import BalanceWord
from netlead_md.reports.formatting import format_times
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.wording.phrases import pluralise

TITLE: Final = "Giving and asking"
_LINKS: Final = ("This week", "People first", "Time and money", "Review day")
_MOST: Final = 30
_FAVOURS: Final = 5
_WORDS: Final[dict[BalanceWord, str]] = {
    "asking more than giving": "You asked more often than you gave",
    "giving without asking": "You gave much and asked for nothing practical; a modest ask is no burden to a friend",
}


class BalanceRow(msgspec.Struct, frozen=True):
    """Somebody whom I mostly meet about something that I want."""

    person: NoteLink
    contacts: int
    free: int


class SmallFavour(msgspec.Struct, frozen=True):
    organisation: NoteLink
    why: str
    line: str


class GivingAndAskingView(msgspec.Struct, frozen=True):
    head: PageHeader
    gives: int
    asks: int
    word: str
    contacts: int
    free: int
    rows: tuple[BalanceRow, ...]
    more: int
    favours: tuple[SmallFavour, ...]


def due(book: Book) -> bool:
    return bool(book.portfolio.gives or book.portfolio.asks or any(one.goal_focused for one in book.people.values()))


def build(book: Book, setting: PageContext) -> GivingAndAskingView:
    people = book.network.people
    focused = sorted(
        (one for one in book.people.values() if one.goal_focused),
        key=lambda one: (people[one.key].name.casefold(), one.key),
    )
    word = _balance_word(book)
    return GivingAndAskingView(
        setting.settled_head(book, TITLE, _answer_text(book, word, focused), *_LINKS),
        book.portfolio.gives,
        book.portfolio.asks,
        word,
        sum([one.contacts for one in book.people.values()]),
        sum([one.free for one in book.people.values()]),
        tuple(BalanceRow(setting.people.name(one.key), one.contacts, one.free) for one in focused[:_MOST]),
        max(0, len(focused) - _MOST),
        tuple(_suggest_favour(setting, one) for one in book.ledgers.values() if _is_asked_more(one))[:_FAVOURS],
    )


def _balance_word(book: Book) -> str:
    if book.portfolio.balance is None:
        return "Too little is on record in twelve months to speak of a balance"
    return _WORDS.get(book.portfolio.balance_word, "Giving and asking are in balance")


def _answer_text(book: Book, word: str, focused: list[PersonSummary]) -> str:
    counted = f"{pluralise(book.portfolio.gives, 'gift')} and {pluralise(book.portfolio.asks, 'ask')} in twelve months"
    few = (
        f"; most of your contact with {pluralise(len(focused), 'person', 'people')} served a purpose" if focused else ""
    )
    return f"{word}: {counted}{few}."


def _is_asked_more(ledger: Ledger) -> bool:
    """Asked more often than given to, and still in touch."""
    return ledger.asked > ledger.gives and ledger.side != "let-go"


def _suggest_favour(setting: PageContext, ledger: Ledger) -> SmallFavour:
    written = setting.people.written(ledger.key)
    none = "no favour, introduction or task done well of yours is on record"
    gave = f"and gave {format_times(ledger.gives)}" if ledger.gives else f"and {none}"
    return SmallFavour(
        setting.people.party(ledger.key),
        f"in twelve months you asked {format_times(ledger.asked)}, {gave}.",
        f"- give: {written} DETAIL",
    )
