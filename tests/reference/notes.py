"""The structured form of a vault: what SPEC §2 lets a user write, already read.

A generator or a strict reader makes it.
"""

import datetime as dt
from dataclasses import dataclass, field

Day = dt.date


@dataclass
class Role:
    """One place where a person works; no day means always (SPEC §2.2)."""

    organisation: str
    influence: str | None = None
    since: Day | None = None
    until: Day | None = None

    def is_current(self, day: Day) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass
class Person:
    name: str
    roles: list[Role] = field(default_factory=list)  # of `organisation` and `influence`, or of `roles`
    has_role_list: bool = False  # written as `roles`
    influence: str | None = None  # the field of that name
    responsibility: str | None = None
    circle: str | None = None
    cadence: int | None = None  # days
    seen_as: list[str] = field(default_factory=list)
    seen_as_on: Day | None = None
    knows: list[tuple[str, str | None]] = field(default_factory=list)
    met_through: str | None = None
    ask_policy: str | None = None
    status: str | None = None
    stated: int | None = None
    last_contact: Day | None = None

    def roles_on(self, day: Day) -> list[Role]:
        return [role for role in self.roles if role.is_current(day)]


@dataclass
class Organisation:
    name: str
    has_note: bool = True  # without: only named in a field
    power: str | None = None
    interest: str | None = None
    status: str | None = None
    stated: int | None = None
    last_contact: Day | None = None


@dataclass
class Project:
    name: str
    seeks: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Line:
    """One entry line of SPEC §2.3. `word` is its outcome, answer, state, role or decision."""

    note: str  # path
    number: int
    day: Day
    type: str  # canonical: meal, not lunch; "box" for a promise in a box
    text: str = ""
    links: tuple[str, ...] = ()
    hours: float | None = None
    money: tuple[float, str] | None = None
    kind: str | None = None
    rung: str | None = None
    size: str | None = None
    word: str | None = None
    by: Day | None = None
    until: Day | None = None
    ongoing: bool = False
    re: str | None = None
    via: str | None = None
    project: str | None = None
    id: str | None = None
    plan: bool = False  # `[ ]` with a type
    ticked: bool = False  # a box
    ticked_on: Day | None = None  # its ✅ date
    nested: tuple[str, ...] | None = None  # under the entry above: the links of its own; `links` holds all
    spelt: str = ""  # the type as written (lunch), if not canonical


@dataclass
class Note:
    """`kind` is person, organisation, interaction, daily or other; the fields below are those of a meeting note."""

    path: str
    kind: str
    name: str
    lines: list[Line] = field(default_factory=list)
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    day: Day | None = None


@dataclass
class Vault:
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    roles_now: list[str] = field(default_factory=list)
    currency: str | None = None

    def path_of(self, name: str) -> str | None:
        kinds = {"person", "organisation"}
        return next((note.path for note in self.notes if note.kind in kinds and note.name == name), None)
