"""The ledger of an organisation: its account, and what follows from it (SPEC §3.3–3.7)."""

from collections.abc import Iterable, Mapping

import msgspec

from netlead_md.deriving.account import Account
from netlead_md.deriving.balance import gives_and_asks
from netlead_md.deriving.care import care, last_contact, organisation_cadence
from netlead_md.deriving.decisions import suggestion, written
from netlead_md.deriving.follow import TWO_YEARS, advance
from netlead_md.deriving.grouping import Share
from netlead_md.deriving.payoff import NOTHING, Spending
from netlead_md.deriving.perception import mostly_old
from netlead_md.deriving.promises import promises
from netlead_md.deriving.quadrant import quadrant
from netlead_md.deriving.stage import stage_of
from netlead_md.deriving.steps import next_step
from netlead_md.deriving.steps.case import Case
from netlead_md.deriving.surroundings import Surroundings
from netlead_md.deriving.warning import by_your_own_word, hard_asks
from netlead_md.model.ledger import Decision, Ledger, Promise
from netlead_md.model.network import Organisation


class Company(msgspec.Struct, frozen=True):
    """Whoever and whatever stands around the organisations: the network's answers to their cases."""

    spending: Spending
    around: Surroundings
    too_many: bool


def ledger(organisation: Organisation, account: Account, share: Share, company: Company) -> Ledger:
    """Write the ledger of one organisation."""
    around, as_of = company.around, company.around.as_of
    key, boxes = organisation.key, promises((entry for entry, _ in share.boxes), as_of)
    decision = written(share.reviews, organisation, account, as_of, around.config)
    case = _case(organisation, account, decision, boxes, company)
    stage = stage_of(account, boxes, as_of)
    last = last_contact(account.entries, as_of, organisation.last_contact)
    cadence = organisation_cadence(organisation, stage)
    spent = company.spending.organisations.get(key, NOTHING)
    gives, asks = gives_and_asks(account.entries, as_of)
    return Ledger(
        key=key,
        entries=account.entries,
        trust=account.trust,
        support=account.support,
        clock=account.clock,
        class_=account.class_,
        by_your_word=by_your_own_word(organisation, account.clock, account.support.firm, as_of),
        asks=account.asked.asks,
        hard_asks=hard_asks(account.asked.asks, as_of, TWO_YEARS),
        follow_through=account.follow_through,
        advance=advance(account.entries, as_of),
        gives=gives,
        asked=asks,
        hours=spent.hours,
        cost=spent.cost,
        stage=stage,
        side=_side(organisation, account, decision),
        decision=decision,
        suggestion=case.suggestion,
        step=next_step(case),
        quadrant=quadrant(account.trust.score, account.support.firm),
        last_contact=last,
        care=care(cadence, last, as_of) if cadence is not None else None,
        promises=boxes,
        plans=tuple(share.plans),
        people=around.there.get(key, ()),
    )


def _case(
    organisation: Organisation,
    account: Account,
    decision: Decision | None,
    boxes: tuple[Promise, ...],
    company: Company,
) -> Case:
    around, key, as_of = company.around, organisation.key, company.around.as_of
    people = tuple(around.network.people[each] for each in around.there.get(key, ()))
    views = [(around.influence(person, key), around.views.get(person.key)) for person in people]
    suggested = suggestion(organisation, account, people, as_of, too_many=company.too_many)
    return Case(
        organisation=organisation,
        network=around.network,
        as_of=as_of,
        score=account.trust.score,
        clock=account.clock,
        class_=account.class_,
        support=account.support,
        asked=account.asked,
        decision=decision,
        suggestion=suggested,
        promises=boxes,
        entries=account.entries,
        people=people,
        views_are_old=mostly_old(views),
        intros_asked=around.intros_asked,
        candidates=lambda: around.candidates(key, account.entries),
        door=lambda: around.door(key),
    )


def _side(organisation: Organisation, account: Account, decision: Decision | None) -> str:
    in_force = decision.decision if decision is not None and decision.in_force else ""
    if "let-go" in (organisation.status, in_force):
        return "let-go"
    if organisation.status == "paused" or in_force == "pause":
        return "paused"
    return "declined" if account.asked.last_answer == "no" else ""


def active(accounts: Mapping[str, Account], organisations: Iterable[Organisation]) -> int:
    """How many organisations are active: an entry in 365 days, neither paused nor let go by their note."""
    return sum(
        each.status == "active" and each.key in accounts and accounts[each.key].trust.entries > 0
        for each in organisations
    )
