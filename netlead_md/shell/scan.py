"""What lies in the vault: notes with their signatures, and everything that a link may name (COMPATIBILITY 13–18)."""

import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.place import Fault, Trouble
from netlead_md.shell import copies
from netlead_md.shell.left_out import ignored, skips
from netlead_md.shell.misuse import no_vault, system_words

Signature = tuple[int, int, int, int]
"""mtime_ns, ctime_ns, size, inode: what SPEC §6 compares."""
INODES: Final = os.name != "nt"
"""Windows tells no inode where it lists a folder."""

_ICLOUD: Final = re.compile(r"\.(.+)\.icloud$")


class Found(msgspec.Struct, frozen=True):
    """One note that can be read."""

    path: str
    """In the vault, `/` between parts, NFC."""
    real: str
    """As the system calls it: the two differ where it hands out NFD."""
    signature: Signature
    young: int = 0
    """When it was looked at, in nanoseconds, if it had changed so shortly before that a change since may not show."""


class Scan(msgspec.Struct, frozen=True):
    notes: tuple[Found, ...] = ()
    files: tuple[str, ...] = ()
    """Everything that a link can name, notes that are none of ours included; sorted."""
    unreadable: tuple[str, ...] = ()
    """Notes that exist and cannot be read."""
    suspects: tuple[tuple[Found, str], ...] = ()
    """(note, path of a note): a sync tool's copy of the other if their texts are nearly the same."""
    faults: tuple[Fault, ...] = ()


class Walked(msgspec.Struct, frozen=True):
    """A scan, with what lets the next one of the same vault be cheap."""

    scan: Scan
    folders: tuple[tuple[str, frozenset[str]], ...] = ()
    """Each folder as the system calls it, and what it held: see `names`."""
    plain: bool = False
    """Whether the names and the notes' times show every change: no links, and nothing that failed."""


def signature(status: os.stat_result) -> Signature:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino if INODES else 0


def scan(vault: Path, config: Config, *, system: str = sys.platform) -> Scan:
    """Walk the vault. Raises Misuse where the vault itself cannot be listed."""
    return walk(vault, config, system=system).scan


def walk(vault: Path, config: Config, *, system: str = sys.platform) -> Walked:
    """Likewise, for one who will look again."""
    walk = _Walk(vault, config, system)
    return Walked(walk.scan(), tuple(walk.folders), walk.plain)


def names(entries: Sequence[os.DirEntry[str]]) -> frozenset[str]:
    """What a folder holds; what is no plain file is named a second time, with its kind."""
    other = [entry for entry in entries if not entry.is_file(follow_symlinks=False)]
    kinds = [f"{entry.name}/{'link' if entry.is_symlink() else entry.is_dir()}" for entry in other]
    return frozenset([*[entry.name for entry in entries], *kinds])


