"""The doing of an import: new notes, never over a file that stands there, and splices into empty fields."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import msgspec

from netlead_md.shell import disk
from netlead_md.shell.capture.exchange import exchange
from netlead_md.shell.importing.differences import Difference
from netlead_md.shell.importing.plan import Plan
from netlead_md.shell.importing.yaml import fill
from netlead_md.shell.misuse import Misuse, system_words


class Done(msgspec.Struct, frozen=True):
    """Paths in the vault."""

    written: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """(path, why): left as it stands."""


def carry_out(vault: Path, todo: Plan, *, update: bool = False) -> Done:
    """Write what a plan lays out. Raises Misuse where the disk refuses; what was written by then is whole."""
    written: list[str] = []
    filled: list[str] = []
    refused: list[tuple[str, str]] = []
    path = ""
    try:
        for note in todo.new:
            path = note.path
            target = disk.inside(vault, path)
            if create(target, note.text.encode("utf-8")):
                written.append(path)
            else:
                refused.append((path, "a file of this name has appeared"))
        for path, fills in _by_note(todo) if update else ():
            try:
                _fill(vault, path, {found.key: found.value for found in fills})
                filled.append(path)
            except (Misuse, ValueError) as error:
                refused.append((path, error.message if isinstance(error, Misuse) else str(error)))
    except OSError as error:
        cure = f"mend that and import again: the {len(written)} notes that are written will be recognised"
        raise Misuse(f"cannot be written: {system_words(error)}", cure=cure, path=path) from None
    return Done(tuple(written), tuple(filled), tuple(refused))


def _by_note(todo: Plan) -> Iterator[tuple[str, list[Difference]]]:
    ordered = sorted(todo.fills, key=lambda found: found.path)
    for path, fills in groupby(ordered, key=lambda found: found.path):
        first: dict[str, Difference] = {}
        for found in fills:
            first.setdefault(found.key, found)
        yield path, list(first.values())


def create(target: Path, data: bytes) -> bool:
    """Put a whole new file there in one step; False if there is one already."""
    temporary = target.with_name(f".netlead-{os.getpid():x}.tmp")
    try:
        disk.write(temporary, data)
        try:
            os.link(temporary, target)
        except FileExistsError:
            return False
        except OSError:  # a disk without hard links
            if target.exists() or target.is_symlink():
                return False
            temporary.rename(target)
        return True
    finally:
        with suppress(OSError):
            temporary.unlink()


def _fill(vault: Path, path: str, values: dict[str, str]) -> None:
    """Fill empty properties of a note. Raises ValueError or Misuse where that cannot be done without harm."""
    before = (vault / path).read_bytes()
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("this is not UTF-8") from None
    if (after := fill(text, values).encode("utf-8")) != before:
        exchange(vault, path, before, after)
