"""The handbook's tables of entry types say what `model.entry_types` says."""

import re
from typing import Final

import pytest

from netlead_md.analysis.trust import OPEN_BOX
from netlead_md.model.entry_types import CONTACT, ROWS, WRITTEN, EntryType
from tests.docs.pages import ROOT, read

WRITING: Final = read(ROOT / "docs/writing.md")
PAGES: Final = read(ROOT / "docs/pages.md")
BOXES: Final = {"box ticked by its day + 30 days": "promise kept", "later": "promise kept late"}
"""As docs/pages.md calls a promise of mine, by its state."""
FORGOTTEN: Final = "my latest box open for more than 30 days past its day"


def _table(text: str, head: str) -> list[list[str]]:
    """The cells of the rows below a head."""
    lines = iter(text.splitlines())
    assert any(line.startswith(head) for line in lines), head
    next(lines)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def _handbook_row(row: EntryType) -> list[str]:
    also = f" ({', '.join(f'`{alias}`' for alias in row.aliases)})" if row.aliases else ""
    takes: list[str] = [*row.outcomes, *(word for word in ("kind", "rung", "size") if word in row.takes)]
    takes += [f"{row.day} DATE"] if row.day else []
    takes += ["ROLE"] if row.group == "view" else []
    hours = "" if row.hours is None else f"{row.hours:g}"
    return [f"`{row.name}`{also}", row.meaning, ", ".join(takes), "no" if row.name in CONTACT else "yes", hours]


@pytest.mark.parametrize(("at", "row"), list(enumerate(WRITTEN)), ids=lambda each: getattr(each, "name", ""))
def test_the_handbook_has_a_row_for_each_type(at: int, row: EntryType) -> None:
    rows = _table(WRITING, "| type (also) |")
    assert _handbook_row(row) in rows, f"docs/writing.md lacks: | {' | '.join(_handbook_row(row))} |"
    assert rows[at] == _handbook_row(row)
    assert len(rows) == len(WRITTEN)


def _told_points() -> dict[str, float]:
    """The table of points in docs/pages.md, by type or type and outcome."""
    told: dict[str, float] = {}
    rows = _table(PAGES, "| contact | | deeds | | signs | |")
    for names, figures in ((row[at], row[at + 1]) for row in rows for at in (0, 2, 4) if row[at]):
        points = [float(figure.replace("−", "-")) for figure in figures.split(", ")]
        words = [names] if names == FORGOTTEN else names.replace("`", "").split(", ")
        first, _, begun = words[0].rpartition(" ")
        if first in {"task", "connect"}:
            words = [f"{first} {word}" for word in (begun, *words[1:])]
        elif first == "promise":
            words = [begun, *words[1:]]
        words = [BOXES.get(word, word) for word in words]
        told |= dict(zip(words, points * len(words) if len(points) == 1 else points, strict=True))
    return told


def test_the_table_of_points_is_the_one_of_the_types() -> None:
    ours = {f"{row.name} {outcome}".rstrip(): points for row in ROWS for outcome, points in row.points.items()}
    assert _told_points() == ours | {FORGOTTEN: OPEN_BOX}


def test_groups_of_points_stand_in_their_columns() -> None:
    for row in _table(PAGES, "| contact | | deeds | | signs | |"):
        for at, group in ((0, "contact"), (2, "deeds"), (4, "signs")):
            for word in re.findall(r"[a-z+_-]+", row[at]):
                held = next((each for each in ROWS if each.name == word), None)
                assert held is None or held.trust == group
