"""What stands in the output folder: our files, intact or edited, and other people's (SPEC §4, Ownership)."""

import os
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.shell.marker import TEMPORARY, marker, walk

FORMAT: Final = 1
"""Of the pages that this netlead writes; it never overwrites a newer one."""


class Standing(msgspec.Struct, frozen=True):
    """One file of ours as it stands in the output folder."""

    path: str
    """In the output folder, `/`, NFC."""
    real: str
    data: bytes
    format: int
    intact: bool
    """Nobody edited it: the hash is that of its body."""


def look(output: Path) -> tuple[tuple[Standing, ...], tuple[str, ...], tuple[str, ...]]:
    """List our files, the paths of everybody else's, and temporaries that a killed run left behind."""
    ours: list[Standing] = []
    others: list[str] = []
    strays: list[str] = []
    for path, entry in walk(os.fspath(output), ""):
        if TEMPORARY.fullmatch(entry.name):
            strays.append(entry.path)
        elif not entry.name.startswith("."):
            standing = _standing(path, entry)
            if standing is None:
                others.append(path)
            else:
                ours.append(standing)
    return tuple(ours), tuple(others), tuple(strays)


def _standing(path: str, entry: os.DirEntry[str]) -> Standing | None:
    from netlead_md.rendering import content_hash

    if not entry.is_file(follow_symlinks=False) or not entry.name.lower().endswith((".md", ".base")):
        return None
    try:
        data = Path(entry.path).read_bytes()
    except OSError:
        return None
    found = marker(data)
    if found is None:
        return None
    return Standing(path, entry.path, data, found.format, found.seal == content_hash(found.body))
