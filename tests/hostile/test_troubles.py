"""What befalls a `watch` itself: its vault goes, the system tells it nothing, the disk is full, it is killed."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.hostile.watching import COMMAND, NOTES, Watch, health, ledger, pages, put, text, times, whole

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
SECONDS = 13
"""Ten and what it takes to start."""
MORE = "- 2026-06-20 ask facilities: for {}\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return put(tmp_path / "vault", NOTES)


def ask(vault: Path, word: str, path: str = "People/Ada.md") -> None:
    """Save a note anew with one line more, which the page of Acme shows."""
    note = vault / path
    note.write_text(note.read_text(encoding="utf-8") + MORE.format(word), encoding="utf-8")


def sees(watch: Watch, word: str) -> None:
    watch.after(lambda: ask(watch.vault, word), lambda: f"for {word}" in ledger(watch.vault))


def patched(code: str = "") -> list[str]:
    """A netlead that looks for itself twice a second, with something else changed in it before it starts."""
    often = "from netlead_md.vault import watcher\nwatcher.RESCAN_INTERVAL_S = 0.5\n"
    return [sys.executable, "-c", f"{often}{code}\nfrom netlead_md.cli.main import main\nmain()"]


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Watch, dict[str, int], float]]:
    """One that nobody disturbs while the other tests run: it, its pages' times and its processor time at the start."""
    vault = put(tmp_path_factory.mktemp("idle") / "vault", NOTES)
    put(vault, {f"People/Person {number}.md": NOTES["People/Ada.md"] for number in range(200)})
    with Watch(vault) as watch:
        watch.ready()
        yield watch, times(vault), watch.processor() if sys.platform == "linux" else 0.0


@pytest.fixture(autouse=True)
def _from_the_start(idle: tuple[Watch, dict[str, int], float]) -> None:
    """The idle one begins with the first test."""


def test_a_vault_that_is_removed_and_put_back(vault: Path) -> None:
    away = vault.with_name("away")
    with Watch(vault, command=patched()) as watch:
        watch.ready()
        said = watch.after(lambda: vault.rename(away), "until this is mended.\n")
        assert "error: the vault is gone: its folder is no longer there\nhelp: if it was on a drive, connect" in said
        ask(away, "apples")
        watch.after(lambda: away.rename(vault), lambda: "for apples" in ledger(vault))
        sees(watch, "berries")
        shutil.copytree(vault, away)
        shutil.rmtree(vault)
        watch.until("until this is mended.\n", since=watch.said.index("mended: "))
        assert not vault.exists(), "nothing is written where no vault is"
        watch.after(lambda: away.rename(vault), "mended: ")
        sees(watch, "cherries")
        assert watch.end() == 130
    assert whole(vault)


def test_a_drive_that_is_taken_off_gets_no_pages_in_its_place(vault: Path) -> None:
    away = vault.with_name("away")
    with Watch(vault, command=patched()) as watch:
        watch.ready()

        def take_off() -> None:
            vault.rename(away)
            vault.mkdir()

        said = watch.after(take_off, "until this is mended.\n")
        assert "error: the vault is gone: another, empty folder is in its place" in said or "no longer there" in said
        watch.until("another, empty folder", since=0)
        assert list(vault.iterdir()) == []
        vault.rmdir()
        watch.after(lambda: away.rename(vault), "mended: ")
        sees(watch, "apples")


def namespace(limit: str, value: int) -> list[str]:
    """A command before a command, under which the kernel allows no more; empty where this cannot be had."""
    script = f'echo {value} > /proc/sys/user/{limit} && exec "$@"'
    words = ["unshare", "--user", "--map-root-user", "sh", "-c", script, "sh"]
    try:
        able = subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        able = False
    return words if able else []


FIVE = """
from netlead_md.vault import fs_events as hints
real = hints._count_watches
hints._count_watches = lambda fds: min(5, real(fds) or 5)
"""
NONE = """
import errno
from netlead_md.vault import fs_events as observing
def refuse(vault, heard):
    raise OSError(errno.EMFILE, "inotify instance limit reached")
observing.create_observer = refuse
"""


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is a part of Linux")
@pytest.mark.parametrize(
    ("limit", "fake", "says"),
    [
        (("max_inotify_watches", 5), FIVE, "the system watches 5 of the 1[0-9] folders here and no more"),
        (("max_inotify_instances", 0), NONE, "the system tells of no changes here: inotify instance limit reached"),
    ],
)
def test_limits_of_inotify(vault: Path, limit: tuple[str, int], fake: str, says: str) -> None:
    notes = [f"Deep/{number}/Person {number}.md" for number in range(8)]
    put(vault, dict.fromkeys(notes, NOTES["People/Ada.md"]))
    real = namespace(*limit)
    with Watch(vault, command=[*real, *patched()] if real else patched(fake)) as watch:
        watch.ready().until("` raises the limit\n")
        assert re.search(f"(?m)^note: {says}.*\\nhelp: `sudo sysctl fs.inotify.max_user_", watch.said)
        for note in (notes[0], notes[-1], "People/Ada.md"):
            watch.after(lambda note=note: ask(vault, note, note), lambda note=note: f"for {note}" in ledger(vault))  # type: ignore[misc]
        assert watch.said.count("note: ") == 1, "said once"
        assert watch.end() == 130


