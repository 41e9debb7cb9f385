"""The quick look at a body: enough where nothing stands in it that only a Markdown parser could tell.

`skim` gives exactly what `blocks.parse` would, or None where it is not sure; a property test holds that.
"""

import re
from typing import Final

import msgspec

from netlead_md.reading.comments import blank

BULLET: Final = re.compile(r"([ \t]*)([-*+]|[0-9]{1,9}[.)])([ \t]+)([^ \t\n][^\n]*)")
_MARKS: Final = frozenset("-*+")
_START: Final = frozenset(" \t-*+0123456789")
_GAP: Final = frozenset({" ", "\t", ""})

_STEPS: Final = 4
"""Columns of a tab, and of indented code."""
_DEPTH: Final = 20

_HEADING: Final = re.compile(r"\n(#{1,6})(?=[ \t\n]|\Z)")
_DATE_HEADING: Final = re.compile(r"\n#{1,6}[ \t]+[\[0-9]")
_END: Final = r"(?=\n|\Z)"
_FENCE: Final = re.compile(
    rf"\n(?:(`{{3,}}+)[^`\n]*\n(?:[^\n]*\n)*? {{0,3}}\1`*[ \t]*{_END}"
    rf"|(~{{3,}}+)[^\n]*\n(?:[^\n]*\n)*? {{0,3}}\2~*[ \t]*{_END})"
)
_QUOTE: Final = re.compile(
    r"\n>[^\n]*+(?:\n>[^\n]*+)*+(?P<ends>(?=\n[ \t]*+(?:\n|\Z)|\n[-*+] [^ \t\n]|\n#{1,6} |\Z)())?"
)
"""Quoted lines; `ends` tells that no line after them could belong to them without saying so."""
_HAZARD: Final = re.compile(
    r"\n(?![\nA-Za-z\[|]|[-*+] (?:[A-Za-z\[]|[0-9]{4}-))"  # prose, plain bullets: most lines are told at a glance
    r"(?:[ \t]*(?:```|~~~|>|<[A-Za-z/!?])"  # fences, quotes and HTML that the masks above did not take
    # the same behind a bullet, bullets in bullets, with odd gaps, empty ones, rules
    r"|[ \t]*(?:[-*+]|[0-9]{1,9}[.)])(?:[ ]*\t|[ ]{5}"
    rf"|[ ]+(?:```|~~~|[<>\#]|[-*+][ \t]|[0-9]+[.)][ \t]|[-*_ \t]*{_END}))"
    r"|[ ]{1,3}#{1,6}(?=[ \t\n]|\Z)"  # a heading that may stand in a list
    r"|(?:[ ]{4}|[ ]{0,3}\t)[ \t]*(?![-*+][ \t]|[0-9]{1,9}[.)][ \t])[^ \t\n]"  # indented code, or not
    rf"|(?<!\n\n)[ ]{{0,3}}(?:=+|-+)[ \t]*{_END})"  # an underlined heading, or a rule right below text
)


class Item(msgspec.Struct, frozen=True):
    """A bullet."""

    line: int
    """From 0, in the body."""
    parent: int
    """Line of the bullet that it is nested under; -1: none."""
    column: int
    """Of its text, from 1."""
    text: str
    box: str = ""
    """What stands in its check box, which then is no part of its text."""


class Outline(msgspec.Struct, frozen=True):
    """What of a body is log and prose."""

    visible: str
    """The body with code, quotes and HTML blanked out; lines and columns stay."""
    items: list[Item]
    headings: list[tuple[int, int]]
    """(line, level) of each heading that stands in no list."""


def skim(body: str) -> Outline | None:
    """Outline of a plain body; None if it takes a parser."""
    text = "\n" + body
    if "`" in body or "~" in body:
        text = _FENCE.sub(blank, text)
    if ">" in body:
        text = _QUOTE.sub(lambda quote: quote[0] if quote["ends"] is None else blank(quote), text)
    if _HAZARD.search(text):
        return None
    visible = text[1:]
    items = _items(visible.split("\n"))
    if items is None:
        return None
    return Outline(visible, items, _headings(text) if _DATE_HEADING.search(text) else [])


def _items(texts: list[str]) -> list[Item] | None:
    items: list[Item] = []
    stack: list[tuple[int, int]] = []
    """(column of the text, line) of each bullet that may have others under it."""
    before = -2
    for line, text in enumerate(texts):
        if not text or text[0] not in _START:
            continue
        if text[1:2] == " " and text[0] in _MARKS and text[2:3] not in _GAP:  # most bullets
            stack = [(2, line)]
            items.append(Item(line, -1, 3, text[2:]))
        elif found := BULLET.match(text):
            indent, marker, gap, words = found.groups()
            width = len(indent.expandtabs(_STEPS))
            while stack and width < stack[-1][0]:
                stack.pop()
            if (indent or len(marker) > 1) and not _sure(texts, line, marker, stack, width, before):
                return None
            items.append(Item(line, stack[-1][1] if stack else -1, found.start(4) + 1, words))
            stack.append((width + len(marker) + len(gap), line))
        else:
            continue
        before = line
    return items


def _sure(texts: list[str], line: int, marker: str, stack: list[tuple[int, int]], width: int, before: int) -> bool:  # noqa: PLR0913, PLR0917
    """Tell whether a bullet with an indent or a number is a list item for certain; `before`: line of the last one."""
    follows = line - 1 == before
    if (width and not follows) or width - (stack[-1][0] if stack else 0) >= _STEPS or len(stack) > _DEPTH:
        return False
    if marker in {"-", "*", "+", "1.", "1)"}:
        return True
    if follows:
        return not stack or stack[-1][1] != before
    return not (line and texts[line - 1].strip(" \t"))


def _headings(text: str) -> list[tuple[int, int]]:
    return [(text.count("\n", 0, found.start()), len(found[1])) for found in _HEADING.finditer(text)]
