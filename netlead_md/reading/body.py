"""The body of a note: entries, mentions, inline fields, tags."""

import datetime as dt
from typing import Any

from netlead_md.model.note import Mention
from netlead_md.reading.blocks import parse
from netlead_md.reading.boxes import read_marks
from netlead_md.reading.comments import without_comments
from netlead_md.reading.inline import ignores_in, inline_fields, is_template, tags_in
from netlead_md.reading.lines import read_item
from netlead_md.reading.links import scan_links
from netlead_md.reading.log import Log
from netlead_md.reading.loose import loose_bullets
from netlead_md.reading.sections import read_sections
from netlead_md.reading.skim import BULLET, Outline, skim
from netlead_md.reading.words import Words


def read_body(path: str, body: str, first: int, today: dt.date | None, words: Words) -> dict[str, Any]:
    """Fields of `Note` that come from its body, which begins on line `first` of the file."""
    outline = outline_of(body)
    visible = outline.visible
    if is_template(visible, front=False):
        return {"template": True, "faults": ()}
    log = Log(path, first, today, words)
    if not (outline.headings and read_sections(log, outline)):
        for item in outline.items:
            read_item(log, item)
    loose_bullets(log, visible)
    found: dict[str, Any] = {"lines": tuple(log.lines), "faults": tuple(log.faults)}
    if today is not None and "[" in visible:
        found["mentions"] = _mentions(visible, log)
    if "::" in visible:
        found["inline"] = inline_fields(visible, first)
    if "#" in visible:
        found["tags"] = tags_in(visible)
    if "%" in body:
        found["ignores"] = ignores_in(body, first)
    return found


def outline_of(body: str) -> Outline:
    """Outline of a body: at a glance if that is enough, else with the Markdown parser."""
    if "%" in body and "%%" in body:  # one letter is found many times faster than two
        body = without_comments(body)
    return skim(body) or parse(body)


def _mentions(visible: str, log: Log) -> tuple[Mention, ...]:
    """What lines of a daily note say that link somebody and are no entries."""
    found = []
    for at, text in enumerate(visible.split("\n")):
        if "[" not in text or at in log.by_line:
            continue
        bullet = BULLET.match(text)
        start = bullet.start(4) if bullet else len(text) - len(text.lstrip())
        links = scan_links(text[start:], start + 1)
        if links:
            found.append(Mention(log.first + at, read_marks(text[start:]).text.strip(), links))
    return tuple(found)
