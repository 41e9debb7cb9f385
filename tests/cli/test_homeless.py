"""A user without a home, as in a container that runs as a bare number: all works, and nothing is kept."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows always has a home")


@pytest.fixture(autouse=True)
def _homeless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def nobody(uid: int) -> None:
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    for name in ("HOME", "USER", "LOGNAME", "LNAME", "USERNAME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "tmp"))


def test_pages_are_written_and_nothing_is_kept(run: Run, vault: Path, tmp_path: Path) -> None:
    first, second = run("regenerate", vault), run("regenerate", vault)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "Nothing to write" in second.stdout
    assert run("check", vault).exit_code == 0
    left = {path.name.rpartition(".")[2] for path in (tmp_path / "tmp").rglob("*") if path.is_file()}
    assert left <= {"lock"}
    assert list((tmp_path / "here").iterdir()) == []


def test_doctor_says_so(run: Run, vault: Path) -> None:
    assert "\nwarn cache: you have no home folder, so every run reads all notes anew\n" in run("doctor", vault).stdout


def test_nobody_is_forgotten_without_a_copy(run: Run, vault: Path) -> None:
    before = (vault / "People" / "Ines Okafor.md").read_bytes()
    refused = run("forget", "Ines Okafor", vault, "--apply")
    assert (refused.exit_code, "you have no home folder" in refused.stderr) == (2, True)
    assert (vault / "People" / "Ines Okafor.md").read_bytes() == before
