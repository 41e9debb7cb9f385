"""What a look at the disk shows, before anything is read."""

import os
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterator
from itertools import compress
from operator import is_, is_not
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.vault import config as configs
from netlead_md.vault import config as obsidian
from netlead_md.vault.cache import LONGEST, is_recent
from netlead_md.vault.errors import vault_error
from netlead_md.vault.marker import OutputFileStat, list_output
from netlead_md.vault.reader import read_signature
from netlead_md.vault.scanner import (
    INODES,
    NoteFile,
    ScanState,
    Signature,
    VaultScan,
    file_signature,
    list_entry_names,
    walk_vault,
)

# A look after another one: where every folder holds the same names, only the notes are asked for their times.
#
# Between two looks of a `watch` hardly anything changes, and it looks every few seconds. Folders are listed each time,
# for not every file system keeps the time of a folder true.


_EVICTS: Final = sys.platform == "darwin"
"""Whether a file may lose its content and keep its times."""


def rescan_vault(
    vault: Path, config: Config, at: int, last: ScanState | None = None, *, distrust: bool = False
) -> ScanState:
    """Scan at a moment (nanoseconds). What is as it was at the last scan, with the same config, is the same value.

    `distrust`: a note that had changed just before it was last looked at becomes a new value, once it has lain still
    for long enough: it may have changed since in a way that its times do not tell. Raises Misuse where the vault
    cannot be listed.
    """
    if last is not None and last.plain and _has_same_names(last):
        notes = _restat_notes(last.scan.notes, at, distrust=distrust)
        if notes is not None:
            return msgspec.structs.replace(last, scan=_replace_notes(last.scan, notes))
    now = walk_vault(vault, config)
    since = at - LONGEST  # nearly every note changed long before
    dated = [
        note if note.signature[0] < since > note.signature[1] else _mark_recent(note, at) for note in now.scan.notes
    ]
    if last is None:
        return msgspec.structs.replace(now, scan=_replace_notes(now.scan, tuple(dated)))
    known = {note.real: note for note in last.scan.notes}
    notes = tuple(_reuse_note(known.get(note.real), note, distrust=distrust) for note in dated)
    scan = _replace_notes(now.scan, notes)
    if scan == last.scan:
        scan = last.scan
    elif scan.files == last.scan.files:
        scan = msgspec.structs.replace(scan, files=last.scan.files)
    return msgspec.structs.replace(now, scan=scan)


def restat_files(scan: VaultScan, files: frozenset[str], at: int) -> VaultScan | None:
    """The scan with what these files say now; None unless each is one of its notes, and still there."""
    some = tuple(note for note in scan.notes if note.real in files)
    now = _restat_notes(some, at, distrust=False) if len(some) == len(files) else None
    if now is None:
        return None
    new = dict(zip((note.real for note in some), now, strict=True))
    return _replace_notes(scan, tuple(new.get(note.real, note) for note in scan.notes))


def _has_same_names(last: ScanState) -> bool:
    try:
        for folder, held in last.folders:
            with os.scandir(folder) as entries:
                if list_entry_names(list(entries)) != held:
                    return False
    except OSError:
        return False
    return True


def _restat_notes(notes: tuple[NoteFile, ...], at: int, *, distrust: bool) -> tuple[NoteFile, ...] | None:
    """The notes with what their files say now; None where one is no file any more that can be read."""
    ask, now, touched = os.stat, list(notes), False
    try:
        for index, note in enumerate(notes):
            status = ask(note.real)
            mtime, ctime, size, inode = note.signature
            if (
                status.st_ctime_ns == ctime
                and status.st_mtime_ns == mtime
                and status.st_size == size
                and (status.st_ino == inode or not INODES)
                and not (note.recent_at or _EVICTS)
            ):
                continue
            if not stat.S_ISREG(status.st_mode) or (_EVICTS and status.st_size and not status.st_blocks):
                return None
            now[index] = _reuse_note(
                note, _mark_recent(NoteFile(note.path, note.real, file_signature(status)), at), distrust=distrust
            )
            touched = touched or now[index] is not note
    except OSError:
        return None
    return tuple(now) if touched else notes


def _mark_recent(note: NoteFile, at: int) -> NoteFile:
    return msgspec.structs.replace(note, recent_at=at) if is_recent(note.signature, at) else note


def _reuse_note(before: NoteFile | None, now: NoteFile, *, distrust: bool) -> NoteFile:
    if before is None or before.signature != now.signature or before.path != now.path:
        return now
    return now if distrust and before.recent_at and not now.recent_at else before


def _replace_notes(scan: VaultScan, notes: tuple[NoteFile, ...]) -> VaultScan:
    """The scan with these notes in the place of its own, of the same names; itself if they are the same."""
    if notes is scan.notes or all(map(is_, scan.notes, notes)):
        return scan
    by_path = {note.path: note for note in notes} if scan.suspects else {}
    suspects = tuple((by_path[note.path], original) for note, original in scan.suspects)
    return msgspec.structs.replace(scan, notes=notes, suspects=suspects)


class Snapshot(msgspec.Struct, frozen=True):
    """What a look at the disk shows, before anything is read: a `watch` compares one with the next."""

    loaded: configs.LoadedConfig
    scan: VaultScan
    standing: tuple[OutputFileStat, ...]
    """All that stands in the output folder."""
    settings: tuple[tuple[str, Signature], ...]
    """Config, Obsidian's settings, the user's templates."""
    at: int
    """When the look began, in nanoseconds: what changed just before may change again without a sign."""
    walked: ScanState = ScanState(VaultScan())
    """What makes the next look cheap."""
    root: tuple[int, int] = (0, 0)
    """Device and inode of the vault: a drive that is taken off leaves another folder in its place."""

    def signatures(self) -> dict[str, Signature]:
        """Everything that a page depends on, by path."""
        lost = dict.fromkeys(self.scan.unreadable, (0, 0, 0, 0))
        return lost | {note.path: note.signature for note in self.scan.notes} | dict(self.settings)


