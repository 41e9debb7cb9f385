"""Support S: what they gave or stand for, item by item (SPEC §3.2)."""

import datetime as dt
from collections.abc import Iterable
from math import fsum

from netlead_md.deriving.drafts import LAPSES, Draft
from netlead_md.deriving.standing import age, fading
from netlead_md.model.ledger import Item, Support
from netlead_md.model.network import Network
from netlead_md.model.vocabulary import CREDIT, SOFT

IN_TIME = 30
"""Days past due that are still in time."""
LIVE = 0.25
SOFT_CAP = 30.0
WORDS = ((5.0, "none"), (10.0, "token"), (25.0, "emerging"), (50.0, "solid"), (75.0, "strong"))
_INTRO_CREDIT = {"made": 0.5, "met": 1.0}


def items(drafts: Iterable[Draft], organisation: str, network: Network, as_of: dt.date, default: int) -> list[Item]:
    """Freeze the drafts on the as-of day. `default`: the size of what states none."""
    return [_item(draft, organisation, network, as_of, default) for draft in drafts]


def support(all_items: Iterable[Item]) -> Support:
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


def is_firm(item: Item) -> bool:
    """Delivered, or standing on an agreement: a spoken word is never firm."""
    return item.hard and (item.delivered is not None or item.rung == "agreement")


def is_live(item: Item) -> bool:
    """SPEC §3.5: f of a quarter or more."""
    return item.fade >= LIVE


def _item(draft: Draft, organisation: str, network: Network, as_of: dt.date, default: int) -> Item:
    hard = is_hard(draft)
    size, credit = size_and_credit(draft, network, default)
    fade = fade_of(draft, as_of)
    first = draft.lines[0]
    return Item(
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
        state=_state(draft, as_of) if draft.source == "pledge" else "",
        lines=tuple(draft.lines),
        person=first.people[0] if first.people else "",
        project=next((line.project for line in draft.lines if line.project), ""),
    )


def is_hard(draft: Draft) -> bool:
    return draft.kind not in SOFT


def size_and_credit(draft: Draft, network: Network, default: int) -> tuple[int, float]:
    """What does not change from day to day, as long as no line comes."""
    introduced = any(line.type == "intro" for line in draft.lines)
    return draft.size or (_intro_size(draft, network) if introduced else default), _credit(draft)


def _credit(draft: Draft) -> float:
    if draft.rung in _INTRO_CREDIT:
        return _INTRO_CREDIT[draft.rung]
    if draft.delivered and any(line.type == "intro" for line in draft.lines):
        return max(_INTRO_CREDIT.get(line.line.outcome, 0.0) for line in draft.lines if line.type == "intro")
    return 1.0 if draft.delivered else CREDIT[draft.rung]


def fade_of(draft: Draft, as_of: dt.date) -> float:
    """How much of an item is left on a day: f of SPEC §3.2."""
    if draft.replaced or (draft.released and draft.delivered is None):
        return 0.0
    if draft.renewed is not None:
        return _fade_of_delivery(draft.renewed, draft, as_of)
    if draft.kind in SOFT:
        return fading(age(draft.date, as_of))
    past = age(draft.due or draft.date, as_of)
    return 1.0 if past <= IN_TIME else 0.5 if past <= LAPSES else 0.0


def _fade_of_delivery(renewed: dt.date, draft: Draft, as_of: dt.date) -> float:
    if draft.ended is not None:
        return fading(max(0, age(max(draft.ended, renewed), as_of)))
    return 1.0 if draft.ongoing else fading(age(renewed, as_of))


def _state(draft: Draft, as_of: dt.date) -> str:
    due = draft.due or draft.date
    if draft.released:
        return "released"
    if draft.delivered is not None:
        return "kept" if age(due, draft.delivered) <= IN_TIME else "late"
    past = age(due, as_of)
    return "open" if past <= 0 else "overdue" if past <= LAPSES else "lapsed"


def _intro_size(draft: Draft, network: Network) -> int:
    """Small; medium where it leads to an organisation or to somebody of high influence (SPEC §3.2)."""
    for line in draft.lines:
        for key in line.towards:
            person = network.people.get(key)
            if key in network.organisations or (person and any(role.influence == "high" for role in person.roles)):
                return 2
    return 1
