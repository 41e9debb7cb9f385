"""The account of all lines in words (SPEC §2.5): one sentence for terminals and pages."""

from typing import Final

from netlead_md.model.account import (
    DID_NOT_HAPPEN,
    FIRST_NAME,
    NO_DAY,
    NO_YEAR,
    NOBODY,
    NOT_CERTAIN,
    PLAN,
    TWICE,
    Coverage,
)
from netlead_md.wording.phrases import pluralise

_REASONS: Final = {
    NOBODY: ("names nobody", "name nobody"),
    NO_DAY: ("has no day", "have no day"),
    DID_NOT_HAPPEN: ("did not take place", "did not take place"),
    PLAN: ("is still to come", "are still to come"),
    TWICE: ("is written twice", "are written twice"),
    NO_YEAR: ("lacks its year", "lack their year"),
    FIRST_NAME: ("has only a first name", "have only a first name"),
    NOT_CERTAIN: ("has a day that may be two", "have a day that may be two"),
    "a box without a day": ("is a box without a day", "are boxes without a day"),
}
_MOST: Final = 4
"""Reasons that are named."""


def account_sentence(coverage: Coverage) -> str:
    """`412 lines tell of something: 301 counted, 64 plain notes, …`; empty where no line tells of anything."""
    if not coverage.lines:
        return ""
    tell = "line tells" if coverage.lines == 1 else "lines tell"
    parts = [
        f"{coverage.counted:,} counted",
        pluralise(coverage.notes, "plain note"),
        pluralise(coverage.questions, "question"),
    ]
    if coverage.not_counted:
        parts.append(f"{coverage.not_counted:,} not counted ({_reasons(coverage)})")
    return f"{coverage.lines:,} {tell} of something: {', '.join(parts)}"


def meetings_sentence(coverage: Coverage) -> str:
    """How many meeting notes name nobody; empty where none does."""
    count = len(coverage.meetings_without_people)
    return f"{pluralise(count, 'meeting note')} {'names' if count == 1 else 'name'} nobody" if count else ""


def _reasons(coverage: Coverage) -> str:
    told = [f"{count:,} {_worded(why, count)}" for why, count in coverage.reasons[:_MOST]]
    rest = sum(count for _, count in coverage.reasons[_MOST:])
    return ", ".join([*told, f"{rest:,} for other reasons"] if rest else told)


def _worded(why: str, count: int) -> str:
    one, many = _REASONS.get(why, (why, why))
    return one if count == 1 else many
