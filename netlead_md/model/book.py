"""What deriving makes of a network on a day (SPEC §3). Scores are unrounded; words and rounding belong to the pages."""

import datetime as dt

import msgspec

from netlead_md.model.account import NO_COVERAGE, Coverage, Telling
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault
from netlead_md.model.ledger import ContactStatus, Ledger, Promise, Trust
from netlead_md.model.network import Entry, Network, Organisation
from netlead_md.model.words import BalanceWord, HopKind, Level, PerceptionState, TieStrength, Unsaid


class Perception(msgspec.Struct, frozen=True):
    """How somebody sees me (SPEC §3.8)."""

    state: PerceptionState
    seen_as: tuple[str, ...]
    on: dt.date | None
    check_again: bool


class PersonSummary(msgspec.Struct, frozen=True):
    """Everything about one person on the day."""

    key: str
    entries: tuple[Entry, ...]
    trust: Trust
    last_contact: dt.date | None
    care: ContactStatus | None
    perception: Perception | None
    """None: nobody has noted how they see me."""
    goal_focused: bool
    contacts: int
    """In 180 days."""
    free: int
    """Of these, free of an ask and of a project."""
    hours: float
    """In 365 days."""
    promises: tuple[Promise, ...]
    plans: tuple[Entry, ...]
    first_contact: dt.date | None = None
    review: Entry | None = None
    """The latest written one that names them."""
    questions: tuple[Telling, ...] = ()
    """Open questions about them (SPEC §2.5), in order of path and line."""


class HopEvidence(msgspec.Struct, frozen=True):
    """What speaks for one hop; which of these are set depends on its kind (SPEC §3.9)."""

    kind: HopKind
    level: int = 0
    """Trust level of somebody in me, 0 to 5."""
    introduced: dt.date | None = None
    """When they introduced me last."""
    asked: dt.date | None = None
    """When I asked them for an introduction; counts half."""
    influence: Level | Unsaid = ""
    organisation: str = ""
    """Key of the place where both work."""
    strength: TieStrength | Unsaid = ""


class IntroductionHop(msgspec.Struct, frozen=True):
    """From somebody (empty: me) to somebody, with what speaks for it."""

    source: str
    target: str
    strength: float
    evidence: HopEvidence


class IntroductionPath(msgspec.Struct, frozen=True):
    """A way of introductions to an organisation or a person."""

    target: str
    people: tuple[str, ...]
    score: float
    hops: tuple[IntroductionHop, ...]


class EffortByType(msgspec.Struct, frozen=True):
    """SPEC §3.10: hours and money of an entry type in 365 days, and the support units that it had a part in."""

    name: str
    hours: float
    assumed: float
    """Of these hours, those that no line states."""
    cost: float
    units: float
    hours_per_unit: float | None


class Quarter(msgspec.Struct, frozen=True):
    quarter: str
    """`2026 Q2`."""
    people: int
    organisations: int
    through_introductions: int
    asked: int
    made: int
    met: int


class Portfolio(msgspec.Struct, frozen=True):
    """The network as a whole (SPEC §3.8, §3.10)."""

    gives: int
    asks: int
    balance: float | None
    balance_word: BalanceWord
    pareto: tuple[str, ...]
    """Keys."""
    pareto_hours_share: float | None
    """Per cent."""
    unattributed: float
    currency: str
    active: int
    """Organisations with an entry in 365 days, not paused or let go."""


class Book(msgspec.Struct, frozen=True):
    network: Network
    as_of: dt.date
    organisations: dict[str, Organisation]
    """Those of the network and the individuals of the day (SPEC §2.4), in order of name: one for each ledger."""
    ledgers: dict[str, Ledger]
    """By key, in order of name; an organisation without an entry has one too, and an individual has."""
    people: dict[str, PersonSummary]
    promises: tuple[Promise, ...]
    plans: tuple[Entry, ...]
    """Open plans and future lines, by date."""
    channels: tuple[EffortByType, ...]
    portfolio: Portfolio
    growth: tuple[Quarter, ...]
    introductions: dict[str, tuple[IntroductionPath, ...]]
    """Organisation to its best paths, best first; empty where the vault knows of none."""
    bridges: dict[str, tuple[str, ...]]
    """Organisation to the people without whom it cannot be reached."""
    faults: tuple[Fault, ...]
    """Found while deriving."""
    config: Config
    coverage: Coverage = NO_COVERAGE


class Month(msgspec.Struct, frozen=True):
    """One point of the twelve-month chart: the figures as of a month's last day, or of the as-of day."""

    day: dt.date
    trust: float
    hard: float
    score: float
    """Support S."""
    firm: float = 0.0
    """D."""
