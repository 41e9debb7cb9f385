"""A click group that knows its commands from a table, and suggests the one that was meant."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from netlead_md.cli.choice import meant


class Lazy(click.Group):
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
            raise click.UsageError(f"There is no command '{args[0]}'.{meant(args[0], self.table)}", ctx)
        return super().resolve_command(ctx, args)
