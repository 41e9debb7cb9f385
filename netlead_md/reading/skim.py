"""The quick look at a body: enough where nothing stands in it that only a Markdown parser could tell.

`skim` gives exactly what `blocks.parse` would, or None where it is not sure; a property test holds that.
"""

import re
from typing import Final, NamedTuple

from netlead_md.reading.comments import blank

BULLET: Final = re.compile(r"^([ \t]*)([-*+]|[0-9]{1,9}[.)])([ \t]+)([^ \t\n].*)$", re.MULTILINE)
HEADING: Final = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*))?$", re.MULTILINE)

STEPS: Final = 4
"""Columns of a tab, and of indented code."""
DEPTH: Final = 20

_FENCE: Final = re.compile(r"^(`{3,})[^`\n]*\n(?:.*\n)*?\1`*[ \t]*$|^(~{3,}).*\n(?:.*\n)*?\2~*[ \t]*$", re.MULTILINE)
_QUOTE: Final = re.compile(r"^>.*(?:\n>.*)*(?=\n[ \t]*(?:\n|\Z)|\n[-*+] [^ \t\n]|\n#{1,6} |\Z)", re.MULTILINE)
_HAZARD: Final = re.compile(
    r"^(?:[ \t]*(?:```|~~~|>|<[A-Za-z/!?])"  # fences, quotes and HTML that the masks above did not take
    r"|[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:\t|[ ]+\t|[ ]{5}|[ ]+(?:```|~~~|>|<|[-*_ \t]*$))"  # the same behind a bullet; rules
    r"|[ ]{1,3}#{1,6}(?:[ \t]|$)"
    r"|(?:[ ]{4}|[ ]{0,3}\t)[ \t]*(?![-*+][ \t]|[0-9]{1,9}[.)][ \t])[^ \t\n]"  # indented code, or not
    r"|.*[^ \t\n][ \t]*\n {0,3}(?:=+|-+)[ \t]*$)",  # an underlined heading, or a rule right below text
    re.MULTILINE,
)


class Item(NamedTuple):
    """A bullet."""

    line: int
    """From 0, in the body."""
    parent: int
    """Line of the bullet that it is nested under; -1: none."""
    column: int
    """Of its text, from 1."""
    text: str


class Outline(NamedTuple):
    """What of a body is log and prose."""

    visible: str
    """The body with code, quotes and HTML blanked out; lines and columns stay."""
    items: list[Item]
    headings: list[tuple[int, int]]
    """(line, level) of each heading that stands in no list."""


def skim(body: str) -> Outline | None:
    """Outline of a plain body; None if it takes a parser."""
    if "```" in body or "~~~" in body:
        body = _FENCE.sub(blank, body)
    if ">" in body:
        body = _QUOTE.sub(blank, body)
    if _HAZARD.search(body):
        return None
    items = _items(body)
    if items is None:
        return None
    return Outline(body, items, _headings(body) if "#" in body else [])


def _items(body: str) -> list[Item] | None:
    items: list[Item] = []
    stack: list[tuple[int, int]] = []
    line, last, before = 0, 0, -2
    for found in BULLET.finditer(body):
        start = found.start()
        line += body.count("\n", last, start)
        last = start
        indent, marker, gap, text = found.groups()
        if not indent and len(marker) == 1:
            stack = [(2 if gap == " " else 1 + len(gap), line)]
            items.append(Item(line, -1, 2 + len(gap), text))
        else:
            if (indent and before != line - 1) or (len(marker) > 1 and not _may_begin(body, found, line, before)):
                return None
            width = len(indent.expandtabs(STEPS))
            while stack and width < stack[-1][0]:
                stack.pop()
            if width - (stack[-1][0] if stack else 0) >= STEPS or len(stack) > DEPTH:
                return None
            if len(marker) > 1 and marker[:-1] != "1" and stack and stack[-1][1] == before == line - 1:
                return None  # `2.` below a bullet is a paragraph that goes on
            items.append(Item(line, stack[-1][1] if stack else -1, found.start(4) - start + 1, text))
            stack.append((width + len(marker) + len(gap), line))
        before = line
    return items


def _may_begin(body: str, found: re.Match[str], line: int, before: int) -> bool:
    """Whether a number may begin a list here: not 2 and up in the middle of a paragraph."""
    if found[2][:-1] == "1" or before == line - 1 or found.start() == 0:
        return True
    return not body[body.rfind("\n", 0, found.start() - 1) + 1 : found.start() - 1].strip(" \t")


def _headings(body: str) -> list[tuple[int, int]]:
    return [(body.count("\n", 0, found.start()), len(found[1])) for found in HEADING.finditer(body)]
