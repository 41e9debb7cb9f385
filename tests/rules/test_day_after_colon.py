"""NL411: a day that stands among the words is told where it would have counted, and nowhere else."""

import datetime as dt
from pathlib import Path

import pytest

from tests.rules.gallery import check


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("2026-06-03 ask facilities: a room by 2026-09-01", "`by 2026-09-01`"),
        ("2026-06-03 pledge facilities email: by [[2026-09-01]] a room", "`by [[2026-09-01]]`"),
        ("2026-06-03 support facilities: a desk until 2027-01", "`until 2027-01`"),
        ("2026-06-03 review pause: quiet until 2026-12-01", "`until 2026-12-01`"),
        ("2026-06-03 pledge facilities email by 2026-09-01: keys by 2026-10-01", ""),
        ("2026-06-03 ask facilities: what we had by 2026-01-01", ""),
        ("2026-06-03 ask facilities: a room until 2026-09-01", ""),
        ("2026-06-03 ask facilities: standby 2026-09-01", ""),
        ("2026-06-03 ask facilities: a room by 2026-13-01", ""),
        ("2026-06-03 meeting: they decide by 2026-09-01", ""),
    ],
)
def test_only_a_day_that_would_have_counted(line: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "Acme.md").write_text(f"---\ntype: organisation\n---\n- {line}\n")
    found = [each for each in check(tmp_path, dt.date(2026, 6, 30)) if each.code == "NL411"]
    assert [each.message for each in found] == ([f"{told} behind the colon is no more than words"] if told else [])
    assert not any("by when" in each.message for each in check(tmp_path, dt.date(2026, 6, 30)))
