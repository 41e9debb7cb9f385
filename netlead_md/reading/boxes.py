"""Check boxes and the marks of the Tasks plugin (COMPATIBILITY 20)."""

import datetime as dt
import re
from typing import Final

from netlead_md.reading.dates import WRITTEN, read_day

BOX: Final = re.compile(r"\[(.)\](?:[ \t]+|$)")

_DAYS: Final = "✅📅⏳🛫➕❌"
"""Each has a date behind it."""
_RANKS: Final = "⏫🔼🔽🔺⏬"
_AGAIN: Final = "🔁"
"""How often stands behind it, in words."""
_SIGNS: Final = _DAYS + _RANKS + _AGAIN
_MARK: Final = re.compile(
    rf"(?<![ \t])[ \t]*(?:(?P<sign>[{_DAYS}])\ufe0f?[ \t]*(?P<day>{WRITTEN})|[{_RANKS}]\ufe0f?"
    rf"|{_AGAIN}\ufe0f?[^{_DAYS}{_RANKS}^]*)"
)


class Marks:
    """What the marks of a line say, and the line without them."""

    __slots__ = ("done", "due", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: dt.date | None = None
        self.due: dt.date | None = None


def unmarked(text: str) -> bool:
    """Whether no mark can stand in a text."""
    for sign in _SIGNS:  # noqa: SIM110  (`all` takes three times as long)
        if sign in text:
            return False
    return True


def read_marks(text: str) -> Marks:
    """Take `✅ 2026-01-05`, `📅 2026-01-09` and their like off a line."""
    marks = Marks(text)
    if text.isascii():
        return marks
    if unmarked(text):
        marks.text = text.strip()
        return marks
    for found in _MARK.finditer(text):
        if found["sign"] == "✅":
            marks.done = read_day(found["day"]).date
        elif found["sign"] == "📅":
            marks.due = read_day(found["day"]).date
    marks.text = _MARK.sub("", text).strip()
    return marks
