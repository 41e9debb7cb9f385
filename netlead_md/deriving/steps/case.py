"""The case of one organisation, as the rules of the next step look at it (SPEC §3.6)."""

import datetime as dt

import msgspec

from netlead_md.deriving.asks import Asked
from netlead_md.deriving.standing import YEAR, age, day_of
from netlead_md.deriving.support import is_live
from netlead_md.deriving.surroundings import Afar
from netlead_md.deriving.warning import SUPPORT
from netlead_md.deriving.wording import link
from netlead_md.model.ledger import Clock, Decision, Item, Promise, Support
from netlead_md.model.network import Entry, Network, Organisation, Person

GOOD = ("good", "excellent")


class Step(msgspec.Struct, frozen=True):
    """What a rule answers when it fits: the step, before it gets its name."""

    text: str
    reason: str
    lines: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Passed(msgspec.Struct, frozen=True):
    """What a rule answers when it would fit but for a reason that the user should know."""

    why: str


class Case(msgspec.Struct, frozen=True):
    """Everything the rules may look at."""

    organisation: Organisation
    network: Network
    as_of: dt.date
    score: float
    clock: Clock | None
    class_: str
    support: Support
    asked: Asked
    decision: Decision | None
    suggestion: str
    promises: tuple[Promise, ...]
    entries: tuple[Entry, ...]
    """Those that count, reviews left out, oldest first."""
    people: tuple[Person, ...]
    """With a role there now, the influential first."""
    views_are_old: bool
    afar: Afar
    """What those who work elsewhere can do."""

    @property
    def trusting(self) -> bool:
        """The clock runs."""
        return self.clock is not None

    @property
    def unsupported(self) -> bool:
        """D < 5."""
        return self.support.firm < SUPPORT

    @property
    def link(self) -> str:
        """The organisation, as it is linked in a line to paste."""
        return link(self.network, self.organisation.key)

    def ago(self, day: dt.date) -> int:
        """Days from a day to the as-of day."""
        return age(day, self.as_of)

    def last(self, *types: str, outcomes: tuple[str, ...] = ()) -> Entry | None:
        """The youngest entry of these types, with one of these outcomes if any are given."""
        return next(
            (
                entry
                for entry in reversed(self.entries)
                if entry.type in types and (not outcomes or entry.line.outcome in outcomes)
            ),
            None,
        )

    def has(self, days: int, *types: str, outcomes: tuple[str, ...] = ()) -> bool:
        """Whether there is such an entry of age 0 to `days`."""
        found = self.last(*types, outcomes=outcomes)
        return found is not None and self.ago(day_of(found)) <= days

    def asked_within(self, days: int) -> bool:
        """Whether I asked for anything in so many days."""
        return any(self.ago(ask.date) <= days for ask in self.asked.asks)

    @property
    def refused(self) -> bool:
        """The last answer in 365 days is no."""
        on = self.asked.last_answered
        return on is not None and self.ago(on) <= YEAR and self.asked.last_answer == "no"

    @property
    def waiting(self) -> tuple[Item, ...]:
        """Live items that have not been delivered."""
        return tuple(item for item in self.support.items if item.delivered is None and is_live(item))
