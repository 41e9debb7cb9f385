"""The careful look at a body, with markdown-it-py: for what `skim` leaves."""

from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from netlead_md.reading.skim import BULLET, Item, Outline

_DEPTH: Final = 60
"""Blocks nested deeper than this are text."""
_HIDDEN: Final = frozenset({"fence", "code_block", "html_block", "blockquote_open"})


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """A parser of blocks alone: what stands inside a line is the business of other modules."""
    parser = MarkdownIt("commonmark", {"maxNesting": _DEPTH})
    parser.disable(["reference"])
    parser.core.ruler.enableOnly(["block"])
    return parser


def parse(body: str) -> Outline:
    """Outline of any body."""
    texts = body.split("\n")
    items: list[Item] = []
    headings: list[tuple[int, int]] = []
    open_items: list[int] = []
    quotes = 0
    hidden: list[tuple[int, int]] = []
    for token in _parser().parse(body):
        kind = token.type
        if kind in _HIDDEN and token.map:
            hidden.append((token.map[0], token.map[1]))
        quotes += (kind == "blockquote_open") - (kind == "blockquote_close")
        if quotes:
            continue
        if kind == "list_item_open":
            _item(token, texts, items, open_items)
        elif kind == "list_item_close":
            open_items.pop()
        elif kind == "heading_open" and token.level == 0 and token.map:
            headings.append((token.map[0], int(token.tag[1])))
    for start, end in hidden:
        for at in range(start, min(end, len(texts))):
            texts[at] = " " * len(texts[at])
    return Outline("\n".join(texts), items, headings)


def _item(token: Token, texts: list[str], items: list[Item], open_items: list[int]) -> None:
    line = token.map[0] if token.map else 0
    found = BULLET.match(texts[line])
    if found and (not items or items[-1].line != line):
        items.append(Item(line, open_items[-1] if open_items else -1, found.start(4) + 1, found[4]))
    open_items.append(line)
