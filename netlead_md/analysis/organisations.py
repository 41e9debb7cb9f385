"""The ledger of an organisation: its account, and what follows from it (SPEC §3.3–3.7)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast

import msgspec

from netlead_md.analysis.decay import YEAR, add_days, first_day, in_window
from netlead_md.analysis.effort import of_a_year, spent_on
from netlead_md.analysis.entry_groups import NO_SHARE, EntityEntries
from netlead_md.analysis.metrics import contact_status, first_touch, last_contact, mostly_old, organisation_cadence
from netlead_md.analysis.network_context import NetworkContext, OutsideContacts
from netlead_md.analysis.next_step import next_step
from netlead_md.analysis.next_step_context import StepContext
from netlead_md.analysis.organisation_scores import OrganisationScores, by_your_own_word, stage_of
from netlead_md.analysis.project_needs import Lack
from netlead_md.analysis.promises import list_promises
from netlead_md.analysis.support import quadrant_point
from netlead_md.incremental.memo import Memo
from netlead_md.model.account import Telling
from netlead_md.model.config import Config
from netlead_md.model.ledger import ContactStatus, Decision, Ledger, Promise
from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.words import DecisionWord, LedgerSide, Unsaid

# Written reviews and suggested decisions (SPEC §3.7). The user decides; nothing here is automatic.


MAINTAIN_FROM = 15.0
_NEAR = ("inner", "close")


def written_decision(
    reviews: Iterable[Entry], organisation: Organisation, account: OrganisationScores, as_of: dt.date, config: Config
) -> Decision | None:
    """The latest `review` line that says what was decided, with the day until which it stands."""
    last = max(
        (entry for entry in reviews if entry.line.outcome),
        key=lambda entry: (entry.date, entry.path, entry.line.line),
        default=None,
    )
    if last is None:
        return None
    open_pledge = any(item.state == "open" for item in account.support.items)
    days = config.review_days_trusting if account.clock is not None or open_pledge else config.review_days
    until = last.line.until or add_days(last.date, organisation.review_every or days)
    return Decision(cast("DecisionWord", last.line.outcome), last.date, until, last, in_force=as_of <= until)


def suggest_decision(
    organisation: Organisation, account: OrganisationScores, people: Iterable[Person], as_of: dt.date, *, too_many: bool
) -> DecisionWord | Unsaid:
    """What to decide, or empty: too early to say. `too_many`: more organisations than capacity."""
    if any(person.responsibility != "none" or person.circle in _NEAR for person in people):
        return "maintain"
    class_ = account.class_
    if class_ == "supported":
        return "grow" if organisation.power == "high" else "maintain"
    asked = account.asked.asked_since(first_day(as_of, YEAR))
    if class_ == "unasked" or (class_ == "ripening" and not asked):
        return "ask"
    if class_ in ("serious", "severe") and not organisation.individual:
        return "pause" if class_ == "serious" else "let-go"
    if class_ != "building" or account.trust.score >= MAINTAIN_FROM:
        return "maintain"
    if organisation.individual:
        return ""
    quiet = not in_window(account.entries, as_of, YEAR)
    slight = "high" not in (organisation.power, organisation.interest)
    return "let-go" if too_many and quiet and slight else ""


class SharedContext(msgspec.Struct, frozen=True, eq=False):
    """Whoever and whatever stands around the organisations: the network's answers to their cases."""

    around: NetworkContext
    currency: str
    needs: tuple[Lack, ...] = ()
    """What active projects still seek."""
    too_many: bool = False
    """More organisations than capacity."""
    questions: Mapping[str, tuple[Telling, ...]] = {}
    """Open ones, by key."""


class LedgerResult(NamedTuple):
    ledger: Ledger
    afar: bool
    """Whether its next step looked at people who do not work there."""


