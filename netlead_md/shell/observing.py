"""watchdog, held so that it tells little: what is only read makes no event, and its log stays silent."""

import logging
import os
from typing import Final, Protocol

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver


class Heard(Protocol):
    def __call__(self, path: str, *, named: bool) -> None: ...


_NAMES: Final = ("Created", "Deleted", "Moved")
_KINDS: Final = [
    getattr(events, f"{what}{deed}Event")
    for what in ("File", "Dir")
    for deed in (*_NAMES, "Modified", "Attrib")
    if f"{what}{deed}" != "DirModified" and hasattr(events, f"{what}{deed}Event")
]


class _Handler(events.FileSystemEventHandler):
    """Hands paths on. One that raised would end watchdog's thread."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        named = event.event_type in {"created", "deleted", "moved"} or event.is_directory
        self._heard(os.fsdecode(event.src_path), named=named)
        if event.dest_path:
            self._heard(os.fsdecode(event.dest_path), named=named)


def observer(vault: str, heard: Heard) -> BaseObserver:
    """Make what watches a vault, not started yet. Raises OSError where the system lends nothing to watch with."""
    log = logging.getLogger("watchdog")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
        log.propagate = False
    made = Observer()
    made.schedule(_Handler(heard), vault, recursive=True, event_filter=_KINDS)
    return made
