"""Front matter as Obsidian reads it (COMPATIBILITY 1–7), and where its values stand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind, Range
from netlead_md.model.note import Note
from netlead_md.parsing import build_keywords, property_range, read_note

WORDS = build_keywords(Config())


def read(text: str) -> Note:
    return read_note("a.md", text, day=None, words=WORDS)


def values(text: str) -> dict[str, Any]:
    note = read(f"---\n{text}\n---\n")
    return {field.written: field.value for field in note.fields}


def troubles(note: Note) -> list[FaultKind]:
    return [fault.trouble for fault in note.faults]


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n---\n- 2026-06-03 call: x",
        "\ufeff---\na: b\n---\n- 2026-06-03 call: x",
        "---\r\na: b\r\n---\r\n- 2026-06-03 call: x\r\n",
        "---  \na: b\n--- \t\n- 2026-06-03 call: x",
    ],
)
def test_block_and_body(text: str) -> None:
    note = read(text)
    assert [(field.key, field.value) for field in note.fields] == [("a", "b")]
    assert (note.lines[0].line, note.lines[0].text, note.front, note.faults) == (4, "x", "a: b", ())


def test_a_fence_inside_a_block_scalar_does_not_close() -> None:
    assert values("a: |\n  x\n  ---\n  y\nb: c") == {"a": "x\n---\ny\n", "b": "c"}


def test_empty_block_and_block_without_body() -> None:
    assert read("---\n---\n- 2026-06-03 call: x").lines[0].line == 3
    assert [field.value for field in read("---\na: b\n---").fields] == ["b"]


def test_late_and_unclosed_blocks() -> None:
    late = read("\n\n---\ntype: person\n---\n")
    assert (late.fields, [(fault.trouble, fault.place) for fault in late.faults]) == (
        (),
        [(FaultKind.LATE_BLOCK, Range(3, 1, 0, 4))],
    )
    open_block = read("---\ntype: person\n- 2026-06-03 call: x\n")
    assert (troubles(open_block), open_block.lines[0].line) == ([FaultKind.UNCLOSED_BLOCK], 3)
    assert read("---\njust a rule above\n").faults == ()
    assert read("\n---\na rule\n\n---\n").faults == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2026-06-03", "2026-06-03"),
        ("2026-02-30", "2026-02-30"),
        ("2026-06-03T10:00:00Z", "2026-06-03T10:00:00Z"),
        ("10:30", "10:30"),
        *(
            (word, word)
            for word in ("yes", "no", "on", "off", "y", "N", "1_000", "0b11", "-1_0", "_1", "0xa_b", "0o_7")
        ),
        ("true", True),
        ("Null", None),
        ("", None),
        ("0681924019", 681924019),
        ("0o17", 15),
        ("1.5", 1.5),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("'1_000'", "1_000"),
    ],
)
def test_values_by_yaml_1_2(written: str, value: object) -> None:
    read_value = values(f"a: {written}")["a"]
    assert read_value == value
    assert type(read_value) is type(value)


def test_a_number_is_taken_for_text_only_where_it_is_written_so() -> None:
    assert values("a: &x_1 5\nb: 1_0") == {"a": 5, "b": "1_0"}
    assert values("a-b: 1_0\na_b: 5") == {"a-b": "1_0", "a_b": 5}


def test_unquoted_links_are_links() -> None:
    note = read(
        "---\norg: [[Acme]]\n"
        "people:\n  - [[Ada]]\n  - [[Bob, Jr]]\nroles:\n  - organisation: [[Old Firm|old]]\nplain: [[]]\n---\n"
    )
    assert [field.value for field in note.fields] == [
        "[[Acme]]",
        ["[[Ada]]", "[[Bob, Jr]]"],
        [{"organisation": "[[Old Firm|old]]"}],
        [[]],
    ]
    assert [(fault.trouble, fault.field, fault.words) for fault in note.faults] == [
        (FaultKind.UNQUOTED_LINK, ("org",), ("org", "[[Acme]]")),
        (FaultKind.UNQUOTED_LINK, ("people", 0), ("people", "[[Ada]]")),
        (FaultKind.UNQUOTED_LINK, ("people", 1), ("people", "[[Bob, Jr]]")),
        (FaultKind.UNQUOTED_LINK, ("roles", 0, "organisation"), ("roles", "[[Old Firm|old]]")),
    ]


def test_numbers_in_a_list_in_a_list_are_no_link() -> None:
    note = read("---\nbox: [[51.5, -0.1]]\nyear: [[2026]]\n---\n")
    assert [field.value for field in note.fields] == [[[51.5, -0.1]], "[[2026]]"]
    assert [fault.field for fault in note.faults] == [("year",)]


def test_errors_leave_the_body_readable() -> None:
    note = read("---\na: b\norg: [A]]\n---\n- 2026-06-03 call: x\n")
    assert note.fields == ()
    assert [fault.trouble for fault in note.faults] == [FaultKind.YAML_ERROR]
    assert note.lines[0].line == 5


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ("k: [[A]], [[B]]", ["[[A]]", "[[B]]"]),
        ("k: [[A]] and [[B]]", "[[A]] and [[B]]"),
        ("k: @handle", "@handle"),
        ("k:\n- @handle\n- plain", ["@handle", "plain"]),
        ("k: Director: sales", "Director: sales"),
        ('k: "Dean of\nscience"', "Dean of science"),
        ('k: "Dean" of science', '"Dean" of science'),
        ("k: |\n  a: b: c\nother: a: b", "a: b: c\n"),
    ],
)
def test_a_line_of_one_sense_is_read_with_its_cure(block: str, value: object) -> None:
    text = f"---\ntype: person\n{block}\n---\n"
    note = read(text)
    assert [field.value for field in note.fields if field.key == "k"] == [value]
    assert {fault.trouble for fault in note.faults} == {FaultKind.LOOSE_YAML}
    lines = text.split("\n")
    for fault in reversed(note.faults):
        assert fault.place is not None
        line, start, end = fault.place.line - 1, fault.place.column - 1, fault.place.end_column - 1
        assert lines[line][start:end] == fault.words[1]
        lines[line] = lines[line][:start] + fault.words[2] + lines[line][end:]
    cured = read("\n".join(lines))
    assert cured.faults == ()
    assert cured.fields == note.fields


@pytest.mark.parametrize("block", ["a: [b", 'a: "b\nc: d"', "a: @x\nb: [", "a: b\n  c: d", "a: [[A], [[B]]"])
def test_a_block_of_no_certain_sense_stays_unread(block: str) -> None:
    assert [fault.trouble for fault in read(f"---\n{block}\n---\n").faults] == [FaultKind.YAML_ERROR]


def test_duplicate_keys_are_told_and_read() -> None:
    note = read("---\na: 1\nb: {x: 1, x: 2}\na: 2\n---\n")
    assert {field.written: field.value for field in note.fields} == {"a": 1, "b": {"x": 1}}
    assert [(fault.trouble, fault.words, fault.place) for fault in note.faults] == [
        (FaultKind.DUPLICATE_KEY, ("x",), Range(3, 11, 3, 12)),
        (FaultKind.DUPLICATE_KEY, ("a",), Range(4, 1, 4, 2)),
    ]


@pytest.mark.parametrize(("block", "kind"), [("- a\n- b", "list"), ("just words", "scalar"), ("12", "scalar")])
def test_a_block_that_is_no_mapping(block: str, kind: str) -> None:
    note = read(f"---\n{block}\n---\n")
    assert [(fault.trouble, fault.words) for fault in note.faults] == [(FaultKind.NOT_A_MAPPING, (kind,))]


@pytest.mark.parametrize(
    "block", ["a: " + "9" * 5000, "a: [", "a:\n\t- b", "a: 1\n...\nb: 2", "a: " + "[" * 100 + "]" * 100]
)
def test_broken_values_are_faults(block: str) -> None:
    assert not {FaultKind.YAML_ERROR, FaultKind.NOT_A_MAPPING}.isdisjoint(troubles(read(f"---\n{block}\n---\n")))


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: {{date}}\n---\n",
        "---\ntitle: <% tp.file.title %>\n---\n",
        "---\na: b\n---\n# {{title}}\n",
        "# <% tp.date.now() %>\n",
        "---\n<%* tp.x() %>\n---\n",
    ],
)
def test_templates(text: str) -> None:
    note = read(text)
    assert note.template
    assert note.lines == ()


def test_talk_of_templates_is_no_template() -> None:
    assert not read("Write `{{date}}` there.\n\n```\n<% x %>\n```\n{{ not a mark }}\n").template


def test_our_own_pages() -> None:
    assert read("---\ngenerated-by: netlead\nformat: 1\n---\n- 2026-06-03 call: x\n").ours == "1"
    assert read("---\ngenerated-by: netlead\n---\n").ours == "0"
    assert read("---\ngenerated-by: me\nformat: 1\n---\n").ours == ""


FRONT = """---
type: person
Cadence Days:
roles:
  - organisation: "[[Acme]]"
    title: head
  - {organisation: Volta, from: 2024-01}
