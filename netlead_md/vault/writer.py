"""Pages to disk: what is ours, by atomic replace, and only what differs (SPEC §4, Ownership)."""

import errno
import os
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from netlead_md.model.diagnostics import PAGE_FORMAT, Page
from netlead_md.vault import atomic_write as disk
from netlead_md.vault.errors import UserError, system_message, vault_gone_error
from netlead_md.vault.generated_files import OutputFile, TrackedState, scan_output
from netlead_md.vault.marker import add_properties, remove_marker
from netlead_md.vault.reader import read_signature
from netlead_md.vault.scanner import file_signature

_HOPELESS: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""Errors after which no other page can be written, either."""
_PATIENCE_S: Final = 10.0
"""Seconds after which the next page that cannot be written ends the run: each is tried for two."""
_KEPT: Final = re.compile(r" \(my edit( [0-9]+)?\)\.md$")


class WritePlan(msgspec.Struct, frozen=True):
    """What would have to be done so that the output folder holds these pages. Paths are in the output folder."""

    writes: tuple[tuple[str, bytes], ...] = ()
    same: tuple[str, ...] = ()
    kept_copies: tuple[tuple[str, str, bytes], ...] = ()
    """(page, name of the kept copy, its bytes) for each page that somebody edited and no copy keeps yet."""
    edited: tuple[str, ...] = ()
    removals: tuple[tuple[str, str], ...] = ()
    """(page, its path on disk)."""
    newer: tuple[str, ...] = ()
    """Left alone: a newer netlead wrote them."""
    blocked: tuple[str, ...] = ()
    """Left alone: a file without our marker, or a folder, has the name."""
    obstacles: tuple[tuple[str, str], ...] = ()
    """(path, `file` or `folder`) of what keeps these pages from being written."""
    strays: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Notes that stand here without our marker and are no kept copies: nobody reads them as notes."""
    held: Mapping[str, TrackedState] = MappingProxyType({})
    """What stands in the output folder now: the next plan need not read it again."""
    texts: Mapping[str, str] = MappingProxyType({})
    """The pages that are due, by path."""

    @property
    def stale(self) -> bool:
        """Whether `regenerate --check` has something to say."""
        return bool(self.writes or self.edited or self.removals)

    def settled(self) -> "WritePlan":
        """What the next plan will be, once this one is carried out and nothing changes."""
        written = tuple(path for path, _ in self.writes)
        return WritePlan(
            same=(*self.same, *written),
            newer=self.newer,
            blocked=self.blocked,
            obstacles=self.obstacles,
            unread=self.unread,
        )


def plan_writes(
    vault: Path, output: str, pages: Sequence[Page], known: Mapping[str, TrackedState] = MappingProxyType({})
) -> WritePlan:
    """Compare the pages with the disk; changes nothing. Raises Misuse where the output folder cannot be one.

    `known`: what a plan or `apply` said last about the folder.
    """
    try:
        root = disk.resolve_output_folder(vault, output)
        ours, theirs, strays = scan_output(root, known)
    except OSError as error:
        raise UserError(f"cannot be read: {system_message(error)}", hint="make it readable", path=output) from None
    standing = {page.path: page for page in ours}
    added = {path: page.held.added for path, page in standing.items()}
    due = {path: add_properties(page.text, added.get(path, "")) for page in pages for path in (_page_path(page),)}
    newer = tuple(page.path for page in ours if page.held.format > PAGE_FORMAT)
    others = tuple(page.path for page in theirs)
    obstacles = dict(_find_obstacles(root, (path for path in due if path not in standing), others))
    blocked = tuple(path for path in due if path in obstacles)
    same = {path for path, page in standing.items() if path in due and page.same(due[path])}
    edited = [page for page in ours if not (page.intact or page.path in newer or page.path in same)]
    taken = frozenset((*newer, *blocked, *same))
    held = {page.path: page.held for page in (*theirs, *ours)}
    held |= {path: msgspec.structs.replace(held[path], text=due[path]) for path in same if held[path].text is None}
    return WritePlan(
        writes=tuple((path, text.encode("utf-8", "replace")) for path, text in due.items() if path not in taken),
        same=tuple(path for path in due if path in same),
        kept_copies=tuple(_plan_kept_copies(edited, frozenset((*standing, *others, *due)), root)),
        edited=tuple(page.path for page in edited),
        removals=tuple((page.path, page.real) for page in ours if page.path not in due and page.path not in newer),
        newer=newer,
        blocked=blocked,
        obstacles=tuple(dict.fromkeys(obstacles.values())),
        strays=strays,
        unread=tuple(path for path in others if path.lower().endswith(".md") and not _KEPT.search(path)),
        held=held,
        texts=due,
    )


def _page_path(page: Page) -> str:
    return page.path if page.path.isascii() else unicodedata.normalize("NFC", page.path)


