"""Notes that are organisations because somebody's organisation field links to them, and two spellings of one (§2.1)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from netlead_md.linking.entity_resolver import links_in
from netlead_md.linking.fields import FieldAliases, canonical_field_name
from netlead_md.linking.link_resolver import LinkResolver, normalise_name
from netlead_md.linking.values import Value, single_values
from netlead_md.model.network import Organisation
from netlead_md.model.note import Note
from netlead_md.parsing.suggestions import NearWords

_ROLE_PARTS: Final = ("organisation", "organization", "org", "company", "employer", "work")


def has_employer(note: Note, names: FieldAliases) -> bool:
    """Whether an organisation field of a note holds anything, a link or a mere name."""
    return any(
        field.value and canonical_field_name(field, "person", names) == "organisation"
        for field in (*note.fields, *note.inline)
    )


def organisation_links(note: Note, names: FieldAliases) -> tuple[str, ...]:
    """What the organisation fields and `roles` of a person's note link to, as written."""
    found: dict[str, None] = {}
    for field in (*note.fields, *note.inline):
        if field.value and canonical_field_name(field, "person", names) in {"organisation", "roles"}:
            if isinstance(field.value, str) and "[" not in field.value:
                continue
            for value in single_values(Value(field.value, ())):
                parts = value.value if isinstance(value.value, dict) else {"": value.value}
                for part in _stated_parts(parts):
                    found |= dict.fromkeys(link.target for link in links_in(Value(part, ())))
    return tuple(found)


def _stated_parts(parts: dict[Any, Any]) -> Iterator[Any]:
    for key, value in parts.items():
        if not key or str(key).strip().lower() in _ROLE_PARTS:
            yield from (each.value for each in single_values(Value(value, ())))


def find_named(links: Mapping[str, tuple[str, ...]], resolver: LinkResolver) -> set[str]:
    """The paths that these links mean; `links` are those of each note by its path. A note never names itself."""
    named: set[str] = set()
    for path, targets in links.items():
        folder = path.rpartition("/")[0]
        named.update(found for target in targets if (found := resolver.match(target, folder).path) and found != path)
    return named


# Two spellings of one organisation.


_AND: Final = re.compile(r"\s*[&+]\s*|\s+(?:and|und|et|y|e|och|en)\s+")
_SIGNS: Final = re.compile(r"[^\w\s]+")
_LEGAL: Final = frozenset({
    "ltd", "limited", "plc", "llp", "llc", "inc", "incorporated", "corp", "corporation", "co", "company", "gmbh",
    "ag", "kg", "ug", "ev", "sa", "sarl", "sas", "sl", "srl", "spa", "bv", "nv", "ab", "oy", "as", "aps", "pty",
})  # fmt: skip
_SHORTEST: Final = 4
"""Letters from which on a name is told by them."""
_LEAST: Final = 10
"""Letters from which on a slip in a name is told from another name."""


class _Spelling:
    """A name as it is compared: without case, accents, signs, *the* and legal forms."""

    def __init__(self, name: str) -> None:
        plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
        words = _SIGNS.sub("", _AND.sub(" & ", plain).replace("&", " 0and ")).split()
        words = words[1:] if words[:1] == ["the"] else words
        legal = [word for word in words[1:] if word in _LEGAL]
        self.legal = "".join(legal)
        self.bare = "".join(word for at, word in enumerate(words) if not at or word not in _LEGAL).removesuffix("0and")

    def may_be(self, other: "_Spelling") -> bool:
        """Whether no legal form tells the two apart."""
        return not self.legal or not other.legal or self.legal == other.legal or {self.legal, other.legal} in _SAME


_SAME: Final = ({"ltd", "limited"}, {"co", "company"}, {"corp", "corporation"}, {"inc", "incorporated"})


def two_spellings(organisations: Mapping[str, Organisation]) -> Iterator[tuple[Organisation, Organisation]]:
    """(one, the one that it may be) of organisations whose names differ in spelling alone; those with a note first."""
    ordered = sorted(organisations.values(), key=lambda each: (each.path is None, each.key))
    first: dict[str, tuple[_Spelling, Organisation]] = {}
    rest: list[tuple[_Spelling, Organisation]] = []
    for each in ordered:
        spelt = _Spelling(each.name)
        if len(spelt.bare) < _SHORTEST:
            continue
        known = first.setdefault(spelt.bare, (spelt, each))
        if known[1] is each:
            rest.append((spelt, each))
        elif normalise_name(known[1].name) != normalise_name(each.name) and spelt.may_be(known[0]):
            yield each, known[1]
    yield from _slips(rest)


def _slips(spelt: Iterable[tuple[_Spelling, Organisation]]) -> Iterator[tuple[Organisation, Organisation]]:
    """Organisations without a note whose names are one letter away from that of a note."""
    noted = {
        one.bare: each for one, each in spelt if each.path and len(one.bare) >= _LEAST and not _has_digit(one.bare)
    }
    near = NearWords(noted)
    for one, each in spelt if noted else ():
        if each.path is None and len(one.bare) >= _LEAST and not _has_digit(one.bare):
            found = near.nearest(one.bare)
            if found and found[0] == one.bare[0]:
                yield each, noted[found]


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text.replace("0and", ""))
