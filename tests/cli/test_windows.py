"""What holds on Windows, shown on other systems: each test puts one thing in place that is different there."""

import errno
import io
import json
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Self

import pytest

from netlead_md.cli import exit_codes as exits
from netlead_md.cli import main
from netlead_md.model.config import Config
from netlead_md.vault import config
from netlead_md.vault import fs_events as hints
from netlead_md.vault import scanner as scan
from tests.cli.conftest import Run

SAMPLE = Path(__file__).parents[2] / "sample_vault"


def pages(vault: Path) -> dict[str, bytes]:
    found = sorted((vault / "Netlead").rglob("*"))
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in found if path.is_file()}


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "sample", ignore=shutil.ignore_patterns("Netlead"))
    return tmp_path / "sample"


class Entry:
    """A `DirEntry` as Windows gives it: no device and inode with its stat, and junctions are folders, not links."""

    def __init__(self, entry: os.DirEntry[str]) -> None:
        self._entry = entry
        self.name, self.path = entry.name, entry.path

    def __fspath__(self) -> str:
        return self.path

    def is_symlink(self) -> bool:
        return self._entry.is_symlink() and not self._entry.is_dir()

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:  # noqa: ARG002  (of a junction it says True either way)
        return self._entry.is_dir()

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return self._entry.is_file(follow_symlinks=follow_symlinks)

    def inode(self) -> int:
        return self._entry.inode()

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        found = list(self._entry.stat(follow_symlinks=follow_symlinks))
        found[stat.ST_INO] = found[stat.ST_DEV] = 0
        times = {name: getattr(self._entry.stat(), name) for name in ("st_mtime_ns", "st_ctime_ns")}
        return os.stat_result(found, times)


class Entries:
    """What `scandir` gives."""

    def __init__(self, entries: Iterable[os.DirEntry[str]]) -> None:
        self._entries = iter([Entry(entry) for entry in entries])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Entry:
        return next(self._entries)

    def close(self) -> None:
        self._entries = iter(())


@pytest.fixture
def _listing(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  (made before the patch)
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda folder=".": Entries(list(scandir(folder))))
    monkeypatch.setattr(scan, "INODES", False)


@pytest.mark.usefixtures("_listing")
def test_notes_are_read_at_once_and_mended(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: float) -> None:
        raise AssertionError("a note that nobody touches is read a second time")

    note = vault / "People" / "Ines Okafor.md"
    note.write_bytes(note.read_bytes() + b"\r\n- 2026-06-02 task excelent: the stall\r\n")
    monkeypatch.setattr(time, "sleep", refuse)
    told = run("check", vault, "--fix")
    assert "1 fix made in 1 note" in told.stderr, told.output
    assert b"task excellent: the stall\r\n" in note.read_bytes()


@pytest.mark.usefixtures("_listing")
def test_a_junction_to_a_folder_above_ends_there(run: Run, vault: Path) -> None:
    (vault / "Loose.md").touch()
    (vault / "People" / "again").symlink_to(vault)
    assert run("regenerate", vault).stdout.startswith("Read 20 notes: ")


def test_notes_with_its_line_ends_give_the_same_pages(run: Run, sample: Path) -> None:
    run("regenerate", sample)
    before = pages(sample)
    for note in sample.rglob("*.md"):
        if "Netlead" not in note.parts:
            note.write_bytes(note.read_bytes().replace(b"\n", b"\r\n"))
    assert "Nothing to write" in run("regenerate", sample).stdout
    assert pages(sample) == before


@pytest.mark.parametrize("command", [("check", "--output-format", "concise"), ("export", "json"), ("export", "csv")])
def test_output_is_utf8_with_our_line_ends(
    run: Run, vault: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "People" / "Ines Okafor.md").rename(vault / "People" / "Ines Ōkafor 山.md")
    (vault / "Bad.md").write_text("- 2026-01-01 coffe 20m: ✓ Zoë\n", encoding="utf-8")
    expected = run(*command, vault)
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="cp1252", newline="\r\n"))
    monkeypatch.setattr(sys, "argv", ["netlead", *command, str(vault)])
    monkeypatch.setattr(main, "catch_signals", lambda: None)
    monkeypatch.setattr(os, "_exit", sys.exit)
    with pytest.raises(SystemExit):
        main.main()
    sys.stdout.flush()
    assert out.getvalue() == expected.stdout_bytes


