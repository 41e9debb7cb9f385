"""Where something is written, and where it is spoken of."""

import re
from collections.abc import Callable, Iterator

import msgspec

from netlead_md.lsp.cursor import ID, RE, link_at, links_of, resolve, word_at
from netlead_md.lsp.nearby import parse
from netlead_md.lsp.sight import At, Sight
from netlead_md.lsp.texts import lines_of
from netlead_md.model.place import Place

TextOf = Callable[[str], str]
"""The text of a note, as its editor or the disk has it."""


class Spoken(msgspec.Struct, frozen=True):
    path: str
    place: Place


def definition(at: At, text_of: TextOf) -> tuple[Spoken, ...]:
    """The note that a link names, at its heading or block; the line that a `re` names."""
    link = link_at(at.text, at.line, at.column)
    if link is not None:
        target = resolve(at.sight, link, at.path)
        return (Spoken(target, _anchor(text_of(target), link.anchor)),) if target else ()
    there = lines_of(at.text)[at.line - 1]
    return _line_of(at, named[1]) if (named := word_at(RE, there, at.column)) else ()


def references(at: At, text_of: TextOf) -> tuple[Spoken, ...]:
    """Everything that names what is under the cursor: an id, a linked note, else this note."""
    there = lines_of(at.text)[at.line - 1]
    if named := word_at(RE, there, at.column) or word_at(ID, there, at.column):
        wanted = named[1].lower()
        lines = {(each.path, each.line.line) for each in at.sight.network.entries if each.line.re.lower() == wanted}
        lines |= {(at.path, each.line) for each in parse(at.sight, at.path, at.text).lines if each.re.lower() == wanted}
        return tuple(Spoken(where, Place(number)) for where, number in sorted(lines))
    link = link_at(at.text, at.line, at.column)
    target = resolve(at.sight, link, at.path) if link is not None else at.path
    return tuple(Spoken(where, place) for where, place in naming(at.sight, target, text_of)) if target else ()


def naming(sight: Sight, target: str, text_of: TextOf) -> Iterator[tuple[str, Place]]:
    """Every link to a note, in order of path and place."""
    for where in sorted(sight.state.notes):
        text = text_of(where)
        if "[" in text:
            for line, link in links_of(text):
                if resolve(sight, link, where) == target:
                    yield where, Place(line, link.column, line, link.end_column)


def _line_of(at: At, name: str) -> tuple[Spoken, ...]:
    """The line of an id: in this note, else wherever it stands."""
    own = [each for each in parse(at.sight, at.path, at.text).lines if each.id.lower() == name.lower()]
    if own:
        return (Spoken(at.path, Place(own[0].line, own[0].column)),)
    entries = (each for each in at.sight.network.entries if each.line.id.lower() == name.lower())
    return tuple(Spoken(each.path, Place(each.line.line, each.line.column)) for each in entries)


def _anchor(text: str, anchor: str) -> Place:
    """The line of a heading or a block; the top where there is none."""
    last = anchor.rpartition("#")[2].strip()
    if not last:
        return Place(1, 1, 1, 1)
    wanted = re.compile(
        rf"\s{re.escape(last)}\s*$" if last.startswith("^") else rf"#+\s+{re.escape(last)}\s*$", re.IGNORECASE
    )
    numbered = enumerate(lines_of(text), 1)
    fits = wanted.search if last.startswith("^") else wanted.match
    return next((Place(number, 1, number, 1) for number, line in numbered if fits(line)), Place(1, 1, 1, 1))
