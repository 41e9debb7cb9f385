"""Edits change what they name, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.model.diagnostics import Fix, Range, TextEdit
from netlead_md.rules import apply_edits, merge_fixes

LINES = st.lists(st.text(st.characters(exclude_characters="\r\n\ufeff"), max_size=12), min_size=1, max_size=6)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.data())
def test_everything_outside_an_edit_keeps_every_byte(
    lines: list[str], newline: str, bom: bool, data: st.DataObject
) -> None:
    mark = "\ufeff" if bom else ""
    text = mark + newline.join(lines)
    row = data.draw(st.integers(0, len(lines) - 1))
    start = data.draw(st.integers(0, len(lines[row])))
    end = data.draw(st.integers(start, len(lines[row])))
    edit = TextEdit(Range(row + 1, start + 1, row + 1, end + 1), "new", lines[row][start:end])
    changed = [*lines[:row], lines[row][:start] + "new" + lines[row][end:], *lines[row + 1 :]]
    assert apply_edits(text, [edit]) == mark + newline.join(changed)


def test_edits_are_made_together_and_trailing_spaces_stay() -> None:
    edits = [TextEdit(Range(2, 1, 2, 4), "two"), TextEdit(Range(1, 5, 1, 5), ":")]
    assert apply_edits("ask a room  \r\nTWO\t \r\n", edits) == "ask :a room  \r\ntwo\t \r\n"


def test_a_new_line_ends_like_the_others() -> None:
    assert apply_edits("\ufeffa\r\nb\r\n", [TextEdit(Range(2, 1, 2, 1), "n\n")]) == "\ufeffa\r\nn\r\nb\r\n"


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([TextEdit(Range(1, 1, 1, 4), "x"), TextEdit(Range(1, 3, 1, 5), "y")], "overlap"),
        ([TextEdit(Range(1, 1, 1, 4), "x", "abd")], "something else"),
        ([TextEdit(Range(9, 1), "x")], "no line 9"),
        ([TextEdit(Range(1, 7), "x")], "no column 7"),
    ],
)
def test_what_does_not_fit_is_refused(edits: list[TextEdit], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        apply_edits("abcde\nf", edits)


def test_fixes_that_disagree_wait_for_the_next_time() -> None:
    first = Fix(safe=True, edits=(TextEdit(Range(1, 1, 1, 3), "x"),))
    second = Fix(safe=True, edits=(TextEdit(Range(1, 2, 1, 4), "y"), TextEdit(Range(2, 1, 2, 2), "z")))
    third = Fix(safe=True, edits=(TextEdit(Range(2, 1, 2, 2), "w"),))
    assert merge_fixes("abc\nd", [first, second, third]) == ("xc\nw", 2)
