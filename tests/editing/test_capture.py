"""`log`, `review` and `new` through the command line, on small vaults of every manner."""

import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead
from netlead_md.editing.note_edits import CHANGED, apply_note_changes
from netlead_md.editing.undo_journal import NoteChange

ADA = "---\ntype: person\naliases: [Lady L]\n---\n"


def vault(folder: Path, notes: Mapping[str, str]) -> Path:
    (folder / ".obsidian").mkdir()
    for path, text in notes.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(netlead, [*map(str, words), "--as-of", "2026-06-30"])


LOGS = {
    "oldest first": ("## Log\n\n- 2026-01-02 call\n\n## Next\n", "## Log\n\n- 2026-01-02 call\n{}\n\n## Next\n"),
    "newest first": (
        "- 2026-03-02 call\n- 2026-01-02 call\n",
        "{}\n- 2026-03-02 call\n- 2026-01-02 call\n",
    ),
    "behind what is nested": (
        "* 2026-01-02 meeting: x\n  - pledge room: y\n\nBye.\n",
        "* 2026-01-02 meeting: x\n  - pledge room: y\n{}\n\nBye.\n",
    ),
    "no log": ("Words.\n", "Words.\n\n## Log\n\n{}\n"),
    "empty section": ("## Journal\n\n## Other\nx\n", "## Journal\n\n{}\n\n## Other\nx\n"),
    "no final newline": ("## Log\n- 2026-01-02 call", "## Log\n- 2026-01-02 call\n{}"),
    "lines end as in DOS": ("## Log\r\n- 2026-01-02 call  \r\n", "## Log\r\n- 2026-01-02 call  \r\n{}\r\n"),
    "dates as links": ("- [[2026-01-02]] call\n", "- [[2026-01-02]] call\n{}\n"),
    "a log in code is none": (
        "```\n## Log\n- 2026-01-02 call\n```\n",
        "```\n## Log\n- 2026-01-02 call\n```\n\n## Log\n\n{}\n",
    ),
    "date headings in a log": (
        "## Log\n\n### 2026-01-02\n\nFish.\n\n### 2026-03-02\nSoup.\n\n## End\n",
        "## Log\n\n### 2026-01-02\n\nFish.\n\n### 2026-03-02\nSoup.\n\n### 2026-06-30\n\n{}\n\n## End\n",
    ),
    "date headings": ("### 2026-01-02 | lunch\n\nFish.\n", "### 2026-06-30\n\n{}\n\n### 2026-01-02 | lunch\n\nFish.\n"),
}


@pytest.mark.parametrize("manner", LOGS)
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_line_goes_where_the_others_stand_and_no_other_byte_changes(tmp_path: Path, manner: str, bom: str) -> None:
    before, after = LOGS[manner]
    ada = ADA.replace("\n", "\r\n") if "\r" in before else ADA
    vault(tmp_path, {"People/Ada.md": bom + ada + before})
    result = run("log", "Ada", "call 20m: about the room", tmp_path)
    assert result.exit_code == 0, result.output
    bullet = "* " if before.startswith("*") else "- "
    date = "[[2026-06-30]]" if "[[" in before else "2026-06-30"
    line = f"{bullet}{date} call 20m: about the room"
    assert (tmp_path / "People/Ada.md").read_bytes().decode() == bom + ada + after.format(line)


def test_a_date_in_the_line_wins_and_finds_its_place(tmp_path: Path) -> None:
    vault(tmp_path, {"People/Ada.md": ADA + "- 2026-01-02 call\n- 2026-03-02 call\n"})
    assert run("log", "lady l", "2026-02-01 dinner: fish", "--vault", tmp_path).exit_code == 0
    expected = "- 2026-01-02 call\n- 2026-02-01 dinner: fish\n- 2026-03-02 call\n"
    assert (tmp_path / "People/Ada.md").read_text() == ADA + expected


