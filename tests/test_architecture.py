"""The plan of the house, held by a walk over the syntax trees: see CONTRIBUTING.md and `netlead_md/__init__.py`.

A room imports only from lower floors and only its own libraries; nothing below the shell touches disk, clock, thread
or terminal; no module grows past 250 lines, no function past 40; no door is hidden in a TYPE_CHECKING block.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "netlead_md"
FLOORS = {
    "model": 0,
    "reading": 1,
    "linking": 2,
    "deriving": 3,
    "rules": 4,
    "reports": 4,
    "rendering": 5,
    "shell": 6,
    "cli": 7,
    "lsp": 7,
}
SHELL = FLOORS["shell"]
LIBRARIES = {
    "reading": {"frontmatter", "markdown_it", "yaml", "yaml_rs"},
    "linking": {"rapidfuzz"},
    "rendering": {"jinja2"},
    "shell": {"filelock", "platformdirs", "rich", "tomlkit", "watchdog"},
    "cli": {"click", "rich"},
    "lsp": {"lsprotocol", "pygls"},
}
# fmt: off
OUTSIDE = {
    "asyncio", "concurrent", "fcntl", "getpass", "glob", "http", "importlib", "io", "locale", "logging", "mmap",
    "multiprocessing", "os", "pathlib", "pickle", "platform", "queue", "random", "secrets", "select", "selectors",
    "shelve", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib.request", "uuid", "warnings", "webbrowser",
}
# fmt: on
"""Parts of the standard library that touch disk, clock, thread, terminal or chance."""


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _import_fault(room: str, name: str) -> str | None:
    top, _, rest = name.partition(".")
    if top == "netlead_md":
        other = rest.partition(".")[0]
        if other in FLOORS and other != room and FLOORS[other] >= FLOORS[room]:
            return f"{room} stands no higher than {other}"
    elif top not in sys.stdlib_module_names:
        if top not in LIBRARIES.get(room, set()) | {"msgspec"}:
            return f"{top} is no library of {room}"
    elif FLOORS[room] < SHELL and name != "sys.intern" and any(f"{name}.".startswith(f"{part}.") for part in OUTSIDE):
        return f"{top} reaches outside, which is the shell's part"
    return None


def _node_fault(floor: int, node: ast.AST) -> str | None:
    match node:
        case ast.Name("TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING") | ast.alias("TYPE_CHECKING"):
            return "a TYPE_CHECKING block: a door is in the wrong wall"
        case ast.Call(func=ast.Name("open" | "print" | "input" | "eval" | "exec" | "__import__" as name)):
            return f"{name}() below the shell" if floor < SHELL else None
        case ast.Call(func=ast.Attribute(attr="today" | "now" | "utcnow" as name)):
            return f"{name}(): the day enters at the command line" if floor <= SHELL else None
        case ast.FunctionDef() | ast.AsyncFunctionDef() if (node.end_lineno or 0) - node.lineno >= 40:
            return f"{node.name} has more than 40 lines"
    return None


def faults(room: str, source: str) -> list[str]:
    """List what is wrong with one module of a room; each fault begins with its line."""
    if room not in FLOORS:
        return [f"1: {room} is no room of the plan"]
    tree = ast.parse(source)
    found = [f"{line}: {fault}" for line, name in _imports(tree) if (fault := _import_fault(room, name))]
    nodes = ((node, _node_fault(FLOORS[room], node)) for node in ast.walk(tree))
    found += [f"{getattr(node, 'lineno', 1)}: {fault}" for node, fault in nodes if fault]
    if source.count("\n") > 250:
        found.append("251: more than 250 lines")
    return found


MODULES = sorted(PACKAGE.glob("*/**/*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_keeps_to_the_plan(module: Path) -> None:
    assert faults(module.relative_to(PACKAGE).parts[0], module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "source", "fault"),
    [
        ("reading", "from netlead_md.linking import names", "1: reading stands no higher than linking"),
        ("rules", "def f():\n    from netlead_md import reports", "2: rules stands no higher than reports"),
        ("deriving", "import os.path", "1: os reaches outside, which is the shell's part"),
        ("reading", "from urllib.request import urlopen", "1: urllib reaches outside, which is the shell's part"),
        ("reports", "import jinja2", "1: jinja2 is no library of reports"),
        ("model", "open('x')", "1: open() below the shell"),
        ("shell", "from datetime import date\ndate.today()", "2: today(): the day enters at the command line"),
        ("cli", "from typing import TYPE_CHECKING", "1: a TYPE_CHECKING block: a door is in the wrong wall"),
        ("model", "def f():\n" + "    x = 1\n" * 40, "1: f has more than 40 lines"),
        ("model", "x = 1\n" * 251, "251: more than 250 lines"),
        ("helpers", "", "1: helpers is no room of the plan"),
    ],
)
def test_the_walk_finds_what_breaks_the_plan(room: str, source: str, fault: str) -> None:
    assert faults(room, source) == [fault]


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("reports", "import msgspec\nfrom netlead_md.deriving import trust\nfrom netlead_md import __version__"),
        (
            "reading",
            "import re\nfrom sys import intern\nfrom urllib.parse import unquote\nfrom netlead_md.reading import links",
        ),
        ("shell", "import os, time\nfrom watchdog.observers import Observer\nopen('x')"),
        ("model", "def f():\n" + "    x = 1\n" * 39),
        ("model", "x = 1\n" * 250),
    ],
)
def test_the_walk_lets_pass_what_keeps_to_the_plan(room: str, source: str) -> None:
    assert faults(room, source) == []
