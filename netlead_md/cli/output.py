"""Words and tables for a terminal: rich draws them, a pipe gets them plain."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from netlead_md.vault import atomic_write as disk
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import resolve_links

_WIDTH = 100


class TextConsole:
    """What a command shows of one thing, from top to bottom. Texts are shown as they are: `[[links]]` survive."""

    def __init__(self) -> None:
        terminal = sys.stdout.isatty()
        width = None if terminal else _WIDTH
        # Always styled: click takes the styles out again where no colour is wanted.
        self._console = Console(
            width=width,
            markup=False,
            highlight=False,
            emoji=False,
            force_terminal=True,
            color_system="standard",
            no_color=False,
        )

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


# Where an export goes: standard output, or a file that is replaced whole.


def output_option(function: Callable[..., int]) -> Callable[..., int]:
    """Add `--output FILE`."""
    words = "Write to this file, not to standard output."
    return click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=words)(function)


def write_output(text: str, target: Path | None) -> None:
    """Hand the bytes over as they are, on every system. Raises Misuse for a note, or a file that cannot be written."""
    data = text.encode("utf-8", "replace")
    if target is None or str(target) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if target.suffix.lower() in {".md", ".toml"}:
        raise UserError("an export is no note", hint="give it another ending, such as .csv", path=str(target))
    try:
        if target.exists() and not target.is_file():  # /dev/null, or a pipe: to be written into, not replaced
            target.write_bytes(data)
        else:
            disk.replace_file(resolve_links(target), data)
    except OSError as error:
        hint = "name a file in a folder that exists and can be written"
        raise UserError(f"cannot be written: {system_message(error)}", hint=hint, path=str(target)) from None
