"""The entries of a day, sorted out for everybody whom they concern."""

import datetime as dt
from collections import Counter
from itertools import chain
from typing import Final

import msgspec

from netlead_md.deriving.balance import Weights, weigh
from netlead_md.deriving.grouping import Groups, group
from netlead_md.deriving.payoff import Takings, takings
from netlead_md.deriving.promises import promises
from netlead_md.deriving.references import References, marked, references, turned
from netlead_md.linking.entries import by_day
from netlead_md.linking.ordered import Change, changed, spliced
from netlead_md.model.ledger import Promise
from netlead_md.model.network import Entry, Network


class Sorted(msgspec.Struct, frozen=True):
    marked: tuple[Entry, ...]
    """Those with an id or a `re`."""
    refs: References
    groups: Groups


class Counted(msgspec.Struct, frozen=True):
    """What the entries of everybody come to."""

    intros: tuple[Entry, ...]
    """Introductions up to the day, oldest first."""
    promises: tuple[Promise, ...]
    takings: Takings
    weights: Weights


NOTHING_SORTED: Final = Sorted((), References({}, ()), Groups((), (), (), {}, {}, {}))
NOTHING_COUNTED: Final = Counted((), (), Counter(), Weights(0, 0, 0))


def sort_out(network: Network, as_of: dt.date, before: Network | None, last: Sorted) -> tuple[Sorted, Change[Entry]]:
    """Sort out the entries of a network, and say which are others; `last` is of the network before, on the same day."""
    change = Change((), network.entries) if before is None else changed(before.by_note, network.by_note)
    named = spliced(last.marked, Change(*map(marked, change)), by_day)
    refs = last.refs if named is last.marked else references(named)
    if before is not None:
        change = _with_turned(change, turned(last.refs, refs), last, named)
    return Sorted(named, refs, group(last.groups, change, refs, as_of)), change


def count(groups: Groups, change: Change[Entry], as_of: dt.date, before: Groups, last: Counted) -> Counted:
    """Count the entries; `before` and `last` are those of the time before `change`."""
    intros = last.intros
    if any(entry.type == "intro" for entry in chain(*change)):
        intros = tuple([entry for entry in groups.happened if entry.type == "intro"])
    boxes = last.promises if groups.boxes is before.boxes else promises(groups.boxes, as_of)
    return Counted(intros, boxes, _takings(last, change, as_of), _weights(last, change, as_of))


def _takings(last: Counted, change: Change[Entry], as_of: dt.date) -> Takings:
    counted = last.takings + takings(change.come, as_of)
    counted.subtract(takings(change.gone, as_of))
    return +counted


def _weights(last: Counted, change: Change[Entry], as_of: dt.date) -> Weights:
    gone, come = (weigh(each, as_of) for each in change)
    return Weights(*(kept - less + more for kept, less, more in zip(last.weights, gone, come, strict=True)))


def _with_turned(
    change: Change[Entry], elsewhere: set[tuple[str, int]], last: Sorted, named: tuple[Entry, ...]
) -> Change[Entry]:
    """An entry that stands but whose `re` points elsewhere goes and comes."""
    stood = set(map(id, last.marked)) if elsewhere else set()
    both = [each for each in named if (each.path, each.line.line) in elsewhere and id(each) in stood]
    return Change([*change.gone, *both], sorted((*change.come, *both), key=by_day))
