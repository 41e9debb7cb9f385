"""The same figures on earlier days: twelve month ends, and the day of the last review (SPEC §4)."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import fsum

from netlead_md.deriving.asks import Asked, asked
from netlead_md.deriving.commitments import story
from netlead_md.deriving.drafts import Draft
from netlead_md.deriving.references import references
from netlead_md.deriving.standing import after
from netlead_md.deriving.support import fade_of, is_hard, score_of, size_and_credit
from netlead_md.deriving.trust import Standing, course
from netlead_md.deriving.working import Grounds, grounds
from netlead_md.model.book import Book, Month
from netlead_md.model.network import Entry, Network

MONTHS = 12
_NOTHING_ASKED = Asked((), (), "", None)
_COMMITMENTS = frozenset({"ask", "answer", "pledge", "evidence", "support", "intro", "released"})


def history(book: Book, key: str, trust: Grounds | None = None) -> tuple[Month, ...]:
    """Trust and support at the ends of the eleven months before, and on the as-of day."""
    return on_days(book, key, month_ends(book.as_of), trust)


def on_days(book: Book, key: str, days: Sequence[dt.date], trust: Grounds | None = None) -> tuple[Month, ...]:
    """Trust and support of an organisation on some earlier days, ascending, as they would have been derived then.

    `trust`: its grounds, if they are at hand.
    """
    ledger = book.ledgers[key]
    trusts = course(*(trust or grounds(ledger)), [day.toordinal() for day in days])
    commitments = [entry for entry in ledger.entries if entry.type in _COMMITMENTS]
    helped = _support_on(book, commitments, days)
    return tuple(
        Month(day, Standing(*standing).score, *support)
        for day, standing, support in zip(days, trusts, helped, strict=True)
    )


def month_ends(as_of: dt.date) -> list[dt.date]:
    """The last days of the eleven months before, and the as-of day itself."""
    ends = [as_of]
    while len(ends) < MONTHS:
        ends.append(after(ends[-1].replace(day=1), -1))
    return ends[::-1]


def _support_on(book: Book, commitments: Sequence[Entry], days: Sequence[dt.date]) -> Iterator[tuple[float, float]]:
    """Hard support and S on each day. `commitments`: oldest first; the story is told anew only where one has come."""
    dates, size = [entry.date for entry in commitments], book.config.size
    known, worth = 0, list[tuple[Draft, float]]()
    for day in days:
        count = bisect_right(dates, day)
        if count != known:
            known, told = count, commitments[:count]
            refs = references(told)
            granted = any(entry.type == "answer" and entry.line.outcome == "yes" for entry in told)
            asks = asked(told, refs, day, size) if granted else _NOTHING_ASKED  # their only part in the story
            worth = [(draft, _full(draft, book.network, size)) for draft in story(told, refs, asks).drafts]
        hard = fsum([full * fade_of(draft, day) for draft, full in worth if is_hard(draft)])
        soft = fsum([full * fade_of(draft, day) for draft, full in worth if not is_hard(draft)])
        yield hard, score_of(hard, soft)


def _full(draft: Draft, network: Network, default: int) -> float:
    """The value of an item before it fades."""
    size, credit = size_and_credit(draft, network, default)
    return 10 * size * credit
