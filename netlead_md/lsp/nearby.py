"""Diagnostics of one note while it is typed: that note and those around it are linked anew, and nothing else.

A part of a vault sees less than the whole, so what it says is corrected by what it says of the text that the whole was
seen with: what the whole did not confirm then is not said now, and what only the whole could see stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from netlead_md.deriving import derive
from netlead_md.linking import link, near_names
from netlead_md.linking.names import base_name, folded
from netlead_md.lsp.sight import Sight
from netlead_md.lsp.texts import lines_of
from netlead_md.model.note import Note
from netlead_md.model.page import Diagnostic
from netlead_md.model.place import Place
from netlead_md.reading import day_of, read_note, scan_links, words_of
from netlead_md.rules import diagnose

OWN: Final = ("NL0", "NL1", "NL2", "NL3", "NL4")
"""Families about what stands in a note; the others speak of the network and wait for it."""
_MISSING: Final = 3
"""Unknown names for which a near one is looked for on a key press; the rest wait."""


def parse(sight: Sight, path: str, text: str) -> Note:
    config = sight.state.config
    return read_note(path, text, day=day_of(path, config.dailies), words=words_of(config))


def around(sight: Sight, note: Note, text: str) -> tuple[Diagnostic, ...]:
    """What the rules say of a note, seen with those that it names."""
    near, files = _neighbours(sight, note, text)
    config = sight.state.config
    unreadable = set(sight.network.unreadable)
    network = link([*near.values(), note], config, files, [path for path in files if path in unreadable])
    book = derive(network, sight.state.book.as_of, config)
    found = diagnose(book, {**near, note.path: note}, (), config).diagnostics
    return tuple(each for each in found if each.path == note.path and each.code.startswith(OWN))


class Told(msgspec.Struct, frozen=True):
    """A text of a note, and what is said of it with the notes around it."""

    text: str
    found: tuple[Diagnostic, ...]


def told(sight: Sight, path: str, text: str) -> Told:
    return Told(text, around(sight, parse(sight, path, text), text))


def corrected(sight: Sight, path: str, now: Told, then: Told) -> tuple[Diagnostic, ...]:
    """What to say now: `then` is the text that the whole was seen with."""
    whole = sight.diagnostics.get(path, ())
    confirmed, known = {_key(each) for each in whole}, {_key(each) for each in then.found}
    kept = [each for each in now.found if _key(each) in confirmed or _key(each) not in known]
    carried = [each for each in whole if _key(each) not in known]
    return tuple(sorted((*kept, *_moved(carried, then.text, now.text)), key=lambda each: (each.place, each.code)))


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, diagnostic.subject


def _moved(found: Iterable[Diagnostic], before: str, text: str) -> Iterator[Diagnostic]:
    """Move diagnostics with their lines; what stood on a line that was changed is left out until the whole is seen."""
    if before == text:
        yield from found
        return
    old, new = lines_of(before), lines_of(text)
    head = _same(old, new)
    tail = min(_same(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    for each in found:
        if each.place.line <= head:
            yield each
        elif each.place.line > len(old) - tail:
            by = len(new) - len(old)
            place = Place(
                each.place.line + by,
                each.place.column,
                each.place.end_line + by if each.place.end_line else 0,
                each.place.end_column,
            )
            yield msgspec.structs.replace(each, place=place, fix=None)


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same from the beginning on."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _neighbours(sight: Sight, note: Note, text: str) -> tuple[dict[str, Note], list[str]]:
    """The notes that this one names, those where the people among them work, and me; and all files so named."""
    files: dict[str, None] = {note.path: None}
    named = [each.target for each in scan_links(text.replace("![", " ["))]
    named += [each for field in (*note.fields, *note.inline) for each in _texts(field.value)]
    missing = 0
    for target in dict.fromkeys(named):
        if fitting := sight.resolver.fitting(base_name(target)):
            files |= dict.fromkeys(fitting)
        elif aliased := sight.aliases.get(folded(target)):
            files |= dict.fromkeys(aliased)
        elif f"[[{target}" in text and (missing := missing + 1) <= _MISSING:
            files |= dict.fromkeys(
                each for name in near_names(sight.network, target, 1) for each in _named(sight, name)
            )
    people = sight.network.people
    files |= dict.fromkeys(role.organisation for path in list(files) if path in people for role in people[path].roles)
    if sight.network.me is not None:
        files |= {sight.network.me.path: None}
    notes = sight.state.notes
    near = {path: notes[path] for path in sorted(files) if path in notes and path != note.path}
    return near, [path for path in sorted(files) if not path.startswith("name:")]


def _named(sight: Sight, name: str) -> Sequence[str]:
    return sight.resolver.fitting(name) or sight.aliases.get(folded(name), ())


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (YAML may hold anything)
    if isinstance(value, str):
        if "[" not in value:
            yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
