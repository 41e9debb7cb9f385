"""Links to other notes (COMPATIBILITY 8)."""

import re
from typing import Final

from netlead_md.model.note import Link

_LINK: Final = re.compile(
    r"\[(?:\[(?P<target>[^\[\]\n|#]*)(?P<anchor>#[^\[\]\n|]*)?(?:\|(?P<alias>[^\[\]\n]*))?\]\]"
    r"|(?P<text>[^\[\]\n]*)\]\([ \t]*(?P<to><[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\))"
)
_BARE: Final = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_CODE: Final = re.compile(r"(?<!`)(`++)[^`\n]+\1(?!`)")
_EXTERNAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def find_links(text: str, column: int = 1) -> tuple[Link, ...]:
    """Links in a line of text that begins at `column`: no embeds, no URLs, none to the note itself, none in code."""
    if "[" not in text:
        return ()
    if "<!--" in text:
        text = _blank_comments(text)
    if not ("|" in text or "#" in text or "](" in text or "`" in text):
        return _find_bare_links(text, column)
    if "`" in text:
        text = _CODE.sub(lambda code: " " * len(code[0]), text)
    return tuple([link for found in _LINK.finditer(text) if (link := _wikilink(found, column))])


def _blank_comments(text: str) -> str:
    """A line with blanks for its HTML comments: what is hidden names nobody. One that is not closed is text."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], " " * (end + 3 - start)]
        at = end + 3
    return "".join((*parts, text[at:]))


def _find_bare_links(text: str, column: int) -> tuple[Link, ...]:
    """Links of a text in which none has an anchor or another text to show, and none is Markdown's."""
    links = []
    parts = iter(_BARE.split(text))
    before = next(parts)
    column += len(before)
    for written in parts:
        end = column + len(written) + 4
        target = written.strip()
        if target and before[-1:] != "!":
            links.append(Link(target, column, end))
        before = next(parts)
        column = end + len(before)
    return tuple(links)


def _wikilink(found: re.Match[str], column: int) -> Link | None:
    start, end = found.span()
    if start and found.string[start - 1] == "!":  # an embed
        return None
    target, anchor, alias = found.group("target", "anchor", "alias")
    if target is None:
        return _markdown_link(found, column)
    if alias is not None and not anchor:
        target = target.removesuffix("\\")  # `[[Acme\|them]]`, as a table wants it
    target = target.strip()
    if not target:
        return None
    if not anchor and alias is None:
        return Link(target, column + start, column + end)
    anchor = (anchor or "").removeprefix("#")
    anchor = anchor.removesuffix("\\") if alias is not None else anchor
    return Link(target, column + start, column + end, (alias or "").strip(), anchor.strip())


def _markdown_link(found: re.Match[str], column: int) -> Link | None:
    to = found["to"].removeprefix("<").removesuffix(">")
    if not to or _EXTERNAL.match(to):
        return None
    from urllib.parse import unquote

    path, _, anchor = to.partition("#")
    path = unquote(path).strip()
    if not path or "\n" in path:
        return None
    start, end = found.span()
    return Link(path, column + start, column + end, found["text"].strip(), unquote(anchor), markdown=True)
