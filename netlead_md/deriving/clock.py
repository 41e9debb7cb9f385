"""The clock of trust: since when an organisation has been trusting (SPEC §3.3)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from netlead_md.deriving.points import Stroke, Weighed
from netlead_md.deriving.trust import course
from netlead_md.model.ledger import Clock

STARTS, STOPS = 35.0, 25.0
HAIR = 1e-9
"""Decayed sums that should meet a limit exactly may miss it by a rounding error."""


def clock(made: Sequence[Stroke], boxes: Sequence[Weighed], entry_days: Iterable[int], as_of: dt.date) -> Clock | None:
    """Start: T reaches 35; stop: T is below 25. Looked at on each entry's day, the day before it and the as-of day."""
    on = set(entry_days)
    looked = sorted(on | {day - 1 for day in on} | {as_of.toordinal()})
    since: int | None = None
    for day, (contact, deeds, signs) in zip(looked, course(made, boxes, looked), strict=True):
        trust = contact + deeds + signs
        if since is None and trust >= STARTS - HAIR:
            since = day
        elif since is not None and trust < STOPS - HAIR:
            since = None
    if since is None:
        return None
    return Clock(since=dt.date.fromordinal(since), days=as_of.toordinal() - since)
