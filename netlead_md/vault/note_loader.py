"""From files to parsed notes, one by one or, where there are many, on two cores (SPEC §7)."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind
from netlead_md.model.note import Note
from netlead_md.vault import cache
from netlead_md.vault.parallel import parallel_map
from netlead_md.vault.scanner import NoteFile, Signature

MANY: Final = 2_000
"""Notes from which on a second process pays: to start one and to hand its notes over takes a tenth of a second."""


class NoteOrFault(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of one file: a note, or the fault that says why not."""

    note: Note | None = None
    fault: Fault | None = None


NoteReader = Callable[[Sequence[NoteFile], Config], Iterator[NoteOrFault]]
"""Reads files in the order given. A cache of parsed notes stands here, in front of `fresh`."""


def read_notes(found: Sequence[NoteFile], config: Config) -> Iterator[NoteOrFault]:
    """Read and parse every file."""
    with parallel_map(found, lambda files: read_notes_serial(files, config), NoteOrFault, MANY) as readings:
        if len(found) >= MANY:
            import netlead_md.vault.book_builder  # noqa: F401  (what comes next is loaded while the other one already reads)
        yield from readings()


def read_notes_serial(found: Sequence[NoteFile], config: Config) -> Iterator[NoteOrFault]:
    """Likewise, in this process."""
    from netlead_md.parsing import build_keywords, daily_note_date, read_note
    from netlead_md.vault.reader import read_note_file

    words = build_keywords(config)
    for file in found:
        text = read_note_file(file)
        if text.text is None:
            yield NoteOrFault(None, text.fault)
        else:
            day = daily_note_date(file.path, config.dailies)
            yield NoteOrFault(read_note(file.path, text.text, day=day, words=words))


# Parsed notes from the run before, so that a small change costs the reading of few (SPEC §7).


_LASTING: Final = (FaultKind.NOT_UTF8, FaultKind.NUL, FaultKind.TOO_LARGE, FaultKind.OVER_BUDGET)
"""Faults that lie in the bytes; any other may be gone without a trace in the signature."""


class _CacheContent(msgspec.Struct, frozen=True):
    program: bytes
    config: bytes
    notes: dict[str, tuple[Signature, msgspec.Raw]]


class CachedNoteReader:
    """A reader with the notes of the last run behind it; the session remembers what this has handed over."""

    def __init__(self, vault: Path) -> None:
        self._vault = vault
        self._used = False

    def __call__(self, found: Sequence[NoteFile], config: Config) -> Iterator[NoteOrFault]:
        if self._used:
            yield from read_notes(found, config)
            return
        self._used = True
        file, started = cache.cache_file(self._vault, "notes"), time.time_ns()
        stamp, meaning = cache.program_fingerprint(), msgspec.msgpack.encode(_relevant_config(config))
        kept = cache.load_cached(file, _CacheContent)
        notes = kept.notes if kept is not None and (kept.program, kept.config) == (stamp, meaning) else {}
        known = {each.path: reading for each in found if (reading := _find_cached(notes, each)) is not None}
        new = read_notes([each for each in found if each.path not in known], config)
        now: dict[str, tuple[Signature, msgspec.Raw]] = {}
        for each in found:
            reading = known.get(each.path)
            if reading is None:
                reading = next(new)
                if cache.is_settled(each.signature, started) and (raw := _encode_result(reading)) is not None:
                    now[each.path] = each.signature, raw
            else:
                now[each.path] = notes[each.path]
            yield reading
        if now.keys() != notes.keys() or len(known) != len(notes):
            cache.save_cached(file, _CacheContent(stamp, meaning, now))


def _relevant_config(config: Config) -> Config:
    """The config without what no note's reading depends on."""
    return msgspec.structs.replace(config, as_of=None, select=(), ignore=(), fail_on="error")


_decoder = msgspec.msgpack.Decoder(NoteOrFault)


def _find_cached(notes: dict[str, tuple[Signature, msgspec.Raw]], found: NoteFile) -> NoteOrFault | None:
    signature, raw = notes.get(found.path, (None, b""))
    if signature != found.signature:
        return None
    try:
        return _decoder.decode(raw)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return None


def _encode_result(reading: NoteOrFault) -> msgspec.Raw | None:
    if reading.fault is not None and reading.fault.trouble not in _LASTING:
        return None
    try:
        return msgspec.Raw(msgspec.msgpack.encode(reading))
    except (msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError):
        return None  # such as a number beyond 64 bits: read anew each time
