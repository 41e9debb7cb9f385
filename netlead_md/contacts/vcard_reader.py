"""vCards (COMPATIBILITY, contact formats): 2.1, 3.0 and 4.0 in one file, as phones and address books write them."""

import codecs
import quopri
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from netlead_md.contacts import normalise as fields
from netlead_md.contacts.contact import Contact, ParsedContacts, RowError, describe_lost
from netlead_md.contacts.normalise import clean_text

# Lines of vCards 2.1, 3.0 and 4.0 alike: unfolded, decoded, each with the place where it began.


_PROPERTY: Final = re.compile(
    r"""(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)(?P<params>(?:;[^:;"]*(?:"[^"]*"[^:;"]*)*)*):(?P<value>.*)""",
    re.DOTALL,
)
_PARAM: Final = re.compile(r';((?:[^;"]|"[^"]*")*)')
_PRINTABLE: Final = re.compile(r"^[^:]*;\s*(?:ENCODING=)?QUOTED-PRINTABLE\b[^:]*:", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"})


class VCardProperty(msgspec.Struct, frozen=True):
    """One property as it stands in a card. The value is decoded and still escaped."""

    line: int
    name: str
    """Upper case."""
    value: str
    group: str = ""
    params: dict[str, tuple[str, ...]] = {}
    """Names in upper case; a bare word of vCard 2.1 is a TYPE."""

    def types(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.params.get("TYPE", ()))

    def parts(self, separator: str = ";") -> list[str]:
        """The parts of a structured value."""
        return split_value(self.value, separator)

    def text(self) -> str:
        return unescape_text(self.value)


_JOINED: Final = re.compile(r"(END:VCARD)[ \t]*(?=BEGIN:VCARD)", re.IGNORECASE)


_CHARSET: Final = re.compile(rb"^[^:\r\n]*;[ \t]*CHARSET=\"?([\w.:-]+)", re.IGNORECASE)


def decode_cards(data: bytes) -> str | None:
    """Read cards of which a line names its own character set; None where none does, or the whole is UTF-8."""
    if b"CHARSET=" not in data.upper():
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None
    charset, lines = "", list[str]()
    for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n"):
        if line[:1] not in {b" ", b"\t"}:
            found = _CHARSET.match(line)
            charset = found[1].decode("ascii") if found else ""
        lines.append(_decode_line(line, charset))
    return "\n".join(lines)


def _decode_line(line: bytes, charset: str) -> str:
    for name in filter(None, (charset, "utf-8", "cp1252")):
        try:
            return line.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return line.decode("latin-1")


def parse_properties(text: str) -> Iterator[VCardProperty | int]:
    """Every property in order; the number of a line instead where there is none."""
    for line, logical in _unfold_lines(text):
        if not logical.strip():
            continue
        found = _PROPERTY.fullmatch(logical.strip())
        yield _parse_property(line, found) if found else line


def _parted(text: str) -> str:
    """The text with a line end between cards that somebody joined without one."""
    return _JOINED.sub(r"\1\n", text)


def _unfold_lines(text: str) -> Iterator[tuple[int, str]]:
    """Join what was folded: by a leading space, or in quoted-printable by a `=` at the end."""
    start, parts, soft = 1, list[str](), False
    for number, line in enumerate(re.split(r"\r\r?\n|\n|\r", _parted(text)), 1):
        if soft and parts:
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif line[:1] in {" ", "\t"} and parts and line.strip():
            parts.append(line[1:])
        else:
            if parts:
                yield start, "".join(parts)
            start, parts = number, [line]
        soft = line.endswith("=") and _PRINTABLE.match(parts[0]) is not None
    yield start, "".join(parts)


def _parse_property(line: int, found: re.Match[str]) -> VCardProperty:
    params: dict[str, tuple[str, ...]] = {}
    for written in _PARAM.findall(found["params"]):
        name, equals, value = written.strip().partition("=")
        if not equals:
            name, value = ("ENCODING" if name.upper() in _ENCODINGS else "TYPE"), name
        values = (part.strip().strip('"') for part in (value.strip('"').split(",") if name else ()))
        params[name.upper()] = (*params.get(name.upper(), ()), *values)
    return VCardProperty(
        line, found["name"].upper(), _decode_value(found["value"], params), found["group"] or "", params
    )


def _decode_value(value: str, params: dict[str, tuple[str, ...]]) -> str:
    if "QUOTED-PRINTABLE" not in (word.upper() for word in params.get("ENCODING", ())):
        return value
    data = quopri.decodestring(value.encode("utf-8", "replace"))
    for charset in (*params.get("CHARSET", ()), "utf-8", "cp1252"):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def unescape_text(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text) if "\\" in text else text


def split_value(text: str, separator: str) -> list[str]:
    """Split at separators that no backslash protects, and unescape the parts."""
    parts = re.findall(rf"(?:^|{separator})((?:[^\\{separator}]|\\.|\\$)*)", text, re.DOTALL)
    return [unescape_text(part) for part in parts]


_PLAIN: Final = {
    "FN": "name",
    "TITLE": "title",
    "EMAIL": "email",
    "URL": "website",
    "BDAY": "birthday",
    "NOTE": "note",
    "UID": "uid",
    "X-NETLEAD-MET": "met",
}
_LISTS: Final = {"NICKNAME": "aliases", "CATEGORIES": "tags"}
_DAYS: Final = {"BDAY": "birthday", "ANNIVERSARY": "anniversary", "X-ANNIVERSARY": "anniversary"}
_FIELDS: Final = frozenset({*_PLAIN, *_DAYS, *_LISTS, "N", "ROLE", "ORG", "ADR", "URL", "X-LINKEDIN", "BEGIN", "END"})
_TECHNICAL: Final = frozenset(
    {"VERSION", "PRODID", "REV", "X-ABLABEL", "X-ABADR", "X-ABSHOWAS", "KIND", "X-ADDRESSBOOKSERVER-KIND", "CLASS"}
)
"""Properties about the card, not about the person."""
_LINKEDIN: Final = re.compile(r"linkedin", re.IGNORECASE)
_STREET: Final = 3
"""Parts of an address before its town: box, extension, street."""
_APPLE: Final = "1604-"
"""The year that Apple writes for a birthday without one."""


def read_vcards(text: str) -> ParsedContacts:
    """Read every card. One that is broken is a slip; the others go in."""
    contacts: list[Contact] = []
    slips: list[RowError] = []
    left: Counter[str] = Counter()
    for card in _split_cards(text, slips):
        found = _build_card_contact(card)
        left.update(each.name for each in card if _is_left(each))
        if found is None:
            slips.append(RowError(card[0].line, "this card has no name, organisation or e-mail"))
        elif found.name and not _is_group(card):
            contacts.append(found)
    remarks = (*_describe_left(left), *describe_lost(contacts))
    return ParsedContacts(tuple(contacts), tuple(sorted(slips, key=lambda slip: slip.line)), remarks)


def _is_left(found: VCardProperty) -> bool:
    """Whether nothing of a property is taken in, although it says something of the person."""
    if found.name in _FIELDS | _TECHNICAL or not found.value.strip(" ;"):
        return False
    return not any(_property_fields(found, ""))


def _describe_left(left: Counter[str]) -> Iterator[str]:
    if left:
        yield f"properties not taken in: {', '.join(f'{name} ({count})' for name, count in sorted(left.items()))}"


def _split_cards(text: str, slips: list[RowError]) -> Iterator[list[VCardProperty]]:
    """Split into cards; each begins with its BEGIN."""
    card: list[VCardProperty] = []
    for found in _skip_agents(text):
        if isinstance(found, int):
            if card:
                slips.append(RowError(found, "this line of a card cannot be read"))
        elif _is_card_marker(found, "BEGIN"):
            if card:
                slips.append(RowError(card[0].line, "this card never ends"))
            card = [found]
        elif _is_card_marker(found, "END") and card:
            yield card
            card = []
        elif card:
            card.append(found)
    if card:
        slips.append(RowError(card[0].line, "this card never ends"))


def _skip_agents(text: str) -> Iterator[VCardProperty | int]:
    """Leave out cards within cards (AGENT, of vCard 2.1): they are somebody else's."""
    agent = within = False
    for found in parse_properties(text):
        if agent and not isinstance(found, int) and _is_card_marker(found, "BEGIN"):
            within = True
        elif within:
            within = isinstance(found, int) or not _is_card_marker(found, "END")
        else:
            yield found
        agent = not isinstance(found, int) and found.name == "AGENT"


def _is_card_marker(found: VCardProperty, name: str) -> bool:
    return found.name == name and found.value.strip().upper() == "VCARD"


def _is_group(card: list[VCardProperty]) -> bool:
    return any(found.name in {"KIND", "X-ADDRESSBOOKSERVER-KIND"} and "group" in found.value.lower() for found in card)


def _build_card_contact(card: list[VCardProperty]) -> Contact | None:
    labels = {found.group: found.value for found in card if found.name == "X-ABLABEL" and found.group}
    parts: dict[str, list[str]] = {}
    for found in sorted(card, key=_preference):
        for name, value in _property_fields(found, labels.get(found.group, "")):
            parts.setdefault(name, []).append(value)
    if not any(map(clean_text, parts.get("title", ()))):
        parts["title"] = parts.get("role", [])
    if any(map(clean_text, parts.get("name", ()))):
        parts["name"] = [value for value in parts["name"] if clean_text(value)]
    if _shows_company(card) and any(clean_text(value) for part in ("first", "last") for value in parts.get(part, ())):
        parts["name"] = []  # FN is the company, and N somebody there
    contact = fields.build_contact(card[0].line, parts)
    return msgspec.structs.replace(contact, company=True) if contact and _is_company(card, contact) else contact


def _is_company(card: list[VCardProperty], contact: Contact) -> bool:
    """A card of an organisation says so, or bears its name and nobody's."""
    if any(found.name == "KIND" and found.value.strip().lower() == "org" for found in card):
        return True
    names = any(found.name == "N" and clean_text("".join(found.parts()[:2])) for found in card)
    return contact.company or (not names and (_shows_company(card) or contact.name in contact.organisation))


def _shows_company(card: list[VCardProperty]) -> bool:
    return any(found.name == "X-ABSHOWAS" and found.value.strip().upper() == "COMPANY" for found in card)


def _preference(found: VCardProperty) -> int:
    """What the card prefers comes first; BEGIN, END and all else stay where they are."""
    written = next(iter(found.params.get("PREF", ())), "")
    if found.name not in {"TEL", "EMAIL", "ADR", "URL"}:
        return 0
    return int(written) if written.isdecimal() else 1 if "pref" in found.types() else _NO_PREFERENCE


_NO_PREFERENCE: Final = 101
"""PREF goes from 1, the most preferred, to 100."""


def _property_fields(found: VCardProperty, label: str) -> Iterator[tuple[str, str]]:
    """What a property says, under our names."""
    name = found.name
    if name in {"URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP", "X-LINKEDIN"}:
        yield from _website_field(found, label)
    elif name in _DAYS or (name == "X-ABDATE" and "anniversary" in label.lower()):
        omit = "X-APPLE-OMIT-YEAR" in found.params and found.value.startswith(_APPLE)
        yield _DAYS.get(name, "anniversary"), f"--{found.value[len(_APPLE) :]}" if omit else found.text()
    elif name == "TEL":
        yield from _telephone_field(found)
    elif name in _PLAIN:
        yield _PLAIN[name], found.text()
    elif name == "ROLE":
        yield "role", found.text()
    elif name == "N":
        family, given, middle, before, behind = (*found.parts(), *[""] * 5)[:5]
        yield from (("first", given), ("middle", middle), ("last", family))
        yield from (("name_prefix", before), ("name_suffix", behind))
    elif name in _LISTS:
        yield from ((_LISTS[name], value) for value in found.parts(","))
    elif name == "ORG":
        firm, *units = found.parts()
        yield "organisation", firm
        yield "department", ", ".join(filter(None, map(clean_text, units)))
    elif name == "ADR":
        yield _address_field(found)


def _telephone_field(found: VCardProperty) -> Iterator[tuple[str, str]]:
    """A fax is no telephone, and a pager nothing that one still calls; a line for both is one."""
    types = found.types()
    if types & {"pager", "telex", "x400"}:
        return
    yield ("fax" if "fax" in types and not types & {"voice", "cell"} else "phone"), found.text()


def _website_field(found: VCardProperty, label: str) -> Iterator[tuple[str, str]]:
    linkedin = _LINKEDIN.search(found.value) or _LINKEDIN.search(label) or "linkedin" in found.types()
    if linkedin or found.name == "X-LINKEDIN":
        yield "linkedin", found.text()
    elif found.name == "URL":
        yield "website", found.text()


def _address_field(found: VCardProperty) -> tuple[str, str]:
    """A town without a street is where somebody lives, not where a letter finds them."""
    parts = found.parts()
    whole = ", ".join(text for part in parts if (text := fields.normalise_address(part)))
    return ("address" if any(map(clean_text, parts[:_STREET])) else "location"), whole
