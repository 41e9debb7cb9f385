"""Values into front matter, by splices: everything outside them keeps every byte (COMPATIBILITY 2, 3)."""

from collections.abc import Mapping
from typing import Any, Final

from netlead_md.model.diagnostics import Range, TextEdit
from netlead_md.parsing.frontmatter import HANDLER, YamlText, compose_tree, iterate_children, read_front, write_front
from netlead_md.rules.text_edits import BOM, apply_edits

_NULLS: Final = ("null", "Null", "NULL", "~")


def set_properties(text: str, values: Mapping[str, str], *, replace: bool = False) -> str:
    """Set properties of a note to values that are YAML; one that holds something is left alone, unless `replace`.

    Raises ValueError for front matter that no splice can mend.
    """
    made = {key: YamlText(value) for key, value in values.items()}
    plain = _normalise_newlines(text)
    if not HANDLER.detect(plain):
        return apply_edits(text, [TextEdit(Range(1), write_front(made))])
    block = read_front("", plain)
    root = compose_tree(block.front)
    if block.faults or not isinstance(block.value, dict | None) or getattr(root, "flow_style", False):
        raise ValueError("its front matter cannot be read")
    nodes = {key.value: (key, value) for key, value in iterate_children(root) if key is not None}
    held = [(key, value) for key, value in values.items() if key in nodes]
    changes = (_edit_value(*nodes[key], value, replace=replace) for key, value in held)
    edits = [edit for edit in changes if edit is not None]
    added = HANDLER.export({key: value for key, value in made.items() if key not in nodes})
    if added:
        fence = block.front.count("\n") + 3 if block.front else 2
        edits.append(TextEdit(Range(fence), added))
    return _verify_edit(text, apply_edits(text, edits), set(values))


def _normalise_newlines(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def _edit_value(key: Any, node: Any, value: str, *, replace: bool) -> TextEdit | None:  # noqa: ANN401  # nodes carry no types
    plain = node.end_mark.index - node.start_mark.index == len(node.value)
    empty = not node.value or (plain and node.value in _NULLS)
    if not (empty or replace):
        return None
    start, end = node.start_mark, node.end_mark
    if start.index == end.index:  # nothing stands there: right behind the colon
        column = key.end_mark.column + 2
        return TextEdit(Range(key.end_mark.line + 2, column, 0, column), f" {value}", "")
    if end.column == 0 and end.line > start.line:
        raise ValueError("a value of several lines stands there")
    return TextEdit(Range(start.line + 2, start.column + 1, end.line + 2, end.column + 1), value)


def _verify_edit(before: str, after: str, keys: set[str]) -> str:
    """See that the splice changed what it should, and nothing else."""
    old, new = (read_front("", _normalise_newlines(text)) for text in (before, after))
    kept = {key: value for key, value in (old.value or {}).items() if key not in keys}
    now = {key: value for key, value in (new.value or {}).items() if key not in keys}
    if new.faults or kept != now or old.body != new.body:
        raise ValueError("its front matter cannot be mended by a splice")
    return after
