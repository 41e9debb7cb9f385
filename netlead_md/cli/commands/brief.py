"""`netlead brief`: what to know before a meeting, and a digest of the next days."""

from collections.abc import Sequence

import click

from netlead_md.cli.completion import complete_names
from netlead_md.cli.exit_codes import DONE
from netlead_md.cli.load import load_state, open_session
from netlead_md.cli.names import resolve_entity, resolve_in_vault
from netlead_md.cli.options import CommonOptions, VaultFolder, common_options
from netlead_md.cli.output import TextConsole
from netlead_md.cli.suggestions import SuggestingChoice
from netlead_md.reports import PageContext, build_redactor
from netlead_md.reports.meeting_briefs import Brief, brief_days, brief_entity

DAYS = 7
"""Days of the digest where neither names nor days are given."""


@click.command(epilog='Example: netlead brief "Acme" --vault ~/Notes')
@click.option("--days", type=click.IntRange(1, 365), metavar="N", help="A digest of the next N days; 7 if left out.")
@click.option("--vault", type=VaultFolder(), metavar="VAULT", help="The folder of the vault.")
@click.option(
    "--output-format", type=SuggestingChoice(["text", "markdown"]), default="text", help="For a terminal, or as a note."
)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=complete_names)
@common_options
def command(common: CommonOptions, *, names: tuple[str, ...], days: int | None, output_format: str) -> int:
    """Say what to know before a meeting: last contact, what each owes, next step, people.

    With no NAME it is a digest of the next days, short enough for a mail or a phone: plans, promises, whom to see.
    """
    opened = open_session(common)
    book = load_state(common, opened).book
    setting = PageContext(build_redactor(book))
    keys = [resolve_entity(book.network, resolve_in_vault(opened.vault, name)) for name in names]
    briefs = [brief_entity(book, setting, key) for key in dict.fromkeys(keys)]
    if days is not None or not names:
        briefs += brief_days(book, setting, days or DAYS)
    (_print_markdown if output_format == "markdown" else _print_text)(briefs)
    return DONE


def _print_text(briefs: Sequence[Brief]) -> None:
    sheet = TextConsole()
    for number, brief in enumerate(briefs):
        if number:
            sheet.text()
        sheet.title(brief.name if isinstance(brief.name, str) else brief.name.text)
        for row in brief.rows:
            sheet.text(f"{row.label}: {row.text}" if row.label else row.text)
        for line in brief.lines:
            sheet.text(f"  {line}")


def _print_markdown(briefs: Sequence[Brief]) -> None:
    from netlead_md.rendering.escaping import code_line, escape_markdown, link_markdown

    for number, brief in enumerate(briefs):
        name = escape_markdown(brief.name) if isinstance(brief.name, str) else link_markdown(brief.name)
        click.echo(f"{chr(10) if number else ''}## {name}\n")
        for row in brief.rows:
            label = f"**{escape_markdown(row.label)}**: " if row.label else ""
            click.echo(f"- {label}{escape_markdown(row.text)}")
        if brief.lines:
            click.echo("\n".join(("\n```markdown", *map(code_line, brief.lines), "```")))
