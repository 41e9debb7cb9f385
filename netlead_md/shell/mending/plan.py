"""Which notes the cures of diagnostics would change, and how."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.page import Diagnostic, Fix
from netlead_md.model.place import Trouble
from netlead_md.reading.frontmatter import read_front
from netlead_md.shell.files import signature_of
from netlead_md.shell.misuse import system_words
from netlead_md.shell.scan import Found, Scan, Signature

CHANGED: Final = "it changed while it was read; run the command again"
OUTSIDE: Final = "it is a link that leads out of the vault; mend it there"
READ_ONLY: Final = "it is read-only; make it writable, or mend it by hand"
ELSEWHERE: Final = "its text is not what was read; mend it by hand"
UNREADABLE: Final = "its properties could not be read any more; mend it by hand"


class Change(msgspec.Struct, frozen=True):
    """One note before and after its cures."""

    path: str
    real: str
    """The file itself, behind any symbolic link."""
    signature: Signature
    before: bytes
    after: bytes
    fixes: int


class Refusal(msgspec.Struct, frozen=True):
    path: str
    why: str


class Mending(msgspec.Struct, frozen=True):
    changes: tuple[Change, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def fixes(self) -> int:
        return sum(change.fixes for change in self.changes)


def plan(vault: Path, scan: Scan, diagnostics: Iterable[Diagnostic], *, unsafe: bool = False) -> Mending:
    """Lay out all cures; `diagnostics` are what was found in the notes just as `scan` saw them. Writes nothing."""
    found = {note.path: note for note in scan.notes}
    results = [_note(vault, found[path], fixes) for path, fixes in _by_note(diagnostics, unsafe) if path in found]
    return Mending(
        tuple(each for each in results if isinstance(each, Change)),
        tuple(each for each in results if isinstance(each, Refusal)),
    )


def _by_note(diagnostics: Iterable[Diagnostic], unsafe: bool) -> Iterator[tuple[str, list[Fix]]]:  # noqa: FBT001
    wanted = [each for each in diagnostics if each.fix is not None and (each.fix.safe or unsafe)]
    for path, group in groupby(sorted(wanted, key=lambda each: each.path), key=lambda each: each.path):
        yield path, [each.fix for each in group if each.fix is not None]


def _note(vault: Path, found: Found, fixes: Sequence[Fix]) -> Change | Refusal:
    from netlead_md.rules import together  # here, for a check that mends nothing needs no rules

    real = os.path.realpath(found.real)
    try:
        if why := _closed(vault, real):
            return Refusal(found.path, why)
        before = Path(real).read_bytes()
        if signature_of(real) != found.signature:
            return Refusal(found.path, CHANGED)
        text, count = together(before.decode("utf-8"), fixes)
    except OSError as error:
        return Refusal(found.path, f"it cannot be read: {system_words(error)}")
    if not count:
        return Refusal(found.path, ELSEWHERE)
    if _broken(text) and not _broken(before.decode("utf-8")):
        return Refusal(found.path, UNREADABLE)
    return Change(found.path, real, found.signature, before, text.encode("utf-8"), count)


def _broken(text: str) -> bool:
    """Whether the front matter is no YAML."""
    block = read_front("", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return any(fault.trouble is Trouble.YAML_ERROR for fault in block.faults)


def _closed(vault: Path, real: str) -> str:
    """Why a file must not be written; empty if it may.

    The system lets one replace a read-only file in a folder of one's own, and an administrator anything: its mode is
    what its owner meant.
    """
    if not Path(real).is_relative_to(os.path.realpath(vault)):
        return OUTSIDE
    writable = stat.S_IMODE(os.stat(real).st_mode) & 0o222 and os.access(real, os.W_OK)  # noqa: PTH116
    return "" if writable else READ_ONLY
