"""Pages to disk: what is ours, by atomic replace, and only what differs (SPEC §4, Ownership)."""

import errno
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.page import Page
from netlead_md.shell import disk
from netlead_md.shell.marker import unmarked
from netlead_md.shell.misuse import Misuse, system_words
from netlead_md.shell.ownership import FORMAT, Standing, look

_KEPT: Final = re.compile(r" \(my edit( [0-9]+)?\)\.md$")


class Plan(msgspec.Struct, frozen=True):
    """What would have to be done so that the output folder holds these pages. Paths are in the output folder."""

    writes: tuple[tuple[str, bytes], ...] = ()
    same: tuple[str, ...] = ()
    keeps: tuple[tuple[str, str, bytes], ...] = ()
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

    @property
    def stale(self) -> bool:
        """Whether `regenerate --check` has something to say."""
        return bool(self.writes or self.edited or self.removals)

    def settled(self) -> "Plan":
        """What the next plan will be, once this one is carried out and nothing changes."""
        written = tuple(path for path, _ in self.writes)
        return Plan(same=(*self.same, *written), newer=self.newer, blocked=self.blocked, unread=self.unread)


def plan(vault: Path, output: str, pages: Sequence[Page]) -> Plan:
    """Compare the pages with the disk; changes nothing. Raises Misuse where the output folder cannot be one."""
    try:
        root = disk.output_folder(vault, output)
        ours, others, strays = look(root)
    except OSError as error:
        raise Misuse(f"cannot be read: {system_words(error)}", cure="make it readable", path=output) from None
    standing = {page.path: page for page in ours}
    due = {unicodedata.normalize("NFC", page.path): page.text.encode("utf-8", "replace") for page in pages}
    newer = tuple(page.path for page in ours if page.format > FORMAT)
    theirs = {path.casefold() for path in others}
    blocked = tuple(path for path in due if path.casefold() in theirs)
    edited = [page for page in ours if not (page.intact or page.path in newer or due.get(page.path) == page.data)]
    taken = frozenset((*newer, *blocked))
    return Plan(
        writes=tuple(
            (path, data) for path, data in due.items() if path not in taken and _differs(standing, path, data)
        ),
        same=tuple(path for path, data in due.items() if path in standing and standing[path].data == data),
        keeps=tuple(_keeps(edited, due, frozenset((*standing, *others)), root)),
        edited=tuple(page.path for page in edited),
        removals=tuple((page.path, page.real) for page in ours if page.path not in due and page.path not in newer),
        newer=newer,
        blocked=blocked,
        strays=strays,
        unread=tuple(path for path in others if path.lower().endswith(".md") and not _KEPT.search(path)),
    )


def _differs(standing: dict[str, Standing], path: str, data: bytes) -> bool:
    return path not in standing or standing[path].data != data


def _keeps(
    edited: Sequence[Standing], due: dict[str, bytes], names: frozenset[str], root: Path
) -> Iterator[tuple[str, str, bytes]]:
    """Find each edited page a name that is free; one that is kept already, word for word, needs none."""
    for page in edited:
        stem, dot, end = page.path.rpartition(".")
        data = unmarked(page.data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        for count in range(1, 1000):
            name = f"{stem} (my edit{f' {count}' if count > 1 else ''}){dot}{end}"
            if name not in names and name not in due:
                yield page.path, name, data
                break
            if disk.same(root / name, data):
                break


def apply(vault: Path, output: str, todo: Plan) -> None:
    """Carry a plan out: first keep what somebody edited, then remove, then write.

    Raises Misuse where the disk refuses; each file on disk is then whole, old or new.
    """
    root = disk.output_folder(vault, output)
    try:
        for stray in todo.strays:
            disk.remove(Path(stray))
        for _, name, data in todo.keeps:
            disk.replace(disk.inside(root, name), data)
        for _, real in todo.removals:
            disk.remove(Path(real))
        for path, data in todo.writes:
            disk.replace(disk.inside(root, path), data)
        disk.sweep(root, [os.path.dirname(real) for _, real in todo.removals])  # noqa: PTH120  (as scandir gave it)
    except OSError as error:
        raise _refused(error, output) from None


def _refused(error: OSError, output: str) -> Misuse:
    cures = {
        errno.ENOSPC: "make room on the disk and run it again; the pages that stand there are whole",
        errno.EDQUOT: "make room in your quota and run it again; the pages that stand there are whole",
        errno.EROFS: "the disk is mounted read-only; mount it for writing and run it again",
    }
    cure = cures.get(error.errno or 0, "make the folder writable, and close programs that hold its files open")
    name = os.path.basename(str(error.filename2 or error.filename or ""))  # noqa: PTH119
    page = f"{output}/…/{name}" if name and not name.startswith(".netlead-") and name != output else output
    return Misuse(f"cannot write: {system_words(error)}", cure=cure, path=page)
