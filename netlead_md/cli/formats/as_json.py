"""All diagnostics as one JSON object (SPEC §5.1)."""

import json
from collections.abc import Iterator
from typing import Any

from netlead_md.cli.formats.report import Report
from netlead_md.model.diagnostics import Diagnostic, Range
from netlead_md.rules import make_fingerprint

Json = dict[str, Any]


def lines(report: Report) -> Iterator[str]:
    whole = {
        "version": 1,
        "diagnostics": [format_diagnostic(each) for each in report.diagnostics],
        "summary": {
            "notes": report.notes,
            "errors": report.count("error"),
            "warnings": report.count("warning"),
            "infos": report.count("info"),
            "fixable": report.fixable,
        },
    }
    yield json.dumps(whole, ensure_ascii=False, indent=2)


def format_diagnostic(each: Diagnostic) -> Json:
    """One diagnostic, key by key."""
    edits = [{"range": format_range(edit.place), "text": edit.text} for edit in each.fix.edits] if each.fix else []
    return {
        "code": each.code,
        "name": each.name,
        "severity": each.severity,
        "message": each.message,
        "path": each.path,
        "range": format_range(each.place),
        "help": each.help or None,
        "related": [{"path": at.path, "range": format_range(at.place), "message": at.message} for at in each.related],
        "fix": {"safe": each.fix.safe, "edits": edits} if each.fix else None,
        "fingerprint": make_fingerprint(each),
    }


def format_range(place: Range) -> Json:
    """A range; where the end is not known it is the start."""
    start = {"line": place.line, "column": place.column}
    if not place.end_column:
        return {"start": start, "end": start}
    return {"start": start, "end": {"line": place.end_line or place.line, "column": place.end_column}}
