"""Pages to disk: what is ours, by atomic replace, and only what differs (SPEC §4, Ownership)."""

import errno
import os
import re
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
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

_NO_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""After such an error no other page can be written either."""
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
    """Left alone: a file without our marker has the name."""
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
        return WritePlan(same=(*self.same, *written), newer=self.newer, blocked=self.blocked, unread=self.unread)


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
    due = dict(_list_due(pages, standing))
    newer = tuple(page.path for page in ours if page.held.format > PAGE_FORMAT)
    others = tuple(page.path for page in theirs)
    names = {path.casefold() for path in others}
    blocked = tuple(
        path
        for path in due
        if path.casefold() in names or (path not in standing and os.path.isdir(root / path))  # noqa: PTH112
    )
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
        strays=strays,
        unread=tuple(path for path in others if path.lower().endswith(".md") and not _KEPT.search(path)),
        held=held,
        texts=due,
    )


def _list_due(pages: Sequence[Page], standing: Mapping[str, OutputFile]) -> Iterator[tuple[str, str]]:
    """Path and text of each page, with the properties that the user added to the one that stands there."""
    for page in pages:
        path = _normalise_path(page.path)
        there = standing.get(path)
        yield path, page.text if there is None else add_properties(page.text, there.held.properties)


def _normalise_path(path: str) -> str:
    return path if path.isascii() else unicodedata.normalize("NFC", path)


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

    Raises Misuse where the disk refuses, or where a page has changed since the plan was made; each file on disk is then
    whole, old or new.
    """
    root = disk.resolve_output_folder(vault, output)
    inside = disk.OutputRoot(root)
    held = dict(todo.held)
    try:
        for stray in todo.strays:
            disk.remove_file(Path(stray))
        if todo.kept_copies or todo.writes:
            disk.create_folders(vault, output)
        for _, name, data in todo.kept_copies:
            held[name] = _write_page(inside.file(name), name, data, held.get(name))
        for path, real in todo.removals:
            _require_unchanged(Path(real), path, held.pop(path, None))
            disk.remove_file(Path(real))
        failed = _write_due(inside, todo, held)
        if failed is not None:
            raise failed
        disk.remove_empty_folders(root, [os.path.dirname(real) for _, real in todo.removals])  # noqa: PTH120  (as scandir gave it)
    except OSError as error:
        raise _write_error(error, vault, output) from None
    return held


def _write_due(inside: disk.OutputRoot, todo: WritePlan, held: dict[str, TrackedState]) -> OSError | None:
    """Write the pages; one that cannot be written stops no other, unless the disk refuses all. The first such error."""
    failed: OSError | None = None
    for path, data in todo.writes:
        before = held.get(path)
        try:
            here = _write_page(inside.file(path), path, data, before)
        except OSError as error:
            if error.errno in _NO_DISK:
                raise
            failed = failed or error
            continue
        kept = before.properties if before is not None else ""
        held[path] = msgspec.structs.replace(here, format=PAGE_FORMAT, text=todo.texts.get(path), properties=kept)
    return failed


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
