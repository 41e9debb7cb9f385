"""Our marker in the front matter of a file: `generated-by: netlead`, with its format and seal (SPEC §4, Ownership).

A `.base` file, which is YAML and has none, carries it as a comment in its first line.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Container, Iterator
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
_OWN_KEY: Final = re.compile(r"""["']?(?:generated-by|format|content-hash|netlead_[\w-]*)["']?[ \t]*:""")
"""A property that we write; every other one on a page is the user's (SPEC §4)."""
_OWN_KEYS_OF_FORMAT_1: Final = frozenset({"organisation", "class", "stage", "trust"})
_OURS: Final = re.compile(r"""(?m)^["']?(?:generated-by|format|content-hash)["']?[ \t]*:.*(?:\n|\Z)""")


class Marker(msgspec.Struct, frozen=True):
    format: int
    content_hash: str
    body: str
    """Everything after the front matter, or after the comment."""
    added: str = ""
    """Properties that the user added to the page: whole lines of its front matter, as they stand."""


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
    own = _OWN_KEYS_OF_FORMAT_1 if version < 2 else frozenset[str]()  # noqa: PLR2004  (the format that has our prefix)
    added = "".join(_list_added_lines(found["front"].replace("\r\n", "\n"), own))
    return Marker(version, seal[1] if seal else "", text[found.end() :], added)


def _list_added_lines(front: str, own: Container[str] = ()) -> Iterator[str]:
    """Lines of front matter that are none of ours, each with those that go on from it."""
    ours = False
    for line in front.splitlines(keepends=True):
        if line[0] not in " \t\n-" and not (ours and line[0] in "]}"):
            ours = bool(_OWN_KEY.match(line)) or _property_key(line) in own
        if not ours and line.strip():
            yield line if line.endswith("\n") else f"{line}\n"


def _property_key(line: str) -> str:
    return line.partition(":")[0].strip(" \t\"'")


def add_properties(text: str, added: str) -> str:
    """Put what the user added to a page below our own properties; where both name one, ours stands."""
    found = _FRONT.match(text) if added else None
    if not found:
        return text
    own = frozenset(map(_property_key, found["front"].splitlines()))
    return f"{text[: found.end('front')]}{''.join(_list_added_lines(added, own))}{text[found.end('front') :]}"


def remove_marker(text: str) -> str:
    """Take our marker off a page that somebody edited: from now on it is theirs."""
    if comment := _COMMENT.match(text):
        return text[comment.end() :]
    found = _FRONT.match(text)
    if not found:
        return text
    front = _OURS.sub("", found["front"])
    return f"---\n{front}---\n{text[found.end() :]}" if front.strip() else text[found.end() :]


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
