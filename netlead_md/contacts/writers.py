"""Contacts as vCard 4.0 (RFC 6350)."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from netlead_md.contacts.contact import NAME_PARTS, VALUE_SEPARATOR, Contact, split_name
from netlead_md.contacts.normalise import normalise_email
from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.parsing.dates import make_date

# The lines of vCard 4.0 (RFC 6350) and iCalendar (RFC 5545): escaped, and folded at 75 bytes.


_LONGEST: Final = 75
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def escape_text(text: str) -> str:
    """A text as one value, or as one part of a structured one."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPED)


def escape_uri(text: str) -> str:
    """A URI, without white space. Its commas are escaped like all others: readers split at those that are not."""
    return escape_text("".join(text.split()))


def fold_line(line: str) -> str:
    """One line with its end, cut between characters."""
    parts: list[str] = []
    now, size = "", 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > _LONGEST:
            parts.append(now)
            now, size = " ", 1
        now += character
        size += width
    return "\r\n".join((*parts, now)) + "\r\n"


_WHOLE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEARLESS: Final = re.compile(r"(?:--)?(\d{2})-(\d{2})")
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def format_vcards(contacts: Mapping[str, Contact]) -> str:
    """One card a person. A UID that came with a card goes out with it, so that a second import into a phone updates."""
    uids = stable_uids(contacts)
    return "".join(fold_line(line) for key, contact in contacts.items() for line in _format_vcard(uids[key], contact))


def stable_uids(contacts: Mapping[str, Contact]) -> dict[str, str]:
    """The UID of each card: its own, else one of the name of its note, which stays when the note moves, or its path."""
    names = Counter(normalise_name(link_name(key)) for key in contacts)
    return {
        key: contact.uid or make_uid(name if names[name := normalise_name(link_name(key))] == 1 else key)
        for key, contact in contacts.items()
    }


def _format_vcard(uid: str, contact: Contact) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0")
    yield f"UID:{escape_text(uid)}"
    yield f"FN:{escape_text(contact.name)}"
    yield f"N:{';'.join(map(escape_text, _name_of_card(contact)))}"
    if contact.aliases:
        yield f"NICKNAME:{','.join(map(escape_text, contact.aliases))}"
    for place, name in enumerate(contact.organisation):
        unit = f";{escape_text(contact.department)}" if contact.department and not place else ""
        yield f"ORG:{escape_text(name)}{unit}"
    if contact.title:
        yield f"TITLE:{escape_text(contact.title)}"
    yield from (f"EMAIL:{escape_text(normalise_email(value) or value)}" for value in contact.email)
    yield from (f"TEL;VALUE=text:{escape_text(value)}" for value in contact.phone)
    yield from (f"TEL;TYPE=fax;VALUE=text:{escape_text(value)}" for value in contact.fax)
    yield from _format_websites(contact)
    yield from (f"ADR:;;{escape_text(value)};;;;" for value in contact.address)
    if contact.location:
        yield f"ADR:;;;{escape_text(contact.location)};;;"
    for name, day in (("BDAY", contact.birthday), ("ANNIVERSARY", contact.anniversary)):
        if day:
            yield from filter(None, (_format_birthday(name, day),))
    if contact.tags:
        yield f"CATEGORIES:{','.join(map(escape_text, contact.tags))}"
    if contact.note:
        yield f"NOTE:{escape_text(contact.note)}"
    if contact.met:
        yield f"X-NETLEAD-MET:{contact.met}"
    yield "END:VCARD"


def _format_websites(contact: Contact) -> Iterator[str]:
    if _URI.match(contact.linkedin):
        yield f"URL:{escape_uri(contact.linkedin)}"
    elif contact.linkedin:
        yield f"X-SOCIALPROFILE;TYPE=linkedin:{escape_text(contact.linkedin)}"
    for site in contact.website:
        yield f"URL:{escape_uri(site)}" if _URI.match(site) else f"URL;VALUE=text:{escape_text(site)}"


def _format_birthday(name: str, text: str) -> str:
    if found := _WHOLE.fullmatch(text):
        real = make_date(int(found[1]), int(found[2]), int(found[3]))
        return f"{name}:{found[1]}{found[2]}{found[3]}" if real else ""
    if found := _YEARLESS.fullmatch(text):
        return f"{name}:--{found[1]}{found[2]}"
    return f"{name};VALUE=text:{escape_text(text)}"


def _name_of_card(contact: Contact) -> tuple[str, ...]:
    """Family name, given name, further names, what stands before and behind them."""
    if contact.family_name or contact.given_name:
        first = (contact.family_name, contact.given_name, contact.additional_name)
    else:
        first = (*split_name(contact.name), contact.additional_name)
    return (*first, contact.name_prefix, contact.name_suffix)


_OWN_UID: Final = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}")


def is_own_uid(uid: str) -> bool:
    """Whether a UID is one that netlead made, which need not stand in a note."""
    return _OWN_UID.fullmatch(uid) is not None


def make_uid(key: str) -> str:
    """A name-based UUID (RFC 9562, version 8), for a card that never had a UID."""
    digits = hashlib.sha256(f"netlead person {key}".encode("utf-8", "surrogateescape")).hexdigest()
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


# Contacts as CSV, safe to open in a spreadsheet.


CSV_COLUMNS: Final = (
    *("name", "aliases", "organisation", "title", "department", "email", "phone", "linkedin", "website", "birthday"),
    *("address", "location", "met", "note", "fax", "anniversary", "uid", "tags"),
    *NAME_PARTS,
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def format_csv(contacts: Iterable[Contact]) -> str:
    """One row a person; several values of a cell are joined as Google joins them, and no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for contact in contacts:
        cells = (contact.name, *(VALUE_SEPARATOR.join(contact.values(column)) for column in CSV_COLUMNS[1:]))
        writer.writerow(map(defuse_formula, cells))
    return out.getvalue()


def defuse_formula(cell: str) -> str:
    """A cell that a spreadsheet would work out gets a `'` in front, which `import csv` takes off again."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell
