"""Contacts as CSV, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import Final

from netlead_md.shell.contact import SEVERAL, Contact

COLUMNS: Final = (
    *("name", "aliases", "organisation", "title", "department", "email", "phone", "linkedin", "website", "birthday"),
    *("address", "location", "met", "note"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def table(contacts: Iterable[Contact]) -> str:
    """One row a person; several values of a cell are joined as Google joins them, and no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for contact in contacts:
        cells = (contact.name, *(SEVERAL.join(contact.values(column)) for column in COLUMNS[1:]))
        writer.writerow(map(defused, cells))
    return out.getvalue()


def defused(cell: str) -> str:
    """A cell that a spreadsheet would work out gets a `'` in front, which `import csv` takes off again."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell
