"""A fix is read again before it is offered or made (SPEC §5.1): what it changes is what its message says."""

import json
from pathlib import Path

import pytest

from tests.editing.conftest import Run
from tests.editing.mutated_lines import mutated_lines, try_lines

TOP = "---\ntype: organisation\n---\n\n"


def fixes(check: Run) -> list[str]:
    found = json.loads(check("--output-format", "json").stdout)["diagnostics"]
    return [each["code"] for each in found if each["fix"] and each["path"] == "Acme.md"]


def mend(check: Run, vault: Path, text: str) -> str:
    (vault / "Acme.md").write_text(text, encoding="utf-8")
    check("--fix", "--no-cache")
    mended = (vault / "Acme.md").read_text(encoding="utf-8")
    assert "0 fixes made in 0 notes" in check("--fix", "--no-cache").stderr
    assert (vault / "Acme.md").read_text(encoding="utf-8") == mended
    return mended


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("trust-- they withdrew the key", "trust--: they withdrew the key"),
        ("trust- they withdrew the key", "trust-: they withdrew the key"),
        ("trust++ they gave the key", "trust++: they gave the key"),
        ("trust-- - they withdrew", "trust--: they withdrew"),
        ("trust - they withdrew", "trust - they withdrew"),
        ("trust\u2013 they withdrew", "trust\u2013 they withdrew"),
        ("offer:: to help", "offer:: to help"),
        ("offer::: to help", "offer::: to help"),
        ("pledge facilities:: a room", "pledge facilities:: a room"),
        (
            "pledge facilities email small email by 2026-05-15: yes",
            "pledge facilities email small email by 2026-05-15: yes",
        ),
        ("task good .5h: x", "task good .5h: x"),
        ("gift room time £40; thanks", "gift room time £40; thanks"),
        ("pledge facilities email by 2026-09-01 a room", "pledge facilities email by 2026-09-01: a room"),
        ("meetng 20 min: their day", "meeting 20m: their day"),
        ("pledg facilites emial by 1 July 2026: a room", "pledge facilities email by 2026-07-01: a room"),
        ("answer yes - they like it", "answer yes: they like it"),
    ],
)
def test_a_line_is_mended_once_or_left_alone(written: str, mended: str, check: Run, vault: Path) -> None:
    assert mend(check, vault, f"{TOP}- 2026-01-04 {written}\n") == f"{TOP}- 2026-01-04 {mended}\n"


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("3 marraskuu 2026", "3 marraskuu 2026"),
        ("3 mars 2026", "2026-03-03"),
        ("3 mai 2026", "2026-05-03"),
        ("junio 3, 2026", "2026-06-03"),
        ("3 Marble 2026", "3 Marble 2026"),
        ("3 March 2026", "2026-03-03"),
        ("Sept. 3, 2026", "2026-09-03"),
        ("3rd nov 2026", "2026-11-03"),
        ("03/04/2026", "03/04/2026"),
        ("30/04/2026", "2026-04-30"),
    ],
)
def test_no_date_is_made_up(written: str, mended: str, check: Run, vault: Path) -> None:
    note = vault / "People/Bo.md"
    note.write_text(f"---\ntype: person\nmet: {written}\n---\n", encoding="utf-8")
    check("--fix")
    assert note.read_text(encoding="utf-8") == f"---\ntype: person\nmet: {mended}\n---\n"


def test_what_cannot_be_proved_is_told_and_not_offered(check: Run, vault: Path) -> None:
    (vault / "Acme.md").write_text(f"{TOP}- 2026-01-05 anser: x\n")
    told = json.loads(check("--output-format", "json").stdout)["diagnostics"]
    assert {each["code"] for each in told if each["path"] == "Acme.md"} >= {"NL301"}
    assert fixes(check) == []


def test_a_fix_that_brings_a_missing_link_is_not_made(check: Run, vault: Path) -> None:
    text = f"{TOP}- 2026-01-04 pledge facilities email by 2026-09-01 [[Nobody Known]] a room\n"
    assert mend(check, vault, text) == text
    assert "Acme.md: left alone: nobody can be sure what its fixes would change" in check("--fix").stderr


def test_what_stands_below_a_mended_line_keeps_its_words(check: Run, vault: Path) -> None:
    text = f"{TOP}- 2026-01-04 meetng 45m: about it\n  - ask facilities small: a room\n- 2026-01-05 call: x\n"
    assert mend(check, vault, text) == text.replace("meetng", "meeting")


def test_mutated_lines_are_mended_as_their_messages_say(tmp_path: Path) -> None:
    outcome = try_lines(tmp_path, list(mutated_lines(1000, seed=1)))
    assert outcome.faults == []
    assert outcome.changed > outcome.lines / 6
    assert outcome.restored > outcome.changed * 0.9


def test_unquoted_text_is_quoted(check: Run, vault: Path) -> None:
    """The rest of the note keeps every byte."""
    note = vault / "People/Bo.md"
    note.write_text('---\ntype: person\naliases:\n- @bo\ntitle: "Dean of\nscience"\n---\n- x: @y\n', encoding="utf-8")
    check("--fix")
    assert note.read_text("utf-8") == (
        '---\ntype: person\naliases:\n- "@bo"\ntitle: "Dean of\n  science"\n---\n- x: @y\n'
    )
