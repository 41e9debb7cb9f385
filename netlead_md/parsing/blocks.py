"""The careful look at a body, with markdown-it-py: for what `skim` leaves."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token

from netlead_md.model.words import Box

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
_FENCE: Final = re.compile(r"\n(?P<fence>`{3,}+(?=[^`\n]*\n)|~{3,}+(?=[^\n]*\n))")
_FENCE_END: Final = re.compile(rf"\n {{0,3}}(?P<fence>`{{3,}}+|~{{3,}}+)[ \t]*{_END}")
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


_INK: Final = re.compile(r"[^\n]+")


def blank(found: re.Match[str]) -> str:
    """Spaces in place of a match; line ends stay."""
    return _INK.sub(lambda ink: " " * len(ink[0]), found[0])


class Bullet(msgspec.Struct, frozen=True):
    """A bullet."""

    line: int
    """From 0, in the body."""
    parent: int
    """Line of the bullet that it is nested under; -1: none."""
    column: int
    """Of its text, from 1."""
    text: str
    box: Box = ""
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
        text = _without_fences(text)
    if ">" in body:
        text = _QUOTE.sub(lambda quote: quote[0] if quote["ends"] is None else blank(quote), text)
    if _HAZARD.search(text):
        return None
    visible = text[1:]
    items = _find_bullets(visible.split("\n"))
    if items is None:
        return None
    return Outline(visible, items, _find_headings(text) if _DATE_HEADING.search(text) else [])


def _without_fences(text: str) -> str:
    """Blank out fenced code at the margin, up to a fence that is never closed: that one takes a parser."""
    parts, at = [], 0
    while (opened := _FENCE.search(text, at)) is not None:
        closed = _FENCE_END.search(text, opened.end())
        while closed is not None and not closed["fence"].startswith(opened["fence"]):
            closed = _FENCE_END.search(text, closed.end())
        if closed is None:
            break
        parts += [
            text[at : opened.start()],
            _INK.sub(lambda ink: " " * len(ink[0]), text[opened.start() : closed.end()]),
        ]
        at = closed.end()
    return "".join([*parts, text[at:]])


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


def _is_list_item(  # noqa: PLR0913, PLR0917
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
    found, line, before = [], 0, 0
    for heading in _HEADING.finditer(text):
        line += text.count("\n", before, heading.start())
        before = heading.start()
        found.append((line, len(heading[1])))
    return found


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


def read_code_blocks(body: str) -> list[tuple[int, int]]:
    """(first, end) of the lines of each block of code, and of each comment of HTML that stands by itself."""
    return [
        (token.map[0], token.map[1])
        for token in _block_parser().parse(body)
        if token.map
        if token.type in {"fence", "code_block"}
        or (token.type == "html_block" and token.content.lstrip().startswith("<!--"))
    ]


def _read_list_item(token: Token, texts: list[str], items: list[Bullet], open_items: list[int]) -> None:
    line = token.map[0] if token.map else 0
    found = BULLET.match(texts[line])
    if found and (not items or items[-1].line != line):
        items.append(Bullet(line, open_items[-1] if open_items else -1, found.start(4) + 1, found[4]))
    open_items.append(line)


# `%%` comments, which Markdown knows nothing of (SPEC §2.3).
#
# What opens one stands in no code: a parser of Markdown tells code from text wherever a body holds both marks.


_COMMENT: Final = re.compile(r"%%(?s:.*?)%%")
_TICKS: Final = re.compile(r"`+")
_MARK: Final = re.compile(r"%%|`+|<!--")
_CODE: Final = re.compile(r"[`~]|<!--|\n(?: {4}|[ ]{0,3}\t)|\A(?: {4}|[ ]{0,3}\t)|(?:[-*+]|[0-9][.)])(?:[ ]*\t| {5})")
"""Without one of these no code stands in a body, and no comment of HTML."""
_SHAPES: Final = frozenset("`~<>")
"""What may change the blocks below a comment of several lines if it stands in it."""
_PARSES: Final = 12
"""A body is parsed no more often than this; what a comment hides after that may still open code."""

Span = tuple[int, int]
"""From one character up to another."""


def blank_code(body: str) -> str:
    """Blank out code, comments left aside."""
    if "`" not in body and "~" not in body:
        return body
    hidden = blank_comments(body)
    return _blanked(body, _scan(hidden, 0)[0])


def blank_comments(body: str) -> str:
    """Blank out what stands between `%%` and `%%`, code left aside. A `%%` that is never closed is text."""
    if not _CODE.search(body):
        return _COMMENT.sub(blank, body)
    start = 0
    for _ in range(_PARSES):
        _, found, shaped = _scan(body, start)
        body = _blanked(body, found)
        if not shaped:
            break
        start = found[-1][1]
    return body


def _scan(body: str, start: int) -> tuple[list[Span], list[Span], bool]:
    """Code and comments from `start` on, up to a comment that may change what is code below it.

    The last value tells whether there is such a comment. Whatever opens first counts: a comment, or code.
    """
    blocks = _block_spans(body)
    code: list[Span] = [span for span in blocks if span[1] <= start]
    comments: list[Span] = []
    at, next_block, line = start, len(code), _Line(body)
    while True:
        mark = _MARK.search(body, at)
        while next_block < len(blocks) and (mark is None or blocks[next_block][0] <= mark.start()):
            code.append(blocks[next_block])
            at = max(at, blocks[next_block][1])
            next_block += 1
        if mark is None:
            return code, comments, False
        if mark.start() < at:
            continue
        at = mark.end()
        if mark[0] != "%%":
            if (end := line.hidden_end(*mark.span())) > 0:
                code.append((mark.start(), end))
                at = end
        elif (close := body.find("%%", at)) >= 0:
            comments.append((mark.start(), close + 2))
            at = close + 2
            if body.find("\n", mark.start(), at) >= 0 and not _SHAPES.isdisjoint(body[mark.start() : at]):
                return code, comments, True
            while next_block < len(blocks) and blocks[next_block][1] <= at:
                next_block += 1


def _block_spans(body: str) -> list[Span]:
    """Where the lines of each block of code stand."""
    found = read_code_blocks(body)
    if not found:
        return []
    starts = [0, *(end.end() for end in re.finditer("\n", body)), len(body) + 1]
    return [(starts[first], starts[min(end, len(starts) - 1)] - 1) for first, end in found]


class _Line:
    """What may end code, or a comment of HTML, on the line that is read just now."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._end = -1
        self._runs: dict[int, list[int]] = {}
        """By their length: where each begins."""
        self._last = -1
        """Where the last end of a comment of HTML begins."""

    def hidden_end(self, start: int, end: int) -> int:
        """Where code or a comment of HTML ends that a mark opens, on its line; 0 if it opens none."""
        if start > self._end:
            self._end = self._body.find("\n", end)
            self._end = len(self._body) if self._end < 0 else self._end
            self._last = self._body.rfind("-->", start, self._end)
            self._runs = {}
            for run in _TICKS.finditer(self._body, start, self._end):
                self._runs.setdefault(run.end() - run.start(), []).append(run.start())
        if self._body[start] == "`":
            return self._code_end(start, end)
        return self._body.find("-->", end) + 3 if end <= self._last and not self._escaped(start) else 0

    def _code_end(self, start: int, end: int) -> int:
        length = end - start - self._escaped(start)
        same = self._runs.get(length, [])
        at = bisect_left(same, end)
        return same[at] + length if length and at < len(same) else 0

    def _escaped(self, at: int) -> bool:
        before = self._body[max(0, at - 64) : at]
        return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _blanked(body: str, spans: list[Span]) -> str:
    """Spaces in place of some spans; line ends stay."""
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts.append(body[at:start])
            parts.append("".join(char if char == "\n" else " " for char in body[start:end]))
            at = end
    return "".join([*parts, body[at:]])
