"""Log lines of the reference vault: what a busy person writes about one organisation, one person or one day."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.benchmarks.words import TEXTS

AS_OF = date(2026, 6, 30)

_CONTACT = ["meeting", "call", "lunch", "dinner", "coffee", "event", "visit", "email", "message", "note"]
_CONTACT_WEIGHTS = [24, 22, 6, 4, 8, 5, 5, 14, 6, 6]
_DEEDS = ["task", "give", "connect", "thanks", "offer", "trust", "seen-as", "kept", "social", "intro", "review"]
_DEED_WEIGHTS = [20, 12, 8, 10, 6, 26, 3, 5, 5, 8, 2]
_ASKS = ["ask", "answer", "pledge", "evidence", "support"]
_ASK_WEIGHTS = [30, 18, 26, 10, 16]
_DURATIONS = ["20m", "30m", "45m", "1h", "1h", "1h30", "2h", "3h"]
_KINDS = ["manpower", "finance", "legal", "facilities", "equipment", "room", "staff", "introduction", "advice"]
_SIZES = ["small", "small", "medium", "large"]
_SLIPS = ["meting", "diner", "facilites", "emial"]
"""Spelling mistakes as they happen; one line in 400 has one."""


@dataclass
class Cast:
    """Who may be linked from the lines of one note, and the pledges that later lines may name."""

    people: Sequence[str]
    organisations: Sequence[str]
    pledges: list[tuple[str, str]] = field(default_factory=list)


def dated_lines(rng: random.Random, cast: Cast, count: int, asking: float) -> list[str]:
    """Make `count` dated lines in the order of their days; `asking` is the share of asks, answers and promises."""
    span = rng.choice([200, 500, 900, 1500])
    ages = sorted((int(span * rng.random() ** 1.6) for _ in range(count)), reverse=True)
    return [_dated(rng, cast, AS_OF - timedelta(days=age), asking) for age in ages]


def daily_line(rng: random.Random, cast: Cast, day: date) -> str:
    """Make one bullet of a daily note: an entry, a mention, a box or a thought."""
    roll = rng.random()
    name = rng.choice(cast.people if rng.random() < 0.75 else cast.organisations)
    if roll < 0.42:
        contact = rng.choices(_CONTACT, _CONTACT_WEIGHTS)[0]
        return f"- {contact}{_duration(rng)}: [[{name}]] {rng.choice(TEXTS)}"
    if roll < 0.75:
        return f"- {rng.choice(['saw', 'thought of', 'heard from', 'must write to'])} [[{name}]], {rng.choice(TEXTS)}"
    if roll < 0.80:
        return f"- [ ] {(day + timedelta(days=rng.randrange(3, 40))).isoformat()} {rng.choice(TEXTS)} for [[{name}]]"
    if roll < 0.88:
        return f"- [{rng.choice(' x')}] {rng.choice(TEXTS)}"
    return f"- {rng.choice(TEXTS)}"


def _dated(rng: random.Random, cast: Cast, day: date, asking: float) -> str:
    roll = rng.random()
    if roll < asking:
        body = _commitment(rng, cast, day)
    elif roll < asking + 0.22:
        body = _deed(rng, cast)
    elif roll < asking + 0.25:
        box = rng.choice([" ", "x", "x"])
        return f"- [{box}] {day.isoformat()} {rng.choice(TEXTS)}"
    else:
        body = _contact(rng, cast)
    return f"- {day.isoformat()} {body}"


def _contact(rng: random.Random, cast: Cast) -> str:
    contact = rng.choices(_CONTACT, _CONTACT_WEIGHTS)[0]
    if rng.random() < 0.0025:
        contact = rng.choice(_SLIPS)
    link = f" with [[{rng.choice(cast.people)}]]" if cast.people and rng.random() < 0.4 else ""
    money = f" £{rng.randrange(8, 90)}" if contact in {"lunch", "dinner", "coffee"} else ""
    colon = "" if link and rng.random() < 0.3 else ":"
    return f"{contact}{_duration(rng)}{money}{colon}{link} {rng.choice(TEXTS)}"


def _deed(rng: random.Random, cast: Cast) -> str:
    deed = rng.choices(_DEEDS, _DEED_WEIGHTS)[0]
    text = rng.choice(TEXTS)
    other = rng.choice(cast.people or cast.organisations)
    outcome = rng.choice(["excellent", "good", "good", "fair", "poor"])
    words = {
        "task": f"task {outcome} {rng.choice(['2h', '4h', '6h'])}: {text}",
        "connect": f"connect {rng.choice(['made', 'met'])} 30m: [[{other}]] and [[{rng.choice(cast.organisations)}]]",
        "intro": f"intro {rng.choice(['asked', 'made', 'met'])}: to [[{other}]], {text}",
        "trust": f"{rng.choice(['trust+', 'trust+', 'trust+', 'trust++', 'trust-'])}: {text}",
        "seen-as": f"seen-as {rng.choice(['founder', 'manager', 'student', 'organiser'])}: {text}",
        "review": f"review {rng.choice(['grow', 'maintain', 'ask', 'pause'])}: {text}",
    }
    return words.get(deed, f"{deed}: {text}")


def _commitment(rng: random.Random, cast: Cast, day: date) -> str:
    word = rng.choices(_ASKS, _ASK_WEIGHTS)[0]
    kind, size, text = rng.choice(_KINDS), rng.choice(_SIZES), rng.choice(TEXTS)
    by = (day + timedelta(days=rng.randrange(20, 120))).isoformat()
    if word == "ask":
        return f"ask {kind} {size} by {by}: {text}"
    if word == "answer":
        return f"answer {rng.choice(['yes', 'no', 'maybe', 'later'])}: {text}"
    if word == "pledge" or not cast.pledges:
        name = f"p{len(cast.pledges) + 1}"
        cast.pledges.append((name, kind))
        rung = rng.choice(["verbal", "informal", "email", "letter", "agreement"])
        return f"pledge {kind} {rung} {size} by {by}: {text} ^{name}"
    name, kind = rng.choice(cast.pledges)
    if word == "evidence":
        return f"evidence {rng.choice(['email', 'letter', 'agreement'])} {kind} re {name}: {text}"
    return f"support {kind} {size} re {name}: {text}"


def _duration(rng: random.Random) -> str:
    return f" {rng.choice(_DURATIONS)}" if rng.random() < 0.6 else ""
