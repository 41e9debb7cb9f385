"""Who is who: a contact of a file, and those who are in the vault or stood further up in the file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote

import msgspec

from netlead_md.contacts.contact import FIELDS, NAME_PARTS, SINGLE_FIELDS, Contact, Doubt
from netlead_md.contacts.normalise import find_emails
from netlead_md.contacts.note_style import NoteStyle
from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.linking.values import Value, single_values, value_text
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.parsing.frontmatter import format_value

# Organisations by the names that contacts give them, and how a field names them.


class OrganisationIndex:
    """Those that have a note, and those that get one."""

    def __init__(self, network: Network, *, linked: bool) -> None:
        self._linked = linked
        self._targets: dict[str, tuple[str, str]] = {}
        """Folded name to what stands between `[[ ]]`, and the name of the note."""
        for key, organisation in reversed(network.organisations.items()):
            if organisation.path is not None:
                target = (network.targets.get(key, organisation.name), link_name(organisation.path))
                for name in (*organisation.aliases, organisation.name):
                    self._targets[normalise_name(name)] = target

    def add(self, name: str, note: str) -> None:
        self._targets.setdefault(normalise_name(name), (note, note))

    def has(self, name: str) -> bool:
        return normalise_name(name) in self._targets

    def same(self, name: str) -> str:
        """The form in which two names of organisations are compared: a further name is the same organisation."""
        return normalise_name(self._targets[normalise_name(name)][1] if self.has(name) else name)

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those that have no note, each once, as first written."""
        first: dict[str, str] = {}
        for name in names:
            if not self.has(name):
                first.setdefault(normalise_name(name), name)
        return list(first.values())

    def written(self, name: str) -> str:
        """What stands in a person's field: a link if there is a note and the vault links, else the name."""
        if not self._linked or normalise_name(name) not in self._targets:
            return name
        target, note = self._targets[normalise_name(name)]
        if "`" in target:  # two of them would make code of the link
            return name
        return f"[[{target}]]" if target == note == name else f"[[{target}|{_escape_link_text(name)}]]"


def _escape_link_text(name: str) -> str:
    """A name as the text of a link, without what would end the link or make code of it."""
    return name.translate(str.maketrans("|[]`\\", "/()'/"))


