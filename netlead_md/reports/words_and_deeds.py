"""Which promises are maturing? What they said, what came, and kind words to ask (SPEC §3.4, §4)."""

import datetime as dt
from collections.abc import Iterable
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, TypeAlias

import msgspec

from netlead_md.analysis.decay import add_days
from netlead_md.analysis.record import record_of
from netlead_md.analysis.support import LAPSES
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger, SupportItem
from netlead_md.model.words import FollowThroughFlag, PledgeState
from netlead_md.reports.formatting import as_sentence, format_halves, format_month, number_word
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader, fit_answer
from netlead_md.reports.shared_rows import item_text, judged_pledges, kept_text, promised_help, settled_text
from netlead_md.wording.absence import nothing_came
from netlead_md.wording.phrases import KIND_WORDS, MONTHS, format_day, pluralise

TITLE: Final = "Promises"
_LINKS: Final = ("This week", "Trust without support", "Support pipeline", "Review day", "Notes health")
_WAITING: Final[tuple[PledgeState, ...]] = ("open", "overdue")
_PERIODS: Final = 6
"""Mermaid shrinks a timeline of more until nobody can read it."""
_EVENTS: Final = 4
_MOST: Final = 30
_LETTERS: Final = 5
_FLAGS: Final[dict[FollowThroughFlag, str]] = {
    "red": "many words, few deeds so far",
    "amber": "about half of it comes, or less",
}
_SOON: Final = 60
"""Days ahead in which an agreement is worth preparing for."""


Placed: TypeAlias = tuple[tuple[dt.date, str, dt.date], SupportItem]
"""A pledge with its place among those of all."""


class TimelinePeriod(msgspec.Struct, frozen=True):
    """A month of the timeline and what falls due in it."""

    month: str
    events: tuple[str, ...]


class PromiseRow(msgspec.Struct, frozen=True):
    """One promise of theirs."""

    organisation: NoteLink
    what: str
    word: str
    said_by: NoteLink | None
    due: str
    today: NoteLink
    """Of what is not here yet: the day on which it expires; else what became of it, with a link to its line."""


class FollowThroughRow(msgspec.Struct, frozen=True):
    """What an organisation's words have been worth so far."""

    organisation: NoteLink
    kept: str
    advance: str
    word: str


class Speaker(msgspec.Struct, frozen=True):
    """Somebody whose word was given, and what became of it."""

    person: NoteLink
    organisation: NoteLink
    came: str


class FollowUpLetter(msgspec.Struct, frozen=True):
    """Wording to copy."""

    organisation: NoteLink
    about: str
    text: str
    line: str
    """To paste when they are let off; empty: nothing is late."""


class WordsAndDeedsView(msgspec.Struct, frozen=True):
    head: PageHeader
    periods: tuple[TimelinePeriod, ...]
    rows: tuple[PromiseRow, ...]
    more: int
    """Promises that the table has no room for."""
    settled: tuple[PromiseRow, ...]
    settled_more: int
    habits: tuple[FollowThroughRow, ...]
    habits_more: int
    speakers: tuple[Speaker, ...]
    """Whose word has become help, those first."""
    letters: tuple[FollowUpLetter, ...]


def due(book: Book) -> bool:
    return any(judged_pledges(ledger, book.as_of) for ledger in book.ledgers.values())


def build(book: Book, setting: PageContext) -> WordsAndDeedsView:
    said = setting.memory.each(
        "words: pledges", book.ledgers, lambda key: _placed_organisations(book, book.ledgers[key])
    )
    every = tuple(said.values())
    waiting, settled = setting.memory.once("words: parted", every, lambda: _split_promises(every))
    speakers = [key for key, pledged in said.items() if pledged]
    ranks = setting.memory.each("words: rank", speakers, lambda key: _follow_through_rank(book, book.ledgers[key]))
    habits = [book.ledgers[rank[-1]] for rank in sorted(ranks.values())]
    return WordsAndDeedsView(
        setting.head(book, TITLE, fit_answer(lambda most: _answer_text(book, setting, waiting, most)), *_LINKS),
        _timeline_periods(setting, _drawn_promises(waiting, settled)),
        tuple(_promise_row(setting, item) for item in waiting[:_MOST]),
        max(len(waiting) - _MOST, 0),
        tuple(_promise_row(setting, item) for item in settled[:_MOST]),
        max(len(settled) - _MOST, 0),
        tuple(_follow_through_row(book, setting, one) for one in habits[:_MOST]),
        max(len(habits) - _MOST, 0),
        _speakers(book, setting, (*waiting, *settled)),
        _follow_up_letters(book, setting, waiting),
    )


