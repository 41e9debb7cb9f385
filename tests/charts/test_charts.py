"""The parts of the chart gate that need no browser; the gate proves itself with `selftest/`."""

from pathlib import Path

from tests.charts.blocks import blocks_of
from tests.charts.hard_vault import ORGANISATIONS, names, notes
from tests.charts.page import to_html

PAGE = Path("Page.md")


def test_a_block_is_found_with_its_line_and_kind() -> None:
    first_one = '```mermaid\n%%{init: {}}%%\npie\n    "a" : 1\n```\n'
    second_one = "~~~~ mermaid\n---\nconfig: {}\n---\ntimeline\n```\n~~~~\n"
    text = f"# Page\n\n{first_one}\n{second_one}"
    first, second = blocks_of(PAGE, text)
    assert (first.line, first.kind, first.text) == (3, "pie", '%%{init: {}}%%\npie\n    "a" : 1\n')
    assert (second.line, second.kind, second.in_callout) == (9, "timeline", False)


def test_what_stands_in_other_code_is_no_chart() -> None:
    assert list(blocks_of(PAGE, "````text\n```mermaid\npie\n```\n````\n\n    indented\n")) == []


def test_a_chart_in_a_callout_ends_with_it() -> None:
    (block,) = blocks_of(PAGE, '> [!note] A\n> ```mermaid\n> pie\n>     "a" : 1\nprose\n')
    assert block.in_callout
    assert block.text == 'pie\n    "a" : 1\n'


def test_the_hard_vault_has_names_that_a_file_can_have() -> None:
    assert len(set(names())) == ORGANISATIONS
    paths = [path for path, _ in notes()]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert all(len(part.encode()) <= 240 for path in paths for part in path.split("/"))
    assert list(notes()) == list(notes())


def test_a_page_is_shown_as_its_reader_sees_it() -> None:
    shown = to_html("---\na: 1\n---\nSo it is. ^answer\n\n> [!tip]- Fold\n> [[A b|See]]\n\n```text\n[[raw]] ^x\n```\n")
    assert shown.startswith("<p>So it is.</p>")
    assert '<div class="callout tip"><div class="title">Fold ›</div></div>' in shown
    assert "[[raw]] ^x" in shown
    assert '<a href="#">See</a>' in to_html("> [!tip] Open\n> [[A b|See]]\n")
