"""The next step in words: what to do, why, and the line to paste (SPEC §3.6)."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from netlead_md.analysis.decay import HALF_YEAR, first_day
from netlead_md.analysis.record import Record, record_of
from netlead_md.model.ledger import Ledger, NextStep, SkippedRule, StepFacts
from netlead_md.model.words import SkipReason, StepRule, WaitReason
from netlead_md.wording.absence import may_have_asked, no_answer, no_thanks_since, not_asked_since
from netlead_md.wording.phrases import KIND_WORDS, SIZE_WORDS, format_day, one_of, quote_words


class StepWords(msgspec.Struct, frozen=True):
    """A step as people read it."""

    text: str
    """One sentence in the imperative, Markdown-free."""
    reason: str
    lines: tuple[str, ...] = ()
    """To paste into a note: `support manpower small: [[Northgate College]] interns start`, without bullet and date."""


def step_words(ledger: Ledger, as_of: dt.date) -> StepWords:
    """The next step of a ledger in words."""
    return _SENTENCES[ledger.step.rule](ledger.step.facts, record_of(ledger, as_of))


def passed_over(step: NextStep) -> tuple[tuple[StepRule, str], ...]:
    """(rule, why it was passed over) for the rules before this one that would have fitted."""
    return tuple((rule, _skipped(skipped)) for rule, skipped in step.passed)


_SKIPPED: Final[Mapping[SkipReason, str]] = {
    "let-go": "you let the asking go",
    "paused": "you paused the asking",
    "pause-suggested": "a pause in asking is suggested",
    "unwelcome": "you noted not to ask the people there",
    "introduction-asked": "you asked for an introduction in the last six months",
    "introduction-there": "you asked for an introduction to them on",
    "asked-two-months": "you asked in the last two months",
    "asked-three-months": "you asked in the last three months",
    "asked-six-months": "you asked in the last six months",
    "answer-has-time": "an ask of yours is still in time to be answered",
    "refused": "their last answer was no",
    "task-offered": "you offered a task on",
    "task-done": "you did a task on",
    "promises-unkept": "few of their promises were kept",
    "connected": "you introduced somebody to them in the last six months",
    "maybe-thanks": "a line of yours may tell of thanks",
    "maybe-support": "a line of yours may tell of help from them",
    "later-day": "they named a later day",
    "met": "you met on",
}
"""A day, where there is one, follows."""


def _skipped(skipped: SkippedRule) -> str:
    words = _SKIPPED[skipped.reason]
    return words if skipped.day is None else f"{words} {format_day(skipped.day)}"


def _dated(day: dt.date | None) -> str:
    return format_day(day) if day is not None else ""


def _what(facts: StepFacts) -> str:
    return facts.label or KIND_WORDS.get(facts.kind, "support")


# Steps that ask for something: an introduction, evidence, a first or second kind of help.

_SMALLEST: Final = "an official e-mail, a signed letter of conceptual support, or an informal approval"


def _with_benefit(facts: StepFacts, step: str) -> str:
    if facts.gain:
        return f"{step[0].upper()}{step[1:]}. What they gain, in your words: {facts.gain.rstrip('.')}."
    return f"Write down what they gain (`benefit_to_them`); then {step}."


def _wished(facts: StepFacts) -> str:
    for_ = f" for {facts.project}" if facts.project else ""
    return f"{KIND_WORDS.get(facts.kind, facts.kind)}{for_}"


def _ask_line(facts: StepFacts) -> str:
    """The line to paste, which asks for exactly what the sentence says."""
    if not facts.kind:
        return f"ask endorsement small by DATE: {facts.here} a letter of conceptual support"
    for_ = f" for {facts.project_link}" if facts.project_link else ""
    return f"ask {facts.kind} small by DATE{for_}: {facts.here} "


def _unasked(record: Record) -> str:
    return not_asked_since(record, first_day(record.as_of, HALF_YEAR), "the last six months")


def _reintroduce(facts: StepFacts, _: Record) -> StepWords:
    asked = facts.names[0] if facts.names else "one of them"
    return StepWords(
        f"Ask {asked} to introduce you to somebody who meets you as you are now; do not ask for support yet.",
        "Those who know you there mostly see who you were: better introducers than supporters.",
        (f"intro asked: {facts.links[0] if facts.links else facts.here} ",),
    )


def _evidence(facts: StepFacts, _: Record) -> StepWords:
    return StepWords(
        _with_benefit(facts, f"ask for modest evidence: {_SMALLEST}"),
        "You have asked, they have not refused, and nothing stands in writing yet.",
        (_ask_line(facts),),
    )


def _first_ask(facts: StepFacts, record: Record) -> StepWords:
    shown = "You decided to ask" if facts.decided else f"They showed you trust on {_dated(facts.day)}"
    return StepWords(
        f"Ask for modest evidence: {_SMALLEST}.",
        f"{shown}, and {_unasked(record)}; a small written yes shows where you stand.",
        (_ask_line(facts),),
    )


def _ask(facts: StepFacts, record: Record) -> StepWords:
    what = f"for {_wished(facts)}" if facts.kind else f"for tangible evidence: {_SMALLEST}"
    done = quote_words(facts.label)
    well = f"You did a task well on {_dated(facts.day)}{done and f' ({done})'}"
    return StepWords(
        _with_benefit(facts, f"make one specific, dated ask {what}"),
        f"{'You decided to ask' if facts.decided else well}, and {_unasked(record)}.",
        (_ask_line(facts),),
    )


def _second_kind(facts: StepFacts, _: Record) -> StepWords:
    if facts.second:
        what, line = f"propose a second kind of help: {_wished(facts)}", _ask_line(facts)
    else:
        what = f"propose the next rung of what they give ({_wished(facts)}): more of it, for longer, or in writing"
        line = f"ask {f'{facts.kind} ' if facts.kind else ''}medium by DATE: {facts.here} "
    return StepWords(_with_benefit(facts, what), "Their help is real, and they have the power to do more.", (line,))


def _introduction(facts: StepFacts, _: Record) -> StepWords:
    first = facts.names[0]
    return StepWords(
        _with_benefit(facts, f"ask {first} for a double opt-in introduction"),
        f"{first} knows you, and is the best way there that your notes know of.",
        (f"intro asked: {facts.links[0]} to {facts.here}",),
    )


# Steps that give first: a task done superbly, an introduction, or simply staying in touch.


def _repair_first(facts: StepFacts, step: str) -> str:
    if facts.repair:
        return f"Repair first: make good what went wrong, and say so; then {step}"
    return step[0].upper() + step[1:]


def _offer_task(facts: StepFacts, record: Record) -> StepWords:
    return StepWords(
        _repair_first(facts, "offer a small task that you are sure to do superbly."),
        f"They trust you, {_unasked(record)}, and a task done well makes asking easy.",
        (f"offer: {facts.here} ",),
    )


def _warm_up(facts: StepFacts, _: Record) -> StepWords:
    return StepWords(
        _repair_first(facts, "offer a small task."),
        "They know you; a small thing done very well is how trust grows.",
        (f"offer: {facts.here} ",),
    )


def _connect(facts: StepFacts, _: Record) -> StepWords:
    who = one_of(list(facts.names)) if facts.names else "a customer or a third party of theirs"
    return StepWords(
        f"Arrange a top-level introduction for them: {who}.",
        "Their word stands in writing; an introduction at the top turns it into common business.",
        tuple(f"connect made: {link} with {facts.here}" for link in facts.links),
    )


def _stay_in_touch(facts: StepFacts, record: Record) -> StepWords:
    return StepWords("Stay in touch; nothing asked.", _waiting(facts, record), (f"message: {facts.here} ",))


_WAITING: Final[Mapping[WaitReason, str]] = {
    "let-go": "You let the asking go; a friendly word is always in place.",
    "paused": "You paused the asking; the friendship goes on.",
    "answer-has-time": "You asked on {day}; their answer has time.",
    "word-due": "They have given their word; it is due on {day}.",
    "word-late": "They have given their word; it was due on {day}.",
    "helping": "They help, and nothing is owed.",
    "refused": "They said no on {day}; a friend is welcome all the same.",
    "trusting": "They trust you, and the last step needs time to work.",
    "nothing-yet": "Nothing is on record yet.",
    "early": "Trust is still small, and contact for its own sake is how it grows.",
}


def _waiting(facts: StepFacts, record: Record) -> str:
    if facts.wait == "may-have-asked":
        return f"{may_have_asked(record)}."
    if facts.wait == "paused" and facts.day is not None:
        return f"You paused the asking until {format_day(facts.day)}; the friendship goes on."
    return _WAITING[facts.wait or "early"].replace("{day}", _dated(facts.day))


# Steps that settle what stands between us: promises, thanks, late pledges, open asks.


def _keep_promise(facts: StepFacts, _: Record) -> StepWords:
    return StepWords(
        f"Do it first: {quote_words(facts.label) or 'what you promised'}.",
        f"You promised it for {_dated(facts.day)}, and a kept word is what trust is made of.",
    )


def _thank(facts: StepFacts, record: Record) -> StepWords:
    words = quote_words(facts.label)
    unthanked = no_thanks_since(record, facts.day or record.as_of)
    return StepWords(
        "Thank them, and say what it made possible.",
        f"They gave {KIND_WORDS.get(facts.kind, 'help')} on {_dated(facts.day)}{words and f' ({words})'}; {unthanked}.",
        (f"thanks: {facts.here} ",),
    )


def _frank_talk(facts: StepFacts, _: Record) -> StepWords:
    return StepWords(
        "Have one frank, kind conversation; then decide.",
        "They have trusted you for more than a year, you asked three times or more, and few promises were kept.",
        (f"meeting 1h: {facts.here} ", f"review pause: {facts.here} "),
    )


def _came(facts: StepFacts) -> str:
    return " ".join(part for part in ("support", facts.kind, SIZE_WORDS.get(facts.size, "")) if part)


def _late_pledge(facts: StepFacts, _: Record) -> StepWords:
    besides = "; it is the one that has not lapsed" if facts.only else ""
    return StepWords(
        f"Ask whether it is still possible ({_what(facts)}), or something smaller; offer to let them off.",
        f"Due on {_dated(facts.day)}{besides}.",
        (
            f"{_came(facts)}: {facts.here} it came",
            f"{f'released {facts.kind}'.strip()}: {facts.here} let them off, gladly",
        ),
    )


def _settle_answer(facts: StepFacts, record: Record) -> StepWords:
    answer = no_answer(record, facts.ask) if facts.ask is not None else ""
    return StepWords(
        f"Ask for a plain yes or no ({_what(facts)}); a clear no is a gift.",
        f"You asked on {_dated(facts.day)}; {answer}.",
        tuple(f"answer {' '.join(filter(None, (word, facts.kind)))}: {facts.here} " for word in ("yes", "no")),
    )


def _receive(facts: StepFacts, _: Record) -> StepWords:
    return StepWords(
        f"Prepare to receive it ({_what(facts)}): date, owner, paperwork.",
        f"It is agreed, and due on {_dated(facts.day)}.",
        (f"{_came(facts)}: {facts.here} it came",),
    )


def _successor(facts: StepFacts, _: Record) -> StepWords:
    name = facts.names[0]
    return StepWords(
        f"Ask {name}, or who follows there, whom to speak to now.",
        f"Most of the trust that you have there came through {name}, who has left.",
        (f"message: {facts.links[0]} ",),
    )


_SENTENCES: Final[Mapping[StepRule, Callable[[StepFacts, Record], StepWords]]] = {
    "keep-promise": _keep_promise,
    "thank": _thank,
    "frank-talk": _frank_talk,
    "late-pledge": _late_pledge,
    "settle-answer": _settle_answer,
    "receive": _receive,
    "successor": _successor,
    "reintroduce": _reintroduce,
    "evidence": _evidence,
    "ask": _ask,
    "offer-task": _offer_task,
    "connect": _connect,
    "second-kind": _second_kind,
    "first-ask": _first_ask,
    "warm-up": _warm_up,
    "introduction": _introduction,
    "stay-in-touch": _stay_in_touch,
}
