"""The rules of the next step, in groups: asking, giving, owed (SPEC §3.6)."""

from collections.abc import Callable, Container
from math import fsum
from typing import Final, NamedTuple, TypeAlias

from netlead_md.analysis.absence import may_have_asked, next_due, no_answer, no_thanks_since, not_asked_since
from netlead_md.analysis.decay import HALF_YEAR, YEAR, day_of, days_since, decay_factor, first_day
from netlead_md.analysis.entry_text import (
    KIND_WORDS,
    SIZE_WORDS,
    entity_link,
    entity_name,
    format_day,
    name_of_project,
    one_of,
    quote_words,
    short_label,
)
from netlead_md.analysis.next_step_context import GOOD, SkippedRule, Step, StepContext
from netlead_md.analysis.support import IN_TIME, LAPSES, is_live
from netlead_md.analysis.trust import trust_points
from netlead_md.linking.attribution import is_active
from netlead_md.model.ledger import SupportItem
from netlead_md.model.network import Entry, Person
from netlead_md.model.vocabulary import CREDIT, LIVE
from netlead_md.model.words import HelpKind, ItemSource, Rung, StepRule, Unsaid

# Steps that ask for something: an introduction, evidence, a first or second kind of help (SPEC §3.6).


NamedRules: TypeAlias = tuple[tuple[StepRule, Callable[[StepContext], Step | SkippedRule | None]], ...]
"""Rules by the name that the contract gives them."""

_RECENT = 60
_SEASON = 90
_DISTANT = 15.0
_GIVING: Final[tuple[ItemSource, ...]] = ("pledge", "support", "part")
_SMALLEST = "an official e-mail, a signed letter of conceptual support, or an informal approval"


def suggest_reintroduce(case: StepContext) -> Step | SkippedRule | None:
    """Trusting without support, and those who know me there mostly see who I was."""
    if not case.trusting or not case.unsupported or not case.views_are_old:
        return None
    if case.has(HALF_YEAR, "intro", outcomes=("asked",)):
        return SkippedRule("you asked for an introduction in the last six months")
    who = [person for person in case.people if person.seen_as] or list(case.people)
    asked = entity_name(case.network, who[0].key) if who else "one of them"
    return Step(
        text=f"Ask {asked} to introduce you to somebody who meets you as you are now; do not ask for support yet.",
        reason="Those who know you there mostly see who you were: better introducers than supporters.",
        lines=(f"intro asked: {entity_link(case.network, who[0].key) if who else case.link} ",),
        people=tuple(person.key for person in who[:1]),
    )


class _Wish(NamedTuple):
    """What to ask for: a kind of help for a project, or tangible evidence."""

    kind: HelpKind | Unsaid
    project: str = ""
    """Key."""

    def words(self, case: StepContext) -> str:
        for_ = f" for {name_of_project(case.network, self.project)}" if self.project else ""
        return f"{KIND_WORDS.get(self.kind, self.kind)}{for_}"

    def line(self, case: StepContext, size: str = "small") -> str:
        """The line to paste, which asks for exactly that."""
        for_ = f" for {entity_link(case.network, self.project)}" if self.project in case.network.targets else ""
        return f"ask {self.kind} {size} by DATE{for_}: {case.link} "


_EVIDENCE: Final = "a letter of conceptual support"


def _wish(case: StepContext, without: Container[str] = ()) -> _Wish | None:
    """A kind that a project still seeks and they could give, gave or promised, else one that they could give."""
    could = [kind for kind in case.organisation.could_give if kind not in without]
    known = {*could, *(item.kind for item in case.support.items if item.source in _GIVING)}
    for need in case.needs:
        if need.kind in known and need.kind not in without:
            return _Wish(need.kind, need.project)
    return _Wish(could[0]) if could else None


def _evidence_line(case: StepContext) -> str:
    return f"ask endorsement small by DATE: {case.link} {_EVIDENCE}"


def suggest_evidence(case: StepContext) -> Step | SkippedRule | None:
    """Asked some time ago, not refused, and no more than friendly words so far."""
    if not (case.trusting and case.unsupported and case.asked_within(YEAR)):
        return None
    if any(is_live(item) and item.credit > CREDIT["informal"] for item in case.support.items):
        return None
    if case.asked_within(_RECENT):
        return SkippedRule("you asked in the last two months")
    if any(ask.in_time for ask in case.asked.asks):
        return SkippedRule("an ask of yours is still in time to be answered")
    if case.refused:
        return SkippedRule("their last answer was no")
    return Step(
        text=_with_benefit(case, f"ask for modest evidence: {_SMALLEST}"),
        reason="You have asked, they have not refused, and nothing stands in writing yet.",
        lines=(_evidence_line(case),),
    )


