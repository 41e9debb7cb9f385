"""Diagnostics of one note while it is typed: that note and those around it are linked anew, and nothing else.

A part of a vault sees less than the whole, so what it says is corrected by what it says of the text that the whole was
seen with: what the whole did not confirm then is not said now, and what only the whole could see stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from netlead_md.analysis import analyse
from netlead_md.linking import link, suggest_entity_names
from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.lsp.index import WorkspaceIndex
from netlead_md.lsp.positions import split_lines
from netlead_md.model.diagnostics import Diagnostic, Range
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, daily_note_date, find_links, read_note
from netlead_md.rules import diagnose

NOTE_RULES: Final = ("NL0", "NL1", "NL2", "NL3", "NL4")
"""Families about what stands in a note; the others speak of the network and wait for it."""
_MISSING: Final = 3
"""Unknown names for which a near one is looked for on a key press; the rest wait."""


def parse_open_note(sight: WorkspaceIndex, path: str, text: str) -> Note:
    config = sight.state.config
    return read_note(path, text, day=daily_note_date(path, config.dailies), words=build_keywords(config))


def note_diagnostics(sight: WorkspaceIndex, note: Note, text: str) -> tuple[Diagnostic, ...]:
    """What the rules say of a note, seen with those that it names."""
    near, files = _find_neighbours(sight, note, text)
    config = sight.state.config
    unreadable = set(sight.network.unreadable)
    network = link([*near.values(), note], config, files, [path for path in files if path in unreadable])
    book = analyse(network, sight.state.book.as_of, config)
    found = diagnose(book, {**near, note.path: note}, (), config).diagnostics
    return tuple(each for each in found if each.path == note.path and each.code.startswith(NOTE_RULES))


class CheckedText(msgspec.Struct, frozen=True):
    """A text of a note, and what is said of it with the notes around it."""

    text: str
    found: tuple[Diagnostic, ...]


def check_text(sight: WorkspaceIndex, path: str, text: str) -> CheckedText:
    return CheckedText(text, note_diagnostics(sight, parse_open_note(sight, path, text), text))


def reconcile_diagnostics(
    sight: WorkspaceIndex, path: str, now: CheckedText, then: CheckedText
) -> tuple[Diagnostic, ...]:
    """What to say now: `then` is the text that the whole was seen with."""
    whole = sight.diagnostics.get(path, ())
    confirmed, known = {_diagnostic_key(each) for each in whole}, {_diagnostic_key(each) for each in then.found}
    kept = [each for each in now.found if _diagnostic_key(each) in confirmed or _diagnostic_key(each) not in known]
    carried = [each for each in whole if _diagnostic_key(each) not in known]
    return tuple(
        sorted((*kept, *_shift_diagnostics(carried, then.text, now.text)), key=lambda each: (each.place, each.code))
    )


def _diagnostic_key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, diagnostic.subject


def _shift_diagnostics(found: Iterable[Diagnostic], before: str, text: str) -> Iterator[Diagnostic]:
    """Move diagnostics with their lines; what stood on a line that was changed is left out until the whole is seen."""
    if before == text:
        yield from found
        return
    old, new = split_lines(before), split_lines(text)
    head = _count_equal_lines(old, new)
    tail = min(_count_equal_lines(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    for each in found:
        if each.place.line <= head:
            yield each
        elif each.place.line > len(old) - tail:
            by = len(new) - len(old)
            place = Range(
                each.place.line + by,
                each.place.column,
                each.place.end_line + by if each.place.end_line else 0,
                each.place.end_column,
            )
            yield msgspec.structs.replace(each, place=place, fix=None)


def _count_equal_lines(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same from the beginning on."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _find_neighbours(sight: WorkspaceIndex, note: Note, text: str) -> tuple[dict[str, Note], list[str]]:
    """The notes that this one names, those where the people among them work, and me; and all files so named."""
    files: dict[str, None] = {note.path: None}
    named = [each.target for each in find_links(text.replace("![", " ["))]
    named += [each for field in (*note.fields, *note.inline) for each in _extract_texts(field.value)]
    missing = 0
    for target in dict.fromkeys(named):
        if fitting := sight.resolver.fitting(link_name(target)):
            files |= dict.fromkeys(fitting)
        elif aliased := sight.aliases.get(normalise_name(target)):
            files |= dict.fromkeys(aliased)
        elif f"[[{target}" in text and (missing := missing + 1) <= _MISSING:
            files |= dict.fromkeys(
                each for name in suggest_entity_names(sight.network, target, 1) for each in _find_by_name(sight, name)
            )
    people = sight.network.people
    files |= dict.fromkeys(role.organisation for path in list(files) if path in people for role in people[path].roles)
    if sight.network.me is not None:
        files |= {sight.network.me.path: None}
    notes = sight.state.notes
    near = {path: notes[path] for path in sorted(files) if path in notes and path != note.path}
    return near, [path for path in sorted(files) if not path.startswith("name:")]


def _find_by_name(sight: WorkspaceIndex, name: str) -> Sequence[str]:
    return sight.resolver.fitting(name) or sight.aliases.get(normalise_name(name), ())


def _extract_texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (YAML may hold anything)
    if isinstance(value, str):
        if "[" not in value:
            yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _extract_texts(each)
