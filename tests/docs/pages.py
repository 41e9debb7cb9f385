"""README.md and the pages of docs/ by their parts: fenced blocks, prose and the commands that prose names."""

import re
import shutil
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = sorted((ROOT / "docs").glob("*.md"))
PAGES: Final = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS]
CAST: Final = {
    "People/Ada Lovelace.md": '---\ntype: person\naliases: [Ada]\norganisation: "[[Acme]]"\ninfluence: high\n---\n',
    "People/Grace Hopper.md": '---\ntype: person\norganisation: "[[Acme]]"\ninfluence: high\n---\n',
    "People/Tom Reed.md": '---\ntype: person\norganisation: "[[Northgate]]"\ninfluence: high\n---\n',
    "Organisations/Acme.md": "---\ntype: organisation\n---\n",
    "Organisations/Northgate.md": "---\ntype: organisation\n---\n",
    "Projects/Old Station.md": "---\ntype: project\n---\n",
    "Daily/2026-06-05.md": "",
}
"""The notes among which each example stands, and one of which it may take the place of."""
_FENCE: Final = re.compile(
    r"^(?P<indent> *)```(?P<language>\w*) ?(?P<words>.*)\n(?P<text>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE
)
_CONTACTS: Final = "First Name,Last Name,Email Address,Company"


class Block(NamedTuple):
    """One fenced block."""

    page: str
    line: int
    language: str
    words: str
    """Behind the language: of a note, its path."""
    text: str
    mark: str
    """What a comment above it says: of a command, its name."""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """Every fenced block, those in lists too, without their indent."""
    found, text = [], read(page)
    for block in _FENCE.finditer(text):
        mark = re.search(r"<!-- command: (\w+) -->\n$", text[: block.start()])
        lines = "".join(line.removeprefix(block["indent"]) for line in block["text"].splitlines(keepends=True))
        name, line = page.relative_to(ROOT).as_posix(), text.count("\n", 0, block.start()) + 1
        found.append(Block(name, line, block["language"], block["words"], lines, mark[1] if mark else ""))
    return found


BLOCKS: Final = [block for page in PAGES for block in blocks(page)]


def prose(page: Path) -> str:
    """The text without its blocks."""
    return _FENCE.sub("", read(page))


def spans(page: Path) -> list[str]:
    """Code within the prose, also over the end of a line."""
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose(page))]


def furnish(folder: Path) -> Path:
    """A vault in which every example runs, with files to import beside it."""
    vault = folder / "Notes"
    shutil.copytree(ROOT / "sample_vault", vault, ignore=shutil.ignore_patterns("Netlead"))
    for path, text in CAST.items():
        (vault / path).write_text(text, encoding="utf-8")
    lines = "- 2026-06-12 lunch £14: she knows the new director\n"
    (vault / "People/Ada Lovelace.md").write_text(CAST["People/Ada Lovelace.md"] + lines, encoding="utf-8")
    (folder / "Connections.csv").write_text(f"{_CONTACTS},URL,Position,Connected On\nIvy,Stone,i@x.org,Acme,,,\n")
    (folder / "contacts.csv").write_text(f"{_CONTACTS}\nIvy,Stone,i@x.org,Acme\n")
    return vault
