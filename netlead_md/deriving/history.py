"""The same figures on earlier days: twelve month ends, and the day of the last review (SPEC §4)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from netlead_md.deriving.asks import asked
from netlead_md.deriving.commitments import story
from netlead_md.deriving.points import strokes
from netlead_md.deriving.references import references
from netlead_md.deriving.support import items, support
from netlead_md.deriving.trust import Standing, course
from netlead_md.model.book import Book, Month
from netlead_md.model.network import Entry, Reach

MONTHS = 12
_COMMITMENTS = frozenset({"ask", "answer", "pledge", "evidence", "support", "intro", "released"})


def history(book: Book, key: str) -> tuple[Month, ...]:
    """Trust and support at the ends of the eleven months before, and on the as-of day."""
    return on_days(book, key, month_ends(book.as_of))


def on_days(book: Book, key: str, days: Sequence[dt.date]) -> tuple[Month, ...]:
    """Trust and support of an organisation on some earlier days, ascending, as they would have been derived then."""
    ledger = book.ledgers[key]
    weighed = [
        (entry, reach.weight)
        for entry in ledger.entries
        if entry.type != "review"
        for reach in entry.reach
        if reach.organisation == key
    ]
    boxes = [(promise.entry, _weight(promise.entry.reach, key)) for promise in ledger.promises]
    made = strokes(weighed)
    trusts = course(made, boxes, [day.toordinal() for day in days])
    commitments = [entry for entry, _ in weighed if entry.type in _COMMITMENTS]
    months = []
    for day, standing in zip(days, trusts, strict=True):
        helped = _support_on(book, key, [each for each in commitments if each.date <= day], day)
        months.append(Month(day, Standing(*standing).score, *helped))
    return tuple(months)


def month_ends(as_of: dt.date) -> list[dt.date]:
    """The last days of the eleven months before, and the as-of day itself."""
    ends = [as_of]
    while len(ends) < MONTHS:
        ends.append(ends[-1].replace(day=1) - dt.timedelta(1))
    return ends[::-1]


def _support_on(book: Book, key: str, entries: Sequence[Entry], day: dt.date) -> tuple[float, float]:
    if not entries:
        return 0.0, 0.0
    refs = references(entries)
    asks = asked(entries, refs, day, book.config.size)
    told = story(entries, refs, asks)
    helped = support(items(told.drafts, key, book.network, day, book.config.size))
    return helped.hard, helped.score


def _weight(reaches: Iterable[Reach], key: str) -> float:
    return next((reach.weight for reach in reaches if reach.organisation == key), 1.0)
