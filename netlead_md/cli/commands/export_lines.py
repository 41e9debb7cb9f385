"""`netlead export lines` (SPEC §5.2)."""

import json
from pathlib import Path

import click

from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.output import output_option, write_output
from netlead_md.contacts.lines_export import export_lines


@click.command("lines", epilog="Example: netlead export lines ~/Notes --output lines.json")
@output_option
@vault_argument
@common_options
def command(common: CommonOptions, *, output: Path | None) -> int:
    """Print every line that tells of something, with what became of it."""
    made = load_state(common, open_session(common))
    write_output(json.dumps(export_lines(made.book), ensure_ascii=False, indent=2) + "\n", output)
    return DONE
