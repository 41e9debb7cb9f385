"""Lines and columns: ours count code points from 1, an editor's count units of an encoding from 0."""

import re
from collections.abc import Sequence
from typing import Final

from netlead_md.model.place import Place

UTF16: Final = "utf-16"
_NEWLINE: Final = re.compile(r"\r\n|\n|\r")
_BEYOND: Final = 0xFFFF
"""Characters above this, such as most emoji, are two units of UTF-16."""


def lines_of(text: str) -> list[str]:
    return _NEWLINE.split(text)


def units(text: str, encoding: str) -> int:
    """Length of a text in units of `utf-8`, `utf-16` or `utf-32`."""
    if text.isascii() or encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(ord(sign) > _BEYOND for sign in text)


def column_of(line: str, character: int, encoding: str) -> int:
    """Our column of an editor's; one inside a character is taken as before it, one beyond the line as its end."""
    if line.isascii():
        return min(character, len(line)) + 1
    at = 0
    for column, sign in enumerate(line, 1):
        at += units(sign, encoding)
        if at > character:
            return column
    return len(line) + 1


def span_of(lines: Sequence[str], place: Place, encoding: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Range of an editor for one of ours: (line, character) twice. What is not in the text ends where the text does."""
    last = place.end_line or place.line
    start = _point(lines, place.line, place.column, encoding)
    if place.end_column:
        return start, max(start, _point(lines, last, place.end_column, encoding))
    return start, _point(lines, place.line, _word_end(lines, place), encoding)


def _point(lines: Sequence[str], line: int, column: int, encoding: str) -> tuple[int, int]:
    if line > len(lines):
        return len(lines) - 1, units(lines[-1], encoding)
    return max(line, 1) - 1, units(lines[max(line, 1) - 1][: column - 1], encoding)


def _word_end(lines: Sequence[str], place: Place) -> int:
    """Where only the beginning is known, the word there is marked."""
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    found = re.compile(r"\S+").match(line, place.column - 1)
    return found.end() + 1 if found else place.column