def first_ask(case: StepContext) -> Step | SkippedRule | None:
    """Not trusting yet, but they have shown trust of late: the first ask is for something tangible."""
    if case.trusting or case.score < _DISTANT or not case.unsupported or case.flag:
        return None
    signed = case.has(YEAR, "trust+", "trust++")
    if not signed and case.written != "ask":
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("you asked in the last six months")
    if case.refused:
        return SkippedRule("their last answer was no")
    sign = case.last("trust+", "trust++")
    shown = f"They showed you trust on {format_day(sign.date)}" if signed and sign is not None else "You decided to ask"
    unasked = not_asked_since(case.record, first_day(case.as_of, HALF_YEAR), "the last six months")
    return Step(
        text=f"Ask for modest evidence: {_SMALLEST}.",
        reason=f"{shown}, and {unasked}; a small written yes shows where you stand.",
        lines=(_evidence_line(case),),
    )


def suggest_ask(case: StepContext) -> Step | SkippedRule | None:
    """Never asked in half a year, and a task done well in that time."""
    did_well = case.has(HALF_YEAR, "task", outcomes=GOOD)
    if not (case.trusting and case.unsupported and (did_well or case.written == "ask")):
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("you asked in the last six months")
    wish = _wish(case)
    what = f"for {wish.words(case)}" if wish is not None else f"for tangible evidence: {_SMALLEST}"
    unasked = not_asked_since(case.record, first_day(case.as_of, HALF_YEAR), "the last six months")
    return Step(
        text=_with_benefit(case, f"make one specific, dated ask {what}"),
        reason=f"{_why_now(case) if did_well else 'You decided to ask'}, and {unasked}.",
        lines=(wish.line(case) if wish is not None else _evidence_line(case),),
    )


def _why_now(case: StepContext) -> str:
    task = case.last("task", outcomes=GOOD)
    when = format_day(task.date) if task is not None else ""
    done = quote_words(short_label(task, case.network)) if task is not None else ""
    return f"You did a task well on {when}{done and f' ({done})'}"


def second_kind(case: StepContext) -> Step | SkippedRule | None:
    """They support already, and have the power to do more."""
    if case.class_ != "supported" or case.organisation.power != "high":
        return None
    if case.asked_within(_SEASON):
        return SkippedRule("you asked in the last three months")
    if case.refused:
        return SkippedRule("their last answer was no")
    given = [item for item in case.support.items if item.hard and item.delivered and item.value > 0]
    wish = _wish(case, {item.kind for item in given})
    if wish is not None:
        what, line = f"propose a second kind of help: {wish.words(case)}", wish.line(case)
    else:
        more = _Wish(max(given, key=lambda item: item.value).kind if given else "")
        what = f"propose the next rung of what they give ({more.words(case)}): more of it, for longer, or in writing"
        line = f"ask {f'{more.kind} ' if more.kind else ''}medium by DATE: {case.link} "
    return Step(
        text=_with_benefit(case, what),
        reason="Their help is real, and they have the power to do more.",
        lines=(line,),
    )


def suggest_introduction(case: StepContext) -> Step | SkippedRule | None:
    """Far away, and somebody whom I know well could open the door."""
    if case.organisation.individual or case.score >= _DISTANT or not case.unsupported or case.has(HALF_YEAR, *LIVE):
        return None
    asked = _asked_towards(case)
    if asked:
        return SkippedRule(f"you asked for an introduction to them on {asked}")
    path = case.afar.door()
    if path is None:
        return None
    first = entity_name(case.network, path.people[0])
    return Step(
        text=_with_benefit(case, f"ask {first} for a double opt-in introduction"),
        reason=f"{first} knows you, and is the best way there that your notes know of.",
        lines=(f"intro asked: {entity_link(case.network, path.people[0])} to {case.link}",),
        people=path.people,
    )


def _asked_towards(case: StepContext) -> str:
    key = case.organisation.key
    for entry in case.afar.intros_asked():
        if case.ago(entry.date) > _RECENT:
            continue
        if key in entry.towards or any(reach.organisation == key for reach in entry.reach):
            return format_day(entry.date)
    return ""


def _with_benefit(case: StepContext, step: str) -> str:
    gain = case.organisation.benefit_to_them.strip()
    if gain:
        return f"{step[0].upper()}{step[1:]}. What they gain, in your words: {gain.rstrip('.')}."
    return f"Write down what they gain (`benefit_to_them`); then {step}."


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
_REPAIR = "Repair first: make good what went wrong, and say so; then "


