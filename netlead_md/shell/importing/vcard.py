"""vCards (COMPATIBILITY, contact formats): 2.1, 3.0 and 4.0 in one file, as phones and address books write them."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from netlead_md.shell.contact import Contact
from netlead_md.shell.importing import fields
from netlead_md.shell.importing.batch import Batch, Slip
from netlead_md.shell.importing.content_lines import Property, properties
from netlead_md.shell.importing.text import clean

_PLAIN: Final = {
    "FN": "name",
    "TITLE": "title",
    "EMAIL": "email",
    "TEL": "phone",
    "URL": "website",
    "BDAY": "birthday",
    "NOTE": "note",
    "X-NETLEAD-MET": "met",
}
_LINKEDIN: Final = re.compile(r"linkedin", re.IGNORECASE)
_STREET: Final = 3
"""Parts of an address before its town: box, extension, street."""
_APPLE: Final = "1604-"
"""The year that Apple writes for a birthday without one."""


def read(text: str) -> Batch:
    """Read every card. One that is broken is a slip; the others go in."""
    contacts: list[Contact] = []
    slips: list[Slip] = []
    for card in _cards(text, slips):
        found = _contact(card)
        if found is None:
            slips.append(Slip(card[0].line, "this card has no name, organisation or e-mail"))
        elif found.name and not _group(card):
            contacts.append(found)
    return Batch(tuple(contacts), tuple(sorted(slips, key=lambda slip: slip.line)))


def _cards(text: str, slips: list[Slip]) -> Iterator[list[Property]]:
    """Split into cards; each begins with its BEGIN."""
    card: list[Property] = []
    for found in _without_agents(text):
        if isinstance(found, int):
            if card:
                slips.append(Slip(found, "this line of a card cannot be read"))
        elif _is(found, "BEGIN"):
            if card:
                slips.append(Slip(card[0].line, "this card never ends"))
            card = [found]
        elif _is(found, "END") and card:
            yield card
            card = []
        elif card:
            card.append(found)
    if card:
        slips.append(Slip(card[0].line, "this card never ends"))


def _without_agents(text: str) -> Iterator[Property | int]:
    """Leave out cards within cards (AGENT, of vCard 2.1): they are somebody else's."""
    agent = within = False
    for found in properties(text):
        if agent and not isinstance(found, int) and _is(found, "BEGIN"):
            within = True
        elif within:
            within = isinstance(found, int) or not _is(found, "END")
        else:
            yield found
        agent = not isinstance(found, int) and found.name == "AGENT"


def _is(found: Property, name: str) -> bool:
    return found.name == name and found.value.strip().upper() == "VCARD"


def _group(card: list[Property]) -> bool:
    return any(found.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"} and "group" in found.value.lower() for found in card)


def _contact(card: list[Property]) -> Contact | None:
    labels = {found.group: found.value for found in card if found.name == "X-ABLABEL" and found.group}
    parts: dict[str, list[str]] = {}
    for found in card:
        for name, value in _values(found, labels.get(found.group, "")):
            parts.setdefault(name, []).append(value)
    if not any(map(clean, parts.get("title", ()))):
        parts["title"] = parts.get("role", [])
    if any(map(clean, parts.get("name", ()))):
        parts["name"] = [value for value in parts["name"] if clean(value)]
    contact = fields.contact(card[0].line, parts)
    return msgspec.structs.replace(contact, company=True) if contact and _company(card, contact) else contact


def _company(card: list[Property], contact: Contact) -> bool:
    """A card of an organisation says so, or bears its name and nobody's."""
    if any(found.name == "KIND" and found.value.strip().lower() == "org" for found in card):
        return True
    shown = any(found.name == "X-ABSHOWAS" and found.value.strip().upper() == "COMPANY" for found in card)
    names = any(found.name == "N" and clean("".join(found.parts()[:2])) for found in card)
    return contact.company or (not names and (shown or contact.name in contact.organisation))


def _values(found: Property, label: str) -> Iterator[tuple[str, str]]:
    """What a property says, under our names."""
    name = found.name
    if name in {"URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "X-LINKEDIN"}:
        yield from _site(found, label)
    elif name == "BDAY":
        omit = "X-APPLE-OMIT-YEAR" in found.params and found.value.startswith(_APPLE)
        yield "birthday", f"--{found.value[len(_APPLE) :]}" if omit else found.text()
    elif name in _PLAIN:
        yield _PLAIN[name], found.text()
    elif name == "ROLE":
        yield "role", found.text()
    elif name == "N":
        family, given, middle = (*found.parts(), "", "", "")[:3]
        yield from (("first", given), ("middle", middle), ("last", family))
    elif name == "NICKNAME":
        yield from (("aliases", value) for value in found.parts(","))
    elif name == "ORG":
        firm, *units = found.parts()
        yield "organisation", firm
        yield "department", ", ".join(filter(None, map(clean, units)))
    elif name == "ADR":
        yield _address(found)


def _site(found: Property, label: str) -> Iterator[tuple[str, str]]:
    linkedin = _LINKEDIN.search(found.value) or _LINKEDIN.search(label) or "linkedin" in found.types()
    if linkedin or found.name == "X-LINKEDIN":
        yield "linkedin", found.text()
    elif found.name == "URL":
        yield "website", found.text()


def _address(found: Property) -> tuple[str, str]:
    """A town without a street is where somebody lives, not where a letter finds them."""
    parts = found.parts()
    whole = ", ".join(text for part in parts if (text := fields.address(part)))
    return ("address" if any(map(clean, parts[:_STREET])) else "location"), whole
