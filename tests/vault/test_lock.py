from pathlib import Path

import pytest

from netlead_md.vault.errors import UserError
from netlead_md.vault.lock import is_watched, vault_lock


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_one_watch_a_vault(tmp_path: Path) -> None:
    vault, other = tmp_path / "vault", tmp_path / "other"
    vault.mkdir()
    other.mkdir()
    with vault_lock(vault, "watch"):
        for role in ("watch", "regenerate"):
            with pytest.raises(UserError, match="another netlead watch"), vault_lock(vault, role, wait=0.1):
                pass
        with vault_lock(other, "watch"):
            pass
    with vault_lock(vault, "regenerate"):
        pass
    assert list(vault.iterdir()) == []


def test_a_regenerate_waits_for_another_and_then_says_so(tmp_path: Path) -> None:
    with (
        vault_lock(tmp_path, "regenerate"),
        pytest.raises(UserError, match="another netlead regenerate"),
        vault_lock(tmp_path, "regenerate", wait=0.1),
    ):
        pass


def test_a_folder_for_locks_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    vault = tmp_path / "vault"
    vault.mkdir()
    with vault_lock(vault, "watch"), pytest.raises(UserError), vault_lock(vault, "watch"):
        pass


def test_a_lock_that_cannot_be_opened_stands_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    vault = tmp_path / "vault"
    vault.mkdir()
    with vault_lock(vault, "regenerate"):
        (file,) = (tmp_path / "cache").rglob("*.lock")
    file.unlink(missing_ok=True)
    file.mkdir()
    with vault_lock(vault, "regenerate"):
        assert is_watched(vault) is False
        with pytest.raises(UserError, match="another netlead regenerate"), vault_lock(vault, "regenerate", wait=0.1):
            pass


def test_no_place_for_a_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", nowhere)
    with (
        pytest.raises(UserError, match="the lock of this vault cannot be opened") as told,
        vault_lock(tmp_path, "watch"),
    ):
        pass
    assert told.value.hint == "make your cache folder writable"
