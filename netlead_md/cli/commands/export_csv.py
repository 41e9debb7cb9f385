"""`netlead export csv`."""

from pathlib import Path

import click

from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import output_option, write_output
from netlead_md.contacts import format_csv
from netlead_md.contacts.vault_contacts import collect_contacts


@click.command("csv", epilog="Example: netlead export csv ~/Notes --output people.csv")
@output_option
@vault_argument
@common_options
def command(common: CommonOptions, *, output: Path | None) -> int:
    """Print the people with their contact data as a table. Cells that a spreadsheet would work out are defused."""
    made = load_state(common, open_session(common))
    write_output(
        format_csv(collect_contacts(made.book.network, made.notes, made.config, made.book.as_of).values()), output
    )
    return DONE