_PROFILE: Final = re.compile(r"^(?:https?://)?(?:[\w-]+\.)?linkedin\.com/|[?#].*$|(?<!/)/++$", re.IGNORECASE)
_SITE: Final = re.compile(r"^(?:https?://)?(?:www\.)?|(?<!/)/++$", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[^\d+]")


class AmbiguousMatch(Exception):  # noqa: N818  (no error: a name that fits several)
    """Several people fit, and nothing tells which."""

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(" or ".join(keys))


class DoubtfulMatch(Exception):  # noqa: N818  (no error: a question)
    """Somebody who is known may be meant, or not."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.why)
        self.doubt = doubt


Decisions = Mapping[tuple[str, str], bool]
"""What the user said of two names, both folded: whether they are one person."""


class ContactIndex:
    """Everybody so far, found by UID, e-mail with name, LinkedIn address, and name with organisation."""

    def __init__(self, firms: OrganisationIndex, decisions: Decisions = MappingProxyType({})) -> None:
        self._firms = firms
        self._decisions = decisions
        self.contacts: dict[str, Contact] = {}
        self._by_uid: dict[str, str] = {}
        self._by_email: dict[str, list[str]] = {}
        self._by_profile: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}

    def add(self, key: str, contact: Contact, uid: str = "") -> None:
        """Remember somebody, also by the UID with which their card goes out; a known key takes the new contact."""
        self.contacts[key] = contact
        for each in filter(None, (contact.uid, uid)):
            self._by_uid.setdefault(each, key)
        for address in find_emails(" ".join(contact.email)):
            _add_once(self._by_email.setdefault(address.lower(), []), key)
        if contact.linkedin:
            self._by_profile.setdefault(normalise_value("linkedin", contact.linkedin), key)
        for name in (contact.name, *contact.aliases):
            _add_once(self._by_name.setdefault(normalise_name(name), []), key)

    def find(self, contact: Contact) -> str:
        """The key of whom a contact is, or empty: somebody new. Raises AmbiguousMatch or DoubtfulMatch.

        By UID; by e-mail and name; by LinkedIn address; by name and organisation. A name alone is enough where one
        side knows no organisation and nothing speaks against it. What fits by half is a question.
        """
        if key := self._by_uid.get(contact.uid):
            return key
        sharing = [key for address in contact.email for key in self._by_email.get(address.lower(), ())]
        if key := next((key for key in sharing if self._names_agree(contact, key)), ""):
            return key
        if contact.linkedin and (key := self._by_profile.get(normalise_value("linkedin", contact.linkedin))):
            return key
        named = self._by_name.get(normalise_name(contact.name), [])
        if fitting := self._fitting(contact, named):
            return fitting
        noted = [key for key in named if not self.contacts[key].line]  # two rows of one file are two people
        for keys, why in ((sharing, "the same e-mail address"), (noted, "the same name, and nothing else in common")):
            for key in keys:
                same = self._decide(contact, key, namesakes=True)
                if same:
                    return key
                if same is None and not self._are_two_people(contact, key):
                    raise DoubtfulMatch(Doubt(contact, self.contacts[key], key, why))
        return ""

    def _fitting(self, contact: Contact, named: list[str]) -> str:
        colleagues = [
            key for key in named if self._share_organisation(contact, key) and not self._are_two_people(contact, key)
        ]
        fitting = colleagues or [key for key in named if self._may_match(contact, key)]
        fitting = [key for key in fitting if self._decide(contact, key) is not False]
        if len(fitting) > 1:
            lines = ((self.contacts[key].line, key) for key in fitting)
            raise AmbiguousMatch(f"line {line}" if line else key for line, key in lines)
        return fitting[0] if fitting else ""

    def _decide(self, contact: Contact, key: str, *, namesakes: bool = False) -> bool | None:
        """What the user said of the two; None: nothing. Of namesakes it is asked only where nothing else tells."""
        pair = normalise_name(contact.name), normalise_name(self.contacts[key].name)
        if pair[0] == pair[1] and not namesakes:
            return None
        return self._decisions.get(pair, self._decisions.get((pair[1], pair[0])))

    def _names_agree(self, contact: Contact, key: str) -> bool:
        """Whether two who share an address can be one by their names, or the user said so."""
        said = self._decide(contact, key)
        if said is not None:
            return said
        other = self.contacts[key]
        mine, theirs = ((each.name, *each.aliases) for each in (contact, other))
        return any(_agree(one, another) for one in mine for another in theirs)

    def _organisations(self, contact: Contact) -> frozenset[str]:
        return frozenset(map(self._firms.same, contact.organisation))

    def _share_organisation(self, contact: Contact, key: str) -> bool:
        return not self._organisations(contact).isdisjoint(self._organisations(self.contacts[key]))

    def _are_two_people(self, contact: Contact, key: str) -> bool:
        """Two rows of one file with two LinkedIn addresses are two people."""
        other = self.contacts[key]
        return bool(other.line) and _values_differ("linkedin", contact, other)

    def _may_match(self, contact: Contact, key: str) -> bool:
        other = self.contacts[key]
        if contact.organisation and other.organisation:
            return False
        return not any(_values_differ(field, contact, other) for field in ("email", "linkedin"))


def _add_once(keys: list[str], key: str) -> None:
    if key not in keys:
        keys.append(key)


def _agree(one: str, other: str) -> bool:
    """Whether two names can be one person's: the same words, fewer of them, or initials of the first ones."""
    if "@" in one or "@" in other:  # somebody without a name is called by the address
        return True
    mine, theirs = (normalise_name(name).replace(",", " ").replace(".", " ").split() for name in (one, other))
    if set(mine) <= set(theirs) or set(theirs) <= set(mine):
        return True
    initials = len(mine[0]) == 1 or len(theirs[0]) == 1
    return mine[-1] == theirs[-1] and initials and mine[0][0] == theirs[0][0]


def _values_differ(field: str, one: Contact, other: Contact) -> bool:
    """Both say something, and nothing of it is the same."""
    mine = {normalise_value(field, value) for value in one.values(field)}
    theirs = {normalise_value(field, value) for value in other.values(field)}
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def normalise_value(field: str, value: str) -> str:
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
    return " ".join(normalise_name(value).replace(",", " ").split())


# Where the note of somebody who is in the vault and a contact of the file do not agree.


_ROLES: Final = "roles"


class FieldDifference(msgspec.Struct, frozen=True):
    path: str
    field: str
    here: tuple[str, ...]
    """Empty: an update fills it."""
    there: tuple[str, ...]
    line: int
    """Of the contact in its file."""
    key: str
    """What the note calls the field, or would."""
    value: str
    """As YAML, ready for the note."""


def find_differences(
    note: Note, here: Contact, there: Contact, form: NoteStyle, firms: OrganisationIndex
) -> Iterator[FieldDifference]:
    """Each field in which the contact says more than the note. Further names are nobody's difference."""
    if normalise_name(there.name) not in {normalise_name(name) for name in (here.name, *here.aliases)}:
        yield FieldDifference(note.path, "name", (here.name,), (there.name,), there.line, "", "")
    for field in FIELDS:
        known = {_comparison_key(field, value, firms) for value in (*here.values(field), *_split_pieces(field, here))}
        more = tuple(value for value in there.values(field) if _comparison_key(field, value, firms) not in known)
        if more and field != "aliases":
            key, stands = _find_property(note, field, form)
            shown = here.values(field) or stands or _find_blocking_values(note, field, here, there, firms)
            texts = [firms.written(name) for name in more] if field == "organisation" else more
            key = key or form.keys.get(field, field)
            yield FieldDifference(note.path, field, shown, more, there.line, key, format_value(texts))


def find_lost_values(path: str, kept: Contact, card: Contact) -> Iterator[FieldDifference]:
    """Each value of a further card of somebody new for which their note has no place."""
    for field in SINGLE_FIELDS:
        here, there = kept.values(field), card.values(field)
        if there and field not in NAME_PARTS and normalise_value(field, here[0]) != normalise_value(field, there[0]):
            yield FieldDifference(path, field, here, there, card.line, "", "")
    if normalise_name(card.name) not in map(normalise_name, (kept.name, *kept.aliases)):
        yield FieldDifference(path, "name", (kept.name,), (card.name,), card.line, "", "")


def _split_pieces(field: str, here: Contact) -> Iterator[str]:
    """What stands in one value of a note between commas: `a@x.org, b@x.org`."""
    for value in here.values(field) if field in {"email", "phone"} else ():
        yield from re.split(r"[,;]", value)


def _comparison_key(field: str, value: str, firms: OrganisationIndex) -> str:
    return firms.same(value) if field == "organisation" else normalise_value(field, value)


def _find_blocking_values(
    note: Note, field: str, here: Contact, there: Contact, firms: OrganisationIndex
) -> tuple[str, ...]:
    """What keeps an empty field from being filled: a title belongs to its organisation, and `roles` override both."""
    if field in {"organisation", "title"} and any(held.key == _ROLES and held.value for held in note.fields):
        return ("see roles",)
    mine, theirs = (set(map(firms.same, contact.organisation)) for contact in (here, there))
    return (f"at {here.organisation[0]}",) if field == "title" and mine and mine.isdisjoint(theirs) else ()


def _find_property(note: Note, field: str, form: NoteStyle) -> tuple[str, tuple[str, ...]]:
    """The property under which a note holds a field, be it empty, and what stands there or in the body."""
    key, texts = "", list[str]()
    for held in (*note.fields, *note.inline):
        if held.key == field or form.table.get(held.key, ("", 0))[0] == field:
            texts += _list_texts(held.value)
            key = key or (held.written if held.place is None else "")
    return key, tuple(texts)


def _list_texts(value: Any) -> list[str]:  # noqa: ANN401  # YAML may hold anything
    return [value_text(each.value) or "…" for each in single_values(Value(value, ()))]
