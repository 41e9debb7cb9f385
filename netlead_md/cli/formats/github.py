"""Annotations of GitHub Actions: errors first, because only the first ten of a step are shown."""

from collections.abc import Iterator
from typing import Final

from netlead_md.cli.formats.report import Report
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.model.words import Severity

_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}


def lines(report: Report) -> Iterator[str]:
    levels = list(_LEVELS)
    for each in sorted(report.diagnostics, key=lambda each: levels.index(each.severity)):
        yield _format_annotation(each, report.prefix)


def _format_annotation(each: Diagnostic, prefix: str) -> str:
    place = each.place
    parts = {"file": prefix + each.path, "line": str(place.line)}
    if place.end_line > place.line:
        parts["endLine"] = str(place.end_line)  # GitHub wants columns only where both ends are on one line
    else:
        parts["col"] = str(place.column)
        if place.end_column > place.column:
            parts["endColumn"] = str(place.end_column)
    parts["title"] = f"{each.code} {each.name}"
    told = ",".join(f"{key}={_escape_property(value)}" for key, value in parts.items())
    text = f"{each.message}\nhelp: {each.help}" if each.help else each.message
    return f"::{_LEVELS[each.severity]} {told}::{_escape_data(text)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
