"""Watching as an iterator: events are hints, the look at the disk is the truth (SPEC §6; COMPATIBILITY, Watching)."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator
from typing import Final, Protocol

import msgspec

from netlead_md.vault.errors import UserError, vault_gone_error
from netlead_md.vault.reader import read_signature
from netlead_md.vault.snapshot import Snapshot, SnapshotDiff, diff_snapshots, refresh_snapshot

DEBOUNCE_S: Final = 0.02
"""Seconds without a hint before the disk is looked at: one save of an editor is several events."""
SETTLE_S: Final = 0.15
"""Seconds without a hint before what was seen is said to stand …"""
MAX_WAIT_S: Final = 2.0
"""… but after the first hint no longer than this."""
RESCAN_INTERVAL_S: Final = 3.0
"""Seconds between looks without any hint, in case the system dropped some."""
_SHARE: Final = 20
"""A look takes no more than this part of the time: of a vault that takes a second, one is had every twenty."""
FEW: Final = 64
"""Paths; as long as no more have changed, pages are made before it is quiet, on the chance that nothing follows."""
_MAX_RETRIES: Final = 3
_AWAY: Final = "another, empty folder is in its place"


class ChangeNotifier(Protocol):
    """Says that something may have changed. Tests put their own here."""

    def wait(self, seconds: float) -> bool:
        """Wait for a hint, at most so long; whether one came since the last wait."""

    def paths(self) -> Collection[str]:
        """Files that hints have told of since the last call, as the system calls them; none: there is no telling."""

    def check(self, folders: int) -> None:
        """See to it that hints come from a vault of so many folders, before it is looked at."""

    def missed(self, path: str) -> None:
        """Hear of a change that no hint told of."""

    def close(self) -> None: ...


class ChangeSet(msgspec.Struct, frozen=True):
    """One set of changes; the first of all names none."""

    snapshot: Snapshot | None
    """None: the vault or its config cannot be read now, as `error` says."""
    day: dt.date
    what: SnapshotDiff = SnapshotDiff()
    error: str = ""
    settled: bool = True
    """False: seen this moment, it may go on. There is time to make pages, not to write them; a settled set follows,
    unless all is as before again."""


def watch_changes(
    look: Callable[[], Snapshot],
    hints: ChangeNotifier,
    today: Callable[[], dt.date],
    amiss: Callable[[Snapshot], tuple[str, ...]] = lambda _: (),
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[ChangeSet]:
    """Yield the vault as it is, then every set of changes, a new day, and each time it goes or comes back.

    Changes made while the consumer works on a set come with the next one: nothing is lost, for nothing is subscribed.
    `amiss` names pages that are not as they should be.
    """
    eye = _SnapshotSource(look, today, amiss, clock)
    last, rest = eye.look(), RESCAN_INTERVAL_S
    yield last
    while True:
        hinted = hints.wait(max(rest, _SHARE * eye.last_duration_s) if rest else 0)
        hints.check(len(last.snapshot.walked.folders) if last.snapshot is not None else 0)
        following = _ChangeTracker(eye, hints, _Debouncer(hints, clock), last, hinted=hinted)
        yield from following.iter_changes()
        last, rest = following.last, RESCAN_INTERVAL_S if following.is_full_scan else 0


class _ChangeTracker:
    """One set of changes, from the first sign of it until it has settled."""

    def __init__(
        self, eye: "_SnapshotSource", hints: ChangeNotifier, patience: "_Debouncer", last: ChangeSet, *, hinted: bool
    ) -> None:
        self.source = eye
        self.notifier = hints
        self.debouncer = patience
        self.last = last
        """The look before; in the end, the last one that was made."""
        self.was_notified = hinted
        self.is_full_scan = True
        """Whether all was looked at, and not only what hints told of."""

    def iter_changes(self) -> Iterator[ChangeSet]:
        """What is another than at the last look: at once, as long as it is little, and when it has settled."""
        seen, made, chances = self._first(), None, _MAX_RETRIES
        while (change := self._diff_since_last(seen)) is not None:
            ready = made is not None and _is_same_snapshot(made, seen)
            if not ready and chances and 0 < change.what.count <= FEW and not self.debouncer.is_over():
                made, ready, chances = seen, True, chances - 1
                yield msgspec.structs.replace(change, settled=False)
            if not self.is_full_scan and self.debouncer.left(SETTLE_S) > self.source.last_duration_s:
                seen = self._look()  # while it must be quiet anyway
                continue
            came = self.debouncer.quiet(SETTLE_S)
            self.was_notified |= came
            before = seen
            if not ready or came or not _is_still_valid(change):
                seen = self._look()
                if not (_is_same_snapshot(before, seen) or self.debouncer.is_over()):
                    if not came:
                        self.debouncer.heard()
                    continue
                change = self._diff_since_last(seen)
            if change is not None:
                self._tell(change)
                yield change
            break
        self.last = seen

    def _first(self) -> ChangeSet:
        """What hints told of, if that are notes that were there before; else everything."""
        if self.was_notified:
            self.debouncer.quiet(DEBOUNCE_S)
            seen = self.source.refresh_paths(self.last, self.notifier.paths())
            if seen is not None:
                self.is_full_scan = False
                return seen
        return self._look()

    def _look(self) -> ChangeSet:
        self.is_full_scan = True
        return self.source.look()

    def _diff_since_last(self, seen: ChangeSet) -> ChangeSet | None:
        return self.source.since(self.last, seen, whole=self.is_full_scan)

    def _tell(self, change: ChangeSet) -> None:
        if change.what.notes and not self.was_notified:
            self.notifier.missed(change.what.notes[0])


class _SnapshotSource:
    """Looks, and says what is another than before."""

    def __init__(
        self,
        look: Callable[[], Snapshot],
        today: Callable[[], dt.date],
        amiss: Callable[[Snapshot], tuple[str, ...]],
        clock: Callable[[], float],
    ) -> None:
        self._look = look
        self._today = today
        self._list_changed = amiss
        self._clock = clock
        self._last_snapshot: Snapshot | None = None
        self.last_duration_s = 0.0
        """Seconds for the last look."""

    def look(self) -> ChangeSet:
        day, start = self._today(), self._clock()
        try:
            now = self._look()
        except UserError as error:
            return ChangeSet(None, day, error=str(error))
        self.last_duration_s = self._clock() - start
        home = self._last_snapshot
        if home is not None and home.root != now.root and home.scan.files and not now.scan.files:
            return ChangeSet(None, day, error=str(vault_gone_error(_AWAY)))
        self._last_snapshot = now
        return ChangeSet(now, day)

    def refresh_paths(self, last: ChangeSet, paths: Collection[str]) -> ChangeSet | None:
        """The last look with what these files say now; None if they are not all notes of it."""
        now = refresh_snapshot(last.snapshot, paths) if last.snapshot is not None and paths else None
        return ChangeSet(now, self._today()) if now is not None else None

    def since(self, last: ChangeSet, seen: ChangeSet, *, whole: bool) -> ChangeSet | None:
        """What a look has shown, with what is another than at the last one; None if nothing is.

        A glance (not the whole) knows nothing of the output folder.
        """
        now = seen.snapshot
        if last.snapshot is None or now is None:
            return None if now is last.snapshot and seen.error == last.error else seen
        what = diff_snapshots(last.snapshot, now, self._list_changed(now) if whole else ())
        return None if what == SnapshotDiff() and seen.day == last.day else msgspec.structs.replace(seen, what=what)


def _is_same_snapshot(one: ChangeSet, other: ChangeSet) -> bool:
    """Whether nothing at all happened between two looks, in the output folder neither."""
    if one.snapshot is None or other.snapshot is None:
        return one.snapshot is other.snapshot and one.error == other.error
    what = diff_snapshots(one.snapshot, other.snapshot)
    nothing = not (what.added or what.changed or what.removed)
    return nothing and one.snapshot.standing == other.snapshot.standing and one.day == other.day


def _is_still_valid(change: ChangeSet) -> bool:
    """Whether the notes that changed are still what they were at the look: of all that is read, only they may not."""
    what, now = change.what, change.snapshot
    if now is None or what.pages or what.removed:
        return False
    paths = {*what.added, *what.changed, *what.doubtful}
    notes = [note for note in now.scan.notes if note.path in paths]
    try:
        return len(notes) == len(paths) and all(read_signature(note.real) == note.signature for note in notes)
    except OSError:
        return False


class _Debouncer:
    """Waits for quiet after a first hint, and not for ever."""

    def __init__(self, hints: ChangeNotifier, clock: Callable[[], float]) -> None:
        self._notifier = hints
        self._clock = clock
        self._last = clock()
        self._end = self._last + MAX_WAIT_S

    def heard(self) -> None:
        self._last = self._clock()

    def is_over(self) -> bool:
        return self._clock() >= self._end

    def left(self, seconds: float) -> float:
        """How long to wait still, for so much quiet."""
        return max(0.0, min(self._last + seconds, self._end) - self._clock())

    def quiet(self, seconds: float) -> bool:
        """Wait until there was no hint for so long; whether one came."""
        came = False
        while self._notifier.wait(self.left(seconds)):
            came = True
            self.heard()
            if self.is_over():
                break
        return came
