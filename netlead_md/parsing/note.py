"""One file → one `Note`. Whatever stands in it, this never raises."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.note import Field, MentionLine, Note
from netlead_md.model.vocabulary import NOTE_KINDS
from netlead_md.parsing.blocks import BULLET, Bullet, Outline, blank_comments, parse_outline, parse_outline_fast
from netlead_md.parsing.frontmatter import read_front
from netlead_md.parsing.inline import find_ignores, find_inline_fields, find_tags, read_marks, template_mark
from netlead_md.parsing.keywords import EntryCollector, KeywordTable
from netlead_md.parsing.line_suggestions import find_malformed_bullets
from netlead_md.parsing.links import find_links
from netlead_md.parsing.meeting_note import labels_in, opening_links
from netlead_md.parsing.page_properties import split_fields
from netlead_md.parsing.plain_reader import PlainReader
from netlead_md.parsing.properties import fields_of
from netlead_md.parsing.sections import add_sections, find_sections, read_bullets

# The body of a note: entries, mentions, inline fields, tags.


def read_body(  # noqa: PLR0913
    path: str, body: str, first: int, today: dt.date | None, words: KeywordTable, *, prose: bool = True
) -> dict[str, Any]:
    """Fields of `Note` that come from its body, which begins on line `first` of the file.

    `prose`: whether undated prose may tell of something, as it does in a meeting note.
    """
    outline = build_outline(body)
    visible = outline.visible
    log = EntryCollector(path, first, today, words)
    plain = PlainReader(log, outline, body, prose=prose)
    sections = find_sections(log, outline, plain) if outline.headings else []
    read_bullets(log, outline, sections)
    plain.finish_lines()
    plain.read_others(tuple((each.start, each.end, each.heading) for each in sections))
    add_sections(log, outline, sections)
    find_malformed_bullets(log, visible)
    found: dict[str, Any] = {"lines": tuple(log.lines), "faults": tuple(log.faults)}
    if today is not None and "[" in visible:
        found["mentions"] = _find_mentions(visible, log)
    if "::" in visible:
        found["page"], found["inline"] = split_fields(find_inline_fields(visible, first), visible, first)
    if "#" in visible:
        found["tags"] = find_tags(visible)
    if prose and today is None and (labels := labels_in(visible, first, plain.order)):
        found["labels"] = labels
    if prose and today is None and "[[" in visible and (opening := opening_links(visible)):
        found["opening"] = opening
    if "%" in body:
        found["ignores"] = find_ignores(body, first)
    return found


_NUMBERED: Final = re.compile(r"^[ \t]*[0-9]{1,9}[.)][ \t]", re.MULTILINE)


def build_outline(body: str) -> Outline:
    """Outline of a body: at a glance if that is enough, else with the Markdown parser."""
    if "%" in body and "%%" in body:  # one letter is found many times faster than two
        body = blank_comments(body)
    outline = parse_outline_fast(body) or parse_outline(body)
    if _NUMBERED.search(outline.visible):
        nested = list(_nest_under_numbers(outline))
        return Outline(outline.visible, nested, outline.headings)
    return outline


def _nest_under_numbers(outline: Outline) -> Iterator[Bullet]:
    """The bullets, where two blanks under `1.` nest as people write it; Markdown itself asks for three."""
    texts = outline.visible.split("\n")
    number, last, depth = -1, -1, 0  # the numbered bullet above, the last line of its list, its indent
    for item in outline.items:
        text = texts[item.line]
        indent = len(text) - len(text.lstrip())
        if _NUMBERED.match(text):
            number, last, depth = item.line, item.line, indent
            yield item
        elif number >= 0 and indent > depth and item.line == last + 1:
            last = item.line
            yield item if item.parent >= 0 else msgspec.structs.replace(item, parent=number)
        else:
            number = -1
            yield item


def _find_mentions(visible: str, log: EntryCollector) -> tuple[MentionLine, ...]:
    """What lines of a daily note say that link somebody and are no entries."""
    found = []
    for at, text in enumerate(visible.split("\n")):
        if "[" not in text or at in log.by_line:
            continue
        bullet = BULLET.match(text)
        start = bullet.start(4) if bullet else len(text) - len(text.lstrip())
        links = find_links(text[start:], start + 1)
        if links:
            found.append(MentionLine(log.first + at, read_marks(text[start:]).text.strip(), links))
    return tuple(found)


_TITLE: Final = re.compile(r"\s*+# ([^\n]*)")
_KIND_FIELDS: Final = frozenset({"type", "kind", "fileclass"})
_ABOUT: Final = frozenset({"person", "organisation", "project", "me"})


def read_note(path: str, text: str, *, day: dt.date | None, words: KeywordTable) -> Note:
    """Read the text of a file. `day` is that of a daily note, None for any other.

    A note is a template where marks that nobody has filled in stand in its front matter or its title, and it has no
    dated line (SPEC §2.1).
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    block = read_front(path, text.removeprefix("\ufeff"))
    fields: tuple[Field, ...] = ()
    faults: tuple[Fault, ...] = block.faults
    if block.front:
        fields, more = fields_of(path, block.value, block.front)
        faults += more
        ours = _page_format(fields)
        if ours:
            return Note(path, fields, front=block.front, ours=ours)
    found: dict[str, Any] = read_body(path, block.body, block.line, day, words, prose=not _about_somebody(fields))
    if day is None and not any(line.date for line in found["lines"]):
        mark = template_mark(block.front) or template_mark(_title(block.body))
        if mark:
            told = Fault(FaultKind.TEMPLATE_MARK, path, Range(1), words=(mark,))
            return Note(path, fields, front=block.front, template=True, faults=(told,))
    fields += found.pop("page", ())
    return Note(path, fields, front=block.front, day=day, faults=faults + found.pop("faults"), **found)


def _title(body: str) -> str:
    """The heading that is a note's title, if it has one."""
    found = _TITLE.match(body)
    return found[1] if found else ""


def _about_somebody(fields: tuple[Field, ...]) -> bool:
    """Whether a note says that it is about a person, an organisation or a project: then its prose is no minutes."""
    for field in fields:
        if field.key in _KIND_FIELDS:
            values = field.value if isinstance(field.value, list) else [field.value]
            if any(isinstance(value, str) and NOTE_KINDS.get(value.strip().lower(), "") in _ABOUT for value in values):
                return True
    return False


def _page_format(fields: tuple[Field, ...]) -> str:
    """Format of a page of ours; `0` if it carries our marker and no format; empty for a note."""
    for field in fields:
        if field.written == "generated-by" and field.value == "netlead":
            return next((str(other.value) for other in fields if other.written == "format" and other.value), "0")
    return ""
