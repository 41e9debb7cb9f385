"""What the last run said: where nothing has changed since, a run says it again and is done (SPEC §7)."""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from netlead_md.model.diagnostics import Diagnostic, FaultKind, Page
from netlead_md.vault import cache
from netlead_md.vault.marker import OutputFileStat, list_output
from netlead_md.vault.session import VaultState
from netlead_md.vault.snapshot import Snapshot


class RunOutput(msgspec.Struct, frozen=True):
    """What a `regenerate` says, line by line."""

    errors: tuple[str, ...] = ()
    """To standard error, in quiet runs too."""
    notices: tuple[str, ...] = ()
    """To standard error, unless quiet."""
    lines: tuple[str, ...] = ()


class RunRecord(msgspec.Struct, frozen=True):
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    """Those that could not be read are counted too."""
    told: RunOutput | None = None
    """None after a `check`."""
    inputs: bytes = b""
    """Stamp of everything that the run depended on."""
    standing: tuple[tuple[OutputFileStat, bytes], ...] = ()
    """All files in the output folder, with a stamp of their bytes."""
    at: int = 0
    """When the output folder was looked at, in nanoseconds."""


def load_run(vault: Path, seen: Snapshot, day: dt.date) -> RunRecord | None:
    """The record of a run of just this vault, on this day, by this program; None if anything differs."""
    file = cache.cache_file(vault, "run")
    record = cache.load_cached(file, RunRecord)
    if record is None or tuple(each for each, _ in record.standing) != seen.standing:
        return None
    if record.inputs != _hash_inputs(seen, day):
        return None
    young = [(each, stamp) for each, stamp in record.standing if not cache.is_settled(each.signature, record.at)]
    if any(_hash_file(each.real) != stamp for each, stamp in young):
        return None
    if young:
        cache.save_cached(file, msgspec.structs.replace(record, at=seen.at))
    return record


def save_run(vault: Path, seen: Snapshot, made: VaultState, record: RunRecord, pages: Sequence[Page] = ()) -> None:
    """Keep what a run said, unless something may change, or have changed, without a sign. `pages`: as they stand."""
    signatures = (*seen.signatures().values(), *(note.signature for note, _ in seen.scan.suspects))
    passing = any(fault.trouble == FaultKind.UNREADABLE for fault in made.faults)
    if passing or not all(cache.is_settled(signature, seen.at) for signature in signatures):
        return
    ours = {unicodedata.normalize("NFC", page.path): page.text.encode("utf-8", "replace") for page in pages}
    now = list_output(vault / made.config.output)
    stamped = tuple(
        (file, _hash_bytes(ours[file.path]) if file.path in ours else _hash_file(file.real)) for file in now
    )
    inputs = _hash_inputs(seen, made.book.as_of)
    cache.save_cached(
        cache.cache_file(vault, "run"), msgspec.structs.replace(record, inputs=inputs, standing=stamped, at=seen.at)
    )


def _hash_inputs(seen: Snapshot, day: dt.date) -> bytes:
    """Everything but the output folder. What fails a run does not change what it finds."""
    config = msgspec.structs.replace(seen.loaded.config, fail_on="error", as_of=day)
    value = (cache.program_fingerprint(), msgspec.structs.replace(seen.loaded, config=config), seen.scan, seen.settings)
    try:
        data = msgspec.msgpack.encode(value)
    except ValueError:  # a name that is no text
        data = repr(value).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(data, digest_size=16).digest()


def _hash_file(real: str) -> bytes:
    try:
        return _hash_bytes(Path(real).read_bytes())
    except OSError:
        return b""


def _hash_bytes(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
