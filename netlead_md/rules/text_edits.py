"""Edits made upon a text, and nothing else changed (SPEC §5.1): what stands outside the ranges keeps every byte."""

import re
from collections.abc import Iterable, Sequence

from netlead_md.model.diagnostics import Fix, Range, TextEdit

BOM = "\ufeff"
_NEWLINE = re.compile(r"\r\n|\n|\r")


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """Splice edits into a text that holds its own line endings and byte order mark.

    A newline in the new text becomes the one that the text uses. Raises ValueError where a place lies outside, where
    two edits overlap, or where something else stands than an edit expects.
    """
    starts = _line_starts(text)
    newline = found[0] if (found := _NEWLINE.search(text)) else "\n"
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda edit: edit.place):
        start, end = _edit_range(text, starts, edit.place)
        if start < done:
            raise ValueError(f"two edits overlap in line {edit.place.line}")
        if edit.expects is not None and text[start:end] != edit.expects:
            raise ValueError(f"line {edit.place.line} holds something else than was read")
        parts += (text[done:start], edit.text.replace("\n", newline))
        done = end
    return "".join((*parts, text[done:]))


def merge_fixes(text: str, fixes: Sequence[Fix]) -> tuple[str, int]:
    """Make all fixes that get on with each other, each whole or not at all; also say how many were made."""
    taken: list[TextEdit] = []
    result, count = text, 0
    for fix in fixes:
        fresh = [edit for edit in fix.edits if edit not in taken]
        try:
            result = apply_edits(text, [*taken, *fresh])
        except ValueError:
            continue
        taken += fresh
        count += 1
    return result, count


def _line_starts(text: str) -> list[int]:
    return [len(BOM) if text.startswith(BOM) else 0, *(found.end() for found in _NEWLINE.finditer(text))]


def _edit_range(text: str, starts: list[int], place: Range) -> tuple[int, int]:
    last = place.end_line or place.line
    if not 1 <= place.line <= last <= len(starts):
        raise ValueError(f"there is no line {last}")
    start = starts[place.line - 1] + place.column - 1
    end = starts[last - 1] + place.end_column - 1 if place.end_column else start
    if not start <= end <= len(text) or start > _line_end(text, starts[place.line - 1]):
        raise ValueError(f"line {place.line} has no column {place.column}")
    return start, end


def _line_end(text: str, start: int) -> int:
    found = _NEWLINE.search(text, start)
    return found.start() if found else len(text)
