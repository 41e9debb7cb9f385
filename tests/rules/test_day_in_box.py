"""NL412: a box whose words say a day is told in the notes of people and organisations, where it would be a promise."""

import datetime as dt
from pathlib import Path

import pytest

from tests.rules.gallery import check

NO_PROMISE = "`{}` makes no promise of a box"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[ ] send it by 2026-09-01", NO_PROMISE.format("by 2026-09-01")),
        ("[ ] send it, due [[2026-09-01]], to them", NO_PROMISE.format("due [[2026-09-01]]")),
        ("[ ] 2026-07-01 send it by 2026-09-01", "this promise is due on 2026-07-01, whatever `by 2026-09-01` says"),
        ("[ ] 2026-07-01 ask whether they decide by 2026-09-01 or later", ""),
        ("[ ] 2026-09-01 send it by 2026-09-01", ""),
        ("[x] sent it by 2026-09-01", ""),
        ("[ ] send it \N{CALENDAR} 2026-09-01", ""),
        ("[ ] send it by 2026-13-01", ""),
        ("[ ] a standby 2026-09-01", ""),
    ],
)
def test_only_a_box_that_would_be_a_promise(line: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "Acme.md").write_text(f"---\ntype: organisation\n---\n- {line}\n", encoding="utf-8")
    (tmp_path / "Garden.md").write_text(f"- {line.replace('2026-07-01 ', '')}\n", encoding="utf-8")
    found = [each for each in check(tmp_path, dt.date(2026, 6, 30)) if each.code == "NL412"]
    assert [(each.path, each.message) for each in found] == ([("Acme.md", told)] if told else [])
