"""What lies in the vault: notes with their signatures, and everything that a link may name (COMPATIBILITY 13–18)."""

import os
import re
import stat
import sys
import time
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind
from netlead_md.vault import config as obsidian
from netlead_md.vault.errors import system_message, vault_error
from netlead_md.vault.real_path import resolve_links

# Copies that sync tools leave beside a note (COMPATIBILITY 15): no people, and named once.


_SURE: Final = re.compile(
    r"""^(?P<stem>.+?)(?:
        \ \(Conflicted\ copy(?:\ [^()]*)?\)            # Obsidian Sync
      | \.sync-conflict-[^/]*                           # Syncthing
      | \ \([^()]*['’]s\ conflicted\ copy[^()]*\)       # Dropbox
    )\.md$""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^(?P<stem>.+) \d{1,2}\.md$", re.IGNORECASE)
_DATED: Final = re.compile(r"^[ \t]*+(?:[-*+]|#+) .*\d{4}-\d{1,2}", re.MULTILINE)
_NEARLY: Final = 0.8


def find_original(path: str) -> str | None:
    """Name the note of which this is a copy by the look of its name alone."""
    folder, slash, name = path.rpartition("/")
    found = _SURE.match(name)
    return f"{folder}{slash}{found['stem']}.md" if found else None


def find_suspected_original(path: str, paths: Collection[str]) -> str | None:
    """Name the existing note that this may copy: `N-HOST.md` (OneDrive) and `N 2.md` beside `N.md`.

    Only the texts can tell, for `Anna-Maria.md` beside `Anna.md` is usually somebody.
    """
    folder, slash, name = path.rpartition("/")
    if found := _NUMBER.match(name):
        candidate = f"{folder}{slash}{found['stem']}.md"
        return candidate if candidate in paths else None
    end = name.rfind("-")
    while end > 0:
        candidate = f"{folder}{slash}{name[:end]}.md"
        if candidate in paths:
            return candidate
        end = name.rfind("-", 0, end)
    return None


def split_off_copies(paths: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Split off what is a copy for sure, and what may be one; each with its original, in the order of the paths."""
    sure = {path: original for path in paths if "conflict" in path.lower() and (original := find_original(path))}
    known = paths if not sure else {path: None for path in paths if path not in sure}
    maybe = (path for path in known if "-" in path or path[-4:-3].isdecimal())
    return sure, {path: other for path in maybe if (other := find_suspected_original(path, known))}


def is_near_duplicate(copy: str, original: str, path: str) -> bool:
    """Compare two texts: all but one stretch must be the same.

    A `-HOST` copy must also hold a dated line, for two people may well have the same few fields.
    """
    if not _NUMBER.match(path.rpartition("/")[2]) and not _DATED.search(copy):
        return False
    shorter, longer = sorted((copy, original), key=len)
    if len(shorter) < _NEARLY * len(longer):
        return False
    start = _common_prefix_length(shorter, longer)
    end = _common_prefix_length(shorter[start:][::-1], longer[start:][::-1])
    return start + end >= _NEARLY * len(longer)


def _common_prefix_length(one: str, other: str) -> int:
    """Count the characters that two texts begin with in common."""
    return next(
        (count for count, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


# What lies in the vault and is nobody's note (COMPATIBILITY 4, 13, 15).


_BEGINS: Final = (".", "~$", "~syncthing~")
_ENDS: Final = ("~", ".tmp", ".swp", ".part", ".crdownload")

_PATIENCE: Final = 1.0
"""Seconds of processor time that one pattern of the user's may take in a vault."""
TEMPLATES: Final = frozenset({
    "templates", "template", "_templates", "vorlagen", "vorlage", "modèles", "modèle", "plantillas", "plantilla",
})  # fmt: skip
"""Folders of these names hold templates whatever the settings say, unless `[folders]` names one.

Those of the lexicon, written out: a run that finds nothing new reads no lexicon.
"""
_LEAST: Final = 0.001


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is none for us: hidden, or a temporary of an editor or a sync tool."""
    return name.startswith(_BEGINS) or name.lower().endswith(_ENDS) or name == "node_modules"


class LeftOut(msgspec.Struct, frozen=True):
    """Notes that are none of ours and yet can be linked: excluded in Obsidian, or templates (COMPATIBILITY 4, 13)."""

    paths: frozenset[str]
    given_up: tuple[str, ...] = ()
    """Patterns of the user's that took too long: nothing is left out because of them."""


def find_left_out(config: Config, paths: Collection[str]) -> LeftOut:
    """Which of these paths are left out. A `/regex/` of the user's may take a second for all of them."""
    plain = [re.escape(text) for text in config.excluded if not _is_pattern(text)]
    plain += [rf"{re.escape(folder)}(?:/|\.md\Z)" for folder in config.template_folders]
    if not any(folder.lower().strip("/").rpartition("/")[2] in TEMPLATES for folder in config.folders):
        plain.append(rf"(?:.*/)?(?:{'|'.join(sorted(TEMPLATES))})/")
    begins = re.compile("|".join(plain), re.IGNORECASE) if plain else None
    found = {path for path in paths if begins.match(path)} if begins is not None else set()
    given_up: list[str] = []
    for text in config.excluded:
        if _is_pattern(text):
            matched = _matched(text, paths)
            found.update(matched or ())
            given_up += [text] if matched is None else []
    return LeftOut(frozenset(found), tuple(given_up))


def _is_pattern(text: str) -> bool:
    return len(text) > 2 and text.startswith("/") and text.endswith("/")  # noqa: PLR2004  (two slashes and something)


def _matched(text: str, paths: Collection[str]) -> list[str] | None:
    """The paths that a pattern matches; None where it takes too long. What is no regex is taken as its letters."""
    import regex

    try:
        pattern = regex.compile(text[1:-1], regex.IGNORECASE)
    except regex.error:
        pattern = regex.compile(regex.escape(text), regex.IGNORECASE)
    end = time.process_time() + _PATIENCE
    matched = []
    try:
        for path in paths:
            if pattern.search(path, timeout=max(_LEAST, end - time.process_time())):
                matched.append(path)  # noqa: PERF401  (the time that is left depends on those before)
    except TimeoutError:
        return None
    return matched


Signature = tuple[int, int, int, int]
"""mtime_ns, ctime_ns, size, inode: what SPEC §6 compares."""
INODES: Final = os.name != "nt"
"""Windows tells no inode where it lists a folder."""

_ICLOUD: Final = re.compile(r"\.(.+)\.icloud$")


class NoteFile(msgspec.Struct, frozen=True):
    """One note that can be read."""

    path: str
    """In the vault, `/` between parts, NFC."""
    real: str
    """As the system calls it: the two differ where it hands out NFD."""
    signature: Signature
    recent_at: int = 0
    """When it was looked at, in nanoseconds, if it had changed so shortly before that a change since may not show."""


class VaultScan(msgspec.Struct, frozen=True):
    notes: tuple[NoteFile, ...] = ()
    files: tuple[str, ...] = ()
    """Everything that a link can name, notes that are none of ours included; sorted."""
    unreadable: tuple[str, ...] = ()
    """Notes that exist and cannot be read."""
    suspects: tuple[tuple[NoteFile, str], ...] = ()
    """(note, path of a note): a sync tool's copy of the other if their texts are nearly the same."""
    faults: tuple[Fault, ...] = ()


class ScanState(msgspec.Struct, frozen=True):
    """A scan, with what lets the next one of the same vault be cheap."""

    scan: VaultScan
    folders: tuple[tuple[str, frozenset[str]], ...] = ()
    """Each folder as the system calls it, and what it held: see `names`."""
    plain: bool = False
    """Whether the names and the notes' times show every change: no links, and nothing that failed."""


def file_signature(status: os.stat_result) -> Signature:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino if INODES else 0


def scan_vault(vault: Path, config: Config, *, system: str = sys.platform) -> VaultScan:
    """Walk the vault. Raises Misuse where the vault itself cannot be listed."""
    return walk_vault(vault, config, system=system).scan


def walk_vault(vault: Path, config: Config, *, system: str = sys.platform) -> ScanState:
    """Likewise, for one who will look again."""
    walk = _VaultWalker(vault, config, system)
    return ScanState(walk.scan(), tuple(walk.folders), walk.plain)


def list_entry_names(entries: Sequence[os.DirEntry[str]]) -> frozenset[str]:
    """What a folder holds; what is no plain file is named a second time, with its kind."""
    other = [entry for entry in entries if not entry.is_file(follow_symlinks=False)]
    kinds = [f"{entry.name}/{'link' if entry.is_symlink() else entry.is_dir()}" for entry in other]
    return frozenset([*[entry.name for entry in entries], *kinds])


class _VaultWalker:
    """One walk; gathers what it meets. Links come after everything else, so that the file itself keeps its name."""

    def __init__(self, vault: Path, config: Config, system: str) -> None:
        self.vault = os.fspath(vault)
        self.output = config.output
        self.system = system
        self.config = config
        self.notes: dict[str, NoteFile] = {}
        self.files: list[str] = []
        self.unreadable: list[str] = []
        self.faults: list[Fault] = []
        self.folders: list[tuple[str, frozenset[str]]] = []
        self.plain = True
        self.links: list[os.DirEntry[str]] = []
        self.seen: set[tuple[int, int]] = set()
        """Folders walked and notes met: (device, inode)."""

    def scan(self) -> VaultScan:
        try:
            root = os.stat(self.vault)  # noqa: PTH116  (a whole scan has the time of a few thousand such calls)
            os.listdir(self.vault)  # noqa: PTH208
        except OSError as error:
            raise vault_error(error) from None
        self.seen.add((root.st_dev, root.st_ino))
        self._folder(self.vault)
        while self.links:
            self.plain = False
            self._follow_link(self.links.pop(0))
        return self._sorted()

    def _sorted(self) -> VaultScan:
        files = tuple(sorted(self.files))
        notes = {path: self.notes[path] for path in files if path in self.notes}
        copied, unsure = split_off_copies(notes)
        self.faults += [Fault(FaultKind.CONFLICT_COPY, copy, words=(original,)) for copy, original in copied.items()]
        self.faults += _find_case_clashes(notes)
        left_out = find_left_out(self.config, notes)
        self.faults += [
            Fault(FaultKind.PATTERN_TOO_SLOW, obsidian.SETTINGS, words=(text,)) for text in left_out.given_up
        ]
        ours = [note for path, note in notes.items() if path not in copied and path not in left_out.paths]
        return VaultScan(
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
                self._fault(FaultKind.UNREADABLE, self._path(now), system_message(error))
                continue
            self.folders.append((now, list_entry_names(listed)))
            self._scan_entries(listed, f"{self._path(now)}/".removeprefix("/"), stack)

    def _scan_entries(self, listed: list[os.DirEntry[str]], inside: str, stack: list[str]) -> None:
        further = []
        for entry in listed:
            name = entry.name
            path = inside + name if name.isascii() else self._path(entry.path)
            if name[-3:] == ".md" and name[0] not in ".~" and entry.is_file(follow_symlinks=False):
                self._add_note(entry, path)  # what nearly every file is has a short way: ten thousand go it
            elif is_ignored(name) or path == self.output:
                self._add_placeholder(entry)
            elif entry.is_symlink() or entry.is_dir():
                further.append(entry)
            else:
                self._add_file(entry, path)
        further.sort(key=attrgetter("name"))
        self.links += [entry for entry in further if entry.is_symlink()]
        stack += [entry.path for entry in further if not entry.is_symlink() and self._first(entry)]

    def _add_placeholder(self, entry: os.DirEntry[str]) -> None:
        """`.Ada.md.icloud` stands for a note that is not on this machine."""
        named = None if entry.is_symlink() else _ICLOUD.fullmatch(entry.name)
        if named is not None and named[1].lower().endswith(".md"):
            note = os.path.join(os.path.dirname(entry.path), named[1])  # noqa: PTH118, PTH120
            self._add_unreadable(FaultKind.NOT_DOWNLOADED, self._path(note))

    def _first(self, entry: os.DirEntry[str]) -> bool:
        status = os.stat(entry.path)  # noqa: PTH116  (on Windows an entry knows neither, and a junction is no link)
        key = (status.st_dev, status.st_ino)
        known = key in self.seen
        self.seen.add(key)
        return not known

    def _follow_link(self, entry: os.DirEntry[str]) -> None:
        path = self._path(entry.path)
        try:
            status = entry.stat()
        except OSError as error:
            loops = "too many levels" in system_message(error)
            if entry.name.lower().endswith(".md"):
                words = () if loops else (system_message(error),)
                self._add_unreadable(FaultKind.SYMLINK_LOOP if loops else FaultKind.UNREADABLE, path, *words)
            elif loops:
                self._fault(FaultKind.SYMLINK_LOOP, path)
            return
        key = (status.st_dev, status.st_ino)
        if entry.is_dir():
            if _links_to_ancestor(entry.path):  # one above the vault too: behind it lies all that lies beside the vault
                self._fault(FaultKind.SYMLINK_LOOP, path)
            elif key not in self.seen:
                self.seen.add(key)
                self._folder(entry.path)
        elif key not in self.seen:
            self._add_file(entry, path)

    def _add_file(self, entry: os.DirEntry[str], path: str) -> None:
        if path[-3:].lower() != ".md":
            self.files.append(path)
        else:
            self._add_note(entry, path)

    def _add_note(self, entry: os.DirEntry[str], path: str) -> None:
        try:
            status = entry.stat()
        except OSError as error:
            self.plain = False
            self._add_unreadable(FaultKind.UNREADABLE, path, system_message(error))
            return
        self.seen.add((status.st_dev, status.st_ino))
        if "\ufffd" in path:
            self._add_unreadable(FaultKind.UNREADABLE, path, "its name is not UTF-8")
        elif not stat.S_ISREG(status.st_mode):
            self._add_unreadable(
                FaultKind.UNREADABLE, path, "it is no ordinary file"
            )  # to open a pipe may take for ever
        elif self.system == "darwin" and status.st_size and not status.st_blocks:
            self.plain = False
            self._add_unreadable(FaultKind.NOT_DOWNLOADED, path)
        else:
            if not path.isascii() and path in self.notes:
                path = self._tell_forms_apart(entry, path)
            self.files.append(path)
            self.notes[path] = NoteFile(path, entry.path, file_signature(status))

    def _tell_forms_apart(self, entry: os.DirEntry[str], path: str) -> str:
        """Name two notes whose names differ in their normal form alone; the composed one keeps the path of both."""
        own = self._written(entry.path)
        if own != path:
            self._fault(FaultKind.FORM_CLASH, own, path)
            return own
        standing = self.notes[path]
        other = self._written(standing.real)
        self.notes[other] = NoteFile(other, standing.real, standing.signature)
        self.files[self.files.index(path)] = other
        self._fault(FaultKind.FORM_CLASH, other, path)
        return path

    def _add_unreadable(self, trouble: FaultKind, path: str, *words: str) -> None:
        self.unreadable.append(path)
        self.files.append(path)
        self._fault(trouble, path, *words)

    def _fault(self, trouble: FaultKind, path: str, *words: str) -> None:
        self.faults.append(Fault(trouble, path, words=words))

    def _path(self, real: str) -> str:
        path = real[len(self.vault) :].lstrip(os.sep)
        path = path.replace(os.sep, "/") if os.sep != "/" else path
        if path.isascii():
            return path
        return unicodedata.normalize("NFC", path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))

    def _written(self, real: str) -> str:
        """A path in the vault in the normal form that the system has it in."""
        path = real[len(self.vault) :].lstrip(os.sep).replace(os.sep, "/")
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _links_to_ancestor(link: str) -> bool:
    """Whether a link leads to a folder that it lies in."""
    return resolve_links(Path(link).parent).is_relative_to(resolve_links(Path(link)))


def _find_case_clashes(notes: dict[str, NoteFile]) -> Iterator[Fault]:
    """Name two notes that are one on a system that does not tell case apart. They come sorted."""
    first: dict[str, str] = {}
    for path in notes:
        other = first.setdefault(path.casefold(), path)
        if other != path and (path.isascii() or unicodedata.normalize("NFC", path) != other):
            yield Fault(FaultKind.CASE_CLASH, path, words=(other,))
