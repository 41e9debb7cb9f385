"""The one way in which a command changes notes of the user (COMPATIBILITY 3, 25).

Each change names the bytes that were read and the bytes that are to stand there. It is made only if the note still
holds the former, in one step, and is kept in the undo journal before that. Mode and symbolic links stay what they are.
"""

import os
import stat
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.editing.undo_journal import JournalError, NoteChange, StoredRecord, UndoJournal, UndoRecord
from netlead_md.model.diagnostics import FaultKind
from netlead_md.vault import atomic_write as disk
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import find_file

CHANGED: Final = "it changed while it was read; run the command again"
OUTSIDE: Final = "it is a link that leads out of the vault; mend it there"
READ_ONLY: Final = "it is read-only; make it writable, or mend it by hand"
UNREADABLE: Final = "its properties could not be read any more; mend it by hand"
TAKEN: Final = "a file of this name has appeared"


class Refusal(msgspec.Struct, frozen=True):
    """A note that was left alone."""

    path: str
    why: str
    failed: bool = False
    """Whether it was the disk that refused."""


class Applied(msgspec.Struct, frozen=True):
    made: tuple[NoteChange, ...] = ()
    refused: tuple[Refusal, ...] = ()
    not_undoable: str = ""
    """Why `netlead undo` cannot take this back; empty: it can."""


class _Changed(Exception):  # noqa: N818  (it never leaves this module)
    """A note holds something else than was read."""


_UNSURE: Final = frozenset({FaultKind.YAML_ERROR, FaultKind.LOOSE_YAML})
"""Blocks that other tools read otherwise, or not at all: no property is written into one."""


def apply_note_changes(
    root: Path, changes: Sequence[NoteChange], command: str, *, group: str = "", all_or_nothing: bool = False
) -> Applied:
    """Change notes of the vault `root`, and keep what stood there for `undo` under the name `command`.

    `group`: records with the same one are taken back together. `all_or_nothing`: nothing is changed where one note
    is refused. A note that changed, is read-only, or leads out of the vault is refused, never overwritten.
    Raises Misuse where another netlead is writing into the vault.
    """
    wanted = [change for change in changes if change.before != change.after]
    try:
        journal: UndoJournal | None = UndoJournal(root)
        problem = ""
    except JournalError as error:
        journal, problem = None, str(error)
    try:
        with journal.locked() if journal else nullcontext():
            return _apply(root, wanted, command, group, journal, problem, all_or_nothing=all_or_nothing)
    except JournalError as error:
        return _apply(root, wanted, command, group, None, str(error), all_or_nothing=all_or_nothing)


def _apply(  # noqa: PLR0913, PLR0917
    root: Path,
    wanted: Sequence[NoteChange],
    command: str,
    group: str,
    journal: UndoJournal | None,
    problem: str,
    *,
    all_or_nothing: bool,
) -> Applied:
    ready: list[NoteChange] = []
    refused: list[Refusal] = []
    for change in wanted:
        found = _checked(root, change)
        (refused if isinstance(found, Refusal) else ready).append(found)  # type: ignore[arg-type]
    if not ready or (refused and all_or_nothing):
        return Applied((), tuple(refused))
    stored: StoredRecord | None = None
    if journal is not None:
        try:
            record = UndoRecord(command, time.time(), tuple(ready), _new_folders(root, ready), group)
            stored = journal.begin(record)
        except JournalError as error:
            problem = str(error)
    made: list[NoteChange] = []
    for change in ready:
        refusal = _make(root, change)
        if refusal is None:
            made.append(change)
            continue
        refused.append(refusal)
        if all_or_nothing:
            made = [each for each in made if not _take_back(root, each)]
            break
    if journal is not None and stored is not None:
        journal.finish(stored, made)
    return Applied(tuple(made), tuple(refused), problem if stored is None else "")


def single(applied: Applied) -> None:
    """Raise Misuse for a command that changes one note, where that was refused."""
    if applied.refused:
        first = applied.refused[0]
        raise UserError("nothing was written: " + first.why, hint="try again", path=first.path)


def note_bytes(file: Path) -> bytes | None:
    """What a note holds now; None where there is none. Raises OSError for what is no plain file."""
    try:
        status = file.stat()
    except FileNotFoundError:
        if file.is_symlink():
            raise
        return None
    if not stat.S_ISREG(status.st_mode):  # to open a pipe may take for ever
        raise OSError(0, "it is no plain file", str(file))
    return file.read_bytes()


