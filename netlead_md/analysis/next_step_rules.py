"""The rules of the next step, in groups: asking, giving, owed (SPEC §3.6)."""

import datetime as dt
from collections.abc import Callable, Container
from math import fsum
from typing import Final, NamedTuple, TypeAlias

from msgspec.structs import replace

from netlead_md.analysis.decay import HALF_YEAR, YEAR, day_of, days_since, decay_factor
from netlead_md.analysis.labels import entity_link, name_of_project, short_label
from netlead_md.analysis.next_step_context import GOOD, Step, StepContext
from netlead_md.analysis.record import next_due
from netlead_md.analysis.support import IN_TIME, LAPSES, is_live
from netlead_md.analysis.trust import trust_points
from netlead_md.linking.attribution import is_active
from netlead_md.model.ledger import SkippedRule, StepFacts, SupportItem
from netlead_md.model.network import Entry, Person
from netlead_md.model.vocabulary import CREDIT, LIVE
from netlead_md.model.words import HelpKind, ItemSource, Rung, StepRule, Unsaid, WaitReason

# Steps that ask for something: an introduction, evidence, a first or second kind of help (SPEC §3.6).


NamedRules: TypeAlias = tuple[tuple[StepRule, Callable[[StepContext], Step | SkippedRule | None]], ...]
"""Rules by the name that the contract gives them."""

_RECENT = 60
_SEASON = 90
_DISTANT = 15.0
_GIVING: Final[tuple[ItemSource, ...]] = ("pledge", "support", "part")


def suggest_reintroduce(case: StepContext) -> Step | SkippedRule | None:
    """Trusting without support, and those who know me there mostly see who I was."""
    if not case.trusting or not case.unsupported or not case.views_are_old:
        return None
    if case.has(HALF_YEAR, "intro", outcomes=("asked",)):
        return SkippedRule("introduction-asked")
    who = [person for person in case.people if person.seen_as] or list(case.people)
    first = tuple(person.key for person in who[:1])
    return case.step(StepFacts(), first, named=first)


class _Wish(NamedTuple):
    """What to ask for: a kind of help for a project, or tangible evidence."""

    kind: HelpKind | Unsaid
    project: str = ""
    """Key."""

    def facts(self, case: StepContext) -> StepFacts:
        """What a step knows of it."""
        if not self.project:
            return StepFacts(kind=self.kind)
        linked = entity_link(case.network, self.project) if self.project in case.network.targets else ""
        return StepFacts(kind=self.kind, project=name_of_project(case.network, self.project), project_link=linked)


def _wish(case: StepContext, without: Container[str] = ()) -> _Wish | None:
    """A kind that a project still seeks and they could give, gave or promised, else one that they could give."""
    could = [kind for kind in case.organisation.could_give if kind not in without]
    known = {*could, *(item.kind for item in case.support.items if item.source in _GIVING)}
    for need in case.needs:
        if need.kind in known and need.kind not in without:
            return _Wish(need.kind, need.project)
    return _Wish(could[0]) if could else None


def suggest_evidence(case: StepContext) -> Step | SkippedRule | None:
    """Asked some time ago, not refused, and no more than friendly words so far."""
    if not (case.trusting and case.unsupported and case.asked_within(YEAR)):
        return None
    if any(is_live(item) and item.credit > CREDIT["informal"] for item in case.support.items):
        return None
    if case.asked_within(_RECENT):
        return SkippedRule("asked-two-months")
    if any(ask.in_time for ask in case.asked.asks):
        return SkippedRule("answer-has-time")
    if case.refused:
        return SkippedRule("refused")
    return case.step(StepFacts())


def first_ask(case: StepContext) -> Step | SkippedRule | None:
    """Not trusting yet, but they have shown trust of late: the first ask is for something tangible."""
    if case.trusting or case.score < _DISTANT or not case.unsupported or case.flag:
        return None
    signed = case.has(YEAR, "trust+", "trust++")
    if not signed and case.written != "ask":
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("asked-six-months")
    if case.refused:
        return SkippedRule("refused")
    sign = case.last("trust+", "trust++")
    shown = sign.date if signed and sign is not None else None
    return case.step(StepFacts(day=shown, decided=shown is None))


