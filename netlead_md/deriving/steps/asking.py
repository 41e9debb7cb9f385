"""Steps that ask for something: an introduction, evidence, a first or second kind of help (SPEC §3.6)."""

from netlead_md.deriving.standing import HALF_YEAR, YEAR
from netlead_md.deriving.steps.case import GOOD, Case, Passed, Step
from netlead_md.deriving.support import is_live
from netlead_md.deriving.wording import KIND_WORDS, day, label, link, name, quoted
from netlead_md.model.vocabulary import CREDIT, LIVE

_RECENT = 60
_SEASON = 90
_DISTANT = 15.0
_SMALLEST = "an official e-mail, a signed letter of conceptual support, or an informal approval"


def reintroduce(case: Case) -> Step | Passed | None:
    """Trusting without support, and those who know me there mostly see who I was."""
    if not case.trusting or not case.unsupported or not case.views_are_old:
        return None
    if case.has(HALF_YEAR, "intro", outcomes=("asked",)):
        return Passed("you asked for an introduction in the last six months")
    who = [person for person in case.people if person.seen_as] or list(case.people)
    asked = name(case.network, who[0].key) if who else "one of them"
    return Step(
        text=f"Ask {asked} to introduce you to somebody who meets you as you are now; do not ask for support yet.",
        reason="Those who know you there mostly see who you were: better introducers than supporters.",
        lines=(f"intro asked: {link(case.network, who[0].key) if who else case.link} ",),
        people=tuple(person.key for person in who[:1]),
    )


def evidence(case: Case) -> Step | Passed | None:
    """Asked some time ago, not refused, and no more than friendly words so far."""
    if not (case.trusting and case.unsupported and case.asked_within(YEAR)):
        return None
    if any(is_live(item) and item.credit > CREDIT["informal"] for item in case.support.items):
        return None
    if case.asked_within(_RECENT):
        return Passed("you asked in the last two months")
    if any(ask.in_time for ask in case.asked.asks):
        return Passed("an ask of yours is still in time to be answered")
    if case.refused:
        return Passed("their last answer was no")
    return Step(
        text=_with_benefit(case, f"ask for modest evidence: {_SMALLEST}"),
        reason="You have asked, they have not refused, and nothing stands in writing yet.",
        lines=(f"ask endorsement small by DATE: {case.link} a letter of conceptual support",),
    )


def ask(case: Case) -> Step | Passed | None:
    """Never asked in half a year, and a task done well in that time."""
    if not (case.trusting and case.unsupported and case.has(HALF_YEAR, "task", outcomes=GOOD)):
        return None
    if case.asked_within(HALF_YEAR):
        return Passed("you asked in the last six months")
    task = case.last("task", outcomes=GOOD)
    when = day(task.date) if task is not None else ""
    done = quoted(label(task, case.network)) if task is not None else ""
    return Step(
        text=_with_benefit(case, f"make one specific, dated ask; the smallest is tangible evidence: {_SMALLEST}"),
        reason=f"You did a task well on {when}{done and f' ({done})'}, and have not asked in the last six months.",
        lines=(f"ask facilities small by DATE: {case.link} ",),
    )


def second_kind(case: Case) -> Step | Passed | None:
    """They support already, and have the power to do more."""
    if case.unsupported or case.organisation.power != "high":
        return None
    if case.asked_within(_SEASON):
        return Passed("you asked in the last three months")
    if case.refused:
        return Passed("their last answer was no")
    given = {item.kind for item in case.support.items if item.hard and item.delivered}
    could = next((kind for kind in case.organisation.could_give if kind not in given), "")
    such = f" ({KIND_WORDS.get(could, could)})" if could else ""
    return Step(
        text=_with_benefit(case, f"propose a second kind of help{such}, or the next rung of what they give"),
        reason="Their help is real, and they have the power to do more.",
        lines=(f"ask {could or 'equipment'} small by DATE: {case.link} ",),
    )


def introduction(case: Case) -> Step | Passed | None:
    """Far away, and somebody whom I know well could open the door."""
    if case.score >= _DISTANT or not case.unsupported or case.has(HALF_YEAR, *LIVE):
        return None
    asked = _asked_towards(case)
    if asked:
        return Passed(f"you asked for an introduction to them on {asked}")
    path = case.afar.door()
    if path is None:
        return None
    first = name(case.network, path.people[0])
    return Step(
        text=_with_benefit(case, f"ask {first} for a double opt-in introduction"),
        reason=f"{first} knows you, and is the best way there that your notes know of.",
        lines=(f"intro asked: {link(case.network, path.people[0])} to {case.link}",),
        people=path.people,
    )


def _asked_towards(case: Case) -> str:
    key = case.organisation.key
    for entry in case.afar.intros_asked():
        if case.ago(entry.date) > _RECENT:
            continue
        if key in entry.towards or any(reach.organisation == key for reach in entry.reach):
            return day(entry.date)
    return ""


def _with_benefit(case: Case, step: str) -> str:
    gain = case.organisation.benefit_to_them.strip()
    if gain:
        return f"{step[0].upper()}{step[1:]}. What they gain, in your words: {gain.rstrip('.')}."
    return f"Write down what they gain (`benefit_to_them`); then {step}."


RULES_OF_TRUST = (("reintroduce", reintroduce), ("evidence", evidence), ("ask", ask))
RULES_OF_HELP = (("second-kind", second_kind),)
RULES_OF_DOORS = (("introduction", introduction),)
"""In the order of the contract; the steps that give stand between them."""
