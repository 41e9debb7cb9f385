"""Points of trust: what each entry is worth on its day, and the limits of a day (SPEC §3.1)."""

from collections.abc import Iterable
from typing import TypeAlias

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


Stroke: TypeAlias = tuple[int, int, float, Entry]
"""What one entry adds: its day (ordinal), its group, its points on that day after the limits, and the entry."""


def strokes(weighed: Iterable[Weighed]) -> list[Stroke]:
    """Every entry that has a part in trust, oldest first; what a day's limit swallowed has 0 points.

    Per day, contact gives at most 3 points, and each other type counts once, the largest. `weighed`: by the day that
    counts.
    """
    made: list[Stroke] = []
    last = begun = 0
    for entry, weight in weighed:
        kind = entry.type
        worth = _POINTS.get(kind) or (_worth(entry) if kind in _LOOKED_AT else None)
        if worth is not None:
            day = (day_of(entry) if kind == PROMISE else entry.date).toordinal()
            if day != last:
                if len(made) - begun > 1:
                    made[begun:] = _limited(made[begun:])
                last, begun = day, len(made)
            made.append((day, worth[0], worth[1] * weight, entry))
    if len(made) - begun > 1:
        made[begun:] = _limited(made[begun:])
    return made


def _worth(entry: Entry) -> tuple[int, float] | None:
    if entry.type == PROMISE:
        late = (day_of(entry) - entry.date).days > GRACE
        return DEEDS, 0.0 if late else 5.0
    return _POINTS.get(f"{entry.type} {entry.line.outcome}")


def _limited(today: list[Stroke]) -> list[Stroke]:
    """The strokes of one day, contact first, then by weight."""
    best: dict[str, float] = {}
    for _, group, points, entry in today:
        if group != CONTACT:
            best[entry.type] = max(best.get(entry.type, points), points, key=lambda each: (abs(each), each))
    left, made = DAY_OF_CONTACT, []
    for day, group, points, entry in sorted(today, key=lambda stroke: (stroke[1], -abs(stroke[2]))):
        if group == CONTACT:
            given = min(points, left)
            left -= given
        else:
            given = points if best.get(entry.type) == points else 0.0
            if given:
                del best[entry.type]
        made.append((day, group, given, entry))
    return made
