"""From the book to diagnostics and pages: pure, but for the user's templates, which lie in the vault."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import msgspec

from netlead_md.model.diagnostics import Diagnostic, DiagnosticRun, Fault, FaultKind, Page, Range
from netlead_md.vault.errors import system_message
from netlead_md.vault.parallel import parallel_map
from netlead_md.vault.real_path import is_plain_file
from netlead_md.vault.session import VaultState
from netlead_md.vault.snapshot import list_template_files

MANY: Final = 200
"""Ledgers from which on a second process pays."""


class BuildResult(msgspec.Struct, frozen=True):
    pages: tuple[Page, ...]
    diagnostics: tuple[Diagnostic, ...]
    broken: bool = False
    """Whether a template of the user's is."""
    kept: Any = None
    """What the pages leave to the next ones: a `Kept` of rendering, which not every run has reason to import."""
    found: DiagnosticRun | None = None
    """The diagnostics with what the next time needs, to look for no more than may differ."""


def check_notes(state: VaultState, more: tuple[Fault, ...] = (), last: DiagnosticRun | None = None) -> DiagnosticRun:
    """Everything that the rules have to say, sorted; `last`: what they said before."""
    from netlead_md.rules import diagnose

    return diagnose(state.book, state.notes, (*state.faults, *more), state.config, last)


def build_pages(state: VaultState, last: BuildResult | None = None) -> BuildResult:
    """Make all pages. A broken template of the user's is a diagnostic, which Notes health must name too.

    `last`: what was published before; what cannot differ is taken from there.
    """
    from netlead_md.rendering import build_bases, plan_pages, render_ledgers, render_pages

    texts, faults = _load_templates(state)
    planned = plan_pages(state.book, state.config, texts, None if last is None else last.kept)
    # Ledgers by templates of the user's are left to `render`, which says what is wrong with them.
    due = () if texts else planned.due
    with parallel_map(due, partial(render_ledgers, planned), Page, MANY) as made:
        found = check_notes(state, faults, None if last is None else last.found)
        rendered = render_pages(planned, found.diagnostics, lambda: dict(zip(due, made(), strict=True)))
    if rendered.faults:  # begin anew, for what stands was made while no template was broken
        planned = plan_pages(state.book, state.config, texts)
        broken = render_pages(planned, found.diagnostics).faults if last is not None else rendered.faults
        found = check_notes(state, (*faults, *broken), found)
        rendered = render_pages(planned, found.diagnostics)
    pages = (*rendered.pages, *build_bases(state.book, state.notes, state.config))
    return BuildResult(pages, found.diagnostics, bool(faults or rendered.faults), rendered.kept, found)


def _load_templates(state: VaultState) -> tuple[dict[str, str], tuple[Fault, ...]]:
    read = list(_read_templates(state))
    texts = {name: text for name, text, fault in read if fault is None}
    return texts, tuple(fault for _, _, fault in read if fault is not None)


def _read_templates(state: VaultState) -> Iterator[tuple[str, str, Fault | None]]:
    for file in list_template_files(state.vault, state.config):
        path = f"{state.config.templates}/{file.name}"
        try:
            if not is_plain_file(file):
                raise OSError(0, "this is no plain file")  # noqa: TRY301
            yield file.name, file.read_bytes().decode("utf-8-sig"), None
        except UnicodeDecodeError:
            yield file.name, "", Fault(FaultKind.TEMPLATE_BROKEN, path, Range(1), words=("it is not UTF-8",))
        except OSError as error:
            yield file.name, "", Fault(FaultKind.TEMPLATE_BROKEN, path, Range(1), words=(system_message(error),))
