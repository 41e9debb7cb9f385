"""Take back what the last command wrote into notes (SPEC §5, `undo`): all of it or nothing."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.editing.note_edits import note_bytes, restore_note
from netlead_md.editing.undo_journal import JournalError, NoteChange, StoredRecord, UndoJournal
from netlead_md.vault import atomic_write as disk
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import find_file

NO_JOURNAL: Final = "without a state folder of yours nothing can be taken back"


class Restore(msgspec.Struct, frozen=True):
    """One note that undo puts back."""

    change: NoteChange
    """From what stood before the command to what stands there now."""
    edited: str = ""
    """Why it cannot be put back; empty: it can."""


class UndoPlan(msgspec.Struct, frozen=True):
    command: str
    at: float
    finished: bool
    notes: int
    """That the command wrote."""
    restores: tuple[Restore, ...] = ()
    """Those that hold what the command wrote, or something newer."""
    records: tuple[StoredRecord, ...] = ()
    """Newest first."""

    @property
    def void(self) -> bool:
        """Whether the command was killed before it wrote anything, so that nobody means it."""
        return not self.restores and not self.finished

    @property
    def edited(self) -> tuple[Restore, ...]:
        return tuple(each for each in self.restores if each.edited)


def list_commands(root: Path) -> tuple[UndoPlan, ...]:
    """What can be taken back, the newest first, without a look at the notes. Raises Misuse without a state folder."""
    return tuple(_plan_without_notes(group) for group in _groups(_journal(root)))


def plan_undo(root: Path) -> UndoPlan | None:
    """What `undo_last` would do; None where nothing is left to take back."""
    return next((plan for plan in _plans(root, _journal(root)) if not plan.void), None)


def undo_last(root: Path) -> UndoPlan | None:
    """Take back what the last command wrote; None where nothing is left.

    Raises Misuse, and changes nothing, where a note was edited since; also where the disk refuses: what is put back by
    then is whole, and another `undo` goes on.
    """
    journal = _journal(root)
    try:
        with journal.locked():
            for plan in _plans(root, journal):
                _refuse_edited(plan)
                for each in plan.restores:
                    _restore(root, each.change)
                _remove_leftovers(root, plan)
                for stored in plan.records:
                    journal.drop(stored)
                if not plan.void:
                    return plan
    except JournalError as error:
        raise UserError(f"{NO_JOURNAL}: {error}") from None
    return None


def _journal(root: Path) -> UndoJournal:
    try:
        return UndoJournal(root)
    except JournalError as error:
        raise UserError(f"{NO_JOURNAL}: {error}", hint="set HOME to a folder of yours") from None


def _groups(journal: UndoJournal) -> Iterator[list[StoredRecord]]:
    """Records that belong together, the newest first."""
    group: list[StoredRecord] = []
    try:
        for stored in journal.records():
            named = stored.record.group if stored.record else ""
            if group and not (named and group[0].record and group[0].record.group == named):
                yield group
                group = []
            group.append(stored)
    except JournalError as error:
        raise UserError(f"{NO_JOURNAL}: {error}") from None
    if group:
        yield group


def _plans(root: Path, journal: UndoJournal) -> Iterator[UndoPlan]:
    """What can be taken back, the newest first."""
    for group in _groups(journal):
        plan = _plan_without_notes(group)
        if not all(stored.record for stored in group):
            raise UserError("the record of the last command cannot be read", hint="remove it", path=str(group[0].file))
        yield msgspec.structs.replace(plan, restores=tuple(_restores(root, _chains(group))))


def _plan_without_notes(group: Sequence[StoredRecord]) -> UndoPlan:
    records = [stored.record for stored in group if stored.record]
    if not records:
        return UndoPlan("a record that cannot be read", 0.0, finished=True, notes=0, records=tuple(group))
    paths = {change.path for record in records for change in record.changes}
    finished = all(stored.finished for stored in group)
    return UndoPlan(records[-1].command, records[-1].at, finished, len(paths), records=tuple(group))


def _chains(group: Sequence[StoredRecord]) -> dict[str, list[NoteChange]]:
    """The changes of each note, the oldest first."""
    chains: dict[str, list[NoteChange]] = {}
    for stored in reversed(group):
        for change in stored.record.changes if stored.record else ():
            chains.setdefault(change.path, []).append(change)
    return chains


def _restores(root: Path, chains: dict[str, list[NoteChange]]) -> Iterator[Restore]:
    """What each note holds now: what stood there before, which needs nothing, what was written, or something else."""
    for path, chain in sorted(chains.items()):
        first, written = chain[0], [change.after for change in chain]
        try:
            now = note_bytes(find_file(root, path))
        except OSError as error:
            yield Restore(first, f"it cannot be read: {system_message(error)}")
            continue
        change = msgspec.structs.replace(first, after=now)
        if now == first.before:
            continue
        yield Restore(change, "" if now in written else _why(now, written[-1]))


def _why(now: bytes | None, written: bytes | None) -> str:
    if now is None:
        return "it is gone, or has another name now"
    return "a file of this name stands there now" if written is None else "it was edited since"


def _refuse_edited(plan: UndoPlan) -> None:
    if plan.edited:
        named = "\n".join(f"  {each.change.path}: {each.edited}" for each in plan.edited)
        raise UserError(
            f"nothing was taken back, for not all of what `{plan.command}` wrote still stands:\n{named}",
            hint="`netlead undo --dry-run` shows what stood there before: put it back by hand, or keep the edit",
        )


def _restore(root: Path, change: NoteChange) -> None:
    try:
        restore_note(root, change, change.after)
    except OSError as error:
        hint = "mend that, and run `netlead undo` again: it goes on where it stopped"
        raise UserError(f"cannot be written: {system_message(error)}", hint=hint, path=change.path) from None


def _remove_leftovers(root: Path, plan: UndoPlan) -> None:
    """Remove folders that the command made for its notes, if they are empty, and what a killed one left."""
    records = [stored.record for stored in plan.records if stored.record]
    if not plan.finished:
        for change in (change for record in records for change in record.changes):
            with suppress(OSError):
                disk.temporary_of(find_file(root, change.path)).unlink(missing_ok=True)
    folders = {folder for record in records for folder in record.folders}
    for folder in sorted(folders, key=lambda folder: folder.count("/"), reverse=True):
        with suppress(OSError):
            (root / folder).rmdir()


def local_time(at: float) -> str:
    """`2026-06-30 14:02`, by the clock of this machine."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
