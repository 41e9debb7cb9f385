"""The options that every command takes, and the way from them to a state of the vault."""

import datetime as dt
import os
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any

import click
import msgspec

from netlead_md import __version__
from netlead_md.cli import vault_path as vaults
from netlead_md.cli.completion import complete_folders
from netlead_md.cli.suggestions import SuggestingChoice
from netlead_md.model.config import Config
from netlead_md.vault.errors import UserError


def parse_day_option(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """Read a day such as 2026-06-30: a click callback."""
    if value is None:
        return None
    try:
        return dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        words = f"'{value}' is no day of the calendar; write it as 2026-06-30."
        raise click.BadParameter(words, ctx, param) from None


class CommonOptions(msgspec.Struct, frozen=True):
    """What the common options say."""

    given: Path | None = None
    as_of: dt.date | None = None
    config: Path | None = None
    cache: bool = True
    quiet: bool = False
    verbose: bool = False

    def vault(self) -> Path:
        """The vault's folder; raises Misuse where there is none."""
        return vaults.require_vault(self.given)

    def day(self, config: Config) -> dt.date:
        """The day for which everything is computed: the option, the config, today. No other clock exists."""
        return self.as_of or config.as_of or dt.date.today()  # noqa: DTZ011  (the user's own day is meant)

    def say(self, text: str) -> None:
        """Tell the person at the terminal, unless they asked for quiet."""
        if not self.quiet:
            click.echo(text, err=True)


Command = Callable[..., int]


def choose_color(option: str, environment: Mapping[str, str]) -> bool | None:
    """Whether to colour what is printed; None: where it goes to a terminal.

    The option wins, then NO_COLOR and FORCE_COLOR (set to anything but nothing), then CLICOLOR_FORCE, CLICOLOR=0 and a
    terminal that is called dumb.
    """
    if option != "auto":
        return option == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR") or environment.get("CLICOLOR_FORCE", "0") not in {"", "0"}:
        return True
    return False if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb" else None


def common_options(function: Command) -> Command:
    """Add the common options; they arrive as one `common`."""

    @wraps(function)
    @click.pass_context
    def call(ctx: click.Context, /, **values: Any) -> int:  # noqa: ANN401
        ctx.color = choose_color(values.pop("color"), os.environ)
        chosen = CommonOptions(
            given=values.pop("vault", None),
            as_of=values.pop("as_of"),
            config=values.pop("config"),
            cache=not values.pop("no_cache"),
            quiet=values.pop("quiet"),
            verbose=values.pop("verbose"),
        )
        _check_argument_order(chosen.given, values.get("name", values.get("target")))
        return function(chosen, **values)

    for option in reversed(_OPTIONS):
        call = option(call)
    return call


class VaultFolder(click.Path):
    """The folder of a vault; whether it is one is said by our own words. An empty name is no name of this folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        if value == "":
            raise UserError("the name of the vault is empty", hint="name its folder; a variable in it may not be set")
        return super().convert(value, param, ctx)


def vault_argument(function: Command) -> Command:
    """Add the vault as an optional argument, the last one."""
    return click.argument("vault", required=False, type=VaultFolder(), shell_complete=complete_folders)(function)


def _check_argument_order(vault: Path | None, first: object) -> None:
    """Raise Misuse for a vault that stands where somebody's name should, and the name where the vault should."""
    if vault is None or not isinstance(first, str) or not first or vaults.path_exists(vault):
        return
    if vaults.is_folder(Path(first)):
        raise UserError(f"'{first}' is a folder, and '{vault}' is none", hint="the vault stands last, behind the names")


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--as-of", callback=parse_day_option, metavar="DATE", help="Compute everything for this day; today if left out."
    ),
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this instead of netlead.toml."),
    click.option("--no-cache", is_flag=True, help="Read every note anew."),
    click.option("-q", "--quiet", is_flag=True, help="Print results and errors only."),
    click.option("-v", "--verbose", is_flag=True, help="Say more about what is done."),
    click.option(
        "--color", type=SuggestingChoice(["auto", "always", "never"]), default="auto", help="Colour the output."
    ),
    click.version_option(__version__, prog_name="netlead"),
)
