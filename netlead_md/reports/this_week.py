"""What deserves me now? (SPEC §4, This week)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from netlead_md.analysis.decay import add_days, day_of
from netlead_md.analysis.pipeline import project_needs
from netlead_md.model.book import Book, PersonSummary
from netlead_md.model.ledger import Ledger, Promise
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import CONTACT, LIVE, PROMISE, TODO
from netlead_md.model.words import EntryTypeName, ItemSource, StepRule
from netlead_md.reports.first_lines import (
    YOUNG,
    Door,
    StaffRow,
    active_people,
    count_log_lines,
    first_lines,
    open_doors,
    staff_rows,
    who_is_there,
)
from netlead_md.reports.formatting import (
    ANSWER,
    as_sentence,
    cadence_text,
    contact_state_text,
    format_late,
    join_words,
    last_contact_text,
    number_word,
)
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.reports.shared_rows import FORGOTTEN, GIVE, OWED, NextStepRow, item_text, next_step_row
from netlead_md.wording.phrases import KIND_WORDS, format_day, format_duration, pluralise

# What a vault can say that holds people and no dated line yet: whom not seen for longest, whom to thank.


_MOST: Final = 5


class UnseenPerson(msgspec.Struct, frozen=True):
    person: NoteLink
    last: str


class OpenDoor(msgspec.Struct, frozen=True):
    """Somebody through whom I met others."""

    person: NoteLink
    met: str


class FirstDay(msgspec.Struct, frozen=True):
    unseen: tuple[UnseenPerson, ...] = ()
    """The five not seen for longest, of those with a last contact on record."""
    thank: tuple[OpenDoor, ...] = ()
    word: tuple[NoteLink, ...] = ()
    """Organisations that trust me by my own word (their `trust` field), the highest first."""
    staff: tuple[StaffRow, ...] = ()
    """Who is there, by organisation."""
    doors: tuple[Door, ...] = ()
    """Ways of introductions that lead over somebody else."""
    lines: tuple[str, ...] = ()
    """First lines to write, about people of the vault."""


def day_one(book: Book, setting: PageContext) -> FirstDay:
    """What notes say without log lines, and beside the first twelve of them: one line more makes no page poorer.

    In a vault without organisations it stays: there the other parts of the page have less to say.
    """
    network = book.network
    lines = count_log_lines(book)
    if lines >= YOUNG and network.organisations:
        return FirstDay()
    here = active_people(book)
    seen = sorted(
        (one.last_contact, here[one.key].name.lower(), one.key)
        for one in book.people.values()
        if one.key in here and one.last_contact is not None
    )
    doors = Counter(one.met_through for one in here.values() if one.met_through in here)
    ranked = sorted(doors.items(), key=lambda one: (-one[1], here[one[0]].name.lower(), one[0]))
    trusted = [one for one in network.organisations.values() if one.trust and one.status == "active"]
    trusted.sort(key=lambda one: (-(one.trust or 0), one.name.lower(), one.key))
    name = setting.people.name
    return FirstDay(
        tuple(
            UnseenPerson(name(key), f"{format_duration((book.as_of - date).days)} ago") for date, _, key in seen[:_MOST]
        ),
        tuple(OpenDoor(name(key), pluralise(count, "person", "people")) for key, count in ranked[:_MOST]),
        tuple(name(one.key) for one in trusted[:_MOST]),
        staff_rows(book, setting),
        open_doors(book, setting),
        first_lines(book, setting) if lines < YOUNG else (),
    )


def first_answer(book: Book, first: FirstDay) -> str:
    """The one sentence of such a page."""
    if not first.unseen:
        there = who_is_there(book)
        return f"Your notes hold {there}. Write one line about whom you meet, and this page says what fits next."
    names = join_words([one.person.text for one in first.unseen])
    return f"Not seen for longest: {names}. Write one line about whom you meet, and this page says what fits next."


# One good thing to be thankful for (SPEC §4, This week).


_RECENT: Final = 182
"""Days: what is older has been told often enough."""
_GIFTS: Final[tuple[EntryTypeName, ...]] = ("support", "intro", "trust++", "trust+", "evidence")
"""In this order on one day."""


def latest_good_news(book: Book, setting: PageContext) -> str:
    """The latest thing that somebody gave or entrusted, in one sentence; empty if there was none in half a year."""
    since = add_days(book.as_of, -_RECENT)
    latest = setting.memory.each("gladness", book.ledgers, lambda key: tuple(_latest_gifts(book.ledgers[key], since)))
    found = [
        (entry.date, -_GIFTS.index(entry.type), key, entry) for key, entries in latest.items() for entry in entries
    ]
    if not found:
        return ""
    date, _, key, entry = max(found, key=lambda one: (one[0], one[1], one[2], one[3].line.line))
    return _gift_sentence(setting, key, entry, date)


def _latest_gifts(ledger: Ledger, since: dt.date) -> Iterator[Entry]:
    """The gifts of the latest day on which there was one; none where that was before the day."""
    last = since
    for entry in reversed(ledger.entries):
        if day_of(entry) < last:
            return
        if _is_gift(entry):
            last = entry.date
            yield entry


def _is_gift(entry: Entry) -> bool:
    return entry.type in _GIFTS and (entry.type != "intro" or entry.line.outcome in ("made", "met"))


def _gift_sentence(setting: PageContext, key: str, entry: Entry, date: dt.date) -> str:
    name, quote = setting.people.plain(key), setting.people.quote(entry)
    if entry.path in setting.people.book.network.people:  # a line of somebody's own note
        name = f"{setting.people.plain(entry.path)} at {name}"
    did = {"support": "helped", "intro": "opened a door", "evidence": "put it in writing"}.get(
        entry.type, "trusted you"
    )
    return as_sentence(f"{name} {did} on {format_day(date)}{f': {quote}' if quote else ''}")


TITLE: Final = "This week"
_LINKS: Final = (
    "Trust without support",
    "People first",
    "Promises",
    "Support pipeline",
    "Trust and support map",
    "Introductions and growth",
    "How I am seen",
    "Time and money",
    "Giving and asking",
    "Review day",
    "Questions",
    "Notes health",
)
_PLANS: Final = 14
"""Days ahead."""
_BOXES: Final[dict[EntryTypeName, str]] = {PROMISE: "your promise", TODO: "a task"}
_MET: Final = 10
"""Days after a live contact in which somebody is left alone, but for what is owed."""
_BEST: Final = 3
_FIRST_MONDAY: Final = dt.date(2024, 1, 1)
_LATE: Final[frozenset[StepRule]] = frozenset({"late-pledge"})
_GIVING: Final[frozenset[ItemSource]] = frozenset({"pledge", "support", "part"})
_BRIEF: Final = 3
"""Sentences about whoever is to be met."""
_POWER: Final = {"high": 0, "medium": 1, "low": 2}


class CarePerson(msgspec.Struct, frozen=True):
    """Somebody I am responsible for or to."""

    person: NoteLink
    answer: str
    last: str
    hoped: str
    """Cadence in words."""


class LatePromise(msgspec.Struct, frozen=True):
    """A promise of mine past its day."""

    text: str
    who: NoteLink | None
    due: str
    late: str


class PlanRow(msgspec.Struct, frozen=True):
    day: str
    what: str
    who: tuple[NoteLink, ...]
    brief: str
    """Before I go: last contact, what each owes, one personal line."""


class ThisWeekView(msgspec.Struct, frozen=True):
    head: PageHeader
    as_of: str
    empty: bool
    people: tuple[CarePerson, ...]
    promises: tuple[LatePromise, ...]
    older: int
    """Promises of mine that are more than two months late."""
    steps: tuple[NextStepRow, ...]
    """At most three: one owed, one to ask or settle, one to give."""
    plans: tuple[PlanRow, ...]
    glad: str
    first: FirstDay
    """What a vault without a dated line can say."""


def build(book: Book, setting: PageContext) -> ThisWeekView:
    overdue = setting.memory.once("this week: overdue", (book.promises,), lambda: _overdue_promises(book))
    recent = [one for one in overdue if one.days <= FORGOTTEN]
    people = _neglected_people(book, setting)
    steps = tuple(next_step_row(setting, ledger) for ledger in _choose_steps(book, setting))
    soon = setting.memory.once("this week: soon", (book.promises, book.as_of), lambda: _coming_promises(book))
    called = people or overdue or soon
    empty = not any(ledger.entries for ledger in book.ledgers.values()) and not called
    first = day_one(book, setting)
    alone = (first.unseen or (first.staff and empty)) and not called and not steps
    answer = first_answer(book, first) if alone else _answer_text(setting, people, recent, soon, steps, empty=empty)
    return ThisWeekView(
        setting.head(book, TITLE, answer, *_LINKS),
        format_day(book.as_of),
        empty,
        tuple(_care_person(setting, book, one) for one in people),
        tuple(_late_promise(setting, one) for one in recent),
        len(overdue) - len(recent),
        steps,
        coming_plans(book, setting),
        latest_good_news(book, setting),
        first,
    )


def _overdue_promises(book: Book) -> list[Promise]:
    return sorted((one for one in book.promises if one.state == "overdue"), key=lambda one: -one.days)


def _coming_promises(book: Book, days: int = _PLANS) -> list[Promise]:
    """What I have promised for the next days: two weeks on this page."""
    return [one for one in book.promises if one.state == "open" and one.days >= -days]


def _choose_steps(book: Book, setting: PageContext) -> tuple[Ledger, ...]:
    """One step owed, one to ask or settle, one to give (SPEC §4).

    Of the three best to ask and to give one stands here, by turns of the weeks; what is owed or late waits for no turn.
    """
    needs = setting.memory.once("this week: needs", tuple(book.ledgers.values()), lambda: _needs(book))
    ranks = setting.memory.each_of(
        "this week: rank",
        {key: (ledger, book.organisations[key], needs) for key, ledger in book.ledgers.items()},
        lambda key: _step_rank(book, book.ledgers[key], needs),
    )
    ranked = sorted(rank for rank in ranks.values() if rank is not None)
    owed = [rank.key for rank in ranked if rank.rule in OWED]
    late = [rank.key for rank in ranked if rank.rule in _LATE]
    ask = [rank.key for rank in ranked if rank.rule not in OWED | GIVE]
    give = [rank.key for rank in ranked if rank.rule in GIVE]
    keys = (*owed[:1], *(late[:1] or _in_turn(book, ask)), *_in_turn(book, give))
    return tuple(book.ledgers[key] for key in keys)


def _in_turn(book: Book, best: Sequence[str]) -> tuple[str, ...]:
    """One of the three best, by the number of the week."""
    week = (book.as_of - _FIRST_MONDAY).days // 7
    return (best[week % min(len(best), _BEST)],) if best else ()


def _needs(book: Book) -> frozenset[str]:
    """The kinds of help that an active project still seeks."""
    return frozenset(one.need.kind for one in project_needs(book) if one.open_size > 0)


def _deserves_step(book: Book, ledger: Ledger) -> bool:
    """Not whoever was met live of late, and staying in touch only where it is time to; what is owed always."""
    if ledger.step.rule in OWED:
        return True
    met = _met(ledger)
    if met is not None and (book.as_of - met).days <= _MET:
        return False
    if ledger.step.rule != "stay-in-touch":
        return True
    due = ledger.care is not None and ledger.care.state != "fine"
    return due and bool(ledger.entries) and ledger.side != "let-go"


def _met(ledger: Ledger) -> dt.date | None:
    """The day of the last live contact."""
    return next((entry.date for entry in reversed(ledger.entries) if entry.type in LIVE), None)


class _Rank(NamedTuple):
    """The smaller the earlier: written grow, a need that they could meet, longest not met, power, name."""

    not_grow: bool
    no_need: bool
    met: int
    power: int
    name: str
    key: str
    rule: str


def _step_rank(book: Book, ledger: Ledger, needs: frozenset[str]) -> _Rank | None:
    """None for those who are left out."""
    if not _deserves_step(book, ledger):
        return None
    organisation, decision = book.organisations[ledger.key], ledger.decision
    grow = decision is not None and decision.in_force and decision.decision == "grow"
    could = {*organisation.could_give, *(item.kind for item in ledger.support.items if item.source in _GIVING)}
    met = _met(ledger)
    return _Rank(
        not grow,
        needs.isdisjoint(could),
        met.toordinal() if met is not None else 0,
        _POWER.get(organisation.power, 3),
        organisation.name.lower(),
        ledger.key,
        ledger.step.rule,
    )


def _neglected_people(book: Book, setting: PageContext) -> list[PersonSummary]:
    """Those I answer for or to and have not seen for too long, the longest beyond their cadence first."""
    people = book.network.people
    keys = setting.memory.once("this week: people", (people,), lambda: _people_of_mine(book))
    mine = [book.people[key] for key in keys]
    waiting = [one for one in mine if contact_state_text(one) != "fine"]
    return sorted(waiting, key=lambda one: (-_beyond_cadence(one), people[one.key].name.lower(), one.key))


def _people_of_mine(book: Book) -> list[str]:
    return [key for key, person in book.network.people.items() if person.responsibility in ANSWER]


def _beyond_cadence(regard: PersonSummary) -> float:
    care = regard.care
    return float("inf") if care is None or care.days is None else care.days / max(care.cadence, 1)


def _care_person(setting: PageContext, book: Book, regard: PersonSummary) -> CarePerson:
    answer = ANSWER[book.network.people[regard.key].responsibility]
    return CarePerson(setting.people.name(regard.key), answer, last_contact_text(regard), cadence_text(regard))


def _late_promise(setting: PageContext, promise: Promise) -> LatePromise:
    who = _named_links(setting, promise.entry)
    text = setting.people.quote(promise.entry) or "a promise"
    return LatePromise(text, who[0] if who else None, format_day(promise.due), format_late(promise.days))


def _named_links(setting: PageContext, entry: Entry) -> tuple[NoteLink, ...]:
    keys = entry.people or tuple(reach.organisation for reach in entry.reach)
    return tuple(setting.people.name(key) for key in keys)


def coming_plans(book: Book, setting: PageContext, days: int = _PLANS) -> tuple[PlanRow, ...]:
    """Plans of the next days, and what I promised for a day among them; two weeks on this page (SPEC §4)."""
    plans = [entry for entry in book.plans if 0 <= (entry.date - book.as_of).days <= days]
    every = [*plans, *(one.entry for one in _coming_promises(book, days))]
    return tuple(_plan_row(book, setting, entry) for entry in sorted(every, key=lambda entry: entry.date))


def _plan_row(book: Book, setting: PageContext, entry: Entry) -> PlanRow:
    word = _BOXES.get(entry.type, entry.line.word or entry.type)
    text = setting.people.quote(entry)
    told = text if text and entry.type == TODO else f"{word}: {text}" if text else word
    brief = _brief(book, setting, entry) if entry.type not in _BOXES else ""
    return PlanRow(format_day(entry.date), told, _named_links(setting, entry), brief)


def _brief(book: Book, setting: PageContext, plan: Entry) -> str:
    """In a few short sentences what to know before meeting them."""
    keys = [each.organisation for each in plan.reach if each.organisation in book.ledgers]
    ledgers = [book.ledgers[key] for key in keys[:1]]
    regards = [book.people[key] for key in plan.people[:1]]
    touched = [*(one.last_contact for one in ledgers), *(one.last_contact for one in regards)]
    latest = max((each for each in touched if each is not None), default=None)
    parts = [f"Last contact {format_day(latest)}." if latest is not None else "No note of contact."]
    for ledger in ledgers:
        asks = [ask for ask in ledger.asks if ask.state == "open"]
        parts += [f"You asked for {KIND_WORDS.get(ask.kind, ask.kind)} on {format_day(ask.date)}." for ask in asks[-1:]]
        open_ = [item for item in ledger.support.items if item.state in ("open", "overdue")]
        parts += [
            f"They promised {item_text(setting.people, item)} by {format_day(item.due)}."
            for item in open_[:1]
            if item.due
        ]
        mine = [one for one in ledger.promises if one.state in ("open", "overdue")]
        parts += [
            f"You promised {setting.people.quote(one.entry) or 'something'} by {format_day(one.due)}."
            for one in mine[:1]
        ]
    told = [entry for regard in regards for entry in regard.entries if entry.type in CONTACT and entry.line.text]
    personal = [as_sentence(quote) for entry in told[-1:] if (quote := setting.people.quote(entry))]
    return " ".join([*parts[:_BRIEF], *personal])


def _answer_text(  # noqa: PLR0913  (as many things may call)
    setting: PageContext,
    people: list[PersonSummary],
    promises: list[Promise],
    soon: list[Promise],
    steps: tuple[NextStepRow, ...],
    *,
    empty: bool,
) -> str:
    if empty:
        return (
            "Nothing calls for you yet: write a first dated line about somebody, and this page says what deserves you."
        )
    parts = []
    if people:
        names = join_words([setting.people.plain(one.key) for one in people], 2)
        parts.append(f"see {names} first")
    if promises:
        past = "promise of yours is past its day" if len(promises) == 1 else "promises of yours are past their day"
        parts.append(f"{number_word(len(promises))} {past}")
    if soon:
        due = "promise of yours falls due" if len(soon) == 1 else "promises of yours fall due"
        parts.append(f"{number_word(len(soon))} {due} by {format_day(max(one.due for one in soon))}")
    if steps:
        parts.append(f"with {steps[0].organisation.text}, {steps[0].text.rstrip('.')}")
    if not parts:
        return "Nobody waits for you this week."
    return as_sentence("; ".join(parts))