def offer_task(case: StepContext) -> Step | SkippedRule | None:
    """They trust me and I have not asked in half a year: deserve it once more."""
    if not (case.trusting and case.unsupported):
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("you asked in the last six months")
    fresh = _fresh_task(case) or _unkept(case)
    if fresh:
        return SkippedRule(fresh)
    unasked = not_asked_since(case.record, first_day(case.as_of, HALF_YEAR), "the last six months")
    return Step(
        text=_repair_first(case, "offer a small task that you are sure to do superbly."),
        reason=f"They trust you, {unasked}, and a task done well makes asking easy.",
        lines=(f"offer: {case.link} ",),
        people=tuple(person.key for person in case.people[:1]),
    )


def suggest_connect(case: StepContext) -> Step | SkippedRule | None:
    """Their word stands in writing: bring them somebody whom they would like to know."""
    if not case.unsupported or not any(item.rung in _WRITTEN for item in case.waiting):
        return None
    if case.has(HALF_YEAR, "connect"):
        return SkippedRule("you introduced somebody to them in the last six months")
    keys = case.afar.candidates()
    who = one_of([entity_name(case.network, key) for key in keys]) if keys else "a customer or a third party of theirs"
    lines = tuple(f"connect made: {entity_link(case.network, key)} with {case.link}" for key in keys)
    return Step(
        text=f"Arrange a top-level introduction for them: {who}.",
        reason="Their word stands in writing; an introduction at the top turns it into common business.",
        lines=lines,
        people=keys,
    )


def warm_up(case: StepContext) -> Step | SkippedRule | None:
    """Acquainted, not yet trusting, and nothing done for them lately."""
    if case.trusting or case.score < _WARM or case.has(HALF_YEAR, "task"):
        return None
    fresh = _fresh_task(case) or _unkept(case)
    if fresh:
        return SkippedRule(fresh)
    return Step(
        text=_repair_first(case, "offer a small task."),
        reason="They know you; a small thing done very well is how trust grows.",
        lines=(f"offer: {case.link} ",),
        people=tuple(person.key for person in case.people[:1]),
    )


def stay_in_touch(case: StepContext) -> Step:
    """What remains: no ask, and the patience to say what one waits for."""
    return Step(text="Stay in touch; nothing asked.", reason=_waiting_for(case), lines=(f"message: {case.link} ",))


def _waiting_for(case: StepContext) -> str:
    put_aside = _put_aside(case)
    if put_aside:
        return put_aside
    in_time = next((ask for ask in case.asked.asks if ask.in_time), None)
    ahead = next_due(case.support.items, case.as_of)
    past = next((item for item in case.waiting if item.source == "pledge" and item.state == "overdue"), None)
    if in_time is not None:
        return f"You asked on {format_day(in_time.date)}; their answer has time."
    if ahead is not None and ahead.due is not None:
        return f"They have given their word, for {format_day(ahead.due)}."
    if past is not None and past.due is not None:
        return f"They have given their word, for {format_day(past.due)}."
    if case.class_ == "supported":
        return "They help, and nothing is owed."
    if case.refused and case.asked.last_answered is not None:
        return f"They said no on {format_day(case.asked.last_answered)}; a friend is welcome all the same."
    if doubt := may_have_asked(case.record):
        return f"{doubt}."
    if case.trusting:
        return "They trust you, and the last step needs time to work."
    if not case.entries:
        return "Nothing is on record yet."
    return "Trust is still small, and contact for its own sake is how it grows."


def _put_aside(case: StepContext) -> str:
    """The user's own word that nothing is wanted of them now."""
    decision = case.decision if case.decision is not None and case.decision.in_force else None
    words = (case.organisation.status, decision.decision if decision is not None else "")
    until = f" until {format_day(decision.until)}" if decision is not None and decision.decision == "pause" else ""
    if "let-go" in words:
        return "You let the asking go; a friendly word is always in place."
    return f"You paused the asking{until}; the friendship goes on." if "pause" in words or "paused" in words else ""


def _fresh_task(case: StepContext) -> str:
    last = case.last("offer", "task")
    if last is None or case.ago(day_of(last)) > _MONTH:
        return ""
    what = "offered" if last.type == "offer" else "did"
    return f"you {what} a task on {format_day(last.date)}"


def _unkept(case: StepContext) -> str:
    return "few of their promises were kept" if case.flag else ""


