"""What YAML made of a property, made safe: strings stay strings, links are links (COMPATIBILITY 2, 4, 5)."""

import math
import re
from functools import lru_cache
from typing import Any, Final

from netlead_md.model.note import Field
from netlead_md.model.place import Fault, Trouble

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
    """Name of a field as the linking room compares it."""
    return written.strip().lower().replace("-", "_").replace(" ", "_")


def fields_of(path: str, value: Any, front: str) -> tuple[tuple[Field, ...], tuple[Fault, ...]]:  # noqa: ANN401
    """Fields of a block, and the faults in them."""
    if value is None:
        return (), ()
    if not isinstance(value, dict):
        return (), (Fault(Trouble.NOT_A_MAPPING, path, words=("list" if isinstance(value, list) else "scalar",)),)
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
            self.faults.append(Fault(Trouble.YAML_ERROR, self.path, field=way[:1], words=("nested too deeply",)))
            return None
        if isinstance(value, list):
            link = _bare_link(value) if self.links else ""
            if link:
                self.faults.append(Fault(Trouble.UNQUOTED_LINK, self.path, field=way, words=(str(way[0]), link)))
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
            self.faults.append(Fault(Trouble.YAML_ERROR, self.path, field=way, words=("a number of too many digits",)))
            return None
        return value if math.isfinite(value) else {"inf": ".inf", "-inf": "-.inf"}.get(str(value), ".nan")

    def _as_written(self, value: int, way: Way) -> Any:  # noqa: ANN401
        """Take back what YAML 1.2 would have left a string: `1_000`, `0b11`."""
        if not _GROUPED.search(self.front):
            return value
        from netlead_md.reading.places import written_at

        written = written_at(self.front, way)
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
