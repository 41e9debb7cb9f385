"""`netlead export json` (SPEC §5.2)."""

import json

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.cli.work import session, state
from netlead_md.shell.export import export


@click.command(epilog="Example: netlead export json --as-of 2026-06-30 > netlead.json")
@vault
@options
def command(common: Common) -> int:
    """Print one JSON object: organisations, people, pledges, asks, introductions, channels, growth."""
    made = state(common, session(common))
    click.echo(json.dumps(export(made.book), ensure_ascii=False, indent=2))
    return DONE
