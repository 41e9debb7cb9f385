"""Lines and columns: ours count code points from 1, an editor's count units of an encoding from 0."""

import re
from collections.abc import Sequence
from typing import Final

from netlead_md.model.diagnostics import Range

UTF16: Final = "utf-16"
_NEWLINE: Final = re.compile(r"\r\n|\n|\r")
_BEYOND: Final = 0xFFFF
"""Characters above this, such as most emoji, are two units of UTF-16."""


def split_lines(text: str) -> list[str]:
    return _NEWLINE.split(text)


def count_units(text: str, encoding: str) -> int:
    """Length of a text in units of `utf-8`, `utf-16` or `utf-32`."""
    if text.isascii() or encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(ord(sign) > _BEYOND for sign in text)


def to_column(line: str, character: int, encoding: str) -> int:
    """Our column of an editor's; one inside a character is taken as before it, one beyond the line as its end."""
    if line.isascii():
        return min(character, len(line)) + 1
    at = 0
    for column, sign in enumerate(line, 1):
        at += count_units(sign, encoding)
        if at > character:
            return column
    return len(line) + 1


def to_editor_range(lines: Sequence[str], place: Range, encoding: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Range of an editor for one of ours: (line, character) twice. What is not in the text ends where the text does."""
    last = place.end_line or place.line
    start = _to_editor_position(lines, place.line, place.column, encoding)
    if place.end_column:
        return start, max(start, _to_editor_position(lines, last, place.end_column, encoding))
    return start, _to_editor_position(lines, place.line, _find_word_end(lines, place), encoding)


def _to_editor_position(lines: Sequence[str], line: int, column: int, encoding: str) -> tuple[int, int]:
    if line > len(lines):
        return len(lines) - 1, count_units(lines[-1], encoding)
    return max(line, 1) - 1, count_units(lines[max(line, 1) - 1][: column - 1], encoding)


def _find_word_end(lines: Sequence[str], place: Range) -> int:
    """Where only the beginning is known, the word there is marked."""
    line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    found = re.compile(r"\S+").match(line, place.column - 1)
    return found.end() + 1 if found else place.column
