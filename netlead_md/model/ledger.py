"""What deriving makes of one organisation on a day (SPEC §3.1–3.7). Scores are unrounded; rounding is for pages."""

import datetime as dt
from typing import Final, get_args

import msgspec

from netlead_md.model.account import Telling
from netlead_md.model.network import Entry
from netlead_md.model.words import (
    AnswerOutcome,
    AskState,
    ContactState,
    DecisionWord,
    FollowThroughFlag,
    HelpKind,
    IntroductionOutcome,
    ItemSource,
    LedgerClass,
    LedgerSide,
    PledgeState,
    PromiseState,
    Rung,
    SkipReason,
    StepRule,
    TrustGroup,
    Unsaid,
    WaitReason,
)


class TrustContribution(msgspec.Struct, frozen=True):
    """One row of the working of trust."""

    group: TrustGroup
    date: dt.date
    points: float
    """Points × weight on the day itself, after the daily limits; may be 0 for what a limit swallowed."""
    now: float
    """The same, aged to the as-of day."""
    entry: Entry


class Breadth(msgspec.Struct, frozen=True):
    people: int
    top_share: float | None
    entries: int = 0


class Trust(msgspec.Struct, frozen=True):
    """SPEC §3.1, of an organisation or a person; `analysis.trust` makes the rows of which it is made."""

    score: float
    level: int
    word: str
    """no sign noted, strained, aware, acquainted, trusted, well trusted, closely trusted."""
    contact: float
    """Capped at 20."""
    deeds: float
    """Capped at 30."""
    signs: float
    entries: int
    """In the last 365 days."""
    thin: bool
    breadth: Breadth
    stated: int | None = None


class SupportItem(msgspec.Struct, frozen=True):
    """One piece of help, promised or given (SPEC §3.2)."""

    organisation: str
    kind: HelpKind | Unsaid
    """Empty: hard and unnamed."""
    hard: bool
    source: ItemSource
    size: int
    rung: Rung | IntroductionOutcome | Unsaid
    """The highest; for an intro `made` or `met`."""
    credit: float
    fade: float
    """f of SPEC §3.2."""
    value: float
    """10 × size × credit × f."""
    date: dt.date
    """Of its first line."""
    due: dt.date | None
    """With the 90 days that the contract gives where none is written; None only where it began as no pledge."""
    due_written: bool
    delivered: dt.date | None
    """Day of delivery."""
    ended: dt.date | None
    """End of its `until`, if the line has one."""
    ongoing: bool
    state: PledgeState | Unsaid
    """Of a pledge; else empty."""
    lines: tuple[Entry, ...]
    """Oldest first: the pledge, what raised or moved it, what delivered it."""
    person: str = ""
    """Who said it, if the line names somebody."""
    project: str = ""
    label: str = ""
    """What it is in a few words of the user's: `seed money`; else the kind in plain words."""
    whole: int = 0
    """Of a pledge: its size with all parts, or what came of it where that is more; `size` is that of the rest."""
    worth: float = 0.0
    """Of a pledge: its value with those of all parts."""
    kept: float = 0.0
    """Of a pledge: what it adds to k of SPEC §3.4."""
    rests_until: dt.date | None = None
    """Of a pledge: `answer later` that is `re` it."""
    begun: dt.date | None = None
    """Day of its first line, where evidence stood before the pledge."""


class Support(msgspec.Struct, frozen=True):
    """SPEC §3.2."""

    hard: float
    soft: float
    firm: float
    score: float
    word: str
    items: tuple[SupportItem, ...]


class Clock(msgspec.Struct, frozen=True):
    since: dt.date
    days: int


class Ask(msgspec.Struct, frozen=True):
    """SPEC §3.6."""

    organisation: str
    kind: HelpKind | Unsaid
    hard: bool
    size: int
    date: dt.date
    by: dt.date | None
    state: AskState
    in_time: bool
    answer: AnswerOutcome | Unsaid
    answered: dt.date | None
    entry: Entry


class FollowThrough(msgspec.Struct, frozen=True):
    """SPEC §3.4: k of n."""

    kept: float
    due: int
    flag: FollowThroughFlag


