"""Who is who: a contact of a file, and those who are in the vault or stood further up in the file."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from netlead_md.linking.names import folded
from netlead_md.shell.contact import Contact
from netlead_md.shell.importing.fields import addresses
from netlead_md.shell.importing.firms import Firms

_PROFILE: Final = re.compile(r"^(?:https?://)?(?:[\w-]+\.)?linkedin\.com/|[?#].*$|/+$", re.IGNORECASE)
_SITE: Final = re.compile(r"^(?:https?://)?(?:www\.)?|/+$", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[^\d+]")


class Somebody(Exception):  # noqa: N818  (no error: a name that fits several)
    """Several people fit, and nothing tells which."""

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(" or ".join(keys))


class Known:
    """Everybody so far, found by e-mail, LinkedIn address, and name with organisation."""

    def __init__(self, firms: Firms) -> None:
        self._firms = firms
        self.contacts: dict[str, Contact] = {}
        self._by_email: dict[str, str] = {}
        self._by_profile: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}

    def add(self, key: str, contact: Contact) -> None:
        """Remember somebody; a key that is known takes the new contact."""
        self.contacts[key] = contact
        for address in addresses(" ".join(contact.email)):
            self._by_email.setdefault(address.lower(), key)
        if contact.linkedin:
            self._by_profile.setdefault(same("linkedin", contact.linkedin), key)
        for name in (contact.name, *contact.aliases):
            fitting = self._by_name.setdefault(folded(name), [])
            if key not in fitting:
                fitting.append(key)

    def find(self, contact: Contact) -> str:
        """The key of whom a contact is, or empty. Raises Somebody where several fit.

        By e-mail, then by LinkedIn address, then by name with organisation. A name alone is enough where one side
        knows no organisation and nothing speaks against it: better a question too many than a person twice.
        """
        for address in contact.email:
            if key := self._by_email.get(address.lower()):
                return key
        if contact.linkedin and (key := self._by_profile.get(same("linkedin", contact.linkedin))):
            return key
        named = self._by_name.get(folded(contact.name), [])
        colleagues = [key for key in named if self._share(contact, key) and not self._two_rows(contact, key)]
        fitting = colleagues or [key for key in named if self._may_be(contact, key)]
        if len(fitting) > 1:
            lines = ((self.contacts[key].line, key) for key in fitting)
            raise Somebody(f"line {line}" if line else key for line, key in lines)
        return fitting[0] if fitting else ""

    def _organisations(self, contact: Contact) -> frozenset[str]:
        return frozenset(map(self._firms.same, contact.organisation))

    def _share(self, contact: Contact, key: str) -> bool:
        return not self._organisations(contact).isdisjoint(self._organisations(self.contacts[key]))

    def _two_rows(self, contact: Contact, key: str) -> bool:
        """Two rows of one file with two LinkedIn addresses are two people."""
        other = self.contacts[key]
        return bool(other.line) and _differ("linkedin", contact, other)

    def _may_be(self, contact: Contact, key: str) -> bool:
        other = self.contacts[key]
        if contact.organisation and other.organisation:
            return False
        return not any(_differ(field, contact, other) for field in ("email", "linkedin"))


def _differ(field: str, one: Contact, other: Contact) -> bool:
    """Both say something, and nothing of it is the same."""
    mine = {same(field, value) for value in one.values(field)}
    theirs = {same(field, value) for value in other.values(field)}
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def same(field: str, value: str) -> str:
    """The form in which two values of a field are compared."""
    if field == "phone":
        digits = _SIGNS.sub("", value.partition("ext")[0])
        return digits.replace("+", "00", 1).removeprefix("00") or value
    if field == "linkedin":
        return unquote(_PROFILE.sub("", _PROFILE.sub("", value.strip()))).lower()
    if field == "birthday":
        return "".join(character for character in value if character.isalnum())
    if field == "website":
        return _SITE.sub("", value.strip()).lower()
    return " ".join(folded(value).replace(",", " ").split())
