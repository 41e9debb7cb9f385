"""`netlead export`: everything derived, for other programs."""

import click

from netlead_md.cli.lazy import Lazy
from netlead_md.cli.table import EXPORTS


@click.group(
    cls=Lazy,
    table=EXPORTS,
    epilog="Example: netlead export json ~/Notes --output netlead.json",
)
def command() -> None:
    """Print everything derived, for other programs."""
