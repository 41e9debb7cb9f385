import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.deriving.wording import initials, one_of
from netlead_md.reports.frame import short
from netlead_md.reports.words import (
    apportion,
    cadence,
    capital,
    day,
    duration,
    five,
    halves,
    late,
    listed,
    money,
    plural,
    sentence,
    signed,
    times,
    whole,
)


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
    assert duration(days) == words
    assert late(days) == f"{words} late"


@pytest.mark.parametrize(
    ("days", "words"), [(1, "day"), (3, "3 days"), (7, "week"), (14, "2 weeks"), (365, "12 months")]
)
def test_a_cadence_stands_behind_every(days: int, words: str) -> None:
    assert cadence(days) == words


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (2.4, "0"), (2.5, "5"), (38.8, "40"), (97.5, "100"), (-3, "-5")])
def test_pages_speak_in_multiples_of_five(value: float, text: str) -> None:
    assert five(value) == text


def test_words_of_every_day() -> None:
    assert day(dt.date(2025, 12, 31)) == "31 Dec 2025"
    assert [plural(1, "week"), plural(2, "person", "people")] == ["1 week", "2 people"]
    assert [times(1), times(2), times(3), times(30)] == ["once", "twice", "three times", "30 times"]
    assert [halves(0), halves(0.5), halves(1), halves(1.5), halves(12.5)] == ["0", "½", "1", "1½", "12½"]
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d", "e"], 2) == "a, b and three more"
    assert [listed(["a", *"b" * 2000], 1), plural(2000, "line")] == ["a and 2,000 more", "2,000 lines"]
    assert [sentence(" ask them"), sentence("Why?"), sentence("")] == ["Ask them.", "Why?", ""]
    assert [sentence("at Acme Inc."), capital(""), money("40", "GBP"), money("40", "CHF"), money("40", "")] == [
        "At Acme Inc.",
        "",
        "£40",
        "40 CHF",
        "40",
    ]
    assert [signed(-8), signed(0), signed(5)] == ["−8", "0", "5"]
    assert [whole(2.5), whole(-2.5), whole(1.75)] == [3, -2, 2]


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
    assert initials(name) == letters


def test_an_answer_fits_into_its_first_300_characters() -> None:
    assert short("As it is.") == "As it is."
    cut = short("word " * 100)
    assert len(cut) <= 290
    assert cut.endswith("word…")


def test_the_working_of_northgate_adds_up() -> None:
    # 12.428 + 7.5 + 6.9 + 5.1 + 8.1: floors give 38, and two of 0.9 and 0.5 are rounded up for 40.
    assert apportion((12.428, 7.5, 6.9, 5.1, 8.072), 40) == (12, 8, 7, 5, 8)
    assert apportion((), 0) == ()


@given(st.lists(st.floats(-100, 100), max_size=40))
def test_rows_add_up_to_their_total_and_none_is_a_point_off(values: list[float]) -> None:
    total = whole(math.fsum(values)) if values else 0
    rows = apportion(values, total)
    assert sum(rows) == total
    assert all(abs(row - value) < 1 + 1e-9 for row, value in zip(rows, values, strict=True))