@pytest.mark.parametrize(
    ("line", "caret"),
    [
        ("pledge facilities emial: a room", "^^^^^"),
        ("task good a report", "^"),
        ("2026-02-30 call: x", "^^^^^^^^^^"),
        ("cal 20m: x", "^^^"),
        ("meeeting 1h: x", "^^^^^^^^"),
    ],
)
def test_what_would_be_misread_is_shown_and_not_written(tmp_path: Path, line: str, caret: str) -> None:
    vault(tmp_path, {"People/Ada.md": ADA})
    result = run("log", "Ada", line, tmp_path)
    assert result.exit_code == 1
    assert f" {caret}" in result.output
    assert (tmp_path / "People/Ada.md").read_text() == ADA


def test_a_day_that_says_nothing_where_it_stands_is_told_of_a_line_that_is_written(tmp_path: Path) -> None:
    vault(tmp_path, {"Acme.md": "---\ntype: organisation\n---\n"})
    told = run("log", "Acme", "ask facilities: a room by 2026-12-24", tmp_path)
    assert (tmp_path / "Acme.md").read_text(encoding="utf-8").endswith("ask facilities: a room by 2026-12-24\n")
    assert told.exit_code == 0
    assert "Acme.md:7:14: warning[NL411] `by 2026-12-24` behind the colon is no more than words" in told.stdout
    for line in ("ask facilities by 2026-12-24: a room", "call: they decide by 2026-12-24"):
        assert "NL411" not in run("log", "Acme", line, tmp_path).stdout


@pytest.mark.parametrize("dashes", [["--"], []])
def test_a_line_copied_with_its_bullet_is_no_option(tmp_path: Path, dashes: list[str]) -> None:
    vault(tmp_path, {"People/Ada.md": ADA})
    words = ["log", "--as-of", "2026-06-30", *dashes, "Ada", "- [ ] 2026-09-01 send it", str(tmp_path)]
    assert CliRunner().invoke(netlead, words).exit_code == 0
    assert "\n- [ ] 2026-09-01 send it\n" in (tmp_path / "People/Ada.md").read_text()


def test_names_that_fit_several_or_nobody(tmp_path: Path) -> None:
    vault(tmp_path, {"People/Ada.md": ADA, "Work/People/Ada.md": ADA, "People/Berta Klein.md": ADA, "Soup.md": "x"})
    several = run("log", "ada", "call", tmp_path)
    assert several.exit_code == 2
    assert "People/Ada.md\n" in several.output
    assert "Work/People/Ada.md\n" in several.output
    assert "did you mean 'Berta Klein'" in run("log", "Berta Kline", "call", tmp_path).output
    assert run("log", "Soup", "call", tmp_path).exit_code == 2
    assert run("log", "Work/People/Ada", "call", tmp_path).exit_code == 0


def test_words_without_quotes_are_no_vault(tmp_path: Path) -> None:
    vault(tmp_path, {"People/Ada.md": ADA})
    result = run("log", "Ada", "call", "about")
    assert result.exit_code == 2
    assert "quotes" in result.output


@pytest.mark.parametrize(
    ("words", "cure"),
    [
        ("yesterday call 20m: x", "2026-06-29 call 20m: x"),
        ("Monday: call x", "2026-06-29 call x"),
        ("tuesday call x", "2026-06-23 call x"),  # the 30th is a Tuesday: the last one is meant
        ("tomorrow meeting: x", "2026-07-01 meeting: x"),
        ("today call: x", "call: x"),
        ("30.06.2026 call: x", "2026-06-30 call: x"),
        ("03/04/2026 call: x", "YYYY-MM-DD call: x"),
        ("3 June 2026: call x", "2026-06-03 call x"),
        ("3rd June call: x", "YYYY-MM-DD call: x"),
    ],
)
def test_a_day_in_words_is_answered_with_the_day(tmp_path: Path, words: str, cure: str) -> None:
    vault(tmp_path, {"People/Ada.md": ADA})
    told = run("log", "Ada", words, tmp_path)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.endswith(f'help: write "{cure}"\n')
    assert (tmp_path / "People/Ada.md").read_text(encoding="utf-8") == ADA


