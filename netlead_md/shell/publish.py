"""From the book to diagnostics and pages: pure, but for the user's templates, which lie in the vault."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Final

import msgspec

from netlead_md.model.page import Diagnostic, Page
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.shell.look import template_files
from netlead_md.shell.misuse import system_words
from netlead_md.shell.second_core import beside, usable
from netlead_md.shell.session import State

MANY: Final = 200
"""Ledgers from which on a second process pays."""


class Published(msgspec.Struct, frozen=True):
    pages: tuple[Page, ...]
    diagnostics: tuple[Diagnostic, ...]
    broken: bool = False
    """Whether a template of the user's is."""


def examine(state: State, more: tuple[Fault, ...] = ()) -> tuple[Diagnostic, ...]:
    """Everything that the rules have to say, sorted."""
    from netlead_md.rules import diagnose

    return diagnose(state.book, state.notes, (*state.faults, *more), state.config)


def publish(state: State) -> Published:
    """Make all pages. A broken template of the user's is a diagnostic, which Notes health must name too."""
    from netlead_md.rendering import render

    texts, faults = _templates(state)
    with _half(state, texts) as rest:
        diagnostics = examine(state, faults)
        pages, broken = render(state.book, diagnostics, state.config, texts, rest())
    if broken:
        diagnostics = examine(state, (*faults, *broken))
        pages, _ = render(state.book, diagnostics, state.config, texts)
    return Published(pages, diagnostics, bool(faults or broken))


@contextmanager
def _half(state: State, texts: dict[str, str]) -> Iterator[Callable[[], Mapping[str, Page]]]:
    """Ledgers from the second core, where they are many. A broken template of the user's must be seen by the first."""
    from netlead_md.rendering import ledgers

    due = [key for key, ledger in state.book.ledgers.items() if ledger.entries]
    if len(due) < MANY or texts or not usable():
        yield dict
        return
    share = len(due) * 3 // 5  # the first core has the findings and all other pages besides
    work = partial(ledgers, state.book, state.config)
    with beside(lambda: msgspec.msgpack.encode(list(work(due[:share])))) as packed:

        def rest() -> Mapping[str, Page]:
            mine, data = list(work(due[share:])), packed()
            theirs = work(due[:share]) if data is None else msgspec.msgpack.decode(data, type=list[Page])
            return dict(zip(due, (*theirs, *mine), strict=True))

        yield rest


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