def _find_obstacles(root: Path, due: Iterable[str], others: Sequence[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each page whose name, or whose folder's name, something else has; with that, and what it is."""
    names = {path.casefold(): path for path in others}
    for path in due:
        above = path.rpartition("/")[0]
        folder = names.get(above.casefold(), "")
        if found := names.get(path.casefold()) or (folder if folder and (root / folder).is_file() else ""):
            yield path, (found, "file")
        elif (root / path).is_dir():
            yield path, (path, "folder")


def _plan_kept_copies(
    edited: Sequence[OutputFile], names: frozenset[str], root: Path
) -> Iterator[tuple[str, str, bytes]]:
    """Find each edited page a name that is free; one that is kept already, word for word, needs none."""
    for page in edited:
        stem, dot, end = page.path.rpartition(".")
        data = remove_marker(page.data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        for count in range(1, 1000):
            name = f"{stem} (my edit{f' {count}' if count > 1 else ''}){dot}{end}"
            if name not in names:
                yield page.path, name, data
                break
            if disk.has_content(root / name, data):
                break


def write_pages(vault: Path, output: str, todo: WritePlan) -> Mapping[str, TrackedState]:
    """Carry a plan out: first keep what somebody edited, then remove, then write. Returns what then stands.

    A page that cannot be written, or that has changed since the plan was made, does not stop the others: UserError is
    raised when all have been tried. A disk that is full, read-only or gone stops everything. Each file on disk is then
    whole, old or new.
    """
    root = disk.resolve_output_folder(vault, output)
    writing = _Writing(vault, output, disk.OutputRoot(root), dict(todo.held))
    for stray in todo.strays:
        writing.attempt("", partial(disk.remove_file, Path(stray)))
    if todo.kept_copies or todo.writes:
        writing.attempt("", partial(disk.create_folders, vault, output))
    for page, name, data in todo.kept_copies:
        writing.attempt(page, partial(writing.write_file, name, data))
    for path, real in todo.removals:
        writing.attempt(path, partial(writing.remove_page, path, real))
    for path, data in todo.writes:
        writing.attempt(path, partial(writing.write_file, path, data, todo.texts.get(path)))
    with suppress(OSError):
        disk.remove_empty_folders(root, [os.path.dirname(real) for _, real in todo.removals])  # noqa: PTH120  (as scandir gave it)
    writing.finish()
    return writing.held


class _Writing:
    """One plan on its way to the disk, with what went wrong so far."""

    def __init__(self, vault: Path, output: str, root: disk.OutputRoot, held: dict[str, TrackedState]) -> None:
        self.held = held
        self._vault, self._output, self._root = vault, output, root
        self._failures: dict[str, UserError] = {}
        self._end = time.monotonic() + _PATIENCE_S

    def attempt(self, page: str, step: Callable[[], object]) -> None:
        """Do one step for a page, unless one failed before: what could not be kept is not written over."""
        if page and page in self._failures:
            return
        try:
            step()
        except UserError as error:
            self._failures[page] = error
        except OSError as error:
            self._failures[page] = _write_error(error, self._vault, self._output)
            if error.errno in _HOPELESS or not self._vault.is_dir() or time.monotonic() > self._end:
                self.finish()

    def write_file(self, path: str, data: bytes, text: str | None = None) -> None:
        here = _write_page(self._root.file(path), path, data, self.held.get(path))
        if text is not None:
            added = self.held[path].added if path in self.held else ""
            here = msgspec.structs.replace(here, format=PAGE_FORMAT, text=text, added=added)
        self.held[path] = here

    def remove_page(self, path: str, real: str) -> None:
        _require_unchanged(Path(real), path, self.held.get(path))
        disk.remove_file(Path(real))
        self.held.pop(path, None)

    def finish(self) -> None:
        """Raise what went wrong first, and say how many pages it was that could not be written."""
        if self._failures:
            first, *others = self._failures.values()
            more = f"; {len(others):,} more could not be written, either" if others else ""
            raise UserError(first.message, hint=f"{first.hint}{more}", path=first.path) from None


def _write_page(target: Path, path: str, data: bytes, before: TrackedState | None) -> TrackedState:
    _require_unchanged(target, path, before)
    disk.replace_file(target, data)
    return TrackedState(read_signature(os.fspath(target)), time.time_ns())


def _require_unchanged(target: Path, path: str, before: TrackedState | None) -> None:
    """Somebody may save a page while pages are made: what they wrote must not be lost."""
    try:
        now = file_signature(os.lstat(target))
    except FileNotFoundError:
        return
    if before is None or before.signature != now:
        raise UserError("was changed while the pages were made", hint="run it again; nothing of it is lost", path=path)


def _write_error(error: OSError, vault: Path, output: str) -> UserError:
    if not vault.is_dir():
        return vault_gone_error("its folder is no longer there")
    cures = {
        errno.ENOSPC: "make room on the disk and run it again; the pages that stand there are whole",
        errno.EDQUOT: "make room in your quota and run it again; the pages that stand there are whole",
        errno.EROFS: "the disk is mounted read-only; mount it for writing and run it again",
    }
    hint = cures.get(error.errno or 0, "make the folder writable, and close programs that hold its files open")
    name = os.path.basename(str(error.filename2 or error.filename or ""))  # noqa: PTH119
    page = f"{output}/…/{name}" if name and not name.startswith(".netlead-") and name != output else output
    return UserError(f"cannot write: {system_message(error)}", hint=hint, path=page)
