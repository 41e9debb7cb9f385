"""The system's own word that something may have changed, by watchdog; where it fails: why, and what cures it."""

import errno
import logging
import os
import re
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from netlead_md.vault import config as obsidian
from netlead_md.vault.errors import system_message
from netlead_md.vault.real_path import resolve_links
from netlead_md.vault.scanner import is_ignored

# Where a vault lies: on some file systems an edit made elsewhere sends no word (COMPATIBILITY, Watching).


MOUNTS: Final = Path("/proc/self/mountinfo")
_REMOTE: Final = re.compile(
    r"nfs4?|cifs|smb3|smbfs|ncpfs|afs|ceph|glusterfs|lustre|9p|drvfs|virtiofs|vboxsf|prl_fs|vmhgfs|fakeowner"
    r"|fuse\.(?:sshfs|rclone|grpcfuse|osxfs|davfs2?|s3fs|glusterfs|gvfsd-fuse|vmhgfs-fuse|portal)"
)
"""Network drives, and what WSL, Docker and virtual machines show of their host."""


def find_remote_fs(vault: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system, if it is one of those; else, or where the system does not say, nothing."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    here, found = resolve_links(vault), (0, "")
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) > 4 and after:  # noqa: PLR2004  (the fifth is where it is mounted)
            place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
            if here.is_relative_to(place):
                found = max(found, (len(place), after.split(" ")[0]), key=lambda each: each[0])
    return found[1] if _REMOTE.fullmatch(found[1]) else ""


_POLL: Final = 3
"""Where hints cannot be relied on, the disk is looked at so many times as often."""
_MISSES: Final = 2
"""Changes without a hint before that is said: one may be a chance."""
_READ: Final = (".md", ".toml", ".jinja")
"""What is read; of all other files only the names matter."""
_MANY: Final = 256
"""Events, among which it is no longer worth while to look at single files."""
_PROCESS: Final = Path("/proc/self")
_LATE: Final = "Such changes are seen a little later: netlead looks for itself."


class NativeEvents:
    """Hints of the operating system. Hidden folders, temporaries and our own pages give none.

    `tell` hears, once each, why hints cannot be relied on.
    """

    def __init__(self, vault: Path, output: Callable[[], str], tell: Callable[[str], None]) -> None:
        self._vault = vault
        self._top = os.path.realpath(vault)
        """As the system names it in what it tells: where the vault is a link, by what lies behind."""
        self._output = output
        self._tell = tell
        self._told: set[str] = set()
        self._unreliable: set[str] = set()
        self._changed = threading.Event()
        self._paths: deque[str] = deque(maxlen=_MANY)
        self._stop: Callable[[], None] = lambda: None
        self._threads: set[threading.Thread] = set()
        self._fds: set[str] = set()
        self._root: tuple[int, int] | None = None
        self._counted: tuple[int | None, int] = (None, 0)
        self._misses = 0
        if kind := find_remote_fs(vault):
            self._say(
                "remote", f"the vault lies on a drive of the kind {kind}, which tells nothing of edits elsewhere."
            )
        self._start()

    def wait(self, seconds: float) -> bool:
        if not self._changed.wait(seconds / _POLL if self._unreliable else seconds):
            return False
        self._changed.clear()
        return True

    def paths(self) -> frozenset[str]:
        """Files that were told of since the last call; none where they were many."""
        found = []
        while self._paths:
            found.append(self._paths.popleft())
        return frozenset(found) if len(found) < _MANY else frozenset()

    def check(self, folders: int) -> None:
        """Watch anew what is not watched: the vault was away, a thread died, a folder was missed."""
        alive = self._threads and all(thread.is_alive() for thread in self._threads)
        if not alive or self._root != _vault_identity(self._vault):
            self._start()
        if self._threads and (_count_watches(self._fds), folders) != self._counted:
            self._count(folders)

    def missed(self, path: str) -> None:
        self._misses += 1
        if self._misses >= _MISSES and not self._unreliable:
            above = (self._vault / path, *(self._vault / each for each in Path(path).parents))
            why = "It lies behind a link." if any(map(Path.is_symlink, above)) else "Another system may hold the drive."
            self._say("missed", f"{path} changed, and the system did not tell. {why}")

    def heard(self, path: str, *, named: bool) -> None:
        """Take one path of an event; `named`: a file came, went or was renamed, and not only its content changed."""
        inside = path[len(self._top) :].strip(os.sep)
        if self._is_relevant(inside.replace(os.sep, "/"), named=named):
            self._paths.append(os.path.join(self._vault, inside))  # noqa: PTH118  (as a look names it)
            self._changed.set()

    def close(self) -> None:
        self._stop()
        self._stop, self._threads = lambda: None, set()

    def _is_relevant(self, inside: str, *, named: bool) -> bool:
        if inside.startswith(f"{obsidian.OBSIDIAN_FOLDER}/"):
            return inside.removeprefix(f"{obsidian.OBSIDIAN_FOLDER}/") in obsidian.OBSIDIAN_FILES
        *folders, name = inside.split("/")
        cloud = name.startswith(".") and name.endswith(".icloud")
        if any(map(is_ignored, folders)) or (is_ignored(name) and not cloud):
            return False
        output = self._output()
        if inside == output or inside.startswith(f"{output}/"):
            return False
        return named or name.lower().endswith(_READ)

    def _start(self) -> None:
        """Watch the vault anew, if it is there."""
        from netlead_md.vault.fs_events import create_observer

        self.close()
        self._root = _vault_identity(self._vault)
        if self._root is None:
            return
        threads, fds = set(threading.enumerate()), _list_inotify_fds()
        made = None
        try:
            self._top = os.path.realpath(self._vault)
            made = create_observer(self._top, self.heard)
            self._stop = made.stop
            made.start()
        except (OSError, RuntimeError) as error:
            self.close()
            self._say("dead", *_explain_failure(error))
            return
        self._threads, self._fds = set(threading.enumerate()) - threads, _list_inotify_fds() - fds
        self._unreliable.discard("dead")

    def _count(self, folders: int) -> None:
        """Compare the folders that the kernel watches with those that there are: watchdog is silent about the rest."""
        watched, whole = _count_watches(self._fds), _count_folders(self._vault)
        if watched is not None and watched < whole:
            self._start()
            watched, whole = _count_watches(self._fds), _count_folders(self._vault)
        self._counted = watched, folders
        self._unreliable.discard("limit")
        if self._threads and watched is not None and watched < whole:
            hint = f"`sudo sysctl fs.inotify.max_user_watches={max(524_288, 2 * whole)}` raises the limit"
            why = f"the system watches {watched:,} of the {whole:,} folders here and no more: its limit is reached."
            self._say("limit", why, hint)

    def _say(self, kind: str, why: str, hint: str = "") -> None:
        self._unreliable.add(kind)
        if kind not in self._told:
            self._told.add(kind)
            self._tell(f"note: {why} {_LATE}" + (f"\nhelp: {hint}" if hint else ""))


