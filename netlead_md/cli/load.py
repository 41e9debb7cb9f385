"""From the options to a state of the vault, with a progress bar for what takes longer than a second."""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from netlead_md.cli.options import CommonOptions
from netlead_md.model.config import Config
from netlead_md.vault.note_loader import CachedNoteReader
from netlead_md.vault.run_record import RunRecord, load_run
from netlead_md.vault.session import ProgressCallback, Session, VaultState, read_notes
from netlead_md.vault.snapshot import Snapshot, take_snapshot

T = TypeVar("T")
_BAR_DELAY_S: Final = 1.0
"""Seconds before a bar appears."""
_KEPT_ALIVE: Final[deque[object]] = deque(maxlen=4)


def open_session(common: CommonOptions) -> Session:
    """Open the vault; raises Misuse where there is none."""
    vault = common.vault()
    return keep_alive(
        Session(vault, config=common.config, reader=CachedNoteReader(vault) if common.cache else read_notes)
    )


def load_previous_run(
    common: CommonOptions, change: Callable[[Config], Config] | None = None
) -> tuple[Snapshot, RunRecord | None]:
    """See what lies on the disk, and what the last run said of just that."""
    seen = take_snapshot(common.vault(), common.config, change)
    record = load_run(common.vault(), seen, common.day(seen.loaded.config)) if common.cache else None
    return seen, record


def count_notes(made: VaultState) -> int:
    """Notes of the vault, those that could not be read too; pages of ours in a former output folder are none."""
    return sum(not note.ours for note in made.notes.values()) + len(made.book.network.unreadable)


def load_state(common: CommonOptions, opened: Session, seen: Snapshot | None = None) -> VaultState:
    """Read everything once, for a command that runs once."""
    made = refresh_state(common, opened, seen or opened.look())
    return keep_alive(made)


def keep_alive(made: T) -> T:
    """Keep what a command that runs once has made to the end of the process: to take it apart would take time."""
    _KEPT_ALIVE.append(made)
    return made


def refresh_state(common: CommonOptions, opened: Session, seen: Snapshot) -> VaultState:
    started = time.perf_counter()
    with progress_bar(quiet=common.quiet) as progress:
        made = opened.refresh(seen, common.day(seen.loaded.config), progress)
    if common.verbose:
        common.say(f"read {len(seen.scan.notes):,} notes in {time.perf_counter() - started:.2f} s")
    return made


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[ProgressCallback | None]:
    """Show how far reading is: only on a terminal, and only if it takes a while."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    shown = _ProgressBar()
    try:
        yield shown.tell
    finally:
        shown.close()


class _ProgressBar:
    def __init__(self) -> None:
        self._due = time.monotonic() + _BAR_DELAY_S
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
