"""Front matter that is no YAML but certain in its sense is read, and told (SPEC §2.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.model.diagnostics import FaultKind
from netlead_md.parsing.frontmatter import HANDLER, read_front


def read(front: str) -> tuple[object, list[tuple[str, ...]]]:
    block = read_front("a.md", f"---\n{front}\n---\n")
    return block.value, [fault.words[1:] for fault in block.faults if fault.trouble is FaultKind.LOOSE_YAML]


@pytest.mark.parametrize(
    ("line", "value", "mended"),
    [
        ("- @ann", ["@ann"], '- "@ann"'),
        ("title: Director: sales", {"title": "Director: sales"}, 'title: "Director: sales"'),
        ("company: [[A]], [[B]]", {"company": ["[[A]]", "[[B]]"]}, 'company: ["[[A]]", "[[B]]"]'),
        ("company: [[A]] (till May)", {"company": "[[A]] (till May)"}, 'company: "[[A]] (till May)"'),
        ("nick: 'Bob' Smith", {"nick": "'Bob' Smith"}, "nick: \"'Bob' Smith\""),
        ("share: %5", {"share": "%5"}, 'share: "%5"'),
        ("note: *new*", {"note": "*new*"}, 'note: "*new*"'),
    ],
)
def test_a_line_of_certain_sense_is_read(line: str, value: object, mended: str) -> None:
    read_as, ((old, new),) = read(line)
    assert (read_as, line.replace(old, new)) == (value, mended)


def test_a_quoted_text_over_two_lines() -> None:
    value, told = read('a: 1\ntitle: "Dean of\nscience"\nb: 2')
    assert value == {"a": 1, "title": "Dean of science", "b": 2}
    assert told == [('science"', '  science"')]


@pytest.mark.parametrize("front", ['title: "Dean\ntype: person', "a: {b", "a: [b", "a: &x 1\nb: *y\nc: }"])
def test_what_could_mean_two_things_stays_an_error(front: str) -> None:
    block = read_front("a.md", f"---\n{front}\n---\n")
    assert block.value is None
    assert [fault.trouble for fault in block.faults] == [FaultKind.YAML_ERROR]


def test_an_anchor_stays_one() -> None:
    value, told = read("a: &x 1\nb: *x\nc: @d")
    assert value == {"a": 1, "b": 1, "c": "@d"}
    assert [words[0] for words in told] == ["@d"]


@given(st.text(alphabet="ab:@*&!%'\"[]{}-# \n\t,|>", max_size=60))
def test_no_text_raises_and_what_reads_stays(front: str) -> None:
    block = read_front("a.md", f"---\n{front}\n---\n")
    if any(fault.trouble is FaultKind.LOOSE_YAML for fault in block.faults):
        try:
            HANDLER.load(block.front)
        except Exception:  # noqa: BLE001  # whatever the library raises
            return
        pytest.fail("a block that can be read was mended")
