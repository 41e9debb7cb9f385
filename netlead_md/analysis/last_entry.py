"""Figures as of the latest day of the notes, so that a quiet day changes nothing on a page (SPEC §4).

A ledger has those of the day of its own last entry; pages that look back have those of the latest day of all notes.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from netlead_md.analysis.commitments import follow_asks, reconcile
from netlead_md.analysis.decay import add_days, day_of, is_scored
from netlead_md.analysis.effort import of_a_year, spent_on
from netlead_md.analysis.engine import AnalysisResult, analyse_incremental
from netlead_md.analysis.metrics import count_advances
from netlead_md.analysis.references import entries_with_references, resolve_references
from netlead_md.analysis.support import build_items, total_support
from netlead_md.analysis.trust import TrustGrounds, TrustState, level_of, trust_grounds, trust_series
from netlead_md.model.book import Book, PersonSummary
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger, Support, SupportItem, Trust
from netlead_md.model.network import Network
from netlead_md.model.vocabulary import PROMISE


def at_last_entry(book: Book, key: str, stood: TrustGrounds) -> tuple[Ledger, dt.date]:
    """The ledger with the figures of the day of its last entry, and that day; its class and step are those of today.

    `stood`: what their trust stands on.
    """
    ledger = book.ledgers[key]
    entries = (*ledger.entries[-1:], *(book.people[key].entries[-1:] if ledger.individual else ()))
    last = max((day_of(entry) for entry in entries), default=book.as_of)
    if last >= book.as_of:
        return ledger, book.as_of
    spent = spent_on(of_a_year(ledger.entries, (), last), book.portfolio.currency, book.config)
    then = msgspec.structs.replace(
        ledger,
        trust=_trust(ledger, stood, last),
        support=_support(book, ledger, last),
        advance=count_advances(ledger.entries, last),
        hours=spent.hours,
        cost=spent.cost,
    )
    return then, last


def _trust(ledger: Ledger, stood: TrustGrounds, last: dt.date) -> Trust:
    then = TrustState(*next(trust_series(*stood, (last.toordinal(),))))
    level, word = level_of(then)
    return msgspec.structs.replace(
        ledger.trust,
        score=then.score,
        level=level,
        word=word,
        contact=then.contact,
        deeds=then.deeds,
        signs=then.signs,
    )


def word_at_last_entry(regard: PersonSummary) -> str:
    """How far somebody trusted me on the day of their last entry, as a word."""
    if not regard.entries:
        return regard.trust.word
    then = TrustState(*next(trust_series(*trust_grounds(regard), (day_of(regard.entries[-1]).toordinal(),))))
    return level_of(then)[1]


def _support(book: Book, ledger: Ledger, last: dt.date) -> Support:
    """The same items as today, each worth what it was worth on that day."""
    refs, size = resolve_references(entries_with_references(ledger.entries)), book.config.size
    asks = follow_asks(ledger.entries, refs, ledger.key, last, size)
    then = build_items(reconcile(ledger.entries, refs, asks, size).drafts, ledger.key, book.network, last, size)
    now = ledger.support.items
    if [_place(item) for item in then] != [_place(item) for item in now]:  # a `re` that leads elsewhere
        return ledger.support
    pairs = zip(then, now, strict=True)
    return total_support(msgspec.structs.replace(old, label=new.label, project=new.project) for old, new in pairs)


def _place(item: SupportItem) -> tuple[str, str, int]:
    return item.source, item.lines[0].path, item.lines[0].line.line


# The whole book as of the latest day of the notes, for pages that look back on the network as a whole (SPEC §4).


def latest_day_of(network: Network, as_of: dt.date) -> dt.date | None:
    """The latest day up to the as-of day on which the notes say that something happened; None: they name no day."""
    days = [day for day in _days_of(network, as_of) if day <= as_of]
    return max(days, default=None)


def _days_of(network: Network, as_of: dt.date) -> Iterator[dt.date]:
    entries = network.entries
    known = bisect_right(entries, as_of, key=lambda entry: entry.date)
    last = next((entry for entry in reversed(entries[:known]) if is_scored(entry)), None)
    if last is not None:
        yield last.date
    yield from (day_of(entry) for entry in entries if entry.type == PROMISE and entry.line.box == "x")
    for organisation in network.organisations.values():
        yield from filter(None, (organisation.trust_on, organisation.last_contact))
    for person in network.people.values():
        yield from filter(None, (person.trust_on, person.last_contact, person.seen_as_on, person.met))
        for role in person.roles:
            yield from filter(None, (role.since, role.until and add_days(role.until, 1)))


class SettledBook(msgspec.Struct, frozen=True, eq=False):
    """The book as of the latest day of the notes, with what the next one takes over; alike if their books are."""

    made: AnalysisResult

    @property
    def book(self) -> Book:
        return self.made.book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SettledBook) and self.book == other.book

    __hash__ = None  # type: ignore[assignment]


def settle_book(book: Book, config: Config, last: SettledBook | None = None) -> SettledBook | None:
    """The book as of the latest day of the notes; None where that is the as-of day itself, or where there is none.

    `last`: what this gave for the book before.
    """
    day = latest_day_of(book.network, book.as_of)
    if day is None or day >= book.as_of:
        return None
    then = msgspec.structs.replace(config, as_of=day)
    return SettledBook(analyse_incremental(book.network, day, then, None if last is None else last.made))
