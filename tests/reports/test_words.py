import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.analysis.labels import make_initials
from netlead_md.reports.formatting import (
    apportion_rounding,
    as_sentence,
    capitalise_first,
    format_cadence,
    format_halves,
    format_late,
    format_money,
    format_signed,
    format_times,
    join_words,
    round_half_up,
    round_to_five,
)
from netlead_md.reports.page_context import shorten_text
from netlead_md.wording.phrases import format_day, format_duration, one_of, pluralise


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "a few days"),
        (6, "a few days"),
        (7, "1 week"),
        (13, "1 week"),
        (50, "7 weeks"),  # Civic Labs in the worked example
        (59, "8 weeks"),
        (60, "2 months"),
        (61, "2 months"),  # 30 April to 30 June
        (122, "4 months"),
        (181, "6 months"),
        (245, "8 months"),  # Northgate College
        (730, "24 months"),
    ],
)
def test_durations_are_told_in_weeks_or_months(days: int, words: str) -> None:
    assert format_duration(days) == words
    assert format_late(days) == f"{words} late"


@pytest.mark.parametrize(
    ("days", "words"), [(1, "day"), (3, "3 days"), (7, "week"), (14, "2 weeks"), (365, "12 months")]
)
def test_a_cadence_stands_behind_every(days: int, words: str) -> None:
    assert format_cadence(days) == words


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (2.4, "0"), (2.5, "5"), (38.8, "40"), (97.5, "100"), (-3, "-5")])
def test_pages_speak_in_multiples_of_five(value: float, text: str) -> None:
    assert round_to_five(value) == text


def test_words_of_every_day() -> None:
    assert format_day(dt.date(2025, 12, 31)) == "31 Dec 2025"
    assert [pluralise(1, "week"), pluralise(2, "person", "people")] == ["1 week", "2 people"]
    assert [format_times(1), format_times(2), format_times(3), format_times(30)] == [
        "once",
        "twice",
        "three times",
        "30 times",
    ]
    assert [format_halves(0), format_halves(0.5), format_halves(1), format_halves(1.5), format_halves(12.5)] == [
        "0",
        "½",
        "1",
        "1½",
        "12½",
    ]
    assert join_words([]) == ""
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b", "c"]) == "a, b and c"
    assert join_words(["a", "b", "c", "d", "e"], 2) == "a, b and three more"
    assert [join_words(["a", *"b" * 2000], 1), pluralise(2000, "line")] == ["a and 2,000 more", "2,000 lines"]
    assert [as_sentence(" ask them"), as_sentence("Why?"), as_sentence("")] == ["Ask them.", "Why?", ""]
    assert [
        as_sentence("at Acme Inc."),
        capitalise_first(""),
        format_money("40", "GBP"),
        format_money("40", "CHF"),
        format_money("40", ""),
    ] == [
        "At Acme Inc.",
        "",
        "£40",
        "40 CHF",
        "40",
    ]
    assert [format_signed(-8), format_signed(0), format_signed(5)] == ["−8", "0", "5"]
    assert [round_half_up(2.5), round_half_up(-2.5), round_half_up(1.75)] == [3, -2, 2]


def test_a_choice_is_told_from_a_list() -> None:
    assert [one_of(["a"]), one_of(["a", "b"]), one_of(["a", "b", "c"])] == ["a", "a or b", "a, b or c"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lovelace", "A. L."),
        ("Jean-Luc de Brie", "J. L. D. B."),
        ("(Bob) Smith", "B. S."),
        ("李 小龙", "李. 小."),
        ("🎻", "N. N."),
        ("", "N. N."),
    ],
)
def test_initials_are_letters_and_never_nothing(name: str, letters: str) -> None:
    assert make_initials(name) == letters


def test_an_answer_fits_into_its_first_300_characters() -> None:
    assert shorten_text("As it is.") == "As it is."
    cut = shorten_text("word " * 100)
    assert len(cut) <= 290
    assert cut.endswith("word…")


def test_the_working_of_northgate_adds_up() -> None:
    # 12.428 + 7.5 + 6.9 + 5.1 + 8.1: floors give 38, and two of 0.9 and 0.5 are rounded up for 40.
    assert apportion_rounding((12.428, 7.5, 6.9, 5.1, 8.072), 40) == (12, 8, 7, 5, 8)
    assert apportion_rounding((), 0) == ()


@given(st.lists(st.floats(-100, 100), max_size=40))
def test_rows_add_up_to_their_total_and_none_is_a_point_off(values: list[float]) -> None:
    total = round_half_up(math.fsum(values)) if values else 0
    rows = apportion_rounding(values, total)
    assert sum(rows) == total
    assert all(abs(row - value) < 1 + 1e-9 for row, value in zip(rows, values, strict=True))
