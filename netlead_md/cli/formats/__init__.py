"""The forms in which `check` prints diagnostics (SPEC §5.1): one module each, with a `lines(report)`."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final

from netlead_md.cli.formats.report import Report, escape_controls

FORMATS: Final[dict[str, str]] = {
    "full": "full",
    "concise": "concise",
    "json": "as_json",
    "json-lines": "json_lines",
    "github": "github",
    "sarif": "sarif",
    "markdown": "as_markdown",
}
"""Name → module. The first is the one that people get who ask for none."""

Formatter = Callable[[Report], Iterator[str]]


def load_format(name: str) -> Formatter:
    """Load a format by its name."""
    found: Formatter = import_module(f"netlead_md.cli.formats.{FORMATS[name]}").lines
    return found


__all__ = ["FORMATS", "Report", "escape_controls", "load_format"]
