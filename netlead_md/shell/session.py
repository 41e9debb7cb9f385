"""From the disk to the book, again and again: the only thing that remembers (ARCHITECTURE, law 3)."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.model.place import Fault, Trouble
from netlead_md.shell.copies import nearly_same
from netlead_md.shell.files import read
from netlead_md.shell.look import Snapshot, look
from netlead_md.shell.marker import Unread, foreign
from netlead_md.shell.readings import Reader, Reading, fresh
from netlead_md.shell.scan import Scan, Signature

__all__ = ["Reader", "Reading", "Session", "Snapshot", "State", "fresh"]

STEP: Final = 64
"""Notes between two words about the progress."""
Progress = Callable[[int, int], None]
"""Is told (notes read, notes to read)."""


class State(msgspec.Struct, frozen=True):
    """The vault on a day."""

    vault: Path
    config: Config
    book: Book
    notes: Mapping[str, Note]
    faults: tuple[Fault, ...]
    """Of files and of the config; what reading found stands in the notes."""


class Session:
    """One vault. `refresh` reads what changed since the last time and makes the book anew."""

    def __init__(self, vault: Path, *, config: Path | None = None, reader: Reader = fresh) -> None:
        self.vault = vault
        self._file = config
        self._reader = reader
        self._config: Config | None = None
        self._make: Callable[[Iterable[Note], Config, Sequence[str], Sequence[str], dt.date], Book] | None = None
        self._standing: dict[Unread, bool] = {}
        self._known: dict[str, tuple[Signature, Reading]] = {}

    def look(self, change: Callable[[Config], Config] | None = None) -> Snapshot:
        """See what lies on the disk. Raises Misuse for a vault or config that cannot be used."""
        return look(self.vault, self._file, change)

    def refresh(self, seen: Snapshot, as_of: dt.date, progress: Progress | None = None) -> State:
        """Make the book of a day from what a look has shown."""
        if self._make is None:
            from netlead_md.shell.bookmaker import (
                Bookmaker,
            )  # here, for a run that finds its last record true needs none

            self._make = Bookmaker()
        config = msgspec.structs.replace(seen.loaded.config, as_of=as_of)
        if (context := msgspec.structs.replace(config, as_of=None)) != self._config:
            self._known.clear()
            self._config = context
        self._read(seen.scan, config, progress)
        copies = tuple(self._copies(seen.scan))
        left_out = {fault.path for fault in copies}
        readings = [(file.path, self._known[file.path][1]) for file in seen.scan.notes if file.path not in left_out]
        notes = {path: reading.note for path, reading in readings if reading.note is not None}
        lost = [path for path, reading in readings if reading.note is None]
        files = (*seen.scan.files, *(f"{config.output}/{name}" for name in self._others(seen)))
        book = self._make(notes.values(), config, files, (*seen.scan.unreadable, *lost), as_of)
        faults = (*seen.loaded.faults, *seen.scan.faults, *(read.fault for _, read in readings if read.fault), *copies)
        return State(self.vault, config, book, notes, faults)

    def _read(self, found: Scan, config: Config, progress: Progress | None) -> None:
        known = self._known
        new = [file for file in found.notes if file.path not in known or known[file.path][0] != file.signature]
        for path in known.keys() - {file.path for file in found.notes}:
            del known[path]
        for count, (file, reading) in enumerate(zip(new, self._reader(new, config), strict=True), 1):
            known[file.path] = (file.signature, reading)
            if progress is not None and (count % STEP == 0 or count == len(new)):
                progress(count, len(new))

    def _others(self, seen: Snapshot) -> list[str]:
        """Files without our marker in the output folder: a page takes no such name."""
        known = self._standing
        self._standing = {file: known[file] if file in known else foreign(file) for file in seen.standing}
        return [file.path for file, theirs in self._standing.items() if theirs]

    def _copies(self, found: Scan) -> Iterator[Fault]:
        """Tell the copies of OneDrive and of macOS by their text from people with such names."""
        by_path = {file.path: file for file in found.notes}
        for file, original in found.suspects:
            if original in by_path:
                copy, other = read(file).text, read(by_path[original]).text
                if copy is not None and other is not None and nearly_same(copy, other, file.path):
                    yield Fault(Trouble.CONFLICT_COPY, file.path, words=(original,))
