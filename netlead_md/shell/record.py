"""What the last run said: where nothing has changed since, a run says it again and is done (SPEC §7)."""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from netlead_md.model.page import Diagnostic, Page
from netlead_md.model.place import Trouble
from netlead_md.shell import cache
from netlead_md.shell.look import Snapshot
from netlead_md.shell.marker import Unread, standing
from netlead_md.shell.session import State


class Told(msgspec.Struct, frozen=True):
    """What a `regenerate` says, line by line."""

    errors: tuple[str, ...] = ()
    """To standard error, in quiet runs too."""
    asides: tuple[str, ...] = ()
    """To standard error, unless quiet."""
    lines: tuple[str, ...] = ()


class Record(msgspec.Struct, frozen=True):
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    """Those that could not be read are counted too."""
    told: Told | None = None
    """None after a `check`."""
    inputs: bytes = b""
    """Stamp of everything that the run depended on."""
    standing: tuple[tuple[Unread, bytes], ...] = ()
    """All files in the output folder, with a stamp of their bytes."""
    at: int = 0
    """When the output folder was looked at, in nanoseconds."""


def recall(vault: Path, seen: Snapshot, day: dt.date) -> Record | None:
    """The record of a run of just this vault, on this day, by this program; None if anything differs."""
    file = cache.place(vault, "run")
    record = cache.load(file, Record)
    if record is None or tuple(each for each, _ in record.standing) != seen.standing:
        return None
    if record.inputs != _inputs(seen, day):
        return None
    young = [(each, stamp) for each, stamp in record.standing if not cache.settled(each.signature, record.at)]
    if any(_stamp(each.real) != stamp for each, stamp in young):
        return None
    if young:
        cache.save(file, msgspec.structs.replace(record, at=seen.at))
    return record


def keep(vault: Path, seen: Snapshot, made: State, record: Record, pages: Sequence[Page] = ()) -> None:
    """Keep what a run said, unless something may change, or have changed, without a sign. `pages`: as they stand."""
    signatures = (*seen.signatures().values(), *(note.signature for note, _ in seen.scan.suspects))
    passing = any(fault.trouble == Trouble.UNREADABLE for fault in made.faults)
    if passing or not all(cache.settled(signature, seen.at) for signature in signatures):
        return
    ours = {unicodedata.normalize("NFC", page.path): page.text.encode("utf-8", "replace") for page in pages}
    now = standing(vault / made.config.output)
    stamped = tuple((file, _of(ours[file.path]) if file.path in ours else _stamp(file.real)) for file in now)
    inputs = _inputs(seen, made.book.as_of)
    cache.save(cache.place(vault, "run"), msgspec.structs.replace(record, inputs=inputs, standing=stamped, at=seen.at))


def _inputs(seen: Snapshot, day: dt.date) -> bytes:
    """Everything but the output folder. What fails a run does not change what it finds."""
    config = msgspec.structs.replace(seen.loaded.config, fail_on="error", as_of=day)
    value = (cache.program(), msgspec.structs.replace(seen.loaded, config=config), seen.scan, seen.settings)
    try:
        data = msgspec.msgpack.encode(value)
    except ValueError:  # a name that is no text
        data = repr(value).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(data, digest_size=16).digest()


def _stamp(real: str) -> bytes:
    try:
        return _of(Path(real).read_bytes())
    except OSError:
        return b""


def _of(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
