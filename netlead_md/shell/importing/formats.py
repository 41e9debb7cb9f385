"""The formats that `netlead import` knows, by name."""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from netlead_md.shell.importing import table, vcard
from netlead_md.shell.importing.batch import Batch
from netlead_md.shell.importing.text import decode
from netlead_md.shell.misuse import Misuse

Reader = Callable[[str, Mapping[str, str]], Batch]

FORMATS: Final[dict[str, Reader]] = {
    "linkedin": lambda text, own: table.read(text, own, linkedin=True),
    "google": table.read,
    "outlook": table.read,
    "vcard": lambda text, _: vcard.read(text),
    "csv": table.read,
}
"""Tables differ in their headers only, and these are told apart by what they hold."""


def read(format_: str, data: bytes, own: Mapping[str, str], encoding: str = "") -> Batch:
    """Read a file's bytes; `own` are the user's words for fields. Raises Misuse for a file of another format."""
    text, remark = decode(data, encoding)
    card = "BEGIN:VCARD" in text.upper()
    if format_ == "vcard" and not card:
        raise Misuse("there is no card in this file", cure="for a table use `netlead import csv`")
    if format_ != "vcard" and card:
        raise Misuse("this holds cards, not a table", cure="use `netlead import vcard`")
    batch = FORMATS[format_](text, own)
    return msgspec.structs.replace(batch, remarks=(*filter(None, (remark,)), *batch.remarks))