def _repair_first(case: StepContext, step: str) -> str:
    went_wrong = case.has(_SEASON, "task", outcomes=("poor", "dropped")) or case.has(_SEASON, "broken")
    return _REPAIR + step if went_wrong else step[0].upper() + step[1:]


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
    what = quote_words(short_label(oldest.entry, case.network)) or "what you promised"
    return Step(
        text=f"Do it first: {what}.",
        reason=f"You promised it for {format_day(oldest.due)}, and a kept word is what trust is made of.",
        people=oldest.entry.people,
    )


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
        return SkippedRule("a line of yours may tell of thanks")
    *_, last, kind = max(given, key=lambda gift: gift[:3])
    words = quote_words(short_label(last, case.network))
    return Step(
        text="Thank them, and say what it made possible.",
        reason=f"They gave {KIND_WORDS.get(kind, 'help')} on {format_day(last.date)}{words and f' ({words})'}; "
        f"{no_thanks_since(case.record, last.date)}.",
        lines=(f"thanks: {case.link} ",),
        people=last.people,
    )


def _is_gift(line: Entry, item: SupportItem) -> bool:
    if line.type == "intro":
        return line.line.outcome in ("made", "met")
    return line.type == "support" and item.hard


def frank_talk(case: StepContext) -> Step | SkippedRule | None:
    """Severe, and no written review in force."""
    if case.class_ != "severe" or (case.decision is not None and case.decision.in_force):
        return None
    if case.sounds_like("support"):
        return SkippedRule("a line of yours may tell of help from them")
    return Step(
        text="Have one frank, kind conversation; then decide.",
        reason="They have trusted you for more than a year, you asked three times or more, and few promises were kept.",
        lines=(f"meeting 1h: {case.link} ", f"review pause: {case.link} "),
        people=tuple(person.key for person in case.people[:1]),
    )


def late_pledge(case: StepContext) -> Step | SkippedRule | None:
    """A pledge 31 to 120 days overdue; the one in the strongest words, then the smallest, then the oldest."""
    every = [item for item in case.support.items if item.state == "overdue" and _days_late(item, case) > IN_TIME]
    late = [item for item in every if item.rests_until is None or item.rests_until < case.as_of]
    if not late:
        return SkippedRule("they named a later day") if every else None
    if case.resting:
        return SkippedRule(case.resting)
    item = max(late, key=lambda each: (each.credit, -each.size, -each.date.toordinal()))
    what = item.label or KIND_WORDS.get(item.kind, "support")
    size = SIZE_WORDS.get(item.size, "")
    kind = " ".join(part for part in (item.kind, size) if part)
    lapsed = any(each.state == "lapsed" for each in case.support.items)
    besides = "; it is the one that has not lapsed" if lapsed and len(late) == 1 else ""
    return Step(
        text=f"Ask whether it is still possible ({what}), or something smaller; offer to let them off.",
        reason=f"Due on {format_day(item.due or item.date)}{besides}.",
        lines=(
            f"support {kind}: {case.link} it came",
            f"{f'released {item.kind}'.strip()}: {case.link} let them off, gladly",
        ),
        people=(item.person,) if item.person else (),
    )


def _days_late(item: SupportItem, case: StepContext) -> int:
    late = days_since(item.due or item.date, case.as_of)
    return late if late <= LAPSES else 0


def settle_answer(case: StepContext) -> Step | SkippedRule | None:
    """An open ask that is no longer in time; the oldest first."""
    stale = next((ask for ask in case.asked.asks if ask.state == "open" and not ask.in_time), None)
    if stale is None:
        return None
    if case.resting:
        return SkippedRule(case.resting)
    what = short_label(stale.entry, case.network) or KIND_WORDS.get(stale.kind, "support")
    return Step(
        text=f"Ask for a plain yes or no ({what}); a clear no is a gift.",
        reason=f"You asked on {format_day(stale.date)}; {no_answer(case.record, stale)}.",
        lines=tuple(f"answer {' '.join(filter(None, (word, stale.kind)))}: {case.link} " for word in ("yes", "no")),
        people=stale.entry.people,
    )


def suggest_receive(case: StepContext) -> Step | None:
    """A live agreement that is due ahead; the next first."""
    ahead = [
        item for item in case.waiting if item.rung == "agreement" and item.due is not None and item.due >= case.as_of
    ]
    if not ahead:
        return None
    item = min(ahead, key=lambda each: (each.due or each.date, each.date))
    what = item.label or KIND_WORDS.get(item.kind, "support")
    size = SIZE_WORDS.get(item.size, "")
    words = " ".join(part for part in ("support", item.kind, size) if part)
    return Step(
        text=f"Prepare to receive it ({what}): date, owner, paperwork.",
        reason=f"It is agreed, and due on {format_day(item.due or item.date)}.",
        lines=(f"{words}: {case.link} it came",),
        people=(item.person,) if item.person else (),
    )


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
    name = entity_name(case.network, last.key)
    return Step(
        text=f"Ask {name}, or who follows there, whom to speak to now.",
        reason=f"Most of the trust that you have there came through {name}, who has left.",
        lines=(f"message: {entity_link(case.network, last.key)} ",),
        people=(last.key,),
    )


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
