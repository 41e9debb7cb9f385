"""Whole names without brackets (SPEC §2.5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.parsing.full_names import build_name_index, find_full_names

INDEX = build_name_index(
    ["Ada Lark", "Ada Lark Smith", "Tom Reed", "Larch & Co", "St Brannoc's", "Ada", "Jo van der Berg"]
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lunch with Ada Lark and Tom Reed", ["Ada Lark", "Tom Reed"]),
        ("Ada Lark Smith's offer", ["Ada Lark Smith"]),
        ("Larch & Co sent a letter; St Brannoc's too", ["Larch & Co", "St Brannoc's"]),
        ("Jo van der Berg, Ada  Lark", ["Jo van der Berg", "Ada Lark"]),
        ("ada lark, ADA LARK, Ada", []),
        ("Ada Lark-Jones and Adam Larkin", []),
        ("[[Ada Lark]] and [[x|Tom Reed]] at https://x.example/Tom Reed", []),
        ("[[Ada Lark]] with Tom Reed", ["Tom Reed"]),
        ("Ada\nLark", []),
        ("", []),
    ],
)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert [match.name for match in find_full_names(text, INDEX)] == names


def test_a_match_says_where_it_stands() -> None:
    match = find_full_names("met Ada Lark.", INDEX)[0]
    assert (match.start, match.end) == (4, 12)


@given(st.text(alphabet="AdaLrkSmithTomReed &'’.-[]|`\n", max_size=60))
def test_no_text_raises(text: str) -> None:
    end = 0
    for match in find_full_names(text, INDEX):
        assert end <= match.start < match.end <= len(text)
        end = match.end


def test_long_texts_are_read() -> None:
    index = build_name_index(["A A A A A A A A A A A B", "Ada Lark"])
    assert find_full_names("A " * 50_000, index) == []
    assert len(find_full_names("Ada Lark " * 10_000, index)) == 10_000
