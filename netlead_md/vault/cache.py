"""What is kept between two runs, in the user's cache folder: msgpack under a checksum, never in the vault.

Nothing here is needed: what cannot be read, is damaged, or was written by another version is as good as not there, and
what cannot be written is not written.
"""

import hashlib
import os
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

import msgspec

import netlead_md
from netlead_md.vault.real_path import resolve_links
from netlead_md.vault.scanner import Signature

MAGIC: Final = b"netlead cache 1\n"
_CHECK: Final = 4
_FINE: Final = 50_000_000
"""Nanoseconds: longer than the clock of any file system that tells parts of a millisecond …"""
LONGEST: Final = 2_100_000_000
"""… and of any other; FAT counts in two seconds."""
_HOUR: Final = 3_600
_MILLISECOND: Final = 1_000_000
T = TypeVar("T")


def cache_folder() -> Path | None:
    """Ours among the user's caches; None for a user without a home, such as a bare number in a container."""
    from platformdirs import user_cache_path

    with suppress(RuntimeError):  # some versions say so, and some name a folder called `~`
        if (found := user_cache_path("netlead")).is_absolute():
            return found
    return None


def cache_file(vault: Path, ending: str) -> Path:
    """File of a vault in the cache; where there is none, one that can be neither read nor written."""
    name = hashlib.sha256(os.fsencode(resolve_links(vault))).hexdigest()[:24]
    return (cache_folder() or Path(os.devnull)) / "vaults" / f"{name}.{ending}"


def load_cached(file: Path, kind: type[T]) -> T | None:
    """Read what was kept; None for whatever is not whole, or not of this kind."""
    try:
        data = file.read_bytes()
        start = len(MAGIC) + _CHECK
        if not data.startswith(MAGIC) or zlib.crc32(data[start:]).to_bytes(_CHECK, "big") != data[len(MAGIC) : start]:
            return None
        return msgspec.msgpack.decode(memoryview(data)[start:], type=kind)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None


def save_cached(file: Path, value: object) -> None:
    """Keep it for the next run, in one step; two that do so at once leave the work of one."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        data = msgspec.msgpack.encode(value)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123
            out.write(MAGIC + zlib.crc32(data).to_bytes(_CHECK, "big"))
            out.write(data)
        os.replace(temporary, file)  # noqa: PTH105  (beside os.open)
        _remove_leftovers(file)
    except (OSError, msgspec.MsgspecError, ValueError, TypeError, OverflowError, RecursionError):
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _remove_leftovers(file: Path) -> None:
    """Remove what runs left behind that were killed while they wrote."""
    for stray in file.parent.glob(f".{file.name}.*.tmp"):
        if time.time() - stray.stat().st_mtime > _HOUR:
            stray.unlink(missing_ok=True)


def is_settled(signature: Signature, at: int) -> bool:
    """Whether a change after the moment `at` (nanoseconds) must show in the signature.

    A file that changes twice within one tick of its clock keeps its times; so who was changed shortly before is not
    trusted. The change time cannot be set by programs; Windows has none in its stead.
    """
    changed, tick = _change_time(signature)
    return changed < at - tick


def is_recent(signature: Signature, at: int) -> bool:
    """Whether it changed about the moment `at`, so that a change after it need not show in the signature.

    A change that lies ahead was dated by another clock, such as a server's: of that nothing is known.
    """
    changed, tick = _change_time(signature)
    return abs(at - changed) <= tick


def _change_time(signature: Signature) -> tuple[int, int]:
    """When a file changed, and how long its clock may stand still."""
    changed = signature[1] if os.name == "posix" else signature[0]
    return changed, _FINE if changed % _MILLISECOND else LONGEST


def program_fingerprint() -> bytes:
    """Stamp of the program itself, templates included: what another state of it kept is void."""
    found = [netlead_md.__version__]
    folder = netlead_md.__path__[0]
    for root in (folder, f"{folder}/../templates"):
        for place_, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                status = os.stat(f"{place_}/{name}")  # noqa: PTH116  (called for each file of ours)
                found.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.blake2b("\n".join(found).encode("utf-8", "surrogateescape"), digest_size=16).digest()
