"""Contacts as vCard 4.0 (RFC 6350)."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from netlead_md.shell.contact import Contact
from netlead_md.shell.exporting.content_lines import address, escaped, folded

_WHOLE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEARLESS: Final = re.compile(r"(?:--)?(\d{2})-(\d{2})")
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def vcards(contacts: Mapping[str, Contact]) -> str:
    """One card a person. The UID comes from the note's path, so that a second import into a phone updates."""
    return "".join(folded(line) for key, contact in contacts.items() for line in _card(key, contact))


def _card(key: str, contact: Contact) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0")
    yield f"UID:urn:uuid:{_uuid(key)}"
    yield f"FN:{escaped(contact.name)}"
    yield f"N:{';'.join(map(escaped, _parts(contact.name)))};;;"
    if contact.aliases:
        yield f"NICKNAME:{','.join(map(escaped, contact.aliases))}"
    for place, name in enumerate(contact.organisation):
        unit = f";{escaped(contact.department)}" if contact.department and not place else ""
        yield f"ORG:{escaped(name)}{unit}"
    if contact.title:
        yield f"TITLE:{escaped(contact.title)}"
    yield from (f"EMAIL:{escaped(value)}" for value in contact.email)
    yield from (f"TEL;VALUE=text:{escaped(value)}" for value in contact.phone)
    yield from _pages(contact)
    yield from (f"ADR:;;{escaped(value)};;;;" for value in contact.address)
    if contact.location:
        yield f"ADR:;;;{escaped(contact.location)};;;"
    if contact.birthday:
        yield _birthday(contact.birthday)
    if contact.note:
        yield f"NOTE:{escaped(contact.note)}"
    if contact.met:
        yield f"X-NETLEAD-MET:{contact.met}"
    yield "END:VCARD"


def _parts(name: str) -> tuple[str, str]:
    """Family name and given name, as far as capitals tell; else all of it is the given one."""
    given, _, family = name.rpartition(" ")
    return (family, given) if given[:1].isupper() and family[:1].isupper() else ("", name)


def _pages(contact: Contact) -> Iterator[str]:
    if _URI.match(contact.linkedin):
        yield f"URL:{address(contact.linkedin)}"
    elif contact.linkedin:
        yield f"X-SOCIALPROFILE;TYPE=linkedin:{escaped(contact.linkedin)}"
    for site in contact.website:
        yield f"URL:{address(site)}" if _URI.match(site) else f"URL;VALUE=text:{escaped(site)}"


def _birthday(text: str) -> str:
    if found := _WHOLE.fullmatch(text):
        return f"BDAY:{found[1]}{found[2]}{found[3]}"
    if found := _YEARLESS.fullmatch(text):
        return f"BDAY:--{found[1]}{found[2]}"
    return f"BDAY;VALUE=text:{escaped(text)}"


def _uuid(key: str) -> str:
    """A name-based UUID (RFC 9562, version 8) of a path."""
    digits = hashlib.sha256(f"netlead person {key}".encode("utf-8", "surrogateescape")).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"
