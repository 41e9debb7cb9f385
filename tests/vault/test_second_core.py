"""Two cores make what one makes; where the second fails, the first does its work."""

import datetime as dt
import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import msgspec
import pytest

from netlead_md.vault import book_builder as bookmaker
from netlead_md.vault import note_loader as readings
from netlead_md.vault import parallel as second_core
from netlead_md.vault import publish
from netlead_md.vault.session import Session

ORACLE = Path(__file__).parent.parent / "oracle" / "vault"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="one core does everything elsewhere")


def _made(vault: Path) -> publish.BuildResult:
    session = Session(vault)
    return publish.build_pages(session.refresh(session.look(), dt.date(2026, 6, 30)))


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
    monkeypatch.setattr(second_core, "can_fork", lambda: True)


@pytest.mark.usefixtures("_two")
def test_two_make_what_one_makes(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = _made(vault)
    monkeypatch.setattr(second_core, "can_fork", lambda: False)
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

    monkeypatch.setattr(second_core, "_pack_values", only_here(second_core._pack_values))
    assert _made(vault) == whole


class Length(msgspec.Struct):
    of: str
    where: int
    """Process in which it was made."""
    number: int


def _lengths(words: Sequence[str]) -> Iterator[Length]:
    for word in words:
        if word == "die" and os.getpid() != _first:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.002)  # long enough for the other one to take its turn
        yield Length(word, os.getpid(), 10**30 if word == "large" else len(word))


_first = os.getpid()


@pytest.mark.parametrize(
    "words", [["one"], ["die"] * 9, [*"abcdefgh", "die", *"ijkl", "large"], [str(n) for n in range(300)]]
)
def test_values_come_in_order_whoever_makes_them(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_core, "can_fork", lambda: True)
    with second_core.parallel_map(words, _lengths, Length, 1) as lengths:
        made = list(lengths())
    assert [(each.of, each.number) for each in made] == [
        (word, 10**30 if word == "large" else len(word)) for word in words
    ]
    if len(words) == 300:
        assert len({each.where for each in made}) == 2


def test_a_second_that_is_not_waited_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_core, "can_fork", lambda: True)
    before = set(Path("/proc/self/fd").iterdir())
    with pytest.raises(KeyError), second_core.parallel_map([str(n) for n in range(900)], _lengths, Length, 1):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert set(Path("/proc/self/fd").iterdir()) == before


@pytest.mark.parametrize(("module", "call"), [(os, "pipe"), (second_core, "mmap"), (os, "fork")])
def test_where_the_system_gives_no_second_the_first_does_all(
    module: ModuleType, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> NoReturn:
        raise OSError(errno.EAGAIN, "none left")

    monkeypatch.setattr(second_core, "can_fork", lambda: True)
    monkeypatch.setattr(module, call, none_left)
    with second_core.parallel_map(["one", "three"], _lengths, Length, 1) as lengths:
        assert [(each.number, each.where) for each in lengths()] == [(3, _first), (5, _first)]


def test_what_finds_no_room_is_made_by_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_core, "can_fork", lambda: True)
    monkeypatch.setattr(second_core, "_ROOM", 100)
    words = [str(number) for number in range(100)]
    with second_core.parallel_map(words, _lengths, Length, 1) as lengths:
        assert [each.of for each in lengths()] == words
