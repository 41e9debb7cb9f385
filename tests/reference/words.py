"""SPEC §3.4: words and deeds."""

import datetime as dt
from dataclasses import dataclass

from tests.reference.entries import Entry
from tests.reference.ledger import Ledger


@dataclass
class FollowThrough:
    kept: float  # k
    due: int  # n

    @property
    def flag(self) -> str | None:
        if self.due >= 3 and self.kept / self.due <= 1 / 3:
            return "red"
        return "amber" if self.due >= 2 and self.kept / self.due <= 0.5 else None


def follow_through(ledger: Ledger, end: dt.date | None = None) -> FollowThrough:
    """Of the pledges made in the 730 days up to `end` (the as-of day), n and k; how they stand is as of that day."""
    end = end or ledger.as_of
    kept, due = 0.0, 0
    for item in ledger.items:
        if not item.is_pledge or item.released or not 0 <= (end - item.day).days <= 730:
            continue
        if item.rest == 0 or item.overdue_by(ledger.as_of) > 30:
            due += 1
            kept += item.kept_share()
    return FollowThrough(kept, due)


def advance(ledger: Ledger) -> tuple[int, int]:
    """Of the live contacts in 365 days, those followed within 14 days by something of theirs."""
    contacts = [e for e in ledger.within(365) if e.live]
    moves = [e.day for e in ledger.entries if _is_a_move(e)]
    followed = sum(any(0 <= (day - e.day).days <= 14 for day in moves) for e in contacts)
    return followed, len(contacts)


def _is_a_move(entry: Entry) -> bool:
    words = {"intro": {"made", "met"}, "answer": {"yes"}}.get(entry.type, set())
    return entry.type in {"pledge", "evidence", "support"} or entry.line.word in words
