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

from netlead_md.cli.exit_codes import DONE, INTERRUPTED
from netlead_md.cli.load import open_session, refresh_state
from netlead_md.cli.messages import (
    PAGES_STAND,
    WatchUpdate,
    added_and_resolved,
    choose_first_page,
    describe_notes_read,
    describe_obstacles,
    describe_pages_kept,
    describe_pages_written,
    describe_unread_notes,
    format_headline,
    list_urgent_messages,
    what_must_not_wait,
    what_was_answered,
)
from netlead_md.cli.notifications import Notifier, find_notifier
from netlead_md.cli.options import CommonOptions, common_options, vault_argument
from netlead_md.cli.service_files import (
    SYSTEMS,
    detect_service_manager,
    format_service_file,
    format_weekly_service,
)
from netlead_md.cli.suggestions import SuggestingChoice
from netlead_md.editing.answers import apply_answers
from netlead_md.model.config import Config
from netlead_md.vault import writer
from netlead_md.vault.errors import UserError
from netlead_md.vault.fs_events import NativeEvents
from netlead_md.vault.generated_files import TrackedState, list_changed_files
from netlead_md.vault.lock import vault_lock
from netlead_md.vault.publish import BuildResult, build_pages
from netlead_md.vault.session import Session, Snapshot, VaultState
from netlead_md.vault.watcher import ChangeSet, watch_changes

_TIDY: Final = 100
"""Changes after which memory is tidied up, which takes half a second at 10,000 notes."""


@click.command(epilog="Example: netlead watch ~/Notes")
@click.option(
    "--print-service",
    type=SuggestingChoice(SYSTEMS),
    is_flag=False,
    flag_value=detect_service_manager(),
    help="Print what starts it at log-in, and watch nothing.",
)
@click.option("--weekly", is_flag=True, help="With --print-service: a digest each Monday instead (netlead brief).")
@click.option("--notify", is_flag=True, help="Show what must not wait as a notification of the desktop too.")
@vault_argument
@common_options
def command(common: CommonOptions, *, print_service: str | None, weekly: bool, notify: bool) -> int:
    """Write the pages, and again on every change to the notes, until you press Ctrl-C."""
    if print_service is not None:
        program = shutil.which("netlead") or sys.argv[0]
        if weekly:
            text = format_weekly_service(print_service, program, common.vault())
        else:
            text = format_service_file(print_service, program, common.vault(), notify=notify)
        click.echo(text, nl=False)
        return DONE
    if weekly:
        raise UserError("--weekly prints a service", hint="add --print-service")
    notifier = find_notifier() if notify else Notifier()
    opened = open_session(common)
    try:
        _follow_changes(common, opened, notifier)
    except KeyboardInterrupt:
        lead = "\n" if sys.stderr.isatty() else ""  # behind the ^C that a terminal shows
        common.say(f"{lead}Stopped watching; the pages stay as they are.")
        return INTERRUPTED
    return DONE


def _follow_changes(common: CommonOptions, opened: Session, notifier: Notifier) -> None:
    """Keep the pages true, for ever."""
    with vault_lock(opened.vault, "watch"):
        watch = _PageWatcher(common, opened, opened.look().loaded.config, notifier)
        with closing(NativeEvents(opened.vault, lambda: watch.config.output, _print_always)) as hints:
            gc.disable()  # as in every command that runs once: a change leaves a hundred values in cycles, not millions
            stream = watch_changes(opened.look_again, hints, lambda: common.day(watch.config), watch.changed_output)
            for count, change in enumerate(stream, 1):
                watch.take(change)
                if count % _TIDY == 0:
                    gc.collect()


