"""The next fitting step of an organisation: the first rule that fits, and why others were passed over (SPEC §3.6)."""

from typing import Final

from netlead_md.analysis.next_step_context import StepContext
from netlead_md.analysis.next_step_rules import RULES as RULES_OF_DEBT
from netlead_md.analysis.next_step_rules import (
    RULES_OF_DOORS,
    RULES_OF_HELP,
    RULES_OF_TASKS,
    RULES_OF_TRUST,
    RULES_OF_WARMTH,
    NamedRules,
    stay_in_touch,
    successor,
)
from netlead_md.model.ledger import NextStep, SkippedRule
from netlead_md.model.words import StepRule

RULES: Final[NamedRules] = (
    *RULES_OF_DEBT,
    ("successor", successor),
    *RULES_OF_TRUST,
    *RULES_OF_TASKS,
    *RULES_OF_HELP,
    *RULES_OF_WARMTH,
    *RULES_OF_DOORS,
    ("stay-in-touch", stay_in_touch),
)
"""The rules in the order of the contract; the last one always fits."""

_PAUSED: Final[frozenset[StepRule]] = frozenset(
    {
        "settle-answer",
        "reintroduce",
        "evidence",
        "ask",
        "offer-task",
        "connect",
        "second-kind",
        "first-ask",
        "warm-up",
        "introduction",
    }
)
_LET_GO: Final[frozenset[StepRule]] = frozenset(name for name, _ in RULES) - {"keep-promise", "thank", "stay-in-touch"}


def next_step(case: StepContext) -> NextStep:
    """The first rule that fits; every rule before it that would have fitted is kept with its reason."""
    barred, why = _excluded_rules(case)
    passed: list[tuple[StepRule, SkippedRule]] = []
    for name, rule in RULES:
        answer = rule(case)
        if isinstance(answer, SkippedRule):
            passed.append((name, answer))
        elif answer is not None and why is not None and name in barred:
            passed.append((name, why))
        elif answer is not None:
            return NextStep(name, answer.facts, answer.people, tuple(passed))
    message = "stay-in-touch fits always"
    raise AssertionError(message)


def _excluded_rules(case: StepContext) -> tuple[frozenset[StepRule], SkippedRule | None]:
    status, in_force = case.organisation.status, case.written
    if "let-go" in (status, in_force):
        return _LET_GO, SkippedRule("let-go")
    if status == "paused" or in_force == "pause":
        return _PAUSED, SkippedRule("paused")
    if not in_force and case.suggestion == "pause":
        return _PAUSED, SkippedRule("pause-suggested")
    if _asking_is_unwelcome(case):
        return _PAUSED, SkippedRule("unwelcome")
    return frozenset(), None


def _asking_is_unwelcome(case: StepContext) -> bool:
    key = case.organisation.key
    high = [
        person
        for person in case.people
        if (person.key == key and person.influence == "high")
        or any(role.organisation == key and role.influence == "high" for role in person.roles)
    ]
    asked = high or list(case.people)
    return bool(asked) and all(person.ask_policy in ("never", "not-now") for person in asked)
