"""What an import would do to a vault: who is new, who is there, and what differs. Pure: nothing is read or written."""

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from netlead_md.linking.names import base_name, folded
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Note
from netlead_md.shell.contact import Contact
from netlead_md.shell.importing.batch import Batch, Slip
from netlead_md.shell.importing.differences import Difference, differences
from netlead_md.shell.importing.firms import Firms
from netlead_md.shell.importing.known import Known, Somebody
from netlead_md.shell.importing.naming import Naming
from netlead_md.shell.importing.notes import NewNote, organisations, people
from netlead_md.shell.importing.shape import shape
from netlead_md.shell.people import people as everybody


class Vault(msgspec.Struct, frozen=True):
    """What a plan needs to know of a vault."""

    network: Network
    notes: Mapping[str, Note]
    config: Config
    day: dt.date
    templates: Mapping[str, str] = {}
    """The user's note templates, path to text."""


class Plan(msgspec.Struct, frozen=True):
    new: tuple[NewNote, ...]
    differences: tuple[Difference, ...]
    there: int
    """Contacts who are in the vault already, or stood further up in the file."""
    companies: int
    """Cards of organisations that were passed over, because nobody asked for organisations."""
    slips: tuple[Slip, ...]
    remarks: tuple[str, ...]

    @property
    def fills(self) -> tuple[Difference, ...]:
        """What an update would write."""
        return tuple(found for found in self.differences if not found.here and found.key)


def plan(vault: Vault, batch: Batch, *, with_organisations: bool = False) -> Plan:
    """Lay an import out (SPEC §5): nobody twice, nothing overwritten, no name taken that a note has."""
    network, config = vault.network, vault.config
    forms = {kind: shape(network, vault.notes, config, kind, vault.templates) for kind in ("person", "organisation")}
    firms = Firms(network, linked=forms["person"].linked)
    known = Known(firms)
    for path, contact in everybody(network, vault.notes, config, vault.day).items():
        known.add(path, contact)
    cards = [contact for contact in batch.contacts if contact.company]
    found, slips = _sort(vault, known, (contact for contact in batch.contacts if not contact.company))
    fresh = [known.contacts[key] for key in dict.fromkeys(key for key, _ in found) if key not in network.people]
    wanted = [contact.name for contact in (*fresh, *cards)]
    naming = Naming((*network.files, *network.kinds), config, wanted)
    new: list[NewNote] = []
    if with_organisations:
        named = (name for _, contact in found for name in contact.organisation)
        new += organisations(forms["organisation"], firms, naming, cards, named)
    new += people(forms["person"], firms, naming, fresh)
    return Plan(
        new=tuple(new),
        differences=tuple(
            difference
            for key, contact in found
            if key in network.people
            for difference in differences(vault.notes[key], known.contacts[key], contact, forms["person"], firms)
        ),
        there=len(found) - len(fresh),
        companies=0 if with_organisations else len(cards),
        slips=tuple(sorted((*batch.slips, *slips), key=lambda slip: slip.line)),
        remarks=batch.remarks,
    )


def _sort(vault: Vault, known: Known, contacts: Iterable[Contact]) -> tuple[list[tuple[str, Contact]], list[Slip]]:
    """Find the key of each contact; those who are new get one of their own, and take in further cards of theirs."""
    found: list[tuple[str, Contact]] = []
    slips: list[Slip] = []
    lost = {folded(base_name(path)): path for path in vault.network.unreadable}
    for contact in contacts:
        if vault.network.me is not None and folded(contact.name) == folded(vault.network.me.name):
            slips.append(Slip(contact.line, f"'{contact.name}' is you: left out"))
            continue
        try:
            key = known.find(contact)
        except Somebody as several:
            slips.append(Slip(contact.line, f"'{contact.name}' may be {several}: left out"))
            continue
        if not key and (path := lost.get(folded(contact.name))):
            slips.append(Slip(contact.line, f"'{contact.name}' may be in {path}, which cannot be read: left out"))
            continue
        if key not in vault.network.people:
            key = key or f"new:{len(found)}"
            known.add(key, known.contacts[key].joined(contact) if key in known.contacts else contact)
        found.append((key, contact))
    return found, slips
