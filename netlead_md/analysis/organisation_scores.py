"""The first half of a ledger: help, trust, clock and class, which need nobody else (SPEC §3.1–3.4, §3.6)."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import fsum
from typing import Final

import msgspec

from netlead_md.analysis.commitments import ASKS_WITHOUT_A_DAY, AskHistory, follow_asks, reconcile
from netlead_md.analysis.decay import HALF_YEAR, YEAR, day_of, days_since, first_day, latest_day
from netlead_md.analysis.entry_groups import EntityEntries
from netlead_md.analysis.labels import short_label
from netlead_md.analysis.metrics import TWO_YEARS, follow_through
from netlead_md.analysis.network_index import NetworkIndex
from netlead_md.analysis.references import References
from netlead_md.analysis.scores import EntityScores
from netlead_md.analysis.support import build_items, is_live, total_support
from netlead_md.model.diagnostics import Fault
from netlead_md.model.entry_types import COMMITMENTS
from netlead_md.model.ledger import Ask, Clock, FollowThrough, Promise, Support, SupportItem, Trust
from netlead_md.model.network import Entry, Network, Organisation
from netlead_md.model.words import LedgerClass, Rung, Unsaid

# Trust without support: the class of an organisation or individual (SPEC §3.3).


SUPPORT = 5.0
"""D from here on is support: one small delivery counts for a year."""
HELPED: Final = 2.5
"""Deliveries in D: a small one for two years, a large one for four."""
HELPED_SOFTLY: Final = 10.0
OFTEN, TWICE = 3, 2
"""Hard asks."""
_FEW, _MANY = 2, 3
"""Promises due."""
STATED = 3
_WRITTEN: Final[tuple[Rung, ...]] = ("email", "letter", "agreement")
_ANSWERING: Final = COMMITMENTS - {"answer", "released"}


def hard_asks(asked: AskHistory, as_of: dt.date) -> int:
    """A as it is shown: hard asks in the 730 days up to the as-of day (SPEC §5.2)."""
    return sum(ask.hard and days_since(ask.date, as_of) <= TWO_YEARS for ask in asked.asks)


class Standing:
    """What the class of one organisation is looked for in; most of it is never needed."""

    def __init__(
        self, clock: Clock | None, helped: Support, asked: AskHistory, entries: Sequence[Entry], as_of: dt.date
    ) -> None:
        self.clock, self.helped, self.asked, self.entries, self.as_of = clock, helped, asked, entries, as_of
        self.days = clock.days if clock is not None else -1
        self.end = min(as_of, day_of(entries[-1])) if entries else as_of
        """The windows of 730 days end on the day of the last entry: silence clears no warning."""

    def recent(self, day: dt.date) -> bool:
        """Whether a day lies in the window of 730 days."""
        return days_since(day, self.end) <= TWO_YEARS

    @cached_property
    def follow(self) -> FollowThrough:
        return follow_through(self.helped.items, self.as_of, self.end)

    @cached_property
    def hard_asks(self) -> int:
        """A."""
        return sum(ask.hard and self.recent(ask.date) for ask in self.asked.asks)

    @property
    def in_time(self) -> bool:
        """Whether an ask is open and in time; an `intro asked` is for 60 days."""
        return any(ask.in_time for ask in self.asked.asks) or any(
            days_since(entry.date, self.as_of) <= ASKS_WITHOUT_A_DAY for entry in self.asked.introductions[-1:]
        )


def class_of(  # noqa: PLR0913  (all that the table of SPEC §3.3 looks at)
    clock: Clock | None,
    helped: Support,
    asked: AskHistory,
    entries: Sequence[Entry],
    as_of: dt.date,
    *,
    individual: bool,
) -> LedgerClass:
    """The first class that holds. `entries`: oldest first, plans, open promises and reviews left out."""
    standing = Standing(clock, helped, asked, entries, as_of)
    if clock is not None:
        found = _class_of_trusting(standing)
        found = "serious" if individual and found == "severe" else found
    else:
        found = _class_of_helping(standing) or ("words-only" if _words_only(standing) else "building")
    return found


def _class_of_helping(at: Standing) -> LedgerClass | Unsaid:
    """Of those for whom help speaks, trusting or not."""
    delivered = fsum(item.value for item in at.helped.items if item.hard and item.delivered is not None)
    if at.helped.firm >= SUPPORT and delivered > 0:
        return "supported"
    if on_the_way(at.helped.items, at.follow.flag, at.as_of) is not None:
        return "on-the-way"
    return "helped" if delivered >= HELPED else ""


def _class_of_trusting(at: Standing) -> LedgerClass:
    if helping := _class_of_helping(at):
        return helping
    if at.days > YEAR and at.hard_asks >= OFTEN and at.follow.due >= _MANY and at.follow.flag == "red":
        return "severe"
    if _said_no(at):
        return "said-no"
    if helped_softly(at.helped.items, at.as_of) >= HELPED_SOFTLY:
        return "helped"
    if at.days > HALF_YEAR and at.hard_asks and (at.hard_asks >= TWICE or at.days > YEAR) and _has_lapsed_pledge(at):
        return "serious"
    return "words-only" if _words_only(at) else _class_of_friends(at)


def _class_of_friends(at: Standing) -> LedgerClass:
    """Of those who trust, and of whom nothing heavier is to be said."""
    if at.in_time:
        return "asked"
    if at.days <= HALF_YEAR:
        return "ripening"
    asked = any(at.recent(ask.date) for ask in at.asked.asks[-1:])
    asked = asked or any(at.recent(entry.date) for entry in (*at.asked.introductions[-1:], *at.asked.answers[-1:]))
    return "mild" if asked or _has_lapsed_pledge(at) else "unasked"


def on_the_way(items: Iterable[SupportItem], flag: str, as_of: dt.date) -> SupportItem | None:
    """A live hard pledge that has not come, in writing, not past due, due within a year; an agreement whenever.

    Of those who keep half of their promises or fewer only a letter or better is believed.
    """
    written = _WRITTEN[1:] if flag else _WRITTEN
    found = (
        item
        for item in items
        if item.source == "pledge" and item.hard and item.delivered is None and is_live(item) and item.rung in written
        if item.due is not None and -days_since(item.due, as_of) >= 0
        if item.rung == "agreement" or -days_since(item.due, as_of) <= YEAR
    )
    return min(found, key=lambda item: (item.due or item.date, item.date), default=None)


def helped_softly(items: Iterable[SupportItem], as_of: dt.date) -> float:
    """What the soft help of 365 days is worth: delivered, made or met."""
    return fsum(
        item.value
        for item in items
        if not item.hard and (day := came_on(item)) is not None and (item.ongoing or days_since(day, as_of) <= YEAR)
    )


def came_on(item: SupportItem) -> dt.date | None:
    """The latest day on which an item came, or the end of its `until`; None if it has not come."""
    if item.delivered is None:
        return None
    days = [line.date for line in item.lines if line.type in ("support", "intro")]
    return max((*days, item.delivered))


def _said_no(at: Standing) -> bool:
    on = at.asked.last_answered
    if at.asked.last_answer != "no" or on is None or days_since(on, at.as_of) > YEAR or at.in_time:
        return False
    return not any(_may_follow(entry) and entry.date > on for entry in at.entries)


def _may_follow(entry: Entry) -> bool:
    if entry.type == "intro":
        return entry.line.outcome != "declined"
    return entry.type in _ANSWERING


def _has_lapsed_pledge(at: Standing) -> bool:
    """A hard pledge made in the window that has lapsed."""
    return any(item.hard and item.state == "lapsed" and at.recent(item.date) for item in at.helped.items)


def _words_only(at: Standing) -> bool:
    """Two promises due or more, none kept, nothing come."""
    if at.follow.due < _FEW or at.follow.kept:
        return False
    if any((day := came_on(item)) is not None and at.recent(day) for item in at.helped.items):
        return False
    return at.clock is not None or bool(at.entries and days_since(day_of(at.entries[-1]), at.as_of) <= TWO_YEARS)


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
    class_: LedgerClass
    hard_asks: int
    """A of SPEC §3.3."""
    faults: tuple[Fault, ...]

    @property
    def trust(self) -> Trust:
        """Of an individual his own as a person."""
        alone = self.figures.alone
        return self.figures.trust if alone is None else msgspec.structs.replace(self.figures.trust, breadth=alone)

    @property
    def clock(self) -> Clock | None:
        return self.figures.clock


def support_of(organisation: Organisation, share: EntityEntries, refs: References, world: NetworkIndex) -> SupportState:
    """Everything about help, from the entries that concern one organisation."""
    as_of, size = world.as_of, world.config.size
    entries = tuple([entry for entry, _ in share.happened])
    asks = follow_asks(entries, refs, organisation.key, as_of, size)
    told = reconcile(entries, refs, asks, size)
    frozen = build_items(told.drafts, organisation.key, world.network, as_of, size)
    before = _Asks(asks.asks)
    helped = total_support(_label_item(item, before.before(item), world.network) for item in frozen)
    return SupportState(
        entries=entries,
        asked=asks,
        support=helped,
        follow_through=follow_through(helped.items, as_of),
        faults=(*asks.faults, *told.faults),
    )


def score_organisation(helped: SupportState, figures: EntityScores, as_of: dt.date) -> OrganisationScores:
    """Open the account of one organisation or individual: its help beside its trust."""
    asks, individual = helped.asked, figures.alone is not None
    class_ = class_of(figures.clock, helped.support, asks, helped.entries, as_of, individual=individual)
    return OrganisationScores(
        entries=helped.entries,
        figures=figures,
        asked=asks,
        support=helped.support,
        follow_through=helped.follow_through,
        class_=class_,
        hard_asks=hard_asks(asks, as_of),
        faults=helped.faults,
    )


class _Asks:
    """The asks of one organisation by kind, oldest first."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        self._kinds: dict[str, list[Ask]] = {}
        for ask in asks:
            self._kinds.setdefault(ask.kind, []).append(ask)

    def before(self, item: SupportItem) -> Ask | None:
        """The latest one of the kind of an item in the year up to its day."""
        asks = self._kinds.get(item.kind, [])
        at = bisect_right(asks, item.date, key=lambda ask: ask.date)
        return asks[at - 1] if at and days_since(asks[at - 1].date, item.date) <= YEAR else None


def _label_item(item: SupportItem, ask: Ask | None, network: Network) -> SupportItem:
    """Named by the ask that it answers, if its words are few, else by its own first line; of its project else."""
    words = (short_label(ask.entry, network) if ask else "") or short_label(item.lines[0], network)
    project = item.project or (ask.entry.project if ask else "")
    return msgspec.structs.replace(item, label=words, project=project)


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
    if account.asked.asked_since(first_day(as_of, TWO_YEARS)):
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
