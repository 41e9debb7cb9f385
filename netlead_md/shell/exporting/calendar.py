"""Reminders as an iCalendar (RFC 5545) of whole days."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator

from netlead_md.shell.exporting.content_lines import escaped, folded
from netlead_md.shell.exporting.dates import Reminder


def calendar(found: Iterable[Reminder], as_of: dt.date) -> str:
    """The same notes and the same day give the same bytes. The UID of a reminder stays when its day moves."""
    stamp = f"{as_of:%Y%m%d}T000000Z"
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//netlead//netlead//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    events = (line for each in found for line in _event(each, stamp))
    return "".join(map(folded, (*lines, "X-WR-CALNAME:Netlead", *events, "END:VCALENDAR")))


def _event(each: Reminder, stamp: str) -> Iterator[str]:
    digits = hashlib.sha256(each.identity.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    yield from ("BEGIN:VEVENT", f"UID:{digits}@netlead", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}")
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}"
    if each.day < dt.date.max:
        yield f"DTEND;VALUE=DATE:{each.day + dt.timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{escaped(each.title)}"
    if each.details:
        yield f"DESCRIPTION:{escaped(each.details)}"
    if each.category:
        yield f"CATEGORIES:{escaped(each.category)}"
    yield from ("TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT")