def suggest_ask(case: StepContext) -> Step | SkippedRule | None:
    """Never asked in half a year, and a task done well in that time."""
    did_well = case.has(HALF_YEAR, "task", outcomes=GOOD)
    if not (case.trusting and case.unsupported and (did_well or case.written == "ask")):
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("asked-six-months")
    wish = _wish(case)
    known = wish.facts(case) if wish is not None else StepFacts()
    task = case.last("task", outcomes=GOOD) if did_well else None
    if task is not None:
        return case.step(replace(known, day=task.date, label=short_label(task, case.network)))
    return case.step(replace(known, decided=True))


def second_kind(case: StepContext) -> Step | SkippedRule | None:
    """They support already, and have the power to do more."""
    if case.class_ != "supported" or case.organisation.power != "high":
        return None
    if case.asked_within(_SEASON):
        return SkippedRule("asked-three-months")
    if case.refused:
        return SkippedRule("refused")
    given = [item for item in case.support.items if item.hard and item.delivered and item.value > 0]
    wish = _wish(case, {item.kind for item in given})
    if wish is not None:
        return case.step(replace(wish.facts(case), second=True))
    more = max(given, key=lambda item: item.value).kind if given else ""
    return case.step(StepFacts(kind=more))


def suggest_introduction(case: StepContext) -> Step | SkippedRule | None:
    """Far away, and somebody whom I know well could open the door."""
    if case.organisation.individual or case.score >= _DISTANT or not case.unsupported or case.has(HALF_YEAR, *LIVE):
        return None
    asked = _asked_towards(case)
    if asked is not None:
        return SkippedRule("introduction-there", asked)
    path = case.afar.door()
    if path is None:
        return None
    return case.step(StepFacts(), path.people, named=path.people[:1])


def _asked_towards(case: StepContext) -> dt.date | None:
    key = case.organisation.key
    for entry in case.afar.intros_asked():
        if case.ago(entry.date) > _RECENT:
            continue
        if key in entry.towards or any(reach.organisation == key for reach in entry.reach):
            return entry.date
    return None


RULES_OF_TRUST: Final[NamedRules] = (
    ("reintroduce", suggest_reintroduce),
    ("evidence", suggest_evidence),
    ("ask", suggest_ask),
)
RULES_OF_HELP: Final[NamedRules] = (("second-kind", second_kind), ("first-ask", first_ask))
RULES_OF_DOORS: Final[NamedRules] = (("introduction", suggest_introduction),)
"""In the order of the contract; the steps that give stand between them."""


# Steps that give first: a task done superbly, an introduction, or simply staying in touch (SPEC §3.6).


_MONTH = 30
_WARM = 15.0
_WRITTEN: Final[tuple[Rung, ...]] = ("email", "letter")


def offer_task(case: StepContext) -> Step | SkippedRule | None:
    """They trust me and I have not asked in half a year: deserve it once more."""
    if not (case.trusting and case.unsupported):
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("asked-six-months")
    fresh = _fresh_task(case) or _unkept(case)
    if fresh is not None:
        return fresh
    return _small_task(case)


def suggest_connect(case: StepContext) -> Step | SkippedRule | None:
    """Their word stands in writing: bring them somebody whom they would like to know."""
    if not case.unsupported or not any(item.rung in _WRITTEN for item in case.waiting):
        return None
    if case.has(HALF_YEAR, "connect"):
        return SkippedRule("connected")
    keys = case.afar.candidates()
    return case.step(StepFacts(), keys, named=keys)


def warm_up(case: StepContext) -> Step | SkippedRule | None:
    """Acquainted, not yet trusting, and nothing done for them lately."""
    if case.trusting or case.score < _WARM or case.has(HALF_YEAR, "task"):
        return None
    fresh = _fresh_task(case) or _unkept(case)
    if fresh is not None:
        return fresh
    return _small_task(case)


def _small_task(case: StepContext) -> Step:
    went_wrong = case.has(_SEASON, "task", outcomes=("poor", "dropped")) or case.has(_SEASON, "broken")
    return case.step(StepFacts(repair=went_wrong), tuple(person.key for person in case.people[:1]))


def stay_in_touch(case: StepContext) -> Step:
    """What remains: no ask, and the patience to say what one waits for."""
    wait, day = _waiting_for(case)
    return case.step(StepFacts(wait=wait, day=day))


