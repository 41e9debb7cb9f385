"""What is due, and when: reviews, my promises, what was pledged, and whom to see (SPEC §5, `export ics`)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.ledger import Care, Item
from netlead_md.reports.discretion import Discretion, discretion

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


def reminders(book: Book) -> tuple[Reminder, ...]:
    """Everything that has a day, by day. Of people marked `sensitive` there are initials, and none of their lines."""
    shown = discretion(book)
    found = [*_reviews(book, shown), *_promises(book, shown), *_pledges(book, shown), *_care(book, shown)]
    times: Counter[str] = Counter()
    unique: list[Reminder] = []
    for each in found:
        times[each.identity] += 1
        again = f" {times[each.identity]}" if times[each.identity] > 1 else ""
        unique.append(msgspec.structs.replace(each, identity=each.identity + again))
    return tuple(sorted(unique, key=lambda each: (each.day, each.title, each.identity)))


def _reviews(book: Book, shown: Discretion) -> Iterator[Reminder]:
    for key, ledger in book.ledgers.items():
        if ledger.decision is not None:
            made = ledger.decision
            details = f"Decided on {made.date}: {made.decision}."
            title = f"Review: {shown.plain(key)}"
            yield Reminder(f"review {key}", made.until, title, details, "Review")


def _promises(book: Book, shown: Discretion) -> Iterator[Reminder]:
    for promise in book.promises:
        entry = promise.entry
        if promise.state in _DUE:
            who = ", ".join(shown.plain(key) for key in entry.people)
            text = shown.quote(entry) or f"to {who or 'somebody'}"
            identity = f"promise {entry.path} {entry.line.id or entry.line.text}"
            yield Reminder(identity, promise.due, f"My promise: {text}", who and f"To {who}.", "Promise")


def _pledges(book: Book, shown: Discretion) -> Iterator[Reminder]:
    for key, ledger in book.ledgers.items():
        for item in ledger.support.items:
            if item.state in _DUE and item.due is not None:
                title = f"Due from {shown.plain(key)}: {_label(item, shown)}"
                details = f"Their word: {item.rung}, of {item.date}."
                yield Reminder(_of_pledge(key, item), item.due, title, details, "Pledge")


def _of_pledge(key: str, item: Item) -> str:
    first = item.lines[0].line if item.lines else None
    return f"pledge {key} {(first and first.id) or f'{item.kind} {item.date}'}"


def _label(item: Item, shown: Discretion) -> str:
    quiet = any(shown.quiet(entry) for entry in item.lines)
    return (item.kind or "help") if quiet else shown.redact(item.label or item.kind or "help")


def _care(book: Book, shown: Discretion) -> Iterator[Reminder]:
    """Whom to see again; not those who were let go."""
    for key, regard in book.people.items():
        if book.network.people[key].status != _LET_GO:
            yield from _touch(key, shown.plain(key), regard.care)
    for key, ledger in book.ledgers.items():
        if ledger.side != _LET_GO:
            yield from _touch(key, shown.plain(key), ledger.care)


def _touch(key: str, name: str, care: Care | None) -> Iterator[Reminder]:
    if care is not None and care.last is not None and care.cadence <= (dt.date.max - care.last).days:
        details = f"Last contact on {care.last}; every {care.cadence} days."
        yield Reminder(f"care {key}", care.last + dt.timedelta(care.cadence), f"Get in touch: {name}", details, "Care")
