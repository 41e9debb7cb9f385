"""`netlead explain CODE`: a rule's page."""

import click

from netlead_md.cli.common import Common, options
from netlead_md.cli.completion import codes
from netlead_md.cli.exits import DONE
from netlead_md.rules import explain
from netlead_md.shell.misuse import Misuse


@click.command(epilog="Example: netlead explain NL201")
@click.argument("code", shell_complete=codes)
@options
def command(common: Common, *, code: str) -> int:  # noqa: ARG001  (every command takes the common options)
    """Say what a code means, why it matters, and show a bad and a good example."""
    try:
        page = explain(code)
    except KeyError as error:
        raise Misuse(str(error.args[0]), cure="codes look like NL201; `netlead check` prints them") from None
    click.echo(page.rstrip())
    return DONE
