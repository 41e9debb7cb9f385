import os
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.config import Config
from netlead_md.vault import snapshot as rescans
from netlead_md.vault.reader import read_signature
from netlead_md.vault.scanner import ScanState, VaultScan, scan_vault
from netlead_md.vault.snapshot import rescan_vault


def put(vault: Path, *paths: str) -> Path:
    for path in paths:
        file = vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"note {path}\n", encoding="utf-8")
    return vault


def at() -> int:
    """A moment so late that no file is young."""
    return time.time_ns() + 10**11


def plain(found: VaultScan) -> VaultScan:
    """Without the moments of the looks."""
    notes = tuple(msgspec.structs.replace(note, recent_at=0) for note in found.notes)
    suspects = tuple((msgspec.structs.replace(note, recent_at=0), original) for note, original in found.suspects)
    return msgspec.structs.replace(found, notes=notes, suspects=suspects)


def test_what_did_not_change_is_the_same_value(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "P/b.md", "P/b 2.md", "c.png")
    first = rescan_vault(tmp_path, Config(), at())
    assert rescan_vault(tmp_path, Config(), at(), first).scan is first.scan
    put(tmp_path, "a.md")
    second = rescan_vault(tmp_path, Config(), at(), first)
    assert second.scan.files is first.scan.files
    assert [one is other for one, other in zip(first.scan.notes, second.scan.notes, strict=True)] == [True, True, False]
    (tmp_path / "d.md").write_text("")
    third = rescan_vault(tmp_path, Config(), at(), second)
    assert third.scan.files == ("P/b 2.md", "P/b.md", "a.md", "c.png", "d.md")
    assert [note in second.scan.notes for note in third.scan.notes] == [True, True, True, False]


def test_only_notes_are_asked_where_the_names_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.md", "P/b.md")
    first = rescan_vault(tmp_path, Config(), at())

    def walk(_vault: Path, _config: Config) -> ScanState:
        pytest.fail("walked again")

    monkeypatch.setattr(rescans, "walk_vault", walk)
    put(tmp_path, "P/b.md")
    assert rescan_vault(tmp_path, Config(), at(), first).scan != first.scan


def test_a_copy_is_suspected_with_its_new_times(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", "Ada 2.md")
    first = rescan_vault(tmp_path, Config(), at())
    put(tmp_path, "Ada 2.md")
    (note, _) = rescan_vault(tmp_path, Config(), at(), first).scan.suspects[0]
    assert note.signature == read_signature(str(tmp_path / "Ada 2.md"))


def test_a_young_note_is_seen_anew_once_it_has_lain_still(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    changed = os.stat(tmp_path / "a.md").st_ctime_ns  # noqa: PTH116
    first = rescan_vault(tmp_path, Config(), changed + 1_000)
    assert first.scan.notes[0].recent_at
    assert rescan_vault(tmp_path, Config(), changed + 2_000, first, distrust=True).scan is first.scan, (
        "too early to tell"
    )
    assert rescan_vault(tmp_path, Config(), changed + 10**10, first).scan is first.scan, "for those who look but once"
    second = rescan_vault(tmp_path, Config(), changed + 10**10, first, distrust=True)
    assert (second.scan.notes[0].recent_at, second.scan == first.scan) == (0, False)
    assert rescan_vault(tmp_path, Config(), changed + 2 * 10**10, second, distrust=True).scan is second.scan


def test_a_clock_that_goes_ahead_makes_nobody_young_for_ever(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    changed = os.stat(tmp_path / "a.md").st_ctime_ns  # noqa: PTH116
    assert rescan_vault(tmp_path, Config(), changed - 10**11).scan.notes[0].recent_at == 0


def test_on_windows_no_inode_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There a listing tells none, and a question to the file does: every note would seem to have changed."""
    put(tmp_path, "a.md")
    monkeypatch.setattr("netlead_md.vault.scanner.INODES", False)
    monkeypatch.setattr("netlead_md.vault.snapshot.INODES", False)
    first = rescan_vault(tmp_path, Config(), at())
    assert first.scan.notes[0].signature == read_signature(str(tmp_path / "a.md"))
    assert first.scan.notes[0].signature[3] == 0
    assert rescan_vault(tmp_path, Config(), at(), first).scan is first.scan


NAMES = st.sampled_from(["a.md", "P/b.md", "P/b 2.md", "P", "Q", "Q/deep/c.md", ".hidden.md", "x.png", "R\u00e9.md"])
DEEDS = st.lists(
    st.tuples(st.sampled_from(["write", "delete", "move", "folder", "link", "pipe", "shut"]), NAMES, NAMES), max_size=6
)


def do(vault: Path, deed: str, path: str, other: str) -> None:
    file, target = vault / path, vault / other
    try:
        if deed == "write":
            put(vault, path)
        elif deed == "delete":
            (file.rmdir if file.is_dir() and not file.is_symlink() else file.unlink)()
        elif deed == "move":
            file.rename(target)
        elif deed == "folder":
            file.mkdir()
        elif deed == "link":
            target.symlink_to(file)
        elif deed == "pipe":
            os.mkfifo(file)
        else:
            file.chmod(0o000 if file.stat().st_mode & 0o400 else 0o755)
    except OSError:
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links, pipes and modes of POSIX")
@settings(max_examples=80)
@given(st.lists(DEEDS, min_size=1, max_size=4))
def test_a_second_look_is_a_first_look(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, str, str]]]
) -> None:
    vault = put(tmp_path_factory.mktemp("vault"), "a.md", "P/b.md", "P/b 2.md")
    last = rescan_vault(vault, Config(), at())
    for deeds in steps:
        for deed in deeds:
            do(vault, *deed)
        last = rescan_vault(vault, Config(), at(), last, distrust=True)
        assert plain(last.scan) == scan_vault(vault, Config())
