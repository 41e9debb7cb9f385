"""A vault as the language server sees it, without a server: for answers that need no protocol."""

from collections.abc import Mapping
from pathlib import Path

from netlead_md.lsp.index import NotePosition, WorkspaceIndex, build_workspace_index
from netlead_md.model.config import Config
from netlead_md.vault.session import VaultState
from tests.reports.press import book_of, notes_of


def sight(vault: Mapping[str, str]) -> WorkspaceIndex:
    config = Config()
    notes = {note.path: note for note in notes_of(vault, config)}
    return build_workspace_index(VaultState(Path("/vault"), config, book_of(vault, config=config), notes, ()), {})


def at(vault: Mapping[str, str], path: str, mark: str) -> NotePosition:
    """The position of the first letter of some words in a note."""
    before = vault[path].partition(mark)[0]
    line = before.rpartition("\n")[2]
    return NotePosition(sight(vault), path, vault[path], before.count("\n") + 1, len(line) + 1)
