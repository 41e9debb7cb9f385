"""The cures that rules know, as code actions: only those that fit the text as it stands now."""

from collections.abc import Iterator, Sequence

from netlead_md.model.page import Diagnostic, Fix
from netlead_md.model.place import Place
from netlead_md.rules.edits import apply


def fixes(found: Sequence[Diagnostic], text: str, start: Place, end: Place) -> Iterator[tuple[Diagnostic, Fix]]:
    """Diagnostics with a cure that touch a range of lines."""
    for each in found:
        last = each.place.end_line or each.place.line
        if each.fix is not None and each.place.line <= end.line and last >= start.line and _fits(text, each.fix):
            yield each, each.fix


def _fits(text: str, fix: Fix) -> bool:
    try:
        apply(text, fix.edits)
    except ValueError:
        return False
    return True
