"""The case of one organisation, as the rules of the next step look at it (SPEC §3.6)."""

import datetime as dt

import msgspec

from netlead_md.analysis.commitments import AskHistory
from netlead_md.analysis.decay import HALF_YEAR, YEAR, day_of, days_since
from netlead_md.analysis.entry_text import (
    KIND_WORDS,
    SIZE_WORDS,
    entity_link,
    entity_name,
    format_day,
    one_of,
    quote_words,
    short_label,
)
from netlead_md.analysis.network_context import OutsideContacts
from netlead_md.analysis.organisation_scores import SUPPORT
from netlead_md.analysis.support import IN_TIME, LAPSES, is_live
from netlead_md.model.ledger import Clock, Decision, Promise, Support, SupportItem
from netlead_md.model.network import Entry, Network, Organisation, Person
from netlead_md.model.vocabulary import CREDIT, LIVE

GOOD = ("good", "excellent")


class Step(msgspec.Struct, frozen=True):
    """What a rule answers when it fits: the step, before it gets its name."""

    text: str
    reason: str
    lines: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class SkippedRule(msgspec.Struct, frozen=True):
    """What a rule answers when it would fit but for a reason that the user should know."""

    why: str


class StepContext(msgspec.Struct, frozen=True):
    """Everything the rules may look at."""

    organisation: Organisation
    network: Network
    as_of: dt.date
    score: float
    clock: Clock | None
    class_: str
    support: Support
    asked: AskHistory
    decision: Decision | None
    suggestion: str
    promises: tuple[Promise, ...]
    entries: tuple[Entry, ...]
    """Those that count, reviews left out, oldest first."""
    people: tuple[Person, ...]
    """With a role there now, the influential first."""
    views_are_old: bool
    afar: OutsideContacts
    """What those who work elsewhere can do."""
    doubts: frozenset[str] = frozenset()
    """What open questions about it sound like: `thanks`, `support` …"""

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
    def waiting(self) -> tuple[SupportItem, ...]:
        """Live items that have not been delivered."""
        return tuple(item for item in self.support.items if item.delivered is None and is_live(item))


# Steps that ask for something: an introduction, evidence, a first or second kind of help (SPEC §3.6).


_RECENT = 60
_SEASON = 90
_DISTANT = 15.0
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
        lines=(f"ask endorsement small by DATE: {case.link} a letter of conceptual support",),
    )


def suggest_ask(case: StepContext) -> Step | SkippedRule | None:
    """Never asked in half a year, and a task done well in that time."""
    if not (case.trusting and case.unsupported and case.has(HALF_YEAR, "task", outcomes=GOOD)):
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("you asked in the last six months")
    task = case.last("task", outcomes=GOOD)
    when = format_day(task.date) if task is not None else ""
    done = quote_words(short_label(task, case.network)) if task is not None else ""
    return Step(
        text=_with_benefit(case, f"make one specific, dated ask; the smallest is tangible evidence: {_SMALLEST}"),
        reason=f"You did a task well on {when}{done and f' ({done})'}, and have not asked in the last six months.",
        lines=(f"ask facilities small by DATE: {case.link} ",),
    )


def second_kind(case: StepContext) -> Step | SkippedRule | None:
    """They support already, and have the power to do more."""
    if case.unsupported or case.organisation.power != "high":
        return None
    if case.asked_within(_SEASON):
        return SkippedRule("you asked in the last three months")
    if case.refused:
        return SkippedRule("their last answer was no")
    given = {item.kind for item in case.support.items if item.hard and item.delivered}
    could = next((kind for kind in case.organisation.could_give if kind not in given), "")
    such = f" ({KIND_WORDS.get(could, could)})" if could else ""
    return Step(
        text=_with_benefit(case, f"propose a second kind of help{such}, or the next rung of what they give"),
        reason="Their help is real, and they have the power to do more.",
        lines=(f"ask {could or 'equipment'} small by DATE: {case.link} ",),
    )


def suggest_introduction(case: StepContext) -> Step | SkippedRule | None:
    """Far away, and somebody whom I know well could open the door."""
    if case.score >= _DISTANT or not case.unsupported or case.has(HALF_YEAR, *LIVE):
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


RULES_OF_TRUST = (("reintroduce", suggest_reintroduce), ("evidence", suggest_evidence), ("ask", suggest_ask))
RULES_OF_HELP = (("second-kind", second_kind),)
RULES_OF_DOORS = (("introduction", suggest_introduction),)
"""In the order of the contract; the steps that give stand between them."""