DEAD = """
import threading
from netlead_md.vault import fs_events as hints
start, started = hints.NativeEvents._start, []
def once(self):
    start(self)
    if not started:
        started.append(True)
        threads = self._threads
        self._stop()
        for thread in threads:
            thread.join()
hints.NativeEvents._start = once
"""


def test_an_observer_that_is_dead(vault: Path) -> None:
    with Watch(vault, command=patched(DEAD)) as watch:
        watch.ready()
        sees(watch, "apples")
        sees(watch, "berries")
        assert "note: " not in watch.said


def test_five_thousand_new_files_at_once(vault: Path) -> None:
    with Watch(vault) as watch:
        watch.ready()
        for number in range(50):
            put(vault, {f"Mass/{number}/{each}.md": "A note.\n" for each in range(100)})
        ask(vault, "apples")
        watch.until(lambda: "for apples" in ledger(vault))
        watch.until(lambda: watch.said.endswith("\n"))
        assert watch.said.count("\nMass/") <= 8, "gathered, not one by one"
        sees(watch, "berries")
        assert watch.end() == 130


def test_a_process_that_is_stopped_and_goes_on(vault: Path) -> None:
    with Watch(vault, command=patched()) as watch:
        watch.ready()
        watch.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, watch.process.pid, os.WSTOPPED | os.WNOWAIT)
        ask(vault, "apples")
        put(vault, {f"Mass/{number}.md": "A note.\n" for number in range(300)})
        (vault / "Netlead" / "This week.md").unlink()
        watch.after(lambda: watch.process.send_signal(signal.SIGCONT), lambda: "for apples" in ledger(vault))
        watch.until((vault / "Netlead" / "This week.md").exists)
        sees(watch, "berries")
        assert "note: " not in watch.said
        assert watch.end(signal.SIGTERM) == 0


FULL = """
import errno, os, sys
from netlead_md.vault import atomic_write as disk
write = disk.write_new_file
def full(temporary, data):
    if os.path.exists(sys.argv[-1] + "/../full"):
        temporary.write_bytes(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(temporary))
    write(temporary, data)
disk.write_new_file = full
"""


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of one megabyte in this folder; False where one may not be made."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    try:
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], capture_output=True, check=False)


def fill(file: Path) -> None:
    """Take what room there is."""
    with file.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(b"x" * 65_536)


