"""What a `check` finds, mends and tells."""

import itertools
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click
import msgspec

from netlead_md.cli.formats import Report, escape_controls, load_format
from netlead_md.cli.load import count_notes, keep_alive, load_previous_run, load_state, open_session
from netlead_md.cli.messages import format_count
from netlead_md.cli.options import CommonOptions
from netlead_md.editing import FixPlan, apply_fix_plan, plan_fixes
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.vault.publish import check_notes
from netlead_md.vault.run_record import RunRecord, save_run
from netlead_md.vault.snapshot import Snapshot

# Which findings make a run fail (SPEC §5, exit status 1).


SEVERITY_ORDER: Final = ("error", "warning", "info", "never")


def reaches_severity(diagnostics: Iterable[Diagnostic], fail_on: str) -> bool:
    """Whether anything is at or above `fail_on`; nothing is at or above `never`."""
    failing = SEVERITY_ORDER[: SEVERITY_ORDER.index(fail_on) + 1] if fail_on != SEVERITY_ORDER[-1] else ()
    return any(each.severity in failing for each in diagnostics)


_AT_ONCE: Final = 1_000
"""Lines: to print each by itself takes longer than to find them."""
_MANY: Final = 200
"""Findings that nobody works through in one sitting."""
_ROUNDS: Final = 10
"""Fixes that touch the same words wait for each other; nothing known takes more than three rounds."""


class CheckOptions(msgspec.Struct, frozen=True):
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


class CheckResult(msgspec.Struct, frozen=True):
    seen: Snapshot
    diagnostics: tuple[Diagnostic, ...]
    notes: int
    known: int = 0
    """Findings that a baseline leaves out."""


def run_check(common: CommonOptions, asked: CheckOptions, known: frozenset[str] | None) -> CheckResult:
    """Look at the vault, and leave out what a baseline knows."""
    seen, record = load_previous_run(common, asked.change)
    if record is None:
        opened = open_session(common)
        made = load_state(common, opened, seen)
        record = RunRecord(keep_alive(check_notes(made)).diagnostics, count_notes(made))
        if common.cache and not (asked.select or asked.ignore):
            save_run(opened.vault, seen, made, record)
    left = record.diagnostics
    if known:
        from netlead_md.rules import drop_known

        left = drop_known(record.diagnostics, known)
    return CheckResult(seen, left, record.notes, len(record.diagnostics) - len(left))


def build_fix_plan(common: CommonOptions, found: CheckResult, *, unsafe: bool) -> FixPlan:
    return plan_fixes(common.vault(), found.seen.scan, found.diagnostics, unsafe=unsafe)


def apply_fixes(
    common: CommonOptions, asked: CheckOptions, found: CheckResult, known: frozenset[str] | None, *, unsafe: bool
) -> CheckResult:
    """Mend the notes until nothing is left that can be; then say what is left."""
    rounds: list[FixPlan] = []
    for _ in range(_ROUNDS):
        done = apply_fix_plan(build_fix_plan(common, found, unsafe=unsafe))
        rounds.append(done)
        if not done.changes:
            break
        found = run_check(common, asked, known)
    changes = tuple(change for done in rounds for change in done.changes)
    print_fix_summary(common, FixPlan(changes, rounds[-1].skipped), "made")
    return found


def print_fix_summary(common: CommonOptions, todo: FixPlan, what: str) -> None:
    """Say how many fixes there are, and which notes were left alone and why."""
    for refusal in todo.skipped:
        click.echo(f"{escape_controls(refusal.path)}: left alone: {refusal.why}", err=True)
    notes = len({change.path for change in todo.changes})
    common.say(f"{format_count(todo.fixes, 'fix', 'fixes')} {what} in {format_count(notes, 'note')}")


def print_diagnostics(common: CommonOptions, found: CheckResult, form: str) -> None:
    """Print the findings, and their sum to whoever sits at the terminal."""
    folder = common.vault()
    report = Report(
        found.diagnostics, found.notes, lambda path: _read_source(folder, path), _find_github_prefix(folder)
    )
    lines = load_format(form)(report)
    while some := list(itertools.islice(lines, _AT_ONCE)):
        click.echo("\n".join(some))
    counts = [
        format_count(report.count(severity), severity) for severity in SEVERITY_ORDER[:3] if report.count(severity)
    ]
    baseline = f"; {found.known:,} known from the baseline" if found.known else ""
    common.say(f"{format_count(report.notes, 'note')} checked: {', '.join(counts) or 'nothing found'}{baseline}")
    if len(found.diagnostics) > _MANY and not found.known:
        common.say("help: `--baseline FILE` keeps these in a file and from then on tells only what is new")


def _find_github_prefix(folder: Path) -> str:
    """GitHub looks paths up from the root of the checkout, and names it in this variable."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or folder).resolve()
    below = folder.is_relative_to(root) and folder != root
    return f"{folder.relative_to(root).as_posix()}/" if below else ""


def _read_source(folder: Path, path: str) -> str:
    try:
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  (called for thousands of notes)
            return file.read().decode("utf-8-sig", "replace")
    except OSError:
        return ""