def test_a_day_in_words_within_words_is_none(tmp_path: Path) -> None:
    vault(tmp_path, {"People/Ada.md": ADA})
    assert run("log", "Ada", "yesterday we spoke of the bridge", tmp_path).exit_code == 0


@pytest.mark.parametrize(
    ("before", "where"),
    [
        (("Journal/2026-06-29.md", "2026-01-02.md"), "Journal/2026-06-30.md"),
        (("Days/2025/12/2025-12-31.md", "Plans/2025-12.md"), "Days/2026/06/2026-06-30.md"),
        (("Days/2026-05/2026-05-31.md",), "Days/2026-06/2026-06-30.md"),
        ((), "2026-06-30.md"),
    ],
)
def test_a_new_daily_note_lies_where_the_others_do(tmp_path: Path, before: tuple[str, ...], where: str) -> None:
    vault(tmp_path, {"People/Ada.md": ADA, **dict.fromkeys(before, "")})
    assert run("log", "Ada", "call: x", "--daily", tmp_path).exit_code == 0
    assert (tmp_path / where).read_text(encoding="utf-8") == "- call: [[Ada]] x\n"


def test_daily_note_is_found_or_made(tmp_path: Path) -> None:
    settings = '{"folder": "Days", "format": "YYYY/dddd, Do MMMM YYYY"}'
    vault(tmp_path, {".obsidian/daily-notes.json": settings, "People/Ada.md": ADA})
    for line in ("call 20m about the room", "pledge room: spring"):
        result = run("log", "Ada", line, tmp_path, "--daily")
        assert result.exit_code == 0, result.output
    text = (tmp_path / "Days/2026/Tuesday, 30th June 2026.md").read_text()
    assert text == "- call 20m: [[Ada]] about the room\n- pledge room: [[Ada]] spring\n"
    assert run("log", "Ada", "pledge room spring", tmp_path, "--daily").exit_code == 1
    assert (tmp_path / "People/Ada.md").read_text() == ADA


def test_review_and_dry_run(tmp_path: Path) -> None:
    vault(tmp_path, {"People/Ada.md": ADA})
    shown = run("review", "Ada", "pause", "--until", "2026-09-01", tmp_path, "--dry-run")
    assert "+- 2026-06-30 review pause until 2026-09-01:" in shown.output
    assert (tmp_path / "People/Ada.md").read_text() == ADA
    assert run("review", "Ada", "let-go", "--because", "she moved", tmp_path).exit_code == 0
    assert (tmp_path / "People/Ada.md").read_text().endswith("\n- 2026-06-30 review let-go: she moved\n")
    assert run("review", "Ada", "forget", tmp_path).exit_code == 2
    late = run("review", "Ada", "pause", "--until", "2026-06-30", tmp_path)
    assert (late.exit_code, "2026-06-30 is no day to come: today is 2026-06-30" in late.output) == (2, True)
    assert (tmp_path / "People/Ada.md").read_text().endswith("\n- 2026-06-30 review let-go: she moved\n")


def test_new_note_has_the_shape_of_the_others(tmp_path: Path) -> None:
    vault(tmp_path, {"CRM/Ada.md": "---\ntags: [person]\n---\n"})
    assert run("new", "contact", "Berta: Klein", tmp_path).exit_code == 0
    assert (tmp_path / "CRM/Berta- Klein.md").read_text() == '---\ntags: [person]\naliases: ["Berta: Klein"]\n---\n'
    assert run("new", "person", "ADA", tmp_path).exit_code == 2
    assert "did you mean 'person'" in run("new", "persn", "Cy", tmp_path).output
    assert run("new", "person", "../../Eve", tmp_path).exit_code == 0
    assert sorted(path.name for path in tmp_path.parent.glob("*.md")) == []


