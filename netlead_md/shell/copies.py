"""Copies that sync tools leave beside a note (COMPATIBILITY 15): no people, and named once."""

import re
from collections.abc import Collection
from typing import Final

_SURE: Final = re.compile(
    r"""^(?P<stem>.+?)(?:
        \ \(Conflicted\ copy(?:\ [^()]*)?\)            # Obsidian Sync
      | \.sync-conflict-[^/]*                           # Syncthing
      | \ \([^()]*['’]s\ conflicted\ copy[^()]*\)       # Dropbox
    )\.md$""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^(?P<stem>.+) \d{1,2}\.md$", re.IGNORECASE)
_DATED: Final = re.compile(r"^\s*(?:[-*+]|#+) .*\d{4}-\d{1,2}", re.MULTILINE)
_NEARLY: Final = 0.8


def original_of(path: str) -> str | None:
    """Name the note of which this is a copy by the look of its name alone."""
    folder, slash, name = path.rpartition("/")
    found = _SURE.match(name)
    return f"{folder}{slash}{found['stem']}.md" if found else None


def suspect_of(path: str, paths: Collection[str]) -> str | None:
    """Name the existing note that this may copy: `N-HOST.md` (OneDrive) and `N 2.md` beside `N.md`.

    Only the texts can tell, for `Anna-Maria.md` beside `Anna.md` is usually somebody.
    """
    folder, slash, name = path.rpartition("/")
    if found := _NUMBER.match(name):
        candidate = f"{folder}{slash}{found['stem']}.md"
        return candidate if candidate in paths else None
    end = name.rfind("-")
    while end > 0:
        candidate = f"{folder}{slash}{name[:end]}.md"
        if candidate in paths:
            return candidate
        end = name.rfind("-", 0, end)
    return None


def tell_apart(paths: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Split off what is a copy for sure, and what may be one; each with its original, in the order of the paths."""
    sure = {path: original for path in paths if "conflict" in path.lower() and (original := original_of(path))}
    known = paths if not sure else {path: None for path in paths if path not in sure}
    maybe = (path for path in known if "-" in path or path[-4:-3].isdecimal())
    return sure, {path: other for path in maybe if (other := suspect_of(path, known))}


def nearly_same(copy: str, original: str, path: str) -> bool:
    """Compare two texts: all but one stretch must be the same.

    A `-HOST` copy must also hold a dated line, for two people may well have the same few fields.
    """
    if not _NUMBER.match(path.rpartition("/")[2]) and not _DATED.search(copy):
        return False
    shorter, longer = sorted((copy, original), key=len)
    if len(shorter) < _NEARLY * len(longer):
        return False
    start = _shared(shorter, longer)
    end = _shared(shorter[start:][::-1], longer[start:][::-1])
    return start + end >= _NEARLY * len(longer)


def _shared(one: str, other: str) -> int:
    """Count the characters that two texts begin with in common."""
    return next(
        (count for count, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
