"""One file → one `Note`. Whatever stands in it, this never raises (ARCHITECTURE, law 1)."""

import datetime as dt
from typing import Any

from netlead_md.model.note import Field, Note
from netlead_md.model.place import Fault
from netlead_md.reading.body import read_body
from netlead_md.reading.frontmatter import read_front
from netlead_md.reading.inline import is_template
from netlead_md.reading.values import fields_of
from netlead_md.reading.words import Words


def read_note(path: str, text: str, *, day: dt.date | None, words: Words) -> Note:
    """Read the text of a file. `day` is that of a daily note, None for any other."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    block = read_front(path, text.removeprefix("\ufeff"))
    fields: tuple[Field, ...] = ()
    faults: tuple[Fault, ...] = block.faults
    if block.front:
        fields, more = fields_of(path, block.value, block.front)
        faults += more
        ours = _marker(fields)
        if ours:
            return Note(path, fields, front=block.front, ours=ours)
        if is_template(block.front, front=True):
            return Note(path, fields, front=block.front, day=day, template=True)
    found: dict[str, Any] = read_body(path, block.body, block.line, day, words)
    return Note(path, fields, front=block.front, day=day, faults=faults + found.pop("faults"), **found)


def _marker(fields: tuple[Field, ...]) -> str:
    """Format of a page of ours; `0` if it carries our marker and no format; empty for a note."""
    for field in fields:
        if field.written == "generated-by" and field.value == "netlead":
            return next((str(other.value) for other in fields if other.written == "format" and other.value), "0")
    return ""
