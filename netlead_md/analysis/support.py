"""Support S: what they gave or stand for, item by item (SPEC §3.2)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import fsum
from typing import Final, NamedTuple, cast

import msgspec

from netlead_md.analysis.decay import days_since, decay_factor
from netlead_md.linking.attribution import has_high_influence
from netlead_md.model.ledger import Support, SupportItem
from netlead_md.model.network import Entry, Network
from netlead_md.model.vocabulary import CREDIT, SOFT
from netlead_md.model.words import HelpKind, IntroductionOutcome, ItemSource, PledgeState, Rung, Unsaid

# An item while its story is being told (SPEC §3.2): what it is so far, and how a line changes it.


LAPSES = 120
"""Days past due."""
WITHOUT_A_DAY = 90
"""Days that a pledge without a due date is given."""
_LADDER = tuple(CREDIT)


class Delivery(msgspec.Struct):
    """What came with one line: all of an item, a part of it, or something more."""

    entry: Entry
    day: dt.date
    size: int | None = None
    """None: that of the pledge."""
    ongoing: bool = False
    ended: dt.date | None = None
    replaced: bool = False
    """A newer `ongoing` line of its kind has taken its place."""


class SupportItemBuilder(msgspec.Struct):
    """An item while its story is being told; `support.items` freezes it."""

    source: ItemSource
    kind: HelpKind | Unsaid
    rung: Rung | IntroductionOutcome
    """Of an introduction, how far it came."""
    date: dt.date
    lines: list[Entry]
    """Without those of its parts."""
    size: int | None = None
    due: dt.date | None = None
    due_written: bool = False
    delivered: dt.date | None = None
    """When it came, or the last of it: kept or late is judged by it."""
    renewed: dt.date | None = None
    """Latest delivery: it fades from here."""
    came: int | None = None
    """Size of what came with that line; None: as much as was open."""
    ongoing: bool = False
    ended: dt.date | None = None
    released: bool = False
    replaced: bool = False
    """A newer `ongoing` line of its kind has taken its place."""
    parts: list[Delivery] = []
    """Of a pledge: what came before all of it was there, and what came after."""
    rests_until: dt.date | None = None
    """`answer later` that is `re` this pledge."""

    def is_open(self, day: dt.date) -> bool:
        """Whether it is a pledge of this day or an earlier one, neither delivered nor released."""
        return self.source == "pledge" and not (self.delivered or self.released) and self.date <= day

    def waits_on(self, day: dt.date) -> bool:
        """Whether help of this kind that comes on the day belongs to it: neither delivered, released nor lapsed."""
        return self.is_open(day) and (self.due is None or days_since(self.due, day) <= LAPSES)

    def open_size(self, default: int) -> int:
        """How much of a pledge has not come yet."""
        return (self.size or default) - sum(part.size or default for part in self.parts)


def raise_rung(draft: SupportItemBuilder, rung: Rung | Unsaid) -> None:
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
_INTRO_CREDIT: Final[dict[str, float]] = {"made": 0.5, "met": 1.0}


def build_items(
    drafts: Iterable[SupportItemBuilder], organisation: str, network: Network, as_of: dt.date, default: int
) -> list[SupportItem]:
    """Freeze the drafts on the as-of day, each pledge before its parts. `default`: the size of what states none."""
    return [item for draft in drafts for item in _items(draft, organisation, network, as_of, default)]


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


class Piece(NamedTuple):
    """A pledge, or whatever else help begins as, or one part of a pledge, as long as no line comes."""

    size: int
    credit: float
    draft: SupportItemBuilder
    part: Delivery | None = None

    def fade(self, as_of: dt.date) -> float:
        """How much of it is left on a day: f of SPEC §3.2."""
        if self.part is None:
            return _fade_of(self.draft, as_of)
        part = self.part
        return 0.0 if part.replaced else _fade_of_delivery(part.day, part.ended, as_of, ongoing=part.ongoing)

    def value(self, as_of: dt.date) -> float:
        return 10 * self.size * self.credit * self.fade(as_of)

    @property
    def is_firm(self) -> bool:
        """Whether it is a part of D."""
        came = self.part is not None or self.draft.delivered is not None
        return is_hard(self.draft) and (came or self.draft.rung == "agreement")


def pieces(draft: SupportItemBuilder, network: Network, default: int) -> tuple[Piece, ...]:
    """What an item is split into: itself or its rest, then each part that came."""
    parts = tuple([Piece(part.size or draft.size or default, 1.0, draft, part) for part in draft.parts])
    return (Piece(_size(draft, network, default), _credit_of(draft), draft), *parts)


def _size(draft: SupportItemBuilder, network: Network, default: int) -> int:
    if draft.came is not None:
        return draft.came
    if draft.parts:
        before = (each for each in draft.parts if draft.delivered is None or each.day <= draft.delivered)
        return max((draft.size or default) - sum(each.size or draft.size or default for each in before), 0)
    introduced = any(line.type == "intro" for line in draft.lines)
    return draft.size or (_intro_size(draft, network) if introduced else default)


def _items(
    draft: SupportItemBuilder, organisation: str, network: Network, as_of: dt.date, default: int
) -> Iterator[SupportItem]:
    whole, *parts = pieces(draft, network, default)
    fade, first, pledged = whole.fade(as_of), draft.lines[0], draft.source == "pledge"
    value = 10 * whole.size * whole.credit * fade
    main = SupportItem(
        organisation=organisation,
        kind=draft.kind,
        hard=is_hard(draft),
        source=draft.source,
        size=whole.size,
        rung=draft.rung,
        credit=whole.credit,
        fade=fade,
        value=value,
        date=draft.date,
        due=draft.due,
        due_written=draft.due_written,
        delivered=draft.delivered,
        ended=draft.ended,
        ongoing=draft.ongoing,
        state=_pledge_state(draft, as_of) if pledged else "",
        lines=tuple(draft.lines),
        person=first.people[0] if first.people else "",
        project=next((line.project for line in draft.lines if line.project), ""),
        whole=whole.size + sum(part.size for part in parts),
        worth=fsum((value, *(part.value(as_of) for part in parts))),
        kept=_kept(draft, default) if pledged else 0.0,
        rests_until=draft.rests_until,
        begun=min((line.date for line in draft.lines if line.type == "evidence"), default=None),
    )
    yield main
    for part in parts:
        if part.part is not None:
            yield _part(main, part.part, part, as_of)


def _part(main: SupportItem, came: Delivery, part: Piece, as_of: dt.date) -> SupportItem:
    return msgspec.structs.replace(
        main,
        source="part",
        size=part.size,
        rung="delivered",
        credit=1.0,
        fade=part.fade(as_of),
        value=part.value(as_of),
        due=None,
        due_written=False,
        delivered=came.day,
        ended=came.ended,
        ongoing=came.ongoing,
        state="",
        lines=(came.entry,),
        project=came.entry.project or main.project,
        whole=part.size,
        worth=part.value(as_of),
        kept=0.0,
        rests_until=None,
    )


def _kept(draft: SupportItemBuilder, default: int) -> float:
    """What a pledge adds to k of SPEC §3.4: the share of each part, whole in time and half if late."""
    full = left = draft.size or default
    kept = 0.0
    came = [(part.day, part.size or full) for part in draft.parts]
    came += [(draft.delivered, draft.came or full)] if draft.delivered is not None else []
    for day, size in sorted(came):
        share = min(size, left)
        left -= share
        kept += share / full * (1.0 if days_since(draft.due or draft.date, day) <= IN_TIME else 0.5)
    if draft.delivered is not None and left:  # delivered by word: all of it is there
        kept += left / full * (1.0 if days_since(draft.due or draft.date, draft.delivered) <= IN_TIME else 0.5)
    return kept


def is_hard(draft: SupportItemBuilder) -> bool:
    return draft.kind not in SOFT


def _credit_of(draft: SupportItemBuilder) -> float:
    if draft.rung in _INTRO_CREDIT:
        return _INTRO_CREDIT[draft.rung]
    if draft.delivered and any(line.type == "intro" for line in draft.lines):
        return max(_INTRO_CREDIT.get(line.line.outcome, 0.0) for line in draft.lines if line.type == "intro")
    return 1.0 if draft.delivered else CREDIT[cast("Rung", draft.rung)]


def _fade_of(draft: SupportItemBuilder, as_of: dt.date) -> float:
    if draft.replaced or (draft.released and draft.delivered is None):
        return 0.0
    if draft.renewed is not None:
        return _fade_of_delivery(draft.renewed, draft.ended, as_of, ongoing=draft.ongoing)
    if draft.kind in SOFT:
        return decay_factor(days_since(draft.date, as_of))
    past = days_since(draft.due or draft.date, as_of)
    return 1.0 if past <= IN_TIME else 0.5 if past <= LAPSES else 0.0


def _fade_of_delivery(renewed: dt.date, ended: dt.date | None, as_of: dt.date, *, ongoing: bool) -> float:
    if ended is not None:
        return decay_factor(max(0, days_since(max(ended, renewed), as_of)))
    return 1.0 if ongoing else decay_factor(days_since(renewed, as_of))


def _pledge_state(draft: SupportItemBuilder, as_of: dt.date) -> PledgeState:
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
            if key in network.organisations or (person is not None and has_high_influence(person)):
                return 2
    return 1


# Where an organisation stands on the map of trust and support (SPEC §4).


_TRUSTED = 35.0
_SUPPORT = 5.0
_PROMISED = 20.0
"""H that lifts a point to the middle: a promise in writing is not help, but it is something."""


def quadrant_point(score: float, helped: Support) -> tuple[float, float]:
    """(x, y) from .02 to .98 with two decimals; .5 is T = 35 and D = 5, below which all hard items lift a point."""
    firm = helped.firm
    height = 0.5 * min(1.0, helped.hard / _PROMISED) if firm < _SUPPORT else _above(firm, _SUPPORT)
    return _shown(0.5 * score / _TRUSTED if score < _TRUSTED else _above(score, _TRUSTED)), _shown(height)


def _above(value: float, middle: float) -> float:
    return 0.5 + 0.5 * (value - middle) / (100 - middle)


def _shown(place: float) -> float:
    return float(Decimal(repr(min(max(place, 0.02), 0.98))).quantize(Decimal("0.01"), ROUND_HALF_UP))
