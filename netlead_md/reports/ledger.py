"""Why? Everything about one organisation, with the working of every figure (SPEC §4, NAME ledger)."""

import datetime as dt
import itertools
from typing import Final

import msgspec

from netlead_md.deriving import history
from netlead_md.deriving.standing import within
from netlead_md.deriving.wording import KIND_WORDS
from netlead_md.model.book import Book, Month
from netlead_md.model.ledger import Ledger
from netlead_md.model.network import Entry
from netlead_md.reports.commitments import RUNGS, WORDING, Promised, kept, pledges, promised, trusted_for, what
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.ledger_changes import changes
from netlead_md.reports.ledger_meeting import Meeting, meeting
from netlead_md.reports.ledger_working import Working, working
from netlead_md.reports.setting import Setting
from netlead_md.reports.steps import Advice, Next, advice, decided, next_step
from netlead_md.reports.words import MONTHS, day, listed, number, plural, times, whole

TEMPLATE: Final = "ledger.md.jinja"
_LINKS: Final = ("Trust without support", "Trust and support map", "Words and deeds", "Review day", "Notes health")
_YEAR: Final = 365
_MOST: Final = 40
"""Rows of the timeline."""
_TIMELINE: Final = ("ask", "answer", "pledge", "released", "evidence", "support", "intro")
_YOURS: Final = ("task", "connect", "give", "kept", "offer")
_THEIRS: Final = ("support", "evidence", "intro")
_SIGNS: Final = {"GBP": "£", "EUR": "€", "USD": "$"}
_FEW: Final = 5
_ONE_PERSON: Final = 0.7
"""Share of the most named person from which on trust rests on one (SPEC §3.1)."""
_TRUST: Final = {
    "strained": "Things are strained",
    "no sign noted": "No sign of their trust is noted yet",
    "aware": "They are aware of you",
    "acquainted": "They know you",
}
STAGES: Final = ("identified", "in contact", "trusted", "asked", "evidenced", "agreed", "delivering", "stewarded")


class Person(msgspec.Struct, frozen=True):
    person: Name
    title: str
    influence: str
    trust: str


class Said(msgspec.Struct, frozen=True):
    """One line of the timeline: in the column of what was said, or of what came."""

    day: str
    said: str
    came: str


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
    timeline: tuple[Said, ...]
    earlier: int
    """Lines of the timeline that are older than those shown."""
    people: tuple[Person, ...]
    breadth: str
    gave: tuple[tuple[str, str], ...]
    """Pairs: what I gave, what they gave, in 12 months."""
    effort: str
    working: Working
    changes: tuple[str, ...]
    review: Advice
    review_line: str


def due(book: Book) -> tuple[str, ...]:
    """Keys of the organisations with an entry."""
    return tuple(key for key, ledger in book.ledgers.items() if ledger.entries)


def build(book: Book, setting: Setting, key: str) -> View:
    ledger, name = book.ledgers[key], setting.people.plain(key)
    said = [_said(setting, entry) for entry in ledger.entries if entry.type in _TIMELINE]
    head = setting.head(book, f"{name} ledger", _answer(setting, ledger), *_LINKS)
    return View(
        msgspec.structs.replace(head, properties=_properties(setting, ledger)),
        setting.people.name(key),
        _standing(ledger),
        meeting(book, setting, ledger),
        next_step(setting, ledger),
        _months(history(book, key)),
        tuple(promised(setting, item, book.as_of) for item in pledges(ledger, book.as_of)),
        _words(ledger),
        tuple(said[-_MOST:]),
        max(len(said) - _MOST, 0),
        tuple(_person(book, setting, key, person) for person in ledger.people),
        _breadth(ledger),
        _gave(setting, ledger, book.as_of),
        _effort(ledger, book.portfolio.currency),
        working(setting, ledger),
        changes(book, setting, ledger),
        advice(ledger),
        f"- review {decided(ledger)}: {setting.people.written(key)}",
    )


def _answer(setting: Setting, ledger: Ledger) -> str:
    trust = "They trust you" if ledger.clock else _TRUST.get(ledger.trust.word, "They trust you")
    few = " (too few notes to say)" if ledger.trust.thin else ""
    return f"{trust}{few}; {_given(setting, ledger)}."