def _checked(root: Path, change: NoteChange) -> NoteChange | Refusal:
    """The change with what the file system knows of its note, or why it must not be made."""
    file = find_file(root, change.path)
    try:
        if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
            return Refusal(change.path, OUTSIDE)
        if change.before is None:
            return Refusal(change.path, TAKEN) if os.path.lexists(file) else change
        if note_bytes(file) != change.before:
            return Refusal(change.path, CHANGED)
        mode = stat.S_IMODE(file.stat().st_mode)
        if not mode & 0o222 or not os.access(file, os.W_OK):
            return Refusal(change.path, READ_ONLY)
        if change.after is not None and _breaks_front_matter(change.before, change.after):
            return Refusal(change.path, UNREADABLE)
        link = str(file.readlink()) if change.after is None and file.is_symlink() else ""
    except OSError as error:
        return Refusal(change.path, f"it cannot be read: {system_message(error)}")
    return msgspec.structs.replace(change, mode=mode, link=link)


def _breaks_front_matter(before: bytes, after: bytes) -> bool:
    """Whether the properties could be read before, and could not any more."""

    def broken(data: bytes) -> bool:
        from netlead_md.parsing.frontmatter import read_front

        text = data.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        return any(
            fault.trouble in {FaultKind.YAML_ERROR, FaultKind.LOOSE_YAML} for fault in read_front("", text).faults
        )

    try:
        return broken(after) and not broken(before)
    except UnicodeDecodeError:
        return True


def _make(root: Path, change: NoteChange) -> Refusal | None:
    """Make one change; why it could not be made, None if it was."""
    try:
        if change.before is None and change.after is not None:
            made = create_note(disk.resolve_page_file(root, change.path), change.after)
            return None if made else Refusal(change.path, TAKEN)
        swap_note(find_file(root, change.path), change.before or b"", change.after)
    except _Changed:
        return Refusal(change.path, CHANGED)
    except UserError as error:
        return Refusal(change.path, error.message)
    except OSError as error:
        return Refusal(change.path, f"it cannot be written: {system_message(error)}", failed=True)
    return None


def _take_back(root: Path, change: NoteChange) -> bool:
    """Whether a change that was just made could be taken back."""
    try:
        restore_note(root, change, change.after)
    except (OSError, UserError, _Changed):
        return False
    return True


def restore_note(root: Path, change: NoteChange, now: bytes | None) -> None:
    """Put back what stood before a change, where `now` stands. Raises OSError, or Misuse where it changed again."""
    file = find_file(root, change.path)
    try:
        if now is not None:
            swap_note(file, now, change.before)
        elif change.link:
            disk.resolve_page_file(root, change.path).symlink_to(change.link)
        elif change.before is not None and not create_note(
            disk.resolve_page_file(root, change.path), change.before, change.mode
        ):
            raise UserError(TAKEN, hint="move it away", path=change.path)
    except _Changed:
        raise UserError("this note was changed meanwhile", hint="try again", path=change.path) from None


def swap_note(file: Path, before: bytes, after: bytes | None) -> None:
    """Replace or remove a note in one step, if it still holds `before`."""

    def check() -> None:
        if note_bytes(file) != before:
            raise _Changed

    if after is None:
        check()
        file.unlink()
        return
    disk.replace_file(Path(os.path.realpath(file)), after, keep_mode=True, durable=True, check=check)


def create_note(file: Path, data: bytes, mode: int = 0) -> bool:
    """Put a whole new file there in one step; False if there is one already."""
    temporary = disk.temporary_of(file)
    try:
        disk.write_new_file(temporary, data)
        if mode:
            temporary.chmod(mode)
        try:
            os.link(temporary, file)
        except FileExistsError:
            return False
        except OSError:  # a disk without hard links
            if os.path.lexists(file):
                return False
            temporary.rename(file)
        return True
    finally:
        with suppress(OSError):
            temporary.unlink()


def _new_folders(root: Path, changes: Sequence[NoteChange]) -> tuple[str, ...]:
    """Folders that must be made for new notes."""
    found: dict[str, None] = {}
    for change in changes:
        parts = change.path.split("/")[:-1] if change.before is None else []
        for count in range(1, len(parts) + 1):
            folder = "/".join(parts[:count])
            if folder not in found and not (root / folder).exists():
                found[folder] = None
    return tuple(found)
