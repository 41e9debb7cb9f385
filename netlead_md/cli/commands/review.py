"""`netlead review`: what you decided about somebody, as a line of their note."""

import datetime as dt
from pathlib import Path
from typing import Final

import click

from netlead_md.cli import note_commands as capture
from netlead_md.cli.options import CommonOptions, common_options, parse_day_option
from netlead_md.cli.suggestions import SuggestingChoice
from netlead_md.model.vocabulary import OUTCOMES
from netlead_md.model.words import DecisionWord
from netlead_md.vault.errors import UserError

_DECISIONS: Final[tuple[DecisionWord, ...]] = ("grow", "maintain", "ask", "pause", "let-go")
assert set(_DECISIONS) == OUTCOMES["review"]  # noqa: S101  (one table, in the order in which a person thinks)


@click.command(epilog='Example: netlead review "Acme" pause --until 2026-09-01 --because "their budget year"')
@capture.dry_run_option
@click.option("--until", callback=parse_day_option, metavar="DATE", help="The day to look at it again.")
@click.option("--because", default="", metavar="TEXT", help="Your reason, in a few words.")
@capture.name_argument
@click.argument("decision", metavar="DECISION", type=SuggestingChoice(_DECISIONS, case_sensitive=False))
@capture.vault_parameter
@common_options
def command(
    common: CommonOptions,
    *,
    name: str,
    decision: str,
    until: dt.date | None,
    because: str,
    at: Path | None,
    dry_run: bool,
) -> int:
    """Write your DECISION about NAME into their note: grow, maintain, ask, pause or let-go."""
    config = capture.open_vault(common, at)[1]
    if until and until <= (today := common.day(config)):
        raise UserError(f"{until} is no day to come: today is {today}", hint="name a later one, or leave --until out")
    ending = f" until {until}" if until else ""
    line = f"review {decision}{ending}: {because.strip()}".rstrip()
    return capture.write_line(common, "review", name, line, at=at, dry_run=dry_run)
