"""The careful look at a body, with markdown-it-py: for what `skim` leaves."""

import re
from functools import lru_cache
from typing import Final

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

# `%%` comments, which Markdown knows nothing of.


_BLOCKS: Final = re.compile(
    r"(?P<code>^[ \t>]*(?P<fence>`{3,}|~{3,})(?s:.*?)(?:^[ \t>]*(?P=fence)|\Z)|(?<!`)(?P<ticks>`++)[^`\n]+(?P=ticks))"
    r"|%%(?s:.*?)%%",
    re.MULTILINE,
)
_COMMENT: Final = re.compile(r"%%(?s:.*?)%%")
_INK: Final = re.compile(r"[^\n]+")


def blank_match(found: re.Match[str]) -> str:
    """Spaces in place of a match; line ends stay."""
    return _INK.sub(lambda ink: " " * len(ink[0]), found[0])


def blank_code(body: str) -> str:
    """Blank out code, comments left aside."""
    return _BLOCKS.sub(lambda found: blank_match(found) if found["code"] else found[0], body)


def blank_comments(body: str) -> str:
    """Blank out what stands between `%%` and `%%`, code left aside. A `%%` that is never closed is text."""
    if "`" not in body and "~" not in body:
        return _COMMENT.sub(blank_match, body)
    return _BLOCKS.sub(lambda found: found[0] if found["code"] else blank_match(found), body)


# The quick look at a body: enough where nothing stands in it that only a Markdown parser could tell.
#
# `skim` gives exactly what `blocks.parse` would, or None where it is not sure; a property test holds that.


BULLET: Final = re.compile(r"([ \t]*)([-*+]|[0-9]{1,9}[.)])([ \t]+)([^ \t\n][^\n]*)")
_MARKS: Final = frozenset("-*+")
_START: Final = frozenset(" \t-*+0123456789")
_GAP: Final = frozenset({" ", "\t", ""})

_STEPS: Final = 4
"""Columns of a tab, and of indented code."""
_SKIM_DEPTH: Final = 20

_HEADING: Final = re.compile(r"\n(#{1,6})(?=[ \t\n]|\Z)")
_DATE_HEADING: Final = re.compile(r"\n#{1,6}[ \t]+[^\n0-9]*[0-9]")
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


class Bullet(msgspec.Struct, frozen=True):
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
    items: list[Bullet]
    headings: list[tuple[int, int]]
    """(line, level) of each heading that stands in no list."""


def parse_outline_fast(body: str) -> Outline | None:
    """Outline of a plain body; None if it takes a parser."""
    text = "\n" + body
    if "`" in body or "~" in body:
        text = _FENCE.sub(blank_match, text)
    if ">" in body:
        text = _QUOTE.sub(lambda quote: quote[0] if quote["ends"] is None else blank_match(quote), text)
    if _HAZARD.search(text):
        return None
    visible = text[1:]
    items = _find_bullets(visible.split("\n"))
    if items is None:
        return None
    return Outline(visible, items, _find_headings(text) if _DATE_HEADING.search(text) else [])


def _find_bullets(texts: list[str]) -> list[Bullet] | None:
    items: list[Bullet] = []
    stack: list[tuple[int, int]] = []
    """(column of the text, line) of each bullet that may have others under it."""
    before = -2
    for line, text in enumerate(texts):
        if not text or text[0] not in _START:
            continue
        if text[1:2] == " " and text[0] in _MARKS and text[2:3] not in _GAP:  # most bullets
            stack = [(2, line)]
            items.append(Bullet(line, -1, 3, text[2:]))
        elif found := BULLET.match(text):
            indent, marker, gap, words = found.groups()
            width = len(indent.expandtabs(_STEPS))
            while stack and width < stack[-1][0]:
                stack.pop()
            if (indent or len(marker) > 1) and not _is_list_item(texts, line, marker, stack, width, before):
                return None
            items.append(Bullet(line, stack[-1][1] if stack else -1, found.start(4) + 1, words))
            stack.append((width + len(marker) + len(gap), line))
        else:
            continue
        before = line
    return items


def _is_list_item(
    texts: list[str], line: int, marker: str, stack: list[tuple[int, int]], width: int, before: int
) -> bool:
    """Tell whether a bullet with an indent or a number is a list item for certain; `before`: line of the last one."""
    follows = line - 1 == before
    if (width and not follows) or width - (stack[-1][0] if stack else 0) >= _STEPS or len(stack) > _SKIM_DEPTH:
        return False
    if marker in {"-", "*", "+", "1.", "1)"}:
        return True
    if follows:
        return not stack or stack[-1][1] != before
    return not (line and texts[line - 1].strip(" \t"))


def _find_headings(text: str) -> list[tuple[int, int]]:
    return [(text.count("\n", 0, found.start()), len(found[1])) for found in _HEADING.finditer(text)]


_DEPTH: Final = 60
"""Blocks nested deeper than this are text."""
_HIDDEN: Final = frozenset({"fence", "code_block", "html_block", "blockquote_open"})


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    """A parser of blocks alone: what stands inside a line is the business of other modules."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEPTH})
    parser.disable(["reference"])
    parser.core.ruler.enableOnly(["block"])
    return parser


def parse_outline(body: str) -> Outline:
    """Outline of any body."""
    texts = body.split("\n")
    items: list[Bullet] = []
    headings: list[tuple[int, int]] = []
    open_items: list[int] = []
    quotes = 0
    hidden: list[tuple[int, int]] = []
    for token in _block_parser().parse(body):
        kind = token.type
        if kind in _HIDDEN and token.map:
            hidden.append((token.map[0], token.map[1]))
        quotes += (kind == "blockquote_open") - (kind == "blockquote_close")
        if quotes:
            continue
        if kind == "list_item_open":
            _read_list_item(token, texts, items, open_items)
        elif kind == "list_item_close":
            open_items.pop()
        elif kind == "heading_open" and token.level == 0 and token.map:
            headings.append((token.map[0], int(token.tag[1])))
    for start, end in hidden:
        for at in range(start, min(end, len(texts))):
            texts[at] = " " * len(texts[at])
    return Outline("\n".join(texts), items, headings)


def _read_list_item(token: Token, texts: list[str], items: list[Bullet], open_items: list[int]) -> None:
    line = token.map[0] if token.map else 0
    found = BULLET.match(texts[line])
    if found and (not items or items[-1].line != line):
        items.append(Bullet(line, open_items[-1] if open_items else -1, found.start(4) + 1, found[4]))
    open_items.append(line)
