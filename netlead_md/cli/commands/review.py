"""`netlead review`: what you decided about somebody, as a line of their note."""

import datetime as dt
from pathlib import Path

import click

from netlead_md.cli import capture
from netlead_md.cli.choice import Choice
from netlead_md.cli.common import Common, day, options
from netlead_md.model.vocabulary import OUTCOMES
from netlead_md.shell.misuse import Misuse

_DECISIONS = ("grow", "maintain", "ask", "pause", "let-go")
assert set(_DECISIONS) == OUTCOMES["review"]  # noqa: S101  (one table, in the order in which a person thinks)


@click.command(epilog='Example: netlead review "Acme" pause --until 2026-09-01 --because "their budget year"')
@capture.dry
@click.option("--until", callback=day, metavar="DATE", help="The day to look at it again.")
@click.option("--because", default="", metavar="TEXT", help="Your reason, in a few words.")
@capture.name
@click.argument("decision", metavar="DECISION", type=Choice(_DECISIONS, case_sensitive=False))
@capture.vault
@options
def command(
    common: Common, *, name: str, decision: str, until: dt.date | None, because: str, at: Path | None, dry_run: bool
) -> int:
    """Write your DECISION about NAME into their note: grow, maintain, ask, pause or let-go."""
    config = capture.opened(common, at)[1]
    if until and until <= (today := common.day(config)):
        raise Misuse(f"{until} is no day to come: today is {today}", cure="name a later one, or leave --until out")
    ending = f" until {until}" if until else ""
    line = f"review {decision}{ending}: {because.strip()}".rstrip()
    return capture.write_line(common, name, line, at=at, dry_run=dry_run)
