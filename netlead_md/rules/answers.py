"""How an answer to a question, or a day, is written into a note (SPEC §2.5): as edits of its one line."""

import re
from collections.abc import Sequence
from typing import Final

from netlead_md.model.account import Telling
from netlead_md.model.diagnostics import Fix, Range, TextEdit
from netlead_md.parsing.dates import parse_day
from netlead_md.rules.rule import Finding

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


def uncertain_days(tellings: Sequence[Telling]) -> Finding:
    """What is said once of the lines of a note whose day lacks its year or has two readings."""
    first = tellings[0]
    edits = tuple([edit for each in tellings if (edit := _dated(each)) is not None])
    lines = "this line" if len(tellings) == 1 else f"{len(tellings)} lines of this note"
    yearless = first.uncertain is not None and first.uncertain.yearless
    lack = "no year" if yearless else "a day with two readings"
    says = "says" if len(tellings) == 1 else "say"
    likely = f"; {first.date} is likeliest here" if first.date is not None else ""
    readings = " or ".join(map(str, first.uncertain.days)) if first.uncertain and not yearless else ""
    message = f"{lines} {says} {lack}, and {'counts' if len(tellings) == 1 else 'count'} nothing{likely}"
    day = first.date.isoformat() if first.date is not None else readings or "YYYY-MM-DD"
    fix = Fix(safe=False, edits=edits, title=f"write {day}") if edits else None
    place = Range(first.line, first.column, first.line, len(first.source) + 1)
    return Finding(message, first.path, place, f"write {day}", (), fix, f"{lack}: {first.text}")


def _dated(telling: Telling) -> TextEdit | None:
    """Write the likeliest day in place of what stands there; None where the place is not known for certain."""
    where = telling.uncertain
    if where is None or telling.date is None or not where.column:
        return None
    written = telling.source[where.column - 1 : where.end_column - 1]
    found = parse_day(_AROUND.sub("", written))
    if found is None or (found.date or where.days[0]) not in where.days:
        return None
    place = Range(telling.line, where.column, telling.line, where.end_column)
    return TextEdit(place, telling.date.isoformat(), written)


_AROUND: Final = re.compile(r"^(?:on|am|le|el|du|del|vom)[ \t]+|[\[\]()*=`@]", re.IGNORECASE)
