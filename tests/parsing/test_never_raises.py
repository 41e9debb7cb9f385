"""Reading takes any text, soon and without an error, and looks twice only at the same thing (ARCHITECTURE, law 1)."""

import datetime as dt
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, daily_note_date, find_links, property_range, read_note
from netlead_md.parsing.blocks import blank_comments, parse_outline, parse_outline_fast

WORDS = build_keywords(Config())
DAY = dt.date(2026, 6, 3)

PIECES = (
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "10. ",
    "  ",
    "    ",
    "\t",
    "      ",
    "> ",
    ">",
    "```",
    "~~~",
    "````",
    "%%",
    "<div>",
    "</div>",
    "<!-- ",
    " -->",
    "# ",
    "### ",
    "##",
    "---",
    "===",
    "-",
    "[ ] ",
    "[x] ",
    "[-] ",
    "2026-06-03 ",
    "2026-6-3 ",
    "2026-06 ",
    "2026-02-30 ",
    "03/04/2026 ",
    "[[2026-06-03]] ",
    "meeting ",
    "meeting 45m: ",
    "dinner 3h £60: ",
    "pledge facilities email by 2026-05-01: ",
    "ask: ",
    "support ",
    "seen-as ",
    "review ",
    "trust++: ",
    "meting ",
    "with [[Ada]]",
    "[[Ada|her]] ",
    "![[pic.png]]",
    "[a](b%20c.md)",
    " ^id",
    "✅ 2026-01-05",
    "📅 2026-01-09",
    "🔁 every week",
    "Key:: v",
    "[k:: v]",
    "**Last contact::** x",
    "#tag ",
    "| a | b |",
    "|---|---|",
    "`code`",
    "`",
    "{{date}}",
    "<% x %>",
    ":",
    " ",
    "\n",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "text",
    "40 EUR ",
    "£1,2,3 ",
    "by ",
    "until ",
    "re ",
    "for ",
    "netlead-ignore NL305 ",
    "\r\n",
    "\r",
    "é",
    "\u00a0",
    "\x0c",
    "* * *",
    "_ _ _",
)
FRONTS = (
    "",
    "---\n",
    "---\ntype: person\n---\n",
    "\ufeff---\r\na: 1\r\n---  \r\n",
    "\n\n---\na: 1\n---\n",
    "---\n- a\n---\n",
    "---\na: [[B]]\n---\n",
    "---\na: 1\na: 2\n---\n",
    "---\nx: {{date}}\n---\n",
    "---\na: @b\n---\n",
    "---\n? [a]\n: {b: c}\n---\n",
    "---\na: |\n  x\n  ---\n---\n",
)
bodies = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
notes = st.tuples(st.sampled_from(FRONTS), bodies).map("".join)


@given(st.text(), st.booleans())
def test_any_text_is_read(text: str, daily: bool) -> None:
    note = read_note("a.md", text, day=DAY if daily else None, words=WORDS)
    assert note.path == "a.md"
    find_links(text)
    daily_note_date(text, Config().dailies)


@given(notes, st.booleans())
@settings(max_examples=300)
@example("---\na: " + "9" * 5000 + "\n---\n", False)
@example("---\na: " + "[" * 3000 + "]" * 3000 + "\n---\n", False)
@example("---\n" + "- " * 3000 + "\n---\n", False)
def test_mutilated_notes_are_read_and_placed(text: str, daily: bool) -> None:
    note = read_note("a.md", text, day=DAY if daily else None, words=WORDS)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    for line in note.lines:
        assert 1 <= line.line <= len(lines)
        assert line.column <= len(lines[line.line - 1]) + 1
        for link in line.links if line.form != "section" else ():
            assert "[" in lines[line.line - 1][link.column - 1 : link.end_column - 1]
    for fault in note.faults:
        assert (fault.place or property_range(note, fault.field)).line <= len(lines)
    for field in note.fields:
        repr(field)


@given(st.text(alphabet="\n\t -*+>#`~[]{}:&|%<12.a=!", max_size=60))
def test_any_front_matter_is_placed(front: str) -> None:
    note = read_note("a.md", f"---\n{front}\n---\n", day=None, words=WORDS)
    for field in note.fields:
        assert property_range(note, (field.written,)).line <= front.count("\n") + 2


@given(bodies)
@settings(max_examples=1500)
@example("- a\n  - b\n\n  - c\n")
@example("> a\nb\n- c\n")
@example("- a\n 2. b\n")
@example("```\n- a\n ```\n- b\n```\n")
def test_the_quick_look_sees_what_the_parser_sees(body: str) -> None:
    body = blank_comments(body.replace("\r\n", "\n").replace("\r", "\n"))
    quick = parse_outline_fast(body)
    if quick is None:
        return
    careful = parse_outline(body)
    assert quick.items == careful.items
    assert [text.strip() for text in quick.visible.split("\n")] == [
        text.strip() for text in careful.visible.split("\n")
    ]
    assert quick.headings in ([], careful.headings)
    assert read_with(quick.visible, quick) == read_with(quick.visible, careful)


def read_with(body: str, outline: object) -> object:
    """Read a body by a given outline."""
    from unittest.mock import patch

    with patch("netlead_md.parsing.note.build_outline", return_value=outline):
        return read_note("a.md", "\n" + body, day=None, words=WORDS)


MANY = 30_000
HOSTILE = {
    "brackets": "- 2026-06-03 note: " + "[" * MANY,
    "closed brackets": "[" * MANY + "]" * MANY,
    "links open": "[[a" * MANY,
    "markdown links open": "[a](b" * MANY,
    "parens": "[a](" + "(" * MANY,
    "quotes": "> " * MANY,
    "quoted lines": "> a\n" * MANY + "b",
    "bullets in bullets": "- " * MANY,
    "deep list": "".join(" " * (2 * at) + "- 2026-06-03 call: x\n" for at in range(700)),
    "ticks": "`" * MANY,
    "fences": "".join("`" * (3 + at % 200) + "\n" for at in range(MANY // 10, 0, -1)),
    "percent": "%%" * MANY + "%",
    "spaces": "- 2026-06-03 call: a" + " " * MANY + "^" + " " * MANY + "✅" + " " * MANY + "x\n",
    "one long line": "- 2026-06-03 call " + "word " * 400_000,
    "one long word": "- 2026-06-03 call " + "x" * 2_000_000,
    "many lines": "- 2026-06-03 call: [[Ada]] said something of some length\n" * 35_000,
    "html": "<div>\n" + "- 2026-06-03 call: [[Ada]] said something of some length\n" * 35_000,
    "indented": "\n    code\n" * MANY,
    "tags": "#1" * MANY,
    "inline": "(a:: " * MANY + "[b:: " * MANY,
    "template": "<%" * MANY + "{{" * MANY,
    "bomb": "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{c}: &{c} [{','.join(['*' + b] * 9)}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "---\n",
    "open block": "---\na: b\n" * MANY,
    "late": "\n" * MANY + "---\na: b\n" * MANY,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_notes_take_seconds_at_most(name: str) -> None:
    start = time.process_time()
    note = read_note("a.md", HOSTILE[name], day=DAY, words=WORDS)
    for fault in note.faults[:3]:
        property_range(note, fault.field)
    assert time.process_time() - start < 5
