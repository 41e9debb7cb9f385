"""What is due, and when: reviews, my promises, what was pledged, and whom to see (SPEC §5, `export ics`)."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from netlead_md.contacts.writers import escape_text, fold_line
from netlead_md.model.book import Book
from netlead_md.model.ledger import ContactStatus, SupportItem
from netlead_md.reports.page_context import Redactor, build_redactor

_DUE: Final = frozenset({"open", "overdue"})
_LET_GO: Final = "let-go"


class Reminder(msgspec.Struct, frozen=True):
    """One day to remember."""

    identity: str
    """What it is about, whatever day it falls on: a moved date is still the same reminder."""
    day: dt.date
    title: str
    details: str = ""
    category: str = ""


def collect_reminders(book: Book) -> tuple[Reminder, ...]:
    """Everything that has a day, by day. Of people marked `sensitive` there are initials, and none of their lines."""
    shown = build_redactor(book)
    found = [
        *_review_reminders(book, shown),
        *_promise_reminders(book, shown),
        *_pledge_reminders(book, shown),
        *_contact_reminders(book, shown),
    ]
    times: Counter[str] = Counter()
    unique: list[Reminder] = []
    for each in found:
        times[each.identity] += 1
        again = f" {times[each.identity]}" if times[each.identity] > 1 else ""
        unique.append(msgspec.structs.replace(each, identity=each.identity + again))
    return tuple(sorted(unique, key=lambda each: (each.day, each.title, each.identity)))


def _review_reminders(book: Book, shown: Redactor) -> Iterator[Reminder]:
    for key, ledger in book.ledgers.items():
        if ledger.decision is not None:
            made = ledger.decision
            details = f"Decided on {made.date}: {made.decision}."
            title = f"Review: {shown.plain(key)}"
            yield Reminder(f"review {key}", made.until, title, details, "Review")


def _promise_reminders(book: Book, shown: Redactor) -> Iterator[Reminder]:
    for promise in book.promises:
        entry = promise.entry
        if promise.state in _DUE:
            who = ", ".join(shown.plain(key) for key in entry.people)
            text = shown.quote(entry) or f"to {who or 'somebody'}"
            identity = f"promise {entry.path} {entry.line.id or entry.line.text}"
            yield Reminder(identity, promise.due, f"My promise: {text}", who and f"To {who}.", "Promise")


def _pledge_reminders(book: Book, shown: Redactor) -> Iterator[Reminder]:
    for key, ledger in book.ledgers.items():
        for item in ledger.support.items:
            if item.state in _DUE and item.due is not None:
                title = f"Due from {shown.plain(key)}: {_pledge_label(item, shown)}"
                details = f"Their word: {item.rung}, of {item.date}."
                yield Reminder(_pledge_identity(key, item), item.due, title, details, "Pledge")


def _pledge_identity(key: str, item: SupportItem) -> str:
    first = item.lines[0].line if item.lines else None
    return f"pledge {key} {(first and first.id) or f'{item.kind} {item.date}'}"


def _pledge_label(item: SupportItem, shown: Redactor) -> str:
    quiet = any(shown.quiet(entry) for entry in item.lines)
    return (item.kind or "help") if quiet else shown.redact(item.label or item.kind or "help")


def _contact_reminders(book: Book, shown: Redactor) -> Iterator[Reminder]:
    """Whom to see again; not those who were let go."""
    for key, regard in book.people.items():
        if book.network.people[key].status != _LET_GO:
            yield from _remind_of_contact(key, shown.plain(key), regard.care)
    for key, ledger in book.ledgers.items():
        if ledger.side != _LET_GO:
            yield from _remind_of_contact(key, shown.plain(key), ledger.care)


def _remind_of_contact(key: str, name: str, care: ContactStatus | None) -> Iterator[Reminder]:
    if care is not None and care.last is not None and care.cadence <= (dt.date.max - care.last).days:
        details = f"Last contact on {care.last}; every {care.cadence} days."
        yield Reminder(f"care {key}", care.last + dt.timedelta(care.cadence), f"Get in touch: {name}", details, "Care")


# Reminders as an iCalendar (RFC 5545) of whole days.


def format_calendar(found: Iterable[Reminder], as_of: dt.date) -> str:
    """The same notes and the same day give the same bytes. The UID of a reminder stays when its day moves."""
    stamp = f"{as_of:%Y%m%d}T000000Z"
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//netlead//netlead//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    events = (line for each in found for line in _format_event(each, stamp))
    return "".join(map(fold_line, (*lines, "X-WR-CALNAME:Netlead", *events, "END:VCALENDAR")))


def _format_event(each: Reminder, stamp: str) -> Iterator[str]:
    digits = hashlib.sha256(each.identity.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    yield from ("BEGIN:VEVENT", f"UID:{digits}@netlead", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}")
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}"
    if each.day < dt.date.max:
        yield f"DTEND;VALUE=DATE:{each.day + dt.timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{escape_text(each.title)}"
    if each.details:
        yield f"DESCRIPTION:{escape_text(each.details)}"
    if each.category:
        yield f"CATEGORIES:{escape_text(each.category)}"
    yield from ("TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT")
