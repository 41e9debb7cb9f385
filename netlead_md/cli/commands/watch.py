"""`netlead watch`: the pages, kept true while the user writes (SPEC §6)."""

import errno
import gc
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from typing import Final

import click

from netlead_md.cli.choice import Choice
from netlead_md.cli.common import Common, options, vault
from netlead_md.cli.exits import DONE, INTERRUPTED
from netlead_md.cli.news import News, came_and_went, headline
from netlead_md.cli.services import SYSTEMS, here, service
from netlead_md.cli.summary import (
    first_to_read,
    told_at_once,
    what_is_not_read,
    what_was_kept,
    what_was_read,
    what_was_written,
)
from netlead_md.cli.work import refresh, session
from netlead_md.model.config import Config
from netlead_md.shell import writer
from netlead_md.shell.hints import Native
from netlead_md.shell.lock import one_at_a_time
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.ownership import Held, amiss
from netlead_md.shell.publish import Published, publish
from netlead_md.shell.session import Session, Snapshot, State
from netlead_md.shell.watcher import Change, changes

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
        return DONE
    opened = session(common)
    try:
        _follow(common, opened)
    except KeyboardInterrupt:
        lead = "\n" if sys.stderr.isatty() else ""  # behind the ^C that a terminal shows
        common.say(f"{lead}Stopped watching; the pages stay as they are.")
        return INTERRUPTED
    return DONE


def _follow(common: Common, opened: Session) -> None:
    """Keep the pages true, for ever."""
    with one_at_a_time(opened.vault, "watch"):
        watch = _Watch(common, opened, opened.look().loaded.config)
        with closing(Native(opened.vault, lambda: watch.config.output, _aloud)) as hints:
            gc.disable()  # as in every command that runs once: a change leaves a hundred values in cycles, not millions
            stream = changes(opened.look_again, hints, lambda: common.day(watch.config), watch.amiss)
            for count, change in enumerate(stream, 1):
                watch.take(change)
                if count % _TIDY == 0:
                    gc.collect()


class _Watch:
    """What a watch remembers between two changes."""

    def __init__(self, common: Common, opened: Session, config: Config) -> None:
        self.common = common
        self.opened = opened
        self.config = config
        self.made: tuple[Snapshot, State, Published] | None = None
        """Made last, and written once the change has settled."""
        self.written: tuple[State, Published] | None = None
        self.held: Mapping[str, Held] = {}
        self.trouble = ""
        """What stood in the way of the last writing, as it was said."""

    def amiss(self, seen: Snapshot) -> tuple[str, ...]:
        """What in the output folder is not as it was left, and what should be tried again though nothing changed."""
        again = (*self.opened.failed, *((self.config.output,) if self.trouble else ()))
        return (*amiss(seen.standing, self.held, seen.at), *again) if self.written is not None else again

    def take(self, change: Change) -> None:
        """Make the pages anew, and write them once all has settled. What stands in the way is said, and pages stay."""
        started = time.perf_counter()
        if change.snapshot is None:
            self._complain(change.error)
            return
        try:
            state, published = self._make(change.snapshot)
            if not change.settled:
                return
            todo = writer.plan(self.opened.vault, self.config.output, published.pages, self.held)
            self.held = writer.apply(self.opened.vault, self.config.output, todo)
        except Misuse as error:
            if change.settled:
                self._complain(str(error))
            return
        self._tell(change, state, published, todo)
        self.written, self.trouble = (state, published), ""
        if self.common.verbose:
            self._say(f"({time.perf_counter() - started:.2f} s)", err=True)

    def _complain(self, words: str) -> None:
        if self.trouble != words:
            self.trouble = words
            _aloud(f"error: {words}\nThe pages stay as they are until this is mended.")

    def _make(self, seen: Snapshot) -> tuple[State, Published]:
        if seen.loaded.config.output != self.config.output:
            self.held = {}
        self.config = seen.loaded.config
        state = refresh(self.common, self.opened, seen)
        before, last, published = self.made or (None, None, None)
        if published is None or before is None or state is not last or before.settings != seen.settings:
            published = publish(state, published)
        self.made = seen, state, published
        return state, published

    def _tell(self, change: Change, state: State, published: Published, todo: writer.Plan) -> None:
        output = self.config.output
        for text in what_was_kept(todo, output):
            _aloud(text)
        if self.written is None:
            self._introduce(state, published, todo)
            return
        day = f"{state.book.as_of} is a new day" if state.book.as_of != self.written[0].book.as_of else ""
        news = News(
            what=change.what,
            output=output,
            todo=todo,
            top=f"{self.opened.vault.as_posix()}/",
            before=self.written[1].diagnostics,
            now=published.diagnostics,
            same=published is self.written[1],
            occasion="mended" if self.trouble else day,
        )
        if said := headline(news):
            self._say(said)
        new, gone = came_and_went(news)
        for text in new:
            _aloud(text)
        for text in gone:
            self._say(text, err=True)

    def _introduce(self, state: State, published: Published, todo: writer.Plan) -> None:
        output = self.config.output
        for text in told_at_once(published.diagnostics):
            _aloud(text)
        for text in what_is_not_read(todo, output):
            self._say(text, err=True)
        self._say(what_was_read(state, published.diagnostics))
        self._say(what_was_written(todo, output))
        self._say(first_to_read(published.pages, output))
        self._say("Watching; Ctrl-C ends it.", err=True)

    def _say(self, text: str, *, err: bool = False) -> None:
        if not self.common.quiet:
            _aloud(text, err=err)


def _aloud(text: str, *, err: bool = True) -> None:
    """Say it in quiet runs too. A full disk that our words go to is no reason to end."""
    try:
        click.echo(text, err=err)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
