"""The first look through a narrow window: an open note and those that it names, long before the whole vault is read."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.deriving import derive
from netlead_md.linking import Resolver, link
from netlead_md.linking.names import base_name
from netlead_md.lsp.sight import Sight
from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.reading import day_of, read_note, scan_links, words_of
from netlead_md.shell.look import Snapshot
from netlead_md.shell.readings import plain
from netlead_md.shell.session import State

Day = Callable[[Config], dt.date]
"""The as-of day, which a config may set."""
HOPS: Final = 2
"""A note names people, and their notes name where they work."""


class Window(msgspec.Struct, frozen=True):
    """What lies in the vault, with nothing read of it."""

    vault: Path
    seen: Snapshot
    resolver: Resolver


def window(vault: Path, seen: Snapshot) -> Window:
    return Window(vault, seen, Resolver.of(seen.scan.files))


def glance(through: Window, path: str, text: str, day: Day) -> Sight:
    """A sight of one note and its neighbours; nobody else is known in it."""
    config = through.seen.loaded.config
    as_of = day(config)
    config = msgspec.structs.replace(config, as_of=as_of)
    note = read_note(path, text, day=day_of(path, config.dailies), words=words_of(config))
    notes = {path: note}
    fresh = _fitting(through, [each.target for each in scan_links(text)] + _named([note]))
    for _ in range(HOPS):
        read = _read(through, config, [each for each in fresh if each not in notes])
        notes |= read
        fresh = _fitting(through, _named(read.values()))
    network = link([*notes.values()], config, sorted(notes))
    book = derive(network, as_of, config)
    return Sight(State(through.vault, config, book, notes, ()), through.resolver, {}, {}, {})


def _read(through: Window, config: Config, paths: Sequence[str]) -> dict[str, Note]:
    wanted = set(paths)
    found = [each for each in through.seen.scan.notes if each.path in wanted]
    return {each.note.path: each.note for each in plain(found, config) if each.note is not None}


def _fitting(through: Window, targets: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(path for each in targets for path in through.resolver.fitting(base_name(each))))


def _named(notes: Iterable[Note]) -> list[str]:
    """What the fields of notes name: links, and texts that may be names."""
    return [name for note in notes for field in note.fields for name in _names(field.value)]


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        links = scan_links(value)
        yield from (each.target for each in links) if links else (value,)
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _names(each)