def _split_promises(said: Iterable[Iterable[Placed]]) -> tuple[list[SupportItem], list[SupportItem]]:
    """Those waited for, the next first, and the settled ones, the latest first."""
    items = [item for _, item in sorted(chain.from_iterable(said), key=itemgetter(0))]
    waiting = [item for item in items if item.state in _WAITING]
    return waiting, [item for item in reversed(items) if item.state not in _WAITING]


def _due_day(item: SupportItem) -> dt.date:
    return item.due or item.date


def _placed_organisations(book: Book, ledger: Ledger) -> tuple[Placed, ...]:
    name = book.organisations[ledger.key].name.lower()
    return tuple(((_due_day(item), name, item.date), item) for item in judged_pledges(ledger, book.as_of))


def _follow_through_rank(book: Book, ledger: Ledger) -> tuple[float, str, str]:
    """Those who keep their word first (SPEC §3.4), then by name."""
    follow = ledger.follow_through
    return -(follow.kept + 1) / (follow.due + 2), book.organisations[ledger.key].name.lower(), ledger.key


def _drawn_promises(waiting: list[SupportItem], settled: list[SupportItem]) -> list[SupportItem]:
    """What the timeline shows: the months ahead and the late ones, then the latest settled ones, six in all."""
    chosen: set[tuple[int, int]] = set()
    for item in chain(waiting, settled):
        if len(chosen) == _PERIODS:
            break
        chosen.add(_month_of(item))
    return sorted((item for item in (*waiting, *settled) if _month_of(item) in chosen), key=_due_day)


def _month_of(item: SupportItem) -> tuple[int, int]:
    return _due_day(item).year, _due_day(item).month


def _timeline_periods(setting: PageContext, items: list[SupportItem]) -> tuple[TimelinePeriod, ...]:
    periods = []
    for _, group in groupby(items, key=_month_of):
        due = list(group)
        events = [_timeline_event(setting, one) for one in due[:_EVENTS]]
        if len(due) > _EVENTS:
            events.append(f"{len(due) - _EVENTS} more")
        periods.append(TimelinePeriod(format_month(_due_day(due[0])), tuple(events)))
    return tuple(periods)


def _timeline_event(setting: PageContext, item: SupportItem) -> str:
    people, day = setting.people, _due_day(item)
    told = f"due {day.day} {MONTHS[day.month - 1]}" if item.state in _WAITING else settled_text(item)
    return f"{item_text(people, item)}, {people.plain(item.organisation)} ({told})"


def _promise_row(setting: PageContext, item: SupportItem) -> PromiseRow:
    told = promised_help(setting, item, None)
    by = setting.people.name(item.person) if item.person else None
    ends = format_day(add_days(_due_day(item), LAPSES + 1))
    today = f"expires {ends}" if item.state in _WAITING else settled_text(item)
    what = setting.people.anchor(item.lines[0], today)
    return PromiseRow(setting.people.party(item.organisation), told.what, told.word, by, told.due, what)


def _follow_through_row(book: Book, setting: PageContext, ledger: Ledger) -> FollowThroughRow:
    follow = ledger.follow_through
    # Of how many meetings: as of the latest day of the notes, so that a quiet day does not change it.
    followed, meetings = (setting.past or book).ledgers.get(ledger.key, ledger).advance
    after = f"new words followed {followed} of {pluralise(meetings, 'meeting')} within two weeks" if meetings else "—"
    return FollowThroughRow(
        setting.people.party(ledger.key), kept_text(follow), after, _follow_through_text(book, ledger)
    )


def _follow_through_text(book: Book, ledger: Ledger) -> str:
    follow = ledger.follow_through
    if follow.flag:
        return _FLAGS[follow.flag]
    if not follow.due:
        return "too early to say"
    if follow.kept == follow.due:
        return "they do what they say"
    return "some of it comes" if follow.kept else nothing_came(record_of(ledger, book.as_of)) or "other help came"


