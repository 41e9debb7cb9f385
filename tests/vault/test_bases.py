"""`.base` files are owned as pages are: written if ours, kept if edited, removed when no longer due (SPEC §4)."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead

EDIT = "Netlead/People (my edit).base"


def regenerate(vault: Path, *more: str) -> int:
    return CliRunner().invoke(netlead, ["regenerate", "--quiet", *more, str(vault)]).exit_code


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    (tmp_path / "People").mkdir()
    (tmp_path / "People" / "Ada.md").write_text("A friend.\n", encoding="utf-8")
    (tmp_path / "netlead.toml").write_text("bases = true\n", encoding="utf-8")
    assert regenerate(tmp_path) == 0
    return tmp_path


def base(vault: Path) -> Path:
    return vault / "Netlead" / "People.base"


def test_it_carries_our_marker_and_a_second_run_writes_nothing(vault: Path) -> None:
    first = base(vault).read_text("utf-8").splitlines()[0]
    assert first.startswith("# generated-by: netlead, format: 2, content-hash: ")
    assert regenerate(vault, "--check") == 0


def test_one_that_is_no_longer_due_is_removed(vault: Path) -> None:
    (vault / "netlead.toml").write_text("bases = false\n", encoding="utf-8")
    regenerate(vault)
    assert not base(vault).exists()
    assert (vault / "Netlead" / "This week.md").exists()


def test_an_edited_one_is_kept_unmarked_and_written_anew(vault: Path) -> None:
    ours = base(vault).read_text("utf-8")
    base(vault).write_text(ours + "    limit: 5\n", encoding="utf-8")
    assert regenerate(vault, "--check") == 3
    regenerate(vault)
    assert base(vault).read_text("utf-8") == ours
    assert (vault / EDIT).read_text("utf-8") == ours.partition("\n")[2] + "    limit: 5\n"


def test_one_that_obsidian_wrote_anew_without_the_comment_is_the_users(vault: Path) -> None:
    theirs = "views:\n  - type: cards\n    name: Mine\n"
    base(vault).write_text(theirs, encoding="utf-8")
    assert regenerate(vault) == 0
    assert regenerate(vault, "--check") == 0
    assert base(vault).read_text("utf-8") == theirs
    base(vault).unlink()
    regenerate(vault)
    assert "generated-by" in base(vault).read_text("utf-8")


def test_one_of_a_newer_netlead_stays(vault: Path) -> None:
    newer = base(vault).read_text("utf-8").replace("format: 2", "format: 3")
    base(vault).write_text(newer, encoding="utf-8")
    regenerate(vault)
    assert base(vault).read_text("utf-8") == newer


def test_remove_takes_it_away(vault: Path) -> None:
    regenerate(vault, "--remove")
    assert not base(vault).exists()
