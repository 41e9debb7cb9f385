"""Whom to ask for help that a project still seeks: the three best, with reasons (SPEC §4, Support pipeline)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from netlead_md.analysis.decay import YEAR, days_since, first_day
from netlead_md.analysis.project_needs import is_awaited
from netlead_md.analysis.record import is_unasked, record_of
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.model.words import AskReason, HelpKind, ItemSource

_BEST: Final = 3
_SEASON: Final = 90
_GIVING: Final[tuple[ItemSource, ...]] = ("pledge", "support", "part")
_COULD, _GAVE, _PROMISED, _TRUSTS, _UNASKED, _PATH = 5, 4, 2, 3, 2, 1
"""What each reason weighs."""


class ToAsk(NamedTuple):
    key: str
    reasons: tuple[AskReason, ...]


def best_to_ask(book: Book, kind: HelpKind) -> tuple[ToAsk, ...]:
    """At most three, the strongest reasons first, then by name."""
    ranked = []
    for at, ledger in enumerate(book.ledgers.values()):  # in order of name
        reasons = list(_reasons(book, ledger, kind)) if _may_be_asked(book, ledger, kind) else []
        if any(weight >= _TRUSTS or weight == _PROMISED for weight, _ in reasons):
            told = tuple(reason for _, reason in reasons)
            ranked.append((-sum(weight for weight, _ in reasons), at, ToAsk(ledger.key, told)))
    return tuple(each for _, _, each in sorted(ranked)[:_BEST])


def _may_be_asked(book: Book, ledger: Ledger, kind: HelpKind) -> bool:
    """Not whoever was let go or paused, said no of late, has an ask for it open, or has promised it."""
    if ledger.side in ("let-go", "paused"):
        return False
    people = [book.network.people[key] for key in ledger.people]
    if people and all(person.ask_policy in ("never", "not-now") for person in people):
        return False
    last = ledger.answers[-1] if ledger.answers else None
    if last is not None and last.line.outcome == "no" and days_since(last.date, book.as_of) <= YEAR:
        return False
    if any(ask.kind == kind and ask.state == "open" for ask in ledger.asks):
        return False
    return not any(item.kind == kind and is_awaited(item) for item in ledger.support.items)


def _reasons(book: Book, ledger: Ledger, kind: HelpKind) -> Iterator[tuple[int, AskReason]]:
    if kind in book.organisations[ledger.key].could_give:
        yield _COULD, "could-give"
    items = [item for item in ledger.support.items if item.kind == kind and item.source in _GIVING]
    if any(item.delivered is not None for item in items):
        yield _GAVE, "gave"
    elif items:
        yield _PROMISED, "promised"
    if ledger.clock is not None:
        yield _TRUSTS, "trusts"
    if is_unasked(record_of(ledger, book.as_of), first_day(book.as_of, _SEASON)):
        yield _UNASKED, "unasked"
    if book.introductions.get(ledger.key):
        yield _PATH, "path"
