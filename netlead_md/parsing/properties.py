"""What YAML made of a property, made safe: strings stay strings, links are links (COMPATIBILITY 2, 4, 5)."""

import math
import re
from functools import lru_cache
from typing import Any, Final

from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.note import Field, Note
from netlead_md.parsing.frontmatter import compose_tree, iterate_children

_DEEP: Final = 20
"""Values nested deeper than this are left out."""

_LONGEST: Final = 2**256
"""Whole numbers beyond this are no numbers that anybody wrote on purpose."""

_GROUPED: Final = re.compile(r"[0-9]_|_[0-9]|0[xXoO][0-9A-Fa-f]*_|0b")
"""Where a whole number of these forms may stand: few blocks hold one, and to look for its place takes long."""
_WRITTEN: Final = re.compile(r"[-+]?(?:0b\w*|\w*_\w*)")

Way = tuple[str | int, ...]
"""From a field down to a value in it: `("roles", 0, "organisation")`."""


@lru_cache(maxsize=4096)
def key_of(written: str) -> str:
    """Name of a field as linking compares it."""
    return written.strip().lower().replace("-", "_").replace(" ", "_")


def fields_of(path: str, value: Any, front: str) -> tuple[tuple[Field, ...], tuple[Fault, ...]]:  # noqa: ANN401
    """Fields of a block, and the faults in them."""
    if value is None:
        return (), ()
    if not isinstance(value, dict):
        return (), (Fault(FaultKind.NOT_A_MAPPING, path, words=("list" if isinstance(value, list) else "scalar",)),)
    reader = _Values(path, front)
    fields = []
    for key, held in value.items():
        written = key if type(key) is str else _text(key)
        if type(held) is not str:
            held = reader.read(held, (written,))  # noqa: PLW2901
        fields.append(Field(key_of(written), written, held))
    return tuple(fields), tuple(reader.faults)


class _Values:
    """Walks the values of one block and gathers faults."""

    def __init__(self, path: str, front: str) -> None:
        self.path = path
        self.front = front
        self.links = "[[" in front
        self.faults: list[Fault] = []

    def read(self, value: Any, way: Way) -> Any:  # noqa: ANN401  # YAML may hold anything
        if isinstance(value, str) or value is None or isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return self._number(value, way)
        if len(way) > _DEEP:
            self.faults.append(Fault(FaultKind.YAML_ERROR, self.path, field=way[:1], words=("nested too deeply",)))
            return None
        if isinstance(value, list):
            link = _bare_link(value) if self.links else ""
            if link:
                self.faults.append(Fault(FaultKind.UNQUOTED_LINK, self.path, field=way, words=(str(way[0]), link)))
                return link
            return [item if type(item) is str else self.read(item, (*way, at)) for at, item in enumerate(value)]
        if isinstance(value, dict):
            pairs = ((key if isinstance(key, str) else _text(key), held) for key, held in value.items())
            return {key: self.read(held, (*way, key)) for key, held in pairs}
        return _text(value)

    def _number(self, value: float, way: Way) -> Any:  # noqa: ANN401
        if isinstance(value, int):
            if -_LONGEST < value < _LONGEST:
                return self._as_written(value, way)
            self.faults.append(
                Fault(FaultKind.YAML_ERROR, self.path, field=way, words=("a number of too many digits",))
            )
            return None
        return value if math.isfinite(value) else {"inf": ".inf", "-inf": "-.inf"}.get(str(value), ".nan")

    def _as_written(self, value: int, way: Way) -> Any:  # noqa: ANN401
        """Take back what YAML 1.2 would have left a string: `1_000`, `0b11`."""
        if not _GROUPED.search(self.front):
            return value
        from netlead_md.parsing.properties import property_source

        written = property_source(self.front, way)
        return written if _WRITTEN.fullmatch(written) else value


def _bare_link(value: list[Any]) -> str:
    """`[[Acme]]` without quotes is a list in a list; `[[51.5, -0.1]]` is one indeed."""
    if len(value) != 1 or not isinstance(value[0], list) or not value[0]:
        return ""
    inner = value[0]
    if any(isinstance(part, list | dict | frozenset | tuple) for part in inner):
        return ""
    if len(inner) > 1 and not any(isinstance(part, str) for part in inner):
        return ""
    return f"[[{', '.join(map(_text, inner))}]]"


