"""One line a diagnostic: `People/Ada.md:5:11: error[NL201] no note named 'Charles Babage' (knows)`."""

from collections.abc import Iterator
from typing import Final

import click

from netlead_md.cli.formats.report import Report, escape_controls
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.model.words import Severity

_COLOURS: Final[dict[Severity, str]] = {"error": "red", "warning": "yellow", "info": "cyan"}
_AROUND: Final = {severity: click.style("|", fg=colour, bold=True).split("|") for severity, colour in _COLOURS.items()}
"""What stands before and behind a text in colour: worked out once, for there are thousands."""


def lines(report: Report) -> Iterator[str]:
    for each in report.diagnostics:
        yield format_line(each)


def format_line(each: Diagnostic) -> str:
    """One diagnostic; click takes the colour off again where none is wanted."""
    where = f"{escape_controls(each.path)}:{each.place.line}:{each.place.column}"
    return f"{where}: {colour_text(f'{each.severity}[{each.code}]', each.severity)} {escape_controls(each.message)}"


def colour_text(text: str, severity: Severity) -> str:
    before, after = _AROUND.get(severity, ("", ""))
    return f"{before}{text}{after}"
