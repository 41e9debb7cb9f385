"""Where the note of somebody who is in the vault and a contact of the file do not agree."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from netlead_md.linking.names import folded
from netlead_md.linking.values import Value, items, text_of
from netlead_md.model.note import Note
from netlead_md.shell.contact import FIELDS, Contact
from netlead_md.shell.importing.firms import Firms
from netlead_md.shell.importing.known import same
from netlead_md.shell.importing.shape import Shape
from netlead_md.shell.importing.yaml import flow

_ROLES: Final = "roles"


class Difference(msgspec.Struct, frozen=True):
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


def differences(note: Note, here: Contact, there: Contact, form: Shape, firms: Firms) -> Iterator[Difference]:
    """Each field in which the contact says more than the note. Further names are nobody's difference."""
    if folded(there.name) not in {folded(name) for name in (here.name, *here.aliases)}:
        yield Difference(note.path, "name", (here.name,), (there.name,), there.line, "", "")
    for field in FIELDS:
        known = {_form(field, value, firms) for value in (*here.values(field), *_pieces(field, here))}
        more = tuple(value for value in there.values(field) if _form(field, value, firms) not in known)
        if more and field != "aliases":
            key, stands = _standing(note, field, form)
            shown = here.values(field) or stands or _elsewhere(note, field, here, there, firms)
            texts = [firms.written(name) for name in more] if field == "organisation" else more
            key = key or form.keys.get(field, field)
            yield Difference(note.path, field, shown, more, there.line, key, flow(texts))


def _pieces(field: str, here: Contact) -> Iterator[str]:
    """What stands in one value of a note between commas: `a@x.org, b@x.org`."""
    for value in here.values(field) if field in {"email", "phone"} else ():
        yield from re.split(r"[,;]", value)


def _form(field: str, value: str, firms: Firms) -> str:
    return firms.same(value) if field == "organisation" else same(field, value)


def _elsewhere(note: Note, field: str, here: Contact, there: Contact, firms: Firms) -> tuple[str, ...]:
    """What keeps an empty field from being filled: a title belongs to its organisation, and `roles` override both."""
    if field in {"organisation", "title"} and any(held.key == _ROLES and held.value for held in note.fields):
        return ("see roles",)
    mine, theirs = (set(map(firms.same, contact.organisation)) for contact in (here, there))
    return (f"at {here.organisation[0]}",) if field == "title" and mine and mine.isdisjoint(theirs) else ()


def _standing(note: Note, field: str, form: Shape) -> tuple[str, tuple[str, ...]]:
    """The property under which a note holds a field, be it empty, and what stands there or in the body."""
    key, texts = "", list[str]()
    for held in (*note.fields, *note.inline):
        if held.key == field or form.table.get(held.key, ("", 0))[0] == field:
            texts += _texts(held.value)
            key = key or (held.written if held.place is None else "")
    return key, tuple(texts)


def _texts(value: Any) -> list[str]:  # noqa: ANN401  # YAML may hold anything
    return [text_of(each.value) or "…" for each in items(Value(value, ()))]