class Promise(msgspec.Struct, frozen=True):
    """A box with a date: my promise."""

    entry: Entry
    due: dt.date
    state: PromiseState
    days: int
    """Past its day; negative: ahead."""


class StepFacts(msgspec.Struct, frozen=True):
    """What a step rests on; which of these are set depends on its rule (SPEC §3.6)."""

    here: str = ""
    """The organisation, as it is linked in a line to paste."""
    gain: str = ""
    """What they gain, in the user's words."""
    names: tuple[str, ...] = ()
    """Those whom it names, as they are shown."""
    links: tuple[str, ...] = ()
    """The same, as they are linked in a line to paste."""
    label: str = ""
    """What it is about, in the user's words."""
    day: dt.date | None = None
    kind: HelpKind | Unsaid = ""
    size: int = 0
    """Points of the size; 0: not said."""
    project: str = ""
    """Name of the project that the help is for."""
    project_link: str = ""
    ask: Ask | None = None
    wait: WaitReason | Unsaid = ""
    decided: bool = False
    """Because a written review says so."""
    repair: bool = False
    """Something went wrong lately and comes first."""
    only: bool = False
    """The one promise of theirs that has not lapsed."""
    second: bool = False
    """A second kind of help, not more of the first."""


class SkippedRule(msgspec.Struct, frozen=True):
    """A rule that would have fitted, and why it was passed over."""

    reason: SkipReason
    day: dt.date | None = None


class NextStep(msgspec.Struct, frozen=True):
    """The next fitting step (SPEC §3.6); `wording.step_sentences` puts it in words."""

    rule: StepRule
    facts: StepFacts
    people: tuple[str, ...] = ()
    """Keys of those whom it names."""
    passed: tuple[tuple[StepRule, SkippedRule], ...] = ()


class Decision(msgspec.Struct, frozen=True):
    """A written `review`."""

    decision: DecisionWord
    date: dt.date
    until: dt.date
    entry: Entry
    in_force: bool


class ContactStatus(msgspec.Struct, frozen=True):
    """SPEC §3.8."""

    cadence: int
    """Days."""
    days: int | None
    """Since the last contact."""
    state: ContactState
    last: dt.date | None
    default: bool
    """The cadence is the contract's, not the user's."""


CLASSES: Final[tuple[LedgerClass, ...]] = get_args(LedgerClass)
"""SPEC §3.3; `helped` stands for both of its rows."""


class Ledger(msgspec.Struct, frozen=True):
    """Everything about one organisation on the day."""

    key: str
    entries: tuple[Entry, ...]
    """Dated on or before the day: promises and plans left out."""
    trust: Trust
    support: Support
    clock: Clock | None
    class_: LedgerClass
    by_your_word: bool
    asks: tuple[Ask, ...]
    hard_asks: int
    """A of SPEC §3.3: hard asks in 730 days."""
    follow_through: FollowThrough
    advance: tuple[int, int]
    gives: int
    """In 365 days, as in the balance of §3.8."""
    asked: int
    """K of §3.8 for this organisation, in 365 days."""
    hours: float
    """In 365 days (SPEC §3.10)."""
    cost: float
    stage: int
    side: LedgerSide
    decision: Decision | None
    """The latest written one, in force or not."""
    suggestion: DecisionWord | Unsaid
    """Empty: too early to say."""
    step: NextStep
    quadrant: tuple[float, float]
    last_contact: dt.date | None
    care: ContactStatus | None
    promises: tuple[Promise, ...]
    plans: tuple[Entry, ...]
    people: tuple[str, ...]
    """Keys of those with a role there now, by influence, then name."""
    first_contact: dt.date | None = None
    individual: bool = False
    """Somebody who stands for himself (SPEC §2.4); `key` is his."""
    introductions_asked: tuple[Entry, ...] = ()
    """`intro asked` of theirs, oldest first: an ask in every window of §3.3–3.7."""
    answers: tuple[Entry, ...] = ()
    """Theirs that count, oldest first."""
    questions: tuple[Telling, ...] = ()
    """Open questions about it (SPEC §2.5), in order of path and line."""
