import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from netlead_md.rendering.escaping import Markdown, chart_label, code_line, escape_markdown, link_markdown, table_cell
from netlead_md.reports.page_context import NoteLink


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, £5 (or 10 %) - ok: a=b", "plain words, £5 (or 10 %) - ok: a=b"),
        ("*so* _so_ snake_case `x`", r"\*so\* \_so\_ snake_case \`x\`"),
        ("<script>alert(1)</script> &lt; R&D", r"&lt;script>alert(1)&lt;/script> &amp;lt; R&D"),
        ("[[Ada]] | #tag ^id", r"\[\[Ada\]\] \| \#tag \^id"),
        ("$5 and $6, ==high== %%gone%% ~~no~~", r"\$5 and \$6, \=\=high\=\= \%\%gone\%\% \~\~no\~\~"),
        ("- 2026-01-01 call", r"\- 2026-01-01 call"),
        ("> quoted", r"\> quoted"),
        ("1. first", r"1\. first"),
        ("0.", r"0\."),
        ("-", r"\-"),
        ("two\nlines\x07", "two lines"),
    ],
)
def test_text_is_shown_as_it_stands(text: str, shown: str) -> None:
    assert escape_markdown(text) == shown


@given(st.text(max_size=60))
def test_no_text_can_become_markup(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(f"a {escape_markdown(text)}")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {child.type for child in tokens[1].children or ()} <= {"text", "text_special"}


@given(st.text(max_size=60))
def test_no_text_can_begin_a_block(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(escape_markdown(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_no_text_can_break_a_table(text: str, name: str) -> None:
    row = f"| {table_cell(text)} | {table_cell(link_markdown(NoteLink(name, name)))} | end |"
    tokens = MarkdownIt("commonmark").enable("table").parse(f"| a | b | c |\n|---|---|---|\n{row}\n")
    cells = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "td_open"]
    assert len(cells) == 3
    assert cells[2] == "end"


@pytest.mark.parametrize(
    ("name", "markdown"),
    [
        (NoteLink("Ada", "Ada"), "[[Ada]]"),
        (NoteLink("Ada", "People/Ada"), "[[People/Ada|Ada]]"),
        (NoteLink("lapsed", "Northgate College#^seed"), "[[Northgate College#^seed|lapsed]]"),
        (NoteLink("A [B] #1", "A [B] #1"), r"[A \[B\] \#1](A%20%5BB%5D%20%231.md)"),
        (NoteLink("A|B", "Orgs/A|B"), r"[A\|B](Orgs/A%7CB.md)"),
    ],
)
def test_a_mention_becomes_a_link_that_obsidian_resolves(name: NoteLink, markdown: str) -> None:
    assert link_markdown(name) == markdown


def test_the_bar_of_a_link_is_escaped_in_a_table_once() -> None:
    assert table_cell(table_cell(link_markdown(NoteLink("Ada", "People/Ada")))) == r"[[People/Ada\|Ada]]"


def test_chart_labels_know_no_backslash() -> None:
    assert chart_label('say "hi"; <b>#1</b>\n`x`') == "say #quot;hi#quot;#59; #lt;b#gt;#35;1#lt;/b#gt; #96;x#96;"


def test_a_line_to_paste_cannot_end_its_fence() -> None:
    assert not re.search("```", code_line("- note ```\n```js"))
    assert code_line("- ask: [[Ada]] *now*") == "- ask: [[Ada]] *now*"


def test_markdown_is_not_escaped_twice() -> None:
    assert escape_markdown(Markdown("**so**")) == "**so**"
