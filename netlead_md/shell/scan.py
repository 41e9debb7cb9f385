"""What lies in the vault: notes with their signatures, and everything that a link may name (COMPATIBILITY 13–18)."""

import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.place import Fault, Trouble
from netlead_md.shell import copies
from netlead_md.shell.misuse import Misuse, system_words

Signature = tuple[int, int, int, int]
"""mtime_ns, ctime_ns, size, inode: what SPEC §6 compares."""

_TEMPORARY: Final = re.compile(r"~syncthing~|~\$")
_ICLOUD: Final = re.compile(r"\.(.+)\.icloud$")


class Found(msgspec.Struct, frozen=True):
    """One note that can be read."""

    path: str
    """In the vault, `/` between parts, NFC."""
    real: str
    """As the system calls it: the two differ where it hands out NFD."""
    signature: Signature


class Scan(msgspec.Struct, frozen=True):
    notes: tuple[Found, ...] = ()
    files: tuple[str, ...] = ()
    """Everything that a link can name, notes that are none of ours included; sorted."""
    unreadable: tuple[str, ...] = ()
    """Notes that exist and cannot be read."""
    suspects: tuple[tuple[Found, str], ...] = ()
    """(note, path of a note): a sync tool's copy of the other if their texts are nearly the same."""
    faults: tuple[Fault, ...] = ()


def scan(vault: Path, config: Config, *, system: str = sys.platform) -> Scan:
    """Walk the vault in sorted order. Raises Misuse where the vault itself cannot be listed."""
    return _Walk(vault, config, system).scan()


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
        self.links: list[os.DirEntry[str]] = []
        self.seen: set[tuple[int, int]] = set()
        """Folders walked and notes met: (device, inode)."""

    def scan(self) -> Scan:
        try:
            root = os.stat(self.vault)  # noqa: PTH116  (a whole scan has the time of a few thousand such calls)
            os.listdir(self.vault)  # noqa: PTH208
        except OSError as error:
            raise Misuse(f"the vault cannot be read: {system_words(error)}", cure="name a folder of notes") from None
        self.seen.add((root.st_dev, root.st_ino))
        self._folder(self.vault)
        while self.links:
            self._link(self.links.pop(0))
        return self._sorted()

    def _sorted(self) -> Scan:
        copied, unsure = copies.tell_apart(self.notes)
        self.faults += [Fault(Trouble.CONFLICT_COPY, copy, words=(original,)) for copy, original in copied.items()]
        self.faults += _clashes(self.notes)
        ours = [note for path, note in sorted(self.notes.items()) if not (path in copied or self._skipped(path))]
        return Scan(
            notes=tuple(ours),
            files=tuple(sorted(self.files)),
            unreadable=tuple(sorted(self.unreadable)),
            suspects=tuple((note, unsure[note.path]) for note in ours if note.path in unsure),
            faults=tuple(sorted(self.faults, key=lambda fault: (fault.path, fault.trouble))),
        )

    def _skipped(self, path: str) -> bool:
        return self.skips is not None and self.skips.search(path) is not None

    def _folder(self, folder: str) -> None:
        stack = [folder]
        while stack:
            now = stack.pop()
            try:
                with os.scandir(now) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self._fault(Trouble.UNREADABLE, self._path(now), system_words(error))
                continue
            for entry in listed:
                if entry.is_symlink():
                    self.links += [entry] if not self._ignored(entry) else []
                elif self._ignored(entry):
                    self._cloud(entry)
                elif entry.is_dir(follow_symlinks=False):
                    stack += [entry.path] if self._first(entry) else []
                else:
                    self._file(entry)

    def _ignored(self, entry: os.DirEntry[str]) -> bool:
        name = entry.name
        if name.startswith(".") or name == "node_modules" or _TEMPORARY.match(name):
            return True
        return name == self.output.rpartition("/")[2] and self._path(entry.path) == self.output

    def _cloud(self, entry: os.DirEntry[str]) -> None:
        """`.Ada.md.icloud` stands for a note that is not on this machine."""
        if (named := _ICLOUD.fullmatch(entry.name)) and named[1].lower().endswith(".md"):
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
                self._lost(
                    *((Trouble.SYMLINK_LOOP, path) if loops else (Trouble.UNREADABLE, path, system_words(error)))
                )
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
            self._file(entry)

    def _file(self, entry: os.DirEntry[str]) -> None:
        path = self._path(entry.path)
        if not path.lower().endswith(".md"):
            self.files.append(path)
            return
        try:
            status = entry.stat()
        except OSError as error:
            self._lost(Trouble.UNREADABLE, path, system_words(error))
            return
        self.seen.add((status.st_dev, status.st_ino))
        if "\ufffd" in path:
            self._lost(Trouble.UNREADABLE, path, "its name is not UTF-8")
        elif not stat.S_ISREG(status.st_mode):
            self._lost(Trouble.UNREADABLE, path, "it is no ordinary file")  # to open a pipe may take for ever
        elif self.system == "darwin" and status.st_size and not status.st_blocks:
            self._lost(Trouble.NOT_DOWNLOADED, path)
        else:
            self.files.append(path)
            signature = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
            self.notes[path] = Found(path, entry.path, signature)

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
    """Name two notes that are one on a system that does not tell case apart."""
    first: dict[str, str] = {}
    for path in sorted(notes):
        other = first.setdefault(path.casefold(), path)
        if other != path:
            yield Fault(Trouble.CASE_CLASH, path, words=(other,))


def skips(config: Config) -> re.Pattern[str] | None:
    """Notes that are none of ours and yet can be linked: excluded in Obsidian, or templates (COMPATIBILITY 4, 13)."""
    parts = [f"(?i:{_excluded(text)})" for text in config.excluded]
    parts += [rf"(?i:^{re.escape(folder)}(?:/|\.md$))" for folder in config.template_folders]
    return re.compile("|".join(parts)) if parts else None


def _excluded(text: str) -> str:
    """A `/regex/`, else the beginning of a path. What is no regex for Python is taken as its letters."""
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):  # noqa: PLR2004  (two slashes and something)
        try:
            re.compile(f"(?i:{text[1:-1]})")
        except re.error:
            return re.escape(text)
        return text[1:-1]
    return "^" + re.escape(text)
