"""One at a time: `watch` and `regenerate` of a vault share a lock on this machine (SPEC §6, §7)."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from netlead_md.shell import cache
from netlead_md.shell.misuse import Misuse

WAIT: Final = 20.0
"""Seconds for which a `regenerate` waits for another one to end."""
WATCH: Final = "watch"


@contextmanager
def one_at_a_time(vault: Path, role: str, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the vault's lock. Raises Misuse if a watch holds it, or if somebody else does for longer than `wait`."""
    from filelock import FileLock, Timeout

    file = _file(vault)
    owner = file.with_suffix(".owner")
    lock = FileLock(file.with_suffix(".lock"))
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if _role(owner) == WATCH or role == WATCH:
                raise
            lock.acquire(timeout=wait)
    except Timeout:
        other = _role(owner) or "netlead"
        cure = "its pages are kept true as you write; end it first if you want to run another"
        message = (
            f"another netlead {other} is at work on this vault" if other != "netlead" else "netlead is at work here"
        )
        raise Misuse(message, cure=cure if other == WATCH else "try again when it is done") from None
    try:
        with suppress(OSError):
            owner.write_text(role, encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            owner.unlink()
        lock.release()


def watched(vault: Path) -> bool:
    """Whether a watch is at work on the vault; one that said so may have been killed, and then its lock is free."""
    from filelock import FileLock, Timeout

    file = _file(vault)
    if _role(file.with_suffix(".owner")) != WATCH:
        return False
    try:
        with FileLock(file.with_suffix(".lock"), timeout=0):
            return False
    except Timeout:
        return True


def _file(vault: Path) -> Path:
    return _folder() / hashlib.sha256(os.fsencode(vault.resolve())).hexdigest()[:24]


def _role(owner: Path) -> str:
    try:
        return owner.read_text(encoding="utf-8")
    except OSError:
        return ""


def _folder() -> Path:
    """In the user's cache folder, else in a temporary one of theirs; never in the vault."""
    uid = os.getuid() if hasattr(os, "getuid") else ""
    places = (cache.folder() or Path(os.devnull), Path(tempfile.gettempdir()) / f"netlead-{uid}")
    for folder in (place / "locks" for place in places):
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
    raise Misuse("there is no folder for a lock", cure="make your cache folder writable")
