"""`netlead export vcard`."""

from pathlib import Path

import click

from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import output_option, write_output
from netlead_md.contacts import format_vcards
from netlead_md.contacts.vault_contacts import collect_contacts


@click.command("vcard", epilog="Example: netlead export vcard ~/Notes --output people.vcf")
@output_option
@vault_argument
@common_options
def command(common: CommonOptions, *, output: Path | None) -> int:
    """Print the people as cards (vCard 4.0), for a phone or an address book."""
    made = load_state(common, open_session(common))
    write_output(format_vcards(collect_contacts(made.book.network, made.notes, made.config, made.book.as_of)), output)
    return DONE
