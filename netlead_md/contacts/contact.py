"""One card or row of somebody's address book, whatever program wrote it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

VALUE_SEPARATOR: Final = " ::: "
"""Stands between several values of one cell, as Google writes them."""
LIST_FIELDS: Final = ("aliases", "organisation", "email", "phone", "fax", "website", "address", "tags")
"""Fields that hold any number of values."""
NAME_PARTS: Final = ("given_name", "additional_name", "family_name", "name_prefix", "name_suffix")
SINGLE_FIELDS: Final = (
    *("title", "department", "linkedin", "birthday", "anniversary", "location", "met", "note", "uid"),
    *NAME_PARTS,
)
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
    fax: tuple[str, ...] = ()
    linkedin: str = ""
    website: tuple[str, ...] = ()
    birthday: str = ""
    """`1985-02-03`, `--02-03` without a year, or text."""
    anniversary: str = ""
    """Written as `birthday`."""
    address: tuple[str, ...] = ()
    """Each on one line."""
    location: str = ""
    met: str = ""
    """A day: `2026-01-05`."""
    note: str = ""
    uid: str = ""
    """By which another program knows the card, as it wrote it."""
    given_name: str = ""
    """The parts of the name, where the name alone does not tell them."""
    additional_name: str = ""
    family_name: str = ""
    name_prefix: str = ""
    name_suffix: str = ""
    tags: tuple[str, ...] = ()
    """Categories and groups, as tags of Obsidian."""
    lost: tuple[tuple[str, str], ...] = ()
    """(what it was called, value) for each value that could not be taken in."""

    def values(self, field: str) -> tuple[str, ...]:
        """What stands under one of `FIELDS`, whether it holds one value or several."""
        found = getattr(self, field)
        return found if isinstance(found, tuple) else (found,) if found else ()

    def fill_gaps_from(self, other: "Contact") -> "Contact":
        """Take from another card of the same person what this one lacks."""
        more = {name: tuple(dict.fromkeys((*self.values(name), *other.values(name)))) for name in LIST_FIELDS}
        missing = {name: getattr(other, name) for name in SINGLE_FIELDS if not getattr(self, name)}
        return msgspec.structs.replace(self, **more, **missing)


def split_name(name: str) -> tuple[str, str]:
    """Family name and given name, as far as capitals tell; else all of it is the given one."""
    given, _, family = name.rpartition(" ")
    return (family, given) if given[:1].isupper() and family[:1].isupper() else ("", name)


# What came of reading one file of contacts.


class RowError(msgspec.Struct, frozen=True):
    """A row or card that could not be taken in, and why."""

    line: int
    message: str


class Doubt(msgspec.Struct, frozen=True):
    """A contact that may be somebody who is known, or somebody else: a question to the user."""

    contact: Contact
    other: Contact
    key: str
    """Of the other: the path of a note, or what the file's own are known by."""
    why: str


class ParsedContacts(msgspec.Struct, frozen=True):
    """What one file holds."""

    contacts: tuple[Contact, ...]
    slips: tuple[RowError, ...] = ()
    remarks: tuple[str, ...] = ()
    """What had to be assumed, in plain words."""


_SHOWN: Final = 3


def describe_lost(contacts: Iterable[Contact]) -> Iterator[str]:
    """What could not be taken in of single values, by what they were called: how many, and the first few."""
    lost = [(what, f"line {contact.line}: {value}") for contact in contacts for what, value in contact.lost]
    for what, count in Counter(what for what, _ in lost).items():
        shown = [told for each, told in lost if each == what][:_SHOWN]
        more = f" and {count - len(shown)} more" if count > len(shown) else ""
        yield f"{count} {'value' if count == 1 else 'values'} of {what} not taken in ({'; '.join(shown)}{more})"
