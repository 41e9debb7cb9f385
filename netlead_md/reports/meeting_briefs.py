"""What to know before a meeting, on one screen; and a digest of the next days (SPEC §5, `brief`)."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.linking.attribution import is_active
from netlead_md.model.book import Book
from netlead_md.model.entry_types import CONTACT
from netlead_md.model.ledger import Ledger
from netlead_md.reports.formatting import as_sentence, capitalise_first, join_words
from netlead_md.reports.ledger import meeting_brief, people_there
from netlead_md.reports.page_context import NoteLink, PageContext
from netlead_md.reports.shared_rows import next_step_row
from netlead_md.reports.this_week import TITLE, build, coming_plans
from netlead_md.wording.phrases import format_day

_PEOPLE: Final = 6
"""People of an organisation who are named: the brief fits one screen."""
_ROWS: Final = 8
"""Rows of a part of the digest: it fits a mail or a phone."""


class BriefRow(msgspec.Struct, frozen=True):
    """One row of a brief: what it is about, and what is to be known of it. Both are plain text."""

    label: str
    text: str


class Brief(msgspec.Struct, frozen=True):
    """One screen: about somebody, or one part of a digest."""

    name: NoteLink | str
    rows: tuple[BriefRow, ...]
    lines: tuple[str, ...] = ()
    """To paste into a daily note, each with its bullet."""


def brief_entity(book: Book, setting: PageContext, key: str) -> Brief:
    """The brief of a person or an organisation, by key."""
    if key in book.ledgers and book.ledgers[key].entries:
        return _brief_ledger(book, setting, book.ledgers[key])
    if key in book.people:
        return _brief_person(book, setting, key)
    return Brief(setting.people.name(key), (BriefRow("Last contact", "No dated line about them yet."),))


def _brief_ledger(book: Book, setting: PageContext, ledger: Ledger) -> Brief:
    told, step = meeting_brief(book, setting, ledger), next_step_row(setting, ledger)
    rows = [("Last contact", told.last), ("They owe", told.they_owe), ("Lapsed", told.lapsed)]
    rows += [("You owe", told.you_owe), ("Thank them for", told.thank), ("Next step", step.text)]
    rows += [("Why", step.reason), ("People", _people_text(book, setting, ledger))]
    rows += [("Not in the notes", join_words([each.what for each in told.unknown]))]
    return Brief(setting.people.name(ledger.key), _as_rows(rows), step.lines)


def _people_text(book: Book, setting: PageContext, ledger: Ledger) -> str:
    rows = people_there(book, setting, ledger)
    named = [f"{row.person.text} ({row.title})" if row.title else row.person.text for row in rows]
    return join_words(named, _PEOPLE)


def _brief_person(book: Book, setting: PageContext, key: str) -> Brief:
    person, regard, people = book.network.people[key], book.people[key], setting.people
    contact = next((entry for entry in reversed(regard.entries) if entry.type in CONTACT), None)
    told = people.quote(contact) if contact is not None and contact.date == regard.last_contact else ""
    day = format_day(regard.last_contact) if regard.last_contact else "no note of contact"
    mine = [one for one in book.promises if one.state in ("open", "overdue") and key in one.entry.people]
    owed = [f"{people.quote(one.entry) or 'a promise'} for {format_day(one.due)}" for one in mine]
    rows = [("Last contact", f"{told}, {day}" if told else day), ("You owe", join_words(owed) or "nothing on record")]
    if regard.care is not None and regard.care.state != "fine":
        rows.append(("Care", f"{regard.care.state}: you hoped to meet every {regard.care.cadence} days"))
    lines: tuple[str, ...] = ()
    for role in [each for each in person.roles if is_active(each, book.as_of)][:1]:
        rows.append(("Works at", people.plain(role.organisation)))
        ledger = book.ledgers.get(role.organisation)
        if ledger is not None and ledger.entries:
            meeting, step = meeting_brief(book, setting, ledger), next_step_row(setting, ledger)
            rows += [("They owe", meeting.they_owe), ("Next step there", step.text), ("Why", step.reason)]
            lines = step.lines
    return Brief(people.name(key), _as_rows(rows), lines)


def _as_rows(rows: Sequence[tuple[str, str]]) -> tuple[BriefRow, ...]:
    return tuple(BriefRow(label, as_sentence(text)) for label, text in rows if text)


def brief_days(book: Book, setting: PageContext, days: int) -> tuple[Brief, ...]:
    """A digest of the next days: plans, promises past their day, whom to see and the next steps."""
    week = build(book, setting)
    plans = coming_plans(book, setting, days)
    parts = [
        (
            f"The next {days} days" if days != 1 else "Today and tomorrow",
            [
                BriefRow(
                    f"{row.day}, {_names(row.who)}" if row.who else row.day, _join(as_sentence(row.what), row.brief)
                )
                for row in plans
            ],
        ),
        ("Your promises past their day", [BriefRow(row.due, _with_whom(row.text, row.who)) for row in week.promises]),
        ("See first", [BriefRow(row.person.text, f"Last contact: {row.last}.") for row in week.people]),
        ("Next steps", [BriefRow(row.organisation.text, capitalise_first(row.text)) for row in week.steps]),
    ]
    found = tuple(Brief(title, tuple(_shorten(rows))) for title, rows in parts if rows)
    return found or (Brief(TITLE, (BriefRow("", week.head.answer),)),)


def _names(who: Sequence[NoteLink]) -> str:
    return join_words([each.text for each in who])


def _with_whom(text: str, who: NoteLink | None) -> str:
    return as_sentence(f"{text} ({who.text})" if who is not None else text)


def _join(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _shorten(rows: Sequence[BriefRow]) -> Iterator[BriefRow]:
    yield from rows[:_ROWS]
    if len(rows) > _ROWS:
        yield BriefRow("", f"And {len(rows) - _ROWS:,} more on the page {TITLE}.")
