"""Where a field stands in the front matter, worked out only when somebody asks."""

import re
from typing import Any, Final

from netlead_md.model.note import Note
from netlead_md.model.place import Place
from netlead_md.reading.nodes import children, compose
from netlead_md.reading.values import Way, key_of

_TOP: Final = Place(1)
"""The top of the file: all that can be said of a block which cannot be read."""

_QUOTED: Final = r"""(?:"[\w !#-\[\]-~]*+"|'[\w -&(-~]*+')"""
_TEXT: Final = r"\w(?:[\w !\"$-9;-~]|:(?=[\w/]))*+"
_ITEM: Final = rf"(?:{_QUOTED}|\w[\w ()./+-]*+)"
_KEYED: Final = rf"[A-Za-z][\w -]{{0,80}}+(?<! ):(?: ++(?:{_QUOTED} *|{_TEXT}|\[(?:{_ITEM}(?:, *{_ITEM})*+)?\] *)| *)"
_LISTED: Final = rf"(?<=:)\n( *)- (?:{_QUOTED}|{_TEXT})(?:\n\1- (?:{_QUOTED}|{_TEXT}))*+"
_PLAIN: Final = re.compile(rf"(?:{_KEYED}(?:{_LISTED})?(?:\n|\Z))++")
"""A block that holds a line a field, but for plain lists: most do, and none of it can be read in two ways."""


def place_of(note: Note, field: Way) -> Place:
    """Range of a field's value, or of its key where there is no value; lines are those of the file.

    `field` is a way such as `("roles", 0, "organisation")`. What cannot be found ends at the nearest thing above it; an
    inline field of the body is found by its name, and a field that is nowhere is at line 1.
    """
    if (plain := _in_plain(note.front, field)) is not None:
        return plain
    node = compose(note.front) if note.front else None
    node, key, found = _follow(node, field)
    if not found:
        inline = next((held.place for held in note.inline if field and key_of(str(field[0])) == held.key), None)
        return inline or (Place(2) if note.front else _TOP)
    return _range(key) if key is not None and _empty(node) else _range(node)


def _in_plain(front: str, way: Way) -> Place | None:
    """The place of a field of a plain block, a tenth as dear as with a parser; None if it takes one."""
    if len(way) != 1 or not _PLAIN.fullmatch(front):
        return None
    lines, step = front.split("\n"), str(way[0])
    keys = {number: line.partition(":")[0] for number, line in enumerate(lines) if line[:1] not in {" ", "-", ""}}
    named = [number for number, key in keys.items() if key == step or key_of(key) == key_of(step)]
    if not named:
        return None
    number = min(named, key=lambda number: keys[number] != step)  # just so, before alike
    line, rest = lines[number], lines[number].partition(":")[2]
    value, column = rest.strip(" "), len(line) - len(rest.lstrip(" ")) + 1
    if value:
        return Place(number + 2, column, 0, column + len(value))
    listed = number + 1 < len(lines) and lines[number + 1][:1] in {" ", "-"}
    return None if listed else Place(number + 2, 1, 0, len(keys[number]) + 1)


def written_at(front: str, way: Way) -> str:
    """Text of a value as it stands in the block; empty if it cannot be found."""
    node, _, found = _follow(compose(front), way)
    return front[node.start_mark.index : node.end_mark.index] if found == len(way) and node is not None else ""


def _follow(node: Any, way: Way) -> tuple[Any, Any, int]:  # noqa: ANN401  # nodes carry no types
    """Walk down as far as the way leads; return node, its key, and how many steps were found."""
    key: Any = None
    for depth, step in enumerate(way):
        pairs = list(children(node))
        if isinstance(step, int):
            match: Any = (None, pairs[step][1]) if step < len(pairs) and pairs[step][0] is None else None
        else:
            named: list[Any] = [pair for pair in pairs if pair[0] is not None and _same(pair[0].value, step)]
            match = min(named, key=lambda pair: pair[0].value != step, default=None)  # just so, before alike
        if match is None:
            return node, key, depth
        key, node = match
    return node, key, len(way)


def _same(written: object, step: str) -> bool:
    return written == step or key_of(str(written)) == key_of(step)


def _empty(node: Any) -> bool:  # noqa: ANN401
    return bool(node.start_mark.index == node.end_mark.index)


def _range(node: Any) -> Place:  # noqa: ANN401
    start, end = node.start_mark, node.end_mark
    if end.column == 0 and end.line > start.line:  # a block's end is the start of what follows
        return Place(start.line + 2, start.column + 1)
    end_line = end.line + 2 if end.line > start.line else 0
    return Place(start.line + 2, start.column + 1, end_line, end.column + 1)
