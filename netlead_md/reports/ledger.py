"""Why? Everything about one organisation, with the working of every figure (SPEC §4, NAME ledger)."""

import datetime as dt
from typing import Final

import msgspec

from netlead_md.analysis import on_days, trust_grounds
from netlead_md.analysis.decay import HALF_YEAR, YEAR, add_days
from netlead_md.analysis.history import month_ends
from netlead_md.analysis.last_entry import at_last_entry, word_at_last_entry
from netlead_md.analysis.organisation_scores import OFTEN
from netlead_md.analysis.record import record_of
from netlead_md.analysis.trust import FEW
from netlead_md.model.book import Book, Month
from netlead_md.model.ledger import Ledger, SupportItem
from netlead_md.model.network import Entry, Role
from netlead_md.model.vocabulary import CONTACT
from netlead_md.model.words import IntroductionOutcome, Rung, Unsaid
from netlead_md.reports.formatting import (
    as_sentence,
    capitalise_first,
    join_words,
    number_word,
    round_half_up,
    round_to_five,
)
from netlead_md.reports.ledger_tables import (
    LedgerWorking,
    TimelineRow,
    build_timeline,
    build_working,
    effort_text,
    is_gift,
    what_each_gave,
)
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader, Property
from netlead_md.reports.shared_rows import (
    RUNGS,
    NextStepRow,
    PromisedHelp,
    ReviewAdvice,
    asked,
    current_roles,
    decider_known,
    decision_in_force,
    follow_of,
    item_text,
    judged_pledges,
    kept_text,
    next_step_row,
    promised_help,
    promises_kept,
    review_advice,
)
from netlead_md.reports.trust_without_support import waits_since
from netlead_md.wording.absence import asked_so_far, never_helped, nothing_came, state_of
from netlead_md.wording.phrases import MONTHS, format_day, pluralise

# What would change the word for an organisation? (SPEC §3.3, §4).


def possible_changes(
    setting: PageContext, ledger: Ledger, said: tuple[SupportItem, ...], as_of: dt.date
) -> tuple[str, ...]:
    """One sentence a line; the clock's next turn stands there as a day, so that the page does not change daily."""
    waiting = [item for item in said if item.hard and item.state in ("open", "overdue")]
    label = item_text(setting.people, waiting[0]) if waiting else ""
    found = []
    if waiting and ledger.class_ != "supported":
        found.append(f"{capitalise_first(label)}: if it comes, they are helping, and this page says to thank them.")
    found += _clock_changes(ledger, as_of)
    if waiting:
        found.append(f"You let them off ({label}): it is no longer held against them.")
    if ledger.class_ == "building":
        found.append("A sign of their trust, or a small task done superbly, brings you nearer.")
    if ledger.class_ == "supported":
        found.append("Help that has come counts half as much after each year; a new piece makes it whole.")
    return tuple(found)


def _clock_changes(ledger: Ledger, as_of: dt.date) -> list[str]:
    if ledger.clock is None:
        return []
    year, half_year = (add_days(ledger.clock.since, days) for days in (YEAR, HALF_YEAR))
    severe = ledger.hard_asks >= OFTEN and ledger.follow_through.flag == "red"
    if ledger.class_ in ("serious", "mild", "said-no") and severe and as_of <= year and not ledger.individual:
        return [f"If nothing comes by {format_day(year)}: time to decide."]
    if ledger.class_ == "unasked":
        return ["One specific ask with a date: from then on it is their turn."]
    if ledger.class_ == "ripening":
        asked = bool(record_of(ledger, as_of).asked_on())
        after_ = "friendly, no help of late" if asked else "your turn to ask"
        return [f"If nothing comes and nothing is asked by {format_day(half_year)}: {after_}."]
    return []


# Who works at an organisation today, what they are there, and whether one of them decides (SPEC §3.1, §4).


_ONE_PERSON: Final = 0.7
"""Share of the most named person from which on trust rests on one (SPEC §3.1)."""


class PersonRow(msgspec.Struct, frozen=True):
    person: NoteLink
    title: str
    influence: str
    trust: str


