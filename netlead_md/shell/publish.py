"""From the book to diagnostics and pages: pure, but for the user's templates, which lie in the vault."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import msgspec

from netlead_md.model.page import Diagnosed, Diagnostic, Page
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.shell.look import template_files
from netlead_md.shell.misuse import system_words
from netlead_md.shell.second_core import shared
from netlead_md.shell.session import State

MANY: Final = 200
"""Ledgers from which on a second process pays."""


class Published(msgspec.Struct, frozen=True):
    pages: tuple[Page, ...]
    diagnostics: tuple[Diagnostic, ...]
    broken: bool = False
    """Whether a template of the user's is."""
    kept: Any = None
    """What the pages leave to the next ones: a `Kept` of rendering, which not every run has reason to import."""
    found: Diagnosed | None = None
    """The diagnostics with what the next time needs, to look for no more than may differ."""


def examine(state: State, more: tuple[Fault, ...] = (), last: Diagnosed | None = None) -> Diagnosed:
    """Everything that the rules have to say, sorted; `last`: what they said before."""
    from netlead_md.rules import diagnose

    return diagnose(state.book, state.notes, (*state.faults, *more), state.config, last)


def publish(state: State, last: Published | None = None) -> Published:
    """Make all pages. A broken template of the user's is a diagnostic, which Notes health must name too.

    `last`: what was published before; what cannot differ is taken from there.
    """
    from netlead_md.rendering import bases, ledgers, plan, render

    texts, faults = _templates(state)
    planned = plan(state.book, state.config, texts, None if last is None else last.kept)
    # Ledgers by templates of the user's are left to `render`, which says what is wrong with them.
    due = () if texts else planned.due
    with shared(due, partial(ledgers, planned), Page, MANY) as made:
        found = examine(state, faults, None if last is None else last.found)
        rendered = render(planned, found.diagnostics, lambda: dict(zip(due, made(), strict=True)))
    if rendered.faults:  # begin anew, for what stands was made while no template was broken
        planned = plan(state.book, state.config, texts)
        broken = render(planned, found.diagnostics).faults if last is not None else rendered.faults
        found = examine(state, (*faults, *broken), found)
        rendered = render(planned, found.diagnostics)
    pages = (*rendered.pages, *bases(state.book, state.notes, state.config))
    return Published(pages, found.diagnostics, bool(faults or rendered.faults), rendered.kept, found)


def _templates(state: State) -> tuple[dict[str, str], tuple[Fault, ...]]:
    read = list(_read(state))
    texts = {name: text for name, text, fault in read if fault is None}
    return texts, tuple(fault for _, _, fault in read if fault is not None)


def _read(state: State) -> Iterator[tuple[str, str, Fault | None]]:
    for file in template_files(state.vault, state.config):
        path = f"{state.config.templates}/{file.name}"
        try:
            yield file.name, file.read_bytes().decode("utf-8-sig"), None
        except UnicodeDecodeError:
            yield file.name, "", Fault(Trouble.TEMPLATE_BROKEN, path, Place(1), words=("it is not UTF-8",))
        except OSError as error:
            yield file.name, "", Fault(Trouble.TEMPLATE_BROKEN, path, Place(1), words=(system_words(error),))
