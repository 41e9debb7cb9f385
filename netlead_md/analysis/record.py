"""What the notes hold about one organisation or individual, as far as an absence is concerned (SPEC §2.5, §3.3).

The sentences made of it are in `wording.absence`.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from netlead_md.model.account import Telling
from netlead_md.model.entry_types import GIVEN_BY_THEM
from netlead_md.model.ledger import Ask, Ledger, SupportItem
from netlead_md.model.network import Entry
from netlead_md.model.words import EntryTypeName

ASKING: Final[frozenset[EntryTypeName]] = frozenset({"ask", "answer"})


class Record(msgspec.Struct, frozen=True):
    """What the notes hold about one organisation or individual, as far as an absence is concerned."""

    asks: tuple[Ask, ...]
    introductions_asked: tuple[Entry, ...]
    items: tuple[SupportItem, ...]
    entries: tuple[Entry, ...]
    """Oldest first."""
    as_of: dt.date
    questions: tuple[Telling, ...] = ()

    def asked_on(self) -> list[dt.date]:
        """The days on which anything was asked, an introduction too, oldest first."""
        return sorted([*(ask.date for ask in self.asks), *(entry.date for entry in self.introductions_asked)])


def record_of(ledger: Ledger, as_of: dt.date) -> Record:
    """The record of a ledger."""
    items = ledger.support.items
    return Record(ledger.asks, ledger.introductions_asked, items, ledger.entries, as_of, ledger.questions)


def count_doubts(record: Record, types: Collection[str]) -> int:
    """How many open questions sound like one of these types."""
    return sum(question.sounds_like(types) for question in record.questions)


def is_unasked(record: Record, since: dt.date | None = None) -> bool:
    """Whether nothing was asked on this day or later, or ever, and no question says otherwise."""
    days = record.asked_on()
    return not (days and (since is None or days[-1] >= since)) and not count_doubts(record, ASKING)


def has_come(record: Record) -> bool:
    """Whether anything came of theirs: delivered, made or met, or tangible evidence."""
    return any(item.delivered is not None or item.source == "evidence" for item in record.items) or any(
        entry.type in GIVEN_BY_THEM and (entry.type != "intro" or entry.line.outcome in ("made", "met"))
        for entry in record.entries
    )


def next_due(items: Sequence[SupportItem], as_of: dt.date) -> SupportItem | None:
    """The open pledge whose day comes next."""
    ahead = [item for item in items if item.state == "open" and item.due is not None and item.due >= as_of]
    return min(ahead, key=lambda item: (item.due or as_of, item.date), default=None)
