"""Which notes the cures of diagnostics would change, and how."""

import difflib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.diagnostics import Diagnostic, FaultKind, Fix
from netlead_md.parsing.frontmatter import read_front
from netlead_md.vault import atomic_write as disk
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.reader import read_signature
from netlead_md.vault.scanner import NoteFile, Signature, VaultScan

CHANGED: Final = "it changed while it was read; run the command again"
OUTSIDE: Final = "it is a link that leads out of the vault; mend it there"
READ_ONLY: Final = "it is read-only; make it writable, or mend it by hand"
ELSEWHERE: Final = "its text is not what was read; mend it by hand"
UNREADABLE: Final = "its properties could not be read any more; mend it by hand"


class NoteChange(msgspec.Struct, frozen=True):
    """One note before and after its cures."""

    path: str
    real: str
    """The file itself, behind any symbolic link."""
    signature: Signature
    before: bytes
    after: bytes
    fixes: int


class SkippedFix(msgspec.Struct, frozen=True):
    path: str
    why: str


class FixPlan(msgspec.Struct, frozen=True):
    changes: tuple[NoteChange, ...] = ()
    skipped: tuple[SkippedFix, ...] = ()

    @property
    def fixes(self) -> int:
        return sum(change.fixes for change in self.changes)


def plan_fixes(vault: Path, scan: VaultScan, diagnostics: Iterable[Diagnostic], *, unsafe: bool = False) -> FixPlan:
    """Lay out all cures; `diagnostics` are what was found in the notes just as `scan` saw them. Writes nothing."""
    found = {note.path: note for note in scan.notes}
    results = [
        _fix_note(vault, found[path], fixes) for path, fixes in _group_fixes(diagnostics, unsafe) if path in found
    ]
    return FixPlan(
        tuple(each for each in results if isinstance(each, NoteChange)),
        tuple(each for each in results if isinstance(each, SkippedFix)),
    )


def _group_fixes(diagnostics: Iterable[Diagnostic], unsafe: bool) -> Iterator[tuple[str, list[Fix]]]:  # noqa: FBT001
    wanted = [each for each in diagnostics if each.fix is not None and (each.fix.safe or unsafe)]
    for path, group in groupby(sorted(wanted, key=lambda each: each.path), key=lambda each: each.path):
        yield path, [each.fix for each in group if each.fix is not None]


def _fix_note(vault: Path, found: NoteFile, fixes: Sequence[Fix]) -> NoteChange | SkippedFix:
    from netlead_md.rules import merge_fixes  # here, for a check that mends nothing needs no rules

    real = os.path.realpath(found.real)
    try:
        if why := _find_write_obstacle(vault, real):
            return SkippedFix(found.path, why)
        before = Path(real).read_bytes()
        if read_signature(real) != found.signature:
            return SkippedFix(found.path, CHANGED)
        text, count = merge_fixes(before.decode("utf-8"), fixes)
    except OSError as error:
        return SkippedFix(found.path, f"it cannot be read: {system_message(error)}")
    if not count:
        return SkippedFix(found.path, ELSEWHERE)
    if _has_broken_frontmatter(text) and not _has_broken_frontmatter(before.decode("utf-8")):
        return SkippedFix(found.path, UNREADABLE)
    return NoteChange(found.path, real, found.signature, before, text.encode("utf-8"), count)


def _has_broken_frontmatter(text: str) -> bool:
    """Whether the front matter is no YAML."""
    block = read_front("", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return any(fault.trouble is FaultKind.YAML_ERROR for fault in block.faults)


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


def apply_fix_plan(mending: FixPlan) -> FixPlan:
    """Change the notes; what was done is given back, with a refusal for each note that was left alone."""
    done: list[NoteChange] = []
    refused = list(mending.skipped)
    for change in mending.changes:
        why = _replace_note(change)
        if why:
            refused.append(SkippedFix(change.path, why))
        else:
            done.append(change)
    return FixPlan(tuple(done), tuple(refused))


def _replace_note(change: NoteChange) -> str:
    """Why it could not be done; empty if it was."""
    target = Path(change.real)
    try:
        if read_signature(change.real) != change.signature or target.read_bytes() != change.before:
            return CHANGED
        disk.replace_file(target, change.after, keep_mode=True)
    except OSError as error:
        return f"it cannot be written: {system_message(error)}"
    return ""


# A change as a unified diff, such as `patch` and `git apply` take.


def format_diff(change: NoteChange) -> Iterator[str]:
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
