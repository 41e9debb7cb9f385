"""Parsed notes from the run before, so that a small change costs the reading of few (SPEC §7)."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.place import Trouble
from netlead_md.shell import cache
from netlead_md.shell.readings import Reading, fresh
from netlead_md.shell.scan import Found, Signature

_LASTING: Final = (Trouble.NOT_UTF8, Trouble.NUL, Trouble.TOO_LARGE)
"""Faults that lie in the bytes; any other may be gone without a trace in the signature."""


class _Kept(msgspec.Struct, frozen=True):
    program: bytes
    config: bytes
    notes: dict[str, tuple[Signature, msgspec.Raw]]


class KeptNotes:
    """A reader with the notes of the last run behind it; the session remembers what this has handed over."""

    def __init__(self, vault: Path) -> None:
        self._vault = vault
        self._used = False

    def __call__(self, found: Sequence[Found], config: Config) -> Iterator[Reading]:
        if self._used:
            yield from fresh(found, config)
            return
        self._used = True
        file, started = cache.place(self._vault, "notes"), time.time_ns()
        stamp, meaning = cache.program(), msgspec.msgpack.encode(_meaning(config))
        kept = cache.load(file, _Kept)
        notes = kept.notes if kept is not None and (kept.program, kept.config) == (stamp, meaning) else {}
        known = {each.path: reading for each in found if (reading := _known(notes, each)) is not None}
        new = fresh([each for each in found if each.path not in known], config)
        now: dict[str, tuple[Signature, msgspec.Raw]] = {}
        for each in found:
            reading = known.get(each.path)
            if reading is None:
                reading = next(new)
                if cache.settled(each.signature, started) and (raw := _raw(reading)) is not None:
                    now[each.path] = each.signature, raw
            else:
                now[each.path] = notes[each.path]
            yield reading
        if now.keys() != notes.keys() or len(known) != len(notes):
            cache.save(file, _Kept(stamp, meaning, now))


def _meaning(config: Config) -> Config:
    """The config without what no note's reading depends on."""
    return msgspec.structs.replace(config, as_of=None, select=(), ignore=(), fail_on="error")


_decoder = msgspec.msgpack.Decoder(Reading)


def _known(notes: dict[str, tuple[Signature, msgspec.Raw]], found: Found) -> Reading | None:
    signature, raw = notes.get(found.path, (None, b""))
    if signature != found.signature:
        return None
    try:
        return _decoder.decode(raw)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None


def _raw(reading: Reading) -> msgspec.Raw | None:
    if reading.fault is not None and reading.fault.trouble not in _LASTING:
        return None
    try:
        return msgspec.Raw(msgspec.msgpack.encode(reading))
    except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError):
        return None  # such as a number beyond 64 bits: read anew each time
