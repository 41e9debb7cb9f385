"""`forget`: every mention found, what is safe removed, a copy outside the vault, and the rest byte for byte."""

import os
import stat
import time
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
    environment = {"XDG_STATE_HOME": str(vault.parent / "state")}
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
    assert "becomes A. L." in result.output
    assert "1 page" not in result.output
    assert texts(vault) == {
        "2026-06-01.md": "- lunch: with [[Bob]] and [[Ada Lovelace]]\n- swam\n",
        "Days/Lunch with Ada Lovelace.md": "# Fish\n",
        "People/Bob.md": BOB.replace(KNOWS, "").replace("Ada Lovelace", "A. L."),
        "People/Cy.md": "---\ntype: person\n---\nWrite to A. L..",
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


def undo(vault: Path) -> Result:
    environment = {"XDG_STATE_HOME": str(vault.parent / "state")}
    return CliRunner().invoke(netlead, ["undo", str(vault)], env=environment)


def test_undo_takes_it_back_and_its_record_is_private(vault: Path) -> None:
    result = run(vault, "Ada Lovelace", "--apply", "--initials")
    assert "for 30 days" in result.output
    (place,) = (path for path in (vault.parent / "state/netlead/undo").iterdir() if path.is_dir())
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in place.iterdir()} == {0o600}
    assert undo(vault).exit_code == 0
    assert texts(vault) == NOTES


def test_a_record_of_forget_is_kept_for_thirty_days(vault: Path) -> None:
    assert run(vault, "Ada Lovelace", "--apply").exit_code == 1
    (record,) = (vault.parent / "state/netlead/undo").glob("*/*.done")
    old = time.time() - 31 * 86_400
    os.utime(record, (old, old))
    assert run(vault, "Bob", "--apply").exit_code in {0, 1}
    assert not record.exists()


def test_for_good_keeps_no_copy_and_older_records_that_hold_them_go(vault: Path) -> None:
    state = vault.parent / "state/netlead/undo"
    environment = {"XDG_STATE_HOME": str(vault.parent / "state")}
    (vault / "People/Eve.md").write_text("---\ntype: person\n---\n", encoding="utf-8")
    for name in ("Ada Lovelace", "Eve"):
        logged = CliRunner().invoke(netlead, ["log", name, "call: hello", str(vault)], env=environment)
        assert logged.exit_code == 0, logged.output
    assert len(list(state.glob("*/*.done"))) == 2
    result = run(vault, "Ada Lovelace", "--for-good")
    assert "nothing takes it back" in result.output
    assert "1 older undo record that held them went too" in result.output
    assert len(list(state.glob("*/*.done"))) == 1


LINES = {
    "- 2026-05-01 ask: a desk, through Ada Lovelace\n": "- 2026-05-01 ask: a desk, through A. L.\n",
    "- 2026-05-02 coffee: he spoke of [[Ada Lovelace]]\n": "- 2026-05-02 coffee: he spoke of A. L.\n",
    "Met _Ada Lovelace_ and **Ada** **Lovelace**.\n": "Met _A. L._ and **A. L.**.\n",
    "A no-break space: Ada\u00a0Lovelace\n": "A no-break space: A. L.\n",
    "Lovelace, Ada is on the list\n": "A. L. is on the list\n",
    "see #AdaLovelace and #ada-lovelace\n": "see A. L. and A. L.\n",
    "Ring +44 (0)1234 567-890 or 01234 567890\n": "Ring A. L. or A. L.\n",
    "https://linkedin.com/in/ada-x/\n": "https://A. L./\n",
}


@pytest.mark.parametrize("line", LINES)
def test_every_form_is_found_and_the_line_of_somebody_else_stays(vault: Path, line: str) -> None:
    extra = 'phone: ["+44 1234 567890"]\nlinkedin: https://www.linkedin.com/in/ada-x\n---\n'
    (vault / "People/Ada Lovelace.md").write_text(ADA.replace("---\n- ", f"{extra}- "), encoding="utf-8")
    note = vault / "People/Dee.md"
    note.write_text(f"---\ntype: person\n---\n{line}", encoding="utf-8")
    assert run(vault, "Ada Lovelace", "--apply").exit_code == 1
    assert note.read_text("utf-8") == f"---\ntype: person\n---\n{LINES[line]}"


@pytest.mark.parametrize(
    "text",
    [
        "---\norganisation: '[[Ada Lovelace Institute]]'\n---\n- 2026-05-01 call: at the Ada Lovelace Institute\n",
        "- 2026-05-01 call: [[Ada Lovelace Institute|them]]\n",
        "- 2026-05-01 call: the Ada Lovelace Prize\n",
    ],
)
@pytest.mark.parametrize("option", ["--apply", "--initials"])
def test_a_longer_name_is_another_name(vault: Path, text: str, option: str) -> None:
    (vault / "Ada Lovelace Institute.md").write_text("---\ntype: organisation\n---\n", encoding="utf-8")
    (vault / "People/Dee.md").write_text(text, encoding="utf-8")
    run(vault, "Ada Lovelace", "--apply", option)
    assert (vault / "People/Dee.md").read_text("utf-8") == text
    assert (vault / "Ada Lovelace Institute.md").is_file()


def test_what_cannot_be_changed_is_listed(vault: Path) -> None:
    (vault / ".trash").mkdir()
    (vault / ".trash/Ada Lovelace.md").write_text("old\n", encoding="utf-8")
    (vault / ".trash/Fish.md").write_text("ada@x.org\n", encoding="utf-8")
    (vault / "Plan.canvas").write_text('{"nodes":[{"text":"Ada Lovelace"}]}', encoding="utf-8")
    (vault / "Two.md").write_text("> with Ada\n> Lovelace there\n", encoding="utf-8")
    (vault / "Refs.md").write_text("[her][1]\n\n[1]: People/Ada%20Lovelace.md\n", encoding="utf-8")
    told = run(vault, "Ada Lovelace").output
    for place in (".trash/Ada Lovelace.md: bin", ".trash/Fish.md: bin", "Plan.canvas:1", "Two.md:1:8", "Refs.md:3:"):
        assert place in told, told


def test_a_dry_run_tells_what_apply_does(vault: Path) -> None:
    told = run(vault, "Ada Lovelace").output
    assert run(vault, "Ada Lovelace", "--apply").output.startswith(told.rpartition("\n")[0].rpartition("\n")[0])


def test_a_name_in_a_script_without_blanks(vault: Path) -> None:
    (vault / "People/王小明.md").write_text("---\ntype: person\n---\n", encoding="utf-8")
    (vault / "People/Dee.md").write_text("---\ntype: person\n---\n和王小明吃饭\n", encoding="utf-8")
    assert "People/Dee.md:4:2: name" in run(vault, "王小明").output


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
