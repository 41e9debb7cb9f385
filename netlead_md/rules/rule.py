"""What a rule is: one function with its code, name, severity and scope above it and its page as its docstring."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar, overload

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
    page: str
    """The docstring: what it finds, why it matters, a bad and a good example."""
    glean: Callable[[Any], Iterable[Any]] | None = None
    """For a rule that compares: what it gathers of whatever it looks at, before it looks at all that was gathered."""
    beside: Callable[[WholeVault], object] = lambda _: None
    """What such a rule must know besides."""


S = TypeVar("S", bound=Sight)
G = TypeVar("G")
B = TypeVar("B")


@overload
def rule(code: str, name: str, severity: str, of: type[S]) -> Callable[[Callable[[S], Iterator[Finding]]], Rule]: ...


@overload
def rule(
    code: str,
    name: str,
    severity: str,
    of: type[S],
    *,
    glean: Callable[[S], Iterable[G]],
    beside: Callable[[WholeVault], B],
) -> Callable[[Callable[[Sequence[G], B], Iterator[Finding]]], Rule]: ...


def rule(  # noqa: PLR0913 a rule has as many parts
    code: str,
    name: str,
    severity: str,
    of: type[Sight],
    *,
    glean: Callable[[Any], Iterable[Any]] | None = None,
    beside: Callable[[WholeVault], object] = lambda _: None,
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of the function below, so that code, words and examples stand in one place.

    The function is handed what the rule is of, and asked again only of what changed. One that must know more than that
    gleans from it (of notes: things with a `path`), and is handed all gleanings and what `beside` gives, of which it
    must make its findings; it is asked again when either is another.
    """

    def make(look: Callable[..., Iterator[Finding]]) -> Rule:
        return Rule(code, name, severity, of, look, look.__doc__ or "", glean, beside)

    return make
