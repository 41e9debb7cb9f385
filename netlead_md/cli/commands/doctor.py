"""`netlead doctor`: whether the set-up is well, one line a check."""

import click

from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE, FINDINGS
from netlead_md.cli.formats import printable
from netlead_md.cli.work import session, state
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.setup import Check, examine_setup


@click.command(epilog="Example: netlead doctor ~/Notes")
@vault
@options
def command(common: Common) -> int:
    """Say whether the set-up is well: ok, warn or fail before each line; exit status 1 if something fails."""
    opened = session(common)
    try:
        seen = opened.look()
        checks = examine_setup(seen, state(common, opened, seen))
    except Misuse as misuse:
        where = f"{misuse.path}:{misuse.line}: " if misuse.line else ""
        checks = (Check("fail", "vault" if not where else "config", f"{where}{misuse.message}; {misuse.cure}"),)
    for check in checks:
        click.echo(printable(f"{check.status:<4} {check.subject}: {check.words}"))
    return FINDINGS if any(check.status == "fail" for check in checks) else DONE
