"""Contacts in and out (SPEC §5, `import` and `export`; COMPATIBILITY, contact formats).

contact, normalise             what a contact is; loose texts to honest values
vcard_reader, csv_reader       vCards; LinkedIn, Google, Outlook and plain tables
vault_contacts, matching       who is in the vault already, and where a note and a contact do not agree
note_style, new_notes          how this vault writes its notes; the new notes
importer                       the table of formats, what an import would do, and the doing of it
writers, reminders, json_export    contacts, reminders and the book for other programs
"""

from netlead_md.contacts.contact import Contact, Doubt, ParsedContacts, RowError
from netlead_md.contacts.importer import (
    FORMATS,
    ImportContext,
    ImportPlan,
    ImportResult,
    apply_import,
    plan_import,
    read_contacts,
)
from netlead_md.contacts.matching import Decisions, FieldDifference
from netlead_md.contacts.new_notes import NewNote
from netlead_md.contacts.note_style import load_note_templates
from netlead_md.contacts.reminders import Reminder, collect_reminders, format_calendar
from netlead_md.contacts.writers import format_csv, format_vcards

__all__ = [
    "FORMATS",
    "Contact",
    "Decisions",
    "Doubt",
    "FieldDifference",
    "ImportContext",
    "ImportPlan",
    "ImportResult",
    "NewNote",
    "ParsedContacts",
    "Reminder",
    "RowError",
    "apply_import",
    "collect_reminders",
    "format_calendar",
    "format_csv",
    "format_vcards",
    "load_note_templates",
    "plan_import",
    "read_contacts",
]
