"""Why? Everything about one organisation, with the working of every figure (SPEC §4, NAME ledger)."""

import datetime as dt
from typing import Final

import msgspec

from netlead_md.deriving import grounds, history
from netlead_md.deriving.stage import STAGES
from netlead_md.model.book import Book, Month
from netlead_md.model.ledger import Ledger
from netlead_md.reports.commitments import (
    WORDING,
    Promised,
    awaited,
    kept,
    pledges,
    promised,
    promises_kept,
    trusted_for,
    what,
)
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.ledger_changes import changes
from netlead_md.reports.ledger_exchange import TimelineRow, effort, gave, timeline
from netlead_md.reports.ledger_meeting import Meeting, meeting
from netlead_md.reports.ledger_people import PersonRow, breadth, people_there
from netlead_md.reports.ledger_working import Working, working
from netlead_md.reports.setting import Setting
from netlead_md.reports.steps import Advice, Next, advice, decided, next_step
from netlead_md.reports.words import MONTHS, capital, listed, number, plural, sentence, times, whole

TEMPLATE: Final = "ledger.md.jinja"
_LINKS: Final = ("Trust without support", "Trust and support map", "Words and deeds", "Review day", "Notes health")
_WRITTEN: Final = {"email": "an e-mail", "letter": "a letter", "agreement": "an agreement"}
_TRUST: Final = {
    "strained": "Things are strained",
    "no sign noted": "No sign of their trust is noted yet",
    "aware": "They are aware of you",
    "acquainted": "They know you",
}


class Point(msgspec.Struct, frozen=True):
    """One month of the chart."""

    month: str
    trust: int
    hard: int


class View(msgspec.Struct, frozen=True):
    head: Head
    organisation: Name
    standing: str
    """Class, clock, asks and promises in one line."""
    meeting: Meeting
    step: Next
    months: tuple[Point, ...]
    pledges: tuple[Promised, ...]
    words: str
    timeline: tuple[TimelineRow, ...]
    earlier: int
    """Lines of the timeline that are older than those shown."""
    people: tuple[PersonRow, ...]
    breadth: str
    gave: tuple[tuple[str, str], ...]
    """Pairs: what I gave, what they gave, in 12 months."""
    effort: str
    working: Working
    changes: tuple[str, ...]
    review: Advice
    review_line: str


def due_keys(book: Book) -> tuple[str, ...]:
    """Keys of the organisations with an entry."""
    return tuple(key for key, ledger in book.ledgers.items() if ledger.entries)


def build(book: Book, setting: Setting, key: str) -> View:
    ledger, name = book.ledgers[key], setting.people.plain(key)
    rows, earlier = timeline(setting, ledger)
    stood = grounds(ledger)
    head = setting.head(book, f"{name} ledger", _answer(setting, ledger), *_LINKS)
    return View(
        msgspec.structs.replace(head, properties=_properties(setting, ledger)),
        setting.people.name(key),
        _standing(ledger),
        meeting(book, setting, ledger),
        next_step(setting, ledger),
        _months(history(book, key, stood)),
        tuple(promised(setting, item, book.as_of) for item in pledges(ledger, book.as_of)),
        _words(ledger),
        rows,
        earlier,
        people_there(book, setting, ledger),
        breadth(ledger),
        gave(setting, ledger, book.as_of),
        effort(ledger, book.portfolio.currency),
        working(setting, ledger, stood),
        changes(book, setting, ledger),
        advice(ledger),
        f"- review {decided(ledger)}: {setting.people.written(key)}",
    )


def _answer(setting: Setting, ledger: Ledger) -> str:
    trust = "They trust you" if ledger.clock else _TRUST.get(ledger.trust.word, "They trust you")
    few = " (too few notes to say)" if ledger.trust.thin else ""
    return sentence(f"{trust}{few}; {_given(setting, ledger, setting.people.book.as_of)}")


def _given(setting: Setting, ledger: Ledger, as_of: dt.date) -> str:
    items, people = [item for item in ledger.support.items if item.state != "released"], setting.people
    helped = [what(people, item) for item in items if item.hard and item.delivered is not None]
    if ledger.class_ == "supported":
        return f"they help: {listed(helped or [what(people, item) for item in items if item.hard])}"
    written = [item.rung for item in items if item.source == "evidence"]
    promises = sum(item.source == "pledge" and item.delivered is None for item in items)
    doors = sum(item.source == "intro" for item in items)
    soft = [
        what(people, item) for item in items if not item.hard and item.source != "intro" and item.delivered is not None
    ]
    parts = [
        *soft[-1:],
        *([_WRITTEN.get(written[0], "a written word")] if len(written) == 1 else []),
        *([f"{number(len(written))} written words"] if len(written) > 1 else []),
        *([f"{number(promises)} {'promise' if promises == 1 else 'promises'}"] if promises else []),
        *(["an introduction" if doors == 1 else f"{number(doors)} introductions"] if doors else []),
        f"{plural(len(helped), 'piece')} of help" if helped else "no hard help" if soft else "no help",
    ]
    if len(parts) == 1 and not helped:
        return awaited(ledger, as_of) if ledger.hard_asks else "nothing was asked, and nothing given"
    return f"so far they have given {listed(parts, 4)}"


def _properties(setting: Setting, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    return (
        ("organisation", setting.people.written(ledger.key)),
        ("class", ledger.class_),
        ("stage", STAGES[ledger.stage]),
        ("trust", ledger.trust.word),
    )


def _standing(ledger: Ledger) -> str:
    parts = [capital(WORDING[ledger.class_])]
    parts += [f"trusted for {trusted_for(ledger)}"] if ledger.clock else [ledger.trust.word]
    parts.append(f"asked {times(ledger.hard_asks)}" if ledger.hard_asks else "nothing asked")
    parts.append(promises_kept(ledger.follow_through))
    stated = ledger.trust.stated
    return " · ".join(parts) + (f". Your own word: {stated} of 5." if stated is not None else ".")


def _months(months: tuple[Month, ...]) -> tuple[Point, ...]:
    if not any(whole(one.trust) or whole(one.hard) for one in months):
        return ()
    return tuple(Point(MONTHS[one.day.month - 1], whole(one.trust), whole(one.hard)) for one in months)


def _words(ledger: Ledger) -> str:
    follow, (followed, meetings) = ledger.follow_through, ledger.advance
    parts = [f"Promises kept: {kept(follow)}."] if follow.due else []
    if meetings:
        parts.append(f"New words or help followed {followed} of {plural(meetings, 'meeting')} within two weeks.")
        if followed and ledger.class_ != "supported":
            parts.append("Meetings bring words here, not yet help.")
    return " ".join(parts)
