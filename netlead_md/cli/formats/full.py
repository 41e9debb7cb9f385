"""Each diagnostic with its line, a caret under the words, the cure and the evidence."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from netlead_md.cli.formats.concise import coloured, line
from netlead_md.cli.formats.report import Report, printable
from netlead_md.model.page import Diagnostic
from netlead_md.model.place import Place

_WHOLE: Final = Place(1)
"""Of what is said of a whole note: no line is shown."""
_BEFORE: Final = 60
_WIDEST: Final = 110
"""Of a line longer than this only the part around the words is shown."""


def lines(report: Report) -> Iterator[str]:
    path, text = "", [""]
    for each in report.diagnostics:
        if each.place != _WHOLE and each.path != path:  # a note is read only where a line of it is shown
            path, text = each.path, _split(report.source(each.path))
        yield from _told(each, text)


def _split(text: str) -> list[str]:
    """Lines by any of the three ends; a walk with a pattern over all texts would take a tenth of a second."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _told(each: Diagnostic, text: list[str]) -> Iterator[str]:
    yield line(each)
    number = each.place.line
    gutter = " " * len(str(number))
    if each.place != _WHOLE and number <= len(text) and text[number - 1].strip():
        shown, carets = _excerpt(text[number - 1], each.place)
        yield f"{gutter} |"
        yield f"{number} | {shown}"
        yield f"{gutter} | {coloured(carets, each.severity)}"
    if each.help:
        yield f"{gutter} = help: {printable(each.help)}{_fixable(each)}"
    for at in each.related:
        yield f"{gutter} = note: {printable(at.path)}:{at.place.line}:{at.place.column}: {printable(at.message)}"
    yield ""


def _fixable(each: Diagnostic) -> str:
    if each.fix is None:
        return ""
    return " (--fix does it)" if each.fix.safe else " (--unsafe-fixes does it)"


def _excerpt(text: str, place: Place) -> tuple[str, str]:
    """The line, or a part of it, and carets under the words of a place."""
    start = min(place.column - 1, len(text))
    whole = place.end_column and place.end_line in {0, place.line}
    end = min(place.end_column - 1, len(text)) if whole else len(text) if place.end_column else start + 1
    first = max(0, start - _BEFORE) if len(text) > _WIDEST else 0
    last = min(len(text), first + _WIDEST)
    before, words, after = (_safe(part) for part in (text[first:start], text[start : min(end, last)], text[end:last]))
    left, right = ("…" if first else "", "…" if last < len(text) else "")
    shown = f"{left}{before}{words}{after}{right}".rstrip()
    return shown, " " * _width(left + before) + "^" * max(1, _width(words))


def _safe(text: str) -> str:
    return printable(text.replace("\t", "    "))


def _width(text: str) -> int:
    """Cells that a terminal takes for a text: two for wide characters, none for marks that join the one before."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
