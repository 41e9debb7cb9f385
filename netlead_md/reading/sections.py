"""Date headings: `### 2026-03-01 | lunch` dates what stands under it (SPEC §2.3)."""

import datetime as dt
import re
from typing import Final, NamedTuple

from netlead_md.model.note import Line, Link
from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO
from netlead_md.reading.dates import plain_or_linked, read_day
from netlead_md.reading.head import Head
from netlead_md.reading.known_heads import head_of
from netlead_md.reading.lines import read_item
from netlead_md.reading.links import scan_links
from netlead_md.reading.log import Log
from netlead_md.reading.skim import Outline

_HEADING: Final = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]+)?"
    + plain_or_linked(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
    + r"(?:[ \t]*[:,|–—-]+[ \t]*|[ \t]+|$)"
)


class _Section(NamedTuple):
    """What stands under a date heading, up to the next heading of its level or above."""

    start: int
    """Line of the heading in the body."""
    end: int
    heading: Line
    """The entry that the section is, if no typed bullet stands in it."""


def read_sections(log: Log, outline: Outline) -> bool:
    """Read all bullets, those under date headings as the headings say; False if no heading is a date."""
    texts = outline.visible.split("\n")
    sections = _sections(log, outline, texts)
    if not sections:
        return False
    at = 0
    for section in sections:
        at = _read_until(log, outline, at, section.start)
        before = len(log.lines)
        at = _read_until(log, outline, at, section.end, section.heading)
        typed = any(line.form != "plain" and line.type not in {PROMISE, TODO} for line in log.lines[before:])
        if not typed:
            _add_section(log, section, texts, before)
    _read_until(log, outline, at, len(texts))
    return True


def _read_until(log: Log, outline: Outline, at: int, end: int, heading: Line | None = None) -> int:
    """Read the bullets above line `end`, from the one of index `at` on; give the index of the next."""
    while at < len(outline.items) and outline.items[at].line < end:
        read_item(log, outline.items[at], heading)
        at += 1
    return at


def _sections(log: Log, outline: Outline, texts: list[str]) -> list[_Section]:
    sections: list[_Section] = []
    for at, (line, level) in enumerate(outline.headings):
        found = _HEADING.match(texts[line])
        if not found or (sections and line < sections[-1].end):
            continue
        written = found["plain"] or found["linked"]
        date = read_day(written).date
        if date is None:
            log.fault(Trouble.IMPOSSIBLE_DATE, log.first + line, found.start(found.lastgroup or 0) + 1, (written,))
        elif date != log.today:
            end = next((other for other, rank in outline.headings[at + 1 :] if rank <= level), len(texts))
            sections.append(_Section(line, end, _heading(log, line, texts[line], found, date)))
    return sections


def _heading(log: Log, line: int, text: str, found: re.Match[str], date: dt.date) -> Line:
    rest = _unclosed(text[found.end() :].rstrip())
    column = found.end() + 1
    links = scan_links(rest, column)
    head = head_of(rest, log.words)
    if head is None or not (head.colon or head.type in CONTACT):
        head = Head("note")
    project = head.values.get("project")
    links = tuple(link for link in links if project is None or link.target != project.target)
    where = "section", date, head.word, head.text_of(rest), links
    return Line(log.first + line, column, head.type, *where, **head.values)


def _unclosed(text: str) -> str:
    """Take the closing `##` off a heading."""
    bare = text.rstrip("#")
    return bare.rstrip() if bare[-1:] in {" ", "\t"} else text


def _add_section(log: Log, section: _Section, texts: list[str], before: int) -> None:
    """Make one entry of a section, with everybody whom its prose links."""
    prose = [(at, texts[at]) for at in range(section.start + 1, section.end) if at not in log.by_line]
    links: list[Link] = [link for at, text in prose if "[" in text for link in scan_links(text)]
    if not section.heading.text and not section.heading.word and not any(text.strip() for _, text in prose):
        return
    known = {field: getattr(section.heading, field) for field in section.heading.__struct_fields__}
    line = Line(**(known | {"links": section.heading.links + tuple(links)}))
    log.lines.insert(before, line)
    log.by_line[section.start] = line