# Steps that give first: a task done superbly, an introduction, or simply staying in touch (SPEC §3.6).


_MONTH = 30
_WARM = 15.0
_WRITTEN = ("email", "letter")
_REPAIR = "Repair first: make good what went wrong, and say so; then "


def offer_task(case: StepContext) -> Step | SkippedRule | None:
    """They trust me and I have not asked in half a year: deserve it once more."""
    if not (case.trusting and case.unsupported):
        return None
    if case.asked_within(HALF_YEAR):
        return SkippedRule("you asked in the last six months")
    fresh = _fresh_task(case)
    if fresh:
        return SkippedRule(fresh)
    return Step(
        text=_repair_first(case, "offer a small task that you are sure to do superbly."),
        reason="They trust you, you have not asked in the last six months, and a task done well makes asking easy.",
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
    fresh = _fresh_task(case)
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
    ahead = next((item for item in case.waiting if item.source == "pledge"), None)
    if in_time is not None:
        return f"You asked on {format_day(in_time.date)}; their answer has time."
    if ahead is not None and ahead.due is not None:
        return f"They have given their word; it is due on {format_day(ahead.due)}."
    if not case.unsupported:
        return "They help, and nothing is owed."
    if case.refused:
        return "Their last answer was no, and a friend is welcome all the same."
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


def _repair_first(case: StepContext, step: str) -> str:
    went_wrong = case.has(_SEASON, "task", outcomes=("poor", "dropped")) or case.has(_SEASON, "broken")
    return _REPAIR + step if went_wrong else step[0].upper() + step[1:]


RULES_OF_TASKS = (("offer-task", offer_task), ("connect", suggest_connect))
RULES_OF_WARMTH = (("warm-up", warm_up),)
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
    if "thanks" in case.doubts:
        return SkippedRule("you may have thanked them already: a line sounds like it")
    *_, last, kind = max(given, key=lambda gift: gift[:3])
    words = quote_words(short_label(last, case.network))
    return Step(
        text="Thank them, and say what it made possible.",
        reason=f"They gave {KIND_WORDS.get(kind, 'help')} on {format_day(last.date)}{words and f' ({words})'}; "
        "no thanks are on record since.",
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
    if "support" in case.doubts:
        return SkippedRule("they may have helped already: a line sounds like it")
    return Step(
        text="Have one frank, kind conversation; then decide.",
        reason="They have trusted you for more than a year, you asked three times or more, and few promises were kept.",
        lines=(f"meeting 1h: {case.link} ", f"review pause: {case.link} "),
        people=tuple(person.key for person in case.people[:1]),
    )


def late_pledge(case: StepContext) -> Step | None:
    """A pledge 31 to 120 days overdue; the one in the strongest words, then the smallest, then the oldest."""
    late = [item for item in case.support.items if item.state == "overdue" and _days_late(item, case) > IN_TIME]
    if not late:
        return None
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
            f"support {kind}: {case.link} {what} arrived",
            f"{f'released {item.kind}'.strip()}: {case.link} let them off, gladly",
        ),
        people=(item.person,) if item.person else (),
    )


def _days_late(item: SupportItem, case: StepContext) -> int:
    late = days_since(item.due or item.date, case.as_of)
    return late if late <= LAPSES else 0


def settle_answer(case: StepContext) -> Step | None:
    """An open ask that is no longer in time; the oldest first."""
    stale = next((ask for ask in case.asked.asks if ask.state == "open" and not ask.in_time), None)
    if stale is None:
        return None
    what = short_label(stale.entry, case.network) or KIND_WORDS.get(stale.kind, "support")
    return Step(
        text=f"Ask for a plain yes or no ({what}); a clear no is a gift.",
        reason=f"You asked on {format_day(stale.date)}, and no yes or no is on record.",
        lines=(f"answer yes: {case.link} {what}", f"answer no: {case.link} {what}"),
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
        lines=(f"{words}: {case.link} {what} arrived",),
        people=(item.person,) if item.person else (),
    )


RULES = (
    ("keep-promise", keep_promise),
    ("thank", suggest_thank),
    ("frank-talk", frank_talk),
    ("late-pledge", late_pledge),
    ("settle-answer", settle_answer),
    ("receive", suggest_receive),
)
"""In the order of the contract."""