class _PageWatcher:
    """What a watch remembers between two changes."""

    def __init__(self, common: CommonOptions, opened: Session, config: Config, notifier: Notifier) -> None:
        self.notifier = notifier
        self.common = common
        self.opened = opened
        self.config = config
        self.made: tuple[Snapshot, VaultState, BuildResult] | None = None
        """Made last, and written once the change has settled."""
        self.written: tuple[VaultState, BuildResult] | None = None
        self.held: Mapping[str, TrackedState] = {}
        self.trouble = ""
        """What stood in the way of the last writing, as it was said."""
        self.obstacles: tuple[str, ...] = ()
        """What has the name of a page and is none of ours, as it was said."""

    def changed_output(self, seen: Snapshot) -> tuple[str, ...]:
        """What in the output folder is not as it was left, and what should be tried again though nothing changed."""
        again = (*self.opened.failed, *((self.config.output,) if self.trouble else ()))
        return (*list_changed_files(seen.standing, self.held, seen.at), *again) if self.written is not None else again

    def take(self, change: ChangeSet) -> None:
        """Make the pages anew, and write them once all has settled. What stands in the way is said, and pages stay."""
        started = time.perf_counter()
        if change.snapshot is None:
            self._complain(change.error)
            return
        try:
            state, published = self._make(change.snapshot)
            if not change.settled:
                return
            if answered := self._answer(state):
                state, published = answered
            todo = writer.plan_writes(self.opened.vault, self.config.output, published.pages, self.held)
            self.held = writer.write_pages(self.opened.vault, self.config.output, todo)
        except UserError as error:
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
            _print_always(f"error: {words}\nThe pages stay as they are until this is mended.")
            self.notifier.show(PAGES_STAND)

    def _make(self, seen: Snapshot) -> tuple[VaultState, BuildResult]:
        if seen.loaded.config.output != self.config.output:
            self.held = {}
        self.config = seen.loaded.config
        state = refresh_state(self.common, self.opened, seen)
        before, last, published = self.made or (None, None, None)
        if published is None or before is None or state is not last or before.settings != seen.settings:
            published = build_pages(state, published)
        self.made = seen, state, published
        return state, published

    def _answer(self, state: VaultState) -> tuple[VaultState, BuildResult] | None:
        """Write ticked answers into the notes, and make the pages of what these then say."""
        answered = apply_answers(state)
        for line in what_was_answered(answered):
            _print_always(line)
        return self._make(self.opened.look_again()) if answered.written else None

    def _tell(self, change: ChangeSet, state: VaultState, published: BuildResult, todo: writer.WritePlan) -> None:
        output = self.config.output
        for text in describe_pages_kept(todo, output):
            _print_always(text)
        obstacles = tuple(describe_obstacles(todo, output))
        for text in obstacles if obstacles != self.obstacles else ():
            _print_always(text)
        self.obstacles = obstacles
        last = self.written[1].diagnostics if self.written is not None else ()
        self.notifier.show(what_must_not_wait(todo, last, published.diagnostics))
        if self.written is None:
            self._print_first_run(state, published, todo)
            return
        day = f"{state.book.as_of} is a new day" if state.book.as_of != self.written[0].book.as_of else ""
        news = WatchUpdate(
            what=change.what,
            output=output,
            todo=todo,
            top=f"{self.opened.vault.as_posix()}/",
            before=self.written[1].diagnostics,
            now=published.diagnostics,
            same=published is self.written[1],
            occasion="mended" if self.trouble else day,
        )
        if said := format_headline(news):
            self._say(said)
        new, gone = added_and_resolved(news)
        for text in new:
            _print_always(text)
        for text in gone:
            self._say(text, err=True)

    def _print_first_run(self, state: VaultState, published: BuildResult, todo: writer.WritePlan) -> None:
        output = self.config.output
        for text in list_urgent_messages(published.diagnostics):
            _print_always(text)
        for text in describe_unread_notes(todo, output):
            self._say(text, err=True)
        self._say(describe_notes_read(state, published.diagnostics))
        self._say(describe_pages_written(todo, output))
        self._say(choose_first_page(published.pages, output))
        self._say("Watching; Ctrl-C ends it.", err=True)

    def _say(self, text: str, *, err: bool = False) -> None:
        if not self.common.quiet:
            _print_always(text, err=err)


def _print_always(text: str, *, err: bool = True) -> None:
    """Say it in quiet runs too. A full disk that our words go to is no reason to end."""
    try:
        click.echo(text, err=err)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
