"""Front matter as a tree with marks, for the rare times when somebody asks where a thing stands."""

from collections.abc import Iterator
from typing import Any, Final

import yaml

DEEP: Final = 200
"""More brackets or levels than this go to the slow reader, which cannot overrun the stack."""


def compose(front: str) -> yaml.Node | None:
    """Tree of a block; None if it cannot be read."""
    deep = front.count("[") + front.count("{") > DEEP or " " * DEEP in front or "- " * DEEP in front
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
