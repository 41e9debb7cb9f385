#!/usr/bin/env python3
"""Render one of our pages as Obsidian would show it, its charts drawn by the real Mermaid, to a PNG.

    tests/charts/page.py PAGE.md OUT.png [--width 760] [--height 900] [--scale 1] [--open] [--home DIR]

Needs markdown-it-py, as the project does, and Debian's chromium; fetches Mermaid through npm, unless `--home` holds it.
"""

import argparse
import html
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from markdown_it import MarkdownIt

from tests.charts.bundles import VERSIONS, Bundle, fetch
from tests.charts.chromium import Browser, BrowserError

_STYLE = Path(__file__).with_name("page.css")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_WIKILINK = re.compile(r"!?\[\[([^\[\]|]*?)(?:\\?\|([^\[\]]*))?\]\]")
_BLOCK_ID = re.compile(r"[ \t]\^[\w-]+$", re.MULTILINE)
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_CALLOUT = re.compile(r"<blockquote>\s*<p>\[!(\w+)\]([+-]?)[ \t]*([^\n]*?)(?:\n(.*?))?</p>", re.DOTALL)
_CHART = re.compile(r'<pre><code class="language-mermaid">(.*?)</code></pre>', re.DOTALL)
_DRAW = """async () => {
  mermaid.initialize({startOnLoad: false});
  let number = 0;
  for (const chart of document.querySelectorAll(".chart"))
    chart.innerHTML = (await mermaid.render(`chart${number++}`, chart.textContent)).svg;
  const { width, height } = document.querySelector("main").getBoundingClientRect();
  return [width, height];
}"""


def to_html(text: str, *, unfold: bool = False) -> str:
    """The page as HTML: no front matter and block ids, wikilinks as links, callouts as boxes, folded ones closed."""
    body = _outside_code(_FRONT_MATTER.sub("", text, count=1))
    drawn = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body)
    drawn = _CHART.sub(r'<div class="chart">\1</div>', drawn)
    return _with_callouts(drawn, unfold=unfold)


def _outside_code(text: str) -> str:
    parts = re.split(r"((?:^|(?<=\n))[> \t]*```.*?\n[> \t]*```(?=\n|\Z))", text, flags=re.DOTALL)
    return "".join(part if number % 2 else _plain(part) for number, part in enumerate(parts))


def _plain(text: str) -> str:
    shown = _BLOCK_ID.sub("", _COMMENT.sub("", text))
    return _WIKILINK.sub(lambda found: f'<a href="#">{html.escape(found[2] or found[1])}</a>', shown)


def _with_callouts(drawn: str, *, unfold: bool) -> str:
    parts: list[str] = []
    rest = drawn
    while found := _CALLOUT.search(rest):
        kind, fold, title, first = found.groups()
        end = rest.index("</blockquote>", found.end())
        inside = (f"<p>{first}</p>" if first else "") + rest[found.end() : end]
        closed = fold == "-" and not unfold
        head = f'<div class="title">{title or kind.title()}{" ›" if closed else ""}</div>'
        parts += [rest[: found.start()], f'<div class="callout {kind.lower()}">{head}{"" if closed else inside}</div>']
        rest = rest[end + len("</blockquote>") :]
    return "".join([*parts, rest])


def render(page: Path, out: Path, bundle: Bundle, options: argparse.Namespace) -> None:
    """Write the picture; raises BrowserError with the words of Mermaid if a chart does not draw."""
    content = to_html(page.read_text(encoding="utf-8"), unfold=options.open)
    style = _STYLE.read_text(encoding="utf-8") + f"main {{ --width: {options.width}px }}"
    with Browser() as browser:
        sheet = browser.page()
        sheet.resize(options.width, 1000)
        sheet.call("(html) => { document.body.innerHTML = html }", f"<style>{style}</style><main>{content}</main>")
        sheet.run(bundle.script)
        width, height = sheet.run(f"({_DRAW})()")
        box = {"x": 0, "y": 0, "width": width, "height": min(height, options.height or height)}
        sheet.shoot(out, box, options.scale)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("page", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--width", type=int, default=760, help="of the page in pixels")
    options.add_argument("--height", type=int, help="cut off below so many pixels")
    options.add_argument("--scale", type=float, default=1, help="pixels of the picture for one of the page")
    options.add_argument("--open", action="store_true", help="show what folded callouts hold")
    options.add_argument("--version", default=VERSIONS[0], help="of Mermaid")
    options.add_argument("--home", type=Path, metavar="DIR", help="keep Mermaid here for the next picture")
    given = options.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as fresh:
            render(given.page, given.out, fetch(given.version, given.home or Path(fresh)), given)
    except BrowserError as error:
        sys.stderr.write(f"{given.page}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
