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

from netlead_md.shell.contact import Contact
from netlead_md.shell.importing.batch import Batch, Slip
from netlead_md.shell.importing.carry_out import Done, carry_out
from netlead_md.shell.importing.differences import Difference
from netlead_md.shell.importing.formats import FORMATS, read
from netlead_md.shell.importing.notes import NewNote
from netlead_md.shell.importing.plan import Plan, Vault, plan
from netlead_md.shell.importing.templates import note_templates

__all__ = [
    "FORMATS",
    "Batch",
    "Contact",
    "Difference",
    "Done",
    "NewNote",
    "Plan",
    "Slip",
    "Vault",
    "carry_out",
    "note_templates",
    "plan",
    "read",
]
