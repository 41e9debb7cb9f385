"""Which lines of a body may tell of something (SPEC §2.5, "Where"): their text, kind, and the date heading above."""

import re
from collections.abc import Container
from typing import Final, Literal

import msgspec

from netlead_md.parsing.dates import DateMatch, DateOrder, find_line_date
from netlead_md.parsing.lexicons import LANGUAGES

LineKind = Literal["bullet", "paragraph", "row", "heading", "callout", "quote"]

_BULLET: Final = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•–]|[0-9]{1,9}[.)])(?P<gap>[ \t]+)(?P<text>\S.*)")
_BOX: Final = re.compile(r"\[(.)\][ \t]+")
_FENCE: Final = re.compile(r"[ \t]{0,3}(?P<mark>`{3,}|~{3,})")
_HEADING: Final = re.compile(r"[ \t]{0,3}(?P<level>#{1,6})[ \t]+(?P<text>\S.*)")
_SEPARATOR: Final = re.compile(r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+[ \t]*")
_CALLOUT: Final = re.compile(r"[ \t]*>[ \t]?\[![\w-]+\][+-]?[ \t]*(?P<title>.*)")
_QUOTED: Final = re.compile(r"[ \t]*(?:>[ \t]?)+(?P<text>.*)")
_PROPERTY: Final = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?P<key>[^\W\d_][\w /-]{0,40})::(?:[ \t]+(?P<value>.*))?$")
_DATE_KEYS: Final = frozenset({"date", "day", "on", "datum", "fecha"})
_RULE: Final = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*")
_LOGSEQ: Final = re.compile(
    r"[ \t]*(?:DEADLINE|SCHEDULED|CLOCK|:LOGBOOK|:END|id|collapsed)::?[ \t<]|[ \t]*:(?:LOGBOOK|END):"
)
_CELL: Final = re.compile(r"(?<!\\)\|")
_CODE_INDENT: Final = 4
_MAX_CELLS: Final = 60
_QUOTE_MARKS: Final = "\"“„«'*_"


class CandidateLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line that may tell of something."""

    line: int
    """From 0, in the body."""
    column: int
    """Of `text` in the line, code points from 0; of a table row, of its first cell."""
    text: str
    """Without bullet and box; of a table row the date, then the other cells: `2026-01-29 Meeting: Town hall`."""
    kind: LineKind
    box: str = ""
    """What stands in the check box."""
    parent: int = -1
    """Line of the bullet above it."""
    heading: int = -1
    """Line of the date heading above it."""
    date: DateMatch | None = None
    """Of a heading with a date."""


class TableRow(msgspec.Struct, frozen=True):
    """A row of a table with a date in one of its cells."""

    line: int
    cells: tuple[str, ...]
    date_cell: int

    @property
    def text(self) -> str:
        """The row as one line: the date, then the other cells."""
        others = [cell for at, cell in enumerate(self.cells) if at != self.date_cell and cell]
        first = f"{self.cells[self.date_cell]} {': '.join(others[:2])}"
        return ". ".join([first, *others[2:]])


class PageProperty(msgspec.Struct, frozen=True):
    """`key:: value` at the top of a page, in the manner of Logseq (SPEC §2.1)."""

    key: str
    """Lower case, `-` and blanks as `_`."""
    value: str
    line: int


def find_candidate_lines(
    body: str,
    languages: tuple[str, ...] = LANGUAGES,
    *,
    skip: Container[int] = (),
    date_order: DateOrder | None = None,
) -> list[CandidateLine]:
    """The lines of a body that may tell of something, in their order. `skip`: lines that are entries already.

    Lines of code, comments, whole-line properties, rules, and quotations are none. A quoted line counts in a call-out,
    or where it begins with a date.
    """
    return _Walk(body, languages, skip, date_order).found


class _Walk:
    """One way down a body."""

    def __init__(self, body: str, languages: tuple[str, ...], skip: Container[int], order: DateOrder | None) -> None:
        self.languages = languages
        self.skip = skip
        self.order = order
        self.found: list[CandidateLine] = []
        self.heading = -1
        self.level = 0
        self.fence = ""
        self.comment = ""
        self.callout = False
        self.blank = True
        self.stack: list[tuple[int, int]] = []
        """(indent, line) of the bullets that others may be nested under."""
        self.lines = body.split("\n")
        for at, line in enumerate(self.lines):
            self._step(at, line)

    def _step(self, at: int, line: str) -> None:
        if self._is_hidden(line):
            return
        if not line.strip():
            self.blank, self.callout = True, False
            return
        first = line.lstrip()[0]
        if first == ">":
            self._quoted(at, line)
        elif first == "#" and (found := _HEADING.match(line)):
            self._heading(at, found)
        elif first == "|":
            self._row(at, line)
        elif not (_RULE.fullmatch(line) or _LOGSEQ.match(line) or self._is_property(line)):
            self._text(at, line)
        self.blank = False

    def _is_hidden(self, line: str) -> bool:
        """Whether a line stands in code or in a comment."""
        if self.fence:
            if line.strip().startswith(self.fence) and not line.strip().strip(self.fence[0]):
                self.fence = ""
            return True
        if self.comment:
            if self.comment in line:
                self.comment = ""
            return True
        if ("`" in line or "~" in line) and (found := _FENCE.match(line)):
            self.fence = found["mark"]
            return True
        if "<!--" in line and "-->" not in line.partition("<!--")[2]:
            self.comment = "-->"
            return True
        if line.strip() == "%%":
            self.comment = "%%"
            return True
        return "%%" in line and line.count("%%") == 1 and line.lstrip().startswith("%%") and self._opens()

    def _opens(self) -> bool:
        self.comment = "%%"
        return True

    def _is_property(self, line: str) -> bool:
        if "::" not in line:
            return False
        found = _PROPERTY.match(line)
        return found is not None and found["key"].strip().casefold() not in _DATE_KEYS

    def _quoted(self, at: int, line: str) -> None:
        title = _CALLOUT.match(line)
        self.stack.clear()
        if title is not None:
            self.callout = True
            if title["title"].strip():
                self._add(at, title.start("title"), title["title"], "callout")
            return
        found = _QUOTED.match(line)
        if found is None or not found["text"].strip():
            return
        text, column = found["text"], found.start("text")
        if self.callout:
            self._add(at, column, text, "callout")
        elif self._begins_with_date(text):
            self._add(at, column, text, "quote")

    def _begins_with_date(self, text: str) -> bool:
        bare = text.lstrip("-*+ \t")
        if bare[:1] in _QUOTE_MARKS and not bare.startswith("**"):
            return False
        found = find_line_date(bare, self.languages, date_order=self.order)
        return found is not None and found.start == 0

    def _heading(self, at: int, found: re.Match[str]) -> None:
        level = len(found["level"])
        self.stack.clear()
        text = found["text"].rstrip().rstrip("#").rstrip()
        date = find_line_date(text, self.languages, date_order=self.order) if text else None
        if self.heading >= 0 and level <= self.level:
            self.heading = -1
        if date is not None and (date.start == 0 or date.end >= len(text) - 1):
            above = self.heading
            self.heading, self.level = at, level
            if at not in self.skip:
                column = found.start("text")
                self.found.append(CandidateLine(at, column, text, "heading", heading=above, date=date))

    def _row(self, at: int, line: str) -> None:
        self.stack.clear()
        row = _table_row(at, line, self.languages, self.order)
        following = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if row is not None and not ("-" in following and _SEPARATOR.fullmatch(following)):
            self._add(at, line.index("|") + 1, row.text, "row")

    def _text(self, at: int, line: str) -> None:
        bullet = _BULLET.match(line)
        indent = len(line.expandtabs(4)) - len(line.lstrip().expandtabs(4))
        if bullet is None:
            if self.blank and not self.stack and indent >= _CODE_INDENT:
                return
            if not indent:
                self.stack.clear()
            column = len(line) - len(line.lstrip())
            self._add(at, column, line.strip(), "paragraph", parent=self.stack[-1][1] if self.stack else -1)
            return
        while self.stack and indent <= self.stack[-1][0]:
            self.stack.pop()
        parent = self.stack[-1][1] if self.stack else -1
        self.stack.append((indent, at))
        text, column = bullet["text"], bullet.start("text")
        box = _BOX.match(text)
        if box is not None:
            self._add(at, column + box.end(), text[box.end() :], "bullet", box=box[1], parent=parent)
        else:
            self._add(at, column, text, "bullet", parent=parent)

    def _add(self, at: int, column: int, text: str, kind: LineKind, *, box: str = "", parent: int = -1) -> None:  # noqa: PLR0913
        if at not in self.skip:
            self.found.append(CandidateLine(at, column, text, kind, box, parent, self.heading))


def read_table_rows(
    body: str, languages: tuple[str, ...] = LANGUAGES, *, date_order: DateOrder | None = None
) -> list[TableRow]:
    """The rows of tables that have a date in a cell."""
    rows = (_table_row(at, line, languages, date_order) for at, line in enumerate(body.split("\n")) if "|" in line)
    return [row for row in rows if row is not None]


def _table_row(at: int, line: str, languages: tuple[str, ...], order: DateOrder | None) -> TableRow | None:
    bare = line.strip()
    if not bare.startswith("|") or _SEPARATOR.fullmatch(bare):
        return None
    cells = tuple([_links_closed(cell) for cell in _split_cells(bare.strip("|"))])
    for place, cell in enumerate(cells[:_MAX_CELLS]):
        if not cell or len(cell) > 60:  # noqa: PLR2004
            continue
        found = find_line_date(cell, languages, date_order=order)
        if found is not None and found.start == 0 and found.end >= len(cell) - 6:
            return TableRow(at, cells, place)
    return None


def _links_closed(cell: str) -> str:
    return cell.strip().replace("\\|", "|")


def _split_cells(text: str) -> list[str]:
    return _CELL.split(text)[:_MAX_CELLS]


def read_page_properties(body: str) -> tuple[PageProperty, ...]:
    """The lines `key:: value` at the top of a page, plain or in its first bullet (Logseq)."""
    found: list[PageProperty] = []
    for at, line in enumerate(body.split("\n")):
        if not line.strip():
            if found:
                break
            continue
        match = _PROPERTY.match(line)
        if match is None:
            break
        key = match["key"].strip().lower().replace("-", "_").replace(" ", "_")
        found.append(PageProperty(key, (match["value"] or "").strip(), at))
    return tuple(found)
