"""Which findings make a run fail (SPEC §5, exit status 1)."""

from collections.abc import Iterable
from typing import Final

from netlead_md.model.page import Diagnostic

ORDER: Final = ("error", "warning", "info", "never")


def at_least(diagnostics: Iterable[Diagnostic], fail_on: str) -> bool:
    """Whether anything is at or above `fail_on`; nothing is at or above `never`."""
    failing = ORDER[: ORDER.index(fail_on) + 1] if fail_on != ORDER[-1] else ()
    return any(each.severity in failing for each in diagnostics)
