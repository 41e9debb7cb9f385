"""`netlead log`: one line in a second."""

from pathlib import Path

import click

from netlead_md.cli import note_commands as capture
from netlead_md.cli.options import CommonOptions, common_options


class _LogCommand(click.Command):
    """A line copied with its bullet is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [arg.removeprefix("- ").lstrip() if arg[:2] == "- " else arg for arg in args])


@click.command(cls=_LogCommand, epilog='Example: netlead log "Ada Lovelace" "call 20m: about the room"')
@capture.dry_run_option
@click.option("--daily", is_flag=True, help="Write it into the daily note of that day, with a link to NAME.")
@click.option("--yes", is_flag=True, help="Write a line in plain words as what it sounds like, without a question.")
@capture.name_argument
@click.argument("line")
@capture.vault_parameter
@common_options
def command(
    common: CommonOptions, *, name: str, line: str, at: Path | None, daily: bool, dry_run: bool, yes: bool
) -> int:
    """Add one dated LINE to the note of NAME, where its other lines stand.

    LINE needs no date: today is meant, or --as-of. One that would not be understood is shown and not written; of one
    in plain words it is said what it counts as, and asked whether it is what it sounds like.
    """
    return capture.write_line(common, "log", name, line, at=at, daily=daily, dry_run=dry_run, yes=yes)
