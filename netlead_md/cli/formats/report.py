"""What a format gets to print."""

from collections.abc import Callable

import msgspec

from netlead_md.model.diagnostics import Diagnostic
from netlead_md.model.words import Severity


class Report(msgspec.Struct, frozen=True):
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    """Read, unreadable ones included."""
    source: Callable[[str], str]
    """Text of a note by its path; empty where it cannot be read."""
    prefix: str = ""
    """Way from the repository to the vault, `/` at its end, for forms that a code host reads."""

    def count(self, severity: Severity) -> int:
        return sum(each.severity == severity for each in self.diagnostics)

    @property
    def fixable(self) -> int:
        return sum(each.fix is not None for each in self.diagnostics)


def escape_controls(text: str) -> str:
    """Show what would move the cursor or change colours of a terminal as its escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\u200d\u200c" else c.encode("unicode_escape").decode() for c in text)
