"""Which column of a table is which field: headers of LinkedIn, Google (old and new), Outlook and plain tables."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

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


class Columns(msgspec.Struct, frozen=True):
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
                parts.setdefault(field, []).append(plain(cell))
        for cells in () if parts.get("address") else postal.values():
            ordered = [cell.strip() for _, cell in sorted(cells, key=lambda pair: pair[0]) if cell.strip()]
            parts.setdefault("address", []).append(", ".join(ordered))
        return parts


def columns(header: Sequence[str], own: Mapping[str, str], *, linkedin: bool = False) -> Columns:
    """Know the columns by their headers; `own` are the user's words for fields, in lower case with `_`."""
    found = [_field(cell, own, linkedin=linkedin) for cell in header]
    if found.count("title") > 1:  # beside a `Job Title`, `Title` is Dr or Mrs
        found = ["" if _word(cell) == "title" else field for cell, field in zip(header, found, strict=True)]
    if len({"first", "last"}.intersection(found)) == 1:  # `Name, Surname`, and in German `Vorname, Name`
        missing = "last" if "first" in found else "first"
        found = [missing if _word(cell) == "name" else field for cell, field in zip(header, found, strict=True)]
    return Columns(tuple(header), tuple(found))


def _word(header: str) -> str:
    return " ".join(header.strip().strip('\ufeff"*').lower().split())


def _field(header: str, own: Mapping[str, str], *, linkedin: bool) -> str:
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


def plain(cell: str) -> str:
    """Take off what programs put before a value: Google's `* `, and the `'` that keeps a formula from being one."""
    cell = cell.strip()
    if cell[:1] == "'" and cell[1:].lstrip()[:1] in set("=+-@＝＋－＠"):
        return cell[1:]
    return cell.removeprefix("* ")
