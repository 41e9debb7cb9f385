"""`netlead export csv`."""

from pathlib import Path

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.cli.outlet import deliver, output
from netlead_md.cli.work import session, state
from netlead_md.shell.exporting import table
from netlead_md.shell.people import people


@click.command("csv", epilog="Example: netlead export csv ~/Notes --output people.csv")
@output
@vault
@options
def command(common: Common, *, output: Path | None) -> int:
    """Print the people with their contact data as a table. Cells that a spreadsheet would work out are defused."""
    made = state(common, session(common))
    deliver(table(people(made.book.network, made.notes, made.config, made.book.as_of).values()), output)
    return DONE
