"""One at a time: `watch` and `regenerate` of a vault share a lock on this machine (SPEC §6, §7)."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from netlead_md.vault import cache
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import resolve_links

WAIT: Final = 20.0
"""Seconds for which a `regenerate` waits for another one to end."""
WATCH: Final = "watch"


@contextmanager
def vault_lock(vault: Path, role: str, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the vault's lock. Raises UserError if a watch holds it, or if somebody else does for longer than `wait`."""
    lock, owner = _acquire_lock(vault, role, wait)
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

    for file in _lock_files(vault):
        if _read_role(file.with_suffix(".owner")) == WATCH:
            try:
                with FileLock(file.with_suffix(".lock"), timeout=0):
                    continue
            except Timeout:
                return True
            except OSError:
                continue
    return False


def _acquire_lock(vault: Path, role: str, wait: float) -> tuple[Any, Path]:
    """The lock, held, and the file that says who holds it; of the places for it the first that can be opened."""
    from filelock import FileLock, Timeout

    cause = "there is no folder for it"
    for file in _lock_files(vault):
        lock, owner = FileLock(file.with_suffix(".lock")), file.with_suffix(".owner")
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if WATCH in (_read_role(owner), role):
                    raise
                lock.acquire(timeout=wait)
        except Timeout:
            raise _held_error(_read_role(owner) or "netlead") from None
        except (OSError, NotImplementedError) as error:
            cause = system_message(error) if isinstance(error, OSError) else "its disk knows no locks"
        else:
            return lock, owner
    raise UserError(f"the lock of this vault cannot be opened: {cause}", hint="make your cache folder writable")


def _held_error(other: str) -> UserError:
    hint = "its pages are kept true as you write; end it first if you want to run another"
    message = f"another netlead {other} is at work on this vault" if other != "netlead" else "netlead is at work here"
    return UserError(message, hint=hint if other == WATCH else "try again when it is done")


def _lock_files(vault: Path) -> Iterator[Path]:
    """In the user's cache folder, else in a temporary one of theirs; never in the vault."""
    name = hashlib.sha256(os.fsencode(resolve_links(vault))).hexdigest()[:24]
    for folder in _lock_folders():
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                yield folder / name


def _lock_folders() -> Iterator[Path]:
    cached = cache.cache_folder()
    if cached is not None:
        yield cached / "locks"
    uid = os.getuid() if hasattr(os, "getuid") else ""
    with suppress(OSError):  # no temporary folder can be written either
        yield Path(tempfile.gettempdir()) / f"netlead-{uid}" / "locks"


def _read_role(owner: Path) -> str:
    try:
        return owner.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
