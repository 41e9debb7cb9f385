"""`netlead explain CODE`: a rule's page."""

import click

from netlead_md.cli.completion import complete_codes
from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.options import CommonOptions, common_options
from netlead_md.rules import explain_rule
from netlead_md.vault.errors import UserError


@click.command(epilog="Example: netlead explain NL201")
@click.argument("code", shell_complete=complete_codes)
@common_options
def command(common: CommonOptions, *, code: str) -> int:  # noqa: ARG001  (every command takes the common options)
    """Say what a code means, why it matters, and show a bad and a good example."""
    try:
        page = explain_rule(code)
    except KeyError as error:
        raise UserError(str(error.args[0]), hint="codes look like NL201; `netlead check` prints them") from None
    click.echo(page.rstrip())
    return DONE
