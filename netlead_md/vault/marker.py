"""Our marker in the front matter of a file: `generated-by: netlead`, with its format and seal (SPEC §4, Ownership).

A `.base` file, which is YAML and has none, carries it as a comment in its first line.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.vault.scanner import Signature, file_signature

TEMPORARY: Final = re.compile(r"\.netlead-[0-9a-f]+\.tmp$")

_FRONT: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<front>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE: Final = r"""(?m)^["']?{}["']?[ \t]*:[ \t]*["']?([^"'\s]+)["']?[ \t]*\r?$"""
_MARKER: Final = re.compile(_LINE.format("generated-by"))
_NUMBER: Final = re.compile(_LINE.format("format"))
_HASH: Final = re.compile(_LINE.format("content-hash"))
_COMMENT: Final = re.compile(
    r"\A\ufeff?# generated-by: netlead, format: (?P<format>[0-9]{1,9}), content-hash: (?P<seal>[0-9a-f]+)"
    r"[ \t]*(?:\r?\n|\Z)"
)
_HEAD: Final = 8_192
_OURS: Final = re.compile(r"""(?m)^["']?(?:generated-by|format|content-hash)["']?[ \t]*:.*(?:\n|\Z)""")


class Marker(msgspec.Struct, frozen=True):
    format: int
    content_hash: str
    body: str
    """Everything after the front matter, or after the comment."""


def parse_marker(data: bytes) -> Marker | None:
    """Read the marker of a file; None for one that does not carry it."""
    if b"generated-by" not in data:
        return None
    text = data.decode("utf-8", "replace")
    if comment := _COMMENT.match(text):
        return Marker(int(comment["format"]), comment["seal"], text[comment.end() :])
    found = _FRONT.match(text)
    maker = _MARKER.search(found["front"]) if found else None
    if not found or not maker or maker[1] != "netlead":
        return None
    number, seal = _NUMBER.search(found["front"]), _HASH.search(found["front"])
    version = int(number[1]) if number and number[1].isdecimal() else 1
    return Marker(version, seal[1] if seal else "", text[found.end() :])


def remove_marker(text: str) -> str:
    """Take our marker off a page that somebody edited: from now on it is theirs."""
    if comment := _COMMENT.match(text):
        return text[comment.end() :]
    found = _FRONT.match(text)
    if not found:
        return text
    front = _OURS.sub("", found["front"])
    return f"---\n{front}---\n{text[found.end() :]}" if front.strip() else text[found.end() :]


_OWN_KEY: Final = re.compile(r"generated-by|format|content-hash|netlead_\w+")
_KEY: Final = re.compile(r"""["']?(?P<key>[^\s#\-"'][^\n:"']*?)["']?[ \t]*:(?:[ \t]|\r?\n|\Z)""")


def user_properties(data: bytes) -> str:
    """The lines of front matter that somebody may have added to a page of ours: all but our marker and figures."""
    found = _FRONT.match(data.decode("utf-8", "replace"))
    front = found["front"].replace("\r\n", "\n") if found else ""
    return "".join(lines for key, lines in _properties(front) if not _OWN_KEY.fullmatch(key))


def add_properties(text: str, properties: str) -> str:
    """A page of ours with the properties that somebody added, behind our own; ours win."""
    found = _FRONT.match(text) if properties else None
    if found is None:
        return text
    ours, at = {key for key, _ in _properties(found["front"])}, found.end("front")
    added = "".join(lines for key, lines in _properties(properties) if key not in ours)
    return f"{text[:at]}{added}{text[at:]}"


def _properties(front: str) -> Iterator[tuple[str, str]]:
    """Each key of a block with all lines of its value; lines above the first key are left out."""
    key, lines = "", ""
    for line in front.splitlines(keepends=True):
        found = _KEY.match(line)
        if found is None:
            lines += line
            continue
        if key:
            yield key, lines
        key, lines = found["key"], line
    if key:
        yield key, lines


def walk_files(folder: str, above: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file, sorted. Links are never followed: behind one lies nothing of ours."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=attrgetter("name"))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in listed:
        name = entry.name
        path = above + (name if name.isascii() else unicodedata.normalize("NFC", name))
        if not entry.is_dir(follow_symlinks=False):
            yield path, entry
        elif not name.startswith("."):
            yield from walk_files(entry.path, path + "/")


class OutputFileStat(msgspec.Struct, frozen=True):
    """A file in the output folder, unread."""

    path: str
    """In the output folder, `/`, NFC."""
    real: str
    signature: Signature
    link: bool
    """A link, or something else that is no ordinary file and must not be opened."""


def list_output(output: Path) -> tuple[OutputFileStat, ...]:
    """Everything that stands in the output folder, hidden files too."""
    found = []
    with suppress(OSError):
        for path, entry in walk_files(os.fspath(output), ""):
            try:
                now = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # gone since it was listed
                continue
            found.append(OutputFileStat(path, entry.path, file_signature(now), not stat.S_ISREG(now.st_mode)))
    return tuple(found)


def is_foreign(file: OutputFileStat) -> bool:
    """Whether it is not ours, so that no page may take its name."""
    if file.link or file.path.rpartition("/")[2].startswith("."):
        return not file.path.rpartition("/")[2].startswith(".")
    try:
        with Path(file.real).open("rb") as opened:
            return parse_marker(opened.read(_HEAD)) is None
    except OSError:
        return True
