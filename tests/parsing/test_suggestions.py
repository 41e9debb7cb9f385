"""Near misses by one set of cut-offs: what is suggested, and what is left alone."""

import pytest

from netlead_md.parsing.suggestions import (
    LIKELY,
    POSSIBLE,
    SURE,
    is_close,
    suggest_choice,
    suggest_close,
    suggest_field,
    suggest_keyword,
    suggest_line_word,
    suggest_names,
)


def test_the_cut_offs_rise() -> None:
    assert POSSIBLE < LIKELY < SURE


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("outptu", ["output", "extends"], "output"),
        ("opt", ["output", "extends"], ""),
        ("rooom", ["room", "roomy"], "room"),
        ("ab", ["abc", "abd"], "abc"),
        ("", ["output"], ""),
        ("output", [], ""),
    ],
)
def test_close_words(word: str, known: list[str], found: str) -> None:
    assert suggest_close(word, known) == found
    assert is_close(word, found) == bool(found)


def test_a_word_that_says_the_contrary_is_no_near_miss() -> None:
    assert suggest_choice("inactive", ["active", "ended"]) == ""
    assert suggest_choice("actve", ["active", "ended"]) == "active"


def test_fields_and_keywords_allow_slips_by_their_length() -> None:
    assert suggest_keyword("cadnece", ["cadence"]) == "cadence"
    assert suggest_keyword("decided", ["decides"]) == ""
    assert suggest_field("lastcontact", ["last_contact"]) == "last_contact"
    assert suggest_field("last_contcat", ["last_contact"]) == "last_contact"


@pytest.mark.parametrize(
    ("word", "found"),
    [("meetnig", "meeting"), ("metting", "meeting"), ("meetings", ""), ("melting", ""), ("greeting", ""), ("met", "")],
)
def test_a_word_on_a_line_is_one_slip_away_or_its_own(word: str, found: str) -> None:
    assert suggest_line_word(word, ["meeting", "message"]) == found


def test_names_by_spelling_then_by_part() -> None:
    assert suggest_names("maria", ["mario", "maria schmidt", "zoe"]) == ("mario", "maria schmidt")
