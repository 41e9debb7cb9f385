import errno
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netlead_md.vault import fs_events as hints
from netlead_md.vault import fs_events as observing
from netlead_md.vault.fs_events import NativeEvents, find_remote_fs

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="inotify is a part of Linux")
Watch = Callable[[Path], NativeEvents]


@pytest.fixture
def told() -> list[str]:
    """What was said aloud."""
    return []


@pytest.fixture
def watch(told: list[str]) -> Iterator[Watch]:
    made: list[NativeEvents] = []

    def start(vault: Path) -> NativeEvents:
        made.append(NativeEvents(vault, lambda: "Netlead", told.append))
        return made[-1]

    yield start
    for each in made:
        each.close()


def put(file: Path, text: str = "x") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_native_events_hint_and_our_own_do_not(tmp_path: Path, watch: Watch, told: list[str]) -> None:
    native = watch(tmp_path)
    put(tmp_path / "Netlead" / "x.md")
    put(tmp_path / ".trash" / "x.md")
    put(tmp_path / ".obsidian" / "workspace.json")
    put(tmp_path / "a.md.tmp")
    put(tmp_path / "a.md~")
    assert not native.wait(0.4)
    put(tmp_path / "P" / "a.md")
    assert native.wait(20)
    native.check(2)
    assert told == []


def test_what_is_only_read_gives_no_hint(tmp_path: Path, watch: Watch) -> None:
    notes = [put(tmp_path / f"{number}.md") for number in range(50)]
    picture = put(tmp_path / "film.mp4")
    native = watch(tmp_path)
    for note in notes:
        note.read_bytes()
    list(tmp_path.iterdir())
    with picture.open("a") as film:
        film.write("more")
    assert not native.wait(0.4)


@pytest.mark.parametrize(
    ("path", "named", "matters"),
    [
        ("People/Ada.md", False, True),
        ("netlead.toml", False, True),
        ("T/page.md.jinja", False, True),
        (".obsidian/app.json", False, True),
        (".obsidian/plugins/periodic-notes/data.json", False, True),
        (".obsidian/workspace.json", True, False),
        ("People/.Ada.md.icloud", True, True),
        ("People", True, True),
        ("film.mp4", True, True),
        ("film.mp4", False, False),
        ("Netlead/This week.md", True, False),
        ("Netlead", True, False),
        ("Netlead two/Ada.md", False, True),
        (".git/index", True, False),
        ("node_modules/x.md", True, False),
        ("~syncthing~Ada.md.tmp", True, False),
        ("Ada.md.crdownload", True, False),
    ],
)
def test_what_matters(tmp_path: Path, watch: Watch, path: str, *, named: bool, matters: bool) -> None:
    native = watch(tmp_path)
    native.heard(os.fspath(tmp_path / path), named=named)
    assert native.wait(0) is matters


@pytest.mark.parametrize("link", [False, True])
def test_hints_name_files_as_a_look_does(tmp_path: Path, watch: Watch, *, link: bool) -> None:
    note = put(tmp_path / "vault" / "P" / "a.md")
    (tmp_path / "link").symlink_to(tmp_path / "vault")
    vault = tmp_path / ("link" if link else "vault")
    native = watch(vault)
    note.write_text("more", encoding="utf-8")
    assert native.wait(20)
    assert native.paths() == {os.fspath(vault / "P" / "a.md")}
    native.heard(os.fspath(tmp_path / "vault" / "Netlead" / "x.md"), named=False)
    assert native.paths() == frozenset()
    for number in range(1000):
        native.heard(os.fspath(tmp_path / "vault" / f"{number}.md"), named=True)
    assert native.paths() == frozenset(), "so many that there is no telling"
    assert native.paths() == frozenset()


def test_a_vault_that_was_away_or_replaced_is_watched_anew(tmp_path: Path, watch: Watch, told: list[str]) -> None:
    vault, away = tmp_path / "vault", tmp_path / "away"
    put(vault / "a.md")
    native = watch(vault)
    vault.rename(away)
    native.check(0)
    put(vault / "b.md")
    native.check(1)
    native.wait(0)
    put(vault / "c.md")
    assert native.wait(20)
    assert told == []


def test_an_observer_that_died_is_started_again(tmp_path: Path, watch: Watch, told: list[str]) -> None:
    native = watch(tmp_path)
    dead = set(native._threads)
    assert dead
    native._stop()
    for thread in dead:
        thread.join(20)
    native.check(1)
    put(tmp_path / "a.md")
    assert native.wait(20)
    assert (dead & native._threads, told) == (set(), [])


def test_a_handler_that_is_told_nonsense_does_not_end_the_thread(tmp_path: Path, watch: Watch) -> None:
    native = watch(tmp_path)
    with open(os.path.join(os.fsencode(tmp_path), b"Ren\xe9e.md"), "wb"):  # noqa: PTH118, PTH123
        pass
    assert native.wait(20)
    assert all(thread.is_alive() for thread in native._threads)


