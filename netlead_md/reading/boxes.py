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
_FIELD: Final = "::"
"""In the plugin's other format, that of Dataview: `[due:: 2026-01-09]`, `(completion:: 2026-01-05)`."""
_MARK: Final = re.compile(
    rf"(?<![ \t])[ \t]*(?:(?P<sign>[{_DAYS}])\ufe0f?[ \t]*(?P<day>{WRITTEN})|[{_RANKS}]\ufe0f?"
    rf"|{_AGAIN}\ufe0f?[^{_DAYS}{_RANKS}^]*"
    rf"|[\[(](?P<field>due|completion|scheduled|start|created|cancelled)::[ \t]*(?P<on>{WRITTEN})[ \t]*[\])]"
    r"|[\[(](?:priority|repeat)::[^\[\]()]*[\])])"
)
_DONE: Final = frozenset({"✅", "completion"})
_DUE: Final = frozenset({"📅", "due"})


class Marks:
    """What the marks of a line say, and the line without them."""

    __slots__ = ("done", "due", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.done: dt.date | None = None
        self.due: dt.date | None = None


def unmarked(text: str) -> bool:
    """Whether no mark can stand in a text."""
    if _FIELD in text:
        return False
    for sign in () if text.isascii() else _SIGNS:  # noqa: SIM110  (`all` takes three times as long)
        if sign in text:
            return False
    return True


def read_marks(text: str) -> Marks:
    """Take `✅ 2026-01-05`, `📅 2026-01-09` and their like off a line."""
    marks = Marks(text)
    if unmarked(text):
        marks.text = text if text.isascii() else text.strip()
        return marks
    for found in _MARK.finditer(text):
        what, day = (found["sign"], found["day"]) if found["sign"] else (found["field"], found["on"])
        if what in _DONE:
            marks.done = read_day(day).date
        elif what in _DUE:
            marks.due = read_day(day).date
    marks.text = _MARK.sub("", text).strip()
    return marks
