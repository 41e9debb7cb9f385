"""From a file to its text, or to the fault that names why not (SPEC §5.1, NL0xx; COMPATIBILITY 17, 18)."""

import os
import time
from typing import Final

import msgspec

from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.shell.misuse import system_words
from netlead_md.shell.scan import Found, Signature, signature

LIMIT: Final = 5_000_000
"""Bytes of one note. A lifetime of lines about one person has a tenth of it."""
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_BINARY: Final = getattr(os, "O_BINARY", 0)
"""On Windows alone."""
_TRIES: Final = 4
_PAUSE: Final = 0.05


class Text(msgspec.Struct, frozen=True):
    """A note's text just as it stands in the file; None beside a fault."""

    text: str | None
    fault: Fault | None = None


def read(found: Found) -> Text:
    """Read one note, and look at its stat again: an editor that saves in place shows half a file for a while."""
    last = found.signature
    try:
        for _ in range(_TRIES):
            if last[2] > LIMIT:
                return _fault(found, Trouble.TOO_LARGE, str(last[2]), str(LIMIT))
            data = _bytes(found.real, last[2])
            now = signature_of(found.real)
            if now == last:
                break
            last = now
            time.sleep(_PAUSE)
    except OSError as error:
        return _fault(found, Trouble.UNREADABLE, system_words(error))
    return decode(found, data)


def _bytes(real: str, size: int) -> bytes:
    """All of a file that should have so many bytes. The calls that `Path.read_bytes` adds take longer than these."""
    handle = os.open(real, os.O_RDONLY | _BINARY)
    try:
        data = os.read(handle, size + 1)
        if len(data) != size:  # it is changing
            while more := os.read(handle, LIMIT):
                data += more
    finally:
        os.close(handle)
    return data


def signature_of(real: str) -> Signature:
    return signature(os.stat(real))  # noqa: PTH116  (called once a note)


def decode(found: Found, data: bytes) -> Text:
    """Bytes to text, by UTF-8 alone: to guess an encoding would make names up."""
    if data.startswith(_UTF16):
        return _fault(found, Trouble.NOT_UTF8, "0", place=Place(1))
    if (nul := data.find(b"\0")) >= 0:
        return _fault(found, Trouble.NUL, place=_place(data, nul))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _fault(found, Trouble.NOT_UTF8, str(error.start), place=_place(data, error.start))
    return Text(text)


def _place(data: bytes, offset: int) -> Place:
    start = data.rfind(b"\n", 0, offset) + 1
    return Place(data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1)


def _fault(found: Found, trouble: Trouble, *words: str, place: Place | None = None) -> Text:
    return Text(None, Fault(trouble, found.path, place, words=words))
