"""Date headings: `### 2026-03-01 | lunch` dates the lines under it (SPEC §2.3)."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

import msgspec

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.note import Link, LogLine
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO
from netlead_md.parsing.blocks import Outline
from netlead_md.parsing.date_resolution import nearest_year, resolve_years
from netlead_md.parsing.dates import iso_date_pattern, parse_iso_date
from netlead_md.parsing.entry_head import parse_head_cached, type_of
from netlead_md.parsing.entry_line import read_bullet
from netlead_md.parsing.keywords import EntryCollector, EntryHead
from netlead_md.parsing.links import find_links
from netlead_md.parsing.plain_reader import PlainReader

_HEADING: Final = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]+)?"
    + iso_date_pattern(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
    + r"(?:[ \t]*[:,|–—-]+[ \t]*|[ \t]+|$)"
)


class Section(NamedTuple):
    """What stands under a date heading, up to the next heading of its level or above."""

    start: int
    """Line of the heading in the body."""
    end: int
    heading: LogLine
    """The entry that the section is, if its text names a contact or nothing else under it is an entry."""


def find_sections(log: EntryCollector, outline: Outline, plain: PlainReader) -> list[Section]:
    """The date headings of a body, each with all that stands under it; one in another has no section of its own."""
    texts = outline.visible.split("\n")
    sections: list[Section] = []
    ends = _ends(outline.headings, len(texts))
    for at, (line, _) in enumerate(outline.headings):
        if sections and line < sections[-1].end:
            continue
        found = _HEADING.match(texts[line])
        heading = _strict(log, line, texts[line], found) if found else _plain(log, line, texts[line], plain)
        if heading is not None and heading.date != log.today:
            sections.append(Section(line, ends[at], heading))
    return _with_years(sections, plain)


def _with_years(sections: list[Section], plain: PlainReader) -> list[Section]:
    """The sections whose day is certain.

    One without a year takes that of the month or year that it stands under, else one that keeps their order.
    """
    yearless = [each.heading.reading is not None and each.heading.reading.yearless for each in sections]
    if not any(yearless):
        return sections
    periods = plain.find_periods()
    days: list[tuple[dt.date | None, bool, int]] = []
    for each, no_year in zip(sections, yearless, strict=True):
        date, period = each.heading.date, periods[each.start]
        near = nearest_year(date, period) if no_year and date is not None and period is not None else None
        days.append((near or date, no_year and near is None, -1))
    return [
        each._replace(heading=msgspec.structs.replace(each.heading, date=date))
        for each, date in zip(sections, resolve_years(days), strict=True)
        if date is not None
    ]


def read_bullets(log: EntryCollector, outline: Outline, sections: list[Section]) -> None:
    """Read all bullets by the grammar, those under date headings as the headings say."""
    at = 0
    for section in sections:
        at = _read_until(log, outline, at, section.start)
        at = _read_until(log, outline, at, section.end, section.heading)
    _read_until(log, outline, at, len(outline.visible))


def add_sections(log: EntryCollector, outline: Outline, sections: list[Section]) -> None:
    """Add the headings that are entries themselves."""
    texts = outline.visible.split("\n") if sections else []
    found = sorted(log.lines, key=lambda line: line.line)
    numbers = [line.line - log.first for line in found]
    for section in sections:
        under = found[bisect_right(numbers, section.start) : bisect_left(numbers, section.end)]
        contact = section.heading.type in CONTACT and section.heading.type != "note"
        if contact or not any(_is_entry(line) for line in under):
            _add_section(log, section, texts)
    if sections:
        log.lines.sort(key=lambda line: line.line)


def _is_entry(line: LogLine) -> bool:
    return line.type not in {PROMISE, TODO, "note"} or line.form in {"dated", "nested"}


def _read_until(log: EntryCollector, outline: Outline, at: int, end: int, heading: LogLine | None = None) -> int:
    """Read the bullets above line `end`, from the one of index `at` on; give the index of the next."""
    while at < len(outline.items) and outline.items[at].line < end:
        read_bullet(log, outline.items[at], heading)
        at += 1
    return at


def _ends(headings: list[tuple[int, int]], last: int) -> list[int]:
    """For each heading: the line of the next one of its level or above."""
    ends: list[int] = []
    below: list[tuple[int, int]] = []
    for line, level in reversed(headings):
        while below and below[-1][1] > level:
            below.pop()
        ends.append(below[-1][0] if below else last)
        below.append((line, level))
    return ends[::-1]


def _strict(log: EntryCollector, line: int, text: str, found: re.Match[str]) -> LogLine | None:
    written = found["plain"] or found["linked"]
    date = parse_iso_date(written).date
    if date is None:
        log.fault(FaultKind.IMPOSSIBLE_DATE, log.first + line, found.start(found.lastgroup or 0) + 1, (written,))
        return None
    return _heading_line(log, line, text, found.end(), date)


def _plain(log: EntryCollector, line: int, text: str, plain: PlainReader) -> LogLine | None:
    """A heading with a date in another form, or with its date behind the words."""
    if not any(map(str.isdigit, text)):
        return None
    start = len(text) - len(text.lstrip(" \t#"))
    reading = plain.read(_strip_closing_marks(text[start:].rstrip()))
    if reading.date is None or reading.not_counted:
        return None
    if type_of(reading.text, log.words) and text.endswith(reading.text):
        return _heading_line(log, line, text, len(text) - len(reading.text), reading.date)
    links = find_links(text[start:], start + 1) if "[" in text else ()
    kind = reading.contact or "note"
    where = reading.date, reading.word, reading.text, links
    return LogLine(log.first + line, start + 1, kind, "section", *where, hours=reading.hours, reading=reading)


def _heading_line(log: EntryCollector, line: int, text: str, end: int, date: dt.date) -> LogLine:
    rest = _strip_closing_marks(text[end:].rstrip())
    column = end + 1
    links = find_links(rest, column)
    head = parse_head_cached(rest, log.words)
    if head is None or not (head.colon or head.type in CONTACT):
        head = EntryHead("note")
    project = head.values.get("project")
    links = tuple(link for link in links if project is None or link.target != project.target)
    where = date, head.word, head.text_of(rest), links
    return LogLine(log.first + line, column, head.type, "section", *where, **head.values)


def _strip_closing_marks(text: str) -> str:
    """Take the closing `##` off a heading."""
    bare = text.rstrip("#")
    return bare.rstrip() if bare[-1:] in {" ", "\t"} else text


def _add_section(log: EntryCollector, section: Section, texts: list[str]) -> None:
    """Make one entry of a section, with everybody whom its prose links."""
    lines = log.by_line
    prose = [
        (at, texts[at])
        for at in range(section.start + 1, section.end)
        if at not in lines or (lines[at].form == "read" and lines[at].type == "note")
    ]
    links: list[Link] = [link for at, text in prose if "[" in text for link in find_links(text)]
    if not section.heading.text and not section.heading.word and not any(text.strip() for _, text in prose):
        return
    line = msgspec.structs.replace(section.heading, links=section.heading.links + tuple(links))
    log.lines.append(line)
    log.by_line[section.start] = line
