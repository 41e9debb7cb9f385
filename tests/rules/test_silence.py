"""What is silenced, by notes, configuration or a baseline, and how a finding is known again."""

import datetime as dt
from pathlib import Path

import pytest

from netlead_md.rules import drop_known, is_selected, make_fingerprint, read_baseline, write_baseline
from tests.rules.gallery import check

DAY = dt.date(2026, 6, 30)
BAD = "---\ntype: person\nknows: '[[Nobody]]'\n{}---\n- 2026-06-01 meeting 1h75: a {}\n- 2026-06-02 call: b\n"


def _found(vault: Path, text: str) -> list[tuple[str, int]]:
    note = vault / "People/Ada.md"
    note.parent.mkdir(exist_ok=True)
    note.write_text(text)
    return [(each.code, each.place.line) for each in check(vault, DAY)]


@pytest.mark.parametrize(
    ("property_", "comment", "expected"),
    [
        ("", "", [("NL201", 3), ("NL306", 5)]),
        ("netlead_ignore: [NL201]\n", "", [("NL306", 6)]),
        ("netlead_ignore: NL201, nl3\n", "", []),
        ("netlead-ignore: [NL2]\n", "%% netlead-ignore NL306 %%", []),
        ("netlead_ignore: [NL201 nl3]\n", "", []),
        ("netlead_ignore: [306]\n", "", [("NL201", 3), ("NL115", 4), ("NL306", 6)]),
        ("", "%% netlead-ignore NL3 %%", [("NL201", 3)]),
        ("", "%% netlead-ignore NL305 %%", [("NL201", 3), ("NL115", 5), ("NL306", 5)]),
        ("netlead_ignore: [NL201, NL309, NL721]\n", "", [("NL115", 4), ("NL306", 6)]),
    ],
)
def test_a_note_silences_rules(property_: str, comment: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    assert _found(tmp_path, BAD.format(property_, comment)) == expected


def test_the_longest_prefix_decides() -> None:
    assert is_selected("NL201", (), ())
    assert is_selected("NL201", ("NL2",), ("NL",))
    assert not is_selected("NL201", ("NL2",), ("NL201",))
    assert not is_selected("NL201", ("NL2",), ("NL2",))
    assert not is_selected("NL301", ("NL2",), ())


def test_a_fingerprint_outlives_moved_lines(tmp_path: Path) -> None:
    _found(tmp_path, BAD.format("", ""))
    before = [make_fingerprint(each) for each in check(tmp_path, DAY)]
    _found(tmp_path, BAD.format("title: Dean\n", "").replace("- 2026-06-01", "\n\n- 2026-06-01"))
    assert [make_fingerprint(each) for each in check(tmp_path, DAY)] == before
    assert len(set(before)) == 2


def test_a_baseline_leaves_only_what_is_new(tmp_path: Path) -> None:
    _found(tmp_path, BAD.format("", ""))
    known = read_baseline(write_baseline(check(tmp_path, DAY)))
    assert drop_known(check(tmp_path, DAY), known) == ()
    _found(tmp_path, BAD.format("influence: hihg\n", ""))
    assert [each.code for each in drop_known(check(tmp_path, DAY), known)] == ["NL109"]


@pytest.mark.parametrize("text", ["", "[]", '{"version": 9, "findings": []}', '{"version": 1}'])
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="baseline"):
        read_baseline(text)
