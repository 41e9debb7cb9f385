"""`netlead export html`: one file that runs nothing of the notes, loads nothing, and whose links resolve (SPEC §5)."""

import base64
import hashlib
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from netlead_md.model.diagnostics import Page
from netlead_md.rendering.html import render_html_report

GOLDEN = Path(__file__).parent.parent / "golden" / "sample_vault"
PAGES = tuple(
    Page(path.relative_to(GOLDEN).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(GOLDEN.rglob("*.md"))
)


class _Tags(HTMLParser):
    """Tags with their attributes, and the text outside of style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.tags for key, value in attributes.items() if key == name]

    def count(self, tag: str) -> int:
        return sum(one == tag for one, _ in self.tags)


def _report(pages: Mapping[str, str]) -> _Tags:
    return _Tags(render_html_report([Page(path, text) for path, text in pages.items()]).html)


def test_every_page_is_there_and_every_link_resolves() -> None:
    report = render_html_report(PAGES)
    read = _Tags(report.html)
    ids = read.all("id")
    assert len(ids) == len(set(ids))
    assert read.count("section") == len(PAGES) == len(report.pages)
    links = read.all("href")
    assert len(links) > len(PAGES)
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []


def test_every_chart_is_drawn_and_described() -> None:
    read = _Tags(render_html_report(PAGES).html)
    charts = sum(page.text.count("```mermaid") for page in PAGES)
    assert read.count("svg") == read.count("desc") == charts > 0
    assert "xychart-beta" not in "".join(read.words)


def test_policy_names_our_script_and_style_by_their_hashes_and_nothing_else() -> None:
    html = render_html_report(PAGES).html
    policy = next(value for value in _Tags(html).all("content") if value.startswith("default-src"))
    script, style = (
        re.search("<script>(.*?)</script>", html, re.DOTALL),
        re.search("<style>(.*?)</style>", html, re.DOTALL),
    )
    assert script
    assert style
    one, other = (base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode() for found in (script, style))
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{one}'; style-src 'sha256-{other}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert html.count("<script") == html.count("<style") == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,<script>alert(1)</script>)",
        "![a](https://example.org/a.png)",
        "<https://example.org>",
        '[[a" onclick="alert(1)|b]]',
        '[[This week#" onclick="alert(1)]]',
        '> [!note"onclick="x] a\n> b',
        "> [!tip]- <script>alert(1)</script>\n> b",
        "# <b onclick=alert(1)>",
        'a ^x"onclick=1',
        '```mermaid\npie\n    "</svg><script>alert(1)</script>" : 1\n```',
        '```mermaid\npie\n    "#lt;script#gt;" : 1\n```',
        "```mermaid\ntimeline\n    <script> : </text><script>alert(1)</script>\n```",
        '```mermaid"><script>\n</code><script>alert(1)</script>\n```',
        "| a |\n|---|\n| <script>alert(1)</script> |",
    ],
)
def test_text_of_notes_never_runs(text: str) -> None:
    read = _report({"This week.md": f"# This week\n\n{text}\n"})
    assert read.count("script") == read.count("style") == 1
    assert not {tag for tag, _ in read.tags} & {"img", "iframe", "object", "base", "form", "b"}
    names = [name for _, attributes in read.tags for name in attributes]
    assert [name for name in names if name.startswith("on") or name in {"src", "style"}] == []
    assert all(link.startswith("#") for link in read.all("href"))


def test_callouts_fold_and_boxes_take_no_answers() -> None:
    html = render_html_report([Page("A.md", "> [!info]- How\n> x\n\n> [!tip] Do\n> y\n\n- [ ] yes: `- ask: z`\n")]).html
    assert '<details class="callout info"><summary>How</summary>' in html
    assert '<div class="callout tip"><p class="title">Do</p>' in html
    assert "☐ yes: <code>- ask: z</code>" in html
    assert 'type="checkbox"' not in html


def test_ledgers_beyond_ten_megabytes_come_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netlead_md.rendering.html.report.MAX_BYTES", 60_000)
    report = render_html_report(PAGES)
    ledgers = sum(page.path.startswith("Ledgers/") for page in PAGES)
    assert report.left_out == ledgers > 0
    assert [link for link in _Tags(report.html).all("href") if link.endswith("-ledger")] == []
    assert len(render_html_report(PAGES, all_ledgers=True).pages) == len(PAGES)
