"""What is remembered of lines that began alike says what reading the line anew would say."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, read_note
from netlead_md.parsing import entry_head as known_heads
from netlead_md.parsing.entry_head import parse_head, parse_head_cached, type_of

OWN = Config(words={"by": "good", "zu": "small", "fest": "meeting", ",fest": "call"})
TYPES = ("meeting", "Call", "dinner", "note", "pledge", "ask", "task", "support", "seen-as", "review", "fest", "told")
PARTS = (
    *(" 45m", " £40", " 40", " EUR", " small", " good", " letter", " finance", " zu", " founder", " grow", " ongoing"),
    *(" re p1", " re", " via email", " via", " for", " for [[Fair]]", " for [[A]][[B c]]", " the", " with", " and"),
    *(" by 2026-07-01", " by 2026-07-01", " by 2026-02-30", " by", " until 2026-08-02", " until [[2026-08-02]]", " x€"),
    *(
        " [[Ada]]",
        " [[Ada€ b]]",
        " [[",
        "]]",
        " [",
        ": ",
        ": ",
        ":",
        "::",
        " :",
        "  ",
        "\t",
        "\u00a0",
        " a room",
        " ^p1",
    ),
)
rests = st.tuples(st.sampled_from(TYPES), st.lists(st.sampled_from(PARTS), max_size=9).map("".join)).map("".join)


@given(rests, st.sampled_from([Config(), OWN]))
@settings(max_examples=1500)
@example("seen-as re by 2026-07-01: x", Config())
@example("pledge via by by 2026-07-01: x", Config(words={"by": "ask"}))
@example("support small until 2026-08-02 by 2026-07-01: x", Config())
@example("task good by 2026-07-01: x", OWN)
@example("call for [[A]][[B c]] d", Config())
@example("call until [[2026-08-02]] with", Config())
@example("task by 2026-07-01: x", OWN)
@example("pledge [[A: b]]: x", Config())
@example("pledge a:b:: x: y", Config())
@example("call with[[Ada]]€ b", Config())
def test_a_head_is_what_its_line_says(rest: str, config: Config) -> None:
    words = build_keywords(config)
    head, kind = parse_head_cached(rest, words), type_of(rest, words)
    assert (head is not None) == bool(kind)
    if head is not None and kind:
        anew = parse_head(rest, kind, words)
        assert (head.type, head.word, head.values, head.colon) == (anew.type, anew.word, anew.values, anew.colon)
        assert (head.unknown, head.places) == (anew.unknown, anew.places)
        assert not head.colon or head.understood == anew.understood
        assert head.text_of(rest) == anew.text_of(rest)


STARTS = ("- 2026-06-03 ", "- 2026-06-03 ", "- [x] 2026-06-03 ", "- [[2026-06-03]] ", "- 2026-02-30 ", "- ", "  - ")
ENDS = ("", " with [[Ada]]", " café", " ✅ 2026-06-04", " ^p1", " [[Ada|her]]", " ![[a.png]]", "  ")


@given(
    st.lists(st.tuples(st.sampled_from(STARTS), rests, st.sampled_from(ENDS)).map("".join), max_size=5), st.booleans()
)
@settings(max_examples=300)
@example(["- 2026-06-03 pledge small by 2026-07-01: a room ^p1", "- 2026-06-03 call: café"], False)
@example(["- 2026-06-03 pledge small by 2026-07-01: a room", "- 2026-06-03 ask re p1: that"], False)
@example(["- 2026-06-03-call: x", "- 2026-06-03 ,fest: x", "- 2026-06-03 call: x", "- ,fest: x"], False)
def test_a_second_look_sees_what_the_first_saw(lines: list[str], daily: bool) -> None:
    words, day = build_keywords(OWN), dt.date(2026, 6, 1) if daily else None
    text = "\n".join(lines)
    assert read_note("a.md", text, day=day, words=words) == read_note("a.md", text, day=day, words=words)


@pytest.mark.parametrize(
    ("written", "text", "project"),
    [
        ("pledge small for [[Fair: 2026]]: a room", "a room", "Fair: 2026"),
        ("pledge small:a room", "a room", ""),
        ("pledge small:", "", ""),
        ("pledge a::b: a room", "a::b a room", ""),
    ],
)
def test_a_colon_within_a_link_or_a_word_ends_no_head(written: str, text: str, project: str) -> None:
    (line,) = read_note("a.md", f"- 2026-06-03 {written}", day=None, words=build_keywords(Config())).lines
    assert (line.type, line.text, line.project.target if line.project else "") == ("pledge", text, project)


def test_heads_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_heads, "MOST", 2)
    words = build_keywords(Config())
    lines = [f"- 2026-06-03 call {minutes}m: x\n" for minutes in range(1, 10)]
    note = read_note("a.md", "".join(lines), day=None, words=words)
    assert [round((line.hours or 0) * 60) for line in note.lines] == list(range(1, 10))
    assert 0 < len(words.heads) <= 2
