"""A report to paste into an issue or a note: a heading for each note, a line for each diagnostic."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from netlead_md.cli.formats.report import Report, printable
from netlead_md.model.page import Diagnostic

_SIGNS: Final = re.compile(r"([\\*_<>|#])")
_HIDING: Final = re.compile(r"\[\[[^\[\]]*\]\]|`[^`]*`")
"""Links, which stand as they are, and code, within which nothing needs a backslash."""


def lines(report: Report) -> Iterator[str]:
    counts = (f"{report.count(word)} {word}{'s' * (report.count(word) != 1)}" for word in ("error", "warning", "info"))
    yield f"**{report.notes} note{'s' * (report.notes != 1)} checked:** {', '.join(counts)}."
    for path, group in groupby(report.diagnostics, key=lambda each: each.path):
        yield f"\n### {_plain(path)}\n"
        for each in group:
            yield from _told(each)


def _told(each: Diagnostic) -> Iterator[str]:
    where = f"{each.place.line}:{each.place.column}"
    yield f"- {where} **{each.severity}** {each.code}: {_plain(each.message)}"
    if each.help:
        yield f"  - help: {_plain(each.help)}"
    for at in each.related:
        yield f"  - note: {_plain(at.path)}:{at.place.line}: {_plain(at.message)}"


def _plain(text: str) -> str:
    """Keep signs from becoming markup, and a link a link."""
    text = printable(" ".join(text.split()))
    parts, done = [], 0
    for found in _HIDING.finditer(text):
        parts += [_SIGNS.sub(r"\\\1", text[done : found.start()]), found[0]]
        done = found.end()
    return "".join((*parts, _SIGNS.sub(r"\\\1", text[done:])))
