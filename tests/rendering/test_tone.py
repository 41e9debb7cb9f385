"""Words that no page may hold: organisations are judged by dated evidence, people are described with kindness."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "tests" / "golden").rglob("*.md"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))
UNKIND = re.compile(
    r"\b(roi|blame[ds]?|useless|worthless|toxic|freeloaders?|parasites?|leech|exploit(?:ed|ing)?|manipulat\w+"
    r"|leverage[ds]?|squeeze[ds]?|pressure[ds]?|punish\w*|guilt\w*|shame\w*|loser|enemy|enemies|victims?|prey"
    r"|leaderboard|ranking|deadweight|dump|ghost(?:ed|ing)|failures?|failed you|cut off|drop them|underperform\w*)\b",
    re.IGNORECASE,
)


def test_there_are_pages_to_read() -> None:
    assert len(PAGES) > 20


@pytest.mark.parametrize("page", [*PAGES, *TEMPLATES], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_unkind_word(page: Path) -> None:
    found = [word[0] for word in UNKIND.finditer(page.read_text("utf-8"))]
    assert found == []


def test_the_list_can_find_something() -> None:
    assert UNKIND.search("A poor ROI")
    assert not UNKIND.search("heroic")