def build_ledger(
    organisation: Organisation, account: OrganisationScores, share: EntityEntries, company: SharedContext
) -> LedgerResult:
    around, as_of, key = company.around, company.around.world.as_of, organisation.key
    boxes = list_promises((entry for entry, _ in share.boxes), as_of)
    decision = written_decision(share.reviews, organisation, account, as_of, around.world.config)
    case = _step_context(organisation, account, decision, boxes, company)
    stage = stage_of(account, boxes, as_of)
    spent = spent_on(of_a_year(account.entries, share.reviews, as_of), company.currency, around.world.config)
    last, cared = _contact_care(organisation, account, stage, as_of)
    ledger = Ledger(
        key=key,
        **_of_account(account),
        by_your_word=by_your_own_word(organisation, account.clock, account.support.firm, as_of),
        hours=spent.hours,
        cost=spent.cost,
        stage=stage,
        side=_side_state(organisation, account, decision),
        decision=decision,
        suggestion=case.suggestion,
        step=next_step(case),
        quadrant=quadrant_point(account.trust.score, account.support),
        last_contact=last,
        care=cared,
        promises=boxes,
        plans=tuple(share.plans),
        people=tuple([person.key for person in around.there(key)]),
        first_contact=first_touch(account.entries),
        individual=organisation.individual,
        questions=company.questions.get(key, ()),
    )
    return LedgerResult(ledger, case.afar.looked_at)


def _of_account(account: OrganisationScores) -> dict[str, Any]:
    """What a ledger takes over from its account."""
    figures, asked = account.figures, account.asked
    return {
        "entries": account.entries,
        "trust": account.trust,
        "support": account.support,
        "clock": account.clock,
        "class_": account.class_,
        "asks": asked.asks,
        "introductions_asked": asked.introductions,
        "answers": asked.answers,
        "hard_asks": account.hard_asks,
        "follow_through": account.follow_through,
        "advance": figures.advance,
        "gives": figures.gives,
        "asked": figures.asks,
    }


def _step_context(
    organisation: Organisation,
    account: OrganisationScores,
    decision: Decision | None,
    boxes: tuple[Promise, ...],
    company: SharedContext,
) -> StepContext:
    around, key = company.around, organisation.key
    people = around.there(key)
    views = [(around.influence(person, key), around.regards[person.key].perception) for person in people]
    return StepContext(
        organisation=organisation,
        network=around.network,
        as_of=around.world.as_of,
        score=account.trust.score,
        clock=account.clock,
        class_=account.class_,
        support=account.support,
        asked=account.asked,
        decision=decision,
        suggestion=suggest_decision(organisation, account, people, around.world.as_of, too_many=company.too_many),
        promises=boxes,
        entries=account.entries,
        people=people,
        views_are_old=mostly_old(views),
        afar=OutsideContacts(around, key, account.entries),
        flag=account.follow_through.flag,
        needs=company.needs,
        questions=company.questions.get(key, ()),
    )


def _contact_care(
    organisation: Organisation, account: OrganisationScores, stage: int, as_of: dt.date
) -> tuple[dt.date | None, ContactStatus | None]:
    last = last_contact(account.entries, as_of, organisation.last_contact)
    cadence = organisation_cadence(organisation, stage)
    return last, contact_status(cadence, last, as_of) if cadence is not None else None


def _side_state(organisation: Organisation, account: OrganisationScores, decision: Decision | None) -> LedgerSide:
    in_force = decision.decision if decision is not None and decision.in_force else ""
    if "let-go" in (organisation.status, in_force):
        return "let-go"
    if organisation.status == "paused" or in_force == "pause":
        return "paused"
    return "declined" if account.asked.last_answer == "no" else ""


def build_ledgers(
    parties: Mapping[str, Organisation],
    shares: Mapping[str, EntityEntries],
    accounts: Mapping[str, Memo[OrganisationScores]],
    company: SharedContext,
    last: Mapping[str, Memo[LedgerResult]],
) -> dict[str, Memo[LedgerResult]]:
    """The ledgers of all organisations and individuals; those that would be written from the same are the last ones.

    Few steps look at people who work elsewhere; the others do not depend on them.
    """
    around, targets = company.around, company.around.network.targets
    here = (company.currency, company.too_many, company.needs, around.world.marks)
    elsewhere = (around.notable, around.introductions, around.intros, targets)
    result: dict[str, Memo[LedgerResult]] = {}
    for key, opened in accounts.items():
        organisation, share, before = parties[key], shares.get(key), last.get(key)
        people = around.there(key)
        views = tuple([around.regards[person.key].perception for person in people])
        projects = [need.project for need in company.needs]
        links = tuple([targets.get(each) for each in (key, *around.world.there.get(key, ()), *projects)])
        asked = company.questions.get(key)
        own = (organisation, opened.value, share, people, views, links, here, around.world.spans.get(key), asked)
        if before is not None and before.given[0] == own and (not before.value.afar or before.given[1] == elsewhere):
            result[key] = before
            continue
        new = build_ledger(organisation, opened.value, share or NO_SHARE, company)
        result[key] = Memo((own, elsewhere), before.value if before is not None and before.value == new else new)
    return result
