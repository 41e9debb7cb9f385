"""SPEC §3.6: the next step, the first rule that fits."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from math import fsum

from tests.reference.decisions import written_decision
from tests.reference.entries import Entry
from tests.reference.introductions import Paths
from tests.reference.ledger import Ledger
from tests.reference.people import perception
from tests.reference.vocabulary import RUNG_ORDER, is_hard
from tests.reference.words import follow_through


@dataclass
class Case:
    ledger: Ledger
    class_: str
    suggestion: str | None
    paths: Paths

    def __post_init__(self) -> None:
        self.written = written_decision(self.ledger)
        self.flag = follow_through(self.ledger).flag
        self.no_support = self.ledger.firm < 5
        self.items = [i for i in self.ledger.items if i.undelivered and i.live(self.ledger.as_of)]

    def asked(self, days: int) -> bool:
        return bool(self.ledger.asked(days))

    def had(self, kind: str, days: int, *words: str) -> bool:
        return any(not words or (e.line.word or "fair") in words for e in self.ledger.within(days, kind))

    @property
    def let_go(self) -> bool:
        return self.written == "let-go" or self.ledger.status == "let-go"

    @property
    def paused(self) -> bool:
        decision = self.written or self.suggestion
        return decision == "pause" or self.ledger.status == "paused" or self._nobody_to_ask()

    def _nobody_to_ask(self) -> bool:
        people = self.ledger.people_now()
        high = [p for p in people if self.ledger.weight_of(p) == 1.0]
        asked = high or people
        return bool(asked) and all(p.ask_policy in {"never", "not-now"} for p in asked)


def next_step(case: Case) -> str:
    for name, holds in RULES:
        if case.let_go and name not in {"keep-promise", "thank"}:
            continue
        if case.paused and name in PAUSED:
            continue
        if holds(case):
            return name
    return "stay-in-touch"


def _keep_promise(case: Case) -> bool:
    return any(1 <= late <= 60 for late in case.ledger.overdue_boxes())


def _thank(case: Case) -> bool:
    help_ = [e for e in case.ledger.within(180) if case.ledger.age(e.day) >= 8 and _is_help(e)]
    thanks = [e.day for e in case.ledger.entries if e.type == "thanks"]
    return any(not any(day >= e.day for day in thanks) for e in help_)


def _is_help(entry: Entry) -> bool:
    if entry.type == "intro":
        return entry.line.word in {"made", "met"}
    return entry.type == "support" and is_hard(entry.line.kind)


def _frank_talk(case: Case) -> bool:
    return case.class_ == "severe" and case.written is None


def _late_pledge(case: Case) -> bool:
    as_of = case.ledger.as_of
    late = [i for i in case.ledger.items if i.is_pledge and i.undelivered and 31 <= i.overdue_by(as_of) <= 120]
    waiting = [i for i in late if not (i.rests_until and as_of <= i.rests_until)]
    return bool(waiting) and not case.ledger.live_contact_within(28)


def _settle_answer(case: Case) -> bool:
    open_ = [ask for ask in case.ledger.asks if ask.state == "open" and not ask.in_time(case.ledger.as_of)]
    return bool(open_) and not case.ledger.live_contact_within(28)


def _receive(case: Case) -> bool:
    return any(i.rung == "agreement" and i.overdue_by(case.ledger.as_of) <= 0 for i in case.items)


def _successor(case: Case) -> bool:
    ledger = case.ledger
    if not ledger.trusting or ledger.individual:
        return False
    total, gone = 0.0, 0.0
    left: dt.date | None = None
    for entry, weight in ledger.weighed:
        if entry.type not in {"trust+", "trust++"}:
            continue
        points = weight * (8 if entry.type == "trust+" else 15) * 0.5 ** (ledger.age(entry.day) / 365)
        total = fsum([total, points])
        ends = [end for name in entry.people if (end := _left_on(ledger, name))]
        if ends:
            gone = fsum([gone, points])
            left = max([*ends, left] if left else ends)
    if left is None or gone < 0.7 * total:
        return False
    return not any(e.live and e.day > left and _met_somebody(ledger, e) for e in ledger.entries)


def _left_on(ledger: Ledger, name: str) -> dt.date | None:
    """The day when the person's last role there ended; None where one goes on, or none was."""
    person = ledger.book.vault.people[name]
    if ledger.weight_of(person) is not None:
        return None
    ends = [r.until for r in person.roles if r.organisation == ledger.name and r.until and r.until < ledger.as_of]
    return max(ends, default=None)


