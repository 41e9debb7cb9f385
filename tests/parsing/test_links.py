"""Links by COMPATIBILITY 8."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from netlead_md.model.note import Link
from netlead_md.parsing import find_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[[Ada]]", (Link("Ada", 1, 8),)),
        ("x [[ Ada Lovelace | her ]]", (Link("Ada Lovelace", 3, 27, "her"),)),
        ("[[Ada#Log#2026|x]]", (Link("Ada", 1, 19, "x", "Log#2026"),)),
        ("[[Ada#^room]]", (Link("Ada", 1, 14, "", "^room"),)),
        (r"| [[Acme\|them]] |", (Link("Acme", 3, 17, "them"),)),
        (r"[[Acme#Log\|them]]", (Link("Acme", 1, 19, "them", "Log"),)),
        ("[[a [[b]] c]]", (Link("b", 5, 10),)),
        ("[[[Ada]]]", (Link("Ada", 2, 9),)),
        ("![[picture.png]] ![alt](p.png)", ()),
        ("[[#heading]] [x](#here) [[]] [[ ]]", ()),
        ("[[a\nb]]", ()),
        ("`[[Ada]]` [[Bob]]", (Link("Bob", 11, 18),)),
        ("[Ada](../People/Ada%20L.md#Log)", (Link("../People/Ada L.md", 1, 32, "Ada", "Log", markdown=True),)),
        ('[Ada](<People/Ada L.md> "t")', (Link("People/Ada L.md", 1, 29, "Ada", "", markdown=True),)),
        ("[a](b(c).md)", (Link("b(c).md", 1, 13, "a", "", markdown=True),)),
        ("[a](https://x.y) [b](mailto:c@d) [e](//f) [g](obsidian://h)", ()),
        ("😀 [[Ada]]", (Link("Ada", 3, 10),)),
    ],
)
def test_links(text: str, links: tuple[Link, ...]) -> None:
    assert find_links(text) == links


@given(st.text(alphabet="[]! ab\n\t", max_size=30))
@example("![[a]] [[b]]")
@example("[[[a]]![[b]][[ c ]][[]]")
def test_plain_links_are_read_as_all_others(text: str) -> None:
    assert find_links(text, 3) == find_links(text + " #", 3)  # behind a `#` nothing is told at a glance


def test_columns_begin_where_they_are_told() -> None:
    assert find_links("[[Ada]]", 10) == (Link("Ada", 10, 17),)