def _waiting_for(case: StepContext) -> tuple[WaitReason, dt.date | None]:
    put_aside = _put_aside(case)
    if put_aside is not None:
        return put_aside
    in_time = next((ask for ask in case.asked.asks if ask.in_time), None)
    ahead = next_due(case.support.items, case.as_of)
    past = next((item for item in case.waiting if item.source == "pledge" and item.state == "overdue"), None)
    dated: tuple[tuple[WaitReason, dt.date | None], ...] = (
        ("answer-has-time", in_time.date if in_time is not None else None),
        ("word-due", ahead.due if ahead is not None else None),
        ("word-late", past.due if past is not None else None),
    )
    found = next((each for each in dated if each[1] is not None), None)
    if found is not None:
        return found
    if case.class_ != "supported" and case.refused:
        return "refused", case.asked.last_answered
    return _without_a_day(case), None


def _without_a_day(case: StepContext) -> WaitReason:
    if case.class_ == "supported":
        return "helping"
    if case.sounds_like("ask"):
        return "may-have-asked"
    if case.trusting:
        return "trusting"
    return "early" if case.entries else "nothing-yet"


def _put_aside(case: StepContext) -> tuple[WaitReason, dt.date | None] | None:
    """The user's own word that nothing is wanted of them now."""
    decision = case.decision if case.decision is not None and case.decision.in_force else None
    words = (case.organisation.status, decision.decision if decision is not None else "")
    until = decision.until if decision is not None and decision.decision == "pause" else None
    if "let-go" in words:
        return "let-go", None
    return ("paused", until) if "pause" in words or "paused" in words else None


def _fresh_task(case: StepContext) -> SkippedRule | None:
    last = case.last("offer", "task")
    if last is None or case.ago(day_of(last)) > _MONTH:
        return None
    return SkippedRule("task-offered" if last.type == "offer" else "task-done", last.date)


def _unkept(case: StepContext) -> SkippedRule | None:
    return SkippedRule("promises-unkept") if case.flag else None


RULES_OF_TASKS: Final[NamedRules] = (("offer-task", offer_task), ("connect", suggest_connect))
RULES_OF_WARMTH: Final[NamedRules] = (("warm-up", warm_up),)
"""In the order of the contract; asking stands between them."""


# Steps that settle what stands between us: promises, thanks, late pledges, open asks (SPEC §3.6).


_FORGOTTEN = 60
_TOO_FRESH = 8


def keep_promise(case: StepContext) -> Step | None:
    """A promise of mine 1 to 60 days overdue; the oldest first."""
    late = [each for each in case.promises if each.state == "overdue" and each.days <= _FORGOTTEN]
    if not late:
        return None
    oldest = min(late, key=lambda each: (each.due, each.entry.path, each.entry.line.line))
    facts = StepFacts(label=short_label(oldest.entry, case.network), day=oldest.due)
    return case.step(facts, oldest.entry.people)


def suggest_thank(case: StepContext) -> Step | SkippedRule | None:
    """Hard support or an intro made or met 8 to 180 days ago, and no `thanks` since."""
    thanked = case.last("thanks")
    given = [
        (line.date, line.path, line.line.line, line, item.kind)
        for item in case.support.items
        for line in item.lines
        if _is_gift(line, item)
        if _TOO_FRESH <= case.ago(line.date) <= HALF_YEAR
        if thanked is None or day_of(thanked) < line.date
    ]
    if not given:
        return None
    if case.sounds_like("thanks"):
        return SkippedRule("maybe-thanks")
    *_, last, kind = max(given, key=lambda gift: gift[:3])
    return case.step(StepFacts(label=short_label(last, case.network), kind=kind, day=last.date), last.people)


def _is_gift(line: Entry, item: SupportItem) -> bool:
    if line.type == "intro":
        return line.line.outcome in ("made", "met")
    return line.type == "support" and item.hard


def frank_talk(case: StepContext) -> Step | SkippedRule | None:
    """Severe, and no written review in force."""
    if case.class_ != "severe" or (case.decision is not None and case.decision.in_force):
        return None
    if case.sounds_like("support"):
        return SkippedRule("maybe-support")
    return case.step(StepFacts(), tuple(person.key for person in case.people[:1]))


