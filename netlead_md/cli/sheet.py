"""Words and tables for a terminal: rich draws them, a pipe gets them plain."""

import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDTH = 100


class Sheet:
    """What a command shows of one thing, from top to bottom. Texts are shown as they are: `[[links]]` survive."""

    def __init__(self) -> None:
        terminal = sys.stdout.isatty()
        width = None if terminal else _WIDTH
        self._console = Console(width=width, markup=False, highlight=False, emoji=False, force_terminal=True)

    def title(self, text: str) -> None:
        self._show(text, "bold")

    def text(self, text: str = "") -> None:
        self._show(text)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: int = 0) -> None:
        """A table whose last `right` columns hold figures; without rows there is none."""
        rows = list(rows)
        if not rows:
            return
        drawn = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
        for number, head in enumerate(heads):
            drawn.add_column(head, justify="right" if number >= len(heads) - right else "left")
        for row in rows:
            drawn.add_row(*map(Text, row))
        self._show(drawn)

    def _show(self, what: Table | str, style: str | None = None) -> None:
        with self._console.capture() as captured:
            self._console.print(what, style=style)
        click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
