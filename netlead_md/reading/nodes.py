"""Front matter as a tree with marks, for the rare times when somebody asks where a thing stands."""

from collections.abc import Iterator
from typing import Any, Final

import yaml

from netlead_md.model.place import Fault, Place, Trouble

_DEEP: Final = 200
"""More brackets or levels than this go to the slow reader, which cannot overrun the stack."""


def compose(front: str) -> yaml.Node | None:
    """Tree of a block; None if it cannot be read."""
    deep = front.count("[") + front.count("{") > _DEEP or " " * _DEEP in front or "- " * _DEEP in front
    loader = yaml.SafeLoader if deep else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(front, Loader=loader)  # type: ignore[no-any-return,unused-ignore]
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def children(node: Any) -> Iterator[tuple[yaml.ScalarNode | None, Any]]:  # noqa: ANN401  # nodes carry no types
    """Yield (key, value) of a mapping, or (None, item) of a list."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (key if isinstance(key, yaml.ScalarNode) else None), value
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield None, item


def duplicates(path: str, front: str, words: str) -> tuple[Fault, ...]:
    """One fault for each key written twice in its mapping, or one at the head of the note if none can be found."""
    found: list[Fault] = []
    stack = [compose(front)]
    while stack:
        node = stack.pop()
        seen: set[str] = set()
        for key, value in children(node):
            stack.append(value)
            if key is None:
                continue
            if key.value in seen:
                mark, end = key.start_mark, key.end_mark
                place = Place(mark.line + 2, mark.column + 1, end.line + 2, end.column + 1)
                found.append(Fault(Trouble.DUPLICATE_KEY, path, place, words=(str(key.value),)))
            seen.add(key.value)
    named = words.partition(": ")[2].strip("'\"")
    return tuple(sorted(found, key=lambda fault: fault.place or Place(1))) or (
        Fault(Trouble.DUPLICATE_KEY, path, Place(1), words=(named,)),
    )
