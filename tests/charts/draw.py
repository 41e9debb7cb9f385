"""Draw every chart of some folders with the real Mermaid in headless Chromium; fail for what a reader cannot use.

python3 -m tests.charts.draw FOLDER... [--shoot DIR] [--home DIR]
python3 -m tests.charts.draw --selftest tests/charts/selftest
"""

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.charts.blocks import Block, blocks_of
from tests.charts.bundles import VERSIONS, Bundle, fetch
from tests.charts.chromium import Browser, BrowserError, Page

_SCRIPT = Path(__file__).with_name("draw.js")
_SECONDS = 200
"""For all charts; a run that needs more has gone wrong."""
_SECONDS_A_CHART = 15.0


class LateError(Exception):
    """The charts took too long."""


@dataclass(frozen=True)
class Drawing:
    """What became of one chart with one version."""

    block: Block
    version: str
    problems: tuple[str, ...]


class Easel:
    """A page with one version of Mermaid in it. The same text is drawn once: pages repeat charts."""

    def __init__(self, browser: Browser, bundle: Bundle, shoot: Path | None = None) -> None:
        self.version = bundle.version
        self._page: Page = browser.page()
        self._page.run(bundle.script)
        self._page.run(_SCRIPT.read_text(encoding="utf-8"))
        self._page.run("mermaid.initialize({startOnLoad: false})")
        self._shoot = shoot
        self._known: dict[str, tuple[str, ...]] = {}

    def draw(self, block: Block) -> Drawing:
        problems = self._known.get(block.text)
        if problems is None:
            problems = self._known[block.text] = self._draw(block)
        where = ("the chart stands in a callout, where some viewers draw nothing",) if block.in_callout else ()
        return Drawing(block, self.version, where + problems)

    def _draw(self, block: Block) -> tuple[str, ...]:
        try:
            result: dict[str, Any] = self._page.call(
                "drawChart", len(self._known), block.text, seconds=_SECONDS_A_CHART
            )
        except BrowserError as error:
            return (str(error),)
        if self._shoot is not None and result["box"]["height"] > 1:
            self._page.shoot(self._shoot / self._name(block), result["box"])
        return tuple(result["problems"])

    def _name(self, block: Block) -> str:
        return re.sub(r"[^\w.-]+", "-", f"{block.page.with_suffix('')}-{block.line}-{self.version}").strip("-") + ".png"


def pages_under(folders: Iterable[Path]) -> Iterator[Block]:
    """The charts of all Markdown files of the folders; pages are named from the folder that was given."""
    for folder in folders:
        for page in sorted(folder.rglob("*.md")):
            name = Path(folder.name, page.relative_to(folder))
            yield from blocks_of(name, page.read_text(encoding="utf-8", errors="replace"))


def draw_all(blocks: Sequence[Block], bundles: Sequence[Bundle], shoot: Path | None) -> Iterator[Drawing]:
    """Each chart with each version; raises LateError when the time is up."""
    until = time.monotonic() + _SECONDS
    with Browser() as browser:
        for bundle in bundles:
            easel = Easel(browser, bundle, shoot)
            for block in blocks:
                if time.monotonic() > until:
                    raise LateError(f"not all charts were drawn within {_SECONDS} s")
                yield easel.draw(block)


def told(drawing: Drawing) -> str:
    """Page, line, version, what is wrong, and the block with its line numbers."""
    block = drawing.block
    head = f"{block.page}:{block.line}: Mermaid {drawing.version}"
    lines = [f"{head}: {' '.join(problem.split())[:400]}" for problem in drawing.problems]
    shown = block.text.splitlines()
    source = [f"    {block.line + 1 + number:4} | {line[:160]}" for number, line in enumerate(shown[:40])]
    return "\n".join([*lines, *source, *([f"    … {len(shown) - 40} lines more"] if len(shown) > 40 else []), ""])


def report(drawings: Iterable[Drawing]) -> int:
    """Print each failure and the count; the exit status."""
    drawn = failed = 0
    kinds: Counter[str] = Counter()
    for drawing in drawings:
        kinds[drawing.block.kind] += 1
        drawn += not drawing.problems
        failed += bool(drawing.problems)
        if drawing.problems:
            sys.stdout.write(told(drawing) + "\n")
    sys.stdout.write(", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())) + "\n")
    sys.stdout.write(f"{drawn} charts drawn, {failed} failed\n")
    return 1 if failed or not drawn else 0


def selftest(folder: Path, drawings: Sequence[Drawing]) -> int:
    """Prove that this gate can fail: charts of must-draw.md draw, those of must-fail.md fail as the line above says.

    `Fails: words` holds for every version, `Fails in 11: words` for those that begin so.
    """
    wrong = 0
    for drawing in drawings:
        expected = _expected(drawing) if drawing.block.page.name == "must-fail.md" else None
        found = " / ".join(drawing.problems)
        if (expected is None and found) or (expected is not None and expected not in found):
            wrong += 1
            sys.stdout.write(f"self-test: expected {expected or 'a good drawing'!r}, found {found or 'none'!r}\n")
            sys.stdout.write(told(drawing) + "\n")
    sys.stdout.write(f"self-test of {folder.name}: {len(drawings)} charts, {wrong} surprises\n")
    return 1 if wrong or not drawings else 0


def _expected(drawing: Drawing) -> str | None:
    said = re.fullmatch(r"Fails(?: in (?P<version>[\d.]+))?: (?P<words>.+)", drawing.block.above)
    assert said is not None, f"{drawing.block.page}:{drawing.block.line}: no line 'Fails: …' above the block"
    applies = drawing.version.startswith(said["version"] or "")
    return said["words"] if applies else None


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; exit status 0 if all charts draw."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--selftest", action="store_true", help="must-draw.md and must-fail.md of the folder")
    options.add_argument("--shoot", type=Path, metavar="DIR", help="write a PNG of each chart")
    options.add_argument("--home", type=Path, metavar="DIR", help="keep Mermaid here for the next run")
    options.add_argument("--version", action="append", dest="versions", help="a version of Mermaid, for all")
    given = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as fresh:
        bundles = [fetch(version, given.home or Path(fresh)) for version in given.versions or VERSIONS]
    blocks = list(pages_under(given.folders))
    drawings = draw_all(blocks, bundles, given.shoot)
    try:
        return selftest(given.folders[0], list(drawings)) if given.selftest else report(drawings)
    except (BrowserError, LateError) as error:
        sys.stdout.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
