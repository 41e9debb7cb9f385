"""A look after another one: where every folder holds the same names, only the notes are asked for their times.

Between two looks of a `watch` hardly anything changes, and it looks every few seconds. Folders are listed each time,
for not every file system keeps the time of a folder true.
"""

import os
import stat
import sys
from operator import is_
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.shell.cache import LONGEST, young
from netlead_md.shell.scan import INODES, Found, Scan, Walked, names, signature, walk

_EVICTS: Final = sys.platform == "darwin"
"""Whether a file may lose its content and keep its times."""


def rescan(vault: Path, config: Config, at: int, last: Walked | None = None, *, distrust: bool = False) -> Walked:
    """Scan at a moment (nanoseconds). What is as it was at the last scan, with the same config, is the same value.

    `distrust`: a note that had changed just before it was last looked at becomes a new value, once it has lain still
    for long enough: it may have changed since in a way that its times do not tell. Raises Misuse where the vault
    cannot be listed.
    """
    if last is not None and last.plain and _same_names(last):
        notes = _asked(last.scan.notes, at, distrust=distrust)
        if notes is not None:
            return msgspec.structs.replace(last, scan=_with(last.scan, notes))
    now = walk(vault, config)
    since = at - LONGEST  # nearly every note changed long before
    dated = [note if note.signature[0] < since > note.signature[1] else _dated(note, at) for note in now.scan.notes]
    if last is None:
        return msgspec.structs.replace(now, scan=_with(now.scan, tuple(dated)))
    known = {note.real: note for note in last.scan.notes}
    notes = tuple(_kept(known.get(note.real), note, distrust=distrust) for note in dated)
    scan = _with(now.scan, notes)
    if scan == last.scan:
        scan = last.scan
    elif scan.files == last.scan.files:
        scan = msgspec.structs.replace(scan, files=last.scan.files)
    return msgspec.structs.replace(now, scan=scan)


def asked(scan: Scan, files: frozenset[str], at: int) -> Scan | None:
    """The scan with what these files say now; None unless each is one of its notes, and still there."""
    some = tuple(note for note in scan.notes if note.real in files)
    now = _asked(some, at, distrust=False) if len(some) == len(files) else None
    if now is None:
        return None
    new = dict(zip((note.real for note in some), now, strict=True))
    return _with(scan, tuple(new.get(note.real, note) for note in scan.notes))


def _same_names(last: Walked) -> bool:
    try:
        for folder, held in last.folders:
            with os.scandir(folder) as entries:
                if names(list(entries)) != held:
                    return False
    except OSError:
        return False
    return True


def _asked(notes: tuple[Found, ...], at: int, *, distrust: bool) -> tuple[Found, ...] | None:
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
                and not (note.young or _EVICTS)
            ):
                continue
            if not stat.S_ISREG(status.st_mode) or (_EVICTS and status.st_size and not status.st_blocks):
                return None
            now[index] = _kept(note, _dated(Found(note.path, note.real, signature(status)), at), distrust=distrust)
            touched = touched or now[index] is not note
    except OSError:
        return None
    return tuple(now) if touched else notes


def _dated(note: Found, at: int) -> Found:
    return msgspec.structs.replace(note, young=at) if young(note.signature, at) else note


def _kept(before: Found | None, now: Found, *, distrust: bool) -> Found:
    if before is None or before.signature != now.signature or before.path != now.path:
        return now
    return now if distrust and before.young and not now.young else before


def _with(scan: Scan, notes: tuple[Found, ...]) -> Scan:
    """The scan with these notes in the place of its own, of the same names; itself if they are the same."""
    if notes is scan.notes or all(map(is_, scan.notes, notes)):
        return scan
    by_path = {note.path: note for note in notes} if scan.suspects else {}
    suspects = tuple((by_path[note.path], original) for note, original in scan.suspects)
    return msgspec.structs.replace(scan, notes=notes, suspects=suspects)
