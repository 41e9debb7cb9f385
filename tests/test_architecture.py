"""The plan of the packages, held by a walk over the syntax trees: see CONTRIBUTING.md and `netlead_md/__init__.py`.

A package imports only from lower floors and only its own libraries; nothing below `vault` touches disk, clock, thread
or terminal; no module grows past 600 lines, no function past 40; no door is hidden in a TYPE_CHECKING block.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "netlead_md"
FLOORS = {
    "incremental": 0,
    "model": 1,
    "parsing": 2,
    "linking": 3,
    "analysis": 4,
    "wording": 5,
    "rules": 6,
    "reports": 6,
    "rendering": 7,
    "vault": 8,
    "editing": 9,
    "contacts": 10,
    "setup": 11,
    "cli": 12,
    "lsp": 12,
}
"""A package imports only from those below it."""
DISK = FLOORS["vault"]
"""From this floor on a module may touch disk, clock, thread and terminal."""
LIBRARIES = {
    "parsing": {"frontmatter", "markdown_it", "rapidfuzz", "yaml", "yaml_rs"},
    "rendering": {"jinja2", "markdown_it"},
    "editing": {"filelock", "platformdirs"},
    "setup": {"filelock", "platformdirs", "tomlkit"},
    "vault": {"filelock", "platformdirs", "regex", "rich", "tomlkit", "watchdog"},
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


def _import_fault(package: str, name: str) -> str | None:
    top, _, rest = name.partition(".")
    if top == "netlead_md":
        other = rest.partition(".")[0]
        if other in FLOORS and other != package and FLOORS[other] >= FLOORS[package]:
            return f"{package} is no higher than {other}"
    elif top not in sys.stdlib_module_names:
        if top not in LIBRARIES.get(package, set()) | {"msgspec"}:
            return f"{top} is no library of {package}"
    elif FLOORS[package] < DISK and name != "sys.intern" and any(f"{name}.".startswith(f"{part}.") for part in OUTSIDE):
        return f"{top} reaches outside, which is the work of `vault`"
    return None


def _node_fault(floor: int, node: ast.AST) -> str | None:
    match node:
        case ast.Name("TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING") | ast.alias("TYPE_CHECKING"):
            return "a TYPE_CHECKING block: a door is in the wrong wall"
        case ast.Call(func=ast.Name("open" | "print" | "input" | "eval" | "exec" | "__import__" as name)):
            return f"{name}() below `vault`" if floor < DISK else None
        case ast.Call(func=ast.Attribute(attr="today" | "now" | "utcnow" as name)):
            return f"{name}(): the day enters at the command line" if floor <= DISK else None
        case ast.FunctionDef() | ast.AsyncFunctionDef() if (node.end_lineno or 0) - node.lineno >= 40:
            return f"{node.name} has more than 40 lines"
    return None


def faults(package: str, source: str) -> list[str]:
    """List what is wrong with one module of a package; each fault begins with its line."""
    if package not in FLOORS:
        return [f"1: {package} is no package of the plan"]
    tree = ast.parse(source)
    found = [f"{line}: {fault}" for line, name in _imports(tree) if (fault := _import_fault(package, name))]
    nodes = ((node, _node_fault(FLOORS[package], node)) for node in ast.walk(tree))
    found += [f"{getattr(node, 'lineno', 1)}: {fault}" for node, fault in nodes if fault]
    if source.count("\n") > 600:
        found.append("601: more than 600 lines")
    return found


MODULES = sorted(PACKAGE.glob("*/**/*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_module_keeps_to_the_plan(module: Path) -> None:
    assert faults(module.relative_to(PACKAGE).parts[0], module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("package", "source", "fault"),
    [
        ("parsing", "from netlead_md.linking import names", "1: parsing is no higher than linking"),
        ("rules", "def f():\n    from netlead_md import reports", "2: rules is no higher than reports"),
        ("analysis", "import os.path", "1: os reaches outside, which is the work of `vault`"),
        ("parsing", "from urllib.request import urlopen", "1: urllib reaches outside, which is the work of `vault`"),
        ("reports", "import jinja2", "1: jinja2 is no library of reports"),
        ("model", "open('x')", "1: open() below `vault`"),
        ("vault", "from datetime import date\ndate.today()", "2: today(): the day enters at the command line"),
        ("cli", "from typing import TYPE_CHECKING", "1: a TYPE_CHECKING block: a door is in the wrong wall"),
        ("model", "def f():\n" + "    x = 1\n" * 40, "1: f has more than 40 lines"),
        ("model", "x = 1\n" * 601, "601: more than 600 lines"),
        ("helpers", "", "1: helpers is no package of the plan"),
    ],
)
def test_the_walk_finds_what_breaks_the_plan(package: str, source: str, fault: str) -> None:
    assert faults(package, source) == [fault]


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("reports", "import msgspec\nfrom netlead_md.analysis import trust\nfrom netlead_md import __version__"),
        (
            "parsing",
            "import re\nfrom sys import intern\nfrom urllib.parse import unquote\nfrom netlead_md.parsing import links",
        ),
        ("vault", "import os, time\nfrom watchdog.observers import Observer\nopen('x')"),
        ("model", "def f():\n" + "    x = 1\n" * 39),
        ("model", "x = 1\n" * 600),
    ],
)
def test_the_walk_lets_pass_what_keeps_to_the_plan(package: str, source: str) -> None:
    assert faults(package, source) == []