def _met_somebody(ledger: Ledger, entry: Entry) -> bool:
    people = ledger.book.vault.people
    roles = [role for name in entry.people for role in people[name].roles_on(entry.day)]
    return any(role.organisation == ledger.name and role.influence != "low" for role in roles)


def _reintroduce(case: Case) -> bool:
    ledger = case.ledger
    if not (ledger.trusting and case.no_support) or case.had("intro", 180, "asked"):
        return False
    views = [(perception(p, ledger.book)[0], ledger.weight_of(p) or 0.0) for p in ledger.people_now()]
    known = fsum(weight for state, weight in views if state in {"current", "partly", "old"})
    old = fsum(weight for state, weight in views if state == "old")
    return known > 0 and old > known / 2


def _evidence(case: Case) -> bool:
    ledger = case.ledger
    rungs = [RUNG_ORDER.index(i.rung) for i in case.items if i.rung]
    came = any(part.factor(ledger.as_of) >= 0.25 for i in ledger.items for part in i.parts)
    best = max([*rungs, *([len(RUNG_ORDER)] if came else [])], default=-1)
    waiting = case.asked(365) and not case.asked(60) and not ledger.open_in_time() and not ledger.last_answer_is_no()
    return ledger.trusting and waiting and best <= RUNG_ORDER.index("informal") and case.no_support


def _ask(case: Case) -> bool:
    if not (case.ledger.trusting and case.no_support) or case.asked(180):
        return False
    return case.written == "ask" or case.had("task", 180, "excellent", "good")


def _no_offer_now(case: Case) -> bool:
    return bool(case.ledger.within(30, "offer", "task")) or case.flag is not None


def _offer_task(case: Case) -> bool:
    return case.ledger.trusting and case.no_support and not case.asked(180) and not _no_offer_now(case)


def _connect(case: Case) -> bool:
    written = any(i.rung in {"email", "letter"} for i in case.items)
    return written and case.no_support and not case.had("connect", 180)


def _second_kind(case: Case) -> bool:
    supported = case.class_ == "supported" and case.ledger.power == "high"
    return supported and not case.asked(90) and not case.ledger.last_answer_is_no()


def _first_ask(case: Case) -> bool:
    ledger = case.ledger
    if ledger.trust.score < 15 or ledger.trusting or case.asked(180) or ledger.last_answer_is_no():
        return False
    sign = case.written == "ask" or bool(ledger.within(365, "trust+", "trust++"))
    return sign and case.flag is None and case.no_support


def _warm_up(case: Case) -> bool:
    ledger = case.ledger
    return ledger.trust.score >= 15 and not ledger.trusting and not case.had("task", 180) and not _no_offer_now(case)


def _introduction(case: Case) -> bool:
    ledger = case.ledger
    if ledger.individual or ledger.trust.score >= 15 or not case.no_support or ledger.live_contact_within(180):
        return False
    return not _asked_towards(ledger) and case.paths.opens(ledger.name)


def _asked_towards(ledger: Ledger) -> bool:
    there = {p.name for p in ledger.people_now()} | {ledger.name}
    return any(
        e.type == "intro" and e.line.word == "asked" and ledger.age(e.day) <= 60 and there & set(e.other_side)
        for e in ledger.book.entries
    )


RULES: list[tuple[str, Callable[[Case], bool]]] = [
    ("keep-promise", _keep_promise),
    ("thank", _thank),
    ("frank-talk", _frank_talk),
    ("late-pledge", _late_pledge),
    ("settle-answer", _settle_answer),
    ("receive", _receive),
    ("successor", _successor),
    ("reintroduce", _reintroduce),
    ("evidence", _evidence),
    ("ask", _ask),
    ("offer-task", _offer_task),
    ("connect", _connect),
    ("second-kind", _second_kind),
    ("first-ask", _first_ask),
    ("warm-up", _warm_up),
    ("introduction", _introduction),
]

PAUSED = frozenset(
    {
        "settle-answer", "reintroduce", "evidence", "ask", "offer-task", "connect", "second-kind", "first-ask",
        "warm-up", "introduction",
    }
)  # fmt: skip
