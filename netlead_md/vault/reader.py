"""From a file to its text, or to the fault that names why not (SPEC §5.1, NL0xx; COMPATIBILITY 17, 18)."""

import os
import time
from typing import Final

import msgspec

from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.vault.errors import system_message
from netlead_md.vault.scanner import NoteFile, Signature, file_signature

MAX_BYTES: Final = 5_000_000
"""Bytes of one note. A lifetime of lines about one person has a tenth of it."""
_MOST_LINES: Final = 200_000
_LONGEST_LINE: Final = 3_000_000
_LONGEST_FRONT: Final = 500_000
"""Characters."""
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_BINARY: Final = getattr(os, "O_BINARY", 0)
"""On Windows alone."""
_TRIES: Final = 4
_PAUSE: Final = 0.05


class NoteText(msgspec.Struct, frozen=True):
    """A note's text just as it stands in the file; None beside a fault."""

    text: str | None
    fault: Fault | None = None


def read_note_file(found: NoteFile) -> NoteText:
    """Read one note, and look at its stat again: an editor that saves in place shows half a file for a while."""
    last = found.signature
    try:
        for _ in range(_TRIES):
            if last[2] > MAX_BYTES:
                return _text_fault(found, FaultKind.TOO_LARGE, str(last[2]), str(MAX_BYTES))
            data = _read_bytes(found.real, last[2])
            now = read_signature(found.real)
            if now == last:
                break
            last = now
            time.sleep(_PAUSE)
    except OSError as error:
        return _text_fault(found, FaultKind.UNREADABLE, system_message(error))
    return decode_note(found, data)


def _read_bytes(real: str, size: int) -> bytes:
    """All of a file that should have so many bytes. The calls that `Path.read_bytes` adds take longer than these."""
    handle = os.open(real, os.O_RDONLY | _BINARY)
    try:
        data = os.read(handle, size + 1)
        if len(data) != size:  # it is changing
            while more := os.read(handle, MAX_BYTES):
                data += more
    finally:
        os.close(handle)
    return data


def read_signature(real: str) -> Signature:
    return file_signature(os.stat(real))  # noqa: PTH116  (called once a note)


def decode_note(found: NoteFile, data: bytes) -> NoteText:
    """Bytes to text, by UTF-8 alone: to guess an encoding would make names up."""
    if data.startswith(_UTF16):
        return _text_fault(found, FaultKind.NOT_UTF8, "0", place=Range(1))
    if (nul := data.find(b"\0")) >= 0:
        return _text_fault(found, FaultKind.NUL, place=_locate_offset(data, nul))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _text_fault(found, FaultKind.NOT_UTF8, str(error.start), place=_locate_offset(data, error.start))
    return _within_budget(found, text)


def _within_budget(found: NoteFile, text: str) -> NoteText:
    """The text, or the fault that it holds more than is read: whatever is within takes seconds at most."""
    if (lines := text.count("\n")) > _MOST_LINES:
        return _text_fault(found, FaultKind.OVER_BUDGET, "lines", str(lines), str(_MOST_LINES))
    if text.startswith("---") and (front := text.find("\n---", 4)) > _LONGEST_FRONT:
        return _text_fault(found, FaultKind.OVER_BUDGET, "characters of properties", str(front), str(_LONGEST_FRONT))
    if len(text) > _LONGEST_LINE and (longest := max(map(len, text.split("\n")))) > _LONGEST_LINE:
        return _text_fault(found, FaultKind.OVER_BUDGET, "characters in one line", str(longest), str(_LONGEST_LINE))
    return NoteText(text)


def _locate_offset(data: bytes, offset: int) -> Range:
    start = data.rfind(b"\n", 0, offset) + 1
    return Range(data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1)


def _text_fault(found: NoteFile, trouble: FaultKind, *words: str, place: Range | None = None) -> NoteText:
    return NoteText(None, Fault(trouble, found.path, place, words=words))
