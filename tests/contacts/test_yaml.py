"""Values go into front matter by splices, and everything else keeps every byte."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.editing.frontmatter import set_properties
from netlead_md.parsing.frontmatter import format_scalar, format_value, read_front, write_front

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
HARD = st.sampled_from(
    [
        "0123",
        "+44 20",
        "yes",
        "null",
        "~",
        "1e5",
        "- a",
        "a: b",
        "a #b",
        "'x",
        '"',
        "\\",
        "[a]",
        "{a}",
        "@x",
        "2026-01-05",
    ]
)


LETTERS = st.text(st.sampled_from("aeyno-_.:#'/@+& 019\u00e9=~%!\"\\"), min_size=1, max_size=12)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@given(WORDS | HARD | LETTERS)
def test_a_text_stays_that_text_for_readers_of_either_yaml(text: str) -> None:
    block = read_front("", f"---\nkey: {format_scalar(text)}\nlist: {format_value([text, text])}\n---\n")
    assert (block.faults, block.value) == ((), {"key": text, "list": [text, text]})
    if not DAY.fullmatch(text):  # a day stays a day, as Obsidian has it
        assert yaml.safe_load(block.front) == block.value


@given(
    st.dictionaries(WORDS | LETTERS, WORDS | st.lists(WORDS, max_size=3) | st.integers(0, 99), min_size=1), st.text()
)
def test_a_whole_note_reads_back(properties: dict[str, object], body: str) -> None:
    text = write_front(properties, body)
    assert text.endswith(f"---\n{body}")
    assert read_front("", text).value == properties


@given(st.lists(WORDS | HARD, min_size=2, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_a_list_goes_into_an_empty_property(texts: list[str], newline: str) -> None:
    before = newline.join(("\ufeff---", "a: 1  # mine", "email:", "z: [x]", "---", "body  ", ""))
    after = set_properties(before, {"email": format_value(texts)})
    assert after == before.replace("email:", f"email: {format_value(texts)}")


@pytest.mark.parametrize("empty", ["", " ", ' ""', " null", " ~", " []", "  # later"])
def test_every_way_to_leave_a_property_empty(empty: str) -> None:
    text = set_properties(f"---\nemail:{empty}\nother: x\n---\n", {"email": "ada"})
    assert read_front("", text).value == {"email": "ada", "other": "x"}
    assert "# later" not in empty or "# later" in text


@pytest.mark.parametrize("held", ["[old]", "old", '"null"', "0", "false", "{a: 1}", "|\n  old", "\n  - old"])
def test_what_stands_there_stays(held: str) -> None:
    text = f"---\nemail: {held}\n---\n"
    assert set_properties(text, {"email": "new"}) == text


def test_a_new_property_stands_last_and_a_note_without_any_gets_some() -> None:
    assert set_properties("---\na: 1\n---", {"b": "2"}) == "---\na: 1\nb: 2\n---"
    assert set_properties("---\n---\nx", {"b": "2"}) == "---\nb: 2\n---\nx"
    assert set_properties("words\r\n", {"b": "2"}) == "---\r\nb: 2\r\n---\r\nwords\r\n"


@pytest.mark.parametrize("front", ["{a: 1}", "a: [", "- a", "a: 1\na: 2"])
def test_front_matter_that_no_splice_can_mend_is_left_alone(front: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        set_properties(f"---\n{front}\n---\n", {"b": "2"})
