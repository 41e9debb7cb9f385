#!/usr/bin/env python3
"""Write docs/views anew from the view types of the pages and from the templates: `python docs/make_views.py`."""

import ast
import inspect
import re
import types
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import msgspec

from netlead_md.reports import VIEWS, NoteLink, PageHeader, ledger

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "docs" / "views"
VERSION: Final = 1
"""Of all views: it grows where a field or block goes, is renamed or comes to mean something else."""

_COMMON: Final = (PageHeader, NoteLink)
_WORDS: Final = {str: "text", int: "whole number", float: "number", bool: "yes or no", type(None): "nothing"}
_BLOCK: Final = re.compile(r"{%-? *(?:block +(?P<name>\w+)|(?P<end>endblock))|^(?P<heading>#+ .*)$", re.MULTILINE)
_MARKS: Final = re.compile(r"{[%{#].*?[%}#]}")
_INDEX: Final = f"""\
# Views, version {VERSION}

What each page hands to its template, for [templates of your own](../templates.md): a template sees one variable,
`view`, with the fields that these pages list, and may replace any block that they name. *List of X*: loop over it.
*Or nothing*: ask with `{{% if %}}` first.

The version grows where a field or a block goes, is renamed or comes to mean something else; one more field or block
leaves it.
These pages are made from the source by `python docs/make_views.py`; do not edit them.

| page | template | view |
|---|---|---|
"""


def pages() -> dict[str, str]:
    """Give name and text of each file."""
    units: list[tuple[str, str, Callable[..., Any]]] = [(unit.title, unit.template, unit.build) for unit in VIEWS]
    units.append(("Ledger of an organisation", ledger.TEMPLATE, ledger.build))
    made = {_file(template): "\n".join(_page(title, template, build)) for title, template, build in units}
    links = {title: (template, _file(template)) for title, template, _ in units}
    rows = "".join(f"| {title} | `{template}` | [{file}]({file}) |\n" for title, (template, file) in links.items())
    common = "\n".join([*_blocks("base.md.jinja"), *(line for one in _COMMON for line in _struct(one))])
    index = f"{_INDEX}{rows}\n`base.md.jinja` stands around each page.\n\n{common}"
    return {name: text.rstrip("\n") + "\n" for name, text in {"README.md": index, **made}.items()}


def _file(template: str) -> str:
    return template.removesuffix(".md.jinja") + ".md"


def _page(title: str, template: str, build: Callable[..., Any]) -> Iterator[str]:
    view = get_type_hints(build)["return"]
    yield f"# {title}: `{template}`, version {VERSION}\n"
    yield "How to use it: [templates](../templates.md). Blocks and types of every page: [all views](README.md).\n"
    yield from _blocks(template)
    for one in _reached(view):
        yield from _struct(one, "view" if one is view else "")


def _blocks(template: str) -> Iterator[str]:
    """Blocks in their order, each with the headings that stand in it itself."""
    headings: dict[str, list[str]] = {}
    within: list[str] = []
    for found in _BLOCK.finditer((ROOT / "templates" / template).read_text(encoding="utf-8")):
        if name := found["name"]:
            within.append(name)
            headings[name] = []
        elif found["end"]:
            within.pop()
        elif within:
            headings[within[-1]].append(_MARKS.sub("…", found["heading"].lstrip("# ")))
    yield "## Blocks\n"
    yield "| block | its headings |"
    yield "|---|---|"
    for name, texts in headings.items():
        yield f"| `{name}` | {'; '.join(dict.fromkeys(texts)) or '–'} |"
    yield ""


def _reached(view: type) -> list[type]:
    """The view and every type in it, in order of appearance."""
    found = [view]
    for one in found:
        for hint in get_type_hints(one).values():
            found += [inner for inner in _structs(hint) if inner not in found and inner not in _COMMON]
    return found


def _structs(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for part in get_args(hint):
        yield from _structs(part)


def _struct(one: type, title: str = "") -> Iterator[str]:
    said, notes = _said(one)
    yield f"## `{title or one.__name__}`\n"
    if said:
        yield f"{said}\n"
    yield "| field | type | what it holds |"
    yield "|---|---|---|"
    for field, hint in get_type_hints(one).items():
        yield f"| `{field}` | {_type(hint)} | {notes.get(field, '').replace('|', chr(92) + '|')} |"
    yield ""


def _said(one: type) -> tuple[str, dict[str, str]]:
    """The docstring of a type, and those under its fields."""
    tree = next(node for node in ast.walk(ast.parse(inspect.getsource(one))) if isinstance(node, ast.ClassDef))
    notes: dict[str, str] = {}
    for before, after in pairwise(tree.body):
        match before, after:
            case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(text))):
                notes[field] = " ".join(text.split())
    return " ".join((ast.get_docstring(tree) or "").split()), notes


def _type(hint: object) -> str:
    parts = get_args(hint)
    if get_origin(hint) is tuple:
        if parts[-1:] == (Ellipsis,):
            return f"list of {_type(parts[0])}"
        return f"({', '.join(map(_type, parts))})"
    if get_origin(hint) in {Union, types.UnionType}:
        return " or ".join(map(_type, parts))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return f"[{hint.__name__}]({'README.md' if hint in _COMMON else ''}#{hint.__name__.lower()})"
    return next((word for one, word in _WORDS.items() if one is hint), f"`{hint}`")


def main() -> None:
    made = pages()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
