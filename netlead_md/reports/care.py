"""How long ago I was in touch with somebody, and how often I hoped to be, in words (SPEC §3.8)."""

from typing import Final

from netlead_md.model.book import Regard
from netlead_md.reports.words import cadence, duration

ANSWER: Final = {"for": "for them", "to": "to them", "both": "for and to them"}
"""Whom I answer for or to, by `responsibility`."""


def state(regard: Regard) -> str:
    return regard.care.state if regard.care is not None else "fine"


def last(regard: Regard) -> str:
    care = regard.care
    return f"{duration(care.days)} ago" if care is not None and care.days is not None else "no note of contact"


def hoped(regard: Regard) -> str:
    return f"every {cadence(regard.care.cadence)}" if regard.care is not None else "—"