HARD = ("CON", "aux", "Nul.", "com1", "a:b", "What? Why*", "Pipe|Ltd", 'The "Best" <x>', "dot.", "x" * 300, "LPT²")


def test_every_page_has_a_name_that_it_takes(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "hard"
    folder.mkdir()
    for number, name in enumerate(HARD):
        note = f"---\ntype: person\ncompany: {json.dumps(name)}\n---\n- 2026-06-01 call: x\n"
        (folder / f"P{number}.md").write_text(note, encoding="utf-8")
    run("regenerate", folder, "--as-of", "2026-06-30")
    made = [PureWindowsPath(path) for path in pages(folder)]
    assert sum(path.parts[1] == "Ledgers" for path in made) == len(HARD)
    for part in {part for path in made for part in path.parts}:
        assert not set(part) & set('\\/:*"<>|?')
        assert part == part.rstrip(". ")
        stem = part.partition(".")[0].rstrip().upper()
        assert stem not in {"CON", "PRN", "AUX", "NUL"}
        assert stem[:3] not in {"COM", "LPT"} or stem[3:] not in set("123456789¹²³")
        assert len(part.encode()) <= 240
    assert len({str(path).casefold() for path in made}) == len(made)


@pytest.mark.parametrize("command", [("show",), ("log", "--dry-run"), ("forget",)])
def test_a_note_is_named_by_a_path_with_backslashes(run: Run, vault: Path, command: tuple[str, ...]) -> None:
    line = ["call: x"] if command[0] == "log" else []
    named = run(*command, "People\\Ines Okafor.md", *line, vault)
    assert named.exit_code == 0, named.output
    assert "Ines Okafor" in named.stdout


def test_a_home_that_the_shell_leaves_alone(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(vault.parent))
    (vault / "other.toml").write_text("as_of = 2026-06-29\n", encoding="utf-8")
    assert run("regenerate", f"~/{vault.name}").exit_code == 0
    assert run("check", f"~\\{vault.name}".replace("\\", "/"), "--config=~/vault/other.toml").exit_code == 0
    assert main.expand_home("~\\Notes") == f"{vault.parent}\\Notes"
    assert main.expand_home("about ~/x") == "about ~/x"
    monkeypatch.setenv("NETLEAD_VAULT", f"~/{vault.name}")
    assert run().stdout.startswith(f"Your vault is {vault};")


def test_folders_are_told_apart_by_its_separator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = scan._VaultWalker(tmp_path, Config(output="Out/Netlead"), "win32")
    walk.vault = "C:\\Notes"
    native = hints.NativeEvents(tmp_path, lambda: "Out/Netlead", lambda _: None)
    native.close()
    monkeypatch.setattr(native, "_top", "C:\\Notes")
    monkeypatch.setattr(os, "sep", "\\")
    assert walk._path("C:\\Notes\\People\\Zoe\u0308.md") == "People/Zoë.md"
    for path, matters in (("People\\Ada.md", True), ("Out\\Netlead\\This week.md", False), (".git\\index.md", False)):
        native.heard(f"C:\\Notes\\{path}", named=True)
        assert native.wait(0) is matters


def test_the_output_folder_is_what_the_disk_calls_it(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / "netlead.toml").write_text('as_of = 2026-06-30\noutput = "Reviews/Netlead"\n', encoding="utf-8")
    (vault / "reviews" / "NETLEAD").mkdir(parents=True)
    exists = Path.exists

    def caseless(path: Path) -> bool:
        return exists(path) or any(each.name.casefold() == path.name.casefold() for each in path.parent.glob("*"))

    assert config.load_config(vault).config.output == "Reviews/Netlead"
    monkeypatch.setattr(Path, "exists", caseless)
    assert config.load_config(vault).config.output == "reviews/NETLEAD"


def test_a_pipe_that_nobody_reads_is_silent(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(exits, "CLOSED", frozenset({errno.EPIPE, errno.EINVAL}))
    monkeypatch.setattr("netlead_md.cli.commands.check.print_diagnostics", gone)
    ended = run("check", vault)
    assert (ended.exit_code, ended.stderr) == (0, "")