def _speakers(book: Book, setting: PageContext, items: Iterable[SupportItem]) -> tuple[Speaker, ...]:
    """Each who gave their word for an organisation, with how much of it came; the most of it first, then by name."""
    said: dict[tuple[str, str], list[SupportItem]] = {}
    for item in items:
        if item.person and item.person != item.organisation:
            said.setdefault((item.person, item.organisation), []).append(item)
    people = book.network.people
    ranked = sorted(said.items(), key=lambda one: (-_came(one[1]), people[one[0][0]].name.lower(), one[0]))
    return tuple(
        Speaker(
            setting.people.name(person),
            setting.people.party(organisation),
            f"{_came(of)} of {pluralise(len(of), 'promise')} came" if _came(of) else _not_yet(of),
        )
        for (person, organisation), of in ranked[:_MOST]
    )


def _came(items: list[SupportItem]) -> int:
    return sum(item.delivered is not None or item.whole > item.size for item in items)


def _not_yet(items: list[SupportItem]) -> str:
    """Where nothing came: what is open still has its day."""
    ahead = [item for item in items if item.state == "open" and item.due is not None]
    if ahead:
        return f"{pluralise(len(items), 'promise')}, the next due {format_day(min(_due_day(item) for item in ahead))}"
    return f"none of {pluralise(len(items), 'promise')} came"


def _follow_up_letters(book: Book, setting: PageContext, waiting: list[SupportItem]) -> tuple[FollowUpLetter, ...]:
    """For the late ones, the oldest first, and for agreements due soon; nothing to those let go."""
    late = [item for item in waiting if item.state == "overdue"]
    soon = [
        item
        for item in waiting
        if item.state == "open" and item.rung == "agreement" and (_due_day(item) - book.as_of).days <= _SOON
    ]
    fair = [item for item in (*late, *soon) if book.ledgers[item.organisation].side != "let-go"]
    return tuple(_follow_up_letter(setting, item) for item in fair[:_LETTERS])


def _follow_up_letter(setting: PageContext, item: SupportItem) -> FollowUpLetter:
    organisation, label = setting.people.party(item.organisation), item_text(setting.people, item)
    kind = KIND_WORDS.get(item.kind, item.kind)  # what I wrote about them for myself is no part of a letter
    if item.state == "open":
        due_on = format_day(_due_day(item))
        text = f"We look forward to {kind} by {due_on}. What can we prepare, so that it is easy for you?"
        return FollowUpLetter(organisation, f"{label}, by {format_day(_due_day(item))}", text, "")
    text = (
        f"You kindly thought of helping us with {kind} by {format_day(_due_day(item))}. Is it still possible, or would "
        "something smaller suit you better? A plain no is welcome too, and changes nothing between us."
    )
    line = " ".join(part for part in ("- released", item.kind) if part)
    link = setting.people.written(item.organisation)
    return FollowUpLetter(
        organisation, f"{label}, due {format_day(_due_day(item))}", text, f"{line}: {link} let them off, gladly"
    )


def _answer_text(book: Book, setting: PageContext, waiting: list[SupportItem], most: int) -> str:
    parts = ["no promise is open"]
    if waiting:
        names = _named_items(setting, waiting, most)
        have = "promise has" if len(waiting) == 1 else "promises have"
        parts = [f"{number_word(len(waiting))} {have} not come yet: {names}"]
    follow = setting.memory.each("words: kept", book.ledgers, lambda key: _follow_through_key(book.ledgers[key]))
    total = sum(due for due, _ in follow.values())
    came = sum(kept for _, kept in follow.values())
    if total:
        parts.append(_kept_words(came, total))
    return as_sentence("; ".join(parts))


def _kept_words(came: float, total: int) -> str:
    if total > 1:
        return f"{format_halves(came)} of {total} that fell due were kept"
    return f"the one that fell due {'was kept' if came == 1 else 'came late or in part' if came else 'was not kept'}"


def _named_items(setting: PageContext, items: list[SupportItem], most: int) -> str:
    names = [
        f"{item_text(setting.people, one)} from {setting.people.plain(one.organisation)}, "
        f"due {format_day(_due_day(one))}"
        for one in items[:most]
    ]
    return f"{'; '.join(names)}{f'; and {number_word(len(items) - most)} more' if len(items) > most else ''}"


def _follow_through_key(ledger: Ledger) -> tuple[int, float]:
    return ledger.follow_through.due, ledger.follow_through.kept
