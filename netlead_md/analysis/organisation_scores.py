"""The first half of a ledger: help, trust, clock and class, which need nobody else (SPEC §3.1–3.4, §3.6)."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from netlead_md.analysis.commitments import AskHistory, follow_asks, reconcile
from netlead_md.analysis.decay import HALF_YEAR, YEAR, days_since, latest_day
from netlead_md.analysis.entry_groups import EntityEntries
from netlead_md.analysis.entry_text import short_label
from netlead_md.analysis.metrics import TWO_YEARS, follow_through
from netlead_md.analysis.network_index import NetworkIndex
from netlead_md.analysis.references import References
from netlead_md.analysis.scores import EntityScores
from netlead_md.analysis.support import build_items, is_live, total_support
from netlead_md.model.diagnostics import Fault
from netlead_md.model.ledger import Ask, Clock, FollowThrough, Promise, Support, SupportItem, Trust
from netlead_md.model.network import Entry, Network, Organisation

# Trust without support: the class of an organisation (SPEC §3.3).


SUPPORT = 5.0
"""D from here on is support: one small delivery counts for a year."""
OFTEN, ONCE = 3, 1
"""Hard asks."""
STATED = 3


def hard_asks(asks: Sequence[Ask], as_of: dt.date, days: int) -> int:
    """How often I asked for hard support in so many days."""
    return sum(ask.hard and days_since(ask.date, as_of) <= days for ask in asks)


def class_of(clock: Clock | None, helped: Support, asks: Sequence[Ask], follow: FollowThrough, as_of: dt.date) -> str:
    """supported, building, or, while trusting without support, the first that holds from severe to ripening."""
    if helped.firm >= SUPPORT:
        return "supported"
    if clock is None:
        return "building"
    if clock.days <= HALF_YEAR:
        return "ripening"
    often = hard_asks(asks, as_of, TWO_YEARS)
    if clock.days > YEAR and often >= OFTEN and follow.flag == "red":
        return "severe"
    if not hard_asks(asks, as_of, YEAR):
        return "unasked"
    return "serious" if (often > ONCE or clock.days > YEAR) and _has_lapsed_pledge(helped.items, as_of) else "mild"


def _has_lapsed_pledge(items: Sequence[SupportItem], as_of: dt.date) -> bool:
    return any(item.hard and item.state == "lapsed" and days_since(item.date, as_of) <= TWO_YEARS for item in items)


def by_your_own_word(organisation: Organisation, clock: Clock | None, firm: float, as_of: dt.date) -> bool:
    """The user says that they trust them; no clock runs and no help is on record. Listed, never scored.

    A statement without a date is not known to be older than a year, and counts.
    """
    if organisation.trust is None or organisation.trust < STATED or clock is not None or firm >= SUPPORT:
        return False
    return organisation.trust_on is None or days_since(organisation.trust_on, as_of) <= YEAR


class SupportState(msgspec.Struct, frozen=True):
    """What one organisation was asked for, promised and gave."""

    entries: tuple[Entry, ...]
    asked: AskHistory
    support: Support
    follow_through: FollowThrough
    faults: tuple[Fault, ...]


class OrganisationScores(msgspec.Struct, frozen=True):
    """What the entries of one organisation say on a day."""

    entries: tuple[Entry, ...]
    figures: EntityScores
    asked: AskHistory
    support: Support
    follow_through: FollowThrough
    class_: str
    faults: tuple[Fault, ...]

    @property
    def trust(self) -> Trust:
        return self.figures.trust

    @property
    def clock(self) -> Clock | None:
        return self.figures.clock


def support_of(organisation: Organisation, share: EntityEntries, refs: References, world: NetworkIndex) -> SupportState:
    """Everything about help, from the entries that concern one organisation."""
    as_of, size = world.as_of, world.config.size
    entries = tuple([entry for entry, _ in share.happened])
    asks = follow_asks(entries, refs, as_of, size)
    told = reconcile(entries, refs, asks)
    frozen = build_items(told.drafts, organisation.key, world.network, as_of, size)
    helped = total_support(_label_item(item, asks, world.network) for item in frozen)
    return SupportState(
        entries=entries,
        asked=asks,
        support=helped,
        follow_through=follow_through(helped.items, as_of),
        faults=(*asks.faults, *told.faults),
    )


def score_organisation(helped: SupportState, figures: EntityScores, as_of: dt.date) -> OrganisationScores:
    """Open the account of one organisation: its help beside its trust."""
    asks, follow = helped.asked, helped.follow_through
    return OrganisationScores(
        entries=helped.entries,
        figures=figures,
        asked=asks,
        support=helped.support,
        follow_through=follow,
        class_=class_of(figures.clock, helped.support, asks.asks, follow, as_of),
        faults=helped.faults,
    )


def _label_item(item: SupportItem, asks: AskHistory, network: Network) -> SupportItem:
    """Named by the ask that it answers, if its words are few, else by its own first line."""
    before = [ask.entry for ask in asks.asks if ask.kind == item.kind and 0 <= days_since(ask.date, item.date) <= YEAR]
    words = (short_label(before[-1], network) if before else "") or short_label(item.lines[0], network)
    return msgspec.structs.replace(item, label=words)


# How far a relationship has come, from identified to stewarded (SPEC §3.5).


STAGES = ("identified", "in contact", "trusted", "asked", "evidenced", "agreed", "delivering", "stewarded")


def stage_of(account: OrganisationScores, promises: Sequence[Promise], as_of: dt.date) -> int:
    """The highest stage that holds."""
    items = account.support.items
    if any(_is_delivering(item, as_of) for item in items):
        return 7 if _is_stewarded(account.entries, items, promises) else 6
    waiting = {item.rung for item in items if item.delivered is None and is_live(item)}
    if "agreement" in waiting:
        return 5
    if waiting & {"email", "letter"}:
        return 4
    if any(days_since(ask.date, as_of) <= TWO_YEARS for ask in account.asked.asks):
        return 3
    return 2 if account.clock is not None else 1 if account.entries else 0


def _is_delivering(item: SupportItem, as_of: dt.date) -> bool:
    if not item.hard or item.delivered is None or item.fade == 0.0:
        return False
    return item.ongoing or days_since(max(_delivery_days(item)), as_of) <= YEAR


def _delivery_days(item: SupportItem) -> list[dt.date]:
    days = [line.date for line in item.lines if line.type == "support"]
    return [*days, item.delivered or item.date, *([item.ended] if item.ended else [])]


def _is_stewarded(entries: Sequence[Entry], items: Sequence[SupportItem], promises: Sequence[Promise]) -> bool:
    given = [entry for item in items for entry in item.lines if entry.type in ("support", "intro")]
    thanked, received = latest_day(entry for entry in entries if entry.type == "thanks"), latest_day(given)
    if thanked is None or (received is not None and thanked < received):
        return False
    return not any(promise.state == "overdue" for promise in promises)
