"""The page of questions: boxes are answers, and what they write into notes (SPEC §2.5, §4)."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ACME = """---
type: organisation
---

- 2025-11-20 asked them for a room ^a1
- 2026-03-12 lunch, asked again for the room ^b2
  - she was kind
- 2026-05-14 they promised us two drivers
"""
PAGE = "Netlead/Questions.md"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    made = tmp_path / "vault"
    (made / "People").mkdir(parents=True)
    (made / "netlead.toml").write_text("as_of = 2026-06-30\n", encoding="utf-8")
    (made / "Acme.md").write_text(ACME, encoding="utf-8")
    return made


def tick(vault: Path, quoted: str, box: str, edit: tuple[str, str] = ("", "")) -> None:
    """Tick the first box that begins with `box` under the question with these words; mend its line."""
    page = (vault / PAGE).read_text(encoding="utf-8")
    at = page.index(quoted)
    start = page.index(f"- [ ] {box}", at)
    end = page.index("\n", start)
    line = page[start:end].replace("- [ ]", "- [x]", 1).replace(*edit)
    (vault / PAGE).write_text(page[:start] + line + page[end:], encoding="utf-8")


def note(vault: Path, name: str = "Acme.md") -> list[str]:
    return (vault / name).read_text(encoding="utf-8").splitlines()


def test_a_yes_takes_the_place_of_a_plain_bullet_and_the_question_is_gone(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "2025-11-20 asked", "yes")
    told = run("regenerate", vault)
    assert "- 2025-11-20 ask facilities: asked them for a room ^a1" in note(vault)
    assert "Answered: Acme.md: - 2025-11-20 ask facilities: asked them for a room" in told.stderr
    page = (vault / PAGE).read_text(encoding="utf-8")
    assert "2025-11-20" not in page
    assert "[x]" not in page
    assert not (vault / "Netlead" / "Questions (my edit).md").exists()


def test_a_yes_to_a_contact_leaves_it_and_goes_below_all_that_is_nested_in_it(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "2026-03-12 lunch", "yes")
    run("regenerate", vault)
    assert note(vault)[5:8] == [
        "- 2026-03-12 lunch, asked again for the room %% netlead-ignore NL320 %% ^b2",
        "  - she was kind",
        "- 2026-03-12 ask facilities: lunch, asked again for the room",
    ]
    assert "2026-03-12" not in (vault / PAGE).read_text(encoding="utf-8")


def test_a_no_leaves_the_line_and_asks_no_more(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "two drivers", "no")
    run("regenerate", vault)
    assert note(vault)[-1] == "- 2026-05-14 they promised us two drivers %% netlead-ignore NL320 %%"
    assert "drivers" not in (vault / PAGE).read_text(encoding="utf-8")
    assert "NL115" not in run("check", vault).stdout


def test_an_edited_proposal_is_written_as_edited(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "two drivers", "yes", ("pledge manpower", "pledge equipment letter by 2026-08-01"))
    run("regenerate", vault)
    written = note(vault)[-1]
    assert re.fullmatch(
        r"- 2026-05-14 pledge equipment letter by 2026-08-01[^:]*: they promised us two drivers", written
    )


def test_an_edited_proposal_that_does_not_read_well_is_told_and_not_written(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "two drivers", "yes", ("pledge", "plodge"))
    told = run("regenerate", vault)
    assert (vault / "Acme.md").read_text(encoding="utf-8") == ACME
    assert "does not read as a line that counts" in told.stderr


def test_two_ticks_on_one_question_write_nothing_and_are_told(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "two drivers", "yes")
    tick(vault, "two drivers", "no")
    told = run("regenerate", vault)
    assert (vault / "Acme.md").read_text(encoding="utf-8") == ACME
    assert "two boxes are ticked" in told.stderr
    assert "[x]" not in (vault / PAGE).read_text(encoding="utf-8")


def test_a_line_that_changed_meanwhile_is_told(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "two drivers", "yes")
    changed = ACME.replace("two drivers", "three drivers")
    (vault / "Acme.md").write_text(changed, encoding="utf-8")
    told = run("regenerate", vault)
    assert (vault / "Acme.md").read_text(encoding="utf-8") == changed
    assert "the line is no longer there" in told.stderr


def test_half_a_copy_of_the_page_answers_nothing(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    tick(vault, "two drivers", "yes")
    page = (vault / PAGE).read_text(encoding="utf-8")
    (vault / PAGE).write_text(page[: page.index("- [ ] no", page.index("two drivers"))], encoding="utf-8")
    run("regenerate", vault)
    assert (vault / "Acme.md").read_text(encoding="utf-8") == ACME


@pytest.mark.parametrize("command", [("check",), ("regenerate", "--check"), ("export", "lines"), ("export", "json")])
def test_only_regenerate_and_watch_write_answers(run: Run, vault: Path, command: tuple[str, ...]) -> None:
    run("regenerate", vault)
    tick(vault, "two drivers", "yes")
    run(*command, vault)
    assert (vault / "Acme.md").read_text(encoding="utf-8") == ACME


def test_line_ends_and_mark_of_a_note_stay(run: Run, vault: Path) -> None:
    (vault / "Acme.md").write_bytes(("\ufeff" + ACME).replace("\n", "\r\n").encode("utf-8"))
    run("regenerate", vault)
    tick(vault, "2026-03-12 lunch", "yes")
    run("regenerate", vault)
    after = (vault / "Acme.md").read_bytes().decode("utf-8")
    assert after.startswith("\ufeff---\r\n")
    assert after.count("\n") == after.count("\r\n") == ACME.count("\n") + 1


def test_a_row_of_a_table_stays_and_the_line_goes_below_the_table(run: Run, vault: Path) -> None:
    head = '---\ntype: person\norganisation: "[[Acme]]"\n---\n| Day | What |\n|---|---|\n'
    rows = "| 2026-01-29 | asked for a van |\n| 2026-02-03 | Lunch |\n"
    (vault / "People" / "Ada Lark.md").write_text(f"{head}{rows}\nShe is kind.\n", encoding="utf-8")
    run("regenerate", vault)
    tick(vault, "asked for a van", "yes")
    run("regenerate", vault)
    lines = note(vault, "People/Ada Lark.md")
    assert lines[6] == "| 2026-01-29 | asked for a van %% netlead-ignore NL320 %% |"
    assert lines[8:10] == ["", "- 2026-01-29 ask equipment: asked for a van"]
    rows_now = [row for row in lines if row.startswith("| 2026-02-03")]
    assert rows_now == ["| 2026-02-03 | Lunch |"]


def test_a_daily_note_gets_a_line_that_names_whom_it_concerns(run: Run, vault: Path) -> None:
    (vault / "People" / "Ada Lark.md").write_text(
        '---\ntype: person\norganisation: "[[Acme]]"\n---\n', encoding="utf-8"
    )
    (vault / "2026-06-01.md").write_text("- asked Ada Lark for two volunteers\n", encoding="utf-8")
    run("regenerate", vault)
    tick(vault, "asked Ada Lark", "yes")
    run("regenerate", vault)
    (line,) = note(vault, "2026-06-01.md")
    assert line.startswith("- 2026-06-01 ask manpower")
    assert line.endswith(": asked [[Ada Lark]] for two volunteers")
    assert '"kind": "manpower"' in run("export", "json", vault).stdout


def test_a_note_and_the_config_may_ask_for_silence(run: Run, vault: Path) -> None:
    (vault / "Acme.md").write_text(ACME.replace("type:", "netlead_questions: false\ntype:"), encoding="utf-8")
    run("regenerate", vault)
    assert not (vault / PAGE).exists()
    assert "NL320" not in run("check", vault).stdout
    (vault / "Acme.md").write_text(ACME, encoding="utf-8")
    run("regenerate", vault)
    assert (vault / PAGE).exists()
    (vault / "netlead.toml").write_text("as_of = 2026-06-30\nquestions = false\n", encoding="utf-8")
    run("regenerate", vault)
    assert not (vault / PAGE).exists()


def test_a_comment_takes_a_line_out_altogether(run: Run, vault: Path) -> None:
    (vault / "Acme.md").write_text(f"{ACME}- 2026-06-01 met them %% netlead-ignore %%\n", encoding="utf-8")
    assert '"2026-06-01"' not in run("export", "lines", vault).stdout
    assert "NL115" not in run("check", vault).stdout


def test_at_most_twenty_are_asked_at_a_time(run: Run, vault: Path) -> None:
    lines = "".join(f"- 2026-0{1 + n // 28}-{1 + n % 28:02} asked them for {n + 2} chairs\n" for n in range(25))
    (vault / "Acme.md").write_text(f"---\ntype: organisation\n---\n{lines}", encoding="utf-8")
    run("regenerate", vault)
    page = (vault / PAGE).read_text(encoding="utf-8")
    assert page.count("- [ ] no") == 20
    assert "20 are shown; 5 wait" in page


def test_words_of_sensitive_people_are_not_quoted(run: Run, vault: Path) -> None:
    (vault / "People" / "Ada Lark.md").write_text(
        "---\ntype: person\nsensitive: true\n---\n- 2026-06-02 asked her for the secret key\n", encoding="utf-8"
    )
    run("regenerate", vault)
    page = (vault / PAGE).read_text(encoding="utf-8")
    assert "secret" not in page
    assert "1 more is about people whose notes are not quoted" in page


def test_log_writes_no_question_without_a_terminal_and_the_proposal_with_yes(run: Run, vault: Path) -> None:
    (vault / "People" / "Ada Lark.md").write_text(
        '---\ntype: person\norganisation: "[[Acme]]"\n---\n', encoding="utf-8"
    )
    before = note(vault, "People/Ada Lark.md")
    told = run("log", "Ada Lark", "asked for a van", vault)
    assert told.exit_code == 1
    assert "2026-06-30 ask equipment: asked for a van" in told.stderr
    assert note(vault, "People/Ada Lark.md") == before
    assert run("log", "Ada Lark", "asked for a van", "--yes", vault).exit_code == 0
    assert note(vault, "People/Ada Lark.md")[-1] == "- 2026-06-30 ask equipment: asked for a van"
    counted = run("log", "Ada Lark", "phoned about the van", vault)
    assert counted.exit_code == 0
    assert "This line counts as a call." in counted.stderr


def test_the_fix_of_the_diagnostic_writes_the_proposal(run: Run, vault: Path) -> None:
    assert "NL320" in run("check", vault, "--output-format", "concise").stdout
    run("check", vault, "--fix", "--select", "NL320")
    assert (vault / "Acme.md").read_text(encoding="utf-8") == ACME, "it is no safe fix"
    run("check", vault, "--fix", "--unsafe-fixes", "--select", "NL320")
    assert "- 2025-11-20 ask facilities: asked them for a room ^a1" in note(vault)
    assert "NL320" not in run("check", vault, "--output-format", "concise").stdout