def _text(value: object) -> str:
    """A key or a part of a link as text, as near to what was written as can be told."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and not -_LONGEST < value < _LONGEST:
        return "number"
    return str(value) if isinstance(value, int | float) else "mapping"


# Where a field stands in the front matter, worked out only when somebody asks.


_TOP: Final = Range(1)
"""The top of the file: all that can be said of a block which cannot be read."""

_QUOTED: Final = r"""(?:"[\w !#-\[\]-~]*+"|'[\w -&(-~]*+')"""
_TEXT: Final = r"\w(?:[\w !\"$-9;-~]|:(?=[\w/]))*+"
_ITEM: Final = rf"(?:{_QUOTED}|\w[\w ()./+-]*+)"
_KEYED: Final = rf"[A-Za-z][\w -]{{0,80}}+(?<! ):(?: ++(?:{_QUOTED} *|{_TEXT}|\[(?:{_ITEM}(?:, *{_ITEM})*+)?\] *)| *)"
_LISTED: Final = rf"(?<=:)\n( *)- (?:{_QUOTED}|{_TEXT})(?:\n\1- (?:{_QUOTED}|{_TEXT}))*+"
_PLAIN: Final = re.compile(rf"(?:{_KEYED}(?:{_LISTED})?(?:\n|\Z))++")
"""A block that holds a line a field, but for plain lists: most do, and none of it can be read in two ways."""


def property_range(note: Note, field: Way) -> Range:
    """Range of a field's value, or of its key where there is no value; lines are those of the file.

    `field` is a way such as `("roles", 0, "organisation")`. What cannot be found ends at the nearest thing above it; an
    inline field of the body is found by its name, and a field that is nowhere is at line 1.
    """
    if (plain := _range_in_plain_block(note.front, field)) is not None:
        return plain
    node = compose_tree(note.front) if note.front else None
    node, key, found = _follow_path(node, field)
    if not found:
        inline = next((held.place for held in note.inline if field and key_of(str(field[0])) == held.key), None)
        return inline or (Range(2) if note.front else _TOP)
    return _node_range(key) if key is not None and _is_empty_node(node) else _node_range(node)


def _range_in_plain_block(front: str, way: Way) -> Range | None:
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
        return Range(number + 2, column, 0, column + len(value))
    listed = number + 1 < len(lines) and lines[number + 1][:1] in {" ", "-"}
    return None if listed else Range(number + 2, 1, 0, len(keys[number]) + 1)


def property_source(front: str, way: Way) -> str:
    """Text of a value as it stands in the block; empty if it cannot be found."""
    node, _, found = _follow_path(compose_tree(front), way)
    return front[node.start_mark.index : node.end_mark.index] if found == len(way) and node is not None else ""


def _follow_path(node: Any, way: Way) -> tuple[Any, Any, int]:  # noqa: ANN401  # nodes carry no types
    """Walk down as far as the way leads; return node, its key, and how many steps were found."""
    key: Any = None
    for depth, step in enumerate(way):
        pairs = list(iterate_children(node))
        if isinstance(step, int):
            match: Any = (None, pairs[step][1]) if step < len(pairs) and pairs[step][0] is None else None
        else:
            named: list[Any] = [pair for pair in pairs if pair[0] is not None and _is_same_step(pair[0].value, step)]
            match = min(named, key=lambda pair: pair[0].value != step, default=None)  # just so, before alike
        if match is None:
            return node, key, depth
        key, node = match
    return node, key, len(way)


def _is_same_step(written: object, step: str) -> bool:
    return written == step or key_of(str(written)) == key_of(step)


def _is_empty_node(node: Any) -> bool:  # noqa: ANN401
    return bool(node.start_mark.index == node.end_mark.index)


def _node_range(node: Any) -> Range:  # noqa: ANN401
    start, end = node.start_mark, node.end_mark
    if end.column == 0 and end.line > start.line:  # a block's end is the start of what follows
        return Range(start.line + 2, start.column + 1)
    end_line = end.line + 2 if end.line > start.line else 0
    return Range(start.line + 2, start.column + 1, end_line, end.column + 1)
