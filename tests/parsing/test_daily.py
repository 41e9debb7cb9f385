"""Daily notes by their path (COMPATIBILITY 19)."""

import datetime as dt

import pytest

from netlead_md.model.config import Daily
from netlead_md.parsing import daily_note_date

DAY = dt.date(2026, 6, 3)


@pytest.mark.parametrize(
    ("path", "daily"),
    [
        ("2026-06-03.md", None),
        ("Anywhere/2026-6-3.md", None),
        ("Daily/2026-06-03.md", Daily("Daily")),
        ("Journal/2026/06-June/2026-06-03-Wednesday.md", Daily("Journal", "YYYY/MM-MMMM/YYYY-MM-DD-dddd")),
        ("D/Wed Jun 3rd, 2026.md", Daily("D/", "ddd MMM Do, YYYY")),
        ("3. juin 2026/Mittwoch 03.06.26.md", Daily("", "[3. juin] YYYY/dddd DD.MM.YY")),
        ("day 154 of 2026.md", Daily("", "[day] DDD [of] YYYY")),
        ("2026/Q2/week 23/20260603.md", Daily("", "YYYY/[Q]Q/[week] ww/YYYYMMDD")),
    ],
)
def test_days(path: str, daily: Daily | None) -> None:
    assert daily_note_date(path, (daily,) if daily else ()) == DAY


@pytest.mark.parametrize(
    ("path", "daily"),
    [
        ("Ada.md", Daily()),
        ("2026-02-30.md", Daily()),
        ("2026-06.md", Daily()),
        ("Daily/20260603 notes.md", Daily("Daily", "YYYYMMDD")),
        ("2025/2026 06 03.md", Daily("", "YYYY/YYYY MM DD")),
        ("Daily/Wednesday.md", Daily("Daily", "dddd")),
        ("day 366 of 2026.md", Daily("", "[day] DDD [of] YYYY")),
        ("day 0 of 2026.md", Daily("", "[day] DDD [of] YYYY")),
    ],
)
def test_no_days(path: str, daily: Daily) -> None:
    assert daily_note_date(path, (daily,)) is None


@pytest.mark.parametrize(
    "name",
    ["2026-06-03 Wednesday", "2026_06_03", "20260603", "June 3rd, 2026", "3 June 2026", "03.06.2026"],
)
def test_a_name_that_is_a_date_in_another_form(name: str) -> None:
    assert daily_note_date(f"Journal/{name}.md", ()) == dt.date(2026, 6, 3)


@pytest.mark.parametrize("name", ["2026-06-03 Board", "20260603 notes", "3 June", "3-4-2026", "June 2026", "2026"])
def test_a_name_that_only_holds_a_date_is_none(name: str) -> None:
    assert daily_note_date(f"Journal/{name}.md", ()) is None
