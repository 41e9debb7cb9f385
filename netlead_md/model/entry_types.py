"""The types of entry (SPEC §2.3): one row for each, with everything that other code asks about a type as such.

To add a type is to add its name to `model.words.EntryTypeName`, its row here and its row in `docs/writing.md`. What
rules, figures and pages ask is derived from the rows, once, at the end of this module and in `model.vocabulary`.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from netlead_md.model.words import EntryTypeName, Outcome, TrustGroup, Unsaid

EntryGroup: TypeAlias = Literal["contact", "social", "sign", "deed", "commitment", "view", "decision", "box"]
"""What an entry is: contact, time spent in public, a sign of their trust, a deed of mine, a part of the story of asks
and help, how they see me, my decision, a box to tick."""

QualifierField: TypeAlias = Literal["kind", "rung", "size", "outcome", "money", "by", "until", "ongoing", "re", "hours"]
"""A field of `LogLine` that a qualifier fills."""

_BINDING: Final[frozenset[QualifierField]] = frozenset(
    {"kind", "rung", "size", "outcome", "money", "by", "until", "ongoing", "re"}
)
_BINDING_TASK: Final[frozenset[QualifierField]] = _BINDING | {"hours"}
_KIND_AND_SIZE: Final[frozenset[QualifierField]] = frozenset({"kind", "size"})
_KIND_RUNG_AND_SIZE: Final[frozenset[QualifierField]] = _KIND_AND_SIZE | {"rung"}
_ANY: Final = frozenset[str]()
_COMES_ABOUT: Final = frozenset({"made", "met"})


class EntryType(msgspec.Struct, frozen=True, kw_only=True):
    """One type of entry. A set of outcomes that is empty stands for any outcome, None for "never"."""

    name: EntryTypeName
    meaning: str
    """In a few words, as the handbook says it."""
    group: EntryGroup

    # How it is written and read (SPEC §2.3)
    aliases: tuple[str, ...] = ()
    written: bool = True
    """Somebody writes this word; else it stands for a box or a field."""
    takes: frozenset[QualifierField] = frozenset()
    """Of kind, rung and size those that it understands."""
    outcomes: tuple[Outcome, ...] = ()
    expects: Mapping[str, str | None] = {}
    """What it would have, with what it is taken for where the line leaves it out; None: nothing is."""
    day: Literal["", "by", "until"] = ""
    """The word before a day of its own."""
    undated: frozenset[QualifierField] = frozenset()
    """Without a date a line is an entry only with one of these; empty: it needs none."""

    # Contact
    contact: Literal["", "live", "light"] = ""
    takes_place: bool = False
    """It takes two: a line may tell that it did not take place (NL317)."""

    # Whom it concerns (SPEC §2.4)
    concerns: Literal["everybody", "both sides", "first and other side", "first"] = "first"
    """Everybody named; those on both sides; the first, and the other side apart; the first only."""
    opens_ledger: bool = False
    """Somebody who stands for himself has a ledger once one of these concerns him."""

    # Trust (SPEC §3.1)
    trust: TrustGroup | Unsaid = ""
    points: Mapping[str, float] = {}
    """By outcome; `""`: whatever the outcome. Of a promise by its state."""

    # The balance, and what came of meetings (SPEC §3.4, §3.8)
    gives: frozenset[str] | None = None
    """Outcomes with which it is a gift of mine in the balance."""
    asks: frozenset[str] | None = None
    """Outcomes with which it is an ask of mine in the balance."""
    bears_fruit: frozenset[str] | None = None
    """Outcomes with which it is the fruit of a contact before it."""
    giver: Literal["", "me", "them"] = ""
    """In whose column of gifts it stands."""

    # Hours and money (SPEC §3.10)
    hours: float | None = None
    """Assumed where none are stated; None: none are."""
    hours_are_theirs: bool = False
    """Stated hours are help that they give, and no time of mine."""
    costs: bool = False
    """Money is my cost."""
    comes_by: bool = False
    """`via` says by what it came about, and its hours and money count there."""
    may_rest: bool = False
    """It may be dropped for a while; what a step suggests never may."""
    plural: str = ""
    """Of the channel; empty: as the name."""


ROWS: Final = (
    EntryType(
        name="meeting",
        meaning="live contact",
        group="contact",
        contact="live",
        takes_place=True,
        concerns="everybody",
        trust="contact",
        points={"": 3.0},
        hours=1.0,
        costs=True,
        comes_by=True,
        may_rest=True,
        plural="meetings",
    ),
    EntryType(
        name="call",
        meaning="live contact",
        group="contact",
        contact="live",
        takes_place=True,
        concerns="everybody",
        trust="contact",
        points={"": 3.0},
        hours=0.5,
        costs=True,
        comes_by=True,
        may_rest=True,
        plural="calls",
    ),
    EntryType(
        name="meal",
        meaning="live contact",
        group="contact",
        aliases=("lunch", "dinner", "coffee", "breakfast", "drinks"),
        contact="live",
        takes_place=True,
        concerns="everybody",
        trust="contact",
        points={"": 3.0},
        hours=2.0,
        costs=True,
        comes_by=True,
        may_rest=True,
        plural="meals",
    ),
    EntryType(
        name="event",
        meaning="live contact",
        group="contact",
        aliases=("conference", "fair"),
        contact="live",
        takes_place=True,
        concerns="everybody",
        trust="contact",
        points={"": 3.0},
        hours=3.0,
        costs=True,
        comes_by=True,
        may_rest=True,
        plural="events",
    ),
    EntryType(
        name="visit",
        meaning="live contact",
        group="contact",
        contact="live",
        takes_place=True,
        concerns="everybody",
        trust="contact",
        points={"": 3.0},
        hours=2.0,
        costs=True,
        comes_by=True,
        may_rest=True,
        plural="visits",
    ),
    EntryType(
        name="message",
        meaning="light contact",
        group="contact",
        aliases=("email", "letter", "text", "dm", "chat"),
        contact="light",
        takes_place=True,
        concerns="everybody",
        trust="contact",
        points={"": 1.0},
        hours=0.1,
        costs=True,
        comes_by=True,
        may_rest=True,
        plural="messages",
    ),
    EntryType(
        name="note",
        meaning="light contact; what I heard",
        group="contact",
        contact="light",
        concerns="everybody",
        trust="contact",
        points={"": 1.0},
        costs=True,
        comes_by=True,
    ),
    EntryType(
        name="social",
        meaning="time spent, no contact",
        group="social",
        aliases=("post", "like", "comment"),
        hours=0.1,
        costs=True,
        comes_by=True,
        may_rest=True,
        plural="social media",
    ),
    EntryType(
        name="trust+", meaning="they confided, entrusted or vouched", group="sign", trust="signs", points={"": 8.0}
    ),
    EntryType(name="trust++", meaning="a large sign of trust", group="sign", trust="signs", points={"": 15.0}),
    EntryType(name="trust-", meaning="they drew back", group="sign", trust="signs", points={"": -8.0}),
    EntryType(name="trust--", meaning="a large step back", group="sign", trust="signs", points={"": -15.0}),
    EntryType(
        name="task",
        meaning="a small task that I did for them",
        group="deed",
        takes=frozenset({"size"}),
        outcomes=("excellent", "good", "fair", "poor", "dropped"),
        expects={"outcome": "fair"},
        undated=_BINDING_TASK,
        opens_ledger=True,
        trust="deeds",
        points={"excellent": 12.0, "good": 8.0, "fair": 3.0, "poor": -8.0, "dropped": -15.0},
        gives=frozenset({"good", "excellent"}),
        giver="me",
        hours=2.0,
        costs=True,
        plural="tasks",
    ),
    EntryType(
        name="offer",
        meaning="a task that I offered",
        group="deed",
        takes=_KIND_AND_SIZE,
        undated=_BINDING_TASK,
        giver="me",
        costs=True,
        plural="offers",
    ),
    EntryType(
        name="give",
        meaning="I gave",
        group="deed",
        aliases=("favour", "favor", "gift"),
        takes=_KIND_AND_SIZE,
        trust="deeds",
        points={"": 4.0},
        gives=_ANY,
        giver="me",
        hours=0.25,
        costs=True,
        plural="gifts",
    ),
    EntryType(name="thanks", meaning="I thanked", group="deed", costs=True),
    EntryType(
        name="kept",
        meaning="I kept a promise to them",
        group="deed",
        trust="deeds",
        points={"": 5.0},
        gives=_ANY,
        giver="me",
    ),
    EntryType(name="broken", meaning="I broke a promise to them", group="deed", trust="deeds", points={"": -15.0}),
    EntryType(
        name="ask",
        meaning="I asked for something",
        group="commitment",
        takes=_KIND_AND_SIZE,
        expects={"kind": None, "size": None},
        day="by",
        undated=_BINDING,
        opens_ledger=True,
        asks=_ANY,
        hours_are_theirs=True,
    ),
    EntryType(
        name="answer",
        meaning="their answer",
        group="commitment",
        takes=_KIND_AND_SIZE,
        outcomes=("yes", "no", "maybe", "later"),
        expects={"outcome": None},
        day="by",
        undated=_BINDING,
        opens_ledger=True,
        bears_fruit=frozenset({"yes"}),
    ),
    EntryType(
        name="pledge",
        meaning="they promised",
        group="commitment",
        takes=_KIND_RUNG_AND_SIZE,
        expects={"rung": "verbal", "kind": None, "size": None},
        day="by",
        undated=_BINDING,
        opens_ledger=True,
        bears_fruit=_ANY,
        hours_are_theirs=True,
    ),
    EntryType(
        name="released",
        meaning="I let them off a pledge",
        group="commitment",
        takes=_KIND_AND_SIZE,
        undated=_BINDING,
    ),
    EntryType(
        name="evidence",
        meaning="something tangible from them",
        group="commitment",
        takes=_KIND_RUNG_AND_SIZE,
        expects={"rung": "informal"},
        day="by",
        undated=_BINDING,
        opens_ledger=True,
        bears_fruit=_ANY,
        giver="them",
    ),
    EntryType(
        name="support",
        meaning="help that came",
        group="commitment",
        takes=_KIND_AND_SIZE,
        expects={"kind": None, "size": None},
        day="until",
        undated=_BINDING,
        opens_ledger=True,
        bears_fruit=_ANY,
        giver="them",
        hours_are_theirs=True,
    ),
    EntryType(
        name="intro",
        meaning="they introduce me to somebody",
        group="commitment",
        outcomes=("asked", "made", "met", "declined"),
        expects={"outcome": "asked"},
        concerns="first and other side",
        opens_ledger=True,
        asks=frozenset({"", "asked"}),
        bears_fruit=_COMES_ABOUT,
        giver="them",
    ),
    EntryType(
        name="connect",
        meaning="I introduce them to somebody",
        group="deed",
        outcomes=("made", "met"),
        expects={"outcome": "made"},
        concerns="both sides",
        trust="deeds",
        points={"met": 10.0, "made": 6.0},
        gives=_ANY,
        giver="me",
        hours=0.5,
        costs=True,
        plural="introductions that you make",
    ),
    EntryType(name="seen-as", meaning="how they see me", group="view"),
    EntryType(
        name="review",
        meaning="my decision",
        group="decision",
        outcomes=("grow", "maintain", "ask", "pause", "let-go"),
        expects={"outcome": None},
        day="until",
    ),
    EntryType(
        name="promise",
        meaning="a box with a date: my promise",
        group="box",
        written=False,
        trust="deeds",
        points={"kept": 5.0, "kept late": 0.0},
        gives=_ANY,
    ),
    EntryType(name="todo", meaning="a box dated by 📅 only", group="box", written=False),
    EntryType(
        name="last_contact",
        meaning="the field of that name",
        group="contact",
        written=False,
        contact="light",
        concerns="everybody",
        trust="contact",
        points={"": 1.0},
    ),
)
"""In the order in which completion offers them."""

ENTRY_TYPES: Final[Mapping[EntryTypeName, EntryType]] = {row.name: row for row in ROWS}

WRITTEN: Final = tuple(row for row in ROWS if row.written)

Conditions: TypeAlias = Mapping[EntryTypeName, frozenset[str]]
"""Types that count, each with the outcomes with which it does; none named: with any."""


def _names(rows: Iterable[EntryType]) -> frozenset[EntryTypeName]:
    return frozenset([row.name for row in rows])


def meets_condition(conditions: Conditions, type_: EntryTypeName, outcome: str) -> bool:
    """Whether an entry of this type and outcome counts."""
    wanted = conditions.get(type_)
    return wanted is not None and (not wanted or outcome in wanted)


LIVE: Final = _names(row for row in ROWS if row.contact == "live")
"""Live contact."""
CONTACT: Final = _names(row for row in WRITTEN if row.contact)
"""Contact types: these need no colon. `social` is none of them: it gives no contact points."""
TAKING_PLACE: Final = _names(row for row in ROWS if row.takes_place)
"""Contact of which a line may say that it did not take place."""
BOXES: Final = _names(row for row in ROWS if row.group == "box")
COMMITMENTS: Final = _names(row for row in ROWS if row.group == "commitment")
"""The story of asks and help: words, proofs, deeds and releases."""
UNDATED_NEEDS: Final = {row.name: row.undated for row in ROWS if row.undated}
"""Types that commit (SPEC §2.3), with the qualifiers of which an undated line needs one."""
EXPECTS: Final = {row.name: row.expects for row in ROWS if row.expects}
NEEDS_KIND: Final = tuple(row.name for row in ROWS if "kind" in row.expects)
"""Types that ought to say of what."""
DAY_WORDS: Final = {row.name: row.day for row in ROWS if row.day}
"""Types with a day of their own, and the word before it."""
ATTRIBUTION: Final = {row.name: row.concerns for row in ROWS if row.concerns != "first"}
"""Whom a type concerns, where that is more than the first."""
CONCERNING_EVERYBODY: Final = _names(row for row in ROWS if row.concerns == "everybody")
OPENING_LEDGER: Final = _names(row for row in ROWS if row.opens_ledger)
GIVES: Final[Conditions] = {row.name: row.gives for row in ROWS if row.gives is not None}
"""G of SPEC §3.8."""
ASKS: Final[Conditions] = {row.name: row.asks for row in ROWS if row.asks is not None}
"""K of SPEC §3.8."""
FRUITS: Final[Conditions] = {row.name: row.bears_fruit for row in ROWS if row.bears_fruit is not None}
"""Words and deeds that follow a contact (SPEC §3.4)."""
GIVEN_BY_ME: Final = _names(row for row in ROWS if row.giver == "me")
GIVEN_BY_THEM: Final = _names(row for row in ROWS if row.giver == "them")
COSTING: Final = _names(row for row in ROWS if row.costs)
THEIR_HOURS: Final = _names(row for row in ROWS if row.hours_are_theirs)
COMING_BY: Final = _names(row for row in ROWS if row.comes_by)
