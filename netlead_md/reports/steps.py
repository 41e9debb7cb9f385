"""The next step of an organisation as pages show it (SPEC §3.6, §3.7)."""

from typing import Final

import msgspec

from netlead_md.model.book import Ledger
from netlead_md.reports.frame import Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import day, lower, sentence

OWED: Final = frozenset({"keep-promise", "thank"})
GIVE: Final = frozenset({"offer-task", "warm-up", "connect", "stay-in-touch"})
"""Every other rule asks for something or settles it."""
ADVICE: Final = {
    "grow": "worth growing.",
    "maintain": "keep it as it is.",
    "ask": "ask once, plainly and with a date.",
    "pause": "pause the asking, not the friendship.",
    "let-go": "let go, or simply stay in touch.",
}
"""The suggested decision in words (SPEC §3.7)."""


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
    return Next(
        people.name(ledger.key),
        lower(sentence(people.redact(step.text))),
        lower(sentence(people.redact(step.reason))),
        tuple(f"- {people.redact(line).strip()}" for line in step.lines),
        setting.why(ledger.key),
    )


def advice(ledger: Ledger) -> str:
    """What a review would say, or said."""
    decision = ledger.decision
    if decision is not None and decision.in_force:
        word = decision.decision.replace("let-go", "let go")
        return f"you wrote {word} on {day(decision.date)}; it stands until {day(decision.until)}."
    return ADVICE.get(ledger.suggestion, "too early to say.")
