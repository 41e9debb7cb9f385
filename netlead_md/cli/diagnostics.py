"""What a `check` finds, mends and tells."""

import itertools
import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click
import msgspec

from netlead_md.cli.formats import Report, escape_controls, load_format
from netlead_md.cli.load import count_notes, keep_alive, load_previous_run, load_state, open_session
from netlead_md.cli.messages import format_count
from netlead_md.cli.note_commands import tell_undo
from netlead_md.cli.options import CommonOptions
from netlead_md.editing import FixPlan, apply_fix_plan, plan_fixes
from netlead_md.editing.vault_in_memory import VaultInMemory
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Diagnostic
from netlead_md.vault.note_loader import CachedNoteReader
from netlead_md.vault.publish import check_notes
from netlead_md.vault.reader import read_note_file
from netlead_md.vault.real_path import resolve_links
from netlead_md.vault.run_record import RunRecord, save_run
from netlead_md.vault.session import VaultState, read_notes
from netlead_md.vault.snapshot import Snapshot

# Which findings make a run fail (SPEC §5, exit status 1).


SEVERITY_ORDER: Final = ("error", "warning", "info", "never")


def reaches_severity(diagnostics: Iterable[Diagnostic], fail_on: str) -> bool:
    """Whether anything is at or above `fail_on`; nothing is at or above `never`."""
    failing = SEVERITY_ORDER[: SEVERITY_ORDER.index(fail_on) + 1] if fail_on != SEVERITY_ORDER[-1] else ()
    return any(each.severity in failing for each in diagnostics)


_AT_ONCE: Final = 1_000
"""Lines: to print each by itself takes longer than to find them."""
_ROUNDS: Final = 3
"""What is mended in one note may let a fix of another be proved."""
_MANY: Final = 200
"""Findings that nobody works through in one sitting."""


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
        record = RunRecord(_proven(made, seen, keep_alive(check_notes(made)).diagnostics), count_notes(made))
        if common.cache and not (asked.select or asked.ignore):
            save_run(opened.vault, seen, made, record)
    left = record.diagnostics
    if known:
        from netlead_md.rules import drop_known as unknown

        left = unknown(record.diagnostics, known)
    return CheckResult(seen, left, record.notes, len(record.diagnostics) - len(left))


def build_fix_plan(common: CommonOptions, found: CheckResult, known: frozenset[str] | None, *, unsafe: bool) -> FixPlan:
    """The fixes of what was found, as far as they are proved; nothing is written."""
    from netlead_md.rules import is_selected, make_fingerprint

    config = found.seen.loaded.config
    vault = common.vault()
    reader = CachedNoteReader(vault) if common.cache else read_notes
    workbench = VaultInMemory(vault, found.seen, common.day(config), common.config, reader)

    def wanted(each: Diagnostic) -> bool:
        if each.fix is None or not (each.fix.safe or unsafe) or (known and make_fingerprint(each) in known):
            return False
        return is_selected(each.code, config.select, config.ignore)

    return plan_fixes(vault, found.seen.scan, found.diagnostics, workbench, wanted)


def apply_fixes(
    common: CommonOptions, asked: CheckOptions, found: CheckResult, known: frozenset[str] | None, *, unsafe: bool
) -> CheckResult:
    """Mend the notes, as far as that is proved; then say what is left."""
    rounds: list[FixPlan] = []
    group = str(time.time_ns())
    for _ in range(_ROUNDS):
        rounds.append(apply_fix_plan(common.vault(), build_fix_plan(common, found, known, unsafe=unsafe), group))
        if not rounds[-1].changes:
            break
        found = run_check(common, asked, known)
    changes = tuple(change for each in rounds for change in each.changes)
    print_fix_summary(common, FixPlan(changes, rounds[-1].skipped), "made")
    tell_undo(common, rounds[0].not_undoable)
    return found


def print_fix_summary(common: CommonOptions, todo: FixPlan, what: str) -> None:
    """Say how many fixes there are, and which notes were left alone and why."""
    for refusal in todo.skipped:
        click.echo(f"{escape_controls(refusal.path)}: left alone: {refusal.why}", err=True)
    notes = len({change.path for change in todo.changes})
    common.say(f"{format_count(todo.fixes, 'fix', 'fixes')} {what} in {format_count(notes, 'note')}")


def _proven(made: VaultState, seen: Snapshot, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is found, with no fix of which nobody can be sure."""
    if all(each.fix is None for each in found):
        return tuple(found)
    from netlead_md.rules.fix_proofs import proven_offers

    files = {note.path: note for note in seen.scan.notes}
    left: list[Diagnostic] = []
    for path, group in itertools.groupby(found, key=lambda each: each.path):
        here = list(group)
        if path in files and path in made.notes and any(each.fix for each in here):
            text = read_note_file(files[path]).text
            here = proven_offers(text or "", made.notes[path], here, made.config, made.book.as_of)
        left += here
    return tuple(left)


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
    root = resolve_links(Path(os.environ.get("GITHUB_WORKSPACE") or folder))
    below = folder.is_relative_to(root) and folder != root
    return f"{folder.relative_to(root).as_posix()}/" if below else ""


def _read_source(folder: Path, path: str) -> str:
    try:
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  (called for thousands of notes)
            return file.read().decode("utf-8-sig", "replace")
    except OSError:
        return ""
