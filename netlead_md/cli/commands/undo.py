"""`netlead undo`: take back what the last command wrote into notes."""

from pathlib import Path

import click

from netlead_md.cli import note_commands as capture
from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.formats import escape_controls
from netlead_md.cli.messages import format_count
from netlead_md.cli.options import CommonOptions, common_options
from netlead_md.editing.undo import UndoPlan, list_commands, local_time, plan_undo, undo_last
from netlead_md.editing.undo_journal import NoteChange

_SHOWN = 3
"""Notes of a command that `--list` names."""


@click.command(epilog="Example: netlead undo --list")
@capture.dry_run_option
@click.option("--list", "listed", is_flag=True, help="Show what can be taken back, the newest first.")
@capture.vault_parameter
@common_options
def command(common: CommonOptions, *, at: Path | None, listed: bool, dry_run: bool) -> int:
    """Take back what the last command wrote into your notes: log, review, new, import, check --fix or forget.

    All of it goes, or nothing: where a note was edited since, it is named and every note stays as it is. Run it again
    for the command before that. What was written is kept for 90 days in your state folder, not in the vault.
    """
    folder, _ = capture.open_vault(common, at)
    if listed:
        _tell_list(common, list_commands(folder))
        return DONE
    plan = plan_undo(folder) if dry_run else undo_last(folder)
    if plan is None:
        common.say("Nothing to take back.")
        return DONE
    if dry_run:
        _show(plan)
        return DONE
    for each in plan.restores:
        click.echo(escape_controls(f"{_verb(each.change)}: {each.change.path}"))
    done = f"Taken back: {_named(plan)}."
    if not plan.restores:
        done = f"{_named(plan)}: nothing of what it wrote still stands, so no note was changed."
    common.say(escape_controls(done))
    return DONE


def _named(plan: UndoPlan) -> str:
    stopped = "" if plan.finished else ", which was stopped midway"
    return f"{plan.command} of {local_time(plan.at)}{stopped}"


def _verb(change: NoteChange) -> str:
    if change.before is None:
        return "removed"
    return "brought back" if change.after is None else "put back"


def _show(plan: UndoPlan) -> None:
    for each in plan.restores:
        if each.edited:
            click.echo(escape_controls(f"{each.change.path}: {each.edited}"), err=True)
        before, now = (
            (data or b"").decode("utf-8", "replace").replace("\r\n", "\n")
            for data in (each.change.before, each.change.after)
        )
        capture.print_diff(each.change.path, now, before)


def _tell_list(common: CommonOptions, plans: tuple[UndoPlan, ...]) -> None:
    for plan in plans:
        paths = sorted({each.path for stored in plan.records if stored.record for each in stored.record.changes})
        more = f" and {format_count(len(paths) - _SHOWN, 'more note')}" if len(paths) > _SHOWN else ""
        stopped = "" if plan.finished else " (stopped midway)"
        click.echo(
            escape_controls(f"{local_time(plan.at)}  {plan.command}{stopped}: {', '.join(paths[:_SHOWN])}{more}")
        )
    if not plans:
        common.say("Nothing to take back.")
