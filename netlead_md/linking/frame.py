"""What names can mean: paths, kinds and aliases of all notes. While they stand, each note can be read by itself."""

from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from netlead_md.linking.fields import Names, field_names
from netlead_md.linking.identity import aliases_of
from netlead_md.linking.kinds import Found, KindWords, kind_of, kind_words
from netlead_md.linking.names import Resolver
from netlead_md.model.config import Config
from netlead_md.model.note import Note

_WITH_ALIASES: Final = frozenset({"person", "organisation", "project", "me"})


class Frame(msgspec.Struct, frozen=True):
    every: tuple[str, ...]
    """All paths that a link can name, sorted."""
    resolver: Resolver
    found: dict[str, Found]
    """Each note of ours, in order of path."""
    kinds: dict[str, str]
    doubtful: set[str]
    """Notes whose kind is misspelt."""
    aliases: dict[str, tuple[str, ...]]
    words: KindWords
    names: Names


def no_frame(config: Config) -> Frame:
    """The frame of an empty vault."""
    return Frame((), Resolver.of(()), {}, {}, set(), {}, kind_words(config), field_names(config))


def frame_of(notes: Mapping[str, Note], changed: Collection[str], every: tuple[str, ...], last: Frame) -> Frame:
    """The frame of these notes, which come in order of path; the last one itself where it still stands.

    `last` is that of the same config, and `changed` are the notes that are others since.
    """
    if last.every == every and len(last.found) == len(notes) and all(_same(notes[path], last) for path in changed):
        return last
    again = set(changed)
    found = {path: kind_of(note, last.words) if path in again else last.found[path] for path, note in notes.items()}
    kinds = {path: each.kind for path, each in found.items()}
    return Frame(
        every=every,
        resolver=last.resolver if last.every == every else Resolver.of(every),
        found=found,
        kinds=kinds,
        doubtful={path for path, each in found.items() if each.fault is not None},
        aliases={
            path: aliases_of(notes[path]) if path in again else last.aliases[path]
            for path, kind in kinds.items()
            if kind in _WITH_ALIASES
        },
        words=last.words,
        names=last.names,
    )


def _same(note: Note, last: Frame) -> bool:
    """Whether a note has the kind and the names that it had."""
    if note.path not in last.found or kind_of(note, last.words) != last.found[note.path]:
        return False
    return note.path not in last.aliases or aliases_of(note) == last.aliases[note.path]
