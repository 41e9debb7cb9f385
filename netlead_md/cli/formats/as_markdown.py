"""A report to paste into an issue or a note: a heading for each note, a line for each diagnostic."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from netlead_md.cli.formats.report import Report, escape_controls
from netlead_md.model.diagnostics import Diagnostic

_SIGNS: Final = re.compile(r"([\\*_<>|#])")
_HIDING: Final = re.compile(r"\[\[[^\[\]]*\]\]|`[^`]*`")
"""Links, which stand as they are, and code, within which nothing needs a backslash."""


def lines(report: Report) -> Iterator[str]:
    counts = (f"{report.count(word)} {word}{'s' * (report.count(word) != 1)}" for word in ("error", "warning", "info"))
    yield f"**{report.notes} note{'s' * (report.notes != 1)} checked:** {', '.join(counts)}."
    for path, group in groupby(report.diagnostics, key=lambda each: each.path):
        yield f"\n### {_escape_markdown(path)}\n"
        for each in group:
            yield from _format_markdown_item(each)


def _format_markdown_item(each: Diagnostic) -> Iterator[str]:
    where = f"{each.place.line}:{each.place.column}"
    yield f"- {where} **{each.severity}** {each.code}: {_escape_markdown(each.message)}"
    if each.help:
        yield f"  - help: {_escape_markdown(each.help)}"
    for at in each.related:
        yield f"  - note: {_escape_markdown(at.path)}:{at.place.line}: {_escape_markdown(at.message)}"


def _escape_markdown(text: str) -> str:
    """Keep signs from becoming markup, and a link a link."""
    text = escape_controls(" ".join(text.split()))
    parts, done = [], 0
    for found in _HIDING.finditer(text):
        parts += [_SIGNS.sub(r"\\\1", text[done : found.start()]), found[0]]
        done = found.end()
    return "".join((*parts, _SIGNS.sub(r"\\\1", text[done:])))
