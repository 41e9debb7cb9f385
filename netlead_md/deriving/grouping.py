"""Entries sorted out: who and which organisation each concerns, what has happened and what is still ahead."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from netlead_md.deriving.points import Weighed
from netlead_md.deriving.references import References, at_home
from netlead_md.deriving.standing import counts, day_of
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import PROMISE, TODO

_APART = frozenset({PROMISE, TODO, "review"})


class Share(msgspec.Struct):
    """The entries of one organisation or person, oldest first."""

    happened: list[Weighed]
    """Dated on or before the day; reviews left out."""
    reviews: list[Entry]
    boxes: list[Weighed]
    """My promises, open and kept."""
    plans: list[Entry]
    """Open plans, and lines whose day is still ahead."""


class Groups(msgspec.Struct):
    """All entries of the vault on a day."""

    happened: list[Entry]
    plans: list[Entry]
    boxes: list[Entry]
    organisations: dict[str, Share]
    people: dict[str, Share]


def group(entries: Iterable[Entry], refs: References, as_of: dt.date) -> Groups:
    """Sort all entries out. Order within each group: by the day that counts, then path and line."""
    groups = Groups([], [], [], {}, {})
    for entry in _by_day(entries):
        placed = at_home(entry, refs) if entry.line.re else entry
        done = counts(placed) and day_of(placed) <= as_of
        if placed.type == PROMISE:
            groups.boxes.append(placed)
        if done and placed.type not in _APART:
            groups.happened.append(placed)
            for reach in placed.reach:  # most entries take this way
                share = groups.organisations.get(reach.organisation) or _new(groups.organisations, reach.organisation)
                share.happened.append((placed, reach.weight))
            for key in placed.people:
                (groups.people.get(key) or _new(groups.people, key)).happened.append((placed, 1.0))
            continue
        if done:
            groups.happened.append(placed)
        elif placed.type not in (PROMISE, TODO):
            groups.plans.append(placed)
        for reach in placed.reach:
            share = groups.organisations.get(reach.organisation) or _new(groups.organisations, reach.organisation)
            _place(placed, reach.weight, share, done=done)
        for key in placed.people:
            _place(placed, 1.0, groups.people.get(key) or _new(groups.people, key), done=done)
    return groups


def _by_day(entries: Iterable[Entry]) -> list[Entry]:
    kept = list(entries)
    if any(entry.type == PROMISE for entry in kept):
        kept.sort(key=lambda entry: (day_of(entry), entry.path, entry.line.line))
    return kept


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
