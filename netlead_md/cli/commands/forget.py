"""`netlead forget`: every mention of a person, and their removal."""

from pathlib import Path

import click
import msgspec

from netlead_md.analysis.entry_text import make_initials as initials_of
from netlead_md.cli import note_commands as capture
from netlead_md.cli.exit_codes import DONE, FINDINGS
from netlead_md.cli.formats import escape_controls
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.messages import format_count
from netlead_md.cli.names import resolve_in_vault, resolve_person
from netlead_md.cli.options import CommonOptions, common_options


@click.command(epilog='Example: netlead forget "Ada Lovelace"')
@click.option("--apply", "do", is_flag=True, help="Do it, after a copy of every touched file outside the vault.")
@click.option("--initials", is_flag=True, help="Leave initials where a mention stands in other notes.")
@capture.name_argument
@capture.vault_parameter
@common_options
def command(common: CommonOptions, *, name: str, at: Path | None, do: bool, initials: bool) -> int:
    """Show every mention of the person NAME: their note, links, names, aliases, e-mail. Changes nothing by itself.

    With --apply their note goes, and so does every line that tells of nobody else. What cannot be removed safely is
    listed and left (exit status 1).
    """
    from netlead_md.editing.forget import apply_with_backup, format_forget_plan, plan_forgetting

    folder, _ = capture.open_vault(common, at)
    made = load_state(common, open_session(msgspec.structs.replace(common, given=folder)))
    key = resolve_person(made.book.network, resolve_in_vault(made.vault, name))
    plan = plan_forgetting(made, key, initials_of(made.book.network.people[key].name) if initials else "")
    for line in format_forget_plan(plan):
        click.echo(escape_controls(line))
    said = f"{format_count(len(plan.mentions), 'mention')}, {len(plan.left):,} to be looked at by you."
    if not do:
        common.say(f"{said} Nothing was changed: `--apply` does it.")
        return FINDINGS if plan.left else DONE
    place = apply_with_backup(folder, plan.changes)
    click.echo(
        f"Copies of {format_count(len(plan.changes), 'file')} are in {place}: delete them when you are sure.", err=True
    )
    common.say(f"{said} Run `netlead regenerate` next: its pages still name them. `netlead undo` takes it back.")
    if plan.left and not initials:
        common.say("For initials instead of what is left, put the copy of their note back, and add --initials.")
    return FINDINGS if plan.left else DONE
