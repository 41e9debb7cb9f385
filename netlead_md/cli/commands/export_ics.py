"""`netlead export ics`."""

from pathlib import Path

import click

from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import output_option, write_output
from netlead_md.contacts import collect_reminders, format_calendar


@click.command("ics", epilog="Example: netlead export ics ~/Notes --output netlead.ics")
@output_option
@vault_argument
@common_options
def command(common: CommonOptions, *, output: Path | None) -> int:
    """Print a calendar: reviews, my promises, what was pledged to me, and whom to get in touch with."""
    made = load_state(common, open_session(common))
    write_output(format_calendar(collect_reminders(made.book), made.book.as_of), output)
    return DONE
