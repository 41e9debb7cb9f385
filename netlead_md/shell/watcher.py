"""Watching as an iterator: events are hints, the look at the disk is the truth (SPEC §6; COMPATIBILITY, Watching)."""

import datetime as dt
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

import msgspec

from netlead_md.shell.misuse import Misuse
from netlead_md.shell.session import Snapshot

QUIET: Final = 0.15
"""Seconds without a hint before the disk is looked at …"""
MOST: Final = 2.0
"""… but after the first hint no longer than this."""
RESCAN: Final = 3.0
"""Seconds between looks without any hint, in case the system dropped some."""


class Hints(Protocol):
    """Says that something may have changed. Tests put their own here."""

    def wait(self, seconds: float) -> bool:
        """Wait for a hint, at most so long; whether one came."""

    def resume(self) -> None:
        """Watch anew: the vault was away and is back."""

    def close(self) -> None: ...


class Change(msgspec.Struct, frozen=True):
    """One set of changes. Paths are sorted; the first set of all holds no path."""

    snapshot: Snapshot | None
    """None: the vault or its config cannot be read now, as `error` says."""
    day: dt.date
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    error: str = ""


def changes(
    look: Callable[[], Snapshot],
    hints: Hints,
    today: Callable[[], dt.date],
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Change]:
    """Yield the vault as it is, then every set of changes, a new day, and each time it goes or comes back.

    Changes made while the consumer works on a set come with the next one: nothing is lost, for nothing is subscribed.
    """
    last = _look(look, today())
    yield last
    while True:
        if hints.wait(RESCAN):
            _settle(hints, clock)
        now = _look(look, today())
        if now.snapshot is not None and last.snapshot is None:
            hints.resume()
            yield now
        elif now.snapshot is None or last.snapshot is None:
            if now.error != last.error:
                yield now
        else:
            now = _compare(last.snapshot, now.snapshot, now.day)
            if now.added or now.changed or now.removed or now.day != last.day:
                yield now
        last = now


def _settle(hints: Hints, clock: Callable[[], float]) -> None:
    end = clock() + MOST
    while clock() < end and hints.wait(QUIET):
        pass


def _look(look: Callable[[], Snapshot], day: dt.date) -> Change:
    try:
        return Change(look(), day)
    except Misuse as error:
        return Change(None, day, error=str(error))


def _compare(last: Snapshot, now: Snapshot, day: dt.date) -> Change:
    before, after = last.signatures(), now.signatures()
    return Change(
        now,
        day,
        added=tuple(sorted((after.keys() - before.keys()) | (set(now.scan.files) - set(last.scan.files)))),
        changed=tuple(sorted(path for path, signature in after.items() if before.get(path, signature) != signature)),
        removed=tuple(sorted((before.keys() - after.keys()) | (set(last.scan.files) - set(now.scan.files)))),
    )


class Native:
    """Hints of the operating system, by watchdog. Hidden folders, temporaries and our own pages give none."""

    def __init__(self, vault: Path, output: Callable[[], str]) -> None:
        self._vault = os.fspath(vault)
        self._output = output
        self._hint = threading.Event()
        self._stop: Callable[[], None] = lambda: None
        self.resume()

    def wait(self, seconds: float) -> bool:
        if not self._hint.wait(seconds):
            return False
        self._hint.clear()
        return True

    def resume(self) -> None:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        native = self

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                read = event.event_type in {"opened", "closed_no_write"}
                if not read and not (event.is_directory and event.event_type == "modified"):
                    native.heard(os.fsdecode(event.src_path), os.fsdecode(event.dest_path))

        self.close()
        observer = Observer()
        try:
            observer.schedule(Handler(), self._vault, recursive=True)
            observer.start()
        except OSError:
            return  # the rescan sees everything, only later
        self._stop = observer.stop

    def heard(self, *paths: str) -> None:
        """Take one event; a handler that raises would end watchdog's thread."""
        if any(path and self._matters(path) for path in paths):
            self._hint.set()

    def _matters(self, path: str) -> bool:
        inside = path[len(self._vault) :].replace(os.sep, "/").strip("/")
        if inside.startswith(".obsidian/") and inside.endswith(".json"):
            return True
        parts = inside.split("/")
        hidden = any(part.startswith((".", "~")) or part.endswith(("~", ".tmp")) for part in parts)
        output = self._output()
        return not hidden and inside != output and not inside.startswith(output + "/")

    def close(self) -> None:
        self._stop()
        self._stop = lambda: None
