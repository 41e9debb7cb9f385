"""SPEC §3.1 and the clock of §3.3: points × weight × 0.5^(age/365), capped; looked at on each day with an entry."""

import datetime as dt
from dataclasses import dataclass
from math import fsum

from tests.reference.entries import Entry, open_on
from tests.reference.vocabulary import CONTACT, LIVE, SIGNS, TASKS


@dataclass
class Trust:
    score: float
    level: int
    contact: float
    deeds: float
    signs: float


Weighed = list[tuple[Entry, float]]


def fade(day: dt.date, on: dt.date) -> float:
    return float(0.5 ** ((on - day).days / 365))


def measure_trust(entries: Weighed, boxes: Weighed, on: dt.date) -> Trust:
    """Trust as of `on`, from the entries up to that day; `boxes` are my promises, open or kept."""
    per_day: dict[dt.date, float] = {}
    largest: dict[tuple[dt.date, str], float] = {}
    for entry, weight in entries:
        if entry.day > on:
            continue
        if entry.type in CONTACT:
            points = 3 if entry.type in LIVE else 1
            per_day[entry.day] = per_day.get(entry.day, 0) + points * weight
        elif (value := deed_or_sign(entry)) is not None:
            key = (entry.day, "box" if entry.line.type == "box" else entry.type)
            largest[key] = max(largest.get(key, 0.0), value * weight, key=abs)
    contact = min(20, fsum(min(3, value) * fade(day, on) for day, value in per_day.items()))
    signs = fsum(value * fade(day, on) for (day, kind), value in largest.items() if kind in SIGNS)
    deed_points = [value * fade(day, on) for (day, kind), value in largest.items() if kind not in SIGNS]
    deeds = min(30, fsum([*deed_points, _open_box(boxes, on)]))
    score = min(100.0, max(0.0, fsum([contact, deeds, signs])))
    return Trust(score, level_of(score), contact, deeds, signs)


def deed_or_sign(entry: Entry) -> float | None:
    line = entry.line
    if entry.type in SIGNS:
        return SIGNS[entry.type]
    if entry.type == "task":
        return TASKS[line.word or "fair"]
    if entry.type == "connect":
        return 10 if line.word == "met" else 6
    if entry.type == "kept" and line.type == "box":
        return 5 if (entry.day - line.day).days <= 30 else 0
    return {"give": 4, "kept": 5, "broken": -15}.get(entry.type)


def _open_box(boxes: Weighed, on: dt.date) -> float:
    """−5 for the latest box open for more than 30 days, dated day + 31."""
    late = [(box, w) for box, w in boxes if (on - box.line.day).days > 30 and open_on(box, on)]
    if not late:
        return 0.0
    day = max(box.line.day for box, _ in late)
    weight = max(w for box, w in late if box.line.day == day)
    return -5 * weight * fade(day + dt.timedelta(31), on)


def level_of(score: float) -> int:
    return sum(score >= bound for bound in (5, 15, 35, 60, 80))


def run_clock(entries: Weighed, boxes: Weighed, as_of: dt.date) -> dt.date | None:
    """The day since when the clock runs, or None."""
    days = {entry.day for entry, _ in entries if entry.type != "review"}
    looked_at = sorted(days | {day - dt.timedelta(1) for day in days} | {as_of})
    since: dt.date | None = None
    for day in looked_at:
        score = measure_trust(entries, boxes, day).score
        if since is None and score >= 35:
            since = day
        elif since is not None and score < 25:
            since = None
    return since
