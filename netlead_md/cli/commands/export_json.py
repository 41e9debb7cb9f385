"""`netlead export json` (SPEC §5.2)."""

import json
from pathlib import Path

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE
from netlead_md.cli.outlet import deliver, output
from netlead_md.cli.work import session, state
from netlead_md.shell.export import export


@click.command("json", epilog="Example: netlead export json ~/Notes --output netlead.json")
@output
@vault
@options
def command(common: Common, *, output: Path | None) -> int:
    """Print one JSON object: organisations, people, pledges, asks, introductions, channels, growth."""
    made = state(common, session(common))
    deliver(json.dumps(export(made.book), ensure_ascii=False, indent=2) + "\n", output)
    return DONE
