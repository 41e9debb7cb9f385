"""Watching as an iterator: events are hints, the look at the disk is the truth (SPEC §6; COMPATIBILITY, Watching)."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from typing import Final, Protocol

import msgspec

from netlead_md.shell.difference import Difference, difference
from netlead_md.shell.files import signature_of
from netlead_md.shell.look import Snapshot
from netlead_md.shell.misuse import Misuse

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
_AWAY: Final = "the vault is gone: another, empty folder is in its place"


class Hints(Protocol):
    """Says that something may have changed. Tests put their own here."""

    def wait(self, seconds: float) -> bool:
        """Wait for a hint, at most so long; whether one came since the last wait."""

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
    last = eye.look()
    yield last
    while True:
        hinted = hints.wait(max(RESCAN, _SHARE * eye.took))
        hints.check(len(last.snapshot.walked.folders) if last.snapshot is not None else 0)
        for change in _follow(eye, hints, _Patience(hints, clock), last, hinted=hinted):
            yield change
            last = change if change.settled else last


def _follow(eye: "_Eye", hints: Hints, patience: "_Patience", last: Change, *, hinted: bool) -> Iterator[Change]:
    """What is another than at the last look: at once, as long as it is little, and when it has settled."""
    if hinted:
        patience.quiet(BREATH)
    seen = eye.look()
    change, chances = eye.since(last, seen), _CHANCES
    while change is not None:
        early = chances > 0 and 0 < change.what.count <= FEW and not patience.over()
        if early:
            chances -= 1
            yield msgspec.structs.replace(change, settled=False)
        came = patience.quiet(QUIET)
        hinted |= came
        if early and not came and _stands(change):
            break
        before, seen = seen, eye.look()
        change = eye.since(last, seen)
        if _same(before, seen) or patience.over():
            break
        if not came:
            patience.heard()
    if change is not None:
        if change.what.notes and not hinted:
            hints.missed(change.what.notes[0])
        yield change


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
            return Change(None, day, error=f"{_AWAY}\nhelp: if it was on a drive, connect that again")
        self._home = now
        return Change(now, day)

    def since(self, last: Change, seen: Change) -> Change | None:
        """What a look has shown, with what is another than at the last one; None if nothing is."""
        now = seen.snapshot
        if last.snapshot is None or now is None:
            return None if now is last.snapshot and seen.error == last.error else seen
        what = difference(last.snapshot, now, self._amiss(now))
        return None if what == Difference() and seen.day == last.day else msgspec.structs.replace(seen, what=what)


def _same(one: Change, other: Change) -> bool:
    """Whether nothing at all happened between two looks, in the output folder neither."""
    if one.snapshot is None or other.snapshot is None:
        return one.snapshot is other.snapshot and one.error == other.error
    nothing = difference(one.snapshot, other.snapshot) == Difference()
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

    def quiet(self, seconds: float) -> bool:
        """Wait until there was no hint for so long; whether one came."""
        came = False
        while self._hints.wait(max(0.0, min(self._last + seconds, self._end) - self._clock())):
            came = True
            self.heard()
            if self.over():
                break
        return came
