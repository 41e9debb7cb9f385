"""`netlead forget`: every mention of a person, and their removal."""

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from netlead_md.analysis.labels import make_initials as initials_of
from netlead_md.cli import note_commands as capture
from netlead_md.cli.exit_codes import DONE, FINDINGS
from netlead_md.cli.formats import escape_controls
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.messages import format_count
from netlead_md.cli.names import resolve_in_vault, resolve_person
from netlead_md.cli.options import CommonOptions, common_options


@click.command(epilog='Example: netlead forget "Ada Lovelace"')
@click.option("--apply", "do", is_flag=True, help="Do it. `netlead undo` takes it back for 30 days.")
@click.option("--initials", is_flag=True, help="Leave initials wherever a mention stands in other notes.")
@click.option("--for-good", is_flag=True, help="Do it, and keep no copy: nothing takes it back.")
@capture.name_argument
@capture.vault_parameter
@common_options
def command(common: CommonOptions, *, name: str, at: Path | None, do: bool, initials: bool, for_good: bool) -> int:
    """Show every mention of the person NAME, and what becomes of it. Changes nothing by itself.

    With --apply their note goes, and so does a bullet that tells of nobody else. A line in the note of somebody else
    stays, with initials in place of the name. What cannot be changed safely is listed and left (exit status 1).
    """
    from netlead_md.editing import forget, person_mentions

    folder, _ = capture.open_vault(common, at)
    made = load_state(common, open_session(msgspec.structs.replace(common, given=folder)))
    key = resolve_person(made.book.network, resolve_in_vault(made.vault, name))
    plan = forget.plan_forgetting(made, key, initials_of(made.book.network.people[key].name), everywhere=initials)
    for line in forget.format_forget_plan(plan):
        click.echo(escape_controls(line))
    said = f"{format_count(len(plan.mentions), 'mention')}, {len(plan.left):,} to be looked at by you."
    if not (do or for_good):
        common.say(f"{said} Nothing was changed: `--apply` does it.")
        return FINDINGS if plan.left else DONE
    sought = person_mentions.build_mention_query(made, key)
    forget.apply_forgetting(folder, plan, for_good=for_good)
    dropped = forget.drop_undo_records(folder, sought, own_too=for_good)
    common.say(said)
    for line in _account(forget.find_in_pages(made, sought), dropped, len(plan.left), for_good=for_good):
        common.say(line)
    return FINDINGS if plan.left else DONE


def _account(pages: list[str], dropped: int, left: int, *, for_good: bool) -> Iterator[str]:
    """What a reader could still find, and where."""
    yield "What can still be found:"
    if for_good:
        yield "- no copy of what went: nothing takes it back"
    else:
        yield "- a copy of what went, for `netlead undo`, in your state folder: for 30 days"
    if dropped:
        yield f"- {format_count(dropped, 'older undo record')} that held them went too"
    if pages:
        yield f"- {format_count(len(pages), 'page')} of netlead: run `netlead regenerate`"
    if left:
        yield f"- {format_count(left, 'mention')} left to you, listed above; --initials changes more of them"
    yield "- backups, the history of git or a sync tool, pictures, PDFs, what was sent to others: not seen here"
