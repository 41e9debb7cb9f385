"""Which file a link means: Obsidian's rules (COMPATIBILITY 8 to 12)."""

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

import msgspec

_SLASHES = re.compile(r"/{2,}")
_FILE = re.compile(r"\.(?!md$)[a-z0-9]{2,5}$", re.IGNORECASE)
_SPACES = str.maketrans("\u00a0\u202f", "  ")


class LinkMatch(msgspec.Struct, frozen=True):
    path: str
    """Empty: no such file."""
    rivals: tuple[str, ...] = ()
    """All paths that the name fits, where only the length of their path decided."""
    local: bool = False
    """Another folder may get another answer."""


_NOTHING = LinkMatch("")
_RIVALS: Final = 5
"""Paths that are named where a link can mean several."""


def normalise_name(text: str) -> str:
    """The form in which Obsidian compares names: NFC, plain spaces, single slashes, lower case."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SPACES)
    if "//" in text:
        text = _SLASHES.sub("/", text)
    return text.lower()


def is_file(target: str) -> bool:
    """Whether a target names a file that is no note: `acme letter.pdf`, but not `St. Mary`."""
    return _FILE.search(target) is not None


def link_name(path: str) -> str:
    """The name of a note: its file's name without `.md`."""
    name = path.rpartition("/")[2]
    return name[:-3] if name[-3:].lower() == ".md" else name


class LinkResolver:
    """Looks link targets up among all files of a vault; answers are kept, since a vault repeats its links."""

    def __init__(self, exact: dict[str, str], named: dict[str, tuple[str, ...]]) -> None:
        self._exact = exact
        self._named = named
        self._anywhere: dict[str, LinkMatch] = {}
        self._in_folder: dict[tuple[str, str], LinkMatch] = {}
        self._pairs: dict[str, list[str]] = {}
        """Files by the last two parts of their paths."""

    @classmethod
    def of(cls, paths: Iterable[str]) -> "LinkResolver":
        """From every path that a link can name, in any order."""
        exact: dict[str, str] = {}
        named: dict[str, list[str]] = {}
        for path in sorted(set(paths), key=lambda path: (len(path), path)):
            whole = normalise_name(path)
            whole = whole.removesuffix(".md")
            exact.setdefault(whole, path)
            named.setdefault(whole.rpartition("/")[2], []).append(path)
        return cls(exact, {name: tuple(fitting) for name, fitting in named.items()})

    def match(self, target: str, folder: str) -> LinkMatch:
        """The file that `[[target]]` means in a note of `folder`.

        First the exact path in the vault, then one in the same folder, then the shortest path (of these the first by
        alphabet).
        """
        found = self._anywhere.get(target)
        if found is None:
            found = self._in_folder.get((folder, target))
        if found is None:
            found = self._look_up(target, folder)
        return found

    def resolve(self, target: str, source: str) -> str | None:
        """The path that `[[target]]` means in the note `source`, or None."""
        return self.match(target, source.rpartition("/")[0]).path or None

    def fitting(self, name: str) -> tuple[str, ...]:
        """All files of a base name."""
        return self._named.get(normalise_name(name).removesuffix(".md"), ())

    def bare_enough(self, path: str) -> bool:
        """Whether the bare name means this file from everywhere in the vault."""
        return len(self.fitting(link_name(path))) == 1

    def _look_up(self, target: str, folder: str) -> LinkMatch:
        wanted = normalise_name(target.strip()).removesuffix(".md")
        if wanted.startswith(("./", "../")) or "/../" in wanted:
            path = self._exact.get(posixpath.normpath(posixpath.join(normalise_name(folder), wanted)), "")
            return self._in_folder.setdefault((folder, target), LinkMatch(path, local=True))
        wanted = wanted.strip("/")
        tail = wanted.rpartition("/")[2]
        fitting = self._named.get(tail, ()) if tail else ()
        if tail != wanted:
            fitting = self._ending(wanted)
        if len(fitting) <= 1:
            return self._anywhere.setdefault(target, LinkMatch(fitting[0]) if fitting else _NOTHING)
        if exact := self._exact.get(wanted):
            return self._anywhere.setdefault(target, LinkMatch(exact))
        here = self._exact.get(f"{normalise_name(folder)}/{wanted}")
        return self._in_folder.setdefault(
            (folder, target), LinkMatch(here or fitting[0], () if here else fitting[:_RIVALS], local=True)
        )

    def _ending(self, wanted: str) -> tuple[str, ...]:
        """Those of the files of a name whose paths end as asked for; their last two parts are looked up."""
        last = "/".join(wanted.rsplit("/", 2)[-2:])
        if not self._pairs:
            for path in (path for same in self._named.values() for path in same):
                pair = "/".join(normalise_name(path).removesuffix(".md").rsplit("/", 2)[-2:])
                self._pairs.setdefault(pair, []).append(path)
        fitting = tuple(self._pairs.get(last, ()))
        return fitting if last == wanted else tuple(path for path in fitting if _path_ends_with(path, wanted))


def _path_ends_with(path: str, wanted: str) -> bool:
    whole = normalise_name(path).removesuffix(".md")
    return whole == wanted or whole.endswith(f"/{wanted}")
