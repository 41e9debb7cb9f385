"""A copy of every touched file outside the vault, and only then the change."""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from netlead_md.shell import cache
from netlead_md.shell.capture.exchange import exchange
from netlead_md.shell.misuse import Misuse, system_words
from netlead_md.shell.privacy.removal import Change


def carry_out(vault: Path, changes: Sequence[Change]) -> Path:
    """Copy, then change; names the folder of the copies. Raises Misuse where a file changed or the disk refuses."""
    place = _folder(vault)
    try:
        for change in changes:
            copy = place / change.path
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
                file.write(change.before)
        for change in changes:
            if change.after is not None:
                exchange(vault, change.path, change.before, change.after)
            else:
                _remove(vault, change)
    except OSError as error:
        raise Misuse(f"cannot be written: {system_words(error)}", cure=f"copies are in {place}") from None
    for ending in ("notes", "run"):  # what the last run keeps names them too
        with suppress(OSError):
            cache.place(vault, ending).unlink()
    return place


def _folder(vault: Path) -> Path:
    """A new folder in the user's data folder, which nobody else can read."""
    name = hashlib.sha256(os.fsencode(vault.resolve())).hexdigest()[:12]
    above = _data() / "forgotten"
    if above.resolve().is_relative_to(vault.resolve()):
        raise Misuse("your data folder lies in the vault", cure="a copy there would keep what you want to forget")
    try:
        above.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(1, 10_000):
            folder = above / f"{name}-{number}"
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                return folder
    except OSError as error:
        raise Misuse(f"no copy can be made: {system_words(error)}", cure="make it writable", path=str(above)) from None
    raise Misuse("there are too many copies", cure="delete those you no longer need", path=str(above))


def _data() -> Path:
    from platformdirs import user_data_path

    with suppress(RuntimeError):  # some versions say so, and some name a folder called `~`
        if (found := user_data_path("netlead")).is_absolute():
            return found
    raise Misuse("no copy can be made: you have no home folder", cure="set HOME to a folder of yours")


def _remove(vault: Path, change: Change) -> None:
    target = vault / change.path
    if target.read_bytes() != change.before:
        raise Misuse("this note was changed meanwhile; it was not removed", cure="try again", path=change.path)
    target.unlink()
