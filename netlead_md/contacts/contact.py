"""One card or row of somebody's address book, whatever program wrote it."""

from typing import Final

import msgspec

VALUE_SEPARATOR: Final = " ::: "
"""Stands between several values of one cell, as Google writes them."""
LIST_FIELDS: Final = ("aliases", "organisation", "email", "phone", "website", "address")
"""Fields that hold any number of values."""
SINGLE_FIELDS: Final = ("title", "department", "linkedin", "birthday", "location", "met", "note")
FIELDS: Final = (*LIST_FIELDS, *SINGLE_FIELDS)


class Contact(msgspec.Struct, frozen=True):
    """Contact data under the names of SPEC §2.2, besides `department` and `note`, which are kept as they come."""

    name: str
    line: int = 0
    """Where it begins in its file, from 1."""
    company: bool = False
    """It is an organisation and nobody's card."""
    aliases: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    """Names; the first is the primary."""
    title: str = ""
    department: str = ""
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    linkedin: str = ""
    website: tuple[str, ...] = ()
    birthday: str = ""
    """`1985-02-03`, `--02-03` without a year, or text."""
    address: tuple[str, ...] = ()
    """Each on one line."""
    location: str = ""
    met: str = ""
    """A day: `2026-01-05`."""
    note: str = ""

    def values(self, field: str) -> tuple[str, ...]:
        """What stands under one of `FIELDS`, whether it holds one value or several."""
        found = getattr(self, field)
        return found if isinstance(found, tuple) else (found,) if found else ()

    def fill_gaps_from(self, other: "Contact") -> "Contact":
        """Take from another card of the same person what this one lacks."""
        more = {name: tuple(dict.fromkeys((*self.values(name), *other.values(name)))) for name in LIST_FIELDS}
        missing = {name: getattr(other, name) for name in SINGLE_FIELDS if not getattr(self, name)}
        return msgspec.structs.replace(self, **more, **missing)


# What came of reading one file of contacts.


class RowError(msgspec.Struct, frozen=True):
    """A row or card that could not be taken in, and why."""

    line: int
    message: str


class ParsedContacts(msgspec.Struct, frozen=True):
    """What one file holds."""

    contacts: tuple[Contact, ...]
    slips: tuple[RowError, ...] = ()
    remarks: tuple[str, ...] = ()
    """What had to be assumed, in plain words."""
