"""Words and deeds: who keeps what they say, and what meetings bring (SPEC §3.4)."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence

from netlead_md.deriving.standing import FOREVER, YEAR, age, day_of, within
from netlead_md.deriving.support import IN_TIME
from netlead_md.model.ledger import FollowThrough, Item
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import LIVE

TWO_YEARS = 2 * YEAR
AMBER, RED = 2, 3
"""From so many promises due on, if no more than one in so many was kept."""
FOLLOWS = 14
"""Days after a live contact in which a word or a deed counts as its fruit; the same day counts."""


def follow_through(items: Sequence[Item], as_of: dt.date) -> FollowThrough:
    """K of n: over the pledges of the last 730 days, released ones left out."""
    kept, due = 0.0, 0
    for item in items:
        if item.source != "pledge" or item.state == "released" or age(item.date, as_of) > TWO_YEARS:
            continue
        if item.delivered is not None:
            kept += 1.0 if item.state == "kept" else 0.5
            due += 1
        elif item.due is not None and age(item.due, as_of) > IN_TIME:
            due += 1
    return FollowThrough(kept=kept, due=due, flag=_flag(kept, due))


def _flag(kept: float, due: int) -> str:
    if due >= RED and kept / due <= 1 / RED:
        return "red"
    return "amber" if due >= AMBER and kept / due <= 1 / AMBER else ""


def advance(entries: Sequence[Entry], as_of: dt.date) -> tuple[int, int]:
    """(a, b): of b live contacts in 365 days, a were followed within 14 days by a word or a deed."""
    fruits = sorted(day_of(entry).toordinal() for entry in entries if _is_fruit(entry))
    met = [entry.date.toordinal() for entry in within(entries, as_of, YEAR) if entry.type in LIVE]
    fruits.append(FOREVER)
    followed = sum(fruits[bisect_left(fruits, day)] - day <= FOLLOWS for day in met)
    return followed, len(met)


def _is_fruit(entry: Entry) -> bool:
    if entry.type == "intro":
        return entry.line.outcome in ("made", "met")
    if entry.type == "answer":
        return entry.line.outcome == "yes"
    return entry.type in ("pledge", "evidence", "support")
