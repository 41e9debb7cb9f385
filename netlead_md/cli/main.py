"""`netlead`: the way in. Commands are loaded when they are called."""

import gc
import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn

import click

from netlead_md import __version__
from netlead_md.cli.exits import ClosedPipe, catch_signals, run
from netlead_md.cli.lazy import Lazy
from netlead_md.cli.table import COMMANDS

VARIABLE: Final = "_NETLEAD_COMPLETE"
"""Set while a shell asks for completion."""
_HOME: Final = re.compile(r"((?:--[\w-]+=)?)~(?=[/\\])")


def at_home(word: str) -> str:
    """The home folder for a `~` that the shell has left as it was: those of Windows do, and all in `--option=~/x`."""
    found = _HOME.match(word)
    return f"{found[1]}{os.path.expanduser('~')}{word[found.end() :]}" if found else word  # noqa: PTH111  (no home: `~`)


class Netlead(Lazy):
    """The group of all commands; every end of a run becomes an exit status here."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # noqa: ANN401
        extra["standalone_mode"] = False
        words = list(map(at_home, sys.argv[1:] if args is None else args))
        raise SystemExit(run(lambda: super(Netlead, self).main(words, prog_name or "netlead", **extra)))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ClosedPipe from None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            words = f"No such option '{error.option_name}' here. Options stand after the command."
            raise click.UsageError(words, error.ctx) from None


@click.group(
    cls=Netlead,
    table=COMMANDS,
    invoke_without_command=True,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Options stand after the command. Example: netlead regenerate ~/Notes --as-of 2026-06-30",
)
@click.version_option(__version__, prog_name="netlead")
@click.pass_context
def netlead(ctx: click.Context) -> int:
    """Tell trust from support: who trusts you, who has helped, and what fits next.

    Reads the notes that you keep about people and organisations, and writes pages about them into one folder of the
    vault. It never changes a note of yours unless a command says so.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    from netlead_md.cli.welcome import welcome

    click.echo(welcome())
    return 0


def main() -> NoReturn:
    """Run as a process: output is UTF-8 wherever it goes, with our own line ends, and SIGTERM ends in order."""
    # What a command makes lives to the end of the process and holds no cycles: to walk through millions of young values
    # again and again in search of some takes two seconds of eight at 10,000 notes, and finds none.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    catch_signals()
    if VARIABLE in os.environ:
        from netlead_md.cli.completion import prepare

        prepare()
    try:
        netlead.main()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0)


def _leave(status: int) -> NoReturn:
    """End here and now: to take the values of 10,000 notes apart one by one takes half a second and helps nobody."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(status)