knows: ["[[Ada]]", "[[Bób]]"]
bio: |
  one
  two
---
"""


@pytest.mark.parametrize(
    ("way", "place"),
    [
        (("type",), Range(2, 7, 0, 13)),
        (("Cadence Days",), Range(3, 1, 0, 13)),
        (("roles", 0, "organisation"), Range(5, 19, 0, 29)),
        (("roles", 1, "from"), Range(7, 33, 0, 40)),
        (("knows", 1), Range(8, 20, 0, 29)),
        (("knows", 7), Range(8, 8, 0, 30)),
        (("bio",), Range(9, 6, 11, 6)),
        (("nowhere",), Range(2)),
    ],
)
def test_places(way: tuple[str | int, ...], place: Range) -> None:
    assert property_range(read(FRONT), way) == place
    assert property_range(read(FRONT.replace("\n", "\r\n")), way) == place


KEYS = ("type", "Cadence Days", "a-b", "type ", "ä", "a#", "- a", "1", "a: b", "")
VALUES = st.one_of(
    st.sampled_from(
        ("", "Head, of it", '"[[Ada]]"', "'it''s'", "[a, 'b']", "[]", "[[Ada]]", "https://x.org", "a #b", "a: b")
    ),
    st.text(alphabet=" ab1é:#'\"[],{}-&*!|>%@`\\/.?~\u2028\x85", max_size=9),
)
LISTS = st.one_of(
    st.sampled_from(([], ["- a", "- b"], ["  - a", "  - 'b'"], ["  - a", " - b"], ["  - a", "- b"], ["  - a: b"])),
    st.lists(st.tuples(st.sampled_from(("- ", "  - ", "  ", "")), VALUES).map("".join), max_size=2),
)
ENTRIES = st.lists(st.tuples(st.sampled_from(KEYS), VALUES, LISTS), min_size=1, max_size=3)


@settings(max_examples=2_000)
@given(entries=ENTRIES)
def test_a_plain_block_gives_the_places_that_a_parser_gives(
    entries: list[tuple[str, str, list[str]]],
) -> None:
    front = "\n".join(
        line for key, value, items in entries for line in (f"{key}: {value}" if value else f"{key}:", *items)
    )
    parsed = f"zz: {{a: b}}\n{front}"  # in braces, which no plain block has
    for key in KEYS:
        found, there = (
            property_range(Note("A.md", front=front), (key,)),
            property_range(Note("A.md", front=parsed), (key,)),
        )
        end = there.end_line - 1 if there.end_line else 0
        assert found == (there if there == Range(2) else Range(there.line - 1, there.column, end, there.end_column))


def test_a_name_written_just_so_is_found_before_one_written_alike() -> None:
    assert property_range(read("---\na-b: 1\na_b: 2\n---\n"), ("a_b",)) == Range(3, 6, 0, 7)
