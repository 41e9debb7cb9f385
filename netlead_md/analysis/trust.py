"""Trust T: theirs in me, on any day (SPEC §3.1)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from netlead_md.analysis.decay import FADED, FADING, FOREVER, day_of, decay_factor
from netlead_md.model.book import PersonSummary
from netlead_md.model.entry_types import ROWS
from netlead_md.model.ledger import Breadth, Clock, Ledger, Trust, TrustContribution
from netlead_md.model.network import Entry, OrganisationWeight
from netlead_md.model.vocabulary import PROMISE
from netlead_md.model.words import EntryTypeName, TrustGroup

# Points of trust: what each entry is worth on its day, and the limits of a day (SPEC §3.1).


Weighed: TypeAlias = tuple[Entry, float]
"""An entry and the weight with which it reaches an organisation, or 1 for a person."""

CONTACT, DEEDS, SIGNS = range(3)
GROUPS: Final[tuple[TrustGroup, ...]] = ("contact", "deeds", "signs")
DAY_OF_CONTACT = 3.0
GRACE = 30
"""Days after which a kept box earns nothing, and an open one weighs against me."""

_POINTS: Final = {
    f"{row.name} {outcome}".rstrip(): (GROUPS.index(row.trust), points)
    for row in ROWS
    if row.trust
    for outcome, points in row.points.items()
}
"""By type, or by type and outcome where the outcome decides."""

_LOOKED_AT: Final = frozenset([row.name for row in ROWS if row.points.keys() - {""}])
"""Types whose points depend on more than their name."""


TrustPoint: TypeAlias = tuple[int, int, float, Entry]
"""What one entry adds: its day (ordinal), its group, its points on that day after the limits, and the entry."""


def trust_points(weighed: Iterable[Weighed]) -> list[TrustPoint]:
    """Every entry that has a part in trust, oldest first; what a day's limit swallowed has 0 points.

    Per day, contact gives at most 3 points, and each other type counts once, the largest. `weighed`: by the day that
    counts.
    """
    made: list[TrustPoint] = []
    last = begun = 0
    for entry, weight in weighed:
        kind = entry.type
        worth = _POINTS.get(kind) or (_points_of(entry) if kind in _LOOKED_AT else None)
        if worth is not None:
            day = (day_of(entry) if kind == PROMISE else entry.date).toordinal()
            if day != last:
                if len(made) - begun > 1:
                    made[begun:] = _apply_daily_limits(made[begun:])
                last, begun = day, len(made)
            made.append((day, worth[0], worth[1] * weight, entry))
    if len(made) - begun > 1:
        made[begun:] = _apply_daily_limits(made[begun:])
    return made


def _points_of(entry: Entry) -> tuple[int, float] | None:
    if entry.type == PROMISE:
        late = (day_of(entry) - entry.date).days > GRACE
        return _POINTS[f"{PROMISE} kept late" if late else f"{PROMISE} kept"]
    return _POINTS.get(f"{entry.type} {entry.line.outcome}")


def _apply_daily_limits(today: list[TrustPoint]) -> list[TrustPoint]:
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


CAP_OF_CONTACT, CAP_OF_DEEDS = 20.0, 30.0
OPEN_BOX = -5.0
STRAINED = -5.0
LEVELS = ((5.0, "no sign noted"), (15.0, "aware"), (35.0, "acquainted"), (60.0, "trusted"), (80.0, "well trusted"))
FEW = 5
NOBODY = Breadth(people=0, top_share=None)


class TrustState(NamedTuple):
    """Trust on one day, in its three parts; contact and deeds are capped."""

    contact: float
    deeds: float
    signs: float

    @property
    def score(self) -> float:
        """T, from 0 to 100."""
        return min(max(self.contact + self.deeds + self.signs, 0.0), 100.0)


class Penalty(NamedTuple):
    """A promise of mine while it weighs against me: from day 31 past its day until it is kept (ordinals)."""

    since: int
    until: int
    weight: float
    box: Entry


def find_penalties(boxes: Iterable[Weighed]) -> list[tuple[int, Penalty | None]]:
    """Which open promise weighs against me, from which day on (ordinals, ascending): of several only the latest."""
    found = []
    for box, weight in boxes:
        since = box.date.toordinal() + GRACE + 1
        until = day_of(box).toordinal() if box.line.box == "x" else FOREVER
        if since < until:
            found.append(Penalty(since, until, weight, box))
    found.sort(key=lambda each: (each.since, each.weight, each.box.path, each.box.line.line), reverse=True)
    turns = sorted({day for each in found for day in (each.since, each.until)})
    return [(day, next((each for each in found if each.since <= day < each.until), None)) for day in turns]


def penalty_points(neglect: Penalty, day: int) -> float:
    """What it takes from deeds on a day."""
    return OPEN_BOX * neglect.weight * decay_factor(day - neglect.since)


def trust_series(
    made: Sequence[TrustPoint], boxes: Iterable[Weighed], days: Iterable[int]
) -> Iterator[tuple[float, float, float]]:
    """Trust on each of the days (ordinals, ascending), in one walk along the strokes. `boxes`: all promises of mine.

    What it yields are the parts of a `Standing`; the clock looks at so many days that it takes them as they are.
    """
    turns, count = find_penalties(boxes), len(made)
    turn, open_box = 0, None
    contact = deeds = signs = 0.0
    last = at = 0
    for day in days:
        if at:
            gap = day - last
            fade = FADING[gap] if gap < FADED else decay_factor(gap)
            contact *= fade
            deeds *= fade
            signs *= fade
        last = day
        while at < count and made[at][0] <= day:
            came, group, points, _ = made[at]
            if came != day:
                points *= decay_factor(day - came)
            at += 1
            if group == CONTACT:
                contact += points
            elif group == DEEDS:
                deeds += points
            else:
                signs += points
        while turn < len(turns) and turns[turn][0] <= day:
            open_box = turns[turn][1]
            turn += 1
        weighed = deeds if open_box is None else deeds + penalty_points(open_box, day)
        yield min(CAP_OF_CONTACT, contact), min(CAP_OF_DEEDS, weighed), signs


class RecentEntries(NamedTuple):
    """The entries of the last 365 days, reviews left out, and how many people they rest on."""

    entries: Sequence[Entry]
    breadth: Breadth = NOBODY


def trust_on_day(
    made: Sequence[TrustPoint], boxes: Sequence[Weighed], as_of: dt.date, recent: RecentEntries, stated: int | None
) -> Trust:
    """Trust on the as-of day."""
    now = TrustState(*next(trust_series(made, boxes, (as_of.toordinal(),))))
    level, word = level_of(now)
    return Trust(
        score=now.score,
        level=level,
        word=word,
        contact=now.contact,
        deeds=now.deeds,
        signs=now.signs,
        entries=len(recent.entries),
        thin=len(recent.entries) < FEW,
        breadth=recent.breadth,
        stated=stated,
    )


def level_of(now: TrustState) -> tuple[int, str]:
    """Level 0 to 5 and its word; level 0 is `strained` where deeds and signs together fell below −5."""
    score = now.score
    for level, (limit, word) in enumerate(LEVELS):
        if score < limit:
            strained = level == 0 and now.deeds + now.signs < STRAINED
            return level, "strained" if strained else word
    return len(LEVELS), "closely trusted"


def breadth_of(recent: Iterable[Entry], there: dict[str, tuple[tuple[dt.date | None, dt.date | None], ...]]) -> Breadth:
    """How many people the entries rest on. `there`: each person with the spans of their roles in the organisation."""
    always = {person for person, spans in there.items() if (None, None) in spans}
    tally: dict[str, int] = {}
    entries = 0
    for entry in recent:
        named = [
            each for each in entry.named if each in always or (each in there and _was_there(there[each], day_of(entry)))
        ]
        entries += bool(named)
        for person in named:
            tally[person] = tally.get(person, 0) + 1
    share = max(tally.values()) / entries if entries else None
    return Breadth(people=len(tally), top_share=share, entries=entries)


def _was_there(spans: tuple[tuple[dt.date | None, dt.date | None], ...], day: dt.date) -> bool:
    return any((since is None or since <= day) and (until is None or day <= until) for since, until in spans)


# The clock of trust: since when an organisation has been trusting (SPEC §3.3).


STARTS, STOPS = 35.0, 25.0
HAIR = 1e-9
"""Decayed sums that should meet a limit exactly may miss it by a rounding error."""


def trust_clock(
    made: Sequence[TrustPoint], boxes: Sequence[Weighed], entry_days: Iterable[int], as_of: dt.date
) -> Clock | None:
    """Start: T reaches 35; stop: T is below 25. Looked at on each entry's day, the day before it and the as-of day."""
    on = set(entry_days)
    looked = sorted(on | {day - 1 for day in on} | {as_of.toordinal()})
    since: int | None = None
    for day, (contact, deeds, signs) in zip(looked, trust_series(made, boxes, looked), strict=True):
        trust = contact + deeds + signs
        if since is None and trust >= STARTS - HAIR:
            since = day
        elif since is not None and trust < STOPS - HAIR:
            since = None
    if since is None:
        return None
    return Clock(since=dt.date.fromordinal(since), days=as_of.toordinal() - since)


