"""Two cores make what one makes; where the second fails, the first does its work."""

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netlead_md.deriving.figures import figures
from netlead_md.shell import bookmaker, publish, readings, second_core
from netlead_md.shell.session import Session

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one core does everything elsewhere")


def _made(vault: Path) -> publish.Published:
    session = Session(vault)
    return publish.publish(session.refresh(session.look(), dt.date(2026, 6, 30)))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    for path in ORACLE.rglob("*.md"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "Large.md").write_text(f"---\nnumber: {10**30}\n---\n", encoding="utf-8")
    (tmp_path / "Zoe.md").write_bytes(b"\xff")
    return tmp_path


@pytest.fixture
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (readings, bookmaker, publish):
        monkeypatch.setattr(module, "MANY", 1)
    for module in (readings, second_core):
        monkeypatch.setattr(module, "usable", lambda: True)


@pytest.mark.usefixtures("_two")
def test_two_make_what_one_makes(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = _made(vault)
    monkeypatch.setattr(readings, "usable", lambda: False)
    monkeypatch.setattr(second_core, "usable", lambda: False)
    assert both == _made(vault)
    assert len(both.pages) > 5


@pytest.mark.usefixtures("_two")
def test_the_first_does_what_the_second_could_not(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _made(vault)
    first = os.getpid()

    def only_here(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            assert os.getpid() == first
            return real(*args)

        return call

    monkeypatch.setattr(readings, "_packed", only_here(readings._packed))
    monkeypatch.setattr("netlead_md.rendering.ledgers", only_here(_ledgers()))
    monkeypatch.setattr("netlead_md.deriving.begun.figures", only_here(figures))
    assert _made(vault) == whole


def _ledgers() -> Callable[..., object]:
    from netlead_md.rendering import ledgers

    return ledgers


def test_a_second_that_dies_half_way_hands_over_nothing() -> None:
    def die() -> bytes:
        os.kill(os.getpid(), 9)
        return b"half"

    with second_core.beside(die) as result:
        assert result() is None
    with second_core.beside(lambda: b"whole" * 100_000) as result:
        assert result() == b"whole" * 100_000


def test_a_second_that_is_not_waited_for_is_ended() -> None:
    with pytest.raises(KeyError), second_core.beside(lambda: b"x" * 10_000_000):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
