"""What `netlead` alone says: where the vault is, how it stands, and the one next command."""

from pathlib import Path

from netlead_md.cli.options import CommonOptions
from netlead_md.cli.vault_path import VAULT_VARIABLE, find_vault, is_folder
from netlead_md.vault import cache
from netlead_md.vault.config import CONFIG_NAME
from netlead_md.vault.errors import UserError
from netlead_md.vault.lock import is_watched
from netlead_md.vault.real_path import resolve_links
from netlead_md.vault.run_record import load_run
from netlead_md.vault.snapshot import Snapshot, take_snapshot


def welcome_message() -> str:
    vault = find_vault(None)
    if vault is None:
        return f"No vault here. Name yours, or set {VAULT_VARIABLE}:{_suggest_command('regenerate FOLDER')}"
    if not is_folder(vault):
        return f"{VAULT_VARIABLE} names {vault}, and there is no such folder.{_suggest_command('regenerate FOLDER')}"
    try:
        seen = take_snapshot(resolve_links(vault), None)
    except UserError as error:
        return f"Your vault is {vault}, but it cannot be used as it is.\n{error}"
    return f"Your vault is {vault}; {_describe_state(resolve_links(vault), seen)}"


def _describe_state(vault: Path, seen: Snapshot) -> str:
    output = seen.loaded.config.output
    if is_watched(vault):
        return f"a watch keeps its pages in {output}/ true. To see what your notes hold:{_suggest_command('check')}"
    if not (vault / output).is_dir():
        if (vault / CONFIG_NAME).exists():
            return f"it has no pages yet. To write them:{_suggest_command('regenerate')}"
        return f"it has no pages yet. To see what it holds:{_suggest_command('init')}"
    if _has_changed(vault, seen):
        return (
            f"its pages in {output}/ may be older than its notes. To write them anew:{_suggest_command('regenerate')}"
        )
    return f"its pages are in {output}/. To keep them true while you write:{_suggest_command('watch')}"


def _has_changed(vault: Path, seen: Snapshot) -> bool:
    """Whether something is known to have changed since the last run; to see whether a page did takes a whole run."""
    record = load_run(vault, seen, CommonOptions().day(seen.loaded.config))
    return cache.cache_file(vault, "run").exists() and (record is None or record.told is None)


def _suggest_command(command: str) -> str:
    return f"\n\n    netlead {command}"
