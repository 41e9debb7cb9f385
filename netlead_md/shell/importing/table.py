"""Tables of contacts: delimiter and header found by what they hold, and no row lost to its neighbour's fault."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import msgspec

from netlead_md.shell.contact import Contact
from netlead_md.shell.importing import fields
from netlead_md.shell.importing.batch import Batch, Slip
from netlead_md.shell.importing.columns import Columns, columns
from netlead_md.shell.misuse import Misuse

_DELIMITERS: Final = (",", ";", "\t", "|")
_PREAMBLE: Final = 60
"""Lines in which a header is looked for."""
_LONGEST: Final = 300
"""Lines of one row: a quote that has not closed by then never does."""
_ENOUGH: Final = 2
"""Known columns that make a header, unless it has one column only."""


class Row(msgspec.Struct, frozen=True):
    line: int
    cells: list[str]
    fault: str = ""


def read(text: str, own: Mapping[str, str], *, linkedin: bool = False) -> Batch:
    """Read every row. Raises Misuse where no header can be found."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, delimiter, known = _header(lines, own, linkedin=linkedin)
    contacts: list[Contact] = []
    slips: list[Slip] = []
    for row in rows(lines, start, delimiter):
        if not any(map(str.strip, row.cells)) or row.cells == list(known.header):
            continue
        contact = (
            None if (fault := row.fault or _shifted(row, known)) else fields.contact(row.line, known.sort(row.cells))
        )
        if contact is None:
            slips.append(Slip(row.line, fault or "this row has no name, organisation or e-mail"))
        else:
            contacts.append(contact)
    unknown = known.unknown()
    remarks = (f"columns not taken in: {', '.join(unknown)}",) if unknown else ()
    return Batch(tuple(contacts), tuple(slips), remarks)


def _header(lines: Sequence[str], own: Mapping[str, str], *, linkedin: bool) -> tuple[int, str, Columns]:
    """Find the row that names the most columns that we know, and the delimiter by which it does."""
    best: tuple[int, int, str, Columns] | None = None
    for delimiter in _DELIMITERS:
        for row in rows(lines[:_PREAMBLE], 0, delimiter):
            found = columns(row.cells, own, linkedin=linkedin)
            if found.fits and found.known >= min(_ENOUGH, len(row.cells)) and (best is None or found.known > best[0]):
                best = (found.known, row.line, delimiter, found)
    if best is None:
        cure = "its first row must name its columns, such as Name, Organisation, Email; or see [fields] in netlead.toml"
        raise Misuse("no header found in this table", cure=cure)
    _, line, delimiter, found = best
    return _after(lines, line - 1, delimiter), delimiter, found


def _after(lines: Sequence[str], at: int, delimiter: str) -> int:
    """Index of the line behind the row that begins at an index."""
    second = next(islice(_numbered(lines, at, delimiter), 1, None), None)
    return second[0] if second else len(lines)


def rows(lines: Sequence[str], at: int, delimiter: str) -> Iterator[Row]:
    """Each row with its line, from 1. A quote that never closes spoils its own line only."""
    for start, cells, fault in _numbered(lines, at, delimiter):
        yield Row(start + 1, cells, fault)


def _numbered(lines: Sequence[str], at: int, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    while at < len(lines):
        reader = csv.reader(
            (f"{line}\n" for line in islice(lines, at, at + _LONGEST)), delimiter=delimiter, strict=True
        )
        taken, fault = 1, ""
        try:
            cells = next(reader, [])
            taken = max(reader.line_num, 1)
        except csv.Error as error:
            cells, fault = _leniently(lines[at], delimiter, str(error))
        yield at, cells, fault
        at += taken


def _leniently(line: str, delimiter: str, words: str) -> tuple[list[str], str]:
    """Read a line that breaks the rules as well as can be; one whose quotes do not close cannot be."""
    if "unexpected end" in words:
        return [line], "the quotes in this row do not close"
    try:
        return next(csv.reader([line], delimiter=delimiter), []), ""
    except csv.Error as error:
        return [line], f"this row cannot be read: {error}"


def _shifted(row: Row, known: Columns) -> str:
    extra = row.cells[len(known.header) :]
    if not any(map(str.strip, extra)):
        return ""
    counts = f"{len(row.cells)} cells where the header has {len(known.header)}"
    return f"this row has {counts}: is a cell with a comma unquoted?"
