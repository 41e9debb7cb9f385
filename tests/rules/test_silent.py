"""NL315 and NL316: lines that said less than they were meant to, or nothing, and nobody told."""

import datetime as dt
from pathlib import Path

import pytest

from netlead_md.rules import apply_edits
from tests.rules.gallery import check

DAY = dt.date(2026, 6, 30)
ACME = "---\ntype: organisation\n---\n"


def found(folder: Path, line: str, code: str, path: str = "Organisations/Acme.md") -> list[tuple[int, str, str]]:
    note = folder / path
    note.parent.mkdir(exist_ok=True)
    note.write_text((ACME if "Acme" in path else "") + line + "\n")
    told = [each for each in check(folder, DAY) if each.code == code]
    return [
        (
            each.place.column,
            each.help,
            apply_edits(line, ()) if each.fix is None else apply_edits(note.read_text(), each.fix.edits),
        )
        for each in told
    ]


@pytest.mark.parametrize(
    ("line", "help_"),
    [
        ("answer: Yes, they will", "write `answer yes:`"),
        ("answer: they will see", "write yes, no, maybe or later before the colon"),
        ("review: let-go", "write `review let-go:`"),
        ("review: a good year", "write grow, maintain, ask, pause or let-go before the colon"),
        ("seen-as: founder", "write `seen-as founder:`"),
        ("seen-as: the one who began it", "write a role before the colon"),
    ],
)
def test_a_word_behind_the_colon_is_told(line: str, help_: str, tmp_path: Path) -> None:
    told = found(tmp_path, f"- 2026-06-03 ask room: may we?\n- 2026-06-04 {line}", "NL315")
    assert [(column, said) for column, said, _ in told] == [(14, help_)]


@pytest.mark.parametrize(
    "line", ["answer yes: fine", "answer maybe: x", "answer yse: x", "review grow: x", "call: yes"]
)
def test_a_word_that_is_there_or_told_already_is_not_told(line: str, tmp_path: Path) -> None:
    assert found(tmp_path, f"- 2026-06-04 {line}", "NL315") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-06-03 call 20m: x", "- 2026-06-03 call 20m: x"),
        ("-2026-06-03 call: x", "- 2026-06-03 call: x"),
        ("• 2026-06-03 pledge room: x", "- 2026-06-03 pledge room: x"),
        ("– [[2026-06-03]] call: x", "- [[2026-06-03]] call: x"),
        ("-[ ] 2026-07-03 send it", "- [ ] 2026-07-03 send it"),
        ("- [] 2026-07-03 send it", "- [ ] 2026-07-03 send it"),
        ("- [X]2026-06-03 send it", "- [x] 2026-06-03 send it"),
        ("- 2026-06-02 call: y\n  - [x ] 2026-06-03 send it", "- 2026-06-02 call: y\n  - [x] 2026-06-03 send it"),
    ],
)
def test_a_bullet_or_box_is_mended(before: str, after: str, tmp_path: Path) -> None:
    ((_, _, text),) = found(tmp_path, before, "NL316")
    assert text == f"{ACME}{after}\n"
    assert found(tmp_path, after, "NL316") == []


@pytest.mark.parametrize(
    "line",
    [
        "2026-06-03 was a fine day: sun",
        "2026-06-03 call them",
        "2026-06-33 call: x",
        "> 2026-06-03 call: x",
        "```\n2026-06-03 call: x\n```",
        "| 2026-06-03 call: x |",
        "- [-] 2026-06-03 send it",
        "- [x](a.md) 2026-06-03 it",
        "* 2026-06-03 call: x",
        "1. 2026-06-03 call: x",
    ],
)
def test_other_lines_are_left_alone(line: str, tmp_path: Path) -> None:
    assert found(tmp_path, line, "NL316") == []


def test_elsewhere_a_line_without_a_bullet_is_told_only_if_it_links_somebody(tmp_path: Path) -> None:
    assert found(tmp_path, "2026-06-03 call: the bank", "NL316", "Thoughts.md") == []
    assert len(found(tmp_path, "2026-06-03 call: [[Ada]]", "NL316", "Thoughts.md")) == 1
