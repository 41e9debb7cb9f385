"""Support S: what they gave or stand for, item by item (SPEC §3.2)."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import fsum

import msgspec

from netlead_md.analysis.decay import days_since, decay_factor
from netlead_md.model.ledger import Support, SupportItem
from netlead_md.model.network import Entry, Network
from netlead_md.model.vocabulary import CREDIT, SOFT

# An item while its story is being told (SPEC §3.2): what it is so far, and how a line changes it.


LAPSES = 120
"""Days past due."""
WITHOUT_A_DAY = 90
"""Days that a pledge without a due date is given."""
_LADDER = tuple(CREDIT)


class SupportItemBuilder(msgspec.Struct):
    """An item while its story is being told; `support.items` freezes it."""

    source: str
    kind: str
    rung: str
    date: dt.date
    lines: list[Entry]
    size: int | None = None
    due: dt.date | None = None
    due_written: bool = False
    delivered: dt.date | None = None
    """First delivery: kept or late is judged by it."""
    renewed: dt.date | None = None
    """Latest delivery: it fades from here."""
    ongoing: bool = False
    ended: dt.date | None = None
    released: bool = False
    replaced: bool = False
    """A newer `ongoing` line of its kind has taken its place."""

    def waits_on(self, day: dt.date) -> bool:
        """Whether help of this kind that comes on the day belongs to it: neither delivered, released nor lapsed."""
        if self.source != "pledge" or self.delivered or self.released or self.date > day:
            return False
        return self.due is None or days_since(self.due, day) <= LAPSES


def raise_rung(draft: SupportItemBuilder, rung: str) -> None:
    """The highest rung stays."""
    if rung in _LADDER and draft.rung in _LADDER and _LADDER.index(rung) > _LADDER.index(draft.rung):
        draft.rung = rung


def delivers_by_word(draft: SupportItemBuilder, entry: Entry) -> None:
    """`delivered` written as a rung is a delivery."""
    if entry.line.rung == "delivered":
        mark_delivered(draft, entry.date)


def mark_delivered(draft: SupportItemBuilder, day: dt.date) -> None:
    """It came on this day, perhaps again."""
    draft.delivered = min(draft.delivered or day, day)
    draft.renewed = max(draft.renewed or day, day)


IN_TIME = 30
"""Days past due that are still in time."""
LIVE = 0.25
SOFT_CAP = 30.0
WORDS = ((5.0, "none"), (10.0, "token"), (25.0, "emerging"), (50.0, "solid"), (75.0, "strong"))
_INTRO_CREDIT = {"made": 0.5, "met": 1.0}


def build_items(
    drafts: Iterable[SupportItemBuilder], organisation: str, network: Network, as_of: dt.date, default: int
) -> list[SupportItem]:
    """Freeze the drafts on the as-of day. `default`: the size of what states none."""
    return [_build_item(draft, organisation, network, as_of, default) for draft in drafts]


def total_support(all_items: Iterable[SupportItem]) -> Support:
    """Add the items up: hard H, soft, firm D, and S with its word."""
    kept = tuple(all_items)
    hard = fsum(item.value for item in kept if item.hard)
    soft = fsum(item.value for item in kept if not item.hard)
    firm = fsum(item.value for item in kept if is_firm(item))
    score = score_of(hard, soft)
    word = next((word for limit, word in WORDS if score < limit), "anchor")
    return Support(hard=hard, soft=soft, firm=firm, score=score, word=word, items=kept)


def score_of(hard: float, soft: float) -> float:
    """S: soft help counts up to its cap."""
    return min(100.0, hard + min(SOFT_CAP, soft))


def is_firm(item: SupportItem) -> bool:
    """Delivered, or standing on an agreement: a spoken word is never firm."""
    return item.hard and (item.delivered is not None or item.rung == "agreement")


def is_live(item: SupportItem) -> bool:
    """SPEC §3.5: f of a quarter or more."""
    return item.fade >= LIVE


def _build_item(
    draft: SupportItemBuilder, organisation: str, network: Network, as_of: dt.date, default: int
) -> SupportItem:
    hard = is_hard(draft)
    size, credit = size_and_credit(draft, network, default)
    fade = fade_of(draft, as_of)
    first = draft.lines[0]
    return SupportItem(
        organisation=organisation,
        kind=draft.kind,
        hard=hard,
        source=draft.source,
        size=size,
        rung=draft.rung,
        credit=credit,
        fade=fade,
        value=10 * size * credit * fade,
        date=draft.date,
        due=draft.due,
        due_written=draft.due_written,
        delivered=draft.delivered,
        ended=draft.ended,
        ongoing=draft.ongoing,
        state=_pledge_state(draft, as_of) if draft.source == "pledge" else "",
        lines=tuple(draft.lines),
        person=first.people[0] if first.people else "",
        project=next((line.project for line in draft.lines if line.project), ""),
    )


def is_hard(draft: SupportItemBuilder) -> bool:
    return draft.kind not in SOFT


def size_and_credit(draft: SupportItemBuilder, network: Network, default: int) -> tuple[int, float]:
    """What does not change from day to day, as long as no line comes."""
    introduced = any(line.type == "intro" for line in draft.lines)
    return draft.size or (_intro_size(draft, network) if introduced else default), _credit_of(draft)


def _credit_of(draft: SupportItemBuilder) -> float:
    if draft.rung in _INTRO_CREDIT:
        return _INTRO_CREDIT[draft.rung]
    if draft.delivered and any(line.type == "intro" for line in draft.lines):
        return max(_INTRO_CREDIT.get(line.line.outcome, 0.0) for line in draft.lines if line.type == "intro")
    return 1.0 if draft.delivered else CREDIT[draft.rung]


def fade_of(draft: SupportItemBuilder, as_of: dt.date) -> float:
    """How much of an item is left on a day: f of SPEC §3.2."""
    if draft.replaced or (draft.released and draft.delivered is None):
        return 0.0
    if draft.renewed is not None:
        return _fade_of_delivery(draft.renewed, draft, as_of)
    if draft.kind in SOFT:
        return decay_factor(days_since(draft.date, as_of))
    past = days_since(draft.due or draft.date, as_of)
    return 1.0 if past <= IN_TIME else 0.5 if past <= LAPSES else 0.0


def _fade_of_delivery(renewed: dt.date, draft: SupportItemBuilder, as_of: dt.date) -> float:
    if draft.ended is not None:
        return decay_factor(max(0, days_since(max(draft.ended, renewed), as_of)))
    return 1.0 if draft.ongoing else decay_factor(days_since(renewed, as_of))


def _pledge_state(draft: SupportItemBuilder, as_of: dt.date) -> str:
    due = draft.due or draft.date
    if draft.released:
        return "released"
    if draft.delivered is not None:
        return "kept" if days_since(due, draft.delivered) <= IN_TIME else "late"
    past = days_since(due, as_of)
    return "open" if past <= 0 else "overdue" if past <= LAPSES else "lapsed"


def _intro_size(draft: SupportItemBuilder, network: Network) -> int:
    """Small; medium where it leads to an organisation or to somebody of high influence (SPEC §3.2)."""
    for line in draft.lines:
        for key in line.towards:
            person = network.people.get(key)
            if key in network.organisations or (person and any(role.influence == "high" for role in person.roles)):
                return 2
    return 1


# Where an organisation stands on the map of trust and support (SPEC §4).


def quadrant_point(score: float, firm: float) -> tuple[float, float]:
    """(x, y) from .02 to .98 with two decimals; .5 is T = 35 and D = 5."""
    return _axis_position(score, 35.0), _axis_position(firm, 5.0)


def _axis_position(value: float, middle: float) -> float:
    half = 0.5 * value / middle if value < middle else 0.5 + 0.5 * (value - middle) / (100 - middle)
    return float(Decimal(min(max(half, 0.02), 0.98)).quantize(Decimal("0.01"), ROUND_HALF_UP))
