"""What is kept between two runs is never needed, never believed when damaged, and never in the vault."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netlead_md.vault import cache
from netlead_md.vault.note_loader import CachedNoteReader
from netlead_md.vault.session import Session, VaultState, read_notes

DAY = dt.date(2026, 6, 30)
LINE = "---\ntype: person\norganisation: Acme\n---\n- 2026-06-01 {}: about the room\n"
LONG_AGO = 10_000_000_000


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def _old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file looks as if nobody had touched it for a while."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + LONG_AGO)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    for name in ("Ada", "Bob"):
        (folder / f"{name}.md").write_text(LINE.format("meeting"), encoding="utf-8")
    return folder


def run(vault: Path) -> VaultState:
    session = Session(vault, reader=CachedNoteReader(vault))
    return session.refresh(session.look(), DAY)


def read_by(vault: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths that a run has to read anew."""
    asked: list[str] = []

    def reader(found, config):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        asked.extend(file.path for file in found)
        return read_notes(found, config)

    monkeypatch.setattr("netlead_md.vault.note_loader.read_notes", reader)
    run(vault)
    return asked


@pytest.mark.usefixtures("_old")
def test_only_what_changed_is_read_in_the_next_run(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_by(vault, monkeypatch) == ["Ada.md", "Bob.md"]
    assert read_by(vault, monkeypatch) == []
    (vault / "Bob.md").write_text(LINE.format("call"), encoding="utf-8")
    (vault / "Cleo.md").write_text(LINE.format("call"), encoding="utf-8")
    assert read_by(vault, monkeypatch) == ["Bob.md", "Cleo.md"]
    (vault / "netlead.toml").write_text("[words]\nabout = 'meeting'\n", encoding="utf-8")
    assert read_by(vault, monkeypatch) == ["Ada.md", "Bob.md", "Cleo.md"]


def test_what_changed_a_moment_ago_is_not_believed(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_by(vault, monkeypatch) == ["Ada.md", "Bob.md"]
    assert read_by(vault, monkeypatch) == ["Ada.md", "Bob.md"]


@pytest.mark.parametrize(
    ("changed", "later", "believed"),
    [
        (1_000_000_001, 49_000_000, False),  # a clock that tells nanoseconds: a twentieth of a second
        (1_000_000_001, 51_000_000, True),
        (2_000_000_000, 2_000_000_000, False),  # one that may count in steps of two seconds
        (2_000_000_000, 2_200_000_000, True),
    ],
)
def test_a_signature_is_believed_once_the_clock_of_the_disk_has_moved_on(
    *, changed: int, later: int, believed: bool
) -> None:
    assert cache.is_settled((changed, changed, 5, 1), changed + later) is believed


@pytest.mark.usefixtures("_old")
@given(data=st.data())
def test_a_damaged_cache_is_as_good_as_none(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    file = folder / "x.notes"
    cache.save_cached(file, {"Ada.md": [1, 2, 3]})
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(["cut", "flip", "insert"]))
    flipped = bytes([whole[at] ^ data.draw(st.integers(1, 255))])
    damaged = {
        "cut": whole[:at],
        "flip": whole[:at] + flipped + whole[at + 1 :],
        "insert": whole[:at] + b"\0" + whole[at:],
    }
    file.write_bytes(damaged[kind])
    assert cache.load_cached(file, dict[str, list[int]]) is None
    file.write_bytes(whole)
    assert cache.load_cached(file, dict[str, list[int]]) == {"Ada.md": [1, 2, 3]}
    assert cache.load_cached(file, list[str]) is None, "of another kind"


@pytest.mark.usefixtures("_old")
def test_notes_that_lie_under_a_right_checksum_but_are_none_are_read_anew(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(vault)
    file = cache.cache_file(vault, "notes")
    kept = cache.load_cached(file, dict)
    assert kept is not None
    kept["notes"]["Ada.md"][1] = {"note": "Ada"}
    cache.save_cached(file, kept)
    assert read_by(vault, monkeypatch) == ["Ada.md"]


def test_a_number_that_msgpack_cannot_hold_is_read_each_time(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + LONG_AGO)
    (vault / "Ada.md").write_text(f"---\nnumber: {10**30}\n---\n", encoding="utf-8")
    first = run(vault)
    assert read_by(vault, monkeypatch) == ["Ada.md"]
    assert run(vault).notes == first.notes


def test_a_full_disk_or_a_file_in_the_way_is_no_error(
    vault: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    run(vault)
    assert not list((tmp_path / "cache").rglob("*.tmp"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(vault / "Ada.md"))
    assert run(vault).book.network.entries


@pytest.mark.usefixtures("_old")
def test_only_its_owner_may_read_it_and_nothing_of_it_lies_in_the_vault(vault: Path, tmp_path: Path) -> None:
    before = sorted(vault.rglob("*"))
    run(vault)
    assert sorted(vault.rglob("*")) == before
    (file,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
        assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("_old")
def test_another_state_of_the_program_makes_it_void(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(vault)
    monkeypatch.setattr("netlead_md.__version__", "9.9.9")
    assert read_by(vault, monkeypatch) == ["Ada.md", "Bob.md"]


def test_what_a_killed_run_left_behind_goes_away(tmp_path: Path) -> None:
    old, new = tmp_path / ".x.run.1.tmp", tmp_path / ".x.run.2.tmp"
    for stray in (old, new):
        stray.write_bytes(b"half")
    os.utime(old, (0, 0))
    cache.save_cached(tmp_path / "x.run", 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".x.run.2.tmp", "x.run"]
