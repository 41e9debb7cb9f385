"""One line a diagnostic: `People/Ada.md:5:11: error[NL201] no note named 'Charles Babage' (knows)`."""

from collections.abc import Iterator
from typing import Final

import click

from netlead_md.cli.formats.report import Report, printable
from netlead_md.model.page import Diagnostic

COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}


def lines(report: Report) -> Iterator[str]:
    for each in report.diagnostics:
        yield line(each)


def line(each: Diagnostic) -> str:
    """One diagnostic; click takes the colour off again where none is wanted."""
    where = f"{printable(each.path)}:{each.place.line}:{each.place.column}"
    what = click.style(f"{each.severity}[{each.code}]", fg=COLOURS.get(each.severity), bold=True)
    return f"{where}: {what} {printable(each.message)}"
