"""What deserves me now? (SPEC §4, This week)."""

from collections.abc import Callable
from typing import Final

import msgspec

from netlead_md.model.book import Book, Regard
from netlead_md.model.ledger import Ledger, Promise
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import PROMISE, TODO
from netlead_md.reports.care import ANSWER, hoped, last, state
from netlead_md.reports.day_one import DayOne, day_one, first_answer
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.gladness import gladness
from netlead_md.reports.setting import Setting
from netlead_md.reports.steps import FORGOTTEN, GIVE, OWED, Next, next_step
from netlead_md.reports.words import day, late, listed, number, sentence

TITLE: Final = "This week"
_LINKS: Final = (
    "Trust without support",
    "People I answer for and to",
    "Words and deeds",
    "Support pipeline",
    "Trust and support map",
    "Introductions and growth",
    "How I am seen",
    "Time and money",
    "Giving and asking",
    "Review day",
    "Notes health",
)
_PLANS: Final = 14
"""Days ahead."""
_BOXES: Final = {PROMISE: "your promise", TODO: "a task"}
_POWER: Final = {"high": 0, "medium": 1, "low": 2}


class Cared(msgspec.Struct, frozen=True):
    """Somebody I am responsible for or to."""

    person: Name
    answer: str
    last: str
    hoped: str
    """Cadence in words."""


class Late(msgspec.Struct, frozen=True):
    """A promise of mine past its day."""

    text: str
    who: Name | None
    due: str
    late: str


class Plan(msgspec.Struct, frozen=True):
    day: str
    what: str
    who: tuple[Name, ...]


class View(msgspec.Struct, frozen=True):
    head: Head
    as_of: str
    empty: bool
    people: tuple[Cared, ...]
    promises: tuple[Late, ...]
    older: int
    """Promises of mine that are more than two months late."""
    steps: tuple[Next, ...]
    """At most three: one owed, one to ask or settle, one to give."""
    plans: tuple[Plan, ...]
    glad: str
    first: DayOne
    """What a vault without a dated line can say."""


def build(book: Book, setting: Setting) -> View:
    overdue = setting.memory.once("this week: overdue", (book.promises,), lambda: _overdue(book))
    recent = [one for one in overdue if one.days <= FORGOTTEN]
    people = _people(book, setting)
    steps = tuple(next_step(setting, ledger) for ledger in _chosen(book, setting))
    soon = setting.memory.once("this week: soon", (book.promises, book.as_of), lambda: _soon(book))
    called = people or overdue or soon
    empty = not any(ledger.entries for ledger in book.ledgers.values()) and not called
    first = day_one(book, setting)
    alone = first.unseen and not called
    answer = first_answer(first) if alone else _answer(setting, people, recent, soon, steps, empty=empty)
    return View(
        setting.head(book, TITLE, answer, *_LINKS),
        day(book.as_of),
        empty,
        tuple(_cared(setting, book, one) for one in people),
        tuple(_late(setting, one) for one in recent),
        len(overdue) - len(recent),
        steps,
        _plans(book, setting, soon),
        gladness(book, setting),
        first,
    )


def _overdue(book: Book) -> list[Promise]:
    return sorted((one for one in book.promises if one.state == "overdue"), key=lambda one: -one.days)


def _soon(book: Book) -> list[Promise]:
    """What I have promised for the next two weeks."""
    return [one for one in book.promises if one.state == "open" and one.days >= -_PLANS]


def _chosen(book: Book, setting: Setting) -> tuple[Ledger, ...]:
    """One step owed, one to ask or settle, one to give: each the first by written grow, power, longest clock, name."""
    ranks = setting.memory.each("this week: rank", book.ledgers, lambda key: _rank(book, book.ledgers[key]))
    every = tuple(rank for rank in ranks.values() if rank is not None)
    ranked = setting.memory.once("this week: ranked", every, lambda: sorted(every))
    groups: tuple[Callable[[str], bool], ...] = (
        lambda rule: rule in OWED,
        lambda rule: rule not in OWED | GIVE,
        lambda rule: rule in GIVE,
    )
    firsts = (next((rank[-2] for rank in ranked if belongs(rank[-1])), None) for belongs in groups)
    return tuple(book.ledgers[key] for key in firsts if key is not None)


