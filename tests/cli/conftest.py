import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No vault around, no variable of the person who runs the tests, and a cache of one's own."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("NETLEAD_VAULT", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    def call(*args: str | Path) -> Result:
        return CliRunner().invoke(netlead, [str(arg) for arg in args])

    return call


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """The worked example of the contract, with its day."""
    made = tmp_path / "vault"
    shutil.copytree(ORACLE, made)
    (made / "netlead.toml").write_text("as_of = 2026-06-30\n", encoding="utf-8")
    return made
