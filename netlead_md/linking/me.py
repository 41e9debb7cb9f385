"""The fields of the owner's own note (SPEC §2.2)."""

from netlead_md.linking.fields import Sheet
from netlead_md.linking.names import base_name
from netlead_md.model.network import Me
from netlead_md.model.note import Note
from netlead_md.model.vocabulary import CURRENCIES


def read_me(note: Note, sheet: Sheet) -> Me:
    capacity, currency = sheet.number("capacity_orgs"), sheet.text("currency").strip()
    return Me(
        path=note.path,
        name=base_name(note.path),
        roles_now=sheet.texts("roles_now"),
        roles_before=sheet.texts("roles_before"),
        hours_per_week=sheet.number("hours_per_week"),
        capacity_orgs=None if capacity is None else int(capacity),
        currency=CURRENCIES.get(currency, currency.upper()),
    )
