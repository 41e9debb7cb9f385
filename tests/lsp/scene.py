"""A vault as the language server sees it, without a server: for answers that need no protocol."""

from collections.abc import Mapping
from pathlib import Path

from netlead_md.lsp.sight import At, Sight, sight_of
from netlead_md.model.config import Config
from netlead_md.shell.session import State
from tests.reports.press import book_of, notes_of


def sight(vault: Mapping[str, str]) -> Sight:
    config = Config()
    notes = {note.path: note for note in notes_of(vault, config)}
    return sight_of(State(Path("/vault"), config, book_of(vault, config=config), notes, ()), {})


def at(vault: Mapping[str, str], path: str, mark: str) -> At:
    """The position of the first letter of some words in a note."""
    before = vault[path].partition(mark)[0]
    line = before.rpartition("\n")[2]
    return At(sight(vault), path, vault[path], before.count("\n") + 1, len(line) + 1)
