"""The rows of which trust is made (SPEC §3.1, §4): made when somebody asks, for few look at those of everybody."""

import datetime as dt
from collections.abc import Iterable
from typing import Final, NamedTuple

from netlead_md.deriving.points import GROUPS, Stroke, Weighed, strokes
from netlead_md.deriving.standing import fading
from netlead_md.deriving.trust import OPEN_BOX, neglects, penalty
from netlead_md.model.book import Regard
from netlead_md.model.ledger import Ledger, Sign
from netlead_md.model.network import Entry, Reach

_SIGNS: Final = ("trust+", "trust++")


class Grounds(NamedTuple):
    """What somebody's trust stands on: its strokes, oldest first, and my promises to them."""

    made: list[Stroke]
    boxes: list[Weighed]


def grounds(of: Ledger | Regard) -> Grounds:
    """Those of an organisation or a person; history and working are both made of them."""
    return Grounds(strokes(_weighed(of.entries, of.key)), _weighed((promise.entry for promise in of.promises), of.key))


def working(stood: Grounds, as_of: dt.date) -> tuple[Sign, ...]:
    """The rows of trust, oldest first; an open promise of mine at the end."""
    made, boxes = stood
    today = as_of.toordinal()
    rows = [_sign(stroke, today) for stroke in made]
    neglect = next((each for day, each in reversed(neglects(boxes)) if day <= today), None)
    if neglect is not None:
        since, points = dt.date.fromordinal(neglect.since), OPEN_BOX * neglect.weight
        rows.append(Sign("deeds", since, points, penalty(neglect, today), neglect.box))
    return tuple(rows)


def signs(of: Ledger) -> list[Entry]:
    """The lines on which they showed trust, in the order of the working."""
    return [entry for *_, entry in strokes(_weighed((each for each in of.entries if each.type in _SIGNS), of.key))]


def _weighed(entries: Iterable[Entry], key: str) -> list[Weighed]:
    return [(entry, _weight(entry.reach, key)) for entry in entries]


def _weight(reaches: Iterable[Reach], key: str) -> float:
    """With which an entry reaches an organisation; whole, if it is a person."""
    for reach in reaches:
        if reach.organisation == key:
            return reach.weight
    return 1.0


def _sign(stroke: Stroke, today: int) -> Sign:
    day, group, points, entry = stroke
    return Sign(GROUPS[group], dt.date.fromordinal(day), points, points * fading(today - day), entry)
