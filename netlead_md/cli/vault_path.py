"""Which vault? The argument, else NETLEAD_VAULT, else the nearest folder upwards that looks like one (SPEC §5)."""

import os
import shlex
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from netlead_md.vault.errors import UserError, vault_error
from netlead_md.vault.real_path import resolve_links

VAULT_VARIABLE: Final = "NETLEAD_VAULT"
VAULT_MARKERS: Final = ("netlead.toml", ".obsidian")


def path_exists(path: Path) -> bool:
    """Whether it does; what has too long a name, or stands where nobody may look, does not."""
    return os.path.exists(path)  # noqa: PTH110  (pathlib raises)


def is_folder(path: Path) -> bool:
    """Likewise."""
    return os.path.isdir(path)  # noqa: PTH112


def find_vault(given: Path | None) -> Path | None:
    """Name the vault without looking into it; None where nothing says which."""
    if given is not None:
        return given
    if named := os.environ.get(VAULT_VARIABLE):
        return Path(os.path.expanduser(named))  # noqa: PTH111  (without a home it stays as it is)
    try:
        here = Path.cwd()
    except OSError:  # somebody has removed it
        return None
    return next(
        (folder for folder in (here, *here.parents) if any(path_exists(folder / mark) for mark in VAULT_MARKERS)), None
    )


def require_vault(given: Path | None) -> Path:
    """Name the vault. Raises Misuse where nothing says which, or where it is no folder."""
    vault = find_vault(given)
    if vault is None:
        markers = " or ".join(VAULT_MARKERS)
        hint = f"name its folder after the command, set {VAULT_VARIABLE}, or go to a folder with {markers}"
        if _has_notes():
            hint = f"if the notes here are yours, `netlead init .` makes this folder a vault; else {hint}"
        raise UserError("no vault here", hint=hint)
    if not path_exists(vault):
        hint = "name the folder that holds your notes; words that belong together stand in quotes"
        hint = hint if given is not None else f"{VAULT_VARIABLE} names it: set that to the folder that holds your notes"
        raise UserError("there is no such folder", hint=hint, path=str(vault))
    if not is_folder(vault):
        raise UserError("this is a file, not a vault", hint="name the folder that holds your notes", path=str(vault))
    try:
        return resolve_links(vault)
    except OSError as error:  # the folder that one stands in, and that somebody has removed
        raise vault_error(error) from None


def _has_notes() -> bool:
    """Whether there are notes in this folder, or in one that lies in it."""
    with suppress(OSError):
        here = Path.cwd()
        return any(chain(here.glob("*.md"), here.glob("*/*.md")))
    return False


def quote_path(path: Path) -> str:
    """A path as it stands on a command line of this system."""
    if os.name == "posix":
        return shlex.quote(str(path))
    return f'"{path}"'
