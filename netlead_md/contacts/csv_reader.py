"""Tables of contacts: delimiter and header found by what they hold, and no row lost to its neighbour's fault."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import msgspec

from netlead_md.contacts import normalise as fields
from netlead_md.contacts.contact import Contact, ParsedContacts, RowError
from netlead_md.vault.errors import UserError

# Which column of a table is which field: headers of LinkedIn, Google (old and new), Outlook and plain tables.


_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        "name",
        "full name",
        "display name",
        "contact name",
        "person",
        "contact",
        "nom complet",
        "vollständiger name",
    ),
    "first": ("first name", "given name", "firstname", "forename", "vorname", "prénom", "nombre", "voornaam"),
    "middle": ("middle name", "additional name", "middlename", "weitere vornamen"),
    "last": ("last name", "family name", "surname", "lastname", "nachname", "nom", "apellidos", "achternaam"),
    "aliases": ("aliases", "nickname", "nick name", "alias", "spitzname"),
    "organisation": (
        *("organisation", "organization", "organization name", "organisation name", "organization 1 - name", "company"),
        *(
            "company name",
            "employer",
            "firm",
            "org",
            "firma",
            "unternehmen",
            "société",
            "entreprise",
            "empresa",
            "bedrijf",
        ),
    ),
    "title": (
        *(
            "title",
            "job title",
            "position",
            "role",
            "organization title",
            "organisation title",
            "organization 1 - title",
        ),
        *("jobtitle", "job", "titre", "fonction", "cargo", "functie"),
    ),
    "department": ("department", "organization department", "organization 1 - department", "abteilung"),
    "email": (
        *("email", "e-mail", "mail", "emails", "email address", "e-mail address", "email addresses", "e-mail-adresse"),
        *("primary email", "work email", "home email", "adresse e-mail", "correo electrónico", "e-mailadres"),
    ),
    "phone": (
        *("phone", "phones", "telephone", "tel", "mobile", "cell", "mobile phone", "phone number", "business phone"),
        *("home phone", "other phone", "primary phone", "car phone", "company main phone", "work phone"),
        *("telefon", "mobiltelefon", "telefon geschäftlich", "telefon privat", "téléphone", "teléfono", "telefoon"),
    ),
    "linkedin": ("linkedin", "linkedin url", "linkedin profile", "profile url"),
    "website": ("website", "websites", "url", "web page", "homepage", "webseite", "personal web page", "site web"),
    "birthday": ("birthday", "birth date", "date of birth", "bday", "geburtstag", "anniversaire"),
    "address": ("address", "addresses", "postal address", "adresse", "dirección", "adres"),
    "location": ("location", "city", "town", "place", "ort", "stadt", "ville", "ciudad"),
    "met": ("met", "first met", "first_met", "connected on", "met on"),
    "note": ("note", "notes", "comment", "comments", "notizen", "remarques"),
}
_BY_HEADER: Final = {header: field for field, headers in _SYNONYMS.items() for header in headers}
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
        for cells in () if parts.get("address") else postal.values():
            ordered = [cell.strip() for _, cell in sorted(cells, key=lambda pair: pair[0]) if cell.strip()]
            parts.setdefault("address", []).append(", ".join(ordered))
        return parts


def map_columns(header: Sequence[str], own: Mapping[str, str], *, linkedin: bool = False) -> ColumnMapping:
    """Know the columns by their headers; `own` are the user's words for fields, in lower case with `_`."""
    found = [_find_field(cell, own, linkedin=linkedin) for cell in header]
    if found.count("title") > 1:  # beside a `Job Title`, `Title` is Dr or Mrs
        found = ["" if _normalise_header(cell) == "title" else field for cell, field in zip(header, found, strict=True)]
    if len({"first", "last"}.intersection(found)) == 1:  # `Name, Surname`, and in German `Vorname, Name`
        missing = "last" if "first" in found else "first"
        found = [
            missing if _normalise_header(cell) == "name" else field for cell, field in zip(header, found, strict=True)
        ]
    return ColumnMapping(tuple(header), tuple(found))


def _normalise_header(header: str) -> str:
    return " ".join(header.strip().strip('\ufeff"*').lower().split())


def _find_field(header: str, own: Mapping[str, str], *, linkedin: bool) -> str:
    word = " ".join(header.strip().strip('\ufeff"*').lower().split())
    if mine := own.get(word.replace("-", "_").replace(" ", "_")):
        return mine
    if linkedin and word == "url":
        return "linkedin"
    if found := _BY_HEADER.get(word) or _BY_HEADER.get(word.replace("_", " ")):
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
    unknown = known.unknown()
    remarks = (f"columns not taken in: {', '.join(unknown)}",) if unknown else ()
    return ParsedContacts(tuple(contacts), tuple(slips), remarks)


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
