"""The account of every line that tells of something (SPEC §2.5): what became of it, and what it may mean besides."""

import datetime as dt
from collections.abc import Collection

import msgspec

from netlead_md.model.plain_line import Proposal

DID_NOT_HAPPEN = "did not take place"
NO_DAY = "no day"
NO_YEAR = "year not certain"
NOT_CERTAIN = "day not certain"
FIRST_NAME = "first name only"
NOBODY = "nobody named"
PLAN = "plan"
QUOTED = "in a quotation"
TWICE = "written twice"


class Suggestion(msgspec.Struct, frozen=True):
    """One reading of a question: what the line may be, and the line as it would be written (SPEC §2.3)."""

    proposal: Proposal
    line: str
    """Without bullet and indent: `2026-06-09 ask facilities: asked again about the kitchen`."""
    people: tuple[str, ...] = ()
    """Keys of those whom the line would concern as that type."""
    organisations: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        return self.proposal.type


class UncertainDay(msgspec.Struct, frozen=True):
    """A day that a line does not say in full: without its year, or with two readings (SPEC §2.5, "The day")."""

    days: tuple[dt.date, ...]
    """The readings, of two the one with the day first; where `yearless`, with a leap year as a place-holder."""
    yearless: bool = False
    weekday: int = -1
    """The weekday written beside it, Monday 0; -1: none."""
    column: int = 0
    end_column: int = 0
    """Where it stands in the line of the file; 0: not known."""


class Telling(msgspec.Struct, frozen=True):
    """A line that tells of something and is no plain entry, or that may mean more than it counts as (SPEC §2.5)."""

    path: str
    line: int
    column: int
    date: dt.date | None
    type: str
    """What it counts as, or would if it counted; `note` for a plain note; may be empty."""
    text: str
    """The words as they are quoted: the line without bullet."""
    counted: bool = False
    """It is an entry of a type other than note."""
    reason: str = ""
    """Why it does not count; empty where it does, and for a plain note."""
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    """What it sounds like, likeliest first."""
    open: bool = False
    """The question is asked: neither the line nor its note says that it should not be."""
    replaced: bool = False
    """A plain bullet that is only a note: an answer takes its place; any other line stays (SPEC §2.5)."""
    source: str = ""
    """The whole line as it stands in the file."""
    end: int = 0
    """The last line of the block that it begins: nested bullets, the rest of its paragraph or table."""
    tail: str = ""
    """That line as it stands in the file, where it is another one."""
    plan: bool = False
    promise: bool = False
    sounds: Proposal | None = None
    """What it sounds like where nothing is asked, for it names nobody who is known, or has no day."""
    uncertain: UncertainDay | None = None
    """Its day is a proposal: `date` and the readings hold a place-holder until the day of the book gives one."""

    def sounds_like(self, types: Collection[str]) -> bool:
        """Whether one of its readings is of one of these types."""
        return any(each.type in types for each in self.suggestions)


class Row(msgspec.Struct, frozen=True):
    """One line of the account, on a day: a row of `export lines` (SPEC §5.2)."""

    path: str
    line: int
    date: dt.date | None
    type: str
    sounds_like: str
    proposal: str
    people: tuple[str, ...]
    """Keys."""
    organisations: tuple[str, ...]
    counted: bool
    fate: str
    """counted, note, question, not-counted: the first that holds."""
    plan: bool
    promise: bool
    reason: str


class Coverage(msgspec.Struct, frozen=True):
    """The sums of the account (SPEC §5.2)."""

    lines: int
    counted: int
    notes: int
    questions: int
    """Lines whose fate is question."""
    open_questions: int
    """Questions that are open, those on lines that count among them."""
    not_counted: int
    reasons: tuple[tuple[str, int], ...]
    """Reason and number, the most frequent first."""
    meetings_without_people: tuple[str, ...]
    """Paths."""


NO_COVERAGE = Coverage(0, 0, 0, 0, 0, 0, (), ())
