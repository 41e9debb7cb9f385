"""From the bytes of a file to honest text: encodings, mojibake, and nothing that could act when it stands in a note."""

import codecs
import re
import unicodedata
from typing import Final

from netlead_md.shell.misuse import Misuse

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOK: Final = 512
"""Bytes that show whether every second one is NUL: UTF-16 without a mark."""
_TURNING: Final = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Invisible marks that turn the order of words about."""
_LIVE: Final = (("{{", "{ {"), ("}}", "} }"), ("<%", "< %"), ("%>", "% >"), ("[[", "[ ["), ("]]", "] ]"))
"""Marks by which Obsidian, or a template plugin, would read more into a text than its words."""
_SPACE: Final = re.compile(r"\s+")
_WIKILINK: Final = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Read the bytes, and name the encoding if it had to be assumed. Raises Misuse for one that does not fit."""
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), ""
        except LookupError:
            raise Misuse(f"there is no encoding '{encoding}'", cure="try utf-8, cp1252 or utf-16") from None
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise Misuse(f"this is not {encoding}: line {line}", cure="leave --encoding out, or name another") from None
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ""
    if name := _unmarked(data[:_LOOK]):
        return data.decode(name, "replace"), f"read as {name}"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _western(data), "not UTF-8: read as Windows-1252; --encoding names another"


def _unmarked(start: bytes) -> str:
    pairs = len(start) // 2
    if pairs and start[1::2].count(0) * 10 > pairs * 7:
        return "utf-16-le"
    return "utf-16-be" if pairs and start[::2].count(0) * 10 > pairs * 7 else ""


def _western(data: bytes) -> str:
    """Windows-1252, its five empty places read as Latin-1: every byte then has one character, and no other."""
    return data.decode("cp1252") if not _HOLES.search(data) else "".join(map(_WESTERN.__getitem__, data))


_HOLES: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_WESTERN: Final = [
    bytes((code,)).decode("latin-1" if _HOLES.match(bytes((code,))) else "cp1252") for code in range(256)
]
_BYTES: Final = {character: code for code, character in enumerate(_WESTERN)}


def repaired(text: str) -> str:
    """Undo mojibake, `FranÃ§ois` for `François`, where all of the text is UTF-8 that somebody read as Windows-1252."""
    for _ in range(2):
        if text.isascii():
            break
        try:
            text = bytes(_BYTES[character] for character in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
    return text


def clean(text: str) -> str:
    """One line of plain words: repaired, NFC, no control characters, nothing that a note would bring to life."""
    text = _TURNING.sub("", _SPACE.sub(" ", repaired(text)))
    if not text.isprintable():
        text = "".join(each for each in text if each.isprintable() or unicodedata.category(each) == "Cf")
    text = _WIKILINK.sub(r"\1", unicodedata.normalize("NFC", text))
    return _SPACE.sub(" ", inert(text)).strip()


def clean_lines(text: str) -> str:
    """The same for a text of several lines."""
    lines = [clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def inert(text: str) -> str:
    for live, dead in _LIVE:
        while live in text:
            text = text.replace(live, dead)
    return text
