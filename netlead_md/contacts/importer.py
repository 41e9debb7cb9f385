"""What an import would do to a vault: who is new, who is there, and what differs. Pure: nothing is read or written."""

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from netlead_md.contacts import csv_reader as table
from netlead_md.contacts import vcard_reader as vcard
from netlead_md.contacts.contact import Contact, Doubt, ParsedContacts, RowError
from netlead_md.contacts.matching import (
    AmbiguousMatch,
    ContactIndex,
    Decisions,
    DoubtfulMatch,
    FieldDifference,
    OrganisationIndex,
    find_differences,
    find_lost_values,
)
from netlead_md.contacts.new_notes import FileNamer, NewNote, build_organisation_notes, build_person_notes
from netlead_md.contacts.normalise import decode_text
from netlead_md.contacts.note_style import detect_style
from netlead_md.contacts.vault_contacts import collect_contacts as everybody
from netlead_md.contacts.writers import is_own_uid, stable_uids
from netlead_md.editing.frontmatter import set_properties
from netlead_md.editing.note_edits import OUTSIDE, apply_note_changes
from netlead_md.editing.undo_journal import NoteChange
from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import find_file


class ImportContext(msgspec.Struct, frozen=True):
    """What a plan needs to know of a vault."""

    network: Network
    notes: Mapping[str, Note]
    config: Config
    day: dt.date
    templates: Mapping[str, str] = {}
    """The user's note templates, path to text."""


class ImportPlan(msgspec.Struct, frozen=True):
    new: tuple[NewNote, ...]
    differences: tuple[FieldDifference, ...]
    there: int
    """Contacts who are in the vault already, or stood further up in the file."""
    companies: int
    """Cards of organisations that were passed over, because nobody asked for organisations."""
    slips: tuple[RowError, ...]
    remarks: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()
    """Contacts left out until the user says who they are."""

    @property
    def fills(self) -> tuple[FieldDifference, ...]:
        """What an update would write."""
        return tuple(found for found in self.differences if not found.here and found.key)


_KINDS: Final = ("person", "organisation")


def plan_import(
    vault: ImportContext,
    batch: ParsedContacts,
    *,
    with_organisations: bool = False,
    with_tags: bool = False,
    decisions: Decisions = MappingProxyType({}),
) -> ImportPlan:
    """Lay an import out (SPEC §5): nobody twice, nobody merged in doubt, nothing overwritten, no name taken twice."""
    network, config = vault.network, vault.config
    forms = {kind: detect_style(network, vault.notes, config, kind, vault.templates) for kind in _KINDS}
    firms = OrganisationIndex(network, linked=forms["person"].linked)
    known = _index_vault(vault, firms, decisions)
    batch, remarks = (batch, ()) if with_tags else _without_tags(batch)
    cards = [contact for contact in batch.contacts if contact.company]
    found, slips, doubts = _match_contacts(vault, known, (each for each in batch.contacts if not each.company))
    keys = [key for key in dict.fromkeys(key for key, _ in found) if key not in network.people]
    fresh = [known.contacts[key] for key in keys]
    wanted = [contact.name for contact in (*fresh, *cards)]
    naming = FileNamer((*network.files, *network.kinds), config, wanted)
    named = (name for _, contact in found for name in contact.organisation)
    new = [*build_organisation_notes(forms["organisation"], firms, naming, cards, named)] if with_organisations else []
    people = [*build_person_notes(forms["person"], firms, naming, fresh)]
    written = {key: note.path for key, note in zip(keys, people, strict=True)}

    def differ(key: str, contact: Contact) -> Iterator[FieldDifference]:
        if key in written:
            return find_lost_values(written[key], known.contacts[key], contact)
        return find_differences(vault.notes[key], known.contacts[key], contact, forms["person"], firms)

    return ImportPlan(
        new=(*new, *people),
        differences=tuple(difference for key, contact in found for difference in differ(key, contact)),
        there=len(found) - len(fresh),
        companies=0 if with_organisations else len(cards),
        slips=tuple(sorted((*batch.slips, *slips), key=lambda slip: slip.line)),
        remarks=(*batch.remarks, *remarks),
        doubts=tuple(doubts),
    )


def _index_vault(vault: ImportContext, firms: OrganisationIndex, decisions: Decisions) -> ContactIndex:
    """Everybody who is in the vault, also by the UID with which their card goes out."""
    known = ContactIndex(firms, decisions)
    there = everybody(vault.network, vault.notes, vault.config, vault.day)
    uids = stable_uids(there)
    for path, contact in there.items():
        known.add(path, contact, uids[path])
    return known


def _without_tags(batch: ParsedContacts) -> tuple[ParsedContacts, tuple[str, ...]]:
    """The contacts without their categories, and which these were: a tag may mean much in a vault."""
    counts = Counter(tag for contact in batch.contacts for tag in contact.tags)
    if not counts:
        return batch, ()
    named = ", ".join(f"{tag} ({count})" for tag, count in sorted(counts.items()))
    contacts = tuple(msgspec.structs.replace(contact, tags=()) for contact in batch.contacts)
    remark = f"categories not taken in: {named}; `--tags` makes them tags"
    return msgspec.structs.replace(batch, contacts=contacts), (remark,)


