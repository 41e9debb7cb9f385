"""`netlead export`: everything derived, for other programs."""

import click

from netlead_md.cli.main import EXPORTS, LazyGroup


@click.group(
    cls=LazyGroup,
    table=EXPORTS,
    epilog="Example: netlead export json ~/Notes --output netlead.json",
)
def command() -> None:
    """Print everything derived, for other programs."""
