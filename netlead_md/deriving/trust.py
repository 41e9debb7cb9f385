"""Trust T: theirs in me, on any day (SPEC §3.1)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from netlead_md.deriving.points import CONTACT, DEEDS, GRACE, GROUPS, SIGNS, Stroke, Weighed
from netlead_md.deriving.standing import day_of, fading
from netlead_md.model.book import Breadth, Sign, Trust
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import PROMISE

CAP_OF_CONTACT, CAP_OF_DEEDS = 20.0, 30.0
OPEN_BOX = -5.0
STRAINED = -5.0
LEVELS = ((5.0, "no sign noted"), (15.0, "aware"), (35.0, "acquainted"), (60.0, "trusted"), (80.0, "well trusted"))
FEW = 5
NOBODY = Breadth(people=0, top_share=None)


class Standing(NamedTuple):
    """Trust on one day, in its three parts; contact and deeds are capped."""

    contact: float
    deeds: float
    signs: float

    @property
    def score(self) -> float:
        """T, from 0 to 100."""
        return min(max(self.contact + self.deeds + self.signs, 0.0), 100.0)


def course(made: Sequence[Stroke], boxes: Sequence[Weighed], days: Iterable[int]) -> Iterator[Standing]:
    """Trust on each of the days (ordinals, ascending), in one walk along the strokes.

    `boxes` are my promises with a date, open and kept ones: the latest that was open for more than 30 days past its
    day weighs against me from day 31 on, until it is kept.
    """
    sums, last, at = [0.0, 0.0, 0.0], 0, 0
    for day in days:
        sums = [part * fading(day - last) for part in sums] if at else sums
        last = day
        while at < len(made) and made[at].day <= day:
            sums[made[at].group] += made[at].points * fading(day - made[at].day)
            at += 1
        deeds = sums[DEEDS] + (_open_box(boxes, day)[0] if boxes else 0.0)
        yield Standing(min(sums[CONTACT], CAP_OF_CONTACT), min(deeds, CAP_OF_DEEDS), sums[SIGNS])


class Recent(NamedTuple):
    """The entries of the last 365 days, reviews left out, and how many people they rest on."""

    entries: Sequence[Entry]
    breadth: Breadth = NOBODY


def trust(
    made: Sequence[Stroke], boxes: Sequence[Weighed], as_of: dt.date, recent: Recent, stated: int | None
) -> Trust:
    """Trust on the as-of day with its working."""
    today = as_of.toordinal()
    rows = [_sign(stroke, today) for stroke in made]
    penalty, box = _open_box(boxes, today)
    if box is not None:
        rows.append(Sign("deeds", dt.date.fromordinal(box.date.toordinal() + GRACE + 1), OPEN_BOX, penalty, box))
    now = next(course(made, boxes, (today,)))
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
        rows=tuple(rows),
        stated=stated,
    )


def level_of(now: Standing) -> tuple[int, str]:
    """Level 0 to 5 and its word; level 0 is `strained` where deeds and signs together fell below −5."""
    score = now.score
    for level, (limit, word) in enumerate(LEVELS):
        if score < limit:
            strained = level == 0 and now.deeds + now.signs < STRAINED
            return level, "strained" if strained else word
    return len(LEVELS), "closely trusted"


def breadth_of(recent: Iterable[Entry], there: dict[str, tuple[tuple[dt.date | None, dt.date | None], ...]]) -> Breadth:
    """How many people the entries rest on. `there`: each person with the spans of their roles in the organisation."""
    tally: dict[str, int] = {}
    entries = 0
    for entry in recent:
        named = {person for person in entry.named if _there(there.get(person, ()), day_of(entry))}
        entries += bool(named)
        for person in named:
            tally[person] = tally.get(person, 0) + 1
    share = max(tally.values()) / entries if entries else None
    return Breadth(people=len(tally), top_share=share, entries=entries)


def _there(spans: tuple[tuple[dt.date | None, dt.date | None], ...], day: dt.date) -> bool:
    return any((since is None or since <= day) and (until is None or day <= until) for since, until in spans)


def _sign(stroke: Stroke, today: int) -> Sign:
    now = stroke.points * fading(today - stroke.day)
    return Sign(GROUPS[stroke.group], dt.date.fromordinal(stroke.day), stroke.points, now, stroke.entry)


def _open_box(boxes: Sequence[Weighed], today: int) -> tuple[float, Entry | None]:
    late = [
        (entry.date.toordinal(), weight, entry.path, entry.line.line, entry)
        for entry, weight in boxes
        if entry.type == PROMISE and _still_open(entry, today) and today - entry.date.toordinal() > GRACE
    ]
    if not late:
        return 0.0, None
    due, weight, _, _, entry = max(late, key=lambda each: each[:4])
    return OPEN_BOX * weight * fading(today - due - GRACE - 1), entry


def _still_open(entry: Entry, today: int) -> bool:
    return entry.line.box != "x" or day_of(entry).toordinal() > today
