"""SPEC §3.3: the first class that holds, from the top; and the stages of §3.5."""

import datetime as dt
from math import fsum

from tests.reference.entries import Entry
from tests.reference.ledger import Ledger
from tests.reference.support import Item
from tests.reference.vocabulary import RUNG_ORDER
from tests.reference.words import follow_through


def classify(ledger: Ledger) -> str:
    return next(name for name, holds in RULES if holds(_Case(ledger)))


class _Case:
    """The windows of 730 days in the table end on the day of the last entry, where that is before the as-of day."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.as_of = ledger, ledger.as_of
        days = [e.day for e in ledger.entries if e.type != "review"]
        self.end = max(days, default=ledger.as_of)
        self.follow = follow_through(ledger, self.end)
        self.trusting = ledger.trusting
        self.d = (ledger.as_of - ledger.since).days if ledger.since else -1
        self.hard_asks = ledger.hard_asks(730, self.end)

    def in_window(self, day: dt.date) -> bool:
        return (self.end - day).days <= 730

    def any_ask(self) -> bool:
        return any(self.in_window(e.day) for e in self.ledger.asked(100_000))

    def lapsed_hard_pledge(self) -> bool:
        return any(
            i.is_pledge and i.hard and self.in_window(i.day) and i.state(self.as_of) == "lapsed"
            for i in self.ledger.items
        )

    def in_time(self) -> bool:
        intro = any(e.type == "intro" for e in self.ledger.asked(60))
        return intro or bool(self.ledger.open_in_time())


def _supported(case: _Case) -> bool:
    return case.ledger.firm >= 5 and _deliveries(case) > 0


def _deliveries(case: _Case) -> float:
    return fsum(item.delivered(case.as_of) for item in case.ledger.items if item.hard)


def _on_the_way(case: _Case) -> bool:
    written = "letter" if case.follow.flag else "email"
    return any(_is_on_the_way(item, case.as_of, written) for item in case.ledger.items)


def _is_on_the_way(item: Item, as_of: dt.date, written: str) -> bool:
    if not (item.is_pledge and item.hard and item.live(as_of) and item.overdue_by(as_of) <= 0 and item.rung):
        return False
    near = item.overdue_by(as_of) >= -365 or item.rung == "agreement"
    return near and RUNG_ORDER.index(item.rung) >= RUNG_ORDER.index(written)


def _helped(case: _Case) -> bool:
    return _deliveries(case) >= 2.5


def _severe(case: _Case) -> bool:
    follow = case.follow
    return (
        case.trusting and case.d > 365 and case.hard_asks >= 3 and follow.due >= 3 and follow.kept / follow.due <= 1 / 3
        and not case.ledger.individual
    )  # fmt: skip


def _severe_individual(case: _Case) -> bool:
    """An individual is never called severe (then: serious)."""
    follow = case.follow
    return (
        case.trusting and case.d > 365 and case.hard_asks >= 3 and follow.due >= 3 and follow.kept / follow.due <= 1 / 3
        and case.ledger.individual
    )  # fmt: skip


def _said_no(case: _Case) -> bool:
    ledger = case.ledger
    if not case.trusting or not ledger.last_answer_is_no() or case.in_time():
        return False
    last = ledger.answered.answers[-1].day
    return not any(e.day > last and _moves_on(e) for e in ledger.entries)


def _moves_on(entry: Entry) -> bool:
    if entry.type == "intro":
        return entry.line.word in {"asked", "made", "met"}
    return entry.type in {"ask", "pledge", "evidence", "support"}


def _helped_softly(case: _Case) -> bool:
    worth = fsum(
        10 * part.size * part.credit * part.factor(case.as_of)
        for item in case.ledger.items if not item.hard
        for part in item.parts if (case.as_of - part.last_day(case.as_of)).days <= 365
    )  # fmt: skip
    return case.trusting and worth >= 10


def _serious(case: _Case) -> bool:
    enough = case.hard_asks >= 1 and (case.hard_asks >= 2 or case.d > 365)
    return case.trusting and case.d > 180 and enough and case.lapsed_hard_pledge()


def _words_only(case: _Case) -> bool:
    if case.follow.due < 2 or case.follow.kept:
        return False
    parts = [part for item in case.ledger.items for part in item.parts]
    nothing = not any(case.in_window(part.last_day(case.as_of)) for part in parts)
    return nothing and (case.trusting or bool(case.ledger.within(730)))


def _asked(case: _Case) -> bool:
    return case.trusting and case.in_time()


def _mild(case: _Case) -> bool:
    answered = any(case.in_window(e.day) for e in case.ledger.answered.answers)
    return case.trusting and case.d > 180 and (case.any_ask() or answered or case.lapsed_hard_pledge())


RULES = [
    ("supported", _supported),
    ("on-the-way", _on_the_way),
    ("helped", _helped),
    ("severe", _severe),
    ("serious", _severe_individual),
    ("said-no", _said_no),
    ("helped", _helped_softly),
    ("serious", _serious),
    ("words-only", _words_only),
    ("asked", _asked),
    ("mild", _mild),
    ("unasked", lambda case: case.trusting and case.d > 180),
    ("ripening", lambda case: case.trusting),
    ("building", lambda _: True),
]


def stage(ledger: Ledger) -> int:
    """SPEC §3.5: the highest that holds."""
    as_of, items = ledger.as_of, ledger.items
    written = [i.rung for i in items if i.undelivered and i.live(as_of)]
    if _is_delivering(ledger):
        return 7 if _is_stewarded(ledger) else 6
    if "agreement" in written:
        return 5
    if "email" in written or "letter" in written:
        return 4
    if ledger.asked(730):
        return 3
    if ledger.trusting:
        return 2
    return 1 if ledger.within(100_000) else 0


def _is_delivering(ledger: Ledger) -> bool:
    parts = [part for item in ledger.items if item.hard for part in item.parts]
    return any(ledger.age(part.last_day(ledger.as_of)) <= 365 for part in parts)


def _is_stewarded(ledger: Ledger) -> bool:
    latest = max(part.day for item in ledger.items for part in item.parts)
    thanked = any(e.type == "thanks" and e.day >= latest for e in ledger.entries)
    return thanked and not ledger.overdue_boxes()
