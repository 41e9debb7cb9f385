"""The one reader of dates (SPEC §2.3, §2.5 "The day")."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.parsing.date_resolution import find_numeric_order, nearest_year, resolve_choices, resolve_years
from netlead_md.parsing.date_suggestions import (
    explain_month,
    explain_named_date,
    explain_numeric_date,
    explain_vague_date,
)
from netlead_md.parsing.dates import (
    LEAP_YEAR,
    find_file_name_date,
    find_line_date,
    month_number,
    parse_birthday,
    parse_certain_day,
    parse_date_word,
    parse_day,
    read_file_name_date,
)

DAY = dt.date(2026, 3, 3)
FORMS = (
    "2026-03-03 x",
    "2026/03/03 x",
    "2026.03.03 x",
    "20260303 x",
    "(2026-03-03) x",
    "[2026-03-03] x",
    "**2026-03-03** x",
    "==2026-03-03== x",
    "`2026-03-03` x",
    "@2026-03-03 x",
    "Tue 2026-03-03 x",
    "Tuesday 3 March 2026: x",
    "Tue, 3 March 2026 - x",
    "3rd March 2026 x",
    "3rd of March 2026 x",
    "March 3, 2026: x",
    "March 3rd, 2026 – x",
    "Mar 3 2026 x",
    "[[Mar 3rd, 2026]] x",
    "[[2026-03-03|Tue]] x",
    "[[journals/2026_03_03]] x",
    "2026-03-03 10:30 x",
    "2026-03-03T10:30 x",
    "[date:: 2026-03-03] x",
    "date:: 2026-03-03 x",
    "x (2026-03-03)",
    "x on 3 March 2026",
    "**2026-03-03**: x",
    "x on Tuesday 3 March 2026.",
    "3.3.2026 x",
    "03.03.26 x",
    "3-Mar-2026 x",
    "On 3 March 2026 x",
    "10:30 2026-03-03 x",
    "x since 2026-03-03",
)


@pytest.mark.parametrize("line", FORMS)
def test_forms_of_a_day(line: str) -> None:
    found = find_line_date(line)
    assert found is not None
    assert (found.date, found.yearless, found.about) == (DAY, False, False)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("3. März 2026: x", "de"),
        ("Di, 3. März 2026 x", "de"),
        ("am 3. März 2026 x", "de"),
        ("1er mars 2026 : x", "fr"),
        ("le 3 mars 2026, x", "fr"),
        ("mardi 3 mars 2026 x", "fr"),
        ("3 de marzo de 2026: x", "es"),
        ("x el 3 de marzo de 2026", "es"),
    ],
)
def test_forms_of_a_day_in_other_languages(line: str, language: str) -> None:
    found = find_line_date(line, ("en", language))
    assert found is not None
    assert found.date in {DAY, dt.date(2026, 3, 1)}


@pytest.mark.parametrize(
    "line",
    [
        "3 marraskuu 2026 x",
        "3 Marble 2026 x",
        "Mayor 3 x",
        "31 June 2026 x",
        "2026-02-30 x",
        "0000-00-00 x",
        "99999999 x",
        "x 📅 2026-03-03",
        "x ⏳ 2026-03-03",
        "send it by 2026-03-03",
        "open until 3 March 2026",
        "https://acme.example/2026/03/03/x",
        "version 2.3.2026.1",
        "W10 2026 x",
        "٢٠٢٦-٠٣-٠٣ x",
        "0161 496 0101",
        "",
    ],
)
def test_what_is_no_day_of_a_line(line: str) -> None:
    assert find_line_date(line) is None


def test_marks_of_direction_do_not_hide_a_day() -> None:
    found = find_line_date("\u200f\u202a2026-03-03 x")
    assert found is not None
    assert found.date == DAY


def test_a_day_that_can_be_read_in_two_ways_gives_both() -> None:
    found = find_line_date("3/4/2026 x")
    assert found is not None
    assert (found.date, found.choices) == (None, (dt.date(2026, 4, 3), dt.date(2026, 3, 4)))


@pytest.mark.parametrize(("order", "date"), [("dmy", dt.date(2026, 4, 3)), ("mdy", dt.date(2026, 3, 4))])
def test_an_order_makes_it_certain(order: str, date: dt.date) -> None:
    found = find_line_date("3/4/26 x", date_order=order)  # type: ignore[arg-type]
    assert found is not None
    assert found.date == date


def test_a_weekday_makes_it_certain() -> None:
    found = find_line_date("Wed 3/4/2026 x")  # 4 March 2026 is a Wednesday, 3 April a Friday
    assert found is not None
    assert found.date == dt.date(2026, 3, 4)


def test_a_day_without_its_year_says_so() -> None:
    found = find_line_date("Tues 5 May: x")
    assert found is not None
    assert (found.date, found.yearless, found.weekday) == (dt.date(LEAP_YEAR, 5, 5), True, 1)


@pytest.mark.parametrize(
    "stem",
    [
        "2026-05-05",
        "2026-05-05 Tuesday",
        "2026_05_05",
        "20260505",
        "May 5th, 2026",
        "Tuesday 5 May 2026",
        "05.05.2026",
        "5. Mai 2026",
    ],
)
def test_a_file_name_that_is_a_date(stem: str) -> None:
    assert read_file_name_date(stem) == dt.date(2026, 5, 5)


@pytest.mark.parametrize(
    "stem", ["2026-05-05 Board", "May 2026", "2026-05", "5 May", "4/5/2026", "Room 20260505", "1998"]
)
def test_a_file_name_that_is_no_date(stem: str) -> None:
    assert read_file_name_date(stem) is None


@pytest.mark.parametrize(("stem", "day"), [("2026-02-24 Dunmore", 24), ("Board 24.02.2026", 24), ("Board", None)])
def test_the_day_in_the_name_of_a_meeting(stem: str, day: int | None) -> None:
    assert find_file_name_date(stem) == (dt.date(2026, 2, day) if day else None)


def test_fields_and_imports() -> None:
    assert parse_certain_day("05 Jan 2026") == "2026-01-05"
    assert parse_certain_day("January 5, 2026") == "2026-01-05"
    assert parse_certain_day("2026-01-05T10:00:00Z") == "2026-01-05"
    assert not parse_certain_day("03/04/2026")
    assert not parse_certain_day("3 Marble 2026")
    assert parse_birthday("--0203") == "--02-03"
    assert parse_birthday("3 May") == "--05-03"
    assert parse_birthday("3 May 1971") == "1971-05-03"
    assert not parse_birthday("0/0/00")
    assert parse_day("met Ada") is None
    assert (month_number("Sept."), month_number("marraskuu"), month_number("März")) == (9, 0, 3)


@pytest.mark.parametrize(
    ("word", "day", "about"),
    [
        ("2026-06-03", "2026-06-03", False),
        ("2026-6-3", "2026-06-03", False),
        ("2026-06", "2026-06-15", True),
        ("[[2026-06-03]]", "2026-06-03", False),
        ("[[d/2026-06-03|x]]", "2026-06-03", False),
        ("2026-13-01", "None", False),
        ("0206-03-01", "None", False),
    ],
)
def test_the_words_of_the_grammar(word: str, day: str, *, about: bool) -> None:
    read = parse_date_word(word)
    assert read is not None
    assert (str(read.date), read.about) == (day, about)


def test_another_word_is_no_date() -> None:
    assert parse_date_word("x") is None
    assert parse_date_word("2026-06-03x") is None


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("2026/03/04", ("2026/03/04", "2026-03-04")),
        ("13/04/2026", ("13/04/2026", "2026-04-13")),
        ("03/04/2026", ("03/04/2026",)),
        ("3.4.2026", ("3.4.2026", "2026-04-03")),
        ("2026.3.4", ("2026.3.4", "2026-03-04")),
        ("1/2/3", ()),
        ("99/99/2026", ("99/99/2026",)),
        ("x", ()),
    ],
)
def test_numeric_dates_are_explained(word: str, told: tuple[str, ...]) -> None:
    assert explain_numeric_date(word) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3 June x", ("3 June",)),
        ("3rd June 2026 x", ("3rd June 2026", "2026-06-03")),
        ("3. Juni 2026 x", ("3. Juni 2026", "2026-06-03")),
        ("June 3 x", ("June 3",)),
        ("June 3rd, 2026: x", ("June 3rd, 2026", "2026-06-03")),
        ("31 June 2026", ("31 June 2026",)),
        ("Juneau 3 x", ()),
        ("3 Marble 2026", ()),
        ("x", ()),
    ],
)
def test_named_dates_are_explained(text: str, told: tuple[str, ...]) -> None:
    assert explain_named_date(text) == told


@pytest.mark.parametrize(
    ("text", "told", "month"),
    [
        ("June 2026 x", ("June 2026", "2026-06"), ("June 2026", "2026-06")),
        ("Juni 2026 x", ("Juni 2026", "2026-06"), ("Juni 2026", "2026-06")),
        ("end of July", ("end of July",), ()),
        ("Friday", ("Friday",), ()),
        ("September", ("September",), ()),
        ("mid-May 2026", ("mid-May 2026",), ()),
        ("marble", (), ()),
        ("Juneau", (), ()),
    ],
)
def test_vague_dates_are_explained(text: str, told: tuple[str, ...], month: tuple[str, ...]) -> None:
    assert explain_vague_date(text) == told
    assert explain_month(text) == month


def test_years_keep_the_order_of_the_lines_around() -> None:
    leap = [dt.date(LEAP_YEAR, month, 10) for month in (11, 1, 2)]
    days = [(dt.date(2025, 10, 1), False, -1), *[(day, True, -1) for day in leap]]
    assert resolve_years(days) == [
        dt.date(2025, 10, 1),
        dt.date(2025, 11, 10),
        dt.date(2026, 1, 10),
        dt.date(2026, 2, 10),
    ]


def test_years_of_a_note_that_runs_from_new_to_old() -> None:
    days = [(dt.date(2026, 2, 1), False, -1), (dt.date(2026, 1, 5), False, -1), (dt.date(LEAP_YEAR, 12, 9), True, -1)]
    assert resolve_years(days)[2] == dt.date(2025, 12, 9)


def test_years_without_neighbours() -> None:
    days = [(dt.date(LEAP_YEAR, 12, 30), True, -1)]
    assert resolve_years(days) == [None]
    assert resolve_years(days, heading=dt.date(2026, 3, 1)) == [dt.date(2026, 12, 30)]
    assert resolve_years(days, note_day=dt.date(2026, 1, 4)) == [dt.date(2025, 12, 30)]
    assert nearest_year(dt.date(LEAP_YEAR, 2, 29), dt.date(2026, 3, 1)) is None


def test_two_readings_are_decided_by_the_lines_around() -> None:
    choices = ((), (dt.date(2026, 3, 12), dt.date(2026, 12, 3)), ())
    days = [dt.date(2026, 3, 3), None, dt.date(2026, 3, 20)]
    assert resolve_choices(days, choices)[1] == dt.date(2026, 3, 12)
    assert resolve_choices([None], [choices[1]]) == [None]


def test_the_other_dates_of_a_note_show_the_order() -> None:
    assert find_numeric_order(["- 13/2/2026 x", "- 3/4/2026 y"]) == "dmy"
    assert find_numeric_order(["- 2/13/26 x"]) == "mdy"
    assert find_numeric_order(["- 3/4/2026 x"]) is None
    assert find_numeric_order(["- 13/2/2026 x", "- 2/13/2026 x"]) is None


@given(st.text(alphabet="0123456789-/.,: ()[]|*=@`'’TMarchJanFebmaiäé\u200f٣́\n", max_size=60))
def test_no_text_raises_and_every_day_lies_inside(text: str) -> None:
    for languages in (("en",), ("en", "de"), ("en", "fr"), ("en", "es")):
        found = find_line_date(text, languages)
        assert found is None or 0 <= found.start < found.end <= len(text)
    parse_day(text)
    parse_birthday(text)
    explain_numeric_date(text)
    explain_named_date(text)
    explain_vague_date(text)


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%A %d %B %Y", "%Y%m%d"]
    ),
)
def test_a_day_is_read_back_from_every_form(day: dt.date, form: str) -> None:
    found = find_line_date(f"{day.strftime(form)} call")
    assert found is not None
    assert found.date == day
