"""Points of trust: what each entry is worth on its day, and the limits of a day (SPEC §3.1)."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from netlead_md.deriving.standing import day_of
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import LAST_CONTACT, LIVE, PROMISE

Weighed: TypeAlias = tuple[Entry, float]
"""An entry and the weight with which it reaches an organisation, or 1 for a person."""

CONTACT, DEEDS, SIGNS = range(3)
GROUPS = ("contact", "deeds", "signs")
DAY_OF_CONTACT = 3.0
GRACE = 30
"""Days after which a kept box earns nothing, and an open one weighs against me."""

_POINTS: dict[str, tuple[int, float]] = {
    **dict.fromkeys(sorted(LIVE), (CONTACT, 3.0)),
    **dict.fromkeys(("message", "note", LAST_CONTACT), (CONTACT, 1.0)),
    "task excellent": (DEEDS, 12.0),
    "task good": (DEEDS, 8.0),
    "task fair": (DEEDS, 3.0),
    "task poor": (DEEDS, -8.0),
    "task dropped": (DEEDS, -15.0),
    "connect met": (DEEDS, 10.0),
    "connect made": (DEEDS, 6.0),
    "give": (DEEDS, 4.0),
    "kept": (DEEDS, 5.0),
    "broken": (DEEDS, -15.0),
    "trust+": (SIGNS, 8.0),
    "trust++": (SIGNS, 15.0),
    "trust-": (SIGNS, -8.0),
    "trust--": (SIGNS, -15.0),
}

_LOOKED_AT = frozenset({"task", "connect", PROMISE})
"""Types whose points depend on more than their name."""


Worth: TypeAlias = tuple[int, float, str, Entry]
"""Group, points, type and entry, before the limits of the day."""


class Stroke(NamedTuple):
    """What one entry adds on its day, after the limits of that day."""

    day: int
    group: int
    points: float
    entry: Entry


def strokes(weighed: Iterable[Weighed]) -> list[Stroke]:
    """Every entry that has a part in trust, oldest first; what a day's limit swallowed has 0 points.

    Per day, contact gives at most 3 points, and each other type counts once, the largest. `weighed`: by the day that
    counts.
    """
    made: list[Stroke] = []
    today: list[Worth] = []
    last = 0
    for entry, weight in weighed:
        kind = entry.type
        worth = _POINTS.get(kind) or (_worth(entry) if kind in _LOOKED_AT else None)
        if worth is not None:
            day = (day_of(entry) if kind == PROMISE else entry.date).toordinal()
            if day != last and today:
                made += _limited(last, today)
                today = []
            last = day
            today.append((worth[0], worth[1] * weight, kind, entry))
    return made + _limited(last, today) if today else made


def _worth(entry: Entry) -> tuple[int, float] | None:
    if entry.type == PROMISE:
        late = (day_of(entry) - entry.date).days > GRACE
        return DEEDS, 0.0 if late else 5.0
    return _POINTS.get(f"{entry.type} {entry.line.outcome}")


def _limited(day: int, worths: list[Worth]) -> list[Stroke]:
    if len(worths) == 1:
        group, points, _, entry = worths[0]
        return [Stroke(day, group, points, entry)]
    best: dict[str, float] = {}
    for group, points, kind, _ in worths:
        if group != CONTACT:
            best[kind] = max(best.get(kind, points), points, key=lambda each: (abs(each), each))
    left, made = DAY_OF_CONTACT, []
    for group, points, kind, entry in sorted(worths, key=lambda worth: (worth[0], -abs(worth[1]))):
        if group == CONTACT:
            given = min(points, left)
            left -= given
        else:
            given = points if best.get(kind) == points else 0.0
            if given:
                del best[kind]
        made.append(Stroke(day, group, given, entry))
    return made
