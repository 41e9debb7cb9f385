"""What linking makes of all notes together (SPEC §2.1, §2.2, §2.4): who is who, and whom each entry concerns.

A *key* names a person, organisation or project: the path of its note, or, for an organisation that is only named in a
field, `name:` and its name in lower case.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import chain

import msgspec

from netlead_md.model.account import Telling
from netlead_md.model.diagnostics import Fault
from netlead_md.model.note import LogLine
from netlead_md.model.words import (
    AskPolicy,
    Circle,
    DecisionRole,
    Engagement,
    EntityStatus,
    EntryTypeName,
    HelpKind,
    Level,
    NoteKind,
    Responsibility,
    TieStrength,
    Unsaid,
)


class Role(msgspec.Struct, frozen=True):
    """What somebody is, or was, in an organisation."""

    organisation: str
    title: str = ""
    influence: Level | Unsaid = ""
    """`high`, `medium`, `low`, or empty: not stated."""
    decision_role: DecisionRole | Unsaid = ""
    since: dt.date | None = None
    until: dt.date | None = None
    """Inclusive; None on both sides: always."""


class Acquaintance(msgspec.Struct, frozen=True):
    person: str
    strength: TieStrength | Unsaid = ""


class Person(msgspec.Struct, frozen=True):
    key: str
    name: str
    path: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    """The first one is the primary."""
    influence: Level | Unsaid = ""
    """As the field says it; empty where `roles` is written."""
    responsibility: Responsibility = "none"
    circle: Circle | Unsaid = ""
    cadence: int | None = None
    """Days, as written."""
    trust: int | None = None
    trust_on: dt.date | None = None
    seen_as: tuple[str, ...] = ()
    seen_as_on: dt.date | None = None
    knows: tuple[Acquaintance, ...] = ()
    met: dt.date | None = None
    met_through: str = ""
    ask_policy: AskPolicy = "ok"
    status: EntityStatus = "active"
    sensitive: bool = False
    last_contact: dt.date | None = None
    contact: tuple[tuple[str, str], ...] = ()
    """(field, value) pairs, kept as text: email, phone, linkedin, website, birthday, address, location."""


class Organisation(msgspec.Struct, frozen=True):
    key: str
    name: str
    path: str | None = None
    aliases: tuple[str, ...] = ()
    power: Level | Unsaid = ""
    interest: Level | Unsaid = ""
    engagement: Engagement | Unsaid = ""
    engagement_wanted: Engagement | Unsaid = ""
    decides: str = ""
    """Key of a person."""
    decision_process: str = ""
    benefit_to_them: str = ""
    could_give: tuple[HelpKind, ...] = ()
    trust: int | None = None
    trust_on: dt.date | None = None
    cadence: int | None = None
    review_every: int | None = None
    status: EntityStatus = "active"
    parent: str = ""
    website: str = ""
    industry: str = ""
    last_contact: dt.date | None = None
    individual: bool = False
    """Somebody who stands for himself (SPEC §2.4): made for the day of a book, with the key and path of a person."""


class Need(msgspec.Struct, frozen=True):
    kind: HelpKind
    size: int = 1


class Project(msgspec.Struct, frozen=True):
    key: str
    name: str
    path: str
    seeks: tuple[Need, ...] = ()
    start: dt.date | None = None
    due: dt.date | None = None
    status: str = ""


class Owner(msgspec.Struct, frozen=True):
    path: str
    name: str
    roles_now: tuple[str, ...] = ()
    roles_before: tuple[str, ...] = ()
    hours_per_week: float | None = None
    capacity_orgs: int | None = None
    currency: str = ""


class OrganisationWeight(msgspec.Struct, frozen=True):
    """That an entry concerns an organisation, and how strongly."""

    organisation: str
    """Of somebody without a role on that day, his own key: an individual (SPEC §2.4)."""
    weight: float
    """1, or the influence of the person through whom it comes: 1, .7, .4 (SPEC §2.4)."""
    direct: bool


class Entry(msgspec.Struct, frozen=True):
    """One line with everything that it concerns."""

    path: str
    line: LogLine
    date: dt.date
    """Day of the entry; of a promise, the day it is due."""
    type: EntryTypeName
    hours: float | None = None
    """As written, the longer of two notes that tell the same contact; None: not stated."""
    plan: bool = False
    """A type behind an open box: shown, never scored, whatever its date."""
    people: tuple[str, ...] = ()
    """Whom it concerns (SPEC §2.4)."""
    named: tuple[str, ...] = ()
    """Everybody whom it names: the note's own person, its fields, its links."""
    reach: tuple[OrganisationWeight, ...] = ()
    """Each organisation once, at its highest weight; exactly one for types that are no contact and no `connect`."""
    towards: tuple[str, ...] = ()
    """Of `intro` and `connect`: keys of people and organisations on the other side."""
    project: str = ""
    also: tuple[tuple[str, int], ...] = ()
    """(path, line) of other notes that tell the same contact."""


class Mention(msgspec.Struct, frozen=True):
    """A mention: somebody or an organisation on a line that is no entry."""

    path: str
    line: int
    date: dt.date | None
    text: str
    keys: tuple[str, ...]


class Network(msgspec.Struct, frozen=True):
    """The vault as people, organisations and entries. Independent of the day and of the order of files."""

    me: Owner | None
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    projects: dict[str, Project]
    entries: tuple[Entry, ...]
    """Sorted by date, path, line. Plans, promises and future lines are among them; the day decides while deriving."""
    mentions: tuple[Mention, ...] = ()
    tellings_by_note: dict[str, tuple[Telling, ...]] = {}
    """Lines that tell of something and are no entry, or that may mean more (SPEC §2.5), by path; in order of line."""
    targets: dict[str, str] = {}
    """Key to what stands inside `[[ ]]`: the bare name, or the path without `.md` where the name is ambiguous. No entry
    for an organisation without a note."""
    kinds: dict[str, NoteKind] = {}
    """Path to kind: me, person, organisation, project, interaction, daily, other; every readable note stands here."""
    files: tuple[str, ...] = ()
    """Every file in the vault that a link can name, unreadable ones and attachments included."""
    unreadable: tuple[str, ...] = ()
    """Paths of notes that could not be read."""
    faults: tuple[Fault, ...] = ()
    """From reading and linking, in order of path and place."""
    by_note: dict[str, tuple[Entry, ...]] = {}
    """The entries that stand in each note, in their order among all; the notes in no order."""
    faults_by_note: dict[str, tuple[Fault, ...]] = {}
    """The same faults by path; no entry for a note without any."""

    @property
    def tellings(self) -> Iterator[Telling]:
        """Those of all notes, in order of path and line."""
        return chain.from_iterable(self.tellings_by_note.values())
