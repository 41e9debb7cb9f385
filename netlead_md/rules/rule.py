"""What a rule is: one function with its code, name, severity and scope above it and its page as its docstring."""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar, overload

import msgspec

from netlead_md.model.page import Fix, Related
from netlead_md.model.place import Place
from netlead_md.rules.scene import Sight, WholeVault

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


class Rule(msgspec.Struct, frozen=True):
    code: str
    name: str
    severity: str
    of: type[Sight]
    """What it looks at: some notes, somebody, or the whole vault."""
    look: Callable[..., Iterator[Finding]]
    beside: Callable[[WholeVault], object] | None
    """What else it must know; a rule without is not asked again of what did not change."""
    page: str
    """The docstring: what it finds, why it matters, a bad and a good example."""


S = TypeVar("S", bound=Sight)
T = TypeVar("T")


@overload
def rule(code: str, name: str, severity: str, of: type[S]) -> Callable[[Callable[[S], Iterator[Finding]]], Rule]: ...


@overload
def rule(
    code: str, name: str, severity: str, of: type[S], *, beside: Callable[[WholeVault], T]
) -> Callable[[Callable[[S, T], Iterator[Finding]]], Rule]: ...


def rule(
    code: str, name: str, severity: str, of: type[Sight], *, beside: Callable[[WholeVault], object] | None = None
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of the function below, so that code, words and examples stand in one place.

    The function is handed what the rule is of, and second what `beside` gives. It is asked again of what changed, and
    of everything where `beside` gives another value than the last time.
    """

    def make(look: Callable[..., Iterator[Finding]]) -> Rule:
        return Rule(code, name, severity, of, look, beside, look.__doc__ or "")

    return make
