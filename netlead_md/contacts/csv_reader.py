"""Tables of contacts: delimiter and header found by what they hold, and no row lost to its neighbour's fault.

The words of headers, of many programs and languages, stand in `headers.toml`.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import islice
from typing import Final

import msgspec

from netlead_md.contacts import normalise as fields
from netlead_md.contacts.contact import Contact, ParsedContacts, RowError, describe_lost
from netlead_md.vault.errors import UserError

# Which column of a table is which field: headers of LinkedIn, Google (old and new), Outlook and plain tables.


_UNSURE: Final = "unsure"


@cache
def _headers() -> Mapping[str, str]:
    """Each header of `headers.toml` in lower case, and its field; `unsure` for what may be a part of a name."""
    text = resources.files("netlead_md.contacts").joinpath("headers.toml").read_text("utf-8")
    unsure, *fields = tomllib.loads(text).items()
    known = {word: field for field, languages in fields for words in languages.values() for word in words}
    return known | dict.fromkeys(unsure[1]["words"], _UNSURE)


_NUMBERED: Final = (
    (re.compile(r"e-?mail \d+ - value|e-?mail \d+( address)?"), "email"),
    (re.compile(r"phone \d+ - value|(?:business|home) phone \d|phone \d+"), "phone"),
    (re.compile(r"website \d+ - value"), "website"),
    (re.compile(r"address \d+ - formatted"), "address"),
    (re.compile(r"organi[sz]ation \d+ - name"), "organisation"),
)
_POSTAL: Final = re.compile(
    r"(business|home|other|address \d+ -) "
    r"(street(?: \d)?|po box|extended address|city|state|region|postal code|country(?:/region)?)"
)
_ORDER: Final = ("po box", "extended address", "street", "street 2", "street 3", "city")
_BIRTH: Final = ("birth_year", "birth_month", "birth_day")
_COURTESY: Final = frozenset({"title", "titre", "titolo", "título", "titel"})
_WHO: Final = frozenset({"name", "first", "last", "email", "organisation"})


class ColumnMapping(msgspec.Struct, frozen=True):
    """What each cell of a row means."""

    header: tuple[str, ...]
    fields: tuple[str, ...]
    """One a column: a field, `postal:home:city` for a part of an address, or empty."""

    @property
    def known(self) -> int:
        return sum(map(bool, self.fields))

    @property
    def fits(self) -> bool:
        """Whether rows under this header can say who somebody is."""
        return not _WHO.isdisjoint(self.fields)

    def unknown(self) -> tuple[str, ...]:
        pairs = zip(self.header, self.fields, strict=True)
        return tuple(header for header, field in pairs if header.strip() and not field)

    def sort(self, row: Sequence[str]) -> dict[str, list[str]]:
        """Put the cells of a row under their fields; an address in several cells becomes one."""
        parts: dict[str, list[str]] = {}
        postal: dict[str, list[tuple[int, str]]] = {}
        for field, cell in zip(self.fields, row, strict=False):
            if field.startswith("postal:"):
                _, place, part = field.split(":", 2)
                postal.setdefault(place, []).append((_ORDER.index(part) if part in _ORDER else len(_ORDER), cell))
            elif field and cell.strip():
                parts.setdefault(field, []).append(clean_cell(cell))
        if born := [" ".join(parts.pop(part, ())).strip() for part in _BIRTH]:
            parts.setdefault("birthday", []).extend(_join_birthday(*born))
        for cells in () if parts.get("address") else postal.values():
            ordered = [cell.strip() for _, cell in sorted(cells, key=lambda pair: pair[0]) if cell.strip()]
            parts.setdefault("address", []).append(", ".join(ordered))
        return parts


def _join_birthday(year: str, month: str, day: str) -> Iterator[str]:
    """A birthday in three cells: with its year, or without; a part alone is none."""
    if month.isdecimal() and day.isdecimal():
        date = f"{int(month):02}-{int(day):02}"
        yield f"{year}-{date}" if year.isdecimal() and len(year) == len("1970") else f"--{date}"


def map_columns(header: Sequence[str], own: Mapping[str, str], *, linkedin: bool = False) -> ColumnMapping:
    """Know the columns by their headers; `own` are the user's words for fields, in lower case with `_`."""
    found = [_find_field(cell, own, linkedin=linkedin) for cell in header]
    words = [_normalise_header(cell) for cell in header]
    if found.count("title") > 1:  # beside a `Job Title`, `Title` is Dr or Mrs
        found = ["name_prefix" if word in _COURTESY else field for word, field in zip(words, found, strict=True)]
    if "birth_year" in found and "birth_day" not in found:  # `Geburtstag` beside `Geburtsjahr`
        found = ["birth_day" if field == "birthday" else field for field in found]
    named = {"first", "last"}.intersection(found)
    whole = "name" if len(named) != 1 else "last" if "first" in named else "first"
    if (
        "name" in found
    ):  # `Name, Surname`, and in German `Vorname, Name`; beside both, a further column says nothing new
        whole = whole if len(named) == 1 else ""
    return ColumnMapping(tuple(header), tuple(whole if field == _UNSURE else field for field in found))


def _normalise_header(header: str) -> str:
    return " ".join(header.strip().strip('\ufeff"*').lower().split())


