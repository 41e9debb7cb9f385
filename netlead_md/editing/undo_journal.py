"""What commands wrote into notes, so that it can be taken back: in the user's state folder, never in the vault.

A folder for each vault, a file for each record. A record is written whole and forced to the disk as `N.open` before
the first note changes, and becomes `N.done` when the last one has. A process that is killed leaves an open record:
each of its notes then holds the bytes before or the bytes after, and undo takes back the latter.
"""

import hashlib
import os
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import resolve_links

MOST_DAYS: Final = 90
"""A record is kept for so many days."""
FORGET_DAYS: Final = 30
"""The same for a record of `forget`, which holds what somebody wants gone."""
MOST_BYTES: Final = 64_000_000
"""The records of one vault take no more than this on the disk; the newest one is kept, whatever its size."""
WAIT: Final = 20.0
"""Seconds for which a command waits for another one that writes into the same vault."""
_MAGIC: Final = b"netlead undo 1\n"
_CHECK: Final = 4
_DAY: Final = 86_400
_OPEN: Final = ".open"
_DONE: Final = ".done"
_NEW: Final = ".new"
_BINARY: Final = getattr(os, "O_BINARY", 0)


class NoteChange(msgspec.Struct, frozen=True):
    """One note before and after."""

    path: str
    """In the vault, `/` between parts."""
    before: bytes | None
    """None: the note is new."""
    after: bytes | None
    """None: the note is removed."""
    mode: int = 0
    """Permission bits of a note that is changed or removed; 0: not known."""
    link: str = ""
    """Where a removed note led, if it was a symbolic link."""


class UndoRecord(msgspec.Struct, frozen=True):
    command: str
    """As the user names it: `log`, `check --fix`."""
    at: float
    """Seconds since the epoch."""
    changes: tuple[NoteChange, ...]
    folders: tuple[str, ...] = ()
    """Folders of the vault that were made for new notes."""
    group: str = ""
    """Records of one group are taken back together; empty: by itself."""


class StoredRecord(msgspec.Struct, frozen=True):
    file: Path
    record: UndoRecord | None
    """None: damaged, or of another version."""

    @property
    def finished(self) -> bool:
        """Whether the command came to its end."""
        return self.file.suffix == _DONE


class JournalError(Exception):
    """The journal cannot be used; its text says why, for the user."""


class UndoJournal:
    """The records of one vault."""

    def __init__(self, vault: Path) -> None:
        name = hashlib.sha256(os.fsencode(resolve_links(vault))).hexdigest()[:24]
        self._above = state_folder() / "undo"
        self.folder = self._above / name

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other commands of this machine from writing meanwhile.

        Raises JournalError where no lock can be made, Misuse where another command holds it for longer than `WAIT`.
        """
        from filelock import FileLock, Timeout

        try:
            for folder in (self._above.parent, self._above, self.folder):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", mode=0o600)
            lock.acquire(timeout=WAIT)
        except Timeout:
            raise UserError("another netlead is writing into this vault", hint="try again when it is done") from None
        except OSError as error:
            raise JournalError(f"{self.folder}: {system_message(error)}") from None
        try:
            yield
        finally:
            lock.release()

    def begin(self, record: UndoRecord) -> StoredRecord:
        """Keep a record before the first of its notes changes. Raises JournalError where the disk refuses."""
        number = max((_number(file) for file in self._files()), default=0) + 1
        stored = StoredRecord(self.folder / f"{number:08d}{_OPEN}", record)
        self._write(stored)
        return stored

    def finish(self, stored: StoredRecord, made: Sequence[NoteChange]) -> None:
        """Say that a command came to its end, and which of its changes were made; remove what is too old."""
        if not made:
            self.drop(stored)
            return
        with suppress(OSError, JournalError):  # what is left open is as good
            if stored.record is not None and tuple(made) != stored.record.changes:
                self._write(
                    msgspec.structs.replace(stored, record=msgspec.structs.replace(stored.record, changes=made))
                )
            stored.file.rename(stored.file.with_suffix(_DONE))
            _force(self.folder)
        with suppress(OSError):
            self._prune()

    def records(self) -> Iterator[StoredRecord]:
        """All records, the newest first."""
        for file in sorted(self._files(), key=_number, reverse=True):
            yield StoredRecord(file, _read(file))

    def drop(self, stored: StoredRecord) -> None:
        with suppress(FileNotFoundError):
            stored.file.unlink()

    def _files(self) -> list[Path]:
        try:
            listed = list(self.folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise JournalError(f"{self.folder}: {system_message(error)}") from None
        return [file for file in listed if file.suffix in {_OPEN, _DONE} and _number(file)]

    def _write(self, stored: StoredRecord) -> None:
        temporary = stored.file.with_suffix(_NEW)
        try:
            data = zlib.compress(msgspec.msgpack.encode(stored.record), 1)
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600), "wb") as out:  # noqa: PTH123
                out.write(_MAGIC + zlib.crc32(data).to_bytes(_CHECK, "big") + data)
                out.flush()
                os.fsync(out.fileno())
            os.replace(temporary, stored.file)  # noqa: PTH105  (one name that a test can make fail)
            _force(self.folder)
        except OSError as error:
            raise JournalError(f"{self.folder}: {system_message(error)}") from None
        except ValueError:  # a name that is no text
            raise JournalError("a name in this vault is no text") from None

    def _prune(self) -> None:
        """Remove what is older than `MOST_DAYS`, of all vaults, and of this one what is more than `MOST_BYTES`."""
        now = time.time()
        for file in self._above.glob("*/*"):
            age = (now - file.stat().st_mtime) / _DAY if file.suffix in {_OPEN, _DONE, _NEW} else 0
            if age > MOST_DAYS or (age > FORGET_DAYS and _is_of_forget(file)):
                file.unlink(missing_ok=True)
        size = 0
        for place, file in enumerate(sorted(self._files(), key=_number, reverse=True)):
            size += file.stat().st_size
            if place and size > MOST_BYTES:
                file.unlink(missing_ok=True)


def _is_of_forget(file: Path) -> bool:
    record = _read(file)
    return record is not None and record.command == "forget"


def state_folder() -> Path:
    """Ours among the user's state folders. Raises JournalError for a user without a home."""
    from platformdirs import user_state_path

    with suppress(RuntimeError):  # some versions say so, and some name a folder called `~`
        if (found := user_state_path("netlead")).is_absolute():
            return found
    raise JournalError("you have no home folder")


def _number(file: Path) -> int:
    return int(file.stem) if file.stem.isdecimal() else 0


def _read(file: Path) -> UndoRecord | None:
    try:
        data = file.read_bytes()
        start = len(_MAGIC) + _CHECK
        if not data.startswith(_MAGIC) or zlib.crc32(data[start:]).to_bytes(_CHECK, "big") != data[len(_MAGIC) : start]:
            return None
        return msgspec.msgpack.decode(zlib.decompress(data[start:]), type=UndoRecord)
    except (OSError, zlib.error, msgspec.MsgspecError, ValueError):
        return None


def _force(folder: Path) -> None:
    """Force the names of a folder to the disk, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