@LINUX
def test_folders_beyond_the_limit_are_said_aloud_once_with_the_cure(
    tmp_path: Path, watch: Watch, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(11):
        put(tmp_path / str(number) / "a.md")
    native = watch(tmp_path)
    native.check(12)
    assert told == []
    monkeypatch.setattr(hints, "_count_watches", lambda _: 5)
    native.check(12)
    put(tmp_path / "12" / "a.md")
    native.check(13)
    (said,) = told
    assert said.startswith("note: the system watches 5 of the 12 folders here and no more: its limit is reached.")
    assert said.endswith("help: `sudo sysctl fs.inotify.max_user_watches=524288` raises the limit")


@LINUX
def test_a_folder_that_is_not_watched_is_watched_anew_and_nothing_said(
    tmp_path: Path, watch: Watch, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    native = watch(tmp_path)
    before, real, short = set(native._threads), hints._count_watches, iter([0, 0])
    monkeypatch.setattr(hints, "_count_watches", lambda fds: next(short, real(fds)))
    native.check(1)
    assert not before & native._threads
    put(tmp_path / "a.md")
    assert native.wait(20)
    assert told == []


@pytest.mark.parametrize(
    ("number", "cure"), [(errno.EMFILE, "max_user_instances=512"), (errno.ENOSPC, "max_user_watches=524288")]
)
def test_where_the_system_lends_no_watcher_it_is_said_aloud_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, cure: str
) -> None:
    told: list[str] = []

    def refuse(vault: Path, heard: object) -> object:  # noqa: ARG001
        raise OSError(number, "inotify limit reached")

    with monkeypatch.context() as patch:
        patch.setattr(observing, "create_observer", refuse)
        native = NativeEvents(tmp_path, lambda: "Netlead", told.append)
        native.check(1)
    (said,) = told
    assert said.startswith("note: the system tells of no changes here: inotify limit reached.")
    assert cure in said
    native.check(1)
    put(tmp_path / "a.md")
    assert native.wait(20), "as soon as the system lends one, it is taken"
    native.close()


def test_where_hints_fail_the_disk_is_looked_at_more_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return False

    for kind in ("", "nfs4"):
        with monkeypatch.context() as patch:
            patch.setattr(hints, "find_remote_fs", lambda _, kind=kind: kind)
            native = NativeEvents(tmp_path, lambda: "Netlead", lambda _: None)
            patch.setattr(native._changed, "wait", wait)
            native.wait(3)
            native.close()
    assert waited == [3, 1]


def test_changes_that_no_hint_told_of_are_said_aloud_once(tmp_path: Path, watch: Watch, told: list[str]) -> None:
    put(tmp_path / "vault" / "a.md")
    put(tmp_path / "far" / "b.md")
    (tmp_path / "vault" / "link").symlink_to(tmp_path / "far")
    native = watch(tmp_path / "vault")
    native.missed("a.md")
    assert told == [], "one may be a chance"
    native.missed("link/b.md")
    native.missed("link/b.md")
    (said,) = told
    assert said.startswith("note: link/b.md changed, and the system did not tell. It lies behind a link.")


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:40 / /mnt/the\\040drive rw - nfs4 server:/notes rw
41 40 0:41 / /mnt/the\\040drive/local rw - btrfs /dev/sdb rw
42 22 0:42 / /mnt/c rw,noatime - 9p C:\\134 rw
43 22 0:43 / /media/far rw - fuse.sshfs far:/ rw
44 22 0:44 / /media/crypt rw - fuse.gocryptfs /crypt rw
broken
"""


@pytest.mark.parametrize(
    ("vault", "kind"),
    [
        ("/home/me/Notes", ""),
        ("/mnt/the drive/Notes", "nfs4"),
        ("/mnt/the drive/local/Notes", ""),
        ("/mnt/c/Users/me/Notes", "9p"),
        ("/mnt/cc", ""),
        ("/media/far", "fuse.sshfs"),
        ("/media/crypt/Notes", ""),
    ],
)
def test_drives_of_other_machines(tmp_path: Path, vault: str, kind: str) -> None:
    mounts = put(tmp_path / "mountinfo", MOUNTS)
    assert find_remote_fs(Path(vault), mounts) == kind
    assert find_remote_fs(Path(vault), tmp_path / "none") == ""


def test_a_drive_of_another_machine_is_said_aloud(
    tmp_path: Path, watch: Watch, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints, "find_remote_fs", lambda _: "nfs4")
    native = watch(tmp_path)
    (said,) = told
    assert said.startswith("note: the vault lies on a drive of the kind nfs4, which tells nothing of edits elsewhere.")
    put(tmp_path / "a.md")
    assert native.wait(20), "its own edits it may tell of all the same"


def test_what_watchdog_warns_of_is_no_message_for_the_user(tmp_path: Path) -> None:
    """It warns on its own where a folder is made at the moment in which it begins to be watched."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        observing.create_observer(str(tmp_path), lambda _path, *, named: None)  # noqa: ARG005  (the protocol's name)
        for module in ("watchdog.observers.inotify", "netlead_md.vault.watcher"):
            warnings.warn_explicit("Callback already exists", RuntimeWarning, "it.py", 1, module=module)
    assert len(said) == 1
