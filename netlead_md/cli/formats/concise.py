"""One line a diagnostic: `People/Ada.md:5:11: error[NL201] no note named 'Charles Babage' (knows)`."""

from collections.abc import Iterator
from typing import Final

import click

from netlead_md.cli.formats.report import Report, printable
from netlead_md.model.page import Diagnostic

_COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}
_AROUND: Final = {severity: click.style("|", fg=colour, bold=True).split("|") for severity, colour in _COLOURS.items()}
"""What stands before and behind a text in colour: worked out once, for there are thousands."""


def lines(report: Report) -> Iterator[str]:
    for each in report.diagnostics:
        yield line(each)


def line(each: Diagnostic) -> str:
    """One diagnostic; click takes the colour off again where none is wanted."""
    where = f"{printable(each.path)}:{each.place.line}:{each.place.column}"
    return f"{where}: {coloured(f'{each.severity}[{each.code}]', each.severity)} {printable(each.message)}"


def coloured(text: str, severity: str) -> str:
    before, after = _AROUND.get(severity, ("", ""))
    return f"{before}{text}{after}"
