"""What a line says in the writer's own words (SPEC §2.5), before anybody knows whom it concerns."""

import datetime as dt

import msgspec

from netlead_md.model.words import EntryTypeName, HelpKind, KeptPromise, Outcome, Rung, SizeName, Unsaid


class Proposal(msgspec.Struct, frozen=True, omit_defaults=True):
    """One binding reading of a plain line: what it sounds like, and the qualifiers its words give (SPEC §2.5).

    A proposal is never scored. It becomes a question, with the line as it would be written by SPEC §2.3.
    """

    type: EntryTypeName
    """An entry type that binds somebody: ask, answer, pledge, evidence, support, thanks, task, offer, give, intro,
    connect, trust+, trust++, trust-, trust--, released, kept, broken; or `promise`, a promise of mine."""
    kind: HelpKind | Unsaid = ""
    """Kind of help; empty where the words name none."""
    rung: Rung | Unsaid = ""
    size: SizeName | Unsaid = ""
    outcome: Outcome | KeptPromise | Unsaid = ""
    """Of a promise: `kept` behind a ticked box."""
    hours: float | None = None
    money: float | None = None
    currency: str = ""
    by: dt.date | None = None
    until: dt.date | None = None
    ongoing: bool = False


class PlainReading(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one bullet, paragraph, heading or table row says by its words alone (SPEC §2.5)."""

    text: str = ""
    """The words without bullet, box, date, time and block id."""
    date: dt.date | None = None
    """The day, where it is certain from the line itself; None where there is none or it is not certain."""
    about: bool = False
    """The date was a month, taken as its 15th."""
    yearless: bool = False
    """`date` lacks its year (it holds a leap year as a place-holder): the lines around give it."""
    weekday: int = -1
    """The weekday written beside the date, Monday 0; -1: none."""
    date_choices: tuple[dt.date, ...] = ()
    """Both readings of a day such as 3/4/2026 where nothing makes one certain (NL303)."""
    date_span: tuple[int, int] = (-1, -1)
    """Where the date stands in the text that was read (code points from 0, end exclusive)."""
    contact: EntryTypeName | Unsaid = ""
    """The contact type that the first clause tells of: meeting, call, meal, event, visit, message; else empty."""
    word: str = ""
    """The contact word as written, lower case."""
    certain: bool = True
    """False where the contact is a bare noun or infinitive straight before a name ("call Ada"): a plan in a daily
    note."""
    hours: float | None = None
    money: float | None = None
    currency: str = ""
    not_counted: str = ""
    """Why it tells of nothing that took place: `did not take place`, `plan`, `example`, `no day` …; else empty."""
    proposals: tuple[Proposal, ...] = ()
    """What it sounds like, likeliest first; at most three."""
    tells: bool = False
    """The first clause holds a word of the lexicon (of contact, binding, or its negation): the line tells of
    something."""
