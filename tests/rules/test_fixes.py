"""Fixes, seen from the outside: a note before, the same note after, and nothing left to mend."""

import datetime as dt
from pathlib import Path

import pytest

from netlead_md.rules import apply_edits, merge_fixes
from tests.rules.gallery import check

DAY = dt.date(2026, 6, 30)
BABBAGE = ("People/Charles Babbage.md", "---\ntype: person\naliases: [Charlie]\n---\n")
PERSON = "---\ntype: person\n{}\n---\n"


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("NL105", PERSON.format("knows: [[Charles Babbage]]"), PERSON.format('knows: "[[Charles Babbage]]"')),
        ("NL107", PERSON.format("influense: high"), PERSON.format("influence: high")),
        ("NL109", PERSON.format("influence: hihg  "), PERSON.format("influence: high  ")),
        ("NL110", PERSON.format("met: 13/02/2026"), PERSON.format("met: 2026-02-13")),
        (
            "NL201",
            PERSON.format('knows: ["[[Charles Babage|C]]"]'),
            PERSON.format('knows: ["[[Charles Babbage|C]]"]'),
        ),
        ("NL202", PERSON.format('knows: "[[Charlie]]"'), PERSON.format('knows: "[[Charles Babbage|Charlie]]"')),
        ("NL201", "- 2026-06-01 call: 😀 [[Charles Babage]]\n", "- 2026-06-01 call: 😀 [[Charles Babbage]]\n"),
        ("NL202", "- 2026-06-01 call: [[Charlie#x]]\n", "- 2026-06-01 call: [[Charles Babbage#x|Charlie]]\n"),
        ("NL301", "- 2026-06-01 meetng 45m: hello\n", "- 2026-06-01 meeting 45m: hello\n"),
        ("NL301", "- 2026-06-01 trust ++: hello\n", "- 2026-06-01 trust++: hello\n"),
        ("NL306", "- 2026-06-01 call 20 min: hello\n", "- 2026-06-01 call 20m: hello\n"),
        ("NL306", "- 2026-06-01 call 1 hour hello\n", "- 2026-06-01 call 1h hello\n"),
        ("NL306", "- 2026-06-01 call 1h 30m: hello\n", "- 2026-06-01 call 1h30: hello\n"),
        ("NL305", "- 2026-06-01 task excellent.: hello\n", "- 2026-06-01 task excellent: hello\n"),
        ("NL307", "- 2026-06-01 lunch 20 euros: hello\n", "- 2026-06-01 lunch 20 EUR: hello\n"),
        ("NL301", "- 2026-06-01 thanked: hello\n", "- 2026-06-01 thanks: hello\n"),
        ("NL303", "- 2026-06-01call: hello\n", "- 2026-06-01 call: hello\n"),
        (
            "NL314",
            "- 2026-06-01 pledge legal email by 2026-09-01; cover, too\n",
            "- 2026-06-01 pledge legal email by 2026-09-01: cover, too\n",
        ),
        ("NL314", "- 2026-06-01 task good, help\n", "- 2026-06-01 task good: help\n"),
        ("NL314", "- 2026-06-01 give - a book\n", "- 2026-06-01 give: a book\n"),
        ("NL314", "- 2026-06-01 give – a book\n", "- 2026-06-01 give: a book\n"),
        ("NL305", "- 2026-06-01 task excelent: plan\n", "- 2026-06-01 task excellent: plan\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_safe_fix_mends_its_note(code: str, before: str, after: str, newline: str, tmp_path: Path) -> None:
    note = _vault(tmp_path, before.replace("\n", newline))
    found = [each for each in check(tmp_path, DAY) if each.path == "People/Ada.md"]
    assert [each.code for each in found] == [code]
    fix = found[0].fix
    assert fix is not None
    assert fix.safe
    text = apply_edits(note.read_bytes().decode(), fix.edits)
    assert text == after.replace("\n", newline)
    note.write_bytes(text.encode())
    assert [each.code for each in check(tmp_path, DAY) if each.path == "People/Ada.md"] == []


@pytest.mark.parametrize("status", ["inactive", "not active", "non-active"])
def test_no_word_is_mended_to_its_contrary(status: str, tmp_path: Path) -> None:
    _vault(tmp_path, f"---\ntype: organisation\nstatus: {status}\n---\n")
    (found,) = check(tmp_path, DAY)
    assert (found.code, found.fix) == ("NL109", None)


@pytest.mark.parametrize(
    ("written", "meant", "safe"), [("frr", "for", False), ("ofr", "for", False), ("boht", "both", True)]
)
def test_a_value_is_mended_without_doubt_only_if_it_is_near(
    written: str, meant: str, safe: bool, tmp_path: Path
) -> None:
    _vault(tmp_path, PERSON.format(f"responsibility: {written}"))
    (found,) = check(tmp_path, DAY)
    assert found.fix is not None
    assert (found.fix.safe, found.fix.edits[0].text) == (safe, meant)


def test_undated_trust_is_dated_on_request(tmp_path: Path) -> None:
    note = _vault(tmp_path, PERSON.format("trust: 4"))
    (found,) = check(tmp_path, DAY)
    assert found.fix is not None
    assert not found.fix.safe
    assert apply_edits(note.read_text(), found.fix.edits) == PERSON.format("trust_on: 2026-06-30\ntrust: 4")


def test_trust_without_a_line_of_its_own_is_left_to_its_writer(tmp_path: Path) -> None:
    _vault(tmp_path, "---\n{type: person, trust: 4}\n---\n")
    (found,) = check(tmp_path, DAY)
    assert (found.code, found.fix) == ("NL113", None)


def test_support_is_tied_to_its_pledge_on_request(tmp_path: Path) -> None:
    pledges = "- 2026-04-0{0} pledge facilities email by 2026-09-01: room {0} ^room{0}\n"
    log = pledges.format(1) + pledges.format(2) + "- 2026-06-03 support facilities: the keys\n"
    note = tmp_path / "Organisations/Acme.md"
    note.parent.mkdir()
    note.write_text(log)
    (found,) = (each for each in check(tmp_path, DAY) if each.code == "NL405")
    assert found.fix is not None
    assert not found.fix.safe
    assert apply_edits(log, found.fix.edits) == log.replace("support fac", "support re room1 fac")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("13/02/2026", "2026-02-13"),
        ("02/13/2026", "2026-02-13"),
        ("04/04/2026", "2026-04-04"),
        ("2026/2/3", "2026-02-03"),
        ("20260203", "2026-02-03"),
        ("3 Feb 2026", "2026-02-03"),
        ("February 3rd, 2026", "2026-02-03"),
        ("03/04/2026", None),
        ("2026111", None),
        ("30 Feb 2026", None),
        ("next week", None),
    ],
)
def test_only_a_date_of_one_meaning_is_rewritten(written: str, iso: str | None, tmp_path: Path) -> None:
    _vault(tmp_path, PERSON.format(f"met: {written}"))
    (found,) = check(tmp_path, DAY)
    assert found.code == "NL110"
    assert [edit.text for edit in (found.fix.edits if found.fix else ())] == ([iso] if iso else [])


def test_an_apostrophe_is_written_twice_between_single_quotes_and_nowhere_else(tmp_path: Path) -> None:
    before = """knows: ['[[Sean ONeil#it''s]]', '[[Sean O''Niel]]', "[[Sean ONeil]]", "it's [[Sean ONeil]]"]"""
    note = _vault(tmp_path, PERSON.format(before))
    (tmp_path / "People/Sean O'Neil.md").write_text("---\ntype: person\n---\n")
    fixes = [each.fix for each in check(tmp_path, DAY) if each.path == "People/Ada.md" and each.fix]
    text, made = merge_fixes(note.read_text(), fixes)
    after = """knows: ['[[Sean O''Neil#it''s]]', '[[Sean O''Neil]]', "[[Sean O'Neil]]", "it's [[Sean O'Neil]]"]"""
    assert (text, made) == (PERSON.format(after), 4)


def _vault(folder: Path, ada: str) -> Path:
    (folder / "People").mkdir()
    (folder / BABBAGE[0]).write_text(BABBAGE[1])
    note = folder / "People/Ada.md"
    note.write_bytes(ada.encode())
    return note
