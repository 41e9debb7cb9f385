"""The new notes of an import."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.linking.kinds import kind_of
from netlead_md.linking.names import folded
from netlead_md.reading import read_note
from netlead_md.shell.contact import FIELDS, Contact
from netlead_md.shell.importing.draft import draft
from netlead_md.shell.importing.firms import Firms
from netlead_md.shell.importing.naming import Naming
from netlead_md.shell.importing.shape import Shape
from netlead_md.shell.importing.yaml import flow

_LISTS: Final = frozenset({"aliases"})
"""Fields that Obsidian keeps as lists, whatever they hold."""
_NOT_OF_FIRMS: Final = frozenset({"organisation", "title", "department", "birthday", "met"})


class NewNote(msgspec.Struct, frozen=True):
    path: str
    text: str
    kind: str
    name: str
    line: int
    """Of the contact that it is made from; 0 for an organisation that a person brings in."""


def organisations(
    form: Shape, firms: Firms, naming: Naming, cards: Sequence[Contact], named: Iterable[str]
) -> Iterator[NewNote]:
    """A note for each organisation that has none: those with a card, then those that people name."""
    own: dict[str, Contact] = {}
    for card in cards:
        if not firms.has(card.name):
            key = folded(card.name)
            own[key] = own[key].joined(card) if key in own else card
    for name in firms.missing(named):
        own.setdefault(folded(name), Contact(name))
    for card in own.values():
        note = naming.choose(card.name, "organisation")
        firms.add(card.name, note)
        values = {field: card.values(field) for field in FIELDS if field not in _NOT_OF_FIRMS}
        yield _note(form, note, card, values)


def people(form: Shape, firms: Firms, naming: Naming, contacts: Iterable[Contact]) -> Iterator[NewNote]:
    for contact in contacts:
        note = naming.choose(contact.name, *contact.organisation[:1], "contact")
        values = {field: contact.values(field) for field in FIELDS}
        values["organisation"] = tuple(map(firms.written, contact.organisation))
        yield _note(form, note, contact, values)


def _note(form: Shape, note: str, contact: Contact, values: dict[str, tuple[str, ...]]) -> NewNote:
    tagged = contact.name.startswith("#")  # an alias would lose it: Obsidian's users write aliases like tags
    aliases = (*([contact.name] if note != contact.name and not tagged else ()), *contact.aliases)
    values["aliases"] = tuple(dict.fromkeys(alias for alias in aliases if alias != note))
    values["name"] = (contact.name,) if tagged else ()
    texts = {
        form.template_keys.get(field, form.keys.get(field, field)): flow(held, listed=field in _LISTS)
        for field, held in values.items()
        if held
    }
    path = f"{form.folder}/{note}.md" if form.folder else f"{note}.md"
    text = draft(form.template, form.marker, note, texts)
    if _kind(path, text, form) != form.kind:
        text = draft(form.template, ("type", form.kind), note, texts)
    return NewNote(path, text, form.kind, contact.name, contact.line)


def _kind(path: str, text: str, form: Shape) -> str:
    return kind_of(read_note(path, text, day=None, words=form.words), form.kinds).kind
