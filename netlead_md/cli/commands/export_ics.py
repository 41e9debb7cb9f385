"""`netlead export ics`."""

from pathlib import Path

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.cli.outlet import deliver, output
from netlead_md.cli.work import session, state
from netlead_md.shell.exporting import calendar, reminders


@click.command("ics", epilog="Example: netlead export ics ~/Notes --output netlead.ics")
@output
@vault
@options
def command(common: Common, *, output: Path | None) -> int:
    """Print a calendar: reviews, my promises, what was pledged to me, and whom to get in touch with."""
    made = state(common, session(common))
    deliver(calendar(reminders(made.book), made.book.as_of), output)
    return DONE