def _deserves(ledger: Ledger) -> bool:
    """Staying in touch is no step with those whom the notes only name, nor with those let go."""
    return ledger.step.rule != "stay-in-touch" or (bool(ledger.entries) and ledger.side != "let-go")


def _rank(book: Book, ledger: Ledger) -> tuple[bool, int, int, str, str, str] | None:
    """Ends with key and rule; none for whose step is none."""
    if not _deserves(ledger):
        return None
    organisation, decision = book.network.organisations[ledger.key], ledger.decision
    grow = decision is not None and decision.in_force and decision.decision == "grow"
    clock = ledger.clock.days if ledger.clock else -1
    power = _POWER.get(organisation.power, 3)
    return not grow, power, -clock, organisation.name.lower(), ledger.key, ledger.step.rule


def _people(book: Book, setting: Setting) -> list[Regard]:
    """Those I answer for or to and have not seen for too long, the longest beyond their cadence first."""
    people = book.network.people
    keys = setting.memory.once("this week: people", (people,), lambda: _mine(book))
    mine = [book.people[key] for key in keys]
    waiting = [one for one in mine if state(one) != "fine"]
    return sorted(waiting, key=lambda one: (-_beyond(one), people[one.key].name.lower(), one.key))


def _mine(book: Book) -> list[str]:
    return [key for key, person in book.network.people.items() if person.responsibility in ANSWER]


def _beyond(regard: Regard) -> float:
    care = regard.care
    return float("inf") if care is None or care.days is None else care.days / max(care.cadence, 1)


def _cared(setting: Setting, book: Book, regard: Regard) -> Cared:
    answer = ANSWER[book.network.people[regard.key].responsibility]
    return Cared(setting.people.name(regard.key), answer, last(regard), hoped(regard))


def _late(setting: Setting, promise: Promise) -> Late:
    who = _named(setting, promise.entry)
    text = setting.people.quote(promise.entry) or "a promise"
    return Late(text, who[0] if who else None, day(promise.due), late(promise.days))


def _named(setting: Setting, entry: Entry) -> tuple[Name, ...]:
    keys = entry.people or tuple(reach.organisation for reach in entry.reach)
    return tuple(setting.people.name(key) for key in keys)


def _plans(book: Book, setting: Setting, soon: list[Promise]) -> tuple[Plan, ...]:
    """Plans of the next two weeks, and what I promised for a day among them."""
    plans = [entry for entry in book.plans if 0 <= (entry.date - book.as_of).days <= _PLANS]
    every = [*plans, *(one.entry for one in soon)]
    return tuple(_plan(setting, entry) for entry in sorted(every, key=lambda entry: entry.date))


def _plan(setting: Setting, entry: Entry) -> Plan:
    word = _BOXES.get(entry.type, entry.line.word or entry.type)
    text = setting.people.quote(entry)
    what = text if text and entry.type == TODO else f"{word}: {text}" if text else word
    return Plan(day(entry.date), what, _named(setting, entry))


def _answer(  # noqa: PLR0913  (as many things may call)
    setting: Setting,
    people: list[Regard],
    promises: list[Promise],
    soon: list[Promise],
    steps: tuple[Next, ...],
    *,
    empty: bool,
) -> str:
    if empty:
        return (
            "Nothing calls for you yet: write a first dated line about somebody, and this page says what deserves you."
        )
    parts = []
    if people:
        names = listed([setting.people.plain(one.key) for one in people], 2)
        parts.append(f"see {names} first")
    if promises:
        past = "promise of yours is past its day" if len(promises) == 1 else "promises of yours are past their day"
        parts.append(f"{number(len(promises))} {past}")
    if soon:
        due = "promise of yours falls due" if len(soon) == 1 else "promises of yours fall due"
        parts.append(f"{number(len(soon))} {due} by {day(max(one.due for one in soon))}")
    if steps:
        parts.append(f"with {steps[0].organisation.text}, {steps[0].text.rstrip('.')}")
    if not parts:
        return "Nobody waits for you this week."
    return sentence("; ".join(parts))
