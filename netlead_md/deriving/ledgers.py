"""The ledger of an organisation: its account, and what follows from it (SPEC §3.3–3.7)."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from netlead_md.deriving.account import Account
from netlead_md.deriving.care import care, first_touch, last_contact, organisation_cadence
from netlead_md.deriving.decisions import suggestion, written
from netlead_md.deriving.follow import TWO_YEARS
from netlead_md.deriving.grouping import NO_SHARE, Share
from netlead_md.deriving.memo import Made
from netlead_md.deriving.payoff import of_a_year, spent_on
from netlead_md.deriving.perception import mostly_old
from netlead_md.deriving.promises import promises
from netlead_md.deriving.quadrant import quadrant
from netlead_md.deriving.stage import stage_of
from netlead_md.deriving.steps import next_step
from netlead_md.deriving.steps.case import Case
from netlead_md.deriving.surroundings import Afar, Surroundings
from netlead_md.deriving.warning import by_your_own_word, hard_asks
from netlead_md.model.ledger import Care, Decision, Ledger, Promise
from netlead_md.model.network import Network, Organisation


class Company(msgspec.Struct, frozen=True, eq=False):
    """Whoever and whatever stands around the organisations: the network's answers to their cases."""

    around: Surroundings
    currency: str
    too_many: bool
    """More organisations than capacity."""


class Written(NamedTuple):
    ledger: Ledger
    afar: bool
    """Whether its next step looked at people who do not work there."""


def ledger(organisation: Organisation, account: Account, share: Share, company: Company) -> Written:
    """Write the ledger of one organisation."""
    around, config, as_of = company.around, company.around.world.config, company.around.world.as_of
    key, boxes = organisation.key, promises((entry for entry, _ in share.boxes), as_of)
    decision = written(share.reviews, organisation, account, as_of, config)
    case = _case(organisation, account, decision, boxes, company)
    stage = stage_of(account, boxes, as_of)
    spent = spent_on(of_a_year(account.entries, share.reviews, as_of), company.currency, config)
    last, cared = _care(organisation, account, stage, as_of)
    made = Ledger(
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
        advance=account.figures.advance,
        gives=account.figures.gives,
        asked=account.figures.asks,
        hours=spent.hours,
        cost=spent.cost,
        stage=stage,
        side=_side(organisation, account, decision),
        decision=decision,
        suggestion=case.suggestion,
        step=next_step(case),
        quadrant=quadrant(account.trust.score, account.support.firm),
        last_contact=last,
        care=cared,
        promises=boxes,
        plans=tuple(share.plans),
        people=around.world.there.get(key, ()),
        first_contact=first_touch(account.entries),
    )
    return Written(made, case.afar.looked_at)


def _case(
    organisation: Organisation,
    account: Account,
    decision: Decision | None,
    boxes: tuple[Promise, ...],
    company: Company,
) -> Case:
    around, key = company.around, organisation.key
    people = around.there(key)
    views = [(around.influence(person, key), around.regards[person.key].perception) for person in people]
    return Case(
        organisation=organisation,
        network=around.network,
        as_of=around.world.as_of,
        score=account.trust.score,
        clock=account.clock,
        class_=account.class_,
        support=account.support,
        asked=account.asked,
        decision=decision,
        suggestion=suggestion(organisation, account, people, around.world.as_of, too_many=company.too_many),
        promises=boxes,
        entries=account.entries,
        people=people,
        views_are_old=mostly_old(views),
        afar=Afar(around, key, account.entries),
    )


def _care(
    organisation: Organisation, account: Account, stage: int, as_of: dt.date
) -> tuple[dt.date | None, Care | None]:
    last = last_contact(account.entries, as_of, organisation.last_contact)
    cadence = organisation_cadence(organisation, stage)
    return last, care(cadence, last, as_of) if cadence is not None else None


def _side(organisation: Organisation, account: Account, decision: Decision | None) -> str:
    in_force = decision.decision if decision is not None and decision.in_force else ""
    if "let-go" in (organisation.status, in_force):
        return "let-go"
    if organisation.status == "paused" or in_force == "pause":
        return "paused"
    return "declined" if account.asked.last_answer == "no" else ""


def ledgers(
    network: Network,
    shares: Mapping[str, Share],
    accounts: Mapping[str, Made[Account]],
    company: Company,
    last: Mapping[str, Made[Written]],
) -> dict[str, Made[Written]]:
    """The ledgers of all organisations; those that would be written from the same as the last time are the last ones.

    Few steps look at people who work elsewhere; the others do not depend on them.
    """
    around, targets = company.around, network.targets
    here = (company.currency, company.too_many, around.world.marks)
    elsewhere = (around.notable, around.introductions, around.intros, targets)
    result: dict[str, Made[Written]] = {}
    for key, opened in accounts.items():
        organisation, share, before = network.organisations[key], shares.get(key), last.get(key)
        people = around.there(key)
        views = tuple([around.regards[person.key].perception for person in people])
        links = tuple([targets.get(each) for each in (key, *around.world.there.get(key, ()))])
        own = (organisation, opened.value, share, people, views, links, here)
        if before is not None and before.given[0] == own and (not before.value.afar or before.given[1] == elsewhere):
            result[key] = before
            continue
        new = ledger(organisation, opened.value, share or NO_SHARE, company)
        result[key] = Made((own, elsewhere), before.value if before is not None and before.value == new else new)
    return result
