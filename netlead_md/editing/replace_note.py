"""A user's note for its next state: in one step, with its mode, and only if nobody changed it meanwhile."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from netlead_md.vault import atomic_write as disk
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import find_file


def replace_if_unchanged(vault: Path, path: str, before: bytes, after: bytes) -> None:
    """Replace a note's bytes. Raises Misuse where it changed, leads out of the vault, or cannot be written."""
    target = find_file(vault, path).resolve()
    if not target.is_relative_to(vault.resolve()):
        raise UserError("this is a link that leads out of the vault", hint="write into that file yourself", path=path)
    temporary = target.with_name(f".netlead-{os.getpid():x}.tmp")
    try:
        disk.write_new_file(temporary, after)
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        if target.read_bytes() != before:
            raise UserError("this note was changed meanwhile; nothing was written", hint="try again", path=path)
        os.replace(temporary, target)  # noqa: PTH105  (one name that a test can make fail)
    except OSError as error:
        hint = "make the note and its folder writable"
        raise UserError(f"cannot be written: {system_message(error)}", hint=hint, path=path) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
