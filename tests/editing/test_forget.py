"""`forget`: every mention found, what is safe removed, a copy outside the vault, and the rest byte for byte."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead

ADA = "---\ntype: person\naliases: [Countess of L]\nemail: ada@x.org\n---\n- 2026-01-02 call: secret\n"
KNOWS = '  - "[[Ada Lovelace]]"\r\n'
BOB = f'---\r\ntype: person\r\nknows:\r\n{KNOWS}  - "[[Cy]]"\r\n---\r\nAda Lovelace is kind.\r\n'
NOTES = {
    "People/Ada Lovelace.md": ADA,
    "People/Bob.md": BOB,
    "People/Cy.md": "---\ntype: person\nmet_through: '[[Ada Lovelace|her]]'\n---\nWrite to ADA@x.org.",
    "2026-06-01.md": "- call: [[ada lovelace]] about maths\n- lunch: with [[Bob]] and [[Ada Lovelace]]\n- swam\n",
    "Days/Lunch with Ada Lovelace.md": "# Fish\n",
    "Soup.md": "Leeks, and the countess of l.\n",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / ".obsidian").mkdir(parents=True)
    for path, text in NOTES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


def run(vault: Path, *words: str) -> Result:
    environment = {"XDG_DATA_HOME": str(vault.parent / "data")}
    return CliRunner().invoke(netlead, ["forget", *words, str(vault), "--as-of", "2026-06-30"], env=environment)


def texts(vault: Path) -> Mapping[str, str]:
    return {path.relative_to(vault).as_posix(): path.read_bytes().decode() for path in sorted(vault.rglob("*.md"))}


def test_a_dry_run_names_every_mention_and_changes_nothing(vault: Path) -> None:
    result = run(vault, "countess of l")
    assert result.exit_code == 1
    for place in (
        "2026-06-01.md:1:9: link",
        "2026-06-01.md:2:27: link",
        "Days/Lunch with Ada Lovelace.md: file name",
        "People/Ada Lovelace.md: note",
        "People/Bob.md:4:6: link",
        "People/Bob.md:7:1: name",
        "People/Cy.md:3:15: link",
        "People/Cy.md:5:10: e-mail",
        "Soup.md:1:16: name",
    ):
        assert place in result.output
    assert texts(vault) == NOTES


def test_apply_removes_what_is_safe_and_leaves_the_rest(vault: Path) -> None:
    result = run(vault, "Ada Lovelace", "--apply")
    assert result.exit_code == 1
    assert "left: it stands in a sentence" in result.output
    assert "put the copy of their note back, and add --initials" in result.output
    assert texts(vault) == {
        "2026-06-01.md": "- lunch: with [[Bob]] and [[Ada Lovelace]]\n- swam\n",
        "Days/Lunch with Ada Lovelace.md": "# Fish\n",
        "People/Bob.md": BOB.replace(KNOWS, ""),
        "People/Cy.md": "---\ntype: person\n---\nWrite to ADA@x.org.",
        "Soup.md": NOTES["Soup.md"],
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a kind of file of POSIX")
def test_a_pipe_is_never_opened(vault: Path) -> None:
    os.mkfifo(vault / "Board.canvas")
    assert "Board.canvas" not in run(vault, "Ada Lovelace").output


def test_initials_leave_nothing_but_file_names(vault: Path) -> None:
    (vault / "Days/Lunch with Ada Lovelace.md").unlink()
    assert run(vault, "Ada Lovelace", "--apply", "--initials").exit_code == 0
    left = "".join(texts(vault).values()).lower()
    assert "lovelace" not in left
    assert "countess" not in left
    assert "ada@" not in left
    assert texts(vault)["2026-06-01.md"] == "- call: A. L. about maths\n- lunch: with [[Bob]] and A. L.\n- swam\n"
    assert run(vault, "Ada Lovelace").exit_code == 2


def test_copies_are_whole_private_and_outside(vault: Path) -> None:
    result = run(vault, "Ada Lovelace", "--apply", "--initials")
    (place,) = (vault.parent / "data/netlead/forgotten").iterdir()
    assert str(place) in result.output
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    for file in (path for path in place.rglob("*") if path.is_file()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.read_bytes().decode() == NOTES[file.relative_to(place).as_posix()]
    assert (place / "People/Ada Lovelace.md").is_file()


def test_a_namesake_is_left_alone(vault: Path) -> None:
    (vault / "Work").mkdir()
    (vault / "Work/Ada Lovelace.md").write_text("---\ntype: person\n---\n")
    result = run(vault, "People/Ada Lovelace", "--apply", "--initials")
    assert result.exit_code == 1
    assert "People/Bob.md:7:1: name 'Ada Lovelace' — left: this may be somebody else" in result.output
    assert [path.name for path in (vault / "Work").iterdir()] == ["Ada Lovelace.md"]


def test_an_apostrophe_that_single_quotes_double_hides_nobody(vault: Path) -> None:
    (vault / "People/Sean O'Neil.md").write_text("---\ntype: person\n---\n")
    (vault / "People/Cy.md").write_text("---\nmet_through: '[[Sean O''Neil]]'\ntitle: 'aide of Sean O''Neil'\n---\n")
    told = run(vault, "Sean O'Neil").output
    assert "People/Cy.md:2:15: link \"[[Sean O''Neil]]\"" in told
    assert "People/Cy.md:3:17: name \"Sean O''Neil\"" in told


def test_an_accent_behind_its_letter_is_the_same_letter_and_no_letter_of_its_own(vault: Path) -> None:
    (vault / "People" / "José Paz.md").write_text("---\ntype: person\n---\n", encoding="utf-8")
    (vault / "People" / "Jose.md").write_text("---\ntype: person\n---\n", encoding="utf-8")
    apart = "Jose\u0301 Paz"
    (vault / "Pasted.md").write_text(f"Met {apart} and her aunt.\n", encoding="utf-8")
    assert "Pasted.md:1:5: name" in run(vault, "José Paz").output
    assert "Pasted.md" not in run(vault, "Jose").output
