"""An item while its story is being told (SPEC §3.2): what it is so far, and how a line changes it."""

import datetime as dt

import msgspec

from netlead_md.deriving.standing import age
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import CREDIT

LAPSES = 120
"""Days past due."""
WITHOUT_A_DAY = 90
"""Days that a pledge without a due date is given."""
_LADDER = tuple(CREDIT)


class Draft(msgspec.Struct):
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
        return self.due is None or age(self.due, day) <= LAPSES


def raise_rung(draft: Draft, rung: str) -> None:
    """The highest rung stays."""
    if rung in _LADDER and draft.rung in _LADDER and _LADDER.index(rung) > _LADDER.index(draft.rung):
        draft.rung = rung


def delivers_by_word(draft: Draft, entry: Entry) -> None:
    """`delivered` written as a rung is a delivery."""
    if entry.line.rung == "delivered":
        deliver(draft, entry.date)


def deliver(draft: Draft, day: dt.date) -> None:
    """It came on this day, perhaps again."""
    draft.delivered = min(draft.delivered or day, day)
    draft.renewed = max(draft.renewed or day, day)