def test_a_disk_that_is_full_while_pages_are_written(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as real:
        vault, full = put(tmp_path / "disk" / "vault", NOTES), tmp_path / "disk" / "full"
        note = vault / "People" / "Ada.md"
        text = f"{note.read_text(encoding='utf-8')}{MORE.format('apples')}"
        note.write_text(text.replace("- 2026-06-20", "2026-06-20"), encoding="utf-8")  # so that it has its room
        with Watch(vault, command=COMMAND if real else patched(FULL)) as watch:
            before = pages(watch.ready().vault)
            fill(full) if real else full.write_bytes(b"")
            watch.after(lambda: note.write_text(text, encoding="utf-8"), "until this is mended.\n")
            assert "error: Netlead: cannot write: no space left on device\nhelp: make room" in watch.said
            now = pages(vault)
            assert now.keys() >= before.keys(), "each page is whole, old or new"
            assert not any(path.rpartition("/")[2].startswith(".") for path in now)
            watch.after(full.unlink, "mended: ")
            assert "for apples" in ledger(vault)
            assert watch.said.count("no space left") == 1, "said once"
            assert whole(vault)
            assert watch.end() == 130


KILLED = """
import os, signal, sys
from netlead_md.vault import atomic_write as disk
put, count = disk._move_into_place, []
def die(temporary, target):
    if os.path.exists(sys.argv[-1] + "/../die"):
        count.append(target)
        if len(count) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
    put(temporary, target)
disk._move_into_place = die
"""


def test_killed_in_the_middle_of_a_write(vault: Path) -> None:
    with Watch(vault, command=patched(KILLED)) as watch:
        watch.ready()
        vault.with_name("die").write_bytes(b"")
        ask(vault, "apples")
        assert watch.process.wait(60) == -signal.SIGKILL
    left = pages(vault)
    assert sum(path.rpartition("/")[2].startswith(".netlead-") for path in left) == 1
    vault.with_name("die").unlink()
    with Watch(vault) as watch:  # the lock of the dead is free
        watch.ready()
        assert whole(vault)
        assert "for apples" in ledger(vault)
        stray = vault / "Netlead" / "Ledgers" / ".netlead-0123456789abcdef.tmp"
        watch.after(lambda: stray.write_bytes(b"half"), lambda: not stray.exists())


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_at_any_moment(vault: Path, number: signal.Signals, status: int) -> None:
    """At the first page, and while a change is made and written."""
    with Watch(vault) as watch:
        watch.until(lambda: any((vault / "Netlead").glob("*")))
        assert watch.end(number) == status, watch.said
    for stray in (vault / "Netlead").rglob("*"):
        assert not stray.name.startswith("."), "what was being written is cleared away"
    with Watch(vault) as watch:
        put(watch.ready().vault, {f"People/Person {each}.md": NOTES["People/Ada.md"] for each in range(200)})
        watch.until("People/Person")
        ask(vault, "apples")
        before = times(vault)
        watch.until(lambda: times(vault) != before)
        since = len(watch.said)
        assert watch.end(number) == status, watch.said
        assert "Traceback" not in watch.said
        goodbye = "Stopped watching; the pages stay as they are.\n"
        assert watch.said[since:].endswith(goodbye) is (number == signal.SIGINT)
        assert "\n\n" not in watch.said, "one line, and none that is empty"
    assert whole(vault)


def test_a_note_that_may_not_be_read_and_then_may(vault: Path) -> None:
    shut = """
import os, sys
from netlead_md.vault import reader as files
read = files._read_bytes
def refuse(path, size):
    if path.endswith("Shut.md") and os.path.exists(sys.argv[-1] + "/../shut"):
        raise OSError(5, "Input/output error")
    return read(path, size)
files._read_bytes = refuse
"""
    vault.with_name("shut").write_bytes(b"")
    put(vault, {"Shut.md": "A note on a drive that fails now and then.\n"})
    with Watch(vault, command=patched(shut)) as watch:
        watch.ready()
        assert "Shut.md" in health(vault)
        watch.after(vault.with_name("shut").unlink, "  gone: Shut.md:")
        assert "Shut.md" not in health(vault)


def test_midnight(vault: Path) -> None:
    (vault / "netlead.toml").unlink()
    clock = """
import datetime, os, sys
class Date(datetime.date):
    @classmethod
    def today(cls):
        late = os.path.exists(sys.argv[-1] + "/../late")
        return datetime.date(2026, 7, 1) if late else datetime.date(2026, 6, 30)
from netlead_md.cli import options as common
common.dt = type(sys)("clock")
common.dt.date, common.dt.datetime = Date, datetime.datetime
"""
    with Watch(vault, command=patched(clock)) as watch:
        watch.ready()
        assert "30 Jun 2026" in text(vault / "Netlead" / "This week.md")
        watch.after(lambda: vault.with_name("late").write_bytes(b""), "2026-07-01 is a new day: ")
        assert "1 Jul 2026" in text(vault / "Netlead" / "This week.md")


def test_quiet_says_only_what_is_wrong(vault: Path) -> None:
    with Watch(vault, "--quiet") as watch:
        watch.until(lambda: "Acme" in ledger(vault))
        watch.after(lambda: ask(vault, "apples"), lambda: "for apples" in ledger(vault))
        watch.after(lambda: put(vault, {"People/Cy.md": "---\ntype: [\n---\n"}), "  new: People/Cy.md:")
        watch.until(lambda: watch.said.endswith("\n"))  # it may be heard before its end
        assert watch.said.count("\n") == 1, watch.said


@pytest.mark.skipif(sys.platform != "linux", reason="the processor time of another process")
def test_ten_idle_seconds(idle: tuple[Watch, dict[str, int], float]) -> None:
    watch, before, start = idle
    began = float(Path(f"/proc/{watch.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()[19])
    since = began / os.sysconf("SC_CLK_TCK")
    watch.until(lambda: float(Path("/proc/uptime").read_text("ascii").split()[0]) - since > SECONDS)
    assert watch.processor() - start < 0.5, "seconds of processor time"
    assert times(watch.vault) == before, "no page was written"
    assert watch.said.endswith("Watching; Ctrl-C ends it.\n"), "and nothing said"
    assert watch.end() == 130
