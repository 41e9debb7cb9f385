"""What passed between me and an organisation: what was said, what came, what each side gave (SPEC §4, NAME ledger)."""

import datetime as dt
import itertools
from typing import Final

import msgspec

from netlead_md.deriving.standing import YEAR, within
from netlead_md.deriving.wording import KIND_WORDS
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry
from netlead_md.reports.commitments import RUNGS
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import capital, day, money

_MOST: Final = 40
"""Rows of the timeline."""
_TIMELINE: Final = ("ask", "answer", "pledge", "released", "evidence", "support", "intro")
_YOURS: Final = ("task", "connect", "give", "kept", "offer")
_THEIRS: Final = ("support", "evidence", "intro")


class TimelineRow(msgspec.Struct, frozen=True):
    """One line of the timeline: in the column of what was said, or of what came."""

    day: str
    said: str
    came: str


def timeline(setting: Setting, ledger: Ledger) -> tuple[tuple[TimelineRow, ...], int]:
    """The latest lines, the oldest first, and how many came before them."""
    said = [_said(setting, entry) for entry in ledger.entries if entry.type in _TIMELINE]
    return tuple(said[-_MOST:]), len(said[:-_MOST])


def _said(setting: Setting, entry: Entry) -> TimelineRow:
    quote, words = setting.people.quote(entry), _words_of(entry)
    text = f"{words}: {quote}" if quote else words
    came = entry.type in ("support", "evidence") or entry.line.outcome in ("made", "met")
    return TimelineRow(day(entry.date), "" if came else text, text if came else "")


def _words_of(entry: Entry) -> str:
    line = entry.line
    kind = KIND_WORDS.get(line.kind, line.kind)
    match entry.type:
        case "ask":
            return f"You asked for {kind}"
        case "answer":
            return f"They answered {line.outcome}"
        case "pledge":
            return f"They promised {kind} ({RUNGS.get(line.rung, 'spoken')})"
        case "evidence":
            return f"In writing ({RUNGS.get(line.rung, 'informal')})"
        case "support":
            return f"{capital(kind)} came"
        case "intro":
            return f"Introduction {line.outcome or 'asked'}"
        case _:
            return "You let them off"


def is_gift(entry: Entry) -> bool:
    """Whether they gave with it: an introduction that was only asked for, or declined, is none."""
    return entry.type in _THEIRS and entry.line.outcome not in ("asked", "declined")


def gave(setting: Setting, ledger: Ledger, as_of: dt.date) -> tuple[tuple[str, str], ...]:
    recent = within(ledger.entries, as_of, YEAR)
    yours = [_gift(setting, entry) for entry in recent if entry.type in _YOURS]
    theirs = [_gift(setting, entry) for entry in recent if is_gift(entry)]
    return tuple(itertools.zip_longest(yours, theirs, fillvalue=""))


def _gift(setting: Setting, entry: Entry) -> str:
    quote = setting.people.quote(entry)
    kind = " ".join(part for part in (entry.line.word or entry.type, entry.line.outcome or entry.line.rung) if part)
    return capital(f"{kind}: {quote}" if quote else kind)


def effort(ledger: Ledger, currency: str) -> str:
    hours = f"{ledger.hours:.1f}".removesuffix(".0")
    parts = [f"{hours} {'hour' if hours == '1' else 'hours'}"] if ledger.hours else []
    if ledger.cost:
        parts.append(money(f"{ledger.cost:,.2f}".removesuffix(".00"), currency))
    return ", ".join(parts)
