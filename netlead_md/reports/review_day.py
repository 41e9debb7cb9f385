"""Grow, maintain, ask, pause, let go? What speaks for and against, and a line to paste (SPEC §3.7, §4)."""

import datetime as dt
from typing import Final

import msgspec

from netlead_md.analysis import on_days
from netlead_md.analysis.record import next_due, record_of
from netlead_md.model.book import Book
from netlead_md.model.ledger import CLASSES, Ledger
from netlead_md.model.words import DecisionWord, LedgerClass
from netlead_md.reports.formatting import format_month, join_words, number_word, round_to_five
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.reports.shared_rows import ADVICE, promises_kept
from netlead_md.wording.absence import asked_so_far, nothing_came, said_no, state_of
from netlead_md.wording.phrases import KIND_WORDS, format_day, pluralise

TITLE: Final = "Review day"
_LINKS: Final = ("This week", "Trust without support", "Promises", "Notes health")
_WORDS: Final[dict[DecisionWord, str]] = {
    "grow": "grow it",
    "maintain": "keep it as it is",
    "ask": "ask",
    "pause": "pause the asking",
    "let-go": "let go, or simply stay in touch",
}
_MOST: Final = 12
"""Relationships for one sitting; the rest are counted."""
_STANDING: Final = 30
_WORTH: Final = 15.0
"""T from which somebody who was never reviewed is looked at."""
_WATCHED: Final[frozenset[LedgerClass]] = frozenset(CLASSES) - {"building"}


class ReviewCase(msgspec.Struct, frozen=True):
    """One relationship to decide on."""

    organisation: NoteLink
    suggested: str
    speaks_for: str
    speaks_against: str
    since: str
    """Since the last review, with the figures of that day and now; empty: never reviewed."""
    line: str
    why: NoteLink | None


class StandingReview(msgspec.Struct, frozen=True):
    """A written decision in force."""

    organisation: NoteLink
    decision: str
    until: str


class ReviewDayView(msgspec.Struct, frozen=True):
    head: PageHeader
    as_of: str
    passed: tuple[ReviewCase, ...]
    never: tuple[ReviewCase, ...]
    more: int
    standing: tuple[StandingReview, ...]
    standing_more: int


def due(book: Book) -> bool:
    return any(_has_passed(one) or _is_unreviewed(one) or _in_force(one) for one in book.ledgers.values())


def build(book: Book, setting: PageContext) -> ReviewDayView:
    ledgers = book.ledgers.values()
    passed = sorted(filter(_has_passed, ledgers), key=_review_until)
    never = sorted(filter(_is_unreviewed, ledgers), key=lambda one: (one.class_ not in _WATCHED, -_days_waiting(one)))
    force = sorted(filter(_in_force, ledgers), key=_review_until)
    room = max(0, _MOST - len(passed))
    shown = [one.key for one in (*passed[:_MOST], *never[:room])]
    cases = setting.memory.each("review: case", shown, lambda key: _review_case(book, setting, book.ledgers[key]))
    return ReviewDayView(
        setting.head(book, TITLE, _answer_text(passed, never, force), *_LINKS),
        format_day(book.as_of),
        tuple(cases[one.key] for one in passed[:_MOST]),
        tuple(cases[one.key] for one in never[:room]),
        max(0, len(passed) - _MOST) + max(0, len(never) - room),
        tuple(_standing_review(setting, one) for one in force[:_STANDING]),
        max(0, len(force) - _STANDING),
    )


def _has_passed(ledger: Ledger) -> bool:
    return ledger.decision is not None and not ledger.decision.in_force


def _in_force(ledger: Ledger) -> bool:
    return ledger.decision is not None and ledger.decision.in_force


def _review_until(ledger: Ledger) -> dt.date:
    return ledger.decision.until if ledger.decision is not None else dt.date.max


def _is_unreviewed(ledger: Ledger) -> bool:
    worth = ledger.class_ in _WATCHED or ledger.trust.score >= _WORTH or ledger.suggestion == "let-go"
    return ledger.decision is None and bool(ledger.entries) and worth


def _days_waiting(ledger: Ledger) -> int:
    return ledger.clock.days if ledger.clock is not None else 0


