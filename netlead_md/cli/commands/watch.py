"""`netlead watch`: the pages, kept true while the user writes (SPEC §6)."""

import gc
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from typing import Final

import click

from netlead_md.cli.choice import Choice
from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.formats.concise import line
from netlead_md.cli.services import SYSTEMS, here, service
from netlead_md.cli.summary import (
    first_to_read,
    plural,
    told_at_once,
    what_is_not_read,
    what_was_kept,
    what_was_read,
    what_was_written,
)
from netlead_md.cli.work import refresh, session
from netlead_md.model.page import Diagnostic
from netlead_md.shell import writer
from netlead_md.shell.lock import one_at_a_time
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.publish import Published, publish
from netlead_md.shell.session import Session, Snapshot, State
from netlead_md.shell.watcher import Change, Native, changes

_TIDY: Final = 100
"""Changes after which memory is tidied up, which takes half a second at 10,000 notes."""


@click.command(epilog="Example: netlead watch ~/Notes")
@click.option(
    "--print-service",
    type=Choice(SYSTEMS),
    is_flag=False,
    flag_value=here(),
    help="Print what starts it at log-in, and watch nothing.",
)
@vault
@options
def command(common: Common, *, print_service: str | None) -> int:
    """Write the pages, and again on every change to the notes, until you press Ctrl-C."""
    if print_service is not None:
        program = shutil.which("netlead") or sys.argv[0]
        click.echo(service(print_service, program, common.vault()), nl=False)
        return 0
    opened = session(common)
    watch = _Watch(common, opened)
    with one_at_a_time(opened.vault, "watch"), closing(Native(opened.vault, lambda: watch.output)) as hints:
        first = opened.look()
        watch.output = first.loaded.config.output
        gc.disable()  # as in every command that runs once: a change leaves a hundred values in cycles, not millions
        for count, change in enumerate(changes(opened.look, hints, lambda: common.day(first.loaded.config)), 1):
            watch.take(change)
            if count % _TIDY == 0:
                gc.collect()
    return 0


class _Watch:
    """What a watch remembers between two changes: where its pages are, and what was found last."""

    def __init__(self, common: Common, opened: Session) -> None:
        self.common = common
        self.opened = opened
        self.output = ""
        self.last: Published | None = None
        self.found: tuple[Diagnostic, ...] | None = None

    def take(self, change: Change) -> None:
        """Make the pages anew; what stands in the way is said, and the last good pages stay."""
        if change.snapshot is None:
            click.echo(f"error: {change.error}\nThe pages stay as they are until this is mended.", err=True)
            return
        started = time.perf_counter()
        try:
            made, published, todo = self._write(change.snapshot)
        except Misuse as error:
            click.echo(f"error: {error}", err=True)
            return
        self._tell(change, made, published, todo)
        self.common.say(f"({time.perf_counter() - started:.2f} s)") if self.common.verbose else None

    def _write(self, snapshot: Snapshot) -> tuple[State, Published, writer.Plan]:
        made = refresh(self.common, self.opened, snapshot)
        self.output = made.config.output
        published = self.last = publish(made, self.last)
        todo = writer.plan(self.opened.vault, self.output, published.pages)
        writer.apply(self.opened.vault, self.output, todo)
        return made, published, todo

    def _tell(self, change: Change, made: State, published: Published, todo: writer.Plan) -> None:
        before, self.found = self.found, published.diagnostics
        for text in what_was_kept(todo, self.output):
            click.echo(text, err=True)
        if before is None:
            for text in told_at_once(published.diagnostics):
                click.echo(text, err=True)
            for text in what_is_not_read(todo, self.output):
                self.common.say(text)
            click.echo(what_was_read(made, published.diagnostics))
            click.echo(what_was_written(todo, self.output))
            click.echo(first_to_read(published.pages, self.output))
            self.common.say("Watching; Ctrl-C ends it.")
            return
        top = f"{self.opened.vault.as_posix()}/"  # settings are looked at by their whole paths
        touched = [each.removeprefix(top) for each in (*change.added, *change.changed, *change.removed)]
        click.echo(f"{_named(touched) or 'looked again'}: {plural(len(todo.writes), 'page')} written")
        for each in sorted(set(published.diagnostics) - set(before), key=lambda each: (each.path, each.place)):
            click.echo(f"  new: {line(each)}", err=True)
        gone = len(set(before) - set(published.diagnostics))
        if gone:
            self.common.say(f"  {plural(gone, 'finding')} gone")


def _named(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:3])
    return f"{shown} and {len(paths) - 3:,} more" if len(paths) > 3 else shown  # noqa: PLR2004  (three fit on a line)
