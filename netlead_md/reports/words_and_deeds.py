"""Which promises are maturing? What they said, what came, and kind words to ask (SPEC §3.4, §4)."""

import datetime as dt
from collections.abc import Iterable
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, TypeAlias

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.ledger import FollowThrough, Item, Ledger
from netlead_md.reports.commitments import became, kept, pledges, promised, what
from netlead_md.reports.frame import Head, Name, fitting
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import day, halves, listed, month, number, plural, sentence

TITLE: Final = "Words and deeds"
_LINKS: Final = ("This week", "Trust without support", "Support pipeline", "Review day", "Notes health")
_WAITING: Final = ("open", "overdue")
_PERIODS: Final = 6
"""Mermaid shrinks a timeline of more until nobody can read it."""
_EVENTS: Final = 4
_MOST: Final = 30
_LETTERS: Final = 5
_FLAGS: Final = {"red": "many words, few deeds so far", "amber": "about half of it comes, or less"}
_SOON: Final = 60
"""Days ahead in which an agreement is worth preparing for."""


Placed: TypeAlias = tuple[tuple[dt.date, str, dt.date], Item]
"""A pledge with its place among those of all."""


class Period(msgspec.Struct, frozen=True):
    """A month of the timeline and what falls due in it."""

    month: str
    events: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """One promise of theirs."""

    organisation: Name
    what: str
    word: str
    said_by: Name | None
    due: str
    today: Name


class Habit(msgspec.Struct, frozen=True):
    """What an organisation's words have been worth so far."""

    organisation: Name
    kept: str
    advance: str
    word: str


class Letter(msgspec.Struct, frozen=True):
    """Wording to copy."""

    organisation: Name
    about: str
    text: str
    line: str
    """To paste when they are let off; empty: nothing is late."""


class View(msgspec.Struct, frozen=True):
    head: Head
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    more: int
    """Promises that the table has no room for."""
    settled: tuple[Row, ...]
    settled_more: int
    habits: tuple[Habit, ...]
    habits_more: int
    letters: tuple[Letter, ...]


def due(book: Book) -> bool:
    return any(pledges(ledger, book.as_of) for ledger in book.ledgers.values())


def build(book: Book, setting: Setting) -> View:
    said = setting.memory.each("words: pledges", book.ledgers, lambda key: _placed(book, book.ledgers[key]))
    every = tuple(said.values())
    waiting, settled = setting.memory.once("words: parted", every, lambda: _parted(every))
    speakers = [key for key, pledged in said.items() if pledged]
    ranks = setting.memory.each("words: rank", speakers, lambda key: _rank(book, book.ledgers[key]))
    habits = [book.ledgers[rank[-1]] for rank in sorted(ranks.values())]
    return View(
        setting.head(book, TITLE, fitting(lambda most: _answer(book, setting, waiting, most)), *_LINKS),
        _periods(book, setting, _drawn(waiting, settled)),
        tuple(_row(book, setting, item) for item in waiting[:_MOST]),
        max(len(waiting) - _MOST, 0),
        tuple(_row(book, setting, item) for item in settled[:_MOST]),
        max(len(settled) - _MOST, 0),
        tuple(_habit(setting, one) for one in habits[:_MOST]),
        max(len(habits) - _MOST, 0),
        _letters(book, setting, waiting),
    )


def _parted(said: Iterable[Iterable[Placed]]) -> tuple[list[Item], list[Item]]:
    """Those waited for, the next first, and the settled ones, the latest first."""
    items = [item for _, item in sorted(chain.from_iterable(said), key=itemgetter(0))]
    waiting = [item for item in items if item.state in _WAITING]
    return waiting, [item for item in reversed(items) if item.state not in _WAITING]


def _due(item: Item) -> dt.date:
    return item.due or item.date


def _placed(book: Book, ledger: Ledger) -> tuple[Placed, ...]:
    name = book.network.organisations[ledger.key].name.lower()
    return tuple(((_due(item), name, item.date), item) for item in pledges(ledger, book.as_of))


def _rank(book: Book, ledger: Ledger) -> tuple[float, str, str]:
    """Those who keep their word first (SPEC §3.4), then by name."""
    follow = ledger.follow_through
    return -(follow.kept + 1) / (follow.due + 2), book.network.organisations[ledger.key].name.lower(), ledger.key


def _drawn(waiting: list[Item], settled: list[Item]) -> list[Item]:
    """What the timeline shows: the months ahead and the late ones, then the latest settled ones, six in all."""
    chosen: set[tuple[int, int]] = set()
    for item in chain(waiting, settled):
        if len(chosen) == _PERIODS:
            break
        chosen.add(_month(item))
    return sorted((item for item in (*waiting, *settled) if _month(item) in chosen), key=_due)


