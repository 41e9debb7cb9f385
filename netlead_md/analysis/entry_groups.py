"""Entries sorted out: who and which organisation each concerns, what has happened and what is still ahead."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import chain
from typing import Final

import msgspec

from netlead_md.analysis.decay import day_of, is_scored
from netlead_md.analysis.effort import Takings, count_effort
from netlead_md.analysis.metrics import BalanceCounts, count_gives_and_asks
from netlead_md.analysis.promises import list_promises
from netlead_md.analysis.references import (
    References,
    at_home,
    changed_references,
    entries_with_references,
    resolve_references,
)
from netlead_md.analysis.trust import Weighed
from netlead_md.incremental.memo import ListDiff, apply_diff, diff_mappings
from netlead_md.linking.entries import by_day
from netlead_md.model.entry_types import BOXES
from netlead_md.model.ledger import Promise
from netlead_md.model.network import Entry, Network
from netlead_md.model.vocabulary import PROMISE, TODO
from netlead_md.model.words import EntryTypeName

_APART: Final[frozenset[EntryTypeName]] = BOXES | {"review"}


class EntityEntries(msgspec.Struct):
    """The entries of one organisation or person, oldest first."""

    happened: list[Weighed]
    """Dated on or before the day; reviews left out."""
    reviews: list[Entry]
    boxes: list[Weighed]
    """My promises, open and kept."""
    plans: list[Entry]
    """Open plans, and lines whose day is still ahead."""


NO_SHARE: Final = EntityEntries([], [], [], [])
"""Not to be written into."""


class EntryGroups(msgspec.Struct):
    """All entries of the vault on a day, by the day that counts, then path and line."""

    happened: tuple[Entry, ...]
    plans: tuple[Entry, ...]
    boxes: tuple[Entry, ...]
    organisations: dict[str, EntityEntries]
    people: dict[str, EntityEntries]
    moved: dict[tuple[str, int], Entry]
    """By path and line, entries that their `re` brings to another organisation than the one they were written for."""


def group_entries(last: EntryGroups, change: ListDiff[Entry], refs: References, as_of: dt.date) -> EntryGroups:
    """Sort all entries out: those of the last time, without some and with others.

    `change`: by date, path and line; an entry whose `re` points elsewhere than before both goes and comes. So the
    shares of all for whom anything may differ are new ones, and the others are those of the last time.
    """
    moved = dict(last.moved)
    gone = _sorted_out(
        [moved.pop(_entry_position(entry), entry) if entry.line.re else entry for entry in change.gone], as_of
    )
    come = _sorted_out(
        [_place_entry(entry, refs, last, moved) if entry.line.re else entry for entry in change.come], as_of
    )
    return EntryGroups(
        happened=_splice_entries(last.happened, gone.happened, come.happened),
        plans=_splice_entries(last.plans, gone.plans, come.plans),
        boxes=_splice_entries(last.boxes, gone.boxes, come.boxes),
        organisations=_update_shares(last.organisations, gone.organisations, come.organisations),
        people=_update_shares(last.people, gone.people, come.people),
        moved=moved,
    )


def _place_entry(entry: Entry, refs: References, last: EntryGroups, moved: dict[tuple[str, int], Entry]) -> Entry:
    home = at_home(entry, refs)
    if home is not entry:
        home = moved[_entry_position(entry)] = (
            before if (before := last.moved.get(_entry_position(entry), home)) == home else home
        )
    return home


def _sorted_out(entries: list[Entry], as_of: dt.date) -> EntryGroups:
    happened: list[Entry] = []
    plans: list[Entry] = []
    boxes: list[Entry] = []
    organisations: dict[str, EntityEntries] = {}
    people: dict[str, EntityEntries] = {}
    for entry in _in_order(entries):
        if entry.type not in _APART and not entry.plan and entry.date <= as_of:  # most entries take this way
            happened.append(entry)
            for reach in entry.reach:
                share = organisations.get(reach.organisation) or _new_share(organisations, reach.organisation)
                share.happened.append((entry, reach.weight))
            for key in entry.people:
                (people.get(key) or _new_share(people, key)).happened.append((entry, 1.0))
            continue
        done = is_scored(entry) and day_of(entry) <= as_of
        if entry.type == PROMISE:
            boxes.append(entry)
        if done:
            happened.append(entry)
        elif entry.type != PROMISE and not (entry.type == TODO and entry.line.box == "x"):
            plans.append(entry)
        for reach in entry.reach:
            share = organisations.get(reach.organisation) or _new_share(organisations, reach.organisation)
            _add_to_share(entry, reach.weight, share, done=done)
        for key in entry.people:
            _add_to_share(entry, 1.0, people.get(key) or _new_share(people, key), done=done)
    return EntryGroups(tuple(happened), tuple(plans), tuple(boxes), organisations, people, {})


def _in_order(entries: list[Entry]) -> list[Entry]:
    """By the day that counts. They come by their date, which is the same but for promises kept on another day."""
    late: list[Entry] = []
    rest: list[Entry] = []
    for entry in entries:
        (late if entry.line.done is not None and entry.type == PROMISE else rest).append(entry)
    if not late:
        return rest
    days = [entry.date for entry in rest]
    result: list[Entry] = []
    at = 0
    for entry in sorted(late, key=_by_day):
        day = day_of(entry)
        here = bisect_left(rest, _by_day(entry), bisect_left(days, day), bisect_right(days, day), key=_by_day)
        result += rest[at:here]
        result.append(entry)
        at = here
    return result + rest[at:]


def _new_share(shares: dict[str, EntityEntries], key: str) -> EntityEntries:
    share = shares[key] = EntityEntries([], [], [], [])
    return share


def _add_to_share(entry: Entry, weight: float, share: EntityEntries, *, done: bool) -> None:
    if entry.type == PROMISE:
        share.boxes.append((entry, weight))
    if entry.type == TODO:
        return
    if not done:
        if entry.type != PROMISE:
            share.plans.append(entry)
    elif entry.type == "review":
        share.reviews.append(entry)
    else:
        share.happened.append((entry, weight))


def _update_shares(
    last: dict[str, EntityEntries], gone: dict[str, EntityEntries], come: dict[str, EntityEntries]
) -> dict[str, EntityEntries]:
    if not last:
        return come
    return last | {
        key: _update_share(last.get(key, NO_SHARE), gone.get(key, NO_SHARE), come.get(key, NO_SHARE))
        for key in gone.keys() | come.keys()
    }


def _update_share(last: EntityEntries, gone: EntityEntries, come: EntityEntries) -> EntityEntries:
    return EntityEntries(
        happened=_update_weighed(last.happened, gone.happened, come.happened),
        reviews=_update_entries(last.reviews, gone.reviews, come.reviews),
        boxes=_update_weighed(last.boxes, gone.boxes, come.boxes),
        plans=_update_entries(last.plans, gone.plans, come.plans),
    )


def _update_weighed(last: list[Weighed], gone: list[Weighed], come: list[Weighed]) -> list[Weighed]:
    left_out = {id(entry) for entry, _ in gone}
    kept = [each for each in last if id(each[0]) not in left_out]
    return sorted(kept + come, key=lambda each: _by_day(each[0]))


def _update_entries(last: list[Entry], gone: list[Entry], come: list[Entry]) -> list[Entry]:
    left_out = set(map(id, gone))
    return sorted([each for each in last if id(each) not in left_out] + come, key=_by_day)


def _splice_entries(last: tuple[Entry, ...], gone: tuple[Entry, ...], come: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return apply_diff(last, ListDiff(gone, come), _by_day) if last else come


def _by_day(entry: Entry) -> tuple[object, ...]:
    return day_of(entry), entry.path, entry.line.line, entry.type, entry.line.column


def _entry_position(entry: Entry) -> tuple[str, int]:
    return entry.path, entry.line.line


# The entries of a day, sorted out for everybody whom they concern.


class ClassifiedEntries(msgspec.Struct, frozen=True):
    marked: tuple[Entry, ...]
    """Those with an id or a `re`."""
    refs: References
    groups: EntryGroups


class EntryTotals(msgspec.Struct, frozen=True):
    """What the entries of everybody come to."""

    intros: tuple[Entry, ...]
    """Introductions up to the day, oldest first."""
    promises: tuple[Promise, ...]
    takings: Takings
    weights: BalanceCounts


NOTHING_SORTED: Final = ClassifiedEntries((), References({}, ()), EntryGroups((), (), (), {}, {}, {}))
NOTHING_COUNTED: Final = EntryTotals((), (), Counter(), BalanceCounts(0, 0, 0))


def classify_entries(
    network: Network, as_of: dt.date, before: Network | None, last: ClassifiedEntries
) -> tuple[ClassifiedEntries, ListDiff[Entry]]:
    """Sort out the entries of a network, and say which are others; `last` is of the network before, on the same day."""
    change = ListDiff((), network.entries) if before is None else diff_mappings(before.by_note, network.by_note)
    named = apply_diff(last.marked, ListDiff(*map(entries_with_references, change)), by_day)
    refs = last.refs if named is last.marked else resolve_references(named)
    if before is not None:
        change = _with_turned(change, changed_references(last.refs, refs), last, named)
    return ClassifiedEntries(named, refs, group_entries(last.groups, change, refs, as_of)), change


def count_entries(
    groups: EntryGroups, change: ListDiff[Entry], as_of: dt.date, before: EntryGroups, last: EntryTotals
) -> EntryTotals:
    """Count the entries; `before` and `last` are those of the time before `change`."""
    intros = last.intros
    if any(entry.type == "intro" for entry in chain(*change)):
        intros = tuple([entry for entry in groups.happened if entry.type == "intro"])
    boxes = last.promises if groups.boxes is before.boxes else list_promises(groups.boxes, as_of)
    return EntryTotals(intros, boxes, _update_effort(last, change, as_of), _update_balance(last, change, as_of))


def _update_effort(last: EntryTotals, change: ListDiff[Entry], as_of: dt.date) -> Takings:
    counted = last.takings + count_effort(change.come, as_of)
    counted.subtract(count_effort(change.gone, as_of))
    return +counted


def _update_balance(last: EntryTotals, change: ListDiff[Entry], as_of: dt.date) -> BalanceCounts:
    gone, come = (count_gives_and_asks(each, as_of) for each in change)
    return BalanceCounts(*(kept - less + more for kept, less, more in zip(last.weights, gone, come, strict=True)))


def _with_turned(
    change: ListDiff[Entry], elsewhere: set[tuple[str, int]], last: ClassifiedEntries, named: tuple[Entry, ...]
) -> ListDiff[Entry]:
    """An entry that stands but whose `re` points elsewhere goes and comes."""
    stood = set(map(id, last.marked)) if elsewhere else set()
    both = [each for each in named if (each.path, each.line.line) in elsewhere and id(each) in stood]
    return ListDiff([*change.gone, *both], sorted((*change.come, *both), key=by_day))
