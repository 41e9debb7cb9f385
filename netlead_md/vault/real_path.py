"""From a path in the vault, which is NFC, to the file as the system calls it, which may be decomposed."""

import os
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path


def resolve_links(path: Path) -> Path:
    """The absolute path behind all links; of links that lead round in a circle as far as they lead. Never raises.

    `Path.resolve` raises RuntimeError, OSError or nothing at such a circle, as the version of Python will have it.
    """
    return Path(os.path.realpath(path))


def find_file(vault: Path, path: str) -> Path:
    """The file of a path in the vault; where there is none of its letters in any form, the place it would have.

    A vault that was copied from a Mac has decomposed names (SPEC §2.1: names are compared in NFC).
    """
    file = vault / path
    if path.isascii() or os.path.lexists(file):
        return file
    here = vault
    for part in path.split("/"):
        here = here / part if os.path.lexists(here / part) else _alike(here, part)
    return here


def _alike(folder: Path, name: str) -> Path:
    """What a folder holds of this name in another normal form, the first by its letters."""
    wanted = unicodedata.normalize("NFC", name)
    with suppress(OSError):
        found = [each for each in os.listdir(folder) if unicodedata.normalize("NFC", each) == wanted]  # noqa: PTH208
        if found:
            return folder / min(found)
    return folder / name


def is_plain_file(file: Path) -> bool:
    """Whether something can be read to its end: no pipe, for which one may wait for ever. Raises OSError."""
    return stat.S_ISREG(file.stat().st_mode) or os.fspath(file) == os.devnull
