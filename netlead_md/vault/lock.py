"""One at a time: `watch` and `regenerate` of a vault share a lock on this machine (SPEC §6, §7)."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from netlead_md.vault import cache
from netlead_md.vault.errors import UserError

WAIT: Final = 20.0
"""Seconds for which a `regenerate` waits for another one to end."""
WATCH: Final = "watch"


@contextmanager
def vault_lock(vault: Path, role: str, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the vault's lock. Raises Misuse if a watch holds it, or if somebody else does for longer than `wait`."""
    from filelock import FileLock, Timeout

    file = _lock_file(vault)
    owner = file.with_suffix(".owner")
    lock = FileLock(file.with_suffix(".lock"))
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if _read_role(owner) == WATCH or role == WATCH:
                raise
            lock.acquire(timeout=wait)
    except Timeout:
        other = _read_role(owner) or "netlead"
        hint = "its pages are kept true as you write; end it first if you want to run another"
        message = (
            f"another netlead {other} is at work on this vault" if other != "netlead" else "netlead is at work here"
        )
        raise UserError(message, hint=hint if other == WATCH else "try again when it is done") from None
    try:
        with suppress(OSError):
            owner.write_text(role, encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            owner.unlink()
        lock.release()


def is_watched(vault: Path) -> bool:
    """Whether a watch is at work on the vault; one that said so may have been killed, and then its lock is free."""
    from filelock import FileLock, Timeout

    file = _lock_file(vault)
    if _read_role(file.with_suffix(".owner")) != WATCH:
        return False
    try:
        with FileLock(file.with_suffix(".lock"), timeout=0):
            return False
    except Timeout:
        return True


def _lock_file(vault: Path) -> Path:
    return _lock_folder() / hashlib.sha256(os.fsencode(vault.resolve())).hexdigest()[:24]


def _read_role(owner: Path) -> str:
    try:
        return owner.read_text(encoding="utf-8")
    except OSError:
        return ""


def _lock_folder() -> Path:
    """In the user's cache folder, else in a temporary one of theirs; never in the vault."""
    uid = os.getuid() if hasattr(os, "getuid") else ""
    places = (cache.cache_folder() or Path(os.devnull), Path(tempfile.gettempdir()) / f"netlead-{uid}")
    for folder in (place / "locks" for place in places):
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
    raise UserError("there is no folder for a lock", hint="make your cache folder writable")
