"""Which notes the fixes of diagnostics would change, and how: only those that are proved (`rules.fix_proofs`)."""

import difflib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.editing.note_edits import CHANGED, OUTSIDE, READ_ONLY, apply_note_changes
from netlead_md.editing.undo_journal import NoteChange
from netlead_md.editing.vault_in_memory import VaultInMemory
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.vault import atomic_write as disk
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.reader import read_signature
from netlead_md.vault.scanner import NoteFile, VaultScan

Wanted = Callable[[Diagnostic], bool]

UNPROVED: Final = "nobody can be sure what its fixes would change; mend it by hand"


class MendedNote(msgspec.Struct, frozen=True):
    """One note before and after its cures."""

    path: str
    after: bytes
    before: bytes
    fixes: int


class SkippedFix(msgspec.Struct, frozen=True):
    path: str
    why: str


class FixPlan(msgspec.Struct, frozen=True):
    changes: tuple[MendedNote, ...] = ()
    skipped: tuple[SkippedFix, ...] = ()
    not_undoable: str = ""
    """Why `netlead undo` cannot take this back; empty: it can."""

    @property
    def fixes(self) -> int:
        return sum(change.fixes for change in self.changes)


def plan_fixes(
    vault: Path, scan: VaultScan, diagnostics: Iterable[Diagnostic], workbench: VaultInMemory, wanted: Wanted
) -> FixPlan:
    """Lay out all fixes that are proved; `diagnostics` are what was found in the notes just as `scan` saw them.

    `wanted` chooses among what is found. Writes nothing.
    """
    from netlead_md.rules.fix_proofs import form, mend_notes

    found = {note.path: note for note in scan.notes}
    fixable = [each for each in diagnostics if each.fix is not None and wanted(each) and each.path in found]
    refusals: list[SkippedFix] = []
    before: dict[str, bytes] = {}
    for path in sorted({each.path for each in fixable}):
        data = _bytes(vault, found[path])
        if isinstance(data, SkippedFix):
            refusals.append(data)
        else:
            before[path] = data
    if not before:
        return FixPlan((), tuple(refusals))
    texts = {path: data.decode("utf-8") for path, data in before.items()}
    mended = mend_notes(texts, fixable, workbench.diagnose, workbench.read, wanted=wanted, judged=form)
    changes = (
        MendedNote(path, each.text.encode("utf-8"), before[path], each.fixes) for path, each in sorted(mended.items())
    )
    refusals += [SkippedFix(path, UNPROVED) for path in before if path not in mended]
    return FixPlan(tuple(changes), tuple(refusals))


def _bytes(vault: Path, found: NoteFile) -> bytes | SkippedFix:
    real = os.path.realpath(found.real)
    try:
        if why := _find_write_obstacle(vault, real):
            return SkippedFix(found.path, why)
        data = Path(real).read_bytes()
        if read_signature(real) != found.signature:
            return SkippedFix(found.path, CHANGED)
    except OSError as error:
        return SkippedFix(found.path, f"it cannot be read: {system_message(error)}")
    return data


def _find_write_obstacle(vault: Path, real: str) -> str:
    """Why a file must not be written; empty if it may.

    The system lets one replace a read-only file in a folder of one's own, and an administrator anything: its mode is
    what its owner meant.
    """
    if not Path(real).is_relative_to(os.path.realpath(vault)):
        return OUTSIDE
    writable = stat.S_IMODE(os.stat(real).st_mode) & 0o222 and os.access(real, os.W_OK)  # noqa: PTH116
    return "" if writable else READ_ONLY


# The doing: each note replaced whole, in one step, unless it is no longer what the plan was made for.


def apply_fix_plan(vault: Path, mending: FixPlan, group: str = "") -> FixPlan:
    """Change the notes; what was done is given back, with a refusal for each note that was left alone.

    `group`: what is mended under the same one is taken back together.
    """
    wanted = [NoteChange(change.path, change.before, change.after) for change in mending.changes]
    applied = apply_note_changes(vault, wanted, "check --fix", group=group)
    made = {change.path for change in applied.made}
    done = tuple(change for change in mending.changes if change.path in made)
    refused = (SkippedFix(each.path, each.why) for each in applied.refused)
    return FixPlan(done, (*mending.skipped, *refused), applied.not_undoable)


# A change as a unified diff, such as `patch` and `git apply` take.


def format_diff(change: MendedNote) -> Iterator[str]:
    """Lines with their own endings, so that CRLF and a missing newline at the end stay what they are."""
    before, after = (_split_lines(data) for data in (change.before, change.after))
    told = difflib.unified_diff(before, after, f"a/{change.path}", f"b/{change.path}")
    for line in told:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _split_lines(data: bytes) -> list[str]:
    """By newline alone: other separators stand inside lines for `patch` as well."""
    parts = data.decode("utf-8").split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


# The file of a baseline: what was found on the first day and is not told again (SPEC §5).


def load_baseline(file: Path) -> frozenset[str] | None:
    """Fingerprints that a baseline knows; None where there is no file yet. Raises Misuse for what is no baseline."""
    from netlead_md.rules import read_baseline

    try:
        return read_baseline(file.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UserError(f"cannot be read: {system_message(error)}", hint="name a file", path=str(file)) from None
    except ValueError as error:
        told = "this is no baseline of netlead: not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
        raise UserError(told, hint="write it anew with --write-baseline", path=str(file)) from None


def save_baseline(file: Path, diagnostics: Iterable[Diagnostic]) -> None:
    """Write a baseline whole. Raises Misuse for a note, or where the disk refuses."""
    if file.suffix.lower() in {".md", ".toml"}:
        hint = "give it another ending, such as .json"
        raise UserError("a baseline is no note", hint=hint, path=str(file))
    from netlead_md.rules import write_baseline

    try:
        disk.replace_file(file, write_baseline(diagnostics).encode("utf-8"))
    except OSError as error:
        hint = "name a file in a folder that exists and can be written"
        raise UserError(f"cannot be written: {system_message(error)}", hint=hint, path=str(file)) from None
