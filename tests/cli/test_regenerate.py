import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run

WEEK = "Netlead/This week.md"


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_main_job(run: Run, vault: Path) -> None:
    before = tree(vault)
    first = run("regenerate", vault)
    assert first.exit_code == 0
    lines = first.stdout.splitlines()
    assert lines[0] == "Read 19 notes: 6 people, 13 organisations, 104 entries."
    assert lines[-1].startswith("Look first at Netlead/This week.md: ")
    assert "[[" not in lines[-1]
    after = tree(vault)
    assert {path: after[path] for path in before} == before, "the user's notes are byte-identical"
    assert all(path.startswith("Netlead/") for path in after.keys() - before.keys())
    second = run("regenerate", vault)
    assert "Nothing to write: " in second.stdout
    assert tree(vault) == after


def test_quiet_says_nothing_and_verbose_says_more(run: Run, vault: Path) -> None:
    assert run("regenerate", vault, "--quiet").output == ""
    assert "read 19 notes in" in run("regenerate", vault, "--verbose", "--no-cache").stderr


def test_check_writes_nothing_and_names_what_is_stale_edited_or_no_longer_due(run: Run, vault: Path) -> None:
    stale = run("regenerate", vault, "--check")
    assert stale.exit_code == 3
    assert f"stale: {WEEK}\n" in stale.stdout
    assert not (vault / "Netlead").exists()
    run("regenerate", vault)
    fine = run("regenerate", vault, "--check")
    assert (fine.exit_code, fine.stdout.startswith("All ")) == (0, True)
    with (vault / WEEK).open("a", encoding="utf-8") as file:
        file.write("mine\n")
    (vault / "Organisations" / "Civic Labs.md").unlink()
    before = tree(vault)
    edited = run("regenerate", vault, "--check")
    assert edited.exit_code == 3
    assert f"edited: {WEEK}\n" in edited.stdout
    assert tree(vault) == before


