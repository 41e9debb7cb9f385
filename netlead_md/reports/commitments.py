"""What they said and what came of it, as rows and words (SPEC §3.2, §3.4); shared by several pages."""

import datetime as dt
from typing import Final

import msgspec

from netlead_md.deriving.follow import TWO_YEARS
from netlead_md.deriving.standing import age
from netlead_md.deriving.wording import KIND_WORDS, SIZE_WORDS
from netlead_md.model.ledger import FollowThrough, Item, Ledger
from netlead_md.reports.discretion import Discretion
from netlead_md.reports.frame import Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import capital, day, duration, halves, late

RUNGS: Final = {
    "verbal": "spoken",
    "informal": "informal",
    "email": "e-mail",
    "letter": "letter",
    "agreement": "agreement",
    "delivered": "delivered",
    "made": "made",
    "met": "met",
}
WORDING: Final = {
    "severe": "time to decide",
    "serious": "goodwill is not becoming help",
    "mild": "warm, not yet practical",
    "unasked": "yours to move",
    "ripening": "early days",
    "supported": "helping",
    "building": "building",
}
"""The classes of SPEC §3.3 in words."""


class Promised(msgspec.Struct, frozen=True):
    """One pledge of theirs."""

    what: str
    word: str
    """How they said it."""
    due: str
    today: Name
    """What became of it, with a link to the line where that has an id."""


def what(people: Discretion, item: Item) -> str:
    """What an item is, in few words of the user's; by its kind where there are none, or where they stay private."""
    words = "" if people.quiet(item.lines[0]) else people.redact(item.label)
    return words or KIND_WORDS.get(item.kind, item.kind)


def pledges(ledger: Ledger, as_of: dt.date) -> tuple[Item, ...]:
    """Those of the last 730 days that `k of n` is about, released ones left out, by due day (SPEC §3.4)."""
    found = [
        item
        for item in ledger.support.items
        if item.source == "pledge" and item.state != "released" and age(item.date, as_of) <= TWO_YEARS
    ]
    return tuple(sorted(found, key=lambda item: (item.due or item.date, item.date)))


def promised(setting: Setting, item: Item, as_of: dt.date) -> Promised:
    label, size = what(setting.people, item), SIZE_WORDS.get(item.size, "")
    return Promised(
        f"{capital(label)}, {size}" if size else label,
        RUNGS.get(_said(item), item.rung),
        day(item.due or item.date),
        setting.people.anchor(item.lines[0], became(item, as_of)),
    )


def _said(item: Item) -> str:
    """The rung of their word; a delivery is no word."""
    if item.rung != "delivered":
        return item.rung
    rungs = [entry.line.rung for entry in item.lines if entry.type in ("pledge", "evidence") and entry.line.rung]
    return rungs[-1] if rungs else "verbal"


def became(item: Item, as_of: dt.date) -> str:
    """What became of a pledge, or how old something given is."""
    due = item.due or item.date
    past = (as_of - due).days
    if item.state == "overdue":
        return late(past)
    if item.state == "open":
        return "due today" if past == 0 else f"due in {duration(-past)}"
    if item.state == "late" and item.delivered is not None:
        return f"came {late((item.delivered - due).days)}"
    return {"kept": "arrived", "released": "let off"}.get(item.state, item.state)


def kept(follow: FollowThrough) -> str:
    """`1½ of 3`; a late one counts half."""
    return f"{halves(follow.kept)} of {follow.due}" if follow.due else "none due"


def promises_kept(follow: FollowThrough) -> str:
    """`1½ of 3 promises kept`."""
    if follow.due == 1:
        return f"one promise, {'kept' if follow.kept == 1 else 'kept late' if follow.kept else 'not kept yet'}"
    return f"{kept(follow)} promises kept" if follow.due else "no promise due yet"


def past_asks(ledger: Ledger, as_of: dt.date) -> int:
    """How often they were asked for hard support in two years, without asks whose answer still has time."""
    return sum(ask.hard and not ask.in_time and age(ask.date, as_of) <= TWO_YEARS for ask in ledger.asks)


def awaited(ledger: Ledger, as_of: dt.date) -> str:
    """That they were asked, when nothing has come of it."""
    if past_asks(ledger, as_of):
        return "you asked, and nothing has come yet"
    days = [ask.by for ask in ledger.asks if ask.hard and ask.in_time and ask.by is not None and ask.by >= as_of]
    return f"you asked, and they have until {day(max(days))}" if days else "you asked, and their answer may still come"


def trusted_for(ledger: Ledger) -> str:
    return duration(ledger.clock.days) if ledger.clock else ""
