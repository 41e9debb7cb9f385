"""The only hands that change a file: replaced whole or not at all, and never outside the vault."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from netlead_md.vault.errors import UserError
from netlead_md.vault.real_path import resolve_links

RETRY_TIMEOUT_S: Final = 2.0
"""Seconds for which a replace is tried again, that is refused because another program has the file open."""
_PAUSE: Final = 0.05


def resolve_output_folder(vault: Path, output: str) -> Path:
    """Find where pages go. Raises Misuse for a file in the way, or a link that leads out of the vault."""
    root = vault / output
    for folder in (root, *root.parents[: output.count("/")]):
        if folder.exists() and not folder.is_dir():
            hint = f"move that file away, or set `output` in netlead.toml to another folder than '{output}'"
            raise UserError("the output folder is a file", hint=hint, path=folder.relative_to(vault).as_posix())
    _require_inside_vault(vault, root, output)
    return root


def _require_inside_vault(vault: Path, folder: Path, name: str) -> None:
    if not resolve_links(folder).is_relative_to(resolve_links(vault)):
        hint = "netlead writes only inside the vault: put a real folder there, or set `output` to another one"
        raise UserError("this is a link that leads out of the vault", hint=hint, path=name)


def create_folders(folder: Path, path: str) -> Path:
    """Make the folders of a path, but never the one that they lie in: a drive that is gone is not made up for."""
    for part in filter(None, path.split("/")):
        folder /= part
        folder.mkdir(exist_ok=True)
    return folder


def resolve_page_file(root: Path, path: str) -> Path:
    """Make the folder of a page and name its file; raises Misuse if links lead it out of the output folder."""
    return OutputRoot(root).file(path)


class OutputRoot:
    """Likewise for many pages: each of their folders is made and looked at once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folders: dict[str, Path] = {}

    def file(self, path: str) -> Path:
        above, _, name = path.rpartition("/")
        folder = self._folders.get(above)
        if folder is None:
            folder = self._folders[above] = create_folders(self._root, above)
            _require_inside_vault(self._root, folder, path)
        return folder / name


def replace_file(
    target: Path,
    data: bytes,
    *,
    keep_mode: bool = False,
    durable: bool = False,
    check: Callable[[], None] = lambda: None,
) -> None:
    """Write a file beside its place, then put it there in one step, so that no reader ever sees half of it.

    A page is not forced to the disk: one lost to a power cut is made again from the notes. A note of the user keeps
    the mode and owner that it has (`keep_mode`) and is forced to the disk before it takes its place (`durable`).
    `check` is called at the last moment; what it raises leaves the file as it was.
    """
    temporary = temporary_of(target)
    try:
        write_new_file(temporary, data)
        if durable:
            _force(temporary)
        if keep_mode:
            _keep_owner(target, temporary)
            shutil.copymode(target, temporary)
        check()
        _move_into_place(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def temporary_of(target: Path) -> Path:
    """Where a file is written before it takes its place: the same name each time, so that a killed run leaves one."""
    name = hashlib.sha256(target.name.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return target.with_name(f".netlead-{name}.tmp")


def _force(file: Path) -> None:
    """Force a file to the disk."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def write_new_file(temporary: Path, data: bytes) -> None:
    """Write a new file; what stands there under this name is left over from a killed run, or a trap."""
    remove_file(temporary)
    with temporary.open("xb") as file:
        file.write(data)


def _keep_owner(target: Path, temporary: Path) -> None:
    """An administrator's command leaves the note to its owner."""
    if hasattr(os, "chown"):
        status, own = target.stat(), temporary.stat()
        if (status.st_uid, status.st_gid) != (own.st_uid, own.st_gid):
            with suppress(OSError):
                os.chown(temporary, status.st_uid, status.st_gid)


def _move_into_place(temporary: Path, target: Path) -> None:
    end = time.monotonic() + RETRY_TIMEOUT_S
    while True:
        try:
            os.replace(temporary, target)  # noqa: PTH105  (one name that a test can make fail)
        except PermissionError:
            if time.monotonic() >= end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def remove_file(file: Path) -> None:
    with suppress(FileNotFoundError):
        file.unlink()


def has_content(file: Path, data: bytes) -> bool:
    try:
        return file.read_bytes() == data
    except OSError:
        return False


def remove_empty_folders(root: Path, folders: Iterable[str]) -> None:
    """Remove folders that our removals left empty, up to the output folder itself."""
    for folder in sorted({Path(folder) for folder in folders}, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
            if folder != root:
                root.rmdir()
