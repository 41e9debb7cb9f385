"""What the rules of the next step look at: one organisation on the day (SPEC §3.6)."""

import datetime as dt
from typing import Final

import msgspec
from msgspec.structs import replace

from netlead_md.analysis.commitments import AskHistory
from netlead_md.analysis.decay import YEAR, day_of, days_since, first_day
from netlead_md.analysis.labels import entity_link, entity_name
from netlead_md.analysis.network_context import OutsideContacts
from netlead_md.analysis.organisation_scores import SUPPORT
from netlead_md.analysis.project_needs import Lack
from netlead_md.analysis.support import is_live
from netlead_md.model.account import Telling
from netlead_md.model.ledger import Clock, Decision, Promise, SkippedRule, StepFacts, Support, SupportItem
from netlead_md.model.network import Entry, Network, Organisation, Person
from netlead_md.model.vocabulary import LIVE
from netlead_md.model.words import DecisionWord, EntryTypeName, LedgerClass, Outcome, TaskOutcome, Unsaid

GOOD: Final[tuple[TaskOutcome, ...]] = ("good", "excellent")
_REST = 28
"""Days after a live contact for which nobody is asked about a late pledge or an open ask."""


class Step(msgspec.Struct, frozen=True):
    """What a rule answers when it fits: what the step rests on, before it gets its name."""

    facts: StepFacts
    people: tuple[str, ...] = ()


class StepContext(msgspec.Struct, frozen=True):
    """Everything the rules may look at."""

    organisation: Organisation
    network: Network
    as_of: dt.date
    score: float
    clock: Clock | None
    class_: LedgerClass
    support: Support
    asked: AskHistory
    decision: Decision | None
    suggestion: DecisionWord | Unsaid
    promises: tuple[Promise, ...]
    entries: tuple[Entry, ...]
    """Those that count, reviews left out, oldest first."""
    people: tuple[Person, ...]
    """With a role there now, the influential first."""
    views_are_old: bool
    afar: OutsideContacts
    """What those who work elsewhere can do."""
    flag: str = ""
    """Of SPEC §3.4: empty, amber or red."""
    needs: tuple[Lack, ...] = ()
    """What active projects still seek."""
    questions: tuple[Telling, ...] = ()

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
        return entity_link(self.network, self.organisation.key)

    def ago(self, day: dt.date) -> int:
        """Days from a day to the as-of day."""
        return days_since(day, self.as_of)

    def last(self, *types: EntryTypeName, outcomes: tuple[Outcome, ...] = ()) -> Entry | None:
        """The youngest entry of these types, with one of these outcomes if any are given."""
        return next(
            (
                entry
                for entry in reversed(self.entries)
                if entry.type in types and (not outcomes or entry.line.outcome in outcomes)
            ),
            None,
        )

    def has(self, days: int, *types: EntryTypeName, outcomes: tuple[Outcome, ...] = ()) -> bool:
        """Whether there is such an entry of age 0 to `days`."""
        found = self.last(*types, outcomes=outcomes)
        return found is not None and self.ago(day_of(found)) <= days

    def asked_within(self, days: int) -> bool:
        """Whether I asked for anything in so many days."""
        return self.asked.asked_since(first_day(self.as_of, days))

    @property
    def resting(self) -> SkippedRule | None:
        """Why nobody is asked now about what is late: a live contact of the last four weeks; else None."""
        met = self.last(*LIVE)
        return SkippedRule("met", met.date) if met is not None and self.ago(met.date) <= _REST else None

    def step(self, facts: StepFacts, people: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> Step:
        """The step that rests on these facts; `named`: keys of those whom its sentence names."""
        filled = replace(
            facts,
            here=self.link,
            gain=self.organisation.benefit_to_them.strip(),
            names=tuple(entity_name(self.network, key) for key in named),
            links=tuple(entity_link(self.network, key) for key in named),
        )
        return Step(filled, people)

    def sounds_like(self, *types: EntryTypeName) -> bool:
        """Whether an open question sounds like one of these types."""
        return any(question.sounds_like(types) for question in self.questions)

    @property
    def written(self) -> str:
        """The decision of a written review that is in force; else empty."""
        return self.decision.decision if self.decision is not None and self.decision.in_force else ""

    @property
    def refused(self) -> bool:
        """The last answer in 365 days is no."""
        on = self.asked.last_answered
        return on is not None and self.ago(on) <= YEAR and self.asked.last_answer == "no"

    @property
    def waiting(self) -> tuple[SupportItem, ...]:
        """Live items that have not been delivered."""
        return tuple(item for item in self.support.items if item.delivered is None and is_live(item))
