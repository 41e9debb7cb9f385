"""What stands in the output folder: our files, intact or edited, and other people's (SPEC §4, Ownership)."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from netlead_md.vault.cache import is_settled
from netlead_md.vault.marker import TEMPORARY, OutputFileStat, parse_marker, walk_files
from netlead_md.vault.scanner import Signature, file_signature


class TrackedState(msgspec.Struct, frozen=True):
    """What a file of the output folder held at a moment."""

    signature: Signature
    at: int
    """Nanoseconds."""
    format: int = 0
    """0: the file is none of ours."""
    text: str | None = None
    """The text of the page, if the file held just that."""
    added: str = ""
    """Properties that the user added to our page."""

    def is_current(self, signature: Signature) -> bool:
        """Whether a file with this signature still holds it."""
        return self.signature == signature and is_settled(signature, self.at)


class OutputFile(msgspec.Struct, frozen=True):
    """One file as it stands in the output folder."""

    path: str
    """In the output folder, `/`, NFC."""
    real: str
    held: TrackedState
    intact: bool = True
    """Nobody edited it: the hash is that of its body."""
    data: bytes = b""
    """Its bytes, unless it is known to hold a page's text."""

    def same(self, text: str) -> bool:
        """Whether it is this page, byte for byte."""
        return self.held.text == text if self.held.text is not None else self.data == text.encode("utf-8", "replace")


def scan_output(
    output: Path, known: Mapping[str, TrackedState] = MappingProxyType({})
) -> tuple[tuple[OutputFile, ...], tuple[OutputFile, ...], tuple[str, ...]]:
    """List our files, everybody else's, and temporaries that a killed run left behind. What is known is not read."""
    ours: list[OutputFile] = []
    others: list[OutputFile] = []
    strays: list[str] = []
    for path, entry in walk_files(os.fspath(output), ""):
        if TEMPORARY.fullmatch(entry.name):
            strays.append(entry.path)
        elif not entry.name.startswith(".") and (standing := _inspect_file(path, entry, known.get(path))) is not None:
            (ours if standing.held.format else others).append(standing)
    return tuple(ours), tuple(others), tuple(strays)


def _inspect_file(path: str, entry: os.DirEntry[str], known: TrackedState | None) -> OutputFile | None:
    at = time.time_ns()
    try:
        now = file_signature(entry.stat(follow_symlinks=False))
    except FileNotFoundError:  # gone since it was listed
        return None
    if known is not None and (known.text is not None or not known.format) and known.is_current(now):
        return OutputFile(path, entry.path, known)
    if not entry.is_file(follow_symlinks=False) or not entry.name.lower().endswith((".md", ".base")):
        return OutputFile(path, entry.path, TrackedState(now, at))
    return _read_output_file(path, entry.path, now, at)


def _read_output_file(path: str, real: str, now: Signature, at: int) -> OutputFile:
    from netlead_md.rendering import content_hash, older_content_hash

    try:
        data = Path(real).read_bytes()
    except OSError:
        return OutputFile(path, real, TrackedState(now, at))
    found = parse_marker(data)
    if found is None:
        return OutputFile(path, real, TrackedState(now, at))
    intact = found.content_hash == content_hash(found.body) or found.content_hash == older_content_hash(found.body)
    return OutputFile(path, real, TrackedState(now, at, max(1, found.format), None, found.added), intact, data)


def list_changed_files(
    standing: tuple[OutputFileStat, ...], known: Mapping[str, TrackedState], at: int
) -> tuple[str, ...]:
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
        or (not is_settled(now, held.at) and is_settled(now, at))
    )
    return tuple(sorted({*odd, *strays, *(known.keys() - stand.keys())}))
