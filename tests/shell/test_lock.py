from pathlib import Path

import pytest

from netlead_md.shell.lock import one_at_a_time
from netlead_md.shell.misuse import Misuse


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_one_watch_a_vault(tmp_path: Path) -> None:
    vault, other = tmp_path / "vault", tmp_path / "other"
    vault.mkdir()
    other.mkdir()
    with one_at_a_time(vault, "watch"):
        for role in ("watch", "regenerate"):
            with pytest.raises(Misuse, match="another netlead watch"), one_at_a_time(vault, role, wait=0.1):
                pass
        with one_at_a_time(other, "watch"):
            pass
    with one_at_a_time(vault, "regenerate"):
        pass
    assert list(vault.iterdir()) == []


def test_a_regenerate_waits_for_another_and_then_says_so(tmp_path: Path) -> None:
    with (
        one_at_a_time(tmp_path, "regenerate"),
        pytest.raises(Misuse, match="another netlead regenerate"),
        one_at_a_time(tmp_path, "regenerate", wait=0.1),
    ):
        pass


def test_a_folder_for_locks_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    vault = tmp_path / "vault"
    vault.mkdir()
    with one_at_a_time(vault, "watch"), pytest.raises(Misuse), one_at_a_time(vault, "watch"):
        pass
