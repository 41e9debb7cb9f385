"""Contacts in (SPEC §5, `import`; COMPATIBILITY, contact formats).

text, fields                bytes to honest text, loose texts to one `Contact`
content_lines, vcard        vCards 2.1, 3.0 and 4.0
columns, table              LinkedIn, Google, Outlook and plain tables
known, differences          who is in the vault already, and where a note and a contact do not agree
shape, templates            how this vault writes its notes
firms, naming, notes        organisations, names that nobody has, the new notes
yaml, draft                 values into front matter, by splices
plan, carry_out             what an import would do, and the doing of it
"""

from netlead_md.contacts.contact import Contact, ParsedContacts, RowError
from netlead_md.contacts.importer import (
    FORMATS,
    ImportContext,
    ImportPlan,
    ImportResult,
    apply_import,
    plan_import,
    read_contacts,
)
from netlead_md.contacts.matching import FieldDifference
from netlead_md.contacts.new_notes import NewNote
from netlead_md.contacts.note_style import load_note_templates
from netlead_md.contacts.reminders import Reminder, collect_reminders, format_calendar
from netlead_md.contacts.writers import format_csv, format_vcards

__all__ = [
    "FORMATS",
    "Contact",
    "FieldDifference",
    "ImportContext",
    "ImportPlan",
    "ImportResult",
    "NewNote",
    "ParsedContacts",
    "RowError",
    "apply_import",
    "load_note_templates",
    "plan_import",
    "read_contacts",
]


# Contacts and dates out (SPEC §5, `export csv/vcard/ics`).
#
# The people come as `Contact`s from `shell/people.py`; `export json` stands in `shell/export.py`.
#
# table, vcard            contacts → CSV with formulas defused, vCard 4.0
# dates, calendar         what is due, and when → iCalendar
# content_lines           the lines that vCard and iCalendar share


__all__ = ["Reminder", "collect_reminders", "format_calendar", "format_csv", "format_vcards"]
