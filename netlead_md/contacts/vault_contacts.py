"""The vault's people as address books see them."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from netlead_md.contacts.contact import NAME_PARTS, Contact
from netlead_md.linking.fields import FieldAliases, field_names
from netlead_md.linking.values import value_text
from netlead_md.model.config import Config
from netlead_md.model.network import Network, Person
from netlead_md.model.note import Note
from netlead_md.rendering.file_names import safe_file_name

_NUMBER: Final = re.compile(r" \(\d+\)$")
KEPT: Final = ("department", "note", "anniversary", "uid", *NAME_PARTS)
"""Fields that no page needs, and that travel with a contact."""


def collect_contacts(network: Network, notes: Mapping[str, Note], config: Config, day: dt.date) -> dict[str, Contact]:
    """Everybody as of a day, by key, in order of name. Who is `sensitive` goes without their `note`."""
    names = field_names(config)
    ordered = sorted(network.people.values(), key=lambda person: (person.name.lower(), person.key))
    return {person.key: _build_contact(network, person, notes.get(person.path), names, day) for person in ordered}


def _build_contact(network: Network, person: Person, note: Note | None, names: FieldAliases, day: dt.date) -> Contact:
    now = [role for role in person.roles if (role.since or day) <= day <= (role.until or day)]
    kept = {name: next(find_field_texts(note, name, names), "") if note else "" for name in (*KEPT, "title")}

    def held(field: str) -> tuple[str, ...]:
        return tuple(value for name, value in person.contact if name == field)

    firms = [network.organisations[role.organisation] for role in now]
    organisations = tuple(find_display_name(firm.name, firm.aliases, ("organisation",)) for firm in firms)
    name = find_display_name(person.name, person.aliases, (*organisations, "contact"))
    said = f"{kept['given_name']} {kept['family_name']}"  # which a note of these fields is called, too
    return Contact(
        name=name,
        aliases=tuple(alias for alias in person.aliases if alias not in {name, said}),
        organisation=organisations,
        title=now[0].title if person.roles and now else kept["title"] if not person.roles else "",
        department=kept["department"],
        email=held("email"),
        phone=held("phone"),
        linkedin=next(iter(held("linkedin")), ""),
        website=held("website"),
        birthday=next(iter(held("birthday")), ""),
        address=held("address"),
        location=next(iter(held("location")), ""),
        met=person.met.isoformat() if person.met else "",
        note="" if person.sensitive else kept["note"],
        anniversary=kept["anniversary"],
        uid=kept["uid"],
        fax=tuple(find_field_texts(note, "fax", names)) if note else (),
        given_name=kept["given_name"],
        additional_name=kept["additional_name"],
        family_name=kept["family_name"],
        name_prefix=kept["name_prefix"],
        name_suffix=kept["name_suffix"],
    )


def find_display_name(name: str, aliases: Iterable[str], words: Iterable[str]) -> str:
    """The name behind that of a file, where no file can bear it or another note has it: an alias tells.

    `AC-DC` with the alias `AC/DC`, and `Ada Lovelace (Acme)` with the alias `Ada Lovelace`.
    """
    endings = {"", *(f" ({safe_file_name(word)})" for word in words)}
    bare = _NUMBER.sub("", name)
    return next(
        (alias for alias in aliases if any(safe_file_name(alias, end) in {name, bare} for end in endings)), name
    )


def find_field_texts(note: Note, field: str, names: FieldAliases, kind: str = "person") -> Iterator[str]:
    """The texts that stand in a note under one of our fields, whatever the user calls it."""
    table = names.by_kind[kind]
    for held in (*note.fields, *note.inline):
        if held.key == field or table.get(held.key, ("",))[0] == field:
            for value in held.value if isinstance(held.value, list) else (held.value,):
                if text := value_text(value):
                    yield text