def _answer_text(passed: list[Ledger], never: list[Ledger], force: list[Ledger]) -> str:
    if not passed and not never:
        return f"Nothing to decide today: {pluralise(len(force), 'decision')} of yours {_standing_text(force)}."
    parts = []
    if passed:
        parts.append(f"{pluralise(len(passed), 'review')} of yours {'has' if len(passed) == 1 else 'have'} run out")
    if never:
        parts.append(f"{pluralise(len(never), 'relationship')} {'was' if len(never) == 1 else 'were'} never reviewed")
    if force:
        parts.append(f"{pluralise(len(force), 'decision')} {_standing_text(force)}")
    return f"{'; '.join(parts)}."


def _standing_text(force: list[Ledger]) -> str:
    return "stands" if len(force) == 1 else "stand"


def _review_case(book: Book, setting: PageContext, ledger: Ledger) -> ReviewCase:
    word = ledger.suggestion or "maintain"
    return ReviewCase(
        setting.people.party(ledger.key),
        ADVICE.get(ledger.suggestion, "too early to say."),
        "; ".join(_reasons_for(book, ledger)) or "nothing noted yet",
        "; ".join(_reasons_against(book, ledger)) or "nothing",
        _changes_since(book, ledger),
        f"- {book.as_of.isoformat()} review {word}: {setting.people.written(ledger.key)}",
        setting.why(ledger.key),
    )


def _reasons_for(book: Book, ledger: Ledger) -> list[str]:
    support, found = ledger.support, []
    given = {item.kind for item in support.items if item.hard and item.delivered and item.fade > 0}
    if given:
        found.append(f"they gave {join_words([KIND_WORDS.get(kind, kind) for kind in sorted(given)])}")
    written = [
        item for item in support.items if item.delivered is None and item.rung in ("email", "letter", "agreement")
    ]
    if any(item.fade > 0 for item in written):
        found.append("their word stands in writing")
    if ledger.clock is not None:
        found.append(f"they have trusted you since {format_month(ledger.clock.since)}")
    elif ledger.trust.signs > 0:
        found.append("a sign of their trust is noted")
    organisation = book.organisations[ledger.key]
    if organisation.power == "high":
        found.append("they have the power to help")
    near = [key for key in ledger.people if book.network.people[key].responsibility != "none"]
    if near:
        found.append("somebody there counts on you, or you on them")
    return found


def _reasons_against(book: Book, ledger: Ledger) -> list[str]:
    found, follow = [], ledger.follow_through
    late = [item for item in ledger.support.items if item.state in ("overdue", "lapsed")]
    if late:
        found.append(f"{pluralise(len(late), 'promise')} past {'its' if len(late) == 1 else 'their'} day")
    if follow.flag:
        found.append(promises_kept(follow))
    record = record_of(ledger, book.as_of)
    open_ = any(ask.in_time for ask in ledger.asks) or next_due(ledger.support.items, book.as_of) is not None
    if ledger.class_ == "said-no":
        found.append(said_no(record))
    elif record.asked_on() and not open_ and (nothing := nothing_came(record)):
        found.append(f"{asked_so_far(record)}, and {nothing}")
    if not ledger.trust.entries:
        found.append("no entry of the last year")
    if ledger.class_ == "unasked":
        found.append(f"{state_of(ledger, book.as_of)}: that is no fault of theirs")
    return found


def _changes_since(book: Book, ledger: Ledger) -> str:
    decision = ledger.decision
    if decision is None:
        return ""
    (then,) = on_days(book, ledger.key, (decision.date,))
    word = _WORDS.get(decision.decision, decision.decision)
    trust = _moved_text("trust", then.trust, ledger.trust.score)
    support = _moved_text("support", then.score, ledger.support.score)
    new = sum(entry.date > decision.date for entry in ledger.entries)
    lines = pluralise(new, "line") if new != 1 else f"{number_word(new)} line"
    return f"on {format_day(decision.date)} you wrote: {word}. Since then {trust}, {support}; {lines} noted"


def _moved_text(what: str, then: float, now: float) -> str:
    before, after = round_to_five(then), round_to_five(now)
    return f"{what} stays at {after}" if before == after else f"{what} went from {before} to {after}"


def _standing_review(setting: PageContext, ledger: Ledger) -> StandingReview:
    decision = ledger.decision
    word = _WORDS.get(decision.decision, "no decision") if decision is not None else ""
    return StandingReview(
        setting.people.party(ledger.key), word, format_day(decision.until) if decision is not None else ""
    )