def test_an_edited_page_is_kept_and_reported(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    with (vault / WEEK).open("a", encoding="utf-8") as file:
        file.write("my own thought\n")
    told = run("regenerate", vault)
    assert told.exit_code == 0
    assert "your version is kept as Netlead/This week (my edit).md" in told.stderr
    assert "not read" not in told.stderr
    kept = (vault / "Netlead" / "This week (my edit).md").read_text(encoding="utf-8")
    assert "my own thought" in kept
    assert "generated-by" not in kept
    assert run("regenerate", vault).stderr == ""


def test_notes_in_the_output_folder_are_not_lost_in_silence(run: Run, vault: Path) -> None:
    (vault / "netlead.toml").write_text('as_of = 2026-06-30\noutput = "People"\n', encoding="utf-8")
    notes = tree(vault / "People")
    said = "6 notes of yours in People/ are not read: the output folder holds pages only"
    for _ in range(3):  # made, made again, remembered
        assert said in run("regenerate", vault).stderr
    told = run("doctor", vault).stdout
    assert "warn output: 6 notes of yours in People/ cannot count: Bo Lind.md" in told
    run("regenerate", vault, "--remove")
    assert tree(vault / "People") == notes


def test_remove_takes_all_our_pages_away(run: Run, vault: Path) -> None:
    before = tree(vault)
    run("regenerate", vault)
    gone = run("regenerate", vault, "--remove")
    assert gone.exit_code == 0
    assert tree(vault) == before
    assert not (vault / "Netlead").exists()


def test_findings_fail_only_a_strict_run(run: Run, vault: Path) -> None:
    (vault / "Bad.md").write_bytes(b"---\ntype: person\n---\nRen\xe9e\n")
    assert run("regenerate", vault).exit_code == 0
    assert run("regenerate", vault, "--strict").exit_code == 1
    (vault / "netlead.toml").write_text("as_of = 2026-06-30\nfail_on = 'never'\n", encoding="utf-8")
    assert run("regenerate", vault, "--strict").exit_code == 0


def test_an_empty_vault_gets_pages_that_say_what_to_do_first(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("regenerate", empty).exit_code == 0
    assert sorted(tree(empty)) == [
        f"Netlead/{page}.md" for page in ("Notes health", "This week", "Trust without support")
    ]


def test_unreadable_notes_are_named_with_place_and_cure_and_harm_nobody(run: Run, vault: Path) -> None:
    run("regenerate", vault)
    ledger = (vault / "Netlead" / "Ledgers" / "Harbour Trust ledger.md").read_bytes()
    (vault / "Bad.md").write_bytes(b"# x\nRen\xe9e\n")
    (vault / "Nul.md").write_bytes(b"a\0b")
    (vault / "Loop.md").symlink_to("Loop.md")
    (vault / "Deep.md").write_text("[" * 30_000, encoding="utf-8")
    (vault / "Long.md").write_text("- 2026-01-01 call: x\n" * 100_000, encoding="utf-8")
    bomb = "---\na: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    (vault / "Bomb.md").write_text(bomb + "---\n", encoding="utf-8")
    told = run("regenerate", vault)
    assert told.exit_code == 0
    assert "Bad.md:2:4: error[NL001]" in told.stderr
    assert "Nul.md:1:2: error[NL002]" in told.stderr
    assert "Loop.md:1:1: " in told.stderr
    assert "  help: save the note as UTF-8" in told.stderr
    assert "; 3 could not be read." in told.stdout
    assert "Traceback" not in told.output
    now = (vault / "Netlead" / "Ledgers" / "Harbour Trust ledger.md").read_bytes()
    assert now.splitlines()[6:8] == ledger.splitlines()[6:8], "the figures of others stand"


def test_wrong_config_is_told_at_once_and_broken_config_ends_the_run(run: Run, vault: Path) -> None:
    config = vault / "netlead.toml"
    config.write_text("as_of = 2026-06-30\noutptu = 'x'\n", encoding="utf-8")
    told = run("regenerate", vault)
    assert told.exit_code == 0
    assert "netlead.toml:2:1: warning[NL902] no setting is named 'outptu'" in told.stderr
    assert "did you mean `output`?" in told.stderr
    config.write_text("a = 1\nsize = [\n", encoding="utf-8")
    before = tree(vault)
    for command in ("regenerate", "check"):
        broken = run(command, vault)
        assert broken.exit_code == 2
        assert "netlead.toml:" in broken.stderr
        assert "help: mend that line" in broken.stderr
    assert tree(vault) == before


def test_output_that_is_a_file(run: Run, vault: Path) -> None:
    (vault / "Netlead").write_text("mine", encoding="utf-8")
    told = run("regenerate", vault)
    assert told.exit_code == 2
    assert "Netlead: the output folder is a file\nhelp: move that file away" in told.stderr


def test_a_vault_that_cannot_be_written(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(vault / "Netlead"))

    monkeypatch.setattr("netlead_md.vault.atomic_write.Path.mkdir", refuse)
    monkeypatch.setattr("netlead_md.vault.lock.Path.mkdir", refuse)
    told = run("regenerate", vault)
    assert told.exit_code == 2
    assert "Traceback" not in told.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_vault(run: Run, vault: Path) -> None:
    vault.chmod(0o555)
    try:
        told = run("regenerate", vault)
    finally:
        vault.chmod(0o755)
    assert told.exit_code == 2
    assert "Netlead: cannot write: permission denied\nhelp: make the folder writable" in told.stderr


def test_the_last_line_shows_names_as_they_are_not_as_markdown_writes_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "netlead.toml").write_text("as_of = 2026-06-30\n", encoding="utf-8")
    note = tmp_path / "Acme $5 ~1.md"
    note.write_text("---\ntype: organisation\n---\n- [ ] 2026-06-20 send <b>it</b>\n", encoding="utf-8")
    last = run("regenerate", tmp_path).stdout.splitlines()[-1]
    assert last.endswith("with Acme $5 ~1, do it first: “send <b>it</b>”.")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_day_and_the_last_are_days_like_others(run: Run, vault: Path, day: str) -> None:
    assert run("regenerate", vault, "--as-of", day).exit_code == 0
