"""Watching as an iterator: events are hints, the look at the disk is the truth (SPEC §6; COMPATIBILITY, Watching)."""

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator
from typing import Final, Protocol

import msgspec

from netlead_md.shell.difference import Difference, difference
from netlead_md.shell.files import signature_of
from netlead_md.shell.look import Snapshot, glance
from netlead_md.shell.misuse import Misuse, gone

BREATH: Final = 0.02
"""Seconds without a hint before the disk is looked at: one save of an editor is several events."""
QUIET: Final = 0.15
"""Seconds without a hint before what was seen is said to stand …"""
MOST: Final = 2.0
"""… but after the first hint no longer than this."""
RESCAN: Final = 3.0
"""Seconds between looks without any hint, in case the system dropped some."""
_SHARE: Final = 20
"""A look takes no more than this part of the time: of a vault that takes a second, one is had every twenty."""
FEW: Final = 64
"""Paths; as long as no more have changed, pages are made before it is quiet, on the chance that nothing follows."""
_CHANCES: Final = 3
_AWAY: Final = "another, empty folder is in its place"


class Hints(Protocol):
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


class Change(msgspec.Struct, frozen=True):
    """One set of changes; the first of all names none."""

    snapshot: Snapshot | None
    """None: the vault or its config cannot be read now, as `error` says."""
    day: dt.date
    what: Difference = Difference()
    error: str = ""
    settled: bool = True
    """False: seen this moment, it may go on. There is time to make pages, not to write them; a settled set follows,
    unless all is as before again."""


def changes(
    look: Callable[[], Snapshot],
    hints: Hints,
    today: Callable[[], dt.date],
    amiss: Callable[[Snapshot], tuple[str, ...]] = lambda _: (),
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Change]:
    """Yield the vault as it is, then every set of changes, a new day, and each time it goes or comes back.

    Changes made while the consumer works on a set come with the next one: nothing is lost, for nothing is subscribed.
    `amiss` names pages that are not as they should be.
    """
    eye = _Eye(look, today, amiss, clock)
    last, rest = eye.look(), RESCAN
    yield last
    while True:
        hinted = hints.wait(max(rest, _SHARE * eye.took) if rest else 0)
        hints.check(len(last.snapshot.walked.folders) if last.snapshot is not None else 0)
        following = _Following(eye, hints, _Patience(hints, clock), last, hinted=hinted)
        yield from following.sets()
        last, rest = following.last, RESCAN if following.whole else 0


class _Following:
    """One set of changes, from the first sign of it until it has settled."""

    def __init__(self, eye: "_Eye", hints: Hints, patience: "_Patience", last: Change, *, hinted: bool) -> None:
        self.eye = eye
        self.hints = hints
        self.patience = patience
        self.last = last
        """The look before; in the end, the last one that was made."""
        self.hinted = hinted
        self.whole = True
        """Whether all was looked at, and not only what hints told of."""

    def sets(self) -> Iterator[Change]:
        """What is another than at the last look: at once, as long as it is little, and when it has settled."""
        seen, made, chances = self._first(), None, _CHANCES
        while (change := self._since(seen)) is not None:
            ready = made is not None and _same(made, seen)
            if not ready and chances and 0 < change.what.count <= FEW and not self.patience.over():
                made, ready, chances = seen, True, chances - 1
                yield msgspec.structs.replace(change, settled=False)
            if not self.whole and self.patience.left(QUIET) > self.eye.took:
                seen = self._look()  # while it must be quiet anyway
                continue
            came = self.patience.quiet(QUIET)
            self.hinted |= came
            before = seen
            if not ready or came or not _stands(change):
                seen = self._look()
                if not (_same(before, seen) or self.patience.over()):
                    if not came:
                        self.patience.heard()
                    continue
                change = self._since(seen)
            if change is not None:
                self._tell(change)
                yield change
            break
        self.last = seen

    def _first(self) -> Change:
        """What hints told of, if that are notes that were there before; else everything."""
        if self.hinted:
            self.patience.quiet(BREATH)
            seen = self.eye.glance(self.last, self.hints.paths())
            if seen is not None:
                self.whole = False
                return seen
        return self._look()

    def _look(self) -> Change:
        self.whole = True
        return self.eye.look()

    def _since(self, seen: Change) -> Change | None:
        return self.eye.since(self.last, seen, whole=self.whole)

    def _tell(self, change: Change) -> None:
        if change.what.notes and not self.hinted:
            self.hints.missed(change.what.notes[0])


class _Eye:
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
        self._amiss = amiss
        self._clock = clock
        self._home: Snapshot | None = None
        self.took = 0.0
        """Seconds for the last look."""

    def look(self) -> Change:
        day, start = self._today(), self._clock()
        try:
            now = self._look()
        except Misuse as error:
            return Change(None, day, error=str(error))
        self.took = self._clock() - start
        home = self._home
        if home is not None and home.root != now.root and home.scan.files and not now.scan.files:
            return Change(None, day, error=str(gone(_AWAY)))
        self._home = now
        return Change(now, day)

    def glance(self, last: Change, paths: Collection[str]) -> Change | None:
        """The last look with what these files say now; None if they are not all notes of it."""
        now = glance(last.snapshot, paths) if last.snapshot is not None and paths else None
        return Change(now, self._today()) if now is not None else None

    def since(self, last: Change, seen: Change, *, whole: bool) -> Change | None:
        """What a look has shown, with what is another than at the last one; None if nothing is.

        A glance (not the whole) knows nothing of the output folder.
        """
        now = seen.snapshot
        if last.snapshot is None or now is None:
            return None if now is last.snapshot and seen.error == last.error else seen
        what = difference(last.snapshot, now, self._amiss(now) if whole else ())
        return None if what == Difference() and seen.day == last.day else msgspec.structs.replace(seen, what=what)


def _same(one: Change, other: Change) -> bool:
    """Whether nothing at all happened between two looks, in the output folder neither."""
    if one.snapshot is None or other.snapshot is None:
        return one.snapshot is other.snapshot and one.error == other.error
    what = difference(one.snapshot, other.snapshot)
    nothing = not (what.added or what.changed or what.removed)
    return nothing and one.snapshot.standing == other.snapshot.standing and one.day == other.day


def _stands(change: Change) -> bool:
    """Whether the notes that changed are still what they were at the look: of all that is read, only they may not."""
    what, now = change.what, change.snapshot
    if now is None or what.pages or what.removed:
        return False
    paths = {*what.added, *what.changed, *what.doubtful}
    notes = [note for note in now.scan.notes if note.path in paths]
    try:
        return len(notes) == len(paths) and all(signature_of(note.real) == note.signature for note in notes)
    except OSError:
        return False


class _Patience:
    """Waits for quiet after a first hint, and not for ever."""

    def __init__(self, hints: Hints, clock: Callable[[], float]) -> None:
        self._hints = hints
        self._clock = clock
        self._last = clock()
        self._end = self._last + MOST

    def heard(self) -> None:
        self._last = self._clock()

    def over(self) -> bool:
        return self._clock() >= self._end

    def left(self, seconds: float) -> float:
        """How long to wait still, for so much quiet."""
        return max(0.0, min(self._last + seconds, self._end) - self._clock())

    def quiet(self, seconds: float) -> bool:
        """Wait until there was no hint for so long; whether one came."""
        came = False
        while self._hints.wait(self.left(seconds)):
            came = True
            self.heard()
            if self.over():
                break
        return came
