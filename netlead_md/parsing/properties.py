"""What YAML made of a property, made safe: strings stay strings, links are links (COMPATIBILITY 2, 4, 5)."""

import math
import re
from functools import lru_cache
from typing import Any, Final

from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.note import Field, Note
from netlead_md.parsing.frontmatter import compose_tree, iterate_children
from netlead_md.parsing.yaml_repair import repair_yaml

_DEEP: Final = 20
"""Values nested deeper than this are left out."""

_LONGEST: Final = 2**256
"""Whole numbers beyond this are no numbers that anybody wrote on purpose."""

_GROUPED: Final = re.compile(r"[0-9]_|_[0-9]|0[xXoO][0-9A-Fa-f]*_|0b")
"""Where a whole number of these forms may stand: few blocks hold one, and to look for its place takes long."""
_WRITTEN: Final = re.compile(r"[-+]?(?:0b\w*+|[^\W_]*+_\w*+)")

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
        self.grouped: bool | None = None
        """Whether a whole number may stand here as YAML 1.2 knows none; looked for when the first number is read."""
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
        if self.grouped is None:
            self.grouped = _GROUPED.search(self.front) is not None
        if not self.grouped:
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

_ALIKE: Final = "\n"
"""No key begins with a line end."""

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
    block = _read_block(note.front)
    if len(field) == 1 and (plain := block.plain_place(str(field[0]))) is not None:
        return plain
    node, key, found = block.follow(field)
    if not found:
        inline = next((held.place for held in note.inline if field and key_of(str(field[0])) == held.key), None)
        return inline or (Range(2) if note.front else _TOP)
    place = _node_range(key) if key is not None and _is_empty_node(node) else _node_range(node)
    return _within_line(place, note.front)


def _within_line(place: Range, front: str) -> Range:
    """A place that ends no later than its line: of a block that was read as YAML has it columns may be others."""
    last = place.end_line or place.line
    text = front.split("\n")[last - 2] if 0 <= last - 2 < front.count("\n") + 1 else ""
    if place.end_column <= len(text) + 1:
        return place
    column = min(place.column, len(text) + 1) if last == place.line else place.column
    return Range(place.line, column, place.end_line, len(text) + 1)


def property_source(front: str, way: Way) -> str:
    """Text of a value as it stands in the block; empty if it cannot be found."""
    node, _, found = _read_block(front).follow(way)
    return front[node.start_mark.index : node.end_mark.index] if found == len(way) and node is not None else ""


class _Block:
    """The front matter of one note, looked through once for all who ask where a field stands."""

    def __init__(self, front: str) -> None:
        self._lines = front.split("\n") if _PLAIN.fullmatch(front) else []
        self._keys: dict[str, int] = {}
        """Of a plain block: the line of each key, first as it is written, then as names are compared."""
        self._front = front
        self._root: Any = None
        self._children: dict[int, dict[str | int, tuple[Any, Any]]] = {}
        alike: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            if line[:1] not in {" ", "-", ""}:
                key = line.partition(":")[0]
                self._keys.setdefault(key, number)
                alike.setdefault(key_of(key), number)
        self._alike = alike

    def plain_place(self, step: str) -> Range | None:
        """The place of a field of a plain block, a tenth as dear as with a parser; None if it takes one."""
        number = self._keys.get(step, self._alike.get(key_of(step)))
        if number is None:
            return None
        line = self._lines[number]
        key, _, rest = line.partition(":")
        value, column = rest.strip(" "), len(line) - len(rest.lstrip(" ")) + 1
        if value:
            return Range(number + 2, column, 0, column + len(value))
        listed = number + 1 < len(self._lines) and self._lines[number + 1][:1] in {" ", "-"}
        return None if listed else Range(number + 2, 1, 0, len(key) + 1)

    def follow(self, way: Way) -> tuple[Any, Any, int]:
        """Walk down as far as the way leads; return node, its key, and how many steps were found."""
        if self._root is None:
            self._root = (
                compose_tree(self._front) or compose_tree(repair_yaml(self._front)[0]) if self._front else None,
            )
        key, node = None, self._root[0]
        for depth, step in enumerate(way):
            known = self._children_of(node)
            match = known.get(step) or (known.get(f"{_ALIKE}{key_of(step)}") if isinstance(step, str) else None)
            if match is None:
                return node, key, depth
            key, node = match
        return node, key, len(way)

    def _children_of(self, node: Any) -> dict[str | int, tuple[Any, Any]]:  # noqa: ANN401  # nodes carry no types
        """Items by their number, values by their key: just so, and as names are compared behind a mark."""
        known = self._children.get(id(node))
        if known is None:
            known = self._children[id(node)] = {}
            for number, (key, value) in enumerate(iterate_children(node)):
                if key is None:
                    known[number] = None, value
                elif isinstance(key.value, str):
                    known.setdefault(key.value, (key, value))
                    known.setdefault(f"{_ALIKE}{key_of(key.value)}", (key, value))
        return known


@lru_cache(maxsize=64)
def _read_block(front: str) -> _Block:
    return _Block(front)


def _is_empty_node(node: Any) -> bool:  # noqa: ANN401
    return bool(node.start_mark.index == node.end_mark.index)


def _node_range(node: Any) -> Range:  # noqa: ANN401
    start, end = node.start_mark, node.end_mark
    if end.column == 0 and end.line > start.line:  # a block's end is the start of what follows
        return Range(start.line + 2, start.column + 1)
    end_line = end.line + 2 if end.line > start.line else 0
    return Range(start.line + 2, start.column + 1, end_line, end.column + 1)