def _month(item: Item) -> tuple[int, int]:
    return _due(item).year, _due(item).month


def _periods(book: Book, setting: Setting, items: list[Item]) -> tuple[Period, ...]:
    periods = []
    for _, group in groupby(items, key=_month):
        due = list(group)
        events = [_event(book, setting, one) for one in due[:_EVENTS]]
        if len(due) > _EVENTS:
            events.append(f"{len(due) - _EVENTS} more")
        periods.append(Period(month(_due(due[0])), tuple(events)))
    return tuple(periods)


def _event(book: Book, setting: Setting, item: Item) -> str:
    people = setting.people
    return f"{what(people, item)}, {people.plain(item.organisation)} ({became(item, book.as_of)})"


def _row(book: Book, setting: Setting, item: Item) -> Row:
    told = promised(setting, item, book.as_of)
    by = setting.people.name(item.person) if item.person else None
    return Row(setting.people.name(item.organisation), told.what, told.word, by, told.due, told.today)


def _habit(setting: Setting, ledger: Ledger) -> Habit:
    follow, (followed, meetings) = ledger.follow_through, ledger.advance
    after = f"new words followed {followed} of {plural(meetings, 'meeting')} within two weeks" if meetings else "—"
    return Habit(setting.people.name(ledger.key), kept(follow), after, _worth(follow))


def _worth(follow: FollowThrough) -> str:
    if follow.flag:
        return _FLAGS[follow.flag]
    if not follow.due:
        return "too early to say"
    if follow.kept == follow.due:
        return "they do what they say"
    return "some of it comes" if follow.kept else "nothing has come yet"


def _letters(book: Book, setting: Setting, waiting: list[Item]) -> tuple[Letter, ...]:
    """For the late ones, the latest first, and for agreements due soon; nothing to those let go."""
    late = [item for item in reversed(waiting) if item.state == "overdue"]
    soon = [
        item
        for item in waiting
        if item.state == "open" and item.rung == "agreement" and (_due(item) - book.as_of).days <= _SOON
    ]
    fair = [item for item in (*late, *soon) if book.ledgers[item.organisation].side != "let-go"]
    return tuple(_letter(setting, item) for item in fair[:_LETTERS])


def _letter(setting: Setting, item: Item) -> Letter:
    organisation, label = setting.people.name(item.organisation), what(setting.people, item)
    if item.state == "open":
        text = (
            f"We look forward to this by {day(_due(item))}: {label}. What can we prepare, so that it is easy for you?"
        )
        return Letter(organisation, f"{label}, by {day(_due(item))}", text, "")
    text = (
        f"You once thought of helping us with this: {label}. Is it still possible, or would something smaller suit you "
        "better? A plain no is welcome too, and changes nothing between us."
    )
    line = " ".join(part for part in ("- released", item.kind) if part)
    link = setting.people.written(item.organisation)
    return Letter(organisation, f"{label}, due {day(_due(item))}", text, f"{line}: {link} let them off, gladly")


def _answer(book: Book, setting: Setting, waiting: list[Item], most: int) -> str:
    ahead = [item for item in waiting if item.state == "open"]
    late = [item for item in waiting if item.state == "overdue"]
    parts = []
    if ahead:
        names = _named(setting, ahead, most)
        verb = "promise is" if len(ahead) == 1 else "promises are"
        parts.append(f"{number(len(ahead))} {verb} on the way: {names}")
    if late:
        names = _named(setting, late, most)
        parts.append(f"{number(len(late))} {'is' if len(late) == 1 else 'are'} past the day: {names}")
    if not parts:
        parts.append("no promise is open")
    follow = setting.memory.each("words: kept", book.ledgers, lambda key: _followed(book.ledgers[key]))
    total = sum(due for due, _ in follow.values())
    came = sum(kept for _, kept in follow.values())
    if total:
        parts.append(_kept(came, total))
    return sentence("; ".join(parts))


def _kept(came: float, total: int) -> str:
    if total > 1:
        return f"{halves(came)} of {total} that fell due were kept"
    return f"the one that fell due {'was kept' if came == 1 else 'came late' if came else 'has not come'}"


def _named(setting: Setting, items: list[Item], most: int) -> str:
    names = [f"{what(setting.people, one)} from {setting.people.plain(one.organisation)}" for one in items[:most]]
    return listed([*names, *("" for _ in items[most:])], most)


def _followed(ledger: Ledger) -> tuple[int, float]:
    return ledger.follow_through.due, ledger.follow_through.kept
