"""What `netlead` alone says: where the vault is, how it stands, and the one next command."""

from pathlib import Path

from netlead_md.cli.common import Common
from netlead_md.cli.vault import VARIABLE, find, is_folder
from netlead_md.shell import cache
from netlead_md.shell.config import NAME
from netlead_md.shell.lock import watched
from netlead_md.shell.look import Snapshot, look
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.record import recall


def welcome() -> str:
    vault = find(None)
    if vault is None:
        return f"No vault here. Name yours, or set {VARIABLE}:{_next('regenerate FOLDER')}"
    if not is_folder(vault):
        return f"{VARIABLE} names {vault}, and there is no such folder.{_next('regenerate FOLDER')}"
    try:
        seen = look(vault.resolve(), None)
    except Misuse as error:
        return f"Your vault is {vault}, but it cannot be used as it is.\n{error}"
    return f"Your vault is {vault}; {_state(vault.resolve(), seen)}"


def _state(vault: Path, seen: Snapshot) -> str:
    output = seen.loaded.config.output
    if watched(vault):
        return f"a watch keeps its pages in {output}/ true. To see what your notes hold:{_next('check')}"
    if not (vault / output).is_dir():
        if (vault / NAME).exists():
            return f"it has no pages yet. To write them:{_next('regenerate')}"
        return f"it has no pages yet. To see what it holds:{_next('init')}"
    if _changed(vault, seen):
        return f"its pages in {output}/ may be older than its notes. To write them anew:{_next('regenerate')}"
    return f"its pages are in {output}/. To keep them true while you write:{_next('watch')}"


def _changed(vault: Path, seen: Snapshot) -> bool:
    """Whether something is known to have changed since the last run; to see whether a page did takes a whole run."""
    record = recall(vault, seen, Common().day(seen.loaded.config))
    return cache.place(vault, "run").exists() and (record is None or record.told is None)


def _next(command: str) -> str:
    return f"\n\n    netlead {command}"
