"""The names of all notes, by a walk that neither opens nor stats them: a capture has a third of a second."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from netlead_md.model.config import Config
from netlead_md.shell.left_out import skips
from netlead_md.shell.misuse import no_vault


class Listing(msgspec.Struct, frozen=True):
    notes: tuple[str, ...]
    """Paths in the vault, as the system writes them; templates and excluded notes left out."""
    files: tuple[str, ...]
    """All that a link can name."""


def listing(vault: Path, config: Config) -> Listing:
    """Walk the vault; links to folders are not followed. Raises Misuse where it cannot be listed."""
    try:
        os.listdir(vault)  # noqa: PTH208
    except OSError as error:
        raise no_vault(error) from None
    skipped = skips(config)
    files = sorted(_walk(os.fspath(vault), "", config.output))
    notes = (path for path in files if path.lower().endswith(".md"))
    return Listing(tuple(path for path in notes if skipped is None or not skipped.search(path)), tuple(files))


def _walk(root: str, folder: str, output: str) -> Iterator[str]:
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            listed = list(entries)
    except OSError:
        return
    for entry in listed:
        name = entry.name
        path = f"{folder}/{name}" if folder else name
        if name.startswith(".") or name == "node_modules" or path == output or not readable(path):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path, output)
        else:
            yield path


def readable(text: str) -> bool:
    """One line without control characters. Joiners (of emoji, of Persian) and spaces that do not break are letters."""
    return text.isprintable() or all(c.isprintable() or c in "\u200c\u200d\u00a0\u202f" for c in text)
