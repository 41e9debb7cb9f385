"""The bars that runs of the average style must reach (docs/simulation.md)."""

from collections.abc import Sequence
from typing import Final

from tests.simulation.simulate import Outcome

APPEARED: Final = 0.75
AGAIN: Final = 0.2
RECALL: Final = 0.55
PRECISION: Final = 0.8


def recall(outcomes: Sequence[Outcome]) -> float:
    """Of all talkers, the share that was found."""
    return _right(outcomes) / max(1, sum(len(each.talkers) for each in outcomes))


def precision(outcomes: Sequence[Outcome]) -> float:
    """Of all that were found, the share that are talkers; 1 where none was found."""
    found = sum(len(each.found) for each in outcomes)
    return _right(outcomes) / found if found else 1.0


def help_per_hour(outcomes: Sequence[Outcome]) -> float:
    return sum(each.units for each in outcomes) / max(1.0, sum(each.hours for each in outcomes))


def missed_bars(followed: Sequence[Outcome], control: Sequence[Outcome]) -> list[str]:
    """The names of the bars that these runs of one world do not reach."""
    bars = {
        "appeared": all(len(each.appeared) >= APPEARED * each.organisations for each in followed),
        "again": sum(each.repeated for each in followed) < AGAIN * sum(each.done for each in followed),
        "hidden": not any(each.hidden for each in followed),
        "recall": recall(followed) >= RECALL,
        "precision": precision(followed) >= PRECISION,
        "blamed": not any(each.blamed for each in followed),
        "help per hour": help_per_hour(followed) > help_per_hour(control),
    }
    return [name for name, reached in bars.items() if not reached]


def _right(outcomes: Sequence[Outcome]) -> int:
    return sum(label == "talker" for each in outcomes for label in each.found.values())
