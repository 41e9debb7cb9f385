import datetime as dt
from pathlib import Path

import pytest

from netlead_md.setup import check_setup
from netlead_md.vault.session import Session
from tests.setup.test_init import Run, put, run

__all__ = ["run"]


def lines(run: Run, vault: Path) -> dict[str, str]:
    """Subject to its line."""
    return {line[5:].partition(":")[0]: line for line in run("doctor", vault).stdout.splitlines()}


def test_a_sound_vault_is_ok_in_every_line(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"People/Ada.md": "---\ncompany: Acme\n---\n"})
    done = run("doctor", tmp_path)
    assert done.exit_code == 0
    assert {line[:4] for line in done.stdout.splitlines()} == {"ok  "}
    assert "ok   mapping: 1 person, 1 organisation, 0 entries" in done.stdout.splitlines()


def test_what_deserves_a_look_is_a_warning(run: Run, tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            ".obsidian/daily-notes.json": '{"folder": "Daily", "format": "YYYY-MM-DD"}',
            "Daily/2026-01-02.md": "",
            "Daily/Second of May.md": "",
            "netlead.toml": '\ncapacity_orgs = "many"\n',
            "Old/This week.md": "---\ngenerated-by: netlead\nformat: 1\ncontent-hash: x\n---\n",
        },
    )
    (tmp_path / "bad.md").write_bytes(b"\xff\x00")
    put(tmp_path, {".obsidian/app.json": '{"userIgnoreFilters": ["Archive/"]}', "Archive/Old.md": ""})
    said = lines(run, tmp_path)
    assert said["vault"].endswith("1 left out (templates, excluded in Obsidian, sync copies): Archive/Old.md")
    assert run("doctor", tmp_path).exit_code == 0
    assert said["config"].startswith("warn config: netlead.toml: capacity_orgs (line 2)")
    assert said["mapping"].startswith("warn mapping: no note of a person")
    assert said["daily notes"].endswith("1 do not fit the format YYYY-MM-DD: Daily/Second of May.md")
    assert said["unreadable"].startswith("warn unreadable: 1 note cannot be read: bad.md")
    assert said["old pages"].startswith("warn old pages: 1 of our pages stand outside Netlead/")


@pytest.mark.parametrize("files", [{"Netlead": "a file"}, {"netlead.toml": "output = "}])
def test_what_cannot_work_fails(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    put(tmp_path, files)
    done = run("doctor", tmp_path)
    assert done.exit_code == 1
    assert sum(line.startswith("fail ") for line in done.stdout.splitlines()) == 1


def test_folders_beyond_the_limit_of_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = put(tmp_path / "vault", {"a/b/c/N.md": ""})
    (tmp_path / "limit").write_text("3\n", encoding="ascii")
    monkeypatch.setattr("sys.platform", "linux")
    opened = Session(vault)
    seen = opened.look()
    checks = check_setup(seen, opened.refresh(seen, dt.date(2026, 6, 30)), tmp_path / "limit")
    (watch,) = [check for check in checks if check.subject == "watch"]
    assert watch.status == "warn"
    assert watch.words.startswith("4 folders, and the limit is 3")
    assert "max_user_watches=524288" in watch.words
