"""Where in a note its next line belongs: among its dated bullets, in its log section, else at its end."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from netlead_md.model.note import Line, Note
from netlead_md.model.place import Place
from netlead_md.reading.body import outline_of
from netlead_md.reading.frontmatter import read_front

_LOG: Final = re.compile(
    r"(#{1,6})[ \t]+(?:log|journal|history|timeline|contacts?|interactions|notes)\b", re.IGNORECASE
)
_HEADING: Final = re.compile(r"(#{1,6})[ \t]")
_BULLET: Final = re.compile(r"([ \t]*)([-*+])[ \t]")
_NEWLINE: Final = re.compile(r"\r\n|\n|\r")
_LINKED: Final = re.compile(r"[-*+][ \t]+(?:\[.\][ \t]+)?\[\[\d")


class Spot(msgspec.Struct, frozen=True):
    """An insertion, but for the line itself."""

    place: Place
    before: str = ""
    after: str = ""
    bullet: str = "- "
    linked: bool = False
    """The lines beside it write their dates as links."""

    def spliced(self, text: str, line: str) -> str:
        """The text with the line in it, in its own line ends.

        `rules.edits` does as much, and to load it takes a tenth of a second for all the rules beside it.
        """
        ends = [found.end() for found in _NEWLINE.finditer(text)]
        starts = [int(text.startswith("\ufeff")), *ends]
        newline = found[0] if (found := _NEWLINE.search(text)) else "\n"
        at = starts[self.place.line - 1] + self.place.column - 1
        return text[:at] + f"{self.before}{self.bullet}{line}{self.after}".replace("\n", newline) + text[at:]


def spot(text: str, note: Note, day: dt.date, *, dated: bool = True) -> Spot:
    """Find the place for a line of a day; in a daily note (not `dated`) behind the last bullet."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    block = read_front("", plain)
    visible = [""] * (block.line - 1) + outline_of(block.body).visible.split("\n")
    sections = [line for line in note.lines if line.form == "section"]
    section = _section(visible)
    if dated:
        there = [line for line in note.lines if _stands(line, lines)]
        inside = [line for line in there if section and section[0] < line.line <= section[1]]
        if found := inside or (there if not section else []):
            return _among(found, lines, day)
        headed = [line for line in sections if not section or section[0] < line.line <= section[1]]
        if headed:
            return _before_section(headed, lines, visible, day)
    return _behind(section, lines, dated=dated)


def _stands(line: Line, lines: Sequence[str]) -> bool:
    """A bullet at the margin with a date of its own, and no check box that waits."""
    text = lines[line.line - 1]
    return line.date is not None and line.form in {"dated", "plain"} and bool(_BULLET.match(text)) and text[0] in "-*+"


def _section(visible: Sequence[str]) -> tuple[int, int] | None:
    """Lines (heading, last) of the log section, from 1; one called log or journal before one called notes."""
    found = []
    for at, text in enumerate(visible):
        if heading := _LOG.match(text):
            level = len(heading[1])
            others = (n for n, other in enumerate(visible[at + 1 :], at + 1) if _above(other, level))
            found.append((at + 1, next(others, len(visible))))
    return min(found, key=lambda each: ("notes" in visible[each[0] - 1].lower(), each[0])) if found else None


def _above(text: str, level: int) -> bool:
    heading = _HEADING.match(text)
    return heading is not None and len(heading[1]) <= level


def _among(there: Sequence[Line], lines: Sequence[str], day: dt.date) -> Spot:
    """Keep the order in which the note has its days."""
    dates = [line.date or day for line in there]
    newest_first = dates[0] > dates[-1]
    first = there[0]
    style = lines[first.line - 1]
    bullet = found[0] if (found := _BULLET.match(style)) else "- "
    linked = bool(_LINKED.match(lines[there[-1].line - 1]))
    if newest_first:
        later = next((line for line, date in zip(there, dates, strict=True) if date <= day), None)
        if later is not None:
            return Spot(Place(later.line), after="\n", bullet=bullet, linked=linked)
        return _after(_end(there[-1].line, lines), lines, bullet, linked=linked)
    earlier = [line for line, date in zip(there, dates, strict=True) if date <= day]
    if not earlier:
        return Spot(Place(first.line), after="\n", bullet=bullet, linked=linked)
    return _after(_end(earlier[-1].line, lines), lines, bullet, linked=linked)


def _end(line: int, lines: Sequence[str]) -> int:
    """The last line of the bullet that begins on a line, what is nested under it included."""
    last = at = line
    while at < len(lines):
        text = lines[at]
        at += 1
        if not text.strip():
            continue
        lazy = last == at - 1 and not re.match(r"[-*+#>|]|\d+[.)]|```|~~~", text)
        if not (text[0] in " \t" or lazy):
            break
        last = at
    return last


def _after(line: int, lines: Sequence[str], bullet: str = "- ", before: str = "\n", *, linked: bool = False) -> Spot:
    """Behind a line, before its line end: a note without a final newline keeps none."""
    return Spot(Place(line, len(lines[line - 1]) + 1), before=before, bullet=bullet, linked=linked)


def _before_section(sections: Sequence[Line], lines: Sequence[str], visible: Sequence[str], day: dt.date) -> Spot:
    """A note of date headings gets one more, with the line under it."""
    level = len(found[1]) if (found := _HEADING.match(lines[sections[0].line - 1])) else 3
    heading = f"{'#' * level} {day}\n\n"
    dates = [line.date or day for line in sections]
    if len(sections) > 1 and dates[0] < dates[-1]:
        last = _filled(sections[-1].line, _stop(sections[-1].line, level, visible), lines)
        return _after(last, lines, before=f"\n\n{heading}")
    return Spot(Place(sections[0].line), before=heading, after="\n\n")


def _stop(line: int, level: int, visible: Sequence[str]) -> int:
    return next((at for at, text in enumerate(visible[line:], line) if _above(text, level)), len(visible))


def _filled(first: int, last: int, lines: Sequence[str]) -> int:
    while last > first and not lines[last - 1].strip():
        last -= 1
    return last


def _behind(section: tuple[int, int] | None, lines: Sequence[str], *, dated: bool) -> Spot:
    """At the end of the log section, or of the note, which then gets one."""
    last = _filled(*(section or (0, len(lines))), lines)
    if last == 0:
        return Spot(Place(1), before="## Log\n\n" if dated else "", after="\n")
    if not section and dated:
        return _after(last, lines, before="\n\n## Log\n\n")
    listed = bool(_BULLET.match(lines[last - 1])) or lines[last - 1][:1] in {" ", "\t"}
    return _after(last, lines, before="\n" if listed else "\n\n")
