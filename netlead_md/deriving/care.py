"""Care: how long since the last contact, measured by how often there should be one (SPEC §3.8)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from netlead_md.deriving.standing import age
from netlead_md.model.ledger import Care
from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.vocabulary import CONTACT, LAST_CONTACT, LIVE

TOUCH = LIVE | {"message", LAST_CONTACT}
"""What counts as being in touch. A `note` is none: it can be written without meeting anybody."""

_FIRST_TOUCH = CONTACT | {LAST_CONTACT}

_RESPONSIBILITY = {"for": 14, "both": 14, "to": 30}
_CIRCLES = {"inner": 7, "close": 30, "active": 182, "wider": 365}
_ORGANISATION = 90
_TRUSTED = 2


def person_cadence(person: Person) -> tuple[int, bool] | None:
    """Days between contacts, and whether they are the contract's default; None where nothing asks for care."""
    if person.cadence is not None:
        return person.cadence, False
    days = _RESPONSIBILITY.get(person.responsibility) or _CIRCLES.get(person.circle)
    return None if days is None else (days, True)


def organisation_cadence(organisation: Organisation, stage: int) -> tuple[int, bool] | None:
    """Days between contacts: as written, else 90 from stage 2 (trusted) on."""
    if organisation.cadence is not None:
        return organisation.cadence, False
    return (_ORGANISATION, True) if stage >= _TRUSTED else None


def last_contact(entries: Sequence[Entry], as_of: dt.date, stated: dt.date | None = None) -> dt.date | None:
    """The day of the last contact among these entries, oldest first, or the stated one if that is later.

    `stated` is the field `last_contact`: whatever else stands on that day, its writer says that there was a contact.
    """
    touches = (each.date for each in reversed(entries) if each.type in TOUCH and each.date <= as_of and not each.plan)
    last = next(touches, None)
    if stated is not None and stated <= as_of:
        return stated if last is None else max(last, stated)
    return last


def first_touch(entries: Iterable[Entry]) -> dt.date | None:
    """The day of the first contact among these entries, oldest first; here a `note` is one too (SPEC §3.8, growth)."""
    return next((entry.date for entry in entries if entry.type in _FIRST_TOUCH), None)


def care(cadence: tuple[int, bool], last: dt.date | None, as_of: dt.date) -> Care:
    """Fine up to one cadence since the last contact, due up to two, then overdue."""
    every, default = cadence
    if last is None:
        return Care(every, None, "no note of contact", None, default)
    days = age(last, as_of)
    state = "overdue" if days > 2 * every else "due" if days > every else "fine"
    return Care(every, days, state, last, default)
