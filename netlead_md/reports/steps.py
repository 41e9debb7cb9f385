"""The next step of an organisation as pages show it (SPEC §3.6, §3.7)."""

from typing import Final

import msgspec

from netlead_md.model.ledger import Ledger
from netlead_md.reports.frame import Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import day, lower, sentence

OWED: Final = frozenset({"keep-promise", "thank"})
GIVE: Final = frozenset({"offer-task", "warm-up", "connect", "stay-in-touch"})
"""Every other rule asks for something or settles it."""
FORGOTTEN: Final = 60
"""Days after which a promise of mine stands in Notes health instead of among the next steps (SPEC §3.6)."""
ADVICE: Final = {
    "grow": "worth growing.",
    "maintain": "keep it as it is.",
    "ask": "ask once, plainly and with a date.",
    "pause": "pause the asking, not the friendship.",
    "let-go": "let go, or simply stay in touch.",
}
"""The suggested decision in words (SPEC §3.7)."""
SHORT: Final = {
    "keep-promise": "Keep your promise",
    "thank": "Say thank you",
    "frank-talk": "One frank, kind talk",
    "late-pledge": "Still possible?",
    "settle-answer": "A plain yes or no?",
    "receive": "Prepare to receive it",
    "reintroduce": "Be introduced anew",
    "evidence": "Ask for it in writing",
    "ask": "Ask once",
    "offer-task": "Offer a small task",
    "connect": "Introduce somebody to them",
    "second-kind": "Propose a second kind",
    "warm-up": "Offer a small task",
    "introduction": "Ask for an introduction",
    "stay-in-touch": "Stay in touch",
}
"""Each rule of SPEC §3.6 in the few words that a table has room for."""


class Next(msgspec.Struct, frozen=True):
    organisation: Name
    text: str
    """Begins in lower case, ends with a full stop."""
    reason: str
    lines: tuple[str, ...]
    """To paste into a daily note, each with its bullet."""
    why: Name | None


def next_step(setting: Setting, ledger: Ledger) -> Next:
    people, step = setting.people, ledger.step
    if people.silent:  # its sentence and its lines quote what was asked or promised
        reason = "the notes say why, and are not shared."
        return Next(
            people.name(ledger.key), lower(sentence(SHORT[step.rule].rstrip("?"))), reason, (), setting.why(ledger.key)
        )
    return Next(
        people.name(ledger.key),
        lower(sentence(unmarked(people.redact(step.text)))),
        lower(sentence(unmarked(people.redact(step.reason)))),
        tuple(f"- {people.redact(line).strip()}" for line in step.lines),
        setting.why(ledger.key),
    )


def unmarked(text: str) -> str:
    """Without the marks that a terminal sets around the name of a field."""
    return text.replace("`", "")


class Advice(msgspec.Struct, frozen=True):
    """What a review would say, or what the written one says."""

    label: str
    text: str


def decided(ledger: Ledger) -> str:
    """The decision in force, else the suggested one."""
    if ledger.decision is not None and ledger.decision.in_force:
        return ledger.decision.decision
    return ledger.suggestion or "maintain"


def advice(ledger: Ledger) -> Advice:
    decision = ledger.decision
    if decision is not None and decision.in_force:
        word = decision.decision.replace("let-go", "let go, or simply stay in touch")
        return Advice(f"Your review of {day(decision.date)}:", f"{word}, until {day(decision.until)}.")
    return Advice("At your review:", ADVICE.get(ledger.suggestion, "too early to say."))