def _find_field(header: str, own: Mapping[str, str], *, linkedin: bool) -> str:
    word = " ".join(header.strip().strip('\ufeff"*').lower().split())
    if mine := own.get(word.replace("-", "_").replace(" ", "_")):
        return mine
    if linkedin and word == "url":
        return "linkedin"
    plain = word.rstrip(":").strip()
    if found := _headers().get(plain) or _headers().get(plain.replace("_", " ")):
        return found
    if postal := _POSTAL.fullmatch(word):
        return f"postal:{postal[1]}:{postal[2]}"
    return next((field for pattern, field in _NUMBERED if pattern.fullmatch(word)), "")


def clean_cell(cell: str) -> str:
    """Take off what programs put before a value: Google's `* `, and the `'` that keeps a formula from being one."""
    cell = cell.strip()
    if cell[:1] == "'" and cell[1:].lstrip()[:1] in set("=+-@＝＋－＠"):
        return cell[1:]
    return cell.removeprefix("* ")


_DELIMITERS: Final = (",", ";", "\t", "|")
_PREAMBLE: Final = 60
"""Lines in which a header is looked for."""
_LONGEST: Final = 300
"""Lines of one row: a quote that has not closed by then never does."""
_ENOUGH: Final = 2
"""Known columns that make a header, unless it has one column only."""


class CsvRow(msgspec.Struct, frozen=True):
    line: int
    cells: list[str]
    fault: str = ""


def read_csv(text: str, own: Mapping[str, str], *, linkedin: bool = False) -> ParsedContacts:
    """Read every row. Raises Misuse where no header can be found."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, delimiter, known = _find_header(lines, own, linkedin=linkedin)
    contacts: list[Contact] = []
    slips: list[RowError] = []
    for row in read_rows(lines, start, delimiter):
        if not any(map(str.strip, row.cells)) or row.cells == list(known.header):
            continue
        contact = (
            None
            if (fault := row.fault or _explain_extra_cells(row, known))
            else fields.build_contact(row.line, known.sort(row.cells))
        )
        if contact is None:
            slips.append(RowError(row.line, fault or "this row has no name, organisation or e-mail"))
        else:
            contacts.append(contact)
    return ParsedContacts(tuple(contacts), tuple(slips), (*_columns_left(known), *describe_lost(contacts)))


def _columns_left(known: ColumnMapping) -> Iterator[str]:
    if unknown := known.unknown():
        yield f"columns not taken in: {', '.join(unknown)}"


def _find_header(lines: Sequence[str], own: Mapping[str, str], *, linkedin: bool) -> tuple[int, str, ColumnMapping]:
    """Find the row that names the most columns that we know, and the delimiter by which it does."""
    best: tuple[int, int, str, ColumnMapping] | None = None
    for delimiter in _DELIMITERS:
        for row in read_rows(lines[:_PREAMBLE], 0, delimiter):
            found = map_columns(row.cells, own, linkedin=linkedin)
            if found.fits and found.known >= min(_ENOUGH, len(row.cells)) and (best is None or found.known > best[0]):
                best = (found.known, row.line, delimiter, found)
    if best is None:
        hint = "its first row must name its columns, such as Name, Organisation, Email; or see [fields] in netlead.toml"
        raise UserError("no header found in this table", hint=hint)
    _, line, delimiter, found = best
    return _find_next_row(lines, line - 1, delimiter), delimiter, found


def _find_next_row(lines: Sequence[str], at: int, delimiter: str) -> int:
    """Index of the line behind the row that begins at an index."""
    second = next(islice(_parse_rows(lines, at, delimiter), 1, None), None)
    return second[0] if second else len(lines)


def read_rows(lines: Sequence[str], at: int, delimiter: str) -> Iterator[CsvRow]:
    """Each row with its line, from 1. A quote that never closes spoils its own line only."""
    for start, cells, fault in _parse_rows(lines, at, delimiter):
        yield CsvRow(start + 1, cells, fault)


def _parse_rows(lines: Sequence[str], at: int, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    while at < len(lines):
        reader = csv.reader(
            (f"{line}\n" for line in islice(lines, at, at + _LONGEST)), delimiter=delimiter, strict=True
        )
        taken, fault = 1, ""
        try:
            cells = next(reader, [])
            taken = max(reader.line_num, 1)
        except csv.Error as error:
            cells, fault = _parse_leniently(lines[at], delimiter, str(error))
        yield at, cells, fault
        at += taken


def _parse_leniently(line: str, delimiter: str, words: str) -> tuple[list[str], str]:
    """Read a line that breaks the rules as well as can be; one whose quotes do not close cannot be."""
    if "unexpected end" in words:
        return [line], "the quotes in this row do not close"
    try:
        return next(csv.reader([line], delimiter=delimiter), []), ""
    except csv.Error as error:
        return [line], f"this row cannot be read: {error}"


def _explain_extra_cells(row: CsvRow, known: ColumnMapping) -> str:
    extra = row.cells[len(known.header) :]
    if not any(map(str.strip, extra)):
        return ""
    counts = f"{len(row.cells)} cells where the header has {len(known.header)}"
    return f"this row has {counts}: is a cell with a comma unquoted?"