def _match_contacts(
    vault: ImportContext, known: ContactIndex, contacts: Iterable[Contact]
) -> tuple[list[tuple[str, Contact]], list[RowError], list[Doubt]]:
    """Find the key of each contact; those who are new get one of their own, and take in further cards of theirs.

    Whoever is in doubt is looked at again when everybody else is known: a further row may tell who it is.
    """
    found: list[tuple[str, Contact]] = []
    slips: list[RowError] = []
    doubts: dict[int, Doubt] = {}
    lost = {normalise_name(link_name(path)): path for path in vault.network.unreadable}
    waiting = deque((contact, False) for contact in contacts)
    while waiting:
        contact, again = waiting.popleft()
        try:
            key = _find_key(vault, known, contact, lost)
        except _LeftOut as reason:
            slips.append(RowError(contact.line, f"'{contact.name}' {reason}: left out"))
            continue
        except DoubtfulMatch as question:
            doubts[id(contact)] = question.doubt
            if not again:
                waiting.append((contact, True))
            continue
        doubts.pop(id(contact), None)
        if is_own_uid(contact.uid):
            contact = msgspec.structs.replace(contact, uid="")  # ours follows from the note
        if key not in vault.network.people:
            key = key or f"new:{len(found)}"
            known.add(key, known.contacts[key].fill_gaps_from(contact) if key in known.contacts else contact)
        found.append((key, contact))
    return found, slips, list(doubts.values())


class _LeftOut(Exception):  # noqa: N818  (it never leaves this module)
    """Why a contact cannot be taken in."""


def _find_key(vault: ImportContext, known: ContactIndex, contact: Contact, lost: Mapping[str, str]) -> str:
    """The key of whom a contact is, empty for somebody new. Raises DoubtfulMatch, and _LeftOut for nobody to write."""
    name, network = normalise_name(contact.name), vault.network
    if network.me is not None and name == normalise_name(network.me.name):
        raise _LeftOut("is you")
    try:
        key = known.find(contact)
    except AmbiguousMatch as several:
        raise _LeftOut(f"may be {several}") from None
    if not key and (path := lost.get(name)):
        raise _LeftOut(f"may be in {path}, which cannot be read")
    return key


# The doing of an import: new notes, never over a file that stands there, and splices into empty fields.


class ImportResult(msgspec.Struct, frozen=True):
    """Paths in the vault."""

    written: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """(path, why): left as it stands."""
    not_undoable: str = ""
    """Why `netlead undo` cannot take this back; empty: it can."""


def apply_import(vault: Path, todo: ImportPlan, *, update: bool = False) -> ImportResult:
    """Write what a plan lays out. Raises Misuse where the disk refuses; what was written by then is whole."""
    changes = [NoteChange(note.path, None, note.text.encode("utf-8")) for note in todo.new]
    refused: list[tuple[str, str]] = []
    for path, fills in _group_by_note(todo) if update else ():
        try:
            changes.append(_filled(vault, path, {found.key: found.value for found in fills}))
        except OSError as error:
            refused.append((path, f"it cannot be read: {system_message(error)}"))
        except ValueError as error:
            refused.append((path, str(error)))
    applied = apply_note_changes(vault, changes, "import")
    new = {change.path for change in changes if change.before is None}
    written = tuple(each.path for each in applied.made if each.before is None)
    for each in applied.refused:
        if each.failed or (each.why == OUTSIDE and each.path in new):
            hint = f"mend that and import again: the {len(written)} notes that are written will be recognised"
            raise UserError(each.why.removeprefix("it "), hint=hint, path=each.path)
        refused.append((each.path, each.why))
    filled = tuple(each.path for each in changes if each.before is not None and each.path not in dict(refused))
    return ImportResult(written, filled, tuple(refused), applied.not_undoable)


def _group_by_note(todo: ImportPlan) -> Iterator[tuple[str, list[FieldDifference]]]:
    ordered = sorted(todo.fills, key=lambda found: found.path)
    for path, fills in groupby(ordered, key=lambda found: found.path):
        first: dict[str, FieldDifference] = {}
        for found in fills:
            first.setdefault(found.key, found)
        yield path, list(first.values())


def _filled(vault: Path, path: str, values: dict[str, str]) -> NoteChange:
    """Fill empty properties of a note. Raises ValueError or OSError where that cannot be done without harm."""
    before = find_file(vault, path).read_bytes()
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("this is not UTF-8") from None
    return NoteChange(path, before, set_properties(text, values).encode("utf-8"))


# The formats that `netlead import` knows, by name.


ContactReader = Callable[[str, Mapping[str, str]], ParsedContacts]

FORMATS: Final[dict[str, ContactReader]] = {
    "linkedin": lambda text, own: table.read_csv(text, own, linkedin=True),
    "google": table.read_csv,
    "outlook": table.read_csv,
    "vcard": lambda text, _: vcard.read_vcards(text),
    "csv": table.read_csv,
}
"""Tables differ in their headers only, and these are told apart by what they hold."""


def read_contacts(format_: str, data: bytes, own: Mapping[str, str], encoding: str = "") -> ParsedContacts:
    """Read a file's bytes; `own` are the user's words for fields. Raises Misuse for a file of another format."""
    cards = vcard.decode_cards(data) if format_ == "vcard" and not encoding else None
    text, remark = (cards, "") if cards is not None else decode_text(data, encoding)
    card = "BEGIN:VCARD" in text.upper()
    if format_ == "vcard" and not card:
        raise UserError("there is no card in this file", hint="for a table use `netlead import csv`")
    if format_ != "vcard" and card:
        raise UserError("this holds cards, not a table", hint="use `netlead import vcard`")
    batch = FORMATS[format_](text, own)
    return msgspec.structs.replace(batch, remarks=(*filter(None, (remark,)), *batch.remarks))
