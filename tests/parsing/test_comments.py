"""Comments: a `%%` in code opens none, and what is code is what a parser of Markdown says, block by block."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, read_note
from netlead_md.parsing.blocks import blank_code, blank_comments

WORDS = build_keywords(Config())
CALL = "- 2026-06-03 call: x"
MARK = "zxz"
"""Stands in place of a comment where only Markdown is read."""
PARSER = MarkdownIt("commonmark").disable(["reference"])
PIECES = (
    *(
        "- ",
        "* ",
        "1. ",
        "  ",
        "    ",
        "\t",
        "> ",
        "```",
        "````",
        "~~~",
        "`",
        "``",
        "\\",
        "# ",
        "<!-- ",
        " -->",
        "text ",
    ),
    *(
        "\n",
        "\n",
        "\n",
        "\n\n",
        MARK,
        MARK,
        MARK,
        f"{MARK} `",
        f"` {MARK} `",
        "```x``` ",
        "``` x\n",
        "- ```\n",
        "> ~~~\n",
    ),
)
bodies = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def in_code(body: str) -> int:
    """How many marks stand in code, or in a comment of HTML, by a parser of Markdown."""
    count, lines = 0, body.split("\n")
    for token in PARSER.parse(body):
        if (token.type in {"fence", "code_block"} and token.map) or (
            token.type == "html_block" and token.content.lstrip().startswith("<!--") and token.map
        ):
            count += "\n".join(lines[token.map[0] : token.map[1]]).count(MARK)
        elif token.type == "inline" and token.children is not None:
            for line in token.content.split("\n"):  # code between back-ticks stays on its line here
                inline = PARSER.parseInline(line)[0].children or []
                hidden = (child.content for child in inline if child.type in {"code_inline", "html_inline"})
                count += sum(content.count(MARK) for content in hidden)
    return count


@settings(max_examples=1500)
@given(body=bodies)
@example(body=f"```x``` text\n{MARK}\n")
@example(body=f"- ```\n  {MARK}\n- {MARK}\n")
@example(body=f"`` {MARK} ` {MARK} ``")
@example(body=f"> ```\n> {MARK}\n{MARK}")
def test_what_stands_in_code_is_what_a_parser_says(body: str) -> None:
    left = blank_comments(body.replace(MARK, "%%x%%"))
    assert left.count("%%x%%") == in_code(body)


@given(body=bodies)
def test_lines_and_columns_stay(body: str) -> None:
    body = body.replace(MARK, "%%")
    for left in (blank_comments(body), blank_code(body)):
        assert [len(line) for line in left.split("\n")] == [len(line) for line in body.split("\n")]


@pytest.mark.parametrize(
    ("body", "counted"),
    [
        (f"```x``` is code, as is `%%`.\n\n%%\n{CALL}\n%%\n", 0),
        (f"- ```\n  100 %%\n  ```\n{CALL}\n", 1),
        (f"- ```\n  100 %%\n{CALL}\n", 1),
        (f"> ```\n> 100 %%\n\n{CALL}\n%%\n", 1),
        (f"%%\n```\n%%\n{CALL}\n", 1),
        (f"%%\n```\n%%\n\n%%\n~~~\n%%\n\n%%\n{CALL}\n%%\n", 0),
        (f"a `%% in code` and\n{CALL}\n%% never closed\n", 1),
        (f"don`t %% it's `here %%\n{CALL}\n", 1),
        (f"%%\n{CALL}\n%%\n{CALL}, again\n", 1),
        (f"<!-- 100 %% -->\n\n{CALL}\n\n%%\n", 1),
        (f"<!--\n{CALL}\n-->\n", 0),
        (f"~~~\n%%\n~~~\n{CALL}\n%% never closed\n", 1),
        (f"~~~\n%%\n{CALL}\n", 0),
    ],
)
def test_entries_around_comments_and_code(body: str, counted: int) -> None:
    note = read_note("A.md", body, day=None, words=WORDS)
    assert sum(line.type == "call" for line in note.lines) == counted


def test_an_ignore_in_code_is_an_example() -> None:
    body = "- ```\n  %% netlead-ignore NL301 %%\n  ```\n- x %% netlead-ignore NL302 %%\n"
    assert read_note("A.md", body, day=None, words=WORDS).ignores == ((4, "NL302"),)
