"""A day without its year takes the year that stands above it (SPEC §2.5, "The day")."""

import datetime as dt

import pytest

from netlead_md.model.config import Config
from netlead_md.parsing import build_lexicon, read_note
from netlead_md.parsing.year_marks import YearMark, find_year_marks, year_at


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("## 2025", 2025),
        ("### Herbst 25", 2025),
        ("## Meetings in 2025", 2025),
        ("# Spring '26", 2026),
        ("2025", 2025),
        ("**2025**", 2025),
        ("- 2025:", 2025),
        ("Mai 2026", 2026),
        ("été 2026", 2026),
        ("## May 28", None),
        ("## KW 10", None),
        ("## Budget 2025 and 2026", None),
        ("It was in 2025", None),
        ("call 2025", None),
        ("room 25", None),
        ("2025-06-03", None),
    ],
)
def test_what_names_a_year(text: str, year: int | None) -> None:
    marks = find_year_marks(["", text], "")
    assert [mark.year for mark in marks] == ([] if year is None else [year])


@pytest.mark.parametrize(
    ("stem", "year"),
    [
        ("Mai 2026", 2026),
        ("KW 10 2026", 2026),
        ("Journal 2025", 2025),
        ("Ada Lovelace", None),
        ("The deal of 2019", None),
    ],
)
def test_the_name_of_a_note(stem: str, year: int | None) -> None:
    assert [mark.year for mark in find_year_marks([], stem)] == ([] if year is None else [year])


def test_a_winter_runs_over_the_turn_of_the_year() -> None:
    marks = find_year_marks(["## Winter 2025/26"], "")
    assert marks == [YearMark(0, 2025, split=True)]
    assert (year_at(marks, 3, 12), year_at(marks, 3, 2), year_at((), 3, 2)) == (2025, 2026, None)


def test_days_take_the_year_above_them_and_the_order_gives_the_rest() -> None:
    body = (
        "- 3 May met [[Bo]]\n\n## Autumn 25\n\n- 15 Sept met [[Bo]]\n- 9 Nov called [[Bo]]\n\n## Winter\n\n"
        "- 8 Dec met [[Bo]]\n- 17 Jan met [[Bo]]\n"
    )
    note = read_note("Ada.md", f"---\ntype: person\n---\n{body}", day=None, words=build_lexicon(Config()))
    days = [dt.date(2025, 5, 3), *(dt.date(2025, month, day) for month, day in ((9, 15), (11, 9), (12, 8)))]
    assert [line.date for line in note.lines] == [*days, dt.date(2026, 1, 17)]
