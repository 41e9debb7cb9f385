"""A slip of the pen in an id is found without a look at every other id."""

import pytest

from netlead_md.parsing.suggestions import NearWords

KNOWN = NearWords(["room", "printer", "desk-2", "ab"])


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("roomm", "room"),
        ("rom", "room"),
        ("romo", "room"),
        ("rooms", "room"),
        ("printr", "printer"),
        ("prixter", "printer"),
        ("desk2", "desk-2"),
        ("hall", ""),
        ("ax", ""),
        ("p" * 500, ""),
    ],
)
def test_nearest(word: str, near: str) -> None:
    assert KNOWN.nearest(word) == near
