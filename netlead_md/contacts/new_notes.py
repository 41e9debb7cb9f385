"""The new notes of an import."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.contacts.contact import FIELDS, Contact
from netlead_md.contacts.matching import OrganisationIndex
from netlead_md.contacts.note_style import NoteStyle, detect_style, draft_note, load_note_templates
from netlead_md.editing.targets import VaultListing, is_plain_line
from netlead_md.linking.link_resolver import normalise_name
from netlead_md.linking.symbol_table import kind_of, kind_words
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from netlead_md.parsing.frontmatter import format_value
from netlead_md.rendering.file_names import page_link_name, safe_file_name
from netlead_md.vault.errors import UserError
from netlead_md.vault.real_path import find_file
from netlead_md.vault.scanner import find_original

# A new note in the vault's own shape: what an import does for one row, from a sample of the notes.


_EACH: Final = 20
"""Notes of one folder that are looked at."""
_MOST: Final = 200


def draft_new_note(vault: Path, listed: VaultListing, config: Config, kind: str, name: str) -> tuple[str, str]:
    """Path and text of a note. Raises Misuse for a name that another note has."""
    if not name.strip() or not is_plain_line(name):
        raise UserError("a note needs a name", hint="such as 'Ada Lovelace'")
    title = safe_file_name(name.strip())
    if there := next((path for path in listed.notes if page_link_name(path) == page_link_name(title)), ""):
        raise UserError("there is a note of this name", hint="add something that tells them apart", path=there)
    notes = dict(_sample_notes(vault, listed, config))
    kinds = kind_words(config)
    network = Network(
        None,
        {},
        {},
        {},
        (),
        kinds={path: kind_of(note, kinds).kind for path, note in notes.items()},
        files=listed.files,
    )
    form = detect_style(network, notes, config, kind, load_note_templates(vault, network, config))
    values = {}
    if title != name.strip():
        key = form.template_keys.get("aliases", form.keys.get("aliases", "aliases"))
        values[key] = format_value([name.strip()], listed=True)
    path = f"{form.folder}/{title}.md" if form.folder else f"{title}.md"
    text = draft_note(form.template, form.marker, title, values)
    if kind_of(read_note(path, text, day=None, words=form.words), form.kinds).kind != kind:
        text = draft_note(form.template, ("type", kind), title, values)
    if daily_note_date(path, config.dailies):
        raise UserError("a note of this name would be a daily note", hint="give it another name", path=path)
    return path, text


def _sample_notes(vault: Path, listed: VaultListing, config: Config) -> Iterator[tuple[str, Note]]:
    """A few notes of each folder, evenly spread: what most notes do, they do."""
    words = build_keywords(config)
    folders: Counter[str] = Counter()
    sizes = Counter(path.rpartition("/")[0] for path in listed.notes)
    seen: Counter[str] = Counter()
    for path in listed.notes:
        folder = path.rpartition("/")[0]
        seen[folder] += 1
        due = (seen[folder] - 1) % max(1, sizes[folder] // _EACH) == 0
        if not due or folders[folder] >= _EACH or folders.total() >= _MOST or daily_note_date(path, config.dailies):
            continue
        folders[folder] += 1
        try:
            yield path, read_note(path, find_file(vault, path).read_bytes().decode("utf-8"), day=None, words=words)
        except (OSError, UnicodeDecodeError):
            continue


# File names of new notes: valid on every system, and nobody else's (COMPATIBILITY 12 and 14).


_NUMBERED: Final = re.compile(r"(.+) \d{1,2}")


class FileNamer:
    """Gives names, and never one twice."""

    def __init__(self, files: Iterable[str], config: Config, wanted: Iterable[str]) -> None:
        self._taken = {page_link_name(path) for path in files}
        self._config = config
        self._wanted = frozenset(page_link_name(safe_file_name(name)) for name in wanted)
        """What the other new notes would like to be called."""

    def is_taken(self, name: str) -> bool:
        return page_link_name(safe_file_name(name)) in self._taken

    def choose(self, name: str, *further: str) -> str:
        """The name itself; else with one of the further words behind it, `Ada Lovelace (Acme)`; else with a number."""
        words = [safe_file_name(word) for word in further if word not in {"", name}]
        numbers = (f" ({words[-1]}) ({number})" for number in range(2, len(self._taken) + 3))
        for ending in chain([""], (f" ({word})" for word in words), numbers):
            found = safe_file_name(name, ending)
            if page_link_name(found) not in self._taken and not self._is_misread(found):
                self._taken.add(page_link_name(found))
                return found
        plain = " ".join(re.findall(r"\w+", name))
        if plain in {"", name}:
            raise AssertionError("more names were tried than are taken")
        return self.choose(plain, *further)  # `Ada.sync-conflict-1` would be taken for the copy of a sync service

    def _is_misread(self, name: str) -> bool:
        """Whether a note of this name would be read as something else: a daily note, or a copy by a sync tool."""
        if daily_note_date(f"{name}.md", self._config.dailies) or find_original(f"{name}.md"):
            return True
        numbered = _NUMBERED.fullmatch(name)
        return numbered is not None and (
            page_link_name(numbered[1]) in self._taken or page_link_name(numbered[1]) in self._wanted
        )


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


def build_organisation_notes(
    form: NoteStyle, firms: OrganisationIndex, naming: FileNamer, cards: Sequence[Contact], named: Iterable[str]
) -> Iterator[NewNote]:
    """A note for each organisation that has none: those with a card, then those that people name."""
    own: dict[str, Contact] = {}
    for card in cards:
        if not firms.has(card.name):
            key = normalise_name(card.name)
            own[key] = own[key].fill_gaps_from(card) if key in own else card
    for name in firms.missing(named):
        own.setdefault(normalise_name(name), Contact(name))
    for card in own.values():
        note = naming.choose(card.name, "organisation")
        firms.add(card.name, note)
        values = {field: card.values(field) for field in FIELDS if field not in _NOT_OF_FIRMS}
        yield _build_note(form, note, card, values)


def build_person_notes(
    form: NoteStyle, firms: OrganisationIndex, naming: FileNamer, contacts: Iterable[Contact]
) -> Iterator[NewNote]:
    for contact in contacts:
        note = naming.choose(contact.name, *contact.organisation[:1], "contact")
        values = {field: contact.values(field) for field in FIELDS}
        values["organisation"] = tuple(map(firms.written, contact.organisation))
        yield _build_note(form, note, contact, values)


def _build_note(form: NoteStyle, note: str, contact: Contact, values: dict[str, tuple[str, ...]]) -> NewNote:
    tagged = contact.name.startswith("#")  # an alias would lose it: Obsidian's users write aliases like tags
    aliases = (*([contact.name] if note != contact.name and not tagged else ()), *contact.aliases)
    values["aliases"] = tuple(dict.fromkeys(alias for alias in aliases if alias != note))
    values["name"] = (contact.name,) if tagged else ()
    texts = {
        form.template_keys.get(field, form.keys.get(field, field)): format_value(held, listed=field in _LISTS)
        for field, held in values.items()
        if held
    }
    path = f"{form.folder}/{note}.md" if form.folder else f"{note}.md"
    text = draft_note(form.template, form.marker, note, texts)
    if _detect_kind(path, text, form) != form.kind:
        text = draft_note(form.template, ("type", form.kind), note, texts)
    return NewNote(path, text, form.kind, contact.name, contact.line)


def _detect_kind(path: str, text: str, form: NoteStyle) -> str:
    return kind_of(read_note(path, text, day=None, words=form.words), form.kinds).kind