def _explain_failure(error: Exception) -> tuple[str, str]:
    words = system_message(error) if isinstance(error, OSError) else str(error)
    cures = {
        errno.EMFILE: "`sudo sysctl fs.inotify.max_user_instances=512` raises the limit",
        errno.ENOSPC: "`sudo sysctl fs.inotify.max_user_watches=524288` raises the limit",
    }
    return f"the system tells of no changes here: {words}.", cures.get(getattr(error, "errno", 0), "")


def _vault_identity(vault: Path) -> tuple[int, int] | None:
    try:
        status = vault.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _list_inotify_fds() -> set[str]:
    """Names of our open files through which Linux tells of changes; none on other systems."""
    found = set()
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listdir(_PROCESS / "fd"):  # noqa: PTH208
                with suppress(OSError):
                    if "inotify" in os.readlink(_PROCESS / "fd" / name):  # noqa: PTH115
                        found.add(name)
    return found


def _count_watches(fds: set[str]) -> int | None:
    """How many folders these watch; None where the system does not say."""
    if not fds:
        return None
    try:
        told = [(_PROCESS / "fdinfo" / name).read_bytes() for name in fds]
    except OSError:
        return None
    return sum(text.count(b"inotify wd:") for text in told)


def _count_folders(vault: Path) -> int:
    return sum(1 for _ in os.walk(vault))


# watchdog, held so that it tells little: what is only read makes no event, and its log stays silent.


class EventCallback(Protocol):
    def __call__(self, path: str, *, named: bool) -> None: ...


_NAMES: Final = ("Created", "Deleted", "Moved")
_KINDS: Final = [
    getattr(events, f"{what}{deed}Event")
    for what in ("File", "Dir")
    for deed in (*_NAMES, "Modified", "Attrib")
    if f"{what}{deed}" != "DirModified" and hasattr(events, f"{what}{deed}Event")
]


class _EventHandler(events.FileSystemEventHandler):
    """Hands paths on. One that raised would end watchdog's thread."""

    def __init__(self, heard: EventCallback) -> None:
        self._callback = heard

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        named = event.event_type in {"created", "deleted", "moved"} or event.is_directory
        self._callback(os.fsdecode(event.src_path), named=named)
        if event.dest_path:
            self._callback(os.fsdecode(event.dest_path), named=named)


def create_observer(vault: str, heard: EventCallback) -> BaseObserver:
    """Make what watches a vault, not started yet. Raises OSError where the system lends nothing to watch with."""
    log = logging.getLogger("watchdog")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
        log.propagate = False
    # A folder made while it is being watched is told of twice, which watchdog warns of; nothing is lost by it.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
    made = Observer()
    made.schedule(_EventHandler(heard), vault, recursive=True, event_filter=_KINDS)
    return made