def late_pledge(case: StepContext) -> Step | SkippedRule | None:
    """A pledge 31 to 120 days overdue; the one in the strongest words, then the smallest, then the oldest."""
    every = [item for item in case.support.items if item.state == "overdue" and _days_late(item, case) > IN_TIME]
    late = [item for item in every if item.rests_until is None or item.rests_until < case.as_of]
    if not late:
        return SkippedRule("later-day") if every else None
    if case.resting is not None:
        return case.resting
    item = max(late, key=lambda each: (each.credit, -each.size, -each.date.toordinal()))
    lapsed = any(each.state == "lapsed" for each in case.support.items)
    return _about_item(case, item, only=lapsed and len(late) == 1)


def _about_item(case: StepContext, item: SupportItem, *, only: bool = False) -> Step:
    day = item.due or item.date
    facts = StepFacts(label=item.label, kind=item.kind, size=item.size, day=day, only=only)
    return case.step(facts, (item.person,) if item.person else ())


def _days_late(item: SupportItem, case: StepContext) -> int:
    late = days_since(item.due or item.date, case.as_of)
    return late if late <= LAPSES else 0


def settle_answer(case: StepContext) -> Step | SkippedRule | None:
    """An open ask that is no longer in time; the oldest first."""
    stale = next((ask for ask in case.asked.asks if ask.state == "open" and not ask.in_time), None)
    if stale is None:
        return None
    if case.resting is not None:
        return case.resting
    facts = StepFacts(label=short_label(stale.entry, case.network), kind=stale.kind, day=stale.date, ask=stale)
    return case.step(facts, stale.entry.people)


def suggest_receive(case: StepContext) -> Step | None:
    """A live agreement that is due ahead; the next first."""
    ahead = [
        item for item in case.waiting if item.rung == "agreement" and item.due is not None and item.due >= case.as_of
    ]
    if not ahead:
        return None
    return _about_item(case, min(ahead, key=lambda each: (each.due or each.date, each.date)))


RULES: Final[NamedRules] = (
    ("keep-promise", keep_promise),
    ("thank", suggest_thank),
    ("frank-talk", frank_talk),
    ("late-pledge", late_pledge),
    ("settle-answer", settle_answer),
    ("receive", suggest_receive),
)
"""In the order of the contract."""


# The step after the one who trusted has left (SPEC §3.6).


_MOST: Final = 0.7
_HAIR: Final = 1e-12
_HEARD: Final = ("high", "medium", "")


def successor(case: StepContext) -> Step | None:
    """Most of their trust came through people who have left, and nobody of weight there was met since."""
    if not case.trusting or case.organisation.individual:
        return None
    lines = [entry for entry in case.entries if entry.type in ("trust+", "trust++")]
    through, every, gone = 0.0, 0.0, dict[str, Person]()
    weighed = [(entry, _weight(case, entry)) for entry in lines]
    for day, _, points, entry in trust_points(weighed):
        stands = points * decay_factor(case.as_of.toordinal() - day)
        every = fsum((every, stands))
        person = case.network.people.get(entry.people[0]) if entry.people else None
        if person is not None and _has_left(case, person):
            through = fsum((through, stands))
            gone[person.key] = person
    if not gone or through < _MOST * every - _HAIR:
        return None
    case.afar.looked_at = True  # those who left do not work there
    since = max(role.until for person in gone.values() for role in person.roles if _here(case, role) and role.until)
    if any(entry.type in LIVE and entry.date > since and _somebody_of_weight(case, entry) for entry in case.entries):
        return None
    last = max(gone.values(), key=lambda person: (_until(case, person), person.name, person.key))
    return case.step(StepFacts(), (last.key,), named=(last.key,))


def _weight(case: StepContext, entry: Entry) -> float:
    return next((each.weight for each in entry.reach if each.organisation == case.organisation.key), 1.0)


def _here(case: StepContext, role: object) -> bool:
    return getattr(role, "organisation", "") == case.organisation.key


def _until(case: StepContext, person: Person) -> int:
    return max((role.until.toordinal() for role in person.roles if _here(case, role) and role.until), default=0)


def _has_left(case: StepContext, person: Person) -> bool:
    """Whether somebody had a role there, and has none today or later."""
    roles = [role for role in person.roles if _here(case, role)]
    return bool(roles) and all(role.until is not None and role.until < case.as_of for role in roles)


def _somebody_of_weight(case: StepContext, entry: Entry) -> bool:
    people = (case.network.people[key] for key in entry.named if key in case.network.people)
    return any(
        _here(case, role) and is_active(role, entry.date) and role.influence in _HEARD
        for person in people
        for role in person.roles
    )
