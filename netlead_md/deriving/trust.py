"""Trust T: theirs in me, on any day (SPEC §3.1)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from netlead_md.deriving.points import CONTACT, DEEDS, GRACE, Stroke, Weighed
from netlead_md.deriving.standing import FADED, FADING, FOREVER, day_of, fading
from netlead_md.model.ledger import Breadth, Trust
from netlead_md.model.network import Entry

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


class Neglect(NamedTuple):
    """A promise of mine while it weighs against me: from day 31 past its day until it is kept (ordinals)."""

    since: int
    until: int
    weight: float
    box: Entry


def neglects(boxes: Iterable[Weighed]) -> list[tuple[int, Neglect | None]]:
    """Which open promise weighs against me, from which day on (ordinals, ascending): of several only the latest."""
    found = []
    for box, weight in boxes:
        since = box.date.toordinal() + GRACE + 1
        until = day_of(box).toordinal() if box.line.box == "x" else FOREVER
        if since < until:
            found.append(Neglect(since, until, weight, box))
    found.sort(key=lambda each: (each.since, each.weight, each.box.path, each.box.line.line), reverse=True)
    turns = sorted({day for each in found for day in (each.since, each.until)})
    return [(day, next((each for each in found if each.since <= day < each.until), None)) for day in turns]


def penalty(neglect: Neglect, day: int) -> float:
    """What it takes from deeds on a day."""
    return OPEN_BOX * neglect.weight * fading(day - neglect.since)


def course(
    made: Sequence[Stroke], boxes: Iterable[Weighed], days: Iterable[int]
) -> Iterator[tuple[float, float, float]]:
    """Trust on each of the days (ordinals, ascending), in one walk along the strokes. `boxes`: all promises of mine.

    What it yields are the parts of a `Standing`; the clock looks at so many days that it takes them as they are.
    """
    turns, count = neglects(boxes), len(made)
    turn, open_box = 0, None
    contact = deeds = signs = 0.0
    last = at = 0
    for day in days:
        if at:
            gap = day - last
            fade = FADING[gap] if gap < FADED else fading(gap)
            contact *= fade
            deeds *= fade
            signs *= fade
        last = day
        while at < count and made[at][0] <= day:
            came, group, points, _ = made[at]
            if came != day:
                points *= fading(day - came)
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
        weighed = deeds if open_box is None else deeds + penalty(open_box, day)
        yield min(CAP_OF_CONTACT, contact), min(CAP_OF_DEEDS, weighed), signs


class Recent(NamedTuple):
    """The entries of the last 365 days, reviews left out, and how many people they rest on."""

    entries: Sequence[Entry]
    breadth: Breadth = NOBODY


def trust(
    made: Sequence[Stroke], boxes: Sequence[Weighed], as_of: dt.date, recent: Recent, stated: int | None
) -> Trust:
    """Trust on the as-of day."""
    now = Standing(*next(course(made, boxes, (as_of.toordinal(),))))
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
    always = {person for person, spans in there.items() if (None, None) in spans}
    tally: dict[str, int] = {}
    entries = 0
    for entry in recent:
        named = [
            each for each in entry.named if each in always or (each in there and _there(there[each], day_of(entry)))
        ]
        entries += bool(named)
        for person in named:
            tally[person] = tally.get(person, 0) + 1
    share = max(tally.values()) / entries if entries else None
    return Breadth(people=len(tally), top_share=share, entries=entries)


def _there(spans: tuple[tuple[dt.date | None, dt.date | None], ...], day: dt.date) -> bool:
    return any((since is None or since <= day) and (until is None or day <= until) for since, until in spans)
