"""Days that take their year or month from what they stand under, and German clauses (SPEC §2.5)."""

import datetime as dt

import pytest

from netlead_md.parsing.date_resolution import find_periods, read_period
from netlead_md.parsing.plain_line import read_plain_line

BOTH = ("en", "de")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("## 2025", dt.date(2025, 7, 2)),
        ("### Herbst 25", dt.date(2025, 10, 15)),
        ("**Mai 2026**", dt.date(2026, 5, 15)),
        ("KW 10 2026", dt.date(2026, 3, 5)),
        ("Jan 15", None),
        ("Winter 25", None),
        ("Budget 2026", None),
        ("2026 was a good year for us all, and more", None),
    ],
)
def test_a_period_is_read_where_nothing_else_stands(text: str, day: dt.date | None) -> None:
    assert read_period(text, BOTH) == day


def test_a_heading_without_a_figure_ends_a_period() -> None:
    texts = ["## 2025", "- 3.5. x", "## Garten", "- 4.5. x"]
    year = dt.date(2025, 7, 2)
    assert find_periods(texts, "Log", BOTH) == [year, year, None, None]


@pytest.mark.parametrize(
    ("line", "types"),
    [
        ("sie gefragt, ob der Verein uns den Saal leiht", ["ask"]),
        ("ihn gefragt, ob er die Kosten übernimmt", ["ask"]),
        ("sie hat gefragt, ob ich beim Fest spreche", ["trust+"]),
        ("hat mich mit Frau Amann bekannt gemacht", ["intro"]),
        ("niemand weiß davon", ["trust+"]),
        ("Flyer geliefert, kostenlos", ["support"]),
        ("called Ellie and asked if she'd look over the lease", ["ask"]),
    ],
)
def test_who_does_it_decides(line: str, types: list[str]) -> None:
    assert [each.type for each in read_plain_line(line, BOTH).proposals][:1] == types


def test_a_month_behind_a_number_is_no_list() -> None:
    reading = read_plain_line("- 5. Mai: mit [[Jutta]] telefoniert", BOTH)
    assert (reading.contact, reading.yearless) == ("call", True)


def test_a_day_to_come_behind_a_name_is_a_plan() -> None:
    assert read_plain_line("call with [[Kenji Mori]] tomorrow at 10").not_counted == "plan"
    assert read_plain_line("[[Doug]] came round to look at the unit").contact == "visit"
