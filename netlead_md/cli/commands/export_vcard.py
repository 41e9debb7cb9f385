"""`netlead export vcard`."""

from pathlib import Path

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.cli.outlet import deliver, output
from netlead_md.cli.work import session, state
from netlead_md.shell.exporting import vcards
from netlead_md.shell.people import people


@click.command("vcard", epilog="Example: netlead export vcard ~/Notes --output people.vcf")
@output
@vault
@options
def command(common: Common, *, output: Path | None) -> int:
    """Print the people as cards (vCard 4.0), for a phone or an address book."""
    made = state(common, session(common))
    deliver(vcards(people(made.book.network, made.notes, made.config, made.book.as_of)), output)
    return DONE