def people_there(book: Book, setting: PageContext, ledger: Ledger) -> tuple[PersonRow, ...]:
    return tuple(_person_row(book, setting, ledger, person) for person in ledger.people)


def _person_row(book: Book, setting: PageContext, ledger: Ledger, person: str) -> PersonRow:
    role = next(current_roles(book, ledger, person), Role(ledger.key))
    name, influence = setting.people.name(person), role.influence
    if person in setting.people.hidden:
        return PersonRow(name, "", influence, "")
    return PersonRow(name, role.title, influence, word_at_last_entry(book.people[person]))


def breadth_text(ledger: Ledger) -> str:
    named = ledger.trust.breadth
    if ledger.individual:
        return ""
    if named.entries >= FEW and named.top_share is not None and named.top_share >= _ONE_PERSON:
        return "What you know of them rests on one person."
    return ""


# What to know before meeting an organisation: who owes what, whom to thank, what the notes do not say (SPEC §4).


class Unknown(msgspec.Struct, frozen=True):
    what: str
    field: str
    """Of the note, which would say it."""


class MeetingBrief(msgspec.Struct, frozen=True):
    """Each a phrase without a full stop."""

    they_owe: str
    lapsed: str
    you_owe: str
    thank: str
    last: str
    unknown: tuple[Unknown, ...]
    """What the notes do not say."""


def meeting_brief(book: Book, setting: PageContext, ledger: Ledger, *, kept: bool = False) -> MeetingBrief:
    """`kept`: for a page, on which what is late is said by its day alone."""
    said = judged_pledges(ledger, book.as_of)
    owed = [item for item in said if item.state in ("open", "overdue")]
    lapsed = [item_text(setting.people, item) for item in said if item.state == "lapsed"]
    mine = [one for one in ledger.promises if one.state in ("open", "overdue")]
    return MeetingBrief(
        join_words([_owed_text(setting, item, kept=kept) for item in owed]) or "none open",
        join_words(lapsed),
        join_words([f"{setting.people.quote(one.entry) or 'a promise'} for {format_day(one.due)}" for one in mine])
        or "nothing on record",
        _thanks_due(setting, ledger),
        _last_contact_line(setting, ledger),
        _unknown_facts(book, ledger),
    )


def _owed_text(setting: PageContext, item: SupportItem, *, kept: bool) -> str:
    when = ", due" if kept else " since" if item.state == "overdue" else " by"
    due, rung = format_day(item.due or item.date), RUNGS.get(item.rung, item.rung)
    return f"{item_text(setting.people, item)}{when} {due} ({rung})"


def _thanks_due(setting: PageContext, ledger: Ledger) -> str:
    """The latest thing that they gave in a year and were not thanked for since."""
    last = max((entry.date for entry in ledger.entries), default=setting.people.book.as_of)
    thanked = max((entry.date for entry in ledger.entries if entry.type == "thanks"), default=None)
    for entry in reversed(ledger.entries):
        if (thanked is not None and entry.date <= thanked) or (last - entry.date).days > YEAR:
            return ""
        if is_gift(entry):
            return _gift_words(setting, entry)
    return ""


def _gift_words(setting: PageContext, entry: Entry) -> str:
    if entry.type == "support":
        return f"{setting.people.quote(entry) or 'their help'} ({format_day(entry.date)})"
    gift = "introduction" if entry.type == "intro" else RUNGS.get(entry.line.rung, "word")
    return f"the {gift} of {format_day(entry.date)}"


def _last_contact_line(setting: PageContext, ledger: Ledger) -> str:
    contact = next((entry for entry in reversed(ledger.entries) if entry.type in CONTACT), None)
    if contact is not None and contact.date == ledger.last_contact:
        return f"{setting.people.quote(contact) or contact.line.word or contact.type}, {format_day(contact.date)}"
    return format_day(ledger.last_contact) if ledger.last_contact else "no note of contact"


def _unknown_facts(book: Book, ledger: Ledger) -> tuple[Unknown, ...]:
    if ledger.individual:
        return ()
    missing = [] if decider_known(book, ledger) else [Unknown("who decides", "decides")]
    gain = Unknown("what they gain", "benefit_to_them")
    return (*missing, *(() if book.organisations[ledger.key].benefit_to_them else (gain,)))


