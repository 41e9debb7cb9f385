"""Grow, maintain, ask, pause, let go? What speaks for and against, and a line to paste (SPEC §3.7, §4)."""

import datetime as dt
from typing import Final

import msgspec

from netlead_md.deriving import on_days
from netlead_md.deriving.wording import KIND_WORDS
from netlead_md.model.book import Book
from netlead_md.model.ledger import Ledger
from netlead_md.reports.commitments import past_asks, promises_kept
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.steps import ADVICE
from netlead_md.reports.words import day, five, listed, month, number, plural, times

TITLE: Final = "Review day"
_LINKS: Final = ("This week", "Trust without support", "Words and deeds", "Notes health")
_WORDS: Final = {
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
_WATCHED: Final = frozenset({"severe", "serious", "mild", "unasked", "ripening", "supported"})


class Case(msgspec.Struct, frozen=True):
    """One relationship to decide on."""

    organisation: Name
    suggested: str
    speaks_for: str
    speaks_against: str
    since: str
    """Since the last review, with the figures of that day and now; empty: never reviewed."""
    line: str
    why: Name | None


class Standing(msgspec.Struct, frozen=True):
    """A written decision in force."""

    organisation: Name
    decision: str
    until: str


class View(msgspec.Struct, frozen=True):
    head: Head
    as_of: str
    passed: tuple[Case, ...]
    never: tuple[Case, ...]
    more: int
    standing: tuple[Standing, ...]
    standing_more: int


def due(book: Book) -> bool:
    return any(_passed(one) or _unreviewed(one) or _in_force(one) for one in book.ledgers.values())


def build(book: Book, setting: Setting) -> View:
    ledgers = book.ledgers.values()
    passed = sorted(filter(_passed, ledgers), key=_until)
    never = sorted(filter(_unreviewed, ledgers), key=lambda one: (one.class_ not in _WATCHED, -_days(one)))
    force = sorted(filter(_in_force, ledgers), key=_until)
    room = max(0, _MOST - len(passed))
    shown = [one.key for one in (*passed[:_MOST], *never[:room])]
    cases = setting.memory.each("review: case", shown, lambda key: _case(book, setting, book.ledgers[key]))
    return View(
        setting.head(book, TITLE, _answer(passed, never, force), *_LINKS),
        day(book.as_of),
        tuple(cases[one.key] for one in passed[:_MOST]),
        tuple(cases[one.key] for one in never[:room]),
        max(0, len(passed) - _MOST) + max(0, len(never) - room),
        tuple(_standing(setting, one) for one in force[:_STANDING]),
        max(0, len(force) - _STANDING),
    )


def _passed(ledger: Ledger) -> bool:
    return ledger.decision is not None and not ledger.decision.in_force


def _in_force(ledger: Ledger) -> bool:
    return ledger.decision is not None and ledger.decision.in_force


def _until(ledger: Ledger) -> dt.date:
    return ledger.decision.until if ledger.decision is not None else dt.date.max


def _unreviewed(ledger: Ledger) -> bool:
    worth = ledger.class_ in _WATCHED or ledger.trust.score >= _WORTH or ledger.suggestion == "let-go"
    return ledger.decision is None and bool(ledger.entries) and worth


def _days(ledger: Ledger) -> int:
    return ledger.clock.days if ledger.clock is not None else 0


def _answer(passed: list[Ledger], never: list[Ledger], force: list[Ledger]) -> str:
    if not passed and not never:
        return f"Nothing to decide today: {plural(len(force), 'decision')} of yours {_stand(force)}."
    parts = []
    if passed:
        parts.append(f"{plural(len(passed), 'review')} of yours {'has' if len(passed) == 1 else 'have'} run out")
    if never:
        parts.append(f"{plural(len(never), 'relationship')} {'was' if len(never) == 1 else 'were'} never reviewed")
    if force:
        parts.append(f"{plural(len(force), 'decision')} {_stand(force)}")
    return f"{'; '.join(parts)}."


def _stand(force: list[Ledger]) -> str:
    return "stands" if len(force) == 1 else "stand"


def _case(book: Book, setting: Setting, ledger: Ledger) -> Case:
    word = ledger.suggestion or "maintain"
    return Case(
        setting.people.name(ledger.key),
        ADVICE.get(ledger.suggestion, "too early to say."),
        "; ".join(_for(book, ledger)) or "nothing noted yet",
        "; ".join(_against(book, ledger)) or "nothing",
        _since(book, ledger),
        f"- {book.as_of.isoformat()} review {word}: {setting.people.written(ledger.key)}",
        setting.why(ledger.key),
    )


def _for(book: Book, ledger: Ledger) -> list[str]:
    support, found = ledger.support, []
    given = {item.kind for item in support.items if item.hard and item.delivered and item.fade > 0}
    if given:
        found.append(f"they gave {listed([KIND_WORDS.get(kind, kind) for kind in sorted(given)])}")
    written = [
        item for item in support.items if item.delivered is None and item.rung in ("email", "letter", "agreement")
    ]
    if any(item.fade > 0 for item in written):
        found.append("their word stands in writing")
    if ledger.clock is not None:
        found.append(f"they have trusted you since {month(ledger.clock.since)}")
    elif ledger.trust.signs > 0:
        found.append("a sign of their trust is noted")
    organisation = book.network.organisations[ledger.key]
    if organisation.power == "high":
        found.append("they have the power to help")
    near = [key for key in ledger.people if book.network.people[key].responsibility != "none"]
    if near:
        found.append("somebody there counts on you, or you on them")
    return found


def _against(book: Book, ledger: Ledger) -> list[str]:
    found, follow = [], ledger.follow_through
    late = [item for item in ledger.support.items if item.state in ("overdue", "lapsed")]
    if late:
        found.append(f"{plural(len(late), 'promise')} past {'its' if len(late) == 1 else 'their'} day")
    if follow.flag:
        found.append(promises_kept(follow))
    if (asked := past_asks(ledger, book.as_of)) and not any(
        item.hard and item.delivered for item in ledger.support.items
    ):
        found.append(f"you asked {times(asked)}, and nothing has come yet")
    if not ledger.trust.entries:
        found.append("nothing was noted for a year")
    if ledger.class_ == "unasked":
        found.append("not asked yet: that is no fault of theirs")
    return found


def _since(book: Book, ledger: Ledger) -> str:
    decision = ledger.decision
    if decision is None:
        return ""
    (then,) = on_days(book, ledger.key, (decision.date,))
    word = _WORDS.get(decision.decision, decision.decision or "no decision")
    trust = _moved("trust", then.trust, ledger.trust.score)
    support = _moved("support", then.score, ledger.support.score)
    new = sum(entry.date > decision.date for entry in ledger.entries)
    lines = plural(new, "line") if new != 1 else f"{number(new)} line"
    return f"on {day(decision.date)} you wrote: {word}. Since then {trust}, {support}; {lines} noted"


def _moved(what: str, then: float, now: float) -> str:
    before, after = five(then), five(now)
    return f"{what} stays at {after}" if before == after else f"{what} went from {before} to {after}"


def _standing(setting: Setting, ledger: Ledger) -> Standing:
    decision = ledger.decision
    word = _WORDS.get(decision.decision, "no decision") if decision is not None else ""
    return Standing(setting.people.name(ledger.key), word, day(decision.until) if decision is not None else "")
