"""The Markdown of a page as HTML that can run nothing: no HTML of a note, no picture, no link out of the file."""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from html import escape
from typing import Any, Final
from urllib.parse import unquote

import msgspec
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from netlead_md.rendering.html.chart_parser import parse_chart
from netlead_md.rendering.html.chart_svg import draw_chart

_CALLOUT: Final = re.compile(r"\[!(\w+)\]([+-]?) *([^\n]*)\n?")
_BLOCK_ID: Final = re.compile(r"[ \n]\^([A-Za-z0-9-]+)$")
_BOX: Final = re.compile(r"\[( |x|X)\] ")
_KINDS: Final = frozenset({"note", "tip", "info", "warning", "success", "question", "example"})
_NOT_ID: Final = re.compile(r"[^\w-]+")


class RenderedPage(msgspec.Struct, frozen=True):
    html: str
    ids: frozenset[str]
    """What links may lead to."""


def make_id(text: str) -> str:
    """A fragment that holds no space: the same for the same words."""
    return _NOT_ID.sub("-", text.strip().lower()).strip("-") or "page"


class PageMarkdown:
    """Renders pages whose links lead to each other. `targets`: the fragment of each page, by its name."""

    def __init__(self, targets: Mapping[str, str]) -> None:
        self._targets = targets
        parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
        parser.disable(["autolink", "html_inline", "html_block"])
        parser.inline.ruler.before("link", "wikilink", self._read_wikilink)
        parser.core.ruler.before("inline", "page_blocks", _mark_blocks)
        parser.core.ruler.push("page_links", self._resolve_links)
        for name, rule in _RULES.items():
            parser.add_render_rule(name, rule)
        self._parser = parser

    def render(self, text: str, page: str) -> RenderedPage:
        """The body of a page without its front matter. `page`: its fragment, with which each fragment of it begins."""
        env: dict[str, Any] = {"page": page, "ids": {page}}
        made = str(self._parser.render(_body(text), env))
        return RenderedPage(made, frozenset(env["ids"]))

    def _fragment(self, target: str) -> str | None:
        """Where a link leads in this file; None where what it names is not in it."""
        name, _, anchor = target.partition("#")
        page = self._targets.get(name.removesuffix(".md").rpartition("/")[2])
        if page is None or not anchor:
            return page
        return f"{page}--{make_id(anchor.lstrip('^'))}"

    def _read_wikilink(self, state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # called by markdown-it
        at = state.pos
        start = at + 1 if state.src.startswith("![[", at) else at
        if not state.src.startswith("[[", start):
            return False
        end = state.src.find("]]", start, min(state.posMax, start + 1000))
        inner = state.src[start + 2 : end] if end > 0 else ""
        if not inner or "[" in inner or "\n" in inner:
            return False
        if not silent:
            target, _, shown = inner.partition("|")
            self._push_link(state, target, shown or target)
        state.pos = end + 2
        return True

    def _push_link(self, state: StateInline, target: str, shown: str) -> None:
        fragment = self._fragment(target)
        state.push("page_link_open", "a", 1).meta = {"fragment": fragment}
        state.push("text", "", 0).content = shown
        state.push("page_link_close", "a", -1).meta = {"fragment": fragment}

    def _resolve_links(self, state: StateCore) -> None:
        """Links in Markdown's own form lead into the file or are plain text; pictures are their text."""
        for token in state.tokens:
            if token.type == "inline":
                open_links: list[str | None] = []
                for child in token.children or ():
                    if child.type == "link_open":
                        open_links.append(self._fragment(unquote(str(child.attrGet("href") or ""))))
                        child.type, child.meta = "page_link_open", {"fragment": open_links[-1]}
                    elif child.type == "link_close":
                        child.type, child.meta = "page_link_close", {"fragment": open_links.pop()}


def _body(text: str) -> str:
    if text.startswith("---\n") and (end := text.find("\n---\n", 3)) > 0:
        return text[end + 5 :]
    return text


def _mark_blocks(state: StateCore) -> None:
    """Call-outs, fragments, boxes and the levels of headings, before the text within is read."""
    tokens = state.tokens
    open_quotes: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type == "blockquote_open":
            open_quotes.append(token)
            _read_callout(token, tokens[at + 1 : at + 4])
        elif token.type == "blockquote_close":
            token.meta = open_quotes.pop().meta
        elif token.type == "inline" and at:
            _read_block(state.env, tokens[at - 1], token)
        elif token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        elif token.type in {"th_open", "td_open"}:
            token.attrs.pop("style", None)  # no style but that of the file


def _read_callout(quote: Token, after: Sequence[Token]) -> None:
    if len(after) == 3 and after[1].type == "inline" and (found := _CALLOUT.match(after[1].content)):  # noqa: PLR2004
        kind = found[1].lower() if found[1].lower() in _KINDS else "note"
        quote.meta = {"kind": kind, "fold": found[2], "title": found[3] or found[1].capitalize()}
        after[1].content = after[1].content[found.end() :]
        if not after[1].content:
            after[0].hidden = after[2].hidden = True


def _read_block(env: MutableMapping[str, Any], opened: Token, inline: Token) -> None:
    if opened.type == "heading_open":
        _give_id(env, opened, inline.content)
    if found := _BLOCK_ID.search(inline.content):
        inline.content = inline.content[: found.start()]
        if not opened.hidden:  # in a tight list no paragraph is shown that could bear it
            _give_id(env, opened, found[1])
    if opened.type == "paragraph_open" and (box := _BOX.match(inline.content)):
        inline.content = f"{'☐' if box[1] == ' ' else '☑'} {inline.content[box.end() :]}"


def _give_id(env: MutableMapping[str, Any], token: Token, name: str) -> None:
    whole = f"{env['page']}--{make_id(name)}"
    if whole not in env["ids"]:
        env["ids"].add(whole)
        token.attrSet("id", whole)


def _open_quote(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    meta = tokens[at].meta
    if not meta:
        return "<blockquote>\n"
    title, kind = _title_html(meta["title"]), meta["kind"]
    if meta["fold"]:
        return f'<details class="callout {kind}"{" open" * (meta["fold"] == "+")}><summary>{title}</summary>\n'
    return f'<div class="callout {kind}"><p class="title">{title}</p>\n'


def _close_quote(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    meta = tokens[at].meta
    if not meta:
        return "</blockquote>\n"
    return "</details>\n" if meta["fold"] else "</div>\n"


_TITLE: Final = MarkdownIt("zero").enable(["escape", "entity"])


def _title_html(title: str) -> str:
    """The title of a call-out, which holds words only."""
    return str(_TITLE.renderInline(title))


def _open_link(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    fragment = tokens[at].meta["fragment"]
    return '<span class="note">' if fragment is None else f'<a href="#{escape(fragment)}">'


def _close_link(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    return "</span>" if tokens[at].meta["fragment"] is None else "</a>"


def _fence(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    text = tokens[at].content
    chart = parse_chart(text) if tokens[at].info.strip() == "mermaid" else None
    return f"<pre><code>{escape(text)}</code></pre>\n" if chart is None else draw_chart(chart)


def _picture(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    return escape(tokens[at].content)


def _open_table(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    return '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>\n'


def _close_table(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:  # noqa: ANN401, ARG001
    return "</table></div>\n"


_RULES: Final = {
    "blockquote_open": _open_quote,
    "blockquote_close": _close_quote,
    "page_link_open": _open_link,
    "page_link_close": _close_link,
    "fence": _fence,
    "image": _picture,
    "table_open": _open_table,
    "table_close": _close_table,
}