def _given(setting: Setting, ledger: Ledger) -> str:
    items, people = [item for item in ledger.support.items if item.state != "released"], setting.people
    helped = [what(people, item) for item in items if item.hard and item.delivered is not None]
    if ledger.class_ == "supported":
        return f"they help: {listed(helped or [what(people, item) for item in items if item.hard])}"
    letters = sum(item.source == "evidence" for item in items)
    promises = sum(item.source == "pledge" and item.delivered is None for item in items)
    doors = sum(item.source == "intro" for item in items)
    soft = [
        what(people, item) for item in items if not item.hard and item.source != "intro" and item.delivered is not None
    ]
    parts = [
        *soft[-1:],
        *(["a letter" if letters == 1 else f"{number(letters)} written words"] if letters else []),
        *([f"{number(promises)} {'promise' if promises == 1 else 'promises'}"] if promises else []),
        *(["an introduction" if doors == 1 else f"{number(doors)} introductions"] if doors else []),
        f"{plural(len(helped), 'piece')} of help" if helped else "no hard help" if soft else "no help",
    ]
    if len(parts) == 1 and not helped:
        return "you asked, and nothing has come yet" if ledger.hard_asks else "nothing was asked, and nothing given"
    return f"so far they have given {listed(parts, 4)}"


def _properties(setting: Setting, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    return (
        ("organisation", setting.people.written(ledger.key)),
        ("class", ledger.class_),
        ("stage", STAGES[ledger.stage]),
        ("trust", ledger.trust.word),
    )


def _standing(ledger: Ledger) -> str:
    word = WORDING[ledger.class_]
    parts = [f"{word[0].upper()}{word[1:]}"]
    parts += [f"trusted for {trusted_for(ledger)}"] if ledger.clock else [ledger.trust.word]
    parts.append(f"asked {times(ledger.hard_asks)}" if ledger.hard_asks else "nothing asked")
    due = ledger.follow_through.due
    parts.append(f"{kept(ledger.follow_through)} promises kept" if due else "no promise due yet")
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


def _said(setting: Setting, entry: Entry) -> Said:
    quote, words = setting.people.quote(entry), _words_of(entry)
    text = f"{words}: {quote}" if quote else words
    came = entry.type in ("support", "evidence") or entry.line.outcome in ("made", "met")
    return Said(day(entry.date), "" if came else text, text if came else "")


def _words_of(entry: Entry) -> str:
    line = entry.line
    kind = KIND_WORDS.get(line.kind, line.kind)
    match entry.type:
        case "ask":
            return f"You asked for {kind}"
        case "answer":
            return f"They answered {line.outcome}"
        case "pledge":
            return f"They promised {kind} ({RUNGS.get(line.rung, 'spoken')})"
        case "evidence":
            return f"In writing ({RUNGS.get(line.rung, 'informal')})"
        case "support":
            return f"{kind[0].upper()}{kind[1:]} came"
        case "intro":
            return f"Introduction {line.outcome or 'asked'}"
        case _:
            return "You let them off"


def _person(book: Book, setting: Setting, key: str, person: str) -> Person:
    roles = [role for role in book.network.people[person].roles if role.organisation == key]
    hidden = person in setting.people.hidden
    title = roles[0].title if roles and not hidden else ""
    regard = book.people.get(person)
    influence = roles[0].influence if roles else ""
    return Person(setting.people.name(person), title, influence, "" if regard is None or hidden else regard.trust.word)


def _breadth(ledger: Ledger) -> str:
    breadth = ledger.trust.breadth
    if breadth.entries >= _FEW and breadth.top_share is not None and breadth.top_share >= _ONE_PERSON:
        return "What you know of them rests on one person."
    return ""


def _gave(setting: Setting, ledger: Ledger, as_of: dt.date) -> tuple[tuple[str, str], ...]:
    recent = within(ledger.entries, as_of, _YEAR)
    yours = [_gift(setting, entry) for entry in recent if entry.type in _YOURS]
    theirs = [_gift(setting, entry) for entry in recent if entry.type in _THEIRS and entry.line.outcome != "asked"]
    return tuple(itertools.zip_longest(yours, theirs, fillvalue=""))


def _gift(setting: Setting, entry: Entry) -> str:
    quote = setting.people.quote(entry)
    kind = " ".join(part for part in (entry.line.word or entry.type, entry.line.outcome or entry.line.rung) if part)
    kind = kind[0].upper() + kind[1:]
    return f"{kind}: {quote}" if quote else kind


def _effort(ledger: Ledger, currency: str) -> str:
    hours = f"{ledger.hours:.1f}".removesuffix(".0")
    parts = [f"{hours} {'hour' if hours == '1' else 'hours'}"] if ledger.hours else []
    if ledger.cost:
        money = f"{ledger.cost:,.2f}".removesuffix(".00")
        parts.append(f"{_SIGNS[currency]}{money}" if currency in _SIGNS else f"{money} {currency}".strip())
    return ", ".join(parts)
