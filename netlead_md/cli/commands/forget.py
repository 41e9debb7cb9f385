"""`netlead forget`: every mention of a person, and their removal."""

from pathlib import Path

import click
import msgspec

from netlead_md.cli import capture
from netlead_md.cli.common import Common, options
from netlead_md.cli.exits import DONE, FINDINGS
from netlead_md.cli.formats import printable
from netlead_md.cli.named import in_vault, person
from netlead_md.cli.summary import plural
from netlead_md.cli.work import session, state
from netlead_md.deriving.wording import initials as initials_of


@click.command(epilog='Example: netlead forget "Ada Lovelace"')
@click.option("--apply", "do", is_flag=True, help="Do it, after a copy of every touched file outside the vault.")
@click.option("--initials", is_flag=True, help="Leave initials where a mention stands in other notes.")
@capture.name
@capture.vault
@options
def command(common: Common, *, name: str, at: Path | None, do: bool, initials: bool) -> int:
    """Show every mention of the person NAME: their note, links, names, aliases, e-mail. Changes nothing by itself.

    With --apply their note goes, and so does every line that tells of nobody else. What cannot be removed safely is
    listed and left (exit status 1).
    """
    from netlead_md.shell.privacy.keepsake import carry_out
    from netlead_md.shell.privacy.removal import forgetting, lines_of

    folder, _ = capture.opened(common, at)
    made = state(common, session(msgspec.structs.replace(common, given=folder)))
    key = person(made.book.network, in_vault(made.vault, name))
    plan = forgetting(made, key, initials_of(made.book.network.people[key].name) if initials else "")
    for line in lines_of(plan):
        click.echo(printable(line))
    said = f"{plural(len(plan.mentions), 'mention')}, {len(plan.left):,} to be looked at by you."
    if not do:
        common.say(f"{said} Nothing was changed: `--apply` does it.")
        return FINDINGS if plan.left else DONE
    place = carry_out(folder, plan.changes)
    click.echo(
        f"Copies of {plural(len(plan.changes), 'file')} are in {place}: delete them when you are sure.", err=True
    )
    common.say(f"{said} Run `netlead regenerate` next: its pages still name them.")
    if plan.left and not initials:
        common.say("For initials instead of what is left, put the copy of their note back, and add --initials.")
    return FINDINGS if plan.left else DONE
