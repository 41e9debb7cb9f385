"""What rules and rendering hand to the shell."""

import msgspec

from netlead_md.model.place import Place


class Edit(msgspec.Struct, frozen=True):
    """Replace the text of a range by another."""

    place: Place
    text: str
    expects: str | None = None
    """What stands there now; where something else does, the file is not what was read and the edit is refused."""


class Fix(msgspec.Struct, frozen=True):
    safe: bool
    edits: tuple[Edit, ...]
    title: str = ""


class Related(msgspec.Struct, frozen=True):
    """Evidence elsewhere: printed as a `note:` line."""

    path: str
    place: Place
    message: str


class Diagnostic(msgspec.Struct, frozen=True):
    """SPEC §5.1."""

    code: str
    name: str
    severity: str
    """error, warning or info."""
    message: str
    path: str
    place: Place
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str = ""
    """What the fingerprint is made from, besides code and path: never a line number."""


class Diagnosed(msgspec.Struct, frozen=True):
    diagnostics: tuple[Diagnostic, ...]
    """In order of path, place and code."""
    basis: object
    """What diagnosing is handed again the next time, to look for no more than may differ; nobody else looks into it."""


class Page(msgspec.Struct, frozen=True):
    """One file of ours, ready to be written."""

    path: str
    """In the output folder: `This week.md`, `Ledgers/Acme ledger.md`."""
    text: str
