"""Care and perception of SPEC §3.8."""

import datetime as dt

from tests.reference.entries import Book
from tests.reference.notes import Person
from tests.reference.vocabulary import LIVE

RESPONSIBLE = {"for": 14, "to": 30, "both": 14}
CIRCLES = {"inner": 7, "close": 30, "active": 182, "wider": 365}


def last_contact(person: Person, book: Book) -> dt.date | None:
    """The last contact, message or `last_contact`; a note is none."""
    kinds = LIVE | {"message", "last_contact"}
    days = [e.day for e in book.entries if e.type in kinds and person.name in e.people]
    if person.last_contact and person.last_contact <= book.as_of:
        days.append(person.last_contact)
    return max(days, default=None)


def cadence(person: Person) -> int | None:
    if person.cadence is not None:
        return person.cadence
    if person.responsibility in RESPONSIBLE:
        return RESPONSIBLE[person.responsibility]
    return CIRCLES[person.circle] if person.circle else None


def care(person: Person, book: Book) -> tuple[int, int | None, str] | None:
    """Cadence and days since, and the state."""
    days = cadence(person)
    if days is None:
        return None
    last = last_contact(person, book)
    if last is None:
        return days, None, "no note of contact"
    since = (book.as_of - last).days
    return days, since, "overdue" if since > 2 * days else "due" if since > days else "fine"


def seen_as(person: Person, book: Book) -> tuple[list[str], dt.date | None]:
    """The latest view that stands in the notes: of an entry, or of the fields."""
    lines = [e for e in book.entries if e.type == "seen-as" and person.name in e.people]
    newest = max((e.day for e in lines), default=None)
    if newest is None or (person.seen_as_on and person.seen_as_on > newest):
        return person.seen_as, person.seen_as_on
    words = [e.line.word or "" for e in lines if e.day == newest]
    same_day = person.seen_as if person.seen_as_on == newest else []
    return list(dict.fromkeys([*same_day, *words])), newest


def perception(person: Person, book: Book) -> tuple[str, list[str]]:
    """current, partly, old or unknown; "check again" of a view older than 365 days is no state of its own (§5.2)."""
    words, _ = seen_as(person, book)
    now = set(book.vault.roles_now)
    if not words or not now:
        return "unknown", words
    common = set(words) & now
    state = "old" if not common else "current" if common == set(words) else "partly"
    return state, words
