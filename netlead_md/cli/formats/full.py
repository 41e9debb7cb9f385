"""Each diagnostic with its line, a caret under the words, the cure and the evidence."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from netlead_md.cli.formats.concise import colour_text, format_line
from netlead_md.cli.formats.report import Report, escape_controls
from netlead_md.model.diagnostics import Diagnostic, Range

_WHOLE: Final = Range(1)
"""Of what is said of a whole note: no line is shown."""
_BEFORE: Final = 60
_WIDEST: Final = 110
"""Of a line longer than this only the part around the words is shown."""


def lines(report: Report) -> Iterator[str]:
    path, text = "", [""]
    for each in report.diagnostics:
        if each.place != _WHOLE and each.path != path:  # a note is read only where a line of it is shown
            path, text = each.path, _split_lines(report.source(each.path))
        yield from _format_diagnostic(each, text)


def _split_lines(text: str) -> list[str]:
    """Lines by any of the three ends; a walk with a pattern over all texts would take a tenth of a second."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _format_diagnostic(each: Diagnostic, text: list[str]) -> Iterator[str]:
    yield format_line(each)
    number = each.place.line
    gutter = " " * len(str(number))
    if each.place != _WHOLE and number <= len(text) and text[number - 1].strip():
        shown, carets = _cut_excerpt(text[number - 1], each.place)
        yield f"{gutter} |"
        yield f"{number} | {shown}"
        yield f"{gutter} | {colour_text(carets, each.severity)}"
    if each.help:
        yield f"{gutter} = help: {escape_controls(each.help)}{_fix_hint(each)}"
    for at in each.related:
        where = f"{escape_controls(at.path)}:{at.place.line}:{at.place.column}"
        yield f"{gutter} = note: {where}: {escape_controls(at.message)}"
    yield ""


def _fix_hint(each: Diagnostic) -> str:
    if each.fix is None:
        return ""
    return " (--fix does it)" if each.fix.safe else " (--unsafe-fixes does it)"


def _cut_excerpt(text: str, place: Range) -> tuple[str, str]:
    """The line, or a part of it, and carets under the words of a place."""
    start = min(place.column - 1, len(text))
    whole = place.end_column and place.end_line in {0, place.line}
    end = min(place.end_column - 1, len(text)) if whole else len(text) if place.end_column else start + 1
    first = max(0, start - _BEFORE) if len(text) > _WIDEST else 0
    last = min(len(text), first + _WIDEST)
    before, words, after = (
        _expand_tabs(part) for part in (text[first:start], text[start : min(end, last)], text[end:last])
    )
    left, right = ("…" if first else "", "…" if last < len(text) else "")
    shown = f"{left}{before}{words}{after}{right}".rstrip()
    return shown, " " * _text_width(left + before) + "^" * max(1, _text_width(words))


def _expand_tabs(text: str) -> str:
    return escape_controls(text.replace("\t", "    "))


def _text_width(text: str) -> int:
    """Cells that a terminal takes for a text: two for wide characters, none for marks that join the one before."""
    if text.isascii():
        return len(text)
    return sum(_cell_width(character) for character in text)


def _cell_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