def test_completion_offers_names(tmp_path: Path) -> None:
    vault(tmp_path, {"People/Ada Lovelace.md": ADA, "2026-06-30.md": ""})
    words = {
        "_NETLEAD_COMPLETE": "bash_complete",
        "COMP_WORDS": f"netlead log --vault {tmp_path} ad",
        "COMP_CWORD": "4",
    }
    result = CliRunner().invoke(netlead, [], prog_name="netlead", env=words)
    assert "Ada Lovelace" in result.output


def test_a_note_that_changes_meanwhile_stays(tmp_path: Path) -> None:
    vault(tmp_path, {"Ada.md": "theirs"})
    change = NoteChange("Ada.md", b"mine", b"new")
    assert [each.why for each in apply_note_changes(tmp_path, [change], "log").refused] == [CHANGED]
    assert (tmp_path / "Ada.md").read_text() == "theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".obsidian", "Ada.md"]


def test_modes_stay_and_links_are_not_followed_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "vault", tmp_path / "else.md"
    inside.mkdir()
    vault(inside, {"People/Ada.md": ADA})
    (inside / "People/Ada.md").chmod(0o600)
    assert run("log", "Ada", "call", inside).exit_code == 0
    assert stat.S_IMODE((inside / "People/Ada.md").stat().st_mode) == 0o600
    outside.write_text(ADA)
    (inside / "People/Eve.md").symlink_to(outside)
    assert run("log", "Eve", "call", inside).exit_code == 2
    assert outside.read_text() == ADA


def test_letters_that_only_join_and_spaces_that_do_not_break_are_letters(tmp_path: Path) -> None:
    vault(tmp_path, {"People/Ada\u00a0Lovelace 👩\u200d🔬.md": ADA, "People/می\u200cخواهم.md": ADA})
    assert run("log", "Ada Lovelace 👩\u200d🔬", "call: with\u00a0a 👩\u200d🔬", tmp_path).exit_code == 0
    assert "with\u00a0a 👩\u200d🔬" in (tmp_path / "People/Ada\u00a0Lovelace 👩\u200d🔬.md").read_text("utf-8")
    assert run("log", "می\u200cخواهم", "call", tmp_path).exit_code == 0
    assert run("new", "person", "Bo 👨\u200d👩\u200d👧", tmp_path).exit_code == 0
    assert run("log", "می\u200cخواهم", "call: \x1b[31m", tmp_path).exit_code == 2
    assert run("log", "می\u200cخواهم", "call: \u202eback", tmp_path).exit_code == 2


@pytest.mark.parametrize("others", ["Words.\n", "# Ada\n\n## Log\n\n- 2026-01-01 call: x\n", "---\n---\n"])
def test_new_note_that_its_folder_tells_has_a_title_and_nothing_empty(tmp_path: Path, others: str) -> None:
    vault(tmp_path, {"People/Ada.md": others, "People/Ben.md": others})
    assert run("new", "person", "Berta Klein", tmp_path).exit_code == 0
    assert (tmp_path / "People/Berta Klein.md").read_text() == "# Berta Klein\n"
    assert run("log", "Berta Klein", "call 20m", tmp_path).exit_code == 0
    assert (tmp_path / "People/Berta Klein.md").read_text() == "# Berta Klein\n\n## Log\n\n- 2026-06-30 call 20m\n"


@pytest.mark.parametrize("name", ["Brook Fund", "Ann Example", "cy hill", "Mill Trust"])
def test_a_line_goes_to_whoever_the_vault_knows_by_that_name(name: str, tmp_path: Path) -> None:
    notes = {
        "Funders/Brook Fund.md": "---\ntype: funder\n---\n",
        "People/Ann Example/index.md": "---\nrole: Chair\n---\n",
        "People/cy.md": "---\nname: Cy Hill\ncompany: '[[Brook Fund|the fund]]'\n---\n",
        "Organisations/mill-trust.md": "---\ntitle: Mill Trust\n---\n",
    }
    where = vault(tmp_path, notes)
    done = run("log", name, "2026-06-01 call: about the room", where)
    assert done.exit_code == 0, done.output
    written = {path for path, text in notes.items() if (where / path).read_text(encoding="utf-8") != text}
    assert len(written) == 1
