"""Entries sorted out: who and which organisation each concerns, what has happened and what is still ahead."""

import datetime as dt
from bisect import bisect_left, bisect_right
from typing import Final

import msgspec

from netlead_md.deriving.points import Weighed
from netlead_md.deriving.references import References, at_home
from netlead_md.deriving.standing import counts, day_of
from netlead_md.linking.ordered import Change, spliced
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import PROMISE, TODO

_APART: Final = frozenset({PROMISE, TODO, "review"})


class Share(msgspec.Struct):
    """The entries of one organisation or person, oldest first."""

    happened: list[Weighed]
    """Dated on or before the day; reviews left out."""
    reviews: list[Entry]
    boxes: list[Weighed]
    """My promises, open and kept."""
    plans: list[Entry]
    """Open plans, and lines whose day is still ahead."""


NO_SHARE: Final = Share([], [], [], [])
"""Not to be written into."""


class Groups(msgspec.Struct):
    """All entries of the vault on a day, by the day that counts, then path and line."""

    happened: tuple[Entry, ...]
    plans: tuple[Entry, ...]
    boxes: tuple[Entry, ...]
    organisations: dict[str, Share]
    people: dict[str, Share]
    moved: dict[tuple[str, int], Entry]
    """By path and line, entries that their `re` brings to another organisation than the one they were written for."""


def group(last: Groups, change: Change[Entry], refs: References, as_of: dt.date) -> Groups:
    """Sort all entries out: those of the last time, without some and with others.

    `change`: by date, path and line; an entry whose `re` points elsewhere than before both goes and comes. So the
    shares of all for whom anything may differ are new ones, and the others are those of the last time.
    """
    moved = dict(last.moved)
    gone = _sorted_out([moved.pop(_at(entry), entry) if entry.line.re else entry for entry in change.gone], as_of)
    come = _sorted_out([_placed(entry, refs, last, moved) if entry.line.re else entry for entry in change.come], as_of)
    return Groups(
        happened=_spliced(last.happened, gone.happened, come.happened),
        plans=_spliced(last.plans, gone.plans, come.plans),
        boxes=_spliced(last.boxes, gone.boxes, come.boxes),
        organisations=_shares(last.organisations, gone.organisations, come.organisations),
        people=_shares(last.people, gone.people, come.people),
        moved=moved,
    )


def _placed(entry: Entry, refs: References, last: Groups, moved: dict[tuple[str, int], Entry]) -> Entry:
    home = at_home(entry, refs)
    if home is not entry:
        home = moved[_at(entry)] = before if (before := last.moved.get(_at(entry), home)) == home else home
    return home


def _sorted_out(entries: list[Entry], as_of: dt.date) -> Groups:
    happened: list[Entry] = []
    plans: list[Entry] = []
    boxes: list[Entry] = []
    organisations: dict[str, Share] = {}
    people: dict[str, Share] = {}
    for entry in _in_order(entries):
        if entry.type not in _APART and not entry.plan and entry.date <= as_of:  # most entries take this way
            happened.append(entry)
            for reach in entry.reach:
                share = organisations.get(reach.organisation) or _new(organisations, reach.organisation)
                share.happened.append((entry, reach.weight))
            for key in entry.people:
                (people.get(key) or _new(people, key)).happened.append((entry, 1.0))
            continue
        done = counts(entry) and day_of(entry) <= as_of
        if entry.type == PROMISE:
            boxes.append(entry)
        if done:
            happened.append(entry)
        elif entry.type != PROMISE and not (entry.type == TODO and entry.line.box == "x"):
            plans.append(entry)
        for reach in entry.reach:
            share = organisations.get(reach.organisation) or _new(organisations, reach.organisation)
            _place(entry, reach.weight, share, done=done)
        for key in entry.people:
            _place(entry, 1.0, people.get(key) or _new(people, key), done=done)
    return Groups(tuple(happened), tuple(plans), tuple(boxes), organisations, people, {})


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


def _new(shares: dict[str, Share], key: str) -> Share:
    share = shares[key] = Share([], [], [], [])
    return share


def _place(entry: Entry, weight: float, share: Share, *, done: bool) -> None:
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


def _shares(last: dict[str, Share], gone: dict[str, Share], come: dict[str, Share]) -> dict[str, Share]:
    if not last:
        return come
    return last | {
        key: _share(last.get(key, NO_SHARE), gone.get(key, NO_SHARE), come.get(key, NO_SHARE))
        for key in gone.keys() | come.keys()
    }


def _share(last: Share, gone: Share, come: Share) -> Share:
    return Share(
        happened=_weighed(last.happened, gone.happened, come.happened),
        reviews=_entries(last.reviews, gone.reviews, come.reviews),
        boxes=_weighed(last.boxes, gone.boxes, come.boxes),
        plans=_entries(last.plans, gone.plans, come.plans),
    )


def _weighed(last: list[Weighed], gone: list[Weighed], come: list[Weighed]) -> list[Weighed]:
    left_out = {id(entry) for entry, _ in gone}
    kept = [each for each in last if id(each[0]) not in left_out]
    return sorted(kept + come, key=lambda each: _by_day(each[0]))


def _entries(last: list[Entry], gone: list[Entry], come: list[Entry]) -> list[Entry]:
    left_out = set(map(id, gone))
    return sorted([each for each in last if id(each) not in left_out] + come, key=_by_day)


def _spliced(last: tuple[Entry, ...], gone: tuple[Entry, ...], come: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return spliced(last, Change(gone, come), _by_day) if last else come


def _by_day(entry: Entry) -> tuple[object, ...]:
    return day_of(entry), entry.path, entry.line.line, entry.type, entry.line.column


def _at(entry: Entry) -> tuple[str, int]:
    return entry.path, entry.line.line
