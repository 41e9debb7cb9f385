"""All pages in one file: contents, search, pages, and a policy that lets nothing run or load but our own script."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

import msgspec

from netlead_md.model.diagnostics import Page
from netlead_md.rendering.html.assets import SCRIPT, STYLE
from netlead_md.rendering.html.page_markdown import PageMarkdown, RenderedPage, make_id

MAX_BYTES: Final = 10_000_000
"""Size from which on ledgers are left out, unless they are asked for (SPEC §5)."""
_FIRST: Final = ("This week", "Trust without support", "People first", "Promises", "Support pipeline")
_HREF: Final = re.compile(r'href="#([^"]*?)(--[^"]*)?"')


class HtmlReport(msgspec.Struct, frozen=True):
    html: str
    pages: tuple[str, ...]
    """Names of the pages in it."""
    left_out: int = 0
    """Ledgers that would have made it too large."""


def render_html_report(pages: Sequence[Page], *, all_ledgers: bool = False) -> HtmlReport:
    """The report of these pages. `all_ledgers`: with every ledger, however large the file becomes (SPEC §5)."""
    chosen = sorted((page for page in pages if page.path.endswith(".md")), key=_page_order)
    report = _render_pages(chosen)
    if all_ledgers or len(report.html.encode("utf-8", "replace")) <= MAX_BYTES:
        return report
    fewer = [page for page in chosen if not _is_ledger(page)]
    return msgspec.structs.replace(_render_pages(fewer), left_out=len(chosen) - len(fewer))


def page_name(page: Page) -> str:
    """The name by which links and `--pages` mean a page."""
    return page.path.removesuffix(".md").rpartition("/")[2]


def _is_ledger(page: Page) -> bool:
    return page.path.startswith("Ledgers/")


def _page_order(page: Page) -> tuple[bool, int, str]:
    name = page_name(page)
    return _is_ledger(page), _FIRST.index(name) if name in _FIRST else len(_FIRST), name.casefold()


def _render_pages(pages: Sequence[Page]) -> HtmlReport:
    targets = _page_ids(pages)
    press = PageMarkdown(targets)
    made = {page_name(page): press.render(page.text, targets[page_name(page)]) for page in pages}
    ids = frozenset().union(*(one.ids for one in made.values())) if made else frozenset()
    body = "".join(_sections(pages, targets, made, ids))
    return HtmlReport(_document(_contents(pages, targets), body), tuple(made))


def _page_ids(pages: Sequence[Page]) -> dict[str, str]:
    """A fragment for each page that no other has. Two dashes stand only before what lies within a page."""
    taken: dict[str, str] = {}
    used: set[str] = set()
    for page in pages:
        plain = re.sub("-{2,}", "-", make_id(page_name(page)))
        wanted, count = plain, 1
        while wanted in used:
            count += 1
            wanted = f"{plain}-{count}"
        used.add(wanted)
        taken[page_name(page)] = wanted
    return taken


def _sections(
    pages: Sequence[Page], targets: Mapping[str, str], made: Mapping[str, RenderedPage], ids: frozenset[str]
) -> Iterator[str]:
    def lead_to(found: re.Match[str]) -> str:
        whole = found[1] + (found[2] or "")
        return found[0] if whole in ids else f'href="#{found[1]}"'

    for page in pages:
        name = page_name(page)
        text = _HREF.sub(lead_to, made[name].html)
        yield f'<section class="page" id="{escape(targets[name])}" aria-label="{escape(name)}">\n{text}'
        yield '<p class="back"><a href="#contents">Contents</a></p>\n</section>\n'


def _contents(pages: Sequence[Page], targets: Mapping[str, str]) -> str:
    def items(which: Sequence[Page]) -> str:
        links = (f'<li><a href="#{escape(targets[page_name(one)])}">{escape(page_name(one))}</a></li>' for one in which)
        return f"<ul>{''.join(links)}</ul>"

    ledgers = [page for page in pages if _is_ledger(page)]
    main = items([page for page in pages if not _is_ledger(page)])
    if not ledgers:
        return main
    return f"{main}<details><summary>Ledgers ({len(ledgers)})</summary>{items(ledgers)}</details>"


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _document(contents: str, body: str) -> str:
    policy = (
        f"default-src 'none'; script-src {_hash_source(SCRIPT)}; style-src {_hash_source(STYLE)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>netlead report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<header id="contents"><h1>netlead report</h1>\n'
        '<p id="search" hidden><label>Search <input type="search" autocomplete="off"></label> '
        '<span role="status"></span></p>\n'
        f'<nav aria-label="Pages">{contents}</nav></header>\n<main>\n{body}</main>\n'
        f"<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
