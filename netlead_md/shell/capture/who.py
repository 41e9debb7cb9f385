"""The note that a name on the command line means (SPEC §2.1): by path, else by name, else by alias."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.linking.identity import aliases_of
from netlead_md.linking.kinds import kind_of, kind_words
from netlead_md.linking.names import base_name, folded
from netlead_md.linking.nearness import near_names
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.reading import day_of, read_note, words_of
from netlead_md.shell.capture.files import Listing
from netlead_md.shell.misuse import Misuse

OURS: Final = ("person", "organisation", "project")
_HEAD: Final = 4096
"""Bytes of a note in which its aliases stand."""


class Target(msgspec.Struct, frozen=True):
    """A note, and its bytes as they were read."""

    path: str
    note: Note
    data: bytes
    kind: str = ""

    @property
    def text(self) -> str:
        return self.data.decode("utf-8")


def who(vault: Path, listed: Listing, config: Config, name: str) -> Target:
    """Find the note. Raises Misuse with the candidates where several fit, with near names where none does."""
    wanted = (
        folded(name.strip().replace("\\", "/")).removeprefix("[[").removesuffix("]]").removesuffix(".md").strip("/")
    )
    if not wanted.strip():
        raise Misuse("the name is empty", cure="name a note of a person, an organisation or a project")
    by_path = [path for path in listed.notes if folded(path).removesuffix(".md") == wanted]
    by_name = [path for path in listed.notes if folded(base_name(path)) == wanted]
    for paths in (by_path, by_name):
        if found := _ours(vault, paths, config):
            return _one(name, found)
    if found := _ours(vault, _aliased(vault, listed.notes, wanted), config, alias=wanted):
        return _one(name, found)
    raise _nobody(vault, listed, config, name, [*by_path, *by_name])


def read(vault: Path, path: str, config: Config) -> Target:
    """Read one note. Raises Misuse for one that cannot be read."""
    try:
        data = (vault / path).read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Misuse("this note cannot be read", cure="`netlead check` says why", path=path) from None
    note = read_note(path, text, day=day_of(path, config.dailies), words=words_of(config))
    return Target(path, note, data, kind_of(note, kind_words(config)).kind)


def _ours(vault: Path, paths: Iterable[str], config: Config, alias: str = "") -> list[Target]:
    found = [read(vault, path, config) for path in paths]
    return [each for each in found if each.kind in OURS and (not alias or alias in map(folded, aliases_of(each.note)))]


def _aliased(vault: Path, paths: Iterable[str], wanted: str) -> Iterator[str]:
    """Notes that say the words somewhere in their front matter: few, to be read with care."""
    needle, root = wanted.encode("utf-8") if wanted.isascii() else b"", f"{vault}/"
    for path in paths:
        try:
            with open(root + path, "rb", buffering=0) as file:  # noqa: PTH123  (called for each note)
                head = file.read(_HEAD)
        except OSError:
            continue
        if needle not in head.lower():
            continue
        if head[:6].lstrip(b"\xef\xbb\xbf").startswith(b"---") and wanted in folded(head.decode("utf-8", "ignore")):
            yield path


def _one(name: str, found: list[Target]) -> Target:
    if len(found) == 1:
        return found[0]
    paths = "\n".join(f"  {each.path}" for each in found)
    raise Misuse(f"'{name}' may be any of these:\n{paths}", cure="name one of them by its path")


def _nobody(vault: Path, listed: Listing, config: Config, name: str, others: list[str]) -> Misuse:
    if others:
        cure = "its `type` says what it is: person, organisation or project"
        return Misuse("this is no note of a person, an organisation or a project", cure=cure, path=others[0])
    names: dict[str, list[str]] = {}
    for path in listed.notes:
        names.setdefault(base_name(path), []).append(path)
    spelt = {folded(each): each for each in sorted(names)}
    near = [spelt[each] for each in near_names(folded(name), spelt) if _ours(vault, names[spelt[each]], config)]
    meant = f"did you mean {' or '.join(map(repr, near))}?" if near else ""
    return Misuse(f"nobody here is called '{name}'", cure=meant or f'`netlead new person "{name}"` makes a note')
