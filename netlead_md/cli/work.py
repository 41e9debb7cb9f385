"""From the options to a state of the vault, with a progress bar for what takes longer than a second."""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from netlead_md.cli.common import Common
from netlead_md.model.config import Config
from netlead_md.shell.kept_notes import KeptNotes
from netlead_md.shell.look import Snapshot, look
from netlead_md.shell.record import Record, recall
from netlead_md.shell.session import Progress, Session, State, fresh

T = TypeVar("T")
_PATIENCE: Final = 1.0
"""Seconds before a bar appears."""
_HELD: Final[deque[object]] = deque(maxlen=4)


def session(common: Common) -> Session:
    """Open the vault; raises Misuse where there is none."""
    vault = common.vault()
    return held(Session(vault, config=common.config, reader=KeptNotes(vault) if common.cache else fresh))


def recalled(common: Common, change: Callable[[Config], Config] | None = None) -> tuple[Snapshot, Record | None]:
    """See what lies on the disk, and what the last run said of just that."""
    seen = look(common.vault(), common.config, change)
    record = recall(common.vault(), seen, common.day(seen.loaded.config)) if common.cache else None
    return seen, record


def count(made: State) -> int:
    """Notes of the vault, those that could not be read too; pages of ours in a former output folder are none."""
    return sum(not note.ours for note in made.notes.values()) + len(made.book.network.unreadable)


def state(common: Common, opened: Session, seen: Snapshot | None = None) -> State:
    """Read everything once, for a command that runs once."""
    made = refresh(common, opened, seen or opened.look())
    return held(made)


def held(made: T) -> T:
    """Keep what a command that runs once has made to the end of the process: to take it apart would take time."""
    _HELD.append(made)
    return made


def refresh(common: Common, opened: Session, seen: Snapshot) -> State:
    started = time.perf_counter()
    with bar(quiet=common.quiet) as progress:
        made = opened.refresh(seen, common.day(seen.loaded.config), progress)
    if common.verbose:
        common.say(f"read {len(seen.scan.notes):,} notes in {time.perf_counter() - started:.2f} s")
    return made


@contextmanager
def bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Show how far reading is: only on a terminal, and only if it takes a while."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    shown = _Bar()
    try:
        yield shown.tell
    finally:
        shown.close()


class _Bar:
    def __init__(self) -> None:
        self._due = time.monotonic() + _PATIENCE
        self._close: Callable[[], None] = lambda: None
        self._update: Callable[[int], None] | None = None

    def tell(self, done: int, whole: int) -> None:
        if self._update is None and time.monotonic() >= self._due and done < whole:
            self._open(whole)
        if self._update is not None:
            self._update(done)

    def _open(self, whole: int) -> None:
        from rich.console import Console
        from rich.progress import Progress as Rich

        shown = Rich(console=Console(stderr=True), transient=True)
        task = shown.add_task("Reading notes", total=whole)
        shown.start()
        self._close = shown.stop
        self._update = lambda done: shown.update(task, completed=done)

    def close(self) -> None:
        self._close()
