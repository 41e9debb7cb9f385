"""What a `check` finds, mends and tells."""

import itertools
import os
from pathlib import Path
from typing import Final

import click
import msgspec

from netlead_md.cli.common import Common
from netlead_md.cli.formats import Report, lines_of, printable
from netlead_md.cli.severity import ORDER
from netlead_md.cli.summary import plural
from netlead_md.cli.work import count, held, recalled, session, state
from netlead_md.model.config import Config
from netlead_md.model.page import Diagnostic
from netlead_md.shell.look import Snapshot
from netlead_md.shell.mending import Mending, carry_out, plan
from netlead_md.shell.publish import examine
from netlead_md.shell.record import Record, keep

_AT_ONCE: Final = 1_000
"""Lines: to print each by itself takes longer than to find them."""
_MANY: Final = 200
"""Findings that nobody works through in one sitting."""
_ROUNDS: Final = 10
"""Fixes that touch the same words wait for each other; nothing known takes more than three rounds."""


class Asked(msgspec.Struct, frozen=True):
    """What the options say about which findings."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None

    def change(self, config: Config) -> Config:
        return msgspec.structs.replace(
            config,
            select=self.select or config.select,
            ignore=(*config.ignore, *self.ignore),
            fail_on=self.fail_on or config.fail_on,
        )


class Found(msgspec.Struct, frozen=True):
    seen: Snapshot
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    known: int = 0
    """Findings that a baseline leaves out."""


def told(common: Common, asked: Asked, known: frozenset[str] | None) -> Found:
    """Look at the vault, and leave out what a baseline knows."""
    seen, record = recalled(common, asked.change)
    if record is None:
        opened = session(common)
        made = state(common, opened, seen)
        record = Record(held(examine(made)).diagnostics, count(made))
        if common.cache and not (asked.select or asked.ignore):
            keep(opened.vault, seen, made, record)
    left = record.diagnostics
    if known:
        from netlead_md.rules import fresh

        left = fresh(record.diagnostics, known)
    return Found(seen, left, record.notes, len(record.diagnostics) - len(left))


def mending_of(common: Common, found: Found, *, unsafe: bool) -> Mending:
    return plan(common.vault(), found.seen.scan, found.diagnostics, unsafe=unsafe)


def mended(common: Common, asked: Asked, found: Found, known: frozenset[str] | None, *, unsafe: bool) -> Found:
    """Mend the notes until nothing is left that can be; then say what is left."""
    rounds: list[Mending] = []
    for _ in range(_ROUNDS):
        done = carry_out(mending_of(common, found, unsafe=unsafe))
        rounds.append(done)
        if not done.changes:
            break
        found = told(common, asked, known)
    changes = tuple(change for done in rounds for change in done.changes)
    told_of_fixes(common, Mending(changes, rounds[-1].refusals), "made")
    return found


def told_of_fixes(common: Common, todo: Mending, what: str) -> None:
    """Say how many fixes there are, and which notes were left alone and why."""
    for refusal in todo.refusals:
        click.echo(f"{printable(refusal.path)}: left alone: {refusal.why}", err=True)
    notes = len({change.path for change in todo.changes})
    common.say(f"{plural(todo.fixes, 'fix', 'fixes')} {what} in {plural(notes, 'note')}")


def tell(common: Common, found: Found, form: str) -> None:
    """Print the findings, and their sum to whoever sits at the terminal."""
    folder = common.vault()
    report = Report(found.diagnostics, found.notes, lambda path: _text(folder, path), _prefix(folder))
    lines = lines_of(form)(report)
    while some := list(itertools.islice(lines, _AT_ONCE)):
        click.echo("\n".join(some))
    counts = [plural(report.count(severity), severity) for severity in ORDER[:3] if report.count(severity)]
    baseline = f"; {found.known:,} known from the baseline" if found.known else ""
    common.say(f"{plural(report.notes, 'note')} checked: {', '.join(counts) or 'nothing found'}{baseline}")
    if len(found.diagnostics) > _MANY and not found.known:
        common.say("help: `--baseline FILE` keeps these in a file and from then on tells only what is new")


def _prefix(folder: Path) -> str:
    """GitHub looks paths up from the root of the checkout, and names it in this variable."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or folder).resolve()
    below = folder.is_relative_to(root) and folder != root
    return f"{folder.relative_to(root).as_posix()}/" if below else ""


def _text(folder: Path, path: str) -> str:
    try:
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  (called for thousands of notes)
            return file.read().decode("utf-8-sig", "replace")
    except OSError:
        return ""
