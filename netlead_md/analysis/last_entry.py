"""A ledger as of the day of its last entry, so that a quiet day changes nothing on its page (SPEC §4)."""

import datetime as dt

import msgspec

from netlead_md.analysis.commitments import follow_asks, reconcile
from netlead_md.analysis.decay import day_of
from netlead_md.analysis.effort import of_a_year, spent_on
from netlead_md.analysis.metrics import count_advances
from netlead_md.analysis.references import entries_with_references, resolve_references
from netlead_md.analysis.support import build_items, total_support
from netlead_md.analysis.trust import TrustGrounds, TrustState, level_of, trust_series
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger, Support, SupportItem, Trust


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
        trust=_trust(ledger.trust, stood, last),
        support=_support(book, ledger, last),
        advance=count_advances(ledger.entries, last),
        hours=spent.hours,
        cost=spent.cost,
    )
    return then, last


def _trust(now: Trust, stood: TrustGrounds, last: dt.date) -> Trust:
    then = TrustState(*next(trust_series(*stood, (last.toordinal(),))))
    level, word = level_of(then)
    return msgspec.structs.replace(
        now, score=then.score, level=level, word=word, contact=then.contact, deeds=then.deeds, signs=then.signs
    )


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
