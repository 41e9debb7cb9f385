"""What came of reading one file of contacts."""

import msgspec

from netlead_md.shell.contact import Contact


class Slip(msgspec.Struct, frozen=True):
    """A row or card that could not be taken in, and why."""

    line: int
    message: str


class Batch(msgspec.Struct, frozen=True):
    """What one file holds."""

    contacts: tuple[Contact, ...]
    slips: tuple[Slip, ...] = ()
    remarks: tuple[str, ...] = ()
    """What had to be assumed, in plain words."""
