"""What a line shows, read aloud: a table of all that Obsidian's users write, and no path of the vault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.parsing.plain_text import as_plain_text

SHOWN = {
    "a room for  40": "a room for 40",
    "kit of [[People/Bo]]": "kit of Bo",
    "kit of [[People/Bo.md]], and more": "kit of Bo, and more",
    "[[People/Ada Lark]]": "Ada Lark",
    "[[x|y]]": "y",
    r"[[x\|y]]": "y",
    "[[People/Bo|People/Bo]]": "Bo",
    "[[People/Bo|]]": "Bo",
    "[[Notes/Room#Size]]": "Room",
    "[[Notes/Room#^id|the room]]": "the room",
    "[[#Size]]": "Size",
    "[t](path.md)": "t",
    "[**Bo**](People/Bo%20Ek.md 'x')": "Bo",
    "[Bo](<People/Bo Ek.md>) came": "Bo came",
    "[Bo](People/Bo Ek.md) came": "Bo came",
    "[a (b)](Notes/Room_(big).md)": "a (b)",
    "[site](https://example.org/x)": "site",
    "letter ![[Scans/letter.pdf]]": "letter",
    "letter ![scan](Scans/letter.png), signed": "letter, signed",
    "**a** *room* __for__ _us_ ***all***": "a room for us all",
    "**a *room***": "a room",
    "==new== ~~old~~ `code`": "new old code",
    "**[[People/Bo]]**": "Bo",
    "`[[People/Bo]] *x*`": "Bo *x*",
    "snake_case_word and 2 * 3 * 4": "snake_case_word and 2 * 3 * 4",
    "**not closed": "**not closed",
    "a room #tag, and #to/do more": "a room, and more",
    "room #12 is free": "room #12 is free",
    "a room ^id-1": "a room",
    "x^2 is fine": "x^2 is fine",
    "a room [due:: 2026-01-09] (size:: 40)": "a room",
    "[x] a room 📅 2026-01-09 ⏫": "a room",
    "a room %% for whom? %% today <!-- x -->": "a room today",
    "a room[^1]": "a room",
    r"\*not bold\*, \[\[not a link\]\]": "*not bold*, [[not a link]]",
    "R&D &amp; AT&T": "R&D & AT&T",
    "a [b] c (d)": "a [b] c (d)",
    "": "",
}


@pytest.mark.parametrize("text", SHOWN)
def test_a_line_shows_its_words(text: str) -> None:
    assert as_plain_text(text) == SHOWN[text]


@given(st.text(st.sampled_from("[]()|!#^*_~=`%:<>\\& aB1/\n"), max_size=40))
def test_any_line_has_words_and_no_link(text: str) -> None:
    words = as_plain_text(text)
    assert "\n" not in words
    if "\\" not in text:
        assert "[[aB/aB]]" not in as_plain_text(f"{text} [[aB/aB]]")


@pytest.mark.parametrize(
    "part", ["**a", "*a* ", "[a](", "[[a", "`a", "%%a%", "_", "(a:: ", "![[a]]", "[a::[[", "&a", "\\"]
)
def test_the_work_grows_with_the_line_and_no_faster(part: str) -> None:
    as_plain_text(part * 20_000)
