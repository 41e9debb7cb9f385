"""Two years of one user in one world, and what they came to (bars.py says what they should)."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.simulation.notes import Notebook
from tests.simulation.organisations import Organisation, create_organisations
from tests.simulation.pages import Reader, Week
from tests.simulation.parameters import Parameters
from tests.simulation.user import User
from tests.simulation.world import World

OWED: Final = frozenset({"keep-promise", "thank"})
LATE: Final = "late-pledge"
MET: Final = 10
"""Days after a live contact in which only what I owe them stands on This week (SPEC §4)."""
TALKING: Final = frozenset({"serious", "severe", "words-only"})
BLAMED: Final = TALKING | {"mild", "said-no"}
ALL: Final = 40


@dataclass
class Outcome:
    """What one run came to; counts may be added up over runs."""

    organisations: int = 0
    appeared: set[str] = field(default_factory=set)
    """Names that stood on This week as a step."""
    done: int = 0
    repeated: int = 0
    """Steps that were done and stood there again the next week: the same organisation and rule."""
    full_weeks: int = 0
    """Weeks in which all steps were those of the week before."""
    hidden: list[str] = field(default_factory=list)
    """Weeks in which something was owed, or a promise of theirs late, and no such step stood there: day, names."""
    blamed: list[str] = field(default_factory=list)
    """Organisations that nobody ever asked, that never promised, and that had a class of blame: week, name, class."""
    talkers: set[str] = field(default_factory=set)
    found: dict[str, str] = field(default_factory=dict)
    """Organisations of a class of talkers at the end, with their character."""
    hours: float = 0.0
    units: float = 0.0
    asks: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    """How often each rule stood on This week."""
    again: dict[str, int] = field(default_factory=dict)
    """How often each rule stood there again although it was done."""
    classes: dict[str, str] = field(default_factory=dict)
    """Class at the end, by `character name`."""
    trace: list[str] = field(default_factory=list)


def simulate(  # noqa: PLR0913  (each says which run it is)
    vault: Path,
    parameters: Parameters,
    seed: int,
    *,
    world: str,
    style: str,
    follow: bool,
    count: int = ALL,
) -> Outcome:
    """One run in an empty folder. With `follow` the user does what This week says, else random steps."""
    organisations = create_organisations(parameters, seed, count)
    names = frozenset(each.name for each in organisations)
    living = World(parameters, world, organisations)
    notebook = Notebook(vault, parameters, style, seed)
    notebook.begin(organisations)
    user = User(parameters, living, notebook, seed)
    outcome = Outcome(count, talkers={each.name for each in organisations if each.label == "talker"})
    last: set[tuple[str, str]] = set()
    reader = Reader(vault)
    day = parameters.start
    for week in range(parameters.weeks):
        day = parameters.start + dt.timedelta(weeks=week)
        tuesday = day + dt.timedelta(days=1)
        if follow:
            seen = reader.read_week(day, names)
            _look(outcome, seen, last, day)
            _look_for_wrongs(outcome, seen, day, organisations)
            done = [step for step in seen.steps if user.follow(step, tuesday)]
            last = {(step.organisation, step.rule) for step in done}
            outcome.done += len(done) if week + 1 < parameters.weeks else 0
        else:
            user.act_at_random(tuesday)
        user.remember_promises(tuesday)
        user.see_people(day + dt.timedelta(days=2))
        events = living.advance(day + dt.timedelta(weeks=1))
        for each in organisations:
            for person in each.known:  # before a line is written into the note of somebody whom I have just met
                notebook.meet(each, person, [])
        notebook.write(events)
    labels = {each.name: each.label for each in organisations}
    ends = reader.read_classes(day + dt.timedelta(days=6), names)
    outcome.classes = {f"{labels[name]} {name}": word for name, word in sorted(ends.items())}
    outcome.found = {name: labels[name] for name, word in ends.items() if word in TALKING}
    outcome.hours, outcome.units = living.hours, living.units
    outcome.asks = sum(len(each.asks) for each in organisations)
    return outcome


def _look(outcome: Outcome, seen: Week, last: set[tuple[str, str]], day: dt.date) -> None:
    standing = {(step.organisation, step.rule) for step in seen.steps}
    outcome.appeared |= {name for name, _ in standing}
    outcome.repeated += len(standing & last)
    outcome.full_weeks += bool(standing) and standing <= last
    for _, rule in standing:
        outcome.rules[rule] = outcome.rules.get(rule, 0) + 1
    for _, rule in standing & last:
        outcome.again[rule] = outcome.again.get(rule, 0) + 1
    outcome.trace += [f"{day} {name}: {rule}, {seen.classes[name]}" for name, rule in sorted(standing)]


def _look_for_wrongs(outcome: Outcome, seen: Week, day: dt.date, organisations: list[Organisation]) -> None:
    """Debts that a turn hides, and blame of those whom nobody asked."""
    rules = {step.rule for step in seen.steps}
    owed = sorted(name for name, rule in seen.rules.items() if rule in OWED)
    if owed and not rules & OWED:
        outcome.hidden.append(f"{day} owed: {', '.join(owed)}")
    seen_of_late = {each.name for each in organisations if (day - each.met).days <= MET}
    late = sorted(name for name, rule in seen.rules.items() if rule == LATE and name not in seen_of_late)
    if late and LATE not in rules:
        outcome.hidden.append(f"{day} late: {', '.join(late)}")
    blameless = sorted(each.name for each in organisations if each.blameless)
    outcome.blamed += [f"{day}: {name}, {seen.classes[name]}" for name in blameless if seen.classes.get(name) in BLAMED]
