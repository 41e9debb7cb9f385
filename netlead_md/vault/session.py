"""From the disk to the book, again and again: the only thing that remembers."""

import datetime as dt
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import is_not
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind
from netlead_md.model.note import Note
from netlead_md.vault.config import missing_folders, missing_kinds
from netlead_md.vault.marker import OutputFileStat, is_foreign
from netlead_md.vault.note_loader import NoteOrFault, NoteReader, read_notes
from netlead_md.vault.reader import read_note_file
from netlead_md.vault.scanner import NoteFile, VaultScan, is_near_duplicate
from netlead_md.vault.snapshot import Snapshot, take_snapshot

__all__ = ["NoteOrFault", "NoteReader", "Session", "Snapshot", "VaultState", "read_notes"]

PROGRESS_STEP: Final = 64
"""Notes between two words about the progress."""
ProgressCallback = Callable[[int, int], None]
"""Is told (notes read, notes to read)."""


class VaultState(msgspec.Struct, frozen=True):
    """The vault on a day."""

    vault: Path
    config: Config
    book: Book
    notes: Mapping[str, Note]
    faults: tuple[Fault, ...]
    """Of files and of the config; what reading found stands in the notes."""


class Session:
    """One vault. `refresh` reads what changed since the last time and makes the book anew."""

    def __init__(self, vault: Path, *, config: Path | None = None, reader: NoteReader = read_notes) -> None:
        self.vault = vault
        self.failed: set[str] = set()
        """Notes that could not be read the last time; now they may be readable without a sign of it."""
        self._file = config
        self._reader = reader
        self._seen: Snapshot | None = None
        self._scan: VaultScan | None = None
        self._config: Config | None = None
        self._make: Callable[[Iterable[Note], Config, Sequence[str], Sequence[str], dt.date], Book] | None = None
        self._standing: dict[OutputFileStat, bool] = {}
        self._foreign: tuple[tuple[OutputFileStat, ...], list[str]] | None = None
        self._known: dict[str, tuple[NoteFile, NoteOrFault]] = {}
        self._last_result: tuple[tuple[object, ...], VaultState] | None = None

    def look(self, change: Callable[[Config], Config] | None = None) -> Snapshot:
        """See what lies on the disk. Raises Misuse for a vault or config that cannot be used."""
        self._seen = take_snapshot(self.vault, self._file, change, self._seen)
        return self._seen

    def look_again(self) -> Snapshot:
        """Likewise, for one who does so every few seconds: what changed just before the last look is seen anew."""
        self._seen = take_snapshot(self.vault, self._file, None, self._seen, distrust=True)
        return self._seen

    def refresh(self, seen: Snapshot, as_of: dt.date, progress: ProgressCallback | None = None) -> VaultState:
        """Make the book of a day from what a look has shown; the last state itself if that would be just like it."""
        config = msgspec.structs.replace(seen.loaded.config, as_of=as_of)
        if (context := msgspec.structs.replace(config, as_of=None)) != self._config:
            self._known.clear()
            self._scan, self._config = None, context
        anew, others = self._read(seen.scan, config, progress), self._list_foreign_files(seen)
        key = (config, seen.loaded.faults, others)
        if self._last_result is not None and self._last_result[0] == key and not anew:
            return self._last_result[1]
        copies = tuple(self._find_copies(seen.scan))
        left_out = {fault.path for fault in copies}
        notes, lost, read = {}, [], []
        for file in seen.scan.notes:
            note, fault = self._known[file.path][1].note, self._known[file.path][1].fault
            if file.path in left_out:
                continue
            if note is not None:
                notes[file.path] = note
            else:
                lost.append(file.path)
            if fault is not None:
                read.append(fault)
        files = (*seen.scan.files, *(f"{config.output}/{name}" for name in others))
        if self._make is None:  # here, for a run that finds its last record true needs none
            from netlead_md.vault.book_builder import BookBuilder

            self._make = BookBuilder()
        book = self._make(notes.values(), config, files, (*seen.scan.unreadable, *lost), as_of)
        unused = (*missing_folders(seen.loaded, seen.scan.files), *missing_kinds(seen.loaded, notes.values()))
        faults = (*seen.loaded.faults, *unused, *seen.scan.faults, *read, *copies)
        made = VaultState(self.vault, config, book, notes, faults)
        self._last_result = key, made
        return made

    def _read(self, found: VaultScan, config: Config, progress: ProgressCallback | None) -> bool:
        """Read what is new or changed; whether anything says something else than the last time."""
        known, last = self._known, self._scan
        if last is not None and last.files == found.files and last.unreadable == found.unreadable:
            new = [*compress(found.notes, map(is_not, found.notes, last.notes))]
            new += [file for file in found.notes if file.path in self.failed and file not in new] if self.failed else []
            anew = last.faults != found.faults or bool(new and found.suspects)
        else:
            new = [file for file in found.notes if file.path not in known or known[file.path][0] != file]
            anew = True
            for path in known.keys() - {file.path for file in found.notes}:
                del known[path]
        for count, (file, reading) in enumerate(zip(new, self._reader(new, config), strict=True), 1):
            before = known[file.path][1] if file.path in known else None
            known[file.path] = file, before if before == reading else reading
            anew = anew or before != reading
            if progress is not None and (count % PROGRESS_STEP == 0 or count == len(new)):
                progress(count, len(new))
        self._scan = found
        for file in new:
            (self.failed.add if _may_recover(known[file.path][1]) else self.failed.discard)(file.path)
        self.failed &= known.keys()
        return anew

    def _list_foreign_files(self, seen: Snapshot) -> list[str]:
        """Files without our marker in the output folder: a page takes no such name."""
        if self._foreign is None or self._foreign[0] is not seen.standing:
            known = self._standing
            self._standing = {file: known[file] if file in known else is_foreign(file) for file in seen.standing}
            self._foreign = seen.standing, [file.path for file, theirs in self._standing.items() if theirs]
        return self._foreign[1]

    def _find_copies(self, found: VaultScan) -> Iterator[Fault]:
        """Tell the copies of OneDrive and of macOS by their text from people with such names."""
        by_path = {file.path: file for file in found.notes}
        for file, original in found.suspects:
            if original in by_path:
                copy, other = read_note_file(file).text, read_note_file(by_path[original]).text
                if copy is not None and other is not None and is_near_duplicate(copy, other, file.path):
                    yield Fault(FaultKind.CONFLICT_COPY, file.path, words=(original,))


def _may_recover(reading: NoteOrFault) -> bool:
    """Whether a note may be readable the next time without a sign of it. Modes of POSIX leave one: the change time."""
    fault = reading.fault
    lasting = os.name == "posix" and fault is not None and fault.words == (os.strerror(errno.EACCES).lower(),)
    return fault is not None and fault.trouble == FaultKind.UNREADABLE and not lasting