# The rows of which trust is made (SPEC §3.1, §4): made when somebody asks, for few look at those of everybody.


_SIGNS: Final[tuple[EntryTypeName, ...]] = ("trust+", "trust++")


class TrustGrounds(NamedTuple):
    """What somebody's trust stands on: its strokes, oldest first, and my promises to them."""

    made: list[TrustPoint]
    boxes: list[Weighed]


def trust_grounds(of: Ledger | PersonSummary) -> TrustGrounds:
    """Those of an organisation or a person; history and working are both made of them."""
    return TrustGrounds(
        trust_points(_weighed_entries(of.entries, of.key)),
        _weighed_entries((promise.entry for promise in of.promises), of.key),
    )


def trust_working(stood: TrustGrounds, as_of: dt.date) -> tuple[TrustContribution, ...]:
    """The rows of trust, oldest first; an open promise of mine at the end."""
    made, boxes = stood
    today = as_of.toordinal()
    rows = [_contribution(stroke, today) for stroke in made]
    neglect = next((each for day, each in reversed(find_penalties(boxes)) if day <= today), None)
    if neglect is not None:
        since, points = dt.date.fromordinal(neglect.since), OPEN_BOX * neglect.weight
        rows.append(TrustContribution("deeds", since, points, penalty_points(neglect, today), neglect.box))
    return tuple(rows)


def trust_signs(of: Ledger) -> list[Entry]:
    """The lines on which they showed trust, in the order of the working."""
    return [
        entry
        for *_, entry in trust_points(_weighed_entries((each for each in of.entries if each.type in _SIGNS), of.key))
    ]


def _weighed_entries(entries: Iterable[Entry], key: str) -> list[Weighed]:
    return [(entry, _weight_for(entry.reach, key)) for entry in entries]


def _weight_for(reaches: Iterable[OrganisationWeight], key: str) -> float:
    """With which an entry reaches an organisation; whole, if it is a person."""
    for reach in reaches:
        if reach.organisation == key:
            return reach.weight
    return 1.0


def _contribution(stroke: TrustPoint, today: int) -> TrustContribution:
    day, group, points, entry = stroke
    return TrustContribution(GROUPS[group], dt.date.fromordinal(day), points, points * decay_factor(today - day), entry)
