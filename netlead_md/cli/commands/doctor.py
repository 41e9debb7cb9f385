"""`netlead doctor`: whether the set-up is well, one line a check."""

import click

from netlead_md.cli.exit_codes import DONE, FINDINGS
from netlead_md.cli.formats import escape_controls
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.setup import SetupCheck, check_setup
from netlead_md.vault.errors import UserError


@click.command(epilog="Example: netlead doctor ~/Notes")
@vault_argument
@common_options
def command(common: CommonOptions) -> int:
    """Say whether the set-up is well: ok, warn or fail before each line; exit status 1 if something fails."""
    opened = open_session(common)
    try:
        seen = opened.look()
        checks = check_setup(seen, load_state(common, opened, seen))
    except UserError as misuse:
        where = f"{misuse.path}:{misuse.line}: " if misuse.line else ""
        checks = (SetupCheck("fail", "vault" if not where else "config", f"{where}{misuse.message}; {misuse.hint}"),)
    for check in checks:
        click.echo(escape_controls(f"{check.status:<4} {check.subject}: {check.words}"))
    return FINDINGS if any(check.status == "fail" for check in checks) else DONE
