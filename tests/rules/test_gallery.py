"""Every rule's page holds: the bad example gives exactly its code, the good one nothing (ARCHITECTURE, law 5)."""

import datetime as dt
import re
from pathlib import Path

import pytest

from netlead_md.rules import RULES, explain_rule
from netlead_md.rules.rule import Rule
from tests.rules.gallery import Example, check, codes, examples, lay_out

BY_CODE = [pytest.param(rule, id=f"{rule.code}-{rule.name}") for rule in RULES]


@pytest.mark.parametrize("rule", BY_CODE)
def test_bad_example_gives_exactly_its_code(rule: Rule, tmp_path: Path) -> None:
    network = {"NL701", "NL702", "NL703", "NL704", "NL711", "NL721"} - {rule.code}
    expected = {"misuse"} if rule.code == "NL901" else {rule.code}  # a broken configuration ends a run (exit status 2)
    assert codes(rule, "Bad", tmp_path) - network == expected


@pytest.mark.parametrize("rule", BY_CODE)
def test_good_example_gives_nothing(rule: Rule, tmp_path: Path) -> None:
    assert {code for code in codes(rule, "Good", tmp_path) if not code.startswith("NL7")} == set()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code.startswith("NL7")], ids=lambda rule: rule.code)
def test_good_example_of_a_finding_lacks_it(rule: Rule, tmp_path: Path) -> None:
    assert rule.code not in codes(rule, "Good", tmp_path)


@pytest.mark.parametrize("rule", BY_CODE)
def test_page_says_what_why_and_shows_both(rule: Rule) -> None:
    assert set(examples(rule.page)) == {"Bad", "Good"}
    what, why, *_ = re.split(r"\n\s*\n", rule.page.strip())
    assert what.endswith(".")
    assert len(why) > 30
    page = explain_rule(rule.code)
    assert page.startswith(f"# {rule.code} {rule.name} ({rule.severity})\n\n{what}")
    assert page == explain_rule(rule.name.upper())


def test_codes_rise_and_names_are_unique() -> None:
    codes_ = [rule.code for rule in RULES]
    assert codes_ == sorted(set(codes_))
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name) for rule in RULES)


def test_findings_about_the_network_are_never_errors() -> None:
    assert all(rule.severity != "error" for rule in RULES if rule.code.startswith("NL7"))


def test_an_unknown_code_is_a_hint() -> None:
    with pytest.raises(KeyError, match="did you mean NL201"):
        explain_rule("NL201x")
    with pytest.raises(KeyError, match="no rule is named 'zebra'"):
        explain_rule("zebra")


HOUSE = "- 2024-01-03 call: the bank\n- 2024-01-04 email: the plumber\n- 2024-01-05 task good: the roof\n"


@pytest.mark.parametrize(("line", "expected"), [("", [2]), ("- 2024-01-06 call: [[Ada]]\n", [2, 3, 4])])
def test_a_log_of_something_else_is_named_once(line: str, expected: list[int], tmp_path: Path) -> None:
    files = {"House.md": ("markdown", f"# House\n{HOUSE}{line}"), "People/Ada.md": ("markdown", "# Ada\n")}
    example = Example(dt.date(2026, 6, 30), files)
    lay_out(example, tmp_path)
    found = check(tmp_path, example.day)
    assert [(each.code, each.path, each.place.line) for each in found] == [("NL309", "House.md", at) for at in expected]


def test_two_rulers_in_a_note_of_another_kind_are_left_in_peace(tmp_path: Path) -> None:
    (tmp_path / "Ideas.md").write_text("---\nA thought\n---\n", encoding="utf-8")
    assert check(tmp_path, dt.date(2026, 6, 30)) == ()


@pytest.mark.parametrize(("text", "told"), [("her IBAN is known", 1), ("the Taliban, and Caliban", 0)])
def test_a_secret_is_a_word_and_no_part_of_one(text: str, told: int, tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_text(f"---\ntype: person\n---\n- 2026-06-03 call: {text}\n", encoding="utf-8")
    assert [each.code for each in check(tmp_path, dt.date(2026, 6, 30))] == ["NL601"] * told


def test_one_other_line_is_one(tmp_path: Path) -> None:
    (tmp_path / "House.md").write_text("- 2024-01-03 call: the bank\n- 2024-01-04 email: a plumber\n", encoding="utf-8")
    (found,) = check(tmp_path, dt.date(2026, 6, 30))
    assert found.message == "this call concerns nobody, and neither does one other line here"


@pytest.mark.parametrize(("cadence", "aim"), [("daily", "every day"), ("3", "every 3 days")])
def test_a_cadence_of_a_day_is_told_in_english(cadence: str, aim: str, tmp_path: Path) -> None:
    note = f"---\ntype: person\ncadence: {cadence}\n---\n- 2026-06-20 call: hello\n"
    (tmp_path / "Ada.md").write_text(note, encoding="utf-8")
    (found,) = check(tmp_path, dt.date(2026, 6, 30))
    assert found.message == f"no contact with Ada for 10 days; {aim} is the aim"
