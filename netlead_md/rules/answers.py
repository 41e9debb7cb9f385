"""How an answer to a question is written into a note (SPEC §2.5): as edits of its one line."""

import re
from typing import Final

from netlead_md.model.account import Telling
from netlead_md.model.diagnostics import Range, TextEdit

IGNORE: Final = "%% netlead-ignore NL320 %%"
_ID: Final = re.compile(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*$")
_BULLET: Final = re.compile(r"([ \t]*)([-*+]|[0-9]{1,9}[.)])([ \t]+)")


def edits_for_yes(telling: Telling, written: str) -> tuple[TextEdit, ...]:
    """Write a line in place of a plain bullet that is only a note, or below any other, which then is asked no more.

    `written` is the new line without bullet.
    """
    source = telling.source
    bullet = _BULLET.match(source)
    if telling.replaced and bullet is not None:
        id_ = found[0].rstrip() if (found := _ID.search(source)) else ""
        return (_whole(telling, f"{bullet[0]}{written}{id_}"),)
    indent, sign = (bullet[1], bullet[2]) if bullet is not None and not bullet[2][0].isdigit() else ("", "-")
    gap = "\n" if bullet is not None or source.lstrip().startswith("#") else "\n\n"
    below = f"{gap}{indent}{sign} {written}"
    if telling.end <= telling.line:
        return (_whole(telling, _ignored(source) + below),)
    last = Range(telling.end, 1, telling.end, len(telling.tail) + 1)
    return _whole(telling, _ignored(source)), TextEdit(last, telling.tail + below, telling.tail)


def edits_for_no(telling: Telling) -> tuple[TextEdit, ...]:
    """Leave the line as it is, and ask no more."""
    return (_whole(telling, _ignored(telling.source)),)


def _whole(telling: Telling, text: str) -> TextEdit:
    source = telling.source
    return TextEdit(Range(telling.line, 1, telling.line, len(source) + 1), text, source)


def _ignored(source: str) -> str:
    """The line with the comment behind it: before a block id, and in the last cell of a row."""
    if source.lstrip().startswith("|") and source.rstrip().endswith("|"):
        return f"{source.rstrip()[:-1].rstrip()} {IGNORE} |"
    if found := _ID.search(source):
        return f"{source[: found.start()]} {IGNORE}{found[0]}"
    return f"{source.rstrip()} {IGNORE}"
