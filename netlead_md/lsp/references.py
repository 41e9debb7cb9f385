"""Where something is written, and where it is spoken of."""

import re
from collections.abc import Callable, Iterator

import msgspec

from netlead_md.lsp.cursor import ENTRY_ID, REFERENCE, find_link_at, iter_links, resolve_link, word_at
from netlead_md.lsp.diagnostics import parse_open_note
from netlead_md.lsp.index import NotePosition, WorkspaceIndex
from netlead_md.lsp.positions import split_lines
from netlead_md.model.diagnostics import Range

TextOf = Callable[[str], str]
"""The text of a note, as its editor or the disk has it."""


class Location(msgspec.Struct, frozen=True):
    path: str
    place: Range


def find_definition(at: NotePosition, text_of: TextOf) -> tuple[Location, ...]:
    """The note that a link names, at its heading or block; the line that a `re` names."""
    link = find_link_at(at.text, at.line, at.column)
    if link is not None:
        target = resolve_link(at.sight, link, at.path)
        return (Location(target, _find_anchor(text_of(target), link.anchor)),) if target else ()
    there = split_lines(at.text)[at.line - 1]
    return _find_entry_line(at, named[1]) if (named := word_at(REFERENCE, there, at.column)) else ()


def find_references(at: NotePosition, text_of: TextOf) -> tuple[Location, ...]:
    """Everything that names what is under the cursor: an id, a linked note, else this note."""
    return tuple(each for found in iter_references(at, text_of) for each in found)


def iter_references(at: NotePosition, text_of: TextOf) -> Iterator[tuple[Location, ...]]:
    """The same step by step, one note a step, so that whoever asks may do something else between two, or stop."""
    there = split_lines(at.text)[at.line - 1]
    if named := word_at(REFERENCE, there, at.column) or word_at(ENTRY_ID, there, at.column):
        wanted = named[1].lower()
        lines = {(each.path, each.line.line) for each in at.sight.network.entries if each.line.re.lower() == wanted}
        lines |= {
            (at.path, each.line)
            for each in parse_open_note(at.sight, at.path, at.text).lines
            if each.re.lower() == wanted
        }
        yield tuple(Location(where, Range(number)) for where, number in sorted(lines))
        return
    link = find_link_at(at.text, at.line, at.column)
    target = resolve_link(at.sight, link, at.path) if link is not None else at.path
    for where in sorted(at.sight.state.notes) if target else ():
        yield tuple(Location(where, place) for place in _find_links_in(at.sight, where, target, text_of))


def find_links_to(sight: WorkspaceIndex, target: str, text_of: TextOf) -> Iterator[tuple[str, Range]]:
    """Every link to a note, in order of path and place."""
    for where in sorted(sight.state.notes):
        yield from ((where, place) for place in _find_links_in(sight, where, target, text_of))


def _find_links_in(sight: WorkspaceIndex, where: str, target: str, text_of: TextOf) -> Iterator[Range]:
    text = text_of(where)
    if "[" in text:
        for line, link in iter_links(text):
            if resolve_link(sight, link, where) == target:
                yield Range(line, link.column, line, link.end_column)


def _find_entry_line(at: NotePosition, name: str) -> tuple[Location, ...]:
    """The line of an id: in this note, else wherever it stands."""
    own = [each for each in parse_open_note(at.sight, at.path, at.text).lines if each.id.lower() == name.lower()]
    if own:
        return (Location(at.path, Range(own[0].line, own[0].column)),)
    entries = (each for each in at.sight.network.entries if each.line.id.lower() == name.lower())
    return tuple(Location(each.path, Range(each.line.line, each.line.column)) for each in entries)


def _find_anchor(text: str, anchor: str) -> Range:
    """The line of a heading or a block; the top where there is none."""
    last = anchor.rpartition("#")[2].strip()
    if not last:
        return Range(1, 1, 1, 1)
    wanted = re.compile(
        rf"\s{re.escape(last)}\s*$" if last.startswith("^") else rf"#+\s+{re.escape(last)}\s*$", re.IGNORECASE
    )
    numbered = enumerate(split_lines(text), 1)
    fits = wanted.search if last.startswith("^") else wanted.match
    return next((Range(number, 1, number, 1) for number, line in numbered if fits(line)), Range(1, 1, 1, 1))