TEMPLATE: Final = "ledger.md.jinja"
_LINKS: Final = ("Trust without support", "Trust and support map", "Promises", "Review day", "Notes health")
_WRITTEN: Final[dict[Rung | IntroductionOutcome | Unsaid, str]] = {
    "email": "an e-mail",
    "letter": "a letter",
    "agreement": "an agreement",
}
_TRUST: Final = {
    "strained": "Things are strained",
    "no sign noted": "No sign of their trust is noted yet",
    "aware": "They are aware of you",
    "acquainted": "They know you",
}


class MonthPoint(msgspec.Struct, frozen=True):
    """One month of the chart."""

    month: str
    trust: int
    hard: int


class LedgerView(msgspec.Struct, frozen=True):
    head: PageHeader
    organisation: NoteLink
    standing: str
    """Class, clock, asks and promises in one line."""
    interest: str
    """Their interest, and today's engagement beside the wanted one; empty where nothing is written."""
    meeting: MeetingBrief
    step: NextStepRow
    months: tuple[MonthPoint, ...]
    pledges: tuple[PromisedHelp, ...]
    words: str
    timeline: tuple[TimelineRow, ...]
    nothing: str
    """What is said where there is no such line."""
    earlier: int
    """Lines of the timeline that are older than those shown."""
    people: tuple[PersonRow, ...]
    breadth: str
    gave: tuple[tuple[str, str], ...]
    """Pairs: what I gave, what they gave, in 12 months."""
    effort: str
    working: LedgerWorking
    changes: tuple[str, ...]
    review: ReviewAdvice
    review_line: str


def due_keys(book: Book) -> tuple[str, ...]:
    """Keys of the organisations with an entry."""
    return tuple(key for key, ledger in book.ledgers.items() if ledger.entries)


def build(book: Book, setting: PageContext, key: str) -> LedgerView:
    ledger, name = book.ledgers[key], setting.people.plain(key)
    rows, earlier = build_timeline(setting, ledger)
    stood = trust_grounds(book.people[key] if ledger.individual else ledger)
    then, last = at_last_entry(book, key, stood)
    said = judged_pledges(ledger, book.as_of)
    head = setting.head(book, f"{name} ledger", _answer_text(setting, ledger), *_LINKS)
    return LedgerView(
        msgspec.structs.replace(head, properties=_page_properties(setting, then)),
        setting.people.name(key),
        _standing_text(book, ledger),
        _interest(book, ledger),
        meeting_brief(book, setting, ledger, kept=True),
        _next_step(setting, ledger),
        _month_points(on_days(book, key, month_ends(last), stood)),
        tuple(promised_help(setting, item, None) for item in said),
        _trust_words(book, then),
        rows,
        _nothing(book, ledger),
        earlier,
        people_there(book, setting, ledger),
        breadth_text(ledger),
        what_each_gave(setting, ledger, last),
        effort_text(then, book.portfolio.currency),
        build_working(setting, then, stood, last),
        possible_changes(setting, ledger, said, book.as_of),
        review_advice(ledger),
        f"- review {decision_in_force(ledger)}: {setting.people.written(key)}",
    )


def _next_step(setting: PageContext, ledger: Ledger) -> NextStepRow:
    """As on every page; which of my promises is the oldest late one is said by their days under *You owe*."""
    step = next_step_row(setting, ledger)
    if ledger.step.rule != "keep-promise":
        return step
    text, reason = "do first what you promised them.", "a kept word is what trust is made of."
    return msgspec.structs.replace(step, text=text, reason=reason)


def _answer_text(setting: PageContext, ledger: Ledger) -> str:
    trust = "They trust you" if ledger.clock else _TRUST.get(ledger.trust.word, "They trust you")
    few = " (too few notes to say)" if ledger.trust.thin else ""
    return as_sentence(f"{trust}{few}; {_given_text(setting, ledger, setting.people.book.as_of)}")