class _Walk:
    """One walk; gathers what it meets. Links come after everything else, so that the file itself keeps its name."""

    def __init__(self, vault: Path, config: Config, system: str) -> None:
        self.vault = os.fspath(vault)
        self.output = config.output
        self.system = system
        self.skips = skips(config)
        self.notes: dict[str, Found] = {}
        self.files: list[str] = []
        self.unreadable: list[str] = []
        self.faults: list[Fault] = []
        self.folders: list[tuple[str, frozenset[str]]] = []
        self.plain = True
        self.links: list[os.DirEntry[str]] = []
        self.seen: set[tuple[int, int]] = set()
        """Folders walked and notes met: (device, inode)."""

    def scan(self) -> Scan:
        try:
            root = os.stat(self.vault)  # noqa: PTH116  (a whole scan has the time of a few thousand such calls)
            os.listdir(self.vault)  # noqa: PTH208
        except OSError as error:
            raise no_vault(error) from None
        self.seen.add((root.st_dev, root.st_ino))
        self._folder(self.vault)
        while self.links:
            self.plain = False
            self._link(self.links.pop(0))
        return self._sorted()

    def _sorted(self) -> Scan:
        files = tuple(sorted(self.files))
        notes = {path: self.notes[path] for path in files if path in self.notes}
        copied, unsure = copies.tell_apart(notes)
        self.faults += [Fault(Trouble.CONFLICT_COPY, copy, words=(original,)) for copy, original in copied.items()]
        self.faults += _clashes(notes)
        skip = self.skips.search if self.skips else lambda _: None
        ours = [note for path, note in notes.items() if path not in copied and not skip(path)]
        return Scan(
            notes=tuple(ours),
            files=files,
            unreadable=tuple(sorted(self.unreadable)),
            suspects=tuple((note, unsure[note.path]) for note in ours if note.path in unsure),
            faults=tuple(sorted(self.faults, key=lambda fault: (fault.path, fault.trouble))),
        )

    def _folder(self, folder: str) -> None:
        stack = [folder]
        while stack:
            now = stack.pop()
            try:
                with os.scandir(now) as entries:
                    listed = list(entries)
            except OSError as error:
                self.plain = False
                self._fault(Trouble.UNREADABLE, self._path(now), system_words(error))
                continue
            self.folders.append((now, names(listed)))
            self._listed(listed, f"{self._path(now)}/".removeprefix("/"), stack)

    def _listed(self, listed: list[os.DirEntry[str]], inside: str, stack: list[str]) -> None:
        further = []
        for entry in listed:
            name = entry.name
            path = inside + name if name.isascii() else self._path(entry.path)
            if name[-3:] == ".md" and name[0] not in ".~" and entry.is_file(follow_symlinks=False):
                self._note(entry, path)  # what nearly every file is has a short way: ten thousand go it
            elif ignored(name) or path == self.output:
                self._cloud(entry)
            elif entry.is_symlink() or entry.is_dir():
                further.append(entry)
            else:
                self._take(entry, path)
        further.sort(key=attrgetter("name"))
        self.links += [entry for entry in further if entry.is_symlink()]
        stack += [entry.path for entry in further if not entry.is_symlink() and self._first(entry)]

    def _cloud(self, entry: os.DirEntry[str]) -> None:
        """`.Ada.md.icloud` stands for a note that is not on this machine."""
        named = None if entry.is_symlink() else _ICLOUD.fullmatch(entry.name)
        if named is not None and named[1].lower().endswith(".md"):
            self._lost(Trouble.NOT_DOWNLOADED, self._path(os.path.join(os.path.dirname(entry.path), named[1])))  # noqa: PTH118, PTH120

    def _first(self, entry: os.DirEntry[str]) -> bool:
        status = os.stat(entry.path)  # noqa: PTH116  (on Windows an entry knows neither, and a junction is no link)
        key = (status.st_dev, status.st_ino)
        known = key in self.seen
        self.seen.add(key)
        return not known

    def _link(self, entry: os.DirEntry[str]) -> None:
        path = self._path(entry.path)
        try:
            status = entry.stat()
        except OSError as error:
            loops = "too many levels" in system_words(error)
            if entry.name.lower().endswith(".md"):
                words = () if loops else (system_words(error),)
                self._lost(Trouble.SYMLINK_LOOP if loops else Trouble.UNREADABLE, path, *words)
            elif loops:
                self._fault(Trouble.SYMLINK_LOOP, path)
            return
        key = (status.st_dev, status.st_ino)
        if entry.is_dir():
            if _above(entry.path):  # one above the vault too: behind it lies all that lies beside the vault
                self._fault(Trouble.SYMLINK_LOOP, path)
            elif key not in self.seen:
                self.seen.add(key)
                self._folder(entry.path)
        elif key not in self.seen:
            self._take(entry, path)

    def _take(self, entry: os.DirEntry[str], path: str) -> None:
        if path[-3:].lower() != ".md":
            self.files.append(path)
        else:
            self._note(entry, path)

    def _note(self, entry: os.DirEntry[str], path: str) -> None:
        try:
            status = entry.stat()
        except OSError as error:
            self.plain = False
            self._lost(Trouble.UNREADABLE, path, system_words(error))
            return
        self.seen.add((status.st_dev, status.st_ino))
        if "\ufffd" in path:
            self._lost(Trouble.UNREADABLE, path, "its name is not UTF-8")
        elif not stat.S_ISREG(status.st_mode):
            self._lost(Trouble.UNREADABLE, path, "it is no ordinary file")  # to open a pipe may take for ever
        elif self.system == "darwin" and status.st_size and not status.st_blocks:
            self.plain = False
            self._lost(Trouble.NOT_DOWNLOADED, path)
        else:
            self.files.append(path)
            self.notes[path] = Found(path, entry.path, signature(status))

    def _lost(self, trouble: Trouble, path: str, *words: str) -> None:
        self.unreadable.append(path)
        self.files.append(path)
        self._fault(trouble, path, *words)

    def _fault(self, trouble: Trouble, path: str, *words: str) -> None:
        self.faults.append(Fault(trouble, path, words=words))

    def _path(self, real: str) -> str:
        path = real[len(self.vault) :].lstrip(os.sep)
        path = path.replace(os.sep, "/") if os.sep != "/" else path
        if path.isascii():
            return path
        return unicodedata.normalize("NFC", path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _above(link: str) -> bool:
    """Whether a link leads to a folder that it lies in."""
    return Path(link).parent.resolve().is_relative_to(Path(link).resolve())


def _clashes(notes: dict[str, Found]) -> Iterator[Fault]:
    """Name two notes that are one on a system that does not tell case apart. They come sorted."""
    first: dict[str, str] = {}
    for path in notes:
        other = first.setdefault(path.casefold(), path)
        if other != path:
            yield Fault(Trouble.CASE_CLASH, path, words=(other,))
