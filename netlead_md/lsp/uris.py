"""Files by their address in an editor, and by their path in the vault."""

import os
import unicodedata
from pathlib import Path

from pygls import uris

from netlead_md.vault.real_path import find_file


def uri_to_path(vault: Path, uri: str, output: str) -> str:
    """A note's path in the vault; empty for a file elsewhere, hidden, of ours, or that is no note."""
    real = uris.to_fs_path(uri)
    if real is None or not real.lower().endswith(".md"):
        return ""
    here = Path(os.path.realpath(os.path.dirname(real))) / os.path.basename(real)  # noqa: PTH119, PTH120
    if not here.is_relative_to(vault):
        return ""
    path = unicodedata.normalize("NFC", here.relative_to(vault).as_posix())
    hidden = any(part.startswith(".") for part in path.split("/"))
    return "" if hidden or (output and path.startswith(f"{output}/")) else path


def path_to_uri(vault: Path, path: str) -> str:
    """The address of a note; its name on the disk may be decomposed where ours is composed."""
    real = find_file(vault, path)
    return uris.from_fs_path(str(real)) or real.as_uri()