def _given_text(setting: PageContext, ledger: Ledger, as_of: dt.date) -> str:
    items, people = [item for item in ledger.support.items if item.state != "released"], setting.people
    helped = [item_text(people, item) for item in items if item.hard and item.delivered is not None]
    if ledger.class_ == "supported":
        return f"they help: {join_words(helped or [item_text(people, item) for item in items if item.hard])}"
    written = [item.rung for item in items if item.source == "evidence"]
    promises = sum(item.source == "pledge" and item.delivered is None for item in items)
    doors = sum(item.source == "intro" for item in items)
    soft = [
        item_text(people, item)
        for item in items
        if not item.hard and item.source != "intro" and item.delivered is not None
    ]
    parts = [
        *soft[-1:],
        *([_WRITTEN.get(written[0], "a written word")] if len(written) == 1 else []),
        *([f"{number_word(len(written))} written words"] if len(written) > 1 else []),
        *([f"{number_word(promises)} {'promise' if promises == 1 else 'promises'}"] if promises else []),
        *(["an introduction" if doors == 1 else f"{number_word(doors)} introductions"] if doors else []),
        *([f"{pluralise(len(helped), 'piece')} of help"] if helped else []),
    ]
    record = record_of(ledger, as_of)
    if not parts:
        return " and ".join(part for part in (asked_so_far(record), nothing_came(record)) if part)
    return "; ".join(part for part in (f"so far they have given {join_words(parts, 4)}", never_helped(record)) if part)


def _page_properties(setting: PageContext, ledger: Ledger) -> tuple[tuple[str, Property], ...]:
    return (
        ("netlead_organisation", setting.people.written(ledger.key)),
        ("netlead_class", ledger.class_),
        ("netlead_stage", ledger.stage),
        ("netlead_trust", int(round_to_five(ledger.trust.score))),
        ("netlead_support", int(round_to_five(ledger.support.score))),
        *((("netlead_waiting_since", since),) if (since := waits_since(ledger)) is not None else ()),
        ("netlead_next", ledger.step.rule),
    )


def _nothing(book: Book, ledger: Ledger) -> str:
    record = record_of(ledger, book.as_of)
    return as_sentence("; ".join(part for part in (asked_so_far(record), nothing_came(record)) if part))


def _interest(book: Book, ledger: Ledger) -> str:
    """What the note says of their interest in what I do, and where I should like them to stand."""
    one = book.organisations[ledger.key]
    parts = [f"Interest: {one.interest}"] if one.interest else []
    if one.engagement or one.engagement_wanted:
        wanted = f", wanted: {one.engagement_wanted}" if one.engagement_wanted else ""
        parts.append(f"Engagement: {one.engagement or 'not written down'} today{wanted}")
    return as_sentence(". ".join(parts)) if parts else ""


def _standing_text(book: Book, ledger: Ledger) -> str:
    parts = [capitalise_first(state_of(ledger, book.as_of))]
    parts += [f"trusts you since {format_day(ledger.clock.since)}"] if ledger.clock else [ledger.trust.word]
    parts.append(asked(ledger, book.as_of))
    parts.append(promises_kept(follow_of(ledger, book.as_of)))
    stated = ledger.trust.stated
    return " · ".join(parts) + (f". Your own word: {stated} of 5." if stated is not None else ".")


def _month_points(months: tuple[Month, ...]) -> tuple[MonthPoint, ...]:
    if not any(round_half_up(one.trust) or round_half_up(one.hard) for one in months):
        return ()
    return tuple(
        MonthPoint(MONTHS[one.day.month - 1], round_half_up(one.trust), round_half_up(one.hard)) for one in months
    )


def _trust_words(book: Book, ledger: Ledger) -> str:
    follow, (followed, meetings) = follow_of(ledger, book.as_of), ledger.advance
    parts = [f"Promises kept: {kept_text(follow)}."] if follow.due else []
    unhelped = never_helped(record_of(ledger, book.as_of))
    if meetings:
        parts.append(f"New words or help followed {followed} of {pluralise(meetings, 'meeting')} within two weeks.")
        if followed and unhelped:
            parts.append(f"Meetings bring words here; {unhelped}.")
    return " ".join(parts)
