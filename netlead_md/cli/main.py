"""`netlead`: the way in. Commands are loaded when they are called."""

import gc
import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from netlead_md import __version__
from netlead_md.cli.exit_codes import ClosedPipe, catch_signals, run_command
from netlead_md.cli.suggestions import format_suggestion

# A click group that knows its commands from a table, and suggests the one that was meant.


class LazyGroup(click.Group):
    """Loads a command's module when it is called, and none of them for `--help`."""

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.table = table

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not self.invoke_without_command and not ctx.resilient_parsing:
            raise click.UsageError(f"Missing command. It is one of {', '.join(self.table)}.", ctx)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self.table:
            return None
        found = import_module(f"netlead_md.cli.commands.{self.table[cmd_name][0]}").command
        assert isinstance(found, click.Command)  # noqa: S101  (a row of the table points at something else: our bug)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in self.table.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.table and not args[0].startswith("-"):
            raise click.UsageError(f"There is no command '{args[0]}'.{format_suggestion(args[0], self.table)}", ctx)
        return super().resolve_command(ctx, args)


# The commands: to add one, write its module in `commands/` and give it a row here.
#
# The one-line help stands here and not in the modules, so that `netlead --help` loads none of them.


COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "regenerate": ("regenerate", "Read the vault and write the pages: the main job."),
    "watch": ("watch", "Do so on every change, until you press Ctrl-C."),
    "check": ("check", "Say what the notes hold that cannot be read, or that deserves a look."),
    "brief": ("brief", "Say what to know before a meeting, or what the next days bring."),
    "show": ("show", "Show how somebody's figures come about, line by line."),
    "intro": ("intro", "Show who can introduce you to somebody, and what speaks for it."),
    "new": ("new", "Write a note for a person, an organisation or a project."),
    "log": ("log", "Add one checked line to somebody's note, or to the daily note."),
    "review": ("review", "Write what you decided about somebody into their note."),
    "undo": ("undo", "Take back what the last command wrote into notes."),
    "init": ("init", "Look at a vault, say what it holds, and write a config that fits it."),
    "import": ("import_", "Write notes for the people in an address book or a LinkedIn file."),
    "export": ("export", "Print everything derived, for other programs."),
    "forget": ("forget", "Show every mention of a person, and remove them."),
    "explain": ("explain", "Explain a code such as NL201, with an example."),
    "doctor": ("doctor", "Say whether the set-up is well: vault, config, watching, cache."),
    "lsp": ("lsp", "Serve an editor: diagnostics while you type, completion, hover, rename."),
}
"""Name → (module, help), in the order in which somebody new meets them."""

EXPORTS: Final[dict[str, tuple[str, str]]] = {
    "json": ("export_json", "One JSON object, held by a schema that ships with netlead."),
    "lines": ("export_lines", "Every line that tells of something, with what became of it."),
    "html": ("export_html", "All pages as one file for a browser, to read, print or share."),
    "csv": ("export_csv", "People and their contact data, as a table."),
    "vcard": ("export_vcard", "People and their contact data, as cards for a phone."),
    "ics": ("export_ics", "Reviews, promises, pledges and whom to see, as a calendar."),
}
"""Likewise for `netlead export`."""


COMPLETE_VARIABLE: Final = "_NETLEAD_COMPLETE"
"""Set while a shell asks for completion."""
_HOME: Final = re.compile(r"((?:--[\w-]+=)?)~(?=[/\\])")


def expand_home(word: str) -> str:
    """The home folder for a `~` that the shell has left as it was: those of Windows do, and all in `--option=~/x`."""
    found = _HOME.match(word)
    return f"{found[1]}{os.path.expanduser('~')}{word[found.end() :]}" if found else word  # noqa: PTH111  (no home: `~`)


class NetleadGroup(LazyGroup):
    """The group of all commands; every end of a run becomes an exit status here."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # noqa: ANN401
        extra["standalone_mode"] = False
        words = list(map(expand_home, sys.argv[1:] if args is None else args))
        raise SystemExit(run_command(lambda: super(NetleadGroup, self).main(words, prog_name or "netlead", **extra)))

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
    cls=NetleadGroup,
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
    from netlead_md.cli.welcome import welcome_message

    click.echo(welcome_message())
    return 0


def open_closed_streams() -> None:
    """Let a stream that was closed when the process began lead nowhere; else the next file would take its number."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def main() -> NoReturn:
    """Run as a process: output is UTF-8 wherever it goes, with our own line ends, and SIGTERM ends in order."""
    # What a command makes lives to the end of the process and holds no cycles: to walk through millions of young values
    # again and again in search of some takes two seconds of eight at 10,000 notes, and finds none.
    gc.disable()
    open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    catch_signals()
    if COMPLETE_VARIABLE in os.environ:
        from netlead_md.cli.completion import prepare_completion

        prepare_completion()
    try:
        netlead.main()
    except SystemExit as end:
        _exit_now(end.code if isinstance(end.code, int) else 0)


def _exit_now(status: int) -> NoReturn:
    """End here and now: to take the values of 10,000 notes apart one by one takes half a second and helps nobody."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(status)
