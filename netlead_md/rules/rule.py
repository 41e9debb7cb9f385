"""What a rule is: one function with its code, name and severity above it and its page as its docstring."""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from netlead_md.model.page import Fix, Related
from netlead_md.model.place import Place
from netlead_md.rules.scene import Scene

ERROR: Final = "error"
"""Something written is lost or distorted."""
WARNING: Final = "warning"
"""Something is likely not what its writer meant."""
INFO: Final = "info"
"""A hint; nothing is wrong."""


class Finding(msgspec.Struct, frozen=True):
    """What a rule saw, before it gets its code: see `Diagnostic`, which has the same fields."""

    message: str
    path: str
    place: Place
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str = ""
    """What tells it from others of its code in its note, whatever the line; empty: the message."""


Look = Callable[[Scene], Iterator[Finding]]


class Rule(msgspec.Struct, frozen=True):
    code: str
    name: str
    severity: str
    look: Look
    page: str
    """The docstring: what it finds, why it matters, a bad and a good example."""


def rule(code: str, name: str, severity: str) -> Callable[[Look], Rule]:
    """Make a rule of the function below, so that code, words and examples stand in one place."""

    def make(look: Look) -> Rule:
        return Rule(code, name, severity, look, look.__doc__ or "")

    return make
