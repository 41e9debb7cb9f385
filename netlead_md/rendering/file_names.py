"""Names of our files (SPEC §4, COMPATIBILITY 12 and 14): valid on every system, and no other note's base name."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_FORBIDDEN: Final = re.compile(r'[\\/:*"<>|?#^\[\]\x00-\x1f\x7f]')
_RESERVED: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in (*range(1, 10), *"¹²³"))}
)
_LONGEST: Final = 240
"""Bytes of a file name, its ending included."""
_SPACE: Final = re.compile(r"\s+")
_OURS: Final = " (Netlead)"


def page_link_name(path: str) -> str:
    """What `[[ ]]` compares of a file (COMPATIBILITY 9): its name without folder and `.md`; any space is a blank."""
    name = path.rpartition("/")[2]
    name = name[:-3] if name[-3:].lower() == ".md" else name
    if name.isascii() and name.isprintable() and "  " not in name:  # as most are
        return name.strip().lower()
    return _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip().lower()


def safe_file_name(name: str, ending: str = "") -> str:
    """The name with what some system or a wikilink refuses replaced; with ending and `.md` at most 240 bytes."""
    text = _SPACE.sub(" ", _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name))).strip()
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or unicodedata.category(c) == "Cf")
    if text.startswith(".") or text.partition(".")[0].strip().upper() in _RESERVED:
        text = "_" + text
    space = _LONGEST - len(".md") - len(ending.encode())
    short = text.encode("utf-8", "ignore")[:space].decode("utf-8", "ignore")
    return (short.rstrip() + ending).rstrip(". ") or "_"


def unique_name(name: str, taken: set[str], ending: str = "") -> str:
    """A name that stands neither in the vault nor among our pages; `taken` holds base names and takes the new one."""
    for number in range(1, len(taken) + 3):
        for ours in ("", _OURS):
            tail = f"{ending}{f' ({number})' if number > 1 else ''}{ours}"
            found = safe_file_name(name, tail)
            if page_link_name(found) not in taken:
                taken.add(page_link_name(found))
                return found
    raise AssertionError("more names were tried than are taken")


def used_names(files: Iterable[str]) -> set[str]:
    """Base names of everybody else's files, those in the output folder too: of ours, a network lists none."""
    return {page_link_name(path) for path in files}
