"""A few real processes: signals, closed pipes, a kill in the middle of a write."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "netlead_md"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def start(*args: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def until(held: Path, word: bytes, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if held.is_file() and word in held.read_bytes():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_watch_follows_the_notes_and_ends_in_order(vault: Path, number: signal.Signals, status: int) -> None:
    before = (vault / "People" / "Ines Okafor.md").read_bytes()
    with start("watch", vault) as watch:
        try:
            assert until(vault / "Netlead" / "Notes health.md", b"netlead")
            (vault / "Bad.md").write_bytes(b"Ren\xe9e")
            assert until(vault / "Netlead" / "Notes health.md", b"Bad")
            assert until(vault / "Netlead" / "Promises.md", b"could not be read")  # the last one is written
            with (vault / "Netlead" / "Review day.md").open("a", encoding="utf-8") as page:
                page.write("mine\n")
            (vault / "Bad.md").unlink()
            (vault / "netlead.toml").write_text("as_of = 2026-06-29\n", encoding="utf-8")
            assert until(vault / "Netlead" / "This week.md", b"29 Jun 2026")
            assert subprocess.run([*COMMAND, "regenerate", vault], capture_output=True, check=False).returncode == 2
        finally:
            watch.send_signal(number)
            out, err = watch.communicate(timeout=60)
    assert watch.returncode == status, err
    assert "Traceback" not in err
    assert "your version is kept as Netlead/Review day (my edit).md" in err
    assert "Look first at " in out
    assert "\nnetlead.toml" in out  # not by its whole path
    assert list(vault.rglob("*.tmp")) == []
    assert (vault / "People" / "Ines Okafor.md").read_bytes() == before


def test_a_closed_pipe_is_silent(vault: Path) -> None:
    with start("export", "json", vault) as export:
        assert export.stdout is not None
        assert export.stderr is not None
        export.stdout.close()
        assert export.stderr.read() == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("command", [("export", "json"), ("check",)])
def test_a_full_disk_is_no_bug_of_ours(vault: Path, command: tuple[str, ...]) -> None:
    (vault / "Bad.md").write_bytes(b"Ren\xe9e")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([*COMMAND, *command, vault], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    said = "error: the output cannot be written: no space left on device\nhelp: make room where it goes\n"
    assert (ended.returncode, ended.stderr) == (2, said)


KILLED = """
import os, sys
from netlead_md.vault import atomic_write as disk
put, count = disk._move_into_place, [0]
def die(temporary, target):
    count[0] += 1
    if count[0] == 3:
        os.kill(os.getpid(), 9)
    put(temporary, target)
disk._move_into_place = die
from netlead_md.cli.main import main
sys.argv[:] = ["netlead", "regenerate", sys.argv[1]]
main()
"""


def test_a_kill_in_the_middle_leaves_no_half_page_and_no_stray(vault: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, vault], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL
    left = {path.name: path.read_bytes() for path in (vault / "Netlead").rglob("*") if path.is_file()}
    assert sum(name.startswith(".netlead-") for name in left) == 1
    assert subprocess.run([*COMMAND, "regenerate", vault], capture_output=True, check=False).returncode == 0
    after = {path.name: path.read_bytes() for path in (vault / "Netlead").rglob("*") if path.is_file()}
    assert not any(name.startswith(".") for name in after)
    whole = [name for name in left if not name.startswith(".")]
    assert len(whole) == 2
    assert all(left[name] == after[name] for name in whole)


def test_help_loads_nothing_heavy() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "netlead_md", "--help"], capture_output=True, text=True, check=True
    ).stderr
    loaded = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    heavy = {"msgspec", "jinja2", "yaml_rs", "markdown_it", "rich", "watchdog", "filelock", "rapidfuzz", "tomlkit"}
    assert not loaded & heavy
