"""Where something is written, and where it is spoken of."""

import re
import sys
from collections.abc import Callable, Iterator

import msgspec

from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.lsp.cursor import ENTRY_ID, REFERENCE, find_link_at, iter_links, resolve_link, word_at
from netlead_md.lsp.diagnostics import parse_open_note
from netlead_md.lsp.index import NotePosition, WorkspaceIndex, find_entity
from netlead_md.lsp.positions import split_lines
from netlead_md.model.diagnostics import Range
from netlead_md.model.network import Project
from netlead_md.model.note import Note
from netlead_md.parsing.frontmatter import undouble_quotes

TextOf = Callable[[str], str]
"""The text of a note, as its editor or the disk has it."""


class LinkNames:
    """Which names each note links: only notes that may link another are read again. Kept from sight to sight."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Note, frozenset[str]]] = {}
        self.open: set[str] = set()
        """Notes that an editor holds: their texts may differ from what was read."""

    def update(self, sight: WorkspaceIndex, text_of: TextOf) -> None:
        """Read the notes that changed since the last time, and forget those that are gone."""
        notes = sight.state.notes
        for path in self._known.keys() - notes.keys():
            del self._known[path]
        for path, note in notes.items():
            known = self._known.get(path)
            if known is None or known[0] is not note:
                self._known[path] = note, _list_link_names(text_of(path))

    def may_link(self, sight: WorkspaceIndex, path: str, names: frozenset[str]) -> bool:
        """Whether a note may link one of these names; true of each that was not read as it is now."""
        known = self._known.get(path) if path not in self.open else None
        return known is None or known[0] is not sight.state.notes.get(path) or not names.isdisjoint(known[1])


def _list_link_names(text: str) -> frozenset[str]:
    if "[" not in text:
        return frozenset()
    targets = {link.target for _, link in iter_links(text)}
    targets |= {undouble_quotes(each) for each in targets if "''" in each}
    return frozenset(sys.intern(name) for each in targets for name in _folded_names(each))


def _folded_names(target: str) -> tuple[str, ...]:
    """By which a link may be found: the last part of its path, and the whole of it, which may be an alias."""
    return normalise_name(link_name(target)), normalise_name(target)


def _names_of(sight: WorkspaceIndex, target: str) -> frozenset[str]:
    """Every name by which a link may mean a note."""
    found = find_entity(sight.network, target)
    aliases = () if found is None or isinstance(found, Project) else found.aliases
    return frozenset(name for each in (target, *aliases) for name in _folded_names(each))


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


def iter_references(at: NotePosition, text_of: TextOf, links: LinkNames) -> Iterator[tuple[Location, ...]]:
    """Everything that names what is under the cursor: an id, a linked note, else this note.

    One note a step, so that whoever asks may do something else between two, or stop.
    """
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
    for where, places in iter_links_to(at.sight, target, text_of, links) if target else ():
        yield tuple(Location(where, place) for place in places)


def iter_links_to(
    sight: WorkspaceIndex, target: str, text_of: TextOf, links: LinkNames
) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """Every link to a note, one note that may have some a step, in order of path and place."""
    names = _names_of(sight, target)
    for where in sorted(sight.state.notes):
        if links.may_link(sight, where, names):
            yield where, tuple(_find_links_in(sight, where, target, text_of))


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