def take_snapshot(
    vault: Path,
    file: Path | None,
    change: Callable[[Config], Config] | None = None,
    last: Snapshot | None = None,
    *,
    distrust: bool = False,
) -> Snapshot:
    """See what lies on the disk; what is as it was at the last look is the same value, as far as it can be trusted.

    Raises Misuse for a vault or config that cannot be used.
    """
    at = time.time_ns()
    loaded = configs.load_config(vault, file)
    if change is not None:
        loaded = msgspec.structs.replace(loaded, config=change(loaded.config))
    config = loaded.config
    known = last if last is not None and _scan_rules(last.loaded.config) == _scan_rules(config) else None
    walked = rescan_vault(vault, config, at, known.walked if known else None, distrust=distrust)
    stands = list_output(vault / config.output)
    return Snapshot(
        known.loaded if known and known.loaded == loaded else loaded,
        walked.scan,
        known.standing if known and known.standing == stands else stands,
        tuple(_list_setting_files(vault, file, config)),
        at,
        walked,
        _vault_identity(vault),
    )


def refresh_snapshot(last: Snapshot, paths: Collection[str]) -> Snapshot | None:
    """The last look, with what these files (as the system calls them) say now; None if they are not all its notes."""
    at = time.time_ns()
    scan = restat_files(last.scan, frozenset(paths), at)
    return None if scan is None else msgspec.structs.replace(last, scan=scan, at=at)


def _scan_rules(config: Config) -> tuple[object, ...]:
    """What decides which files are notes."""
    return config.output, config.excluded, config.template_folders


def _vault_identity(vault: Path) -> tuple[int, int]:
    try:
        status = vault.stat()
    except OSError as error:
        raise vault_error(error) from None
    return status.st_dev, status.st_ino


def _list_setting_files(vault: Path, config_file: Path | None, config: Config) -> Iterator[tuple[str, Signature]]:
    files = [config_file or vault / configs.CONFIG_NAME, *list_template_files(vault, config)]
    files += [vault / obsidian.OBSIDIAN_FOLDER / name for name in obsidian.OBSIDIAN_FILES]
    for file in files:
        try:
            yield file.as_posix(), read_signature(str(file))
        except OSError:
            continue


def list_template_files(vault: Path, config: Config) -> list[Path]:
    """List the user's own page templates, sorted."""
    folder = vault / config.templates
    return sorted(filter(Path.is_file, folder.glob("*.jinja"))) if config.templates and folder.is_dir() else []


# What is another at one look than at the look before.


class SnapshotDiff(msgspec.Struct, frozen=True):
    """Paths, each list sorted. Notes and files by their path in the vault, settings by their whole path."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    """Notes that had changed just before they were looked at: to be read again, to be sure."""
    pages: tuple[str, ...] = ()
    """In the output folder, and not as they should be."""
    notes: tuple[str, ...] = ()
    """Those of `added`, `changed` and `removed` that lie in the vault and are no settings."""

    @property
    def count(self) -> int:
        """Paths that had to be looked into, pages left aside."""
        return len(self.added) + len(self.changed) + len(self.removed) + len(self.doubtful)


def diff_snapshots(last: Snapshot, now: Snapshot, pages: tuple[str, ...] = ()) -> SnapshotDiff:
    """Compare two looks; the `pages` are passed on."""
    added, removed, odd = _compare_notes(last.scan, now.scan)
    changed = {note.path for before, note in odd if before.signature != note.signature}
    if last.scan.unreadable != now.scan.unreadable or last.scan.faults != now.scan.faults:
        turned = {fault.path for fault in {*last.scan.faults} ^ {*now.scan.faults}}
        changed |= (turned | ({*last.scan.unreadable} ^ {*now.scan.unreadable})) - added - removed
    before, after = dict(last.settings), dict(now.settings)
    settings = {path for path, signature in after.items() if path in before and before[path] != signature}
    if last.loaded != now.loaded and before == after:
        settings.add(now.loaded.path)  # within one tick of the clock
    return SnapshotDiff(
        added=tuple(sorted(added | (after.keys() - before.keys()))),
        changed=tuple(sorted(changed | settings)),
        removed=tuple(sorted(removed | (before.keys() - after.keys()))),
        doubtful=tuple(sorted(note.path for _, note in odd if note.path not in changed)),
        pages=pages,
        notes=tuple(sorted(added | changed | removed)),
    )


def _compare_notes(last: VaultScan, now: VaultScan) -> tuple[set[str], set[str], list[tuple[NoteFile, NoteFile]]]:
    """Paths that came, paths that went, and each note that is another value than before, beside that one."""
    if last is now:
        return set(), set(), []
    if last.files is now.files and last.unreadable == now.unreadable:
        pairs = compress(zip(last.notes, now.notes, strict=True), map(is_not, last.notes, now.notes))
        return set(), set(), [(before, note) for before, note in pairs if before != note]
    known = {note.path: note for note in last.notes}
    odd = [(known[note.path], note) for note in now.notes if note.path in known and known[note.path] != note]
    were, are = {*last.files, *last.unreadable}, {*now.files, *now.unreadable}
    return are - were, were - are, odd
