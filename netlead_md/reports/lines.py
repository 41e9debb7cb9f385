"""What pages ask of all lines of the vault, counted once; after an edit, only what went and what came is counted."""

from collections.abc import Sequence

import msgspec

from netlead_md.linking.entries import by_day
from netlead_md.linking.ordered import Change, changed, spliced
from netlead_md.model.network import Entry, Network
from netlead_md.model.vocabulary import TODO


class Lines(msgspec.Struct, frozen=True):
    by_note: dict[str, tuple[Entry, ...]]
    favours: tuple[Entry, ...]
    """Introductions and thanks, oldest first."""
    about: int
    """Lines dated by month only."""
    boxes: int
    """Boxes dated only by 📅."""


def lines(network: Network, last: Lines | None) -> Lines:
    """Count the lines of a network; `last`: of the one before."""
    if last is None:
        return Lines(network.by_note, *_counted(network.entries))
    if last.by_note is network.by_note:
        return last
    gone, come = changed(last.by_note, network.by_note)
    less, more = _counted(gone), _counted(come)
    favours = spliced(last.favours, Change(less[0], more[0]), by_day)
    return Lines(network.by_note, favours, last.about + more[1] - less[1], last.boxes + more[2] - less[2])


def _counted(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], int, int]:
    about = boxes = 0
    favours = []
    for entry in entries:
        about += entry.line.about
        kind = entry.type
        if kind == TODO:
            boxes += 1
        elif kind in ("intro", "thanks"):
            favours.append(entry)
    return tuple(favours), about, boxes
