"""What stands in the output folder: our files, intact or edited, and other people's (SPEC §4, Ownership)."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from netlead_md.shell.cache import settled
from netlead_md.shell.marker import TEMPORARY, Unread, marker, walk
from netlead_md.shell.scan import Signature, signature

FORMAT: Final = 1
"""Of the pages that this netlead writes; it never overwrites a newer one."""


class Held(msgspec.Struct, frozen=True):
    """What a file of the output folder held at a moment."""

    signature: Signature
    at: int
    """Nanoseconds."""
    format: int = 0
    """0: the file is none of ours."""
    text: str | None = None
    """The text of the page, if the file held just that."""

    def holds(self, signature: Signature) -> bool:
        """Whether a file with this signature still holds it."""
        return self.signature == signature and settled(signature, self.at)


class Standing(msgspec.Struct, frozen=True):
    """One file as it stands in the output folder."""

    path: str
    """In the output folder, `/`, NFC."""
    real: str
    held: Held
    intact: bool = True
    """Nobody edited it: the hash is that of its body."""
    data: bytes = b""
    """Its bytes, unless it is known to hold a page's text."""

    def same(self, text: str) -> bool:
        """Whether it is this page, byte for byte."""
        return self.held.text == text if self.held.text is not None else self.data == text.encode("utf-8", "replace")


def look(
    output: Path, known: Mapping[str, Held] = MappingProxyType({})
) -> tuple[tuple[Standing, ...], tuple[Standing, ...], tuple[str, ...]]:
    """List our files, everybody else's, and temporaries that a killed run left behind. What is known is not read."""
    ours: list[Standing] = []
    others: list[Standing] = []
    strays: list[str] = []
    for path, entry in walk(os.fspath(output), ""):
        if TEMPORARY.fullmatch(entry.name):
            strays.append(entry.path)
        elif not entry.name.startswith(".") and (standing := _standing(path, entry, known.get(path))) is not None:
            (ours if standing.held.format else others).append(standing)
    return tuple(ours), tuple(others), tuple(strays)


def _standing(path: str, entry: os.DirEntry[str], known: Held | None) -> Standing | None:
    at = time.time_ns()
    try:
        now = signature(entry.stat(follow_symlinks=False))
    except FileNotFoundError:  # gone since it was listed
        return None
    if known is not None and (known.text is not None or not known.format) and known.holds(now):
        return Standing(path, entry.path, known)
    if not entry.is_file(follow_symlinks=False) or not entry.name.lower().endswith((".md", ".base")):
        return Standing(path, entry.path, Held(now, at))
    return _read(path, entry.path, now, at)


def _read(path: str, real: str, now: Signature, at: int) -> Standing:
    from netlead_md.rendering import content_hash

    try:
        data = Path(real).read_bytes()
    except OSError:
        return Standing(path, real, Held(now, at))
    found = marker(data)
    if found is None:
        return Standing(path, real, Held(now, at))
    return Standing(path, real, Held(now, at, max(1, found.format)), found.seal == content_hash(found.body), data)


def amiss(standing: tuple[Unread, ...], known: Mapping[str, Held], at: int) -> tuple[str, ...]:
    """Files of the output folder that are not what was left there, or may not be. Sorted.

    What was written just before it was last looked at may have been changed within the same tick of the clock: it is
    named once, so that it is read again.
    """
    stand = {file.path: file.signature for file in standing if not file.path.rpartition("/")[2].startswith(".")}
    strays = (file.path for file in standing if TEMPORARY.fullmatch(file.path.rpartition("/")[2]))
    odd = (
        path
        for path, now in stand.items()
        if (held := known.get(path)) is None
        or held.signature != now
        or (not settled(now, held.at) and settled(now, at))
    )
    return tuple(sorted({*odd, *strays, *(known.keys() - stand.keys())}))
