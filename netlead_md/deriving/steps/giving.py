"""Steps that give first: a task done superbly, an introduction, or simply staying in touch (SPEC §3.6)."""

from netlead_md.deriving.standing import HALF_YEAR, day_of
from netlead_md.deriving.steps.case import Case, Passed, Step
from netlead_md.deriving.wording import day, link, name, one_of

_MONTH = 30
_SEASON = 90
_WARM = 15.0
_WRITTEN = ("email", "letter")
_REPAIR = "Repair first: make good what went wrong, and say so; then "


def offer_task(case: Case) -> Step | Passed | None:
    """They trust me and I have not asked in half a year: deserve it once more."""
    if not (case.trusting and case.unsupported):
        return None
    if case.asked_within(HALF_YEAR):
        return Passed("you asked in the last six months")
    fresh = _fresh_task(case)
    if fresh:
        return Passed(fresh)
    return Step(
        text=_repaired(case, "offer a small task that you are sure to do superbly."),
        reason="They trust you, you have not asked in the last six months, and a task done well makes asking easy.",
        lines=(f"offer: {case.link} ",),
        people=tuple(person.key for person in case.people[:1]),
    )


def connect(case: Case) -> Step | Passed | None:
    """Their word stands in writing: bring them somebody whom they would like to know."""
    if not case.unsupported or not any(item.rung in _WRITTEN for item in case.waiting):
        return None
    if case.has(HALF_YEAR, "connect"):
        return Passed("you introduced somebody to them in the last six months")
    keys = case.afar.candidates()
    who = one_of([name(case.network, key) for key in keys]) if keys else "a customer or a third party of theirs"
    lines = tuple(f"connect made: {link(case.network, key)} with {case.link}" for key in keys)
    return Step(
        text=f"Arrange a top-level introduction for them: {who}.",
        reason="Their word stands in writing; an introduction at the top turns it into common business.",
        lines=lines,
        people=keys,
    )


def warm_up(case: Case) -> Step | Passed | None:
    """Acquainted, not yet trusting, and nothing done for them lately."""
    if case.trusting or case.score < _WARM or case.has(HALF_YEAR, "task"):
        return None
    fresh = _fresh_task(case)
    if fresh:
        return Passed(fresh)
    return Step(
        text=_repaired(case, "offer a small task."),
        reason="They know you; a small thing done very well is how trust grows.",
        lines=(f"offer: {case.link} ",),
        people=tuple(person.key for person in case.people[:1]),
    )


def stay_in_touch(case: Case) -> Step:
    """What remains: no ask, and the patience to say what one waits for."""
    return Step(text="Stay in touch; nothing asked.", reason=_waiting_for(case), lines=(f"message: {case.link} ",))


def _waiting_for(case: Case) -> str:
    put_aside = _put_aside(case)
    if put_aside:
        return put_aside
    in_time = next((ask for ask in case.asked.asks if ask.in_time), None)
    ahead = next((item for item in case.waiting if item.source == "pledge"), None)
    if in_time is not None:
        return f"You asked on {day(in_time.date)}; their answer has time."
    if ahead is not None and ahead.due is not None:
        return f"They have given their word; it is due on {day(ahead.due)}."
    if not case.unsupported:
        return "They help, and nothing is owed."
    if case.refused:
        return "Their last answer was no, and a friend is welcome all the same."
    if case.trusting:
        return "They trust you, and the last step needs time to work."
    if not case.entries:
        return "Nothing is on record yet."
    return "Trust is still small, and contact for its own sake is how it grows."


def _put_aside(case: Case) -> str:
    """The user's own word that nothing is wanted of them now."""
    decision = case.decision if case.decision is not None and case.decision.in_force else None
    words = (case.organisation.status, decision.decision if decision is not None else "")
    until = f" until {day(decision.until)}" if decision is not None and decision.decision == "pause" else ""
    if "let-go" in words:
        return "You let the asking go; a friendly word is always in place."
    return f"You paused the asking{until}; the friendship goes on." if "pause" in words or "paused" in words else ""


def _fresh_task(case: Case) -> str:
    last = case.last("offer", "task")
    if last is None or case.ago(day_of(last)) > _MONTH:
        return ""
    what = "offered" if last.type == "offer" else "did"
    return f"you {what} a task on {day(last.date)}"


def _repaired(case: Case, step: str) -> str:
    went_wrong = case.has(_SEASON, "task", outcomes=("poor", "dropped")) or case.has(_SEASON, "broken")
    return _REPAIR + step if went_wrong else step[0].upper() + step[1:]


RULES_OF_TASKS = (("offer-task", offer_task), ("connect", connect))
RULES_OF_WARMTH = (("warm-up", warm_up),)
"""In the order of the contract; asking stands between them."""
