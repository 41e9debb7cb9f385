"""The system's own word that something may have changed, by watchdog; where it fails: why, and what cures it."""

import errno
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from netlead_md.shell import obsidian
from netlead_md.shell.left_out import ignored
from netlead_md.shell.misuse import system_words
from netlead_md.shell.mounts import remote

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


class Native:
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
        self._deaf: set[str] = set()
        self._hint = threading.Event()
        self._paths: deque[str] = deque(maxlen=_MANY)
        self._stop: Callable[[], None] = lambda: None
        self._threads: set[threading.Thread] = set()
        self._fds: set[str] = set()
        self._root: tuple[int, int] | None = None
        self._counted: tuple[int | None, int] = (None, 0)
        self._misses = 0
        if kind := remote(vault):
            self._say(
                "remote", f"the vault lies on a drive of the kind {kind}, which tells nothing of edits elsewhere."
            )
        self._start()

    def wait(self, seconds: float) -> bool:
        if not self._hint.wait(seconds / _POLL if self._deaf else seconds):
            return False
        self._hint.clear()
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
        if not alive or self._root != _identity(self._vault):
            self._start()
        if self._threads and (_watched(self._fds), folders) != self._counted:
            self._count(folders)

    def missed(self, path: str) -> None:
        self._misses += 1
        if self._misses >= _MISSES and not self._deaf:
            above = (self._vault / path, *(self._vault / each for each in Path(path).parents))
            why = "It lies behind a link." if any(map(Path.is_symlink, above)) else "Another system may hold the drive."
            self._say("missed", f"{path} changed, and the system did not tell. {why}")

    def heard(self, path: str, *, named: bool) -> None:
        """Take one path of an event; `named`: a file came, went or was renamed, and not only its content changed."""
        inside = path[len(self._top) :].strip(os.sep)
        if self._matters(inside.replace(os.sep, "/"), named=named):
            self._paths.append(os.path.join(self._vault, inside))  # noqa: PTH118  (as a look names it)
            self._hint.set()

    def close(self) -> None:
        self._stop()
        self._stop, self._threads = lambda: None, set()

    def _matters(self, inside: str, *, named: bool) -> bool:
        if inside.startswith(f"{obsidian.FOLDER}/"):
            return inside.removeprefix(f"{obsidian.FOLDER}/") in obsidian.FILES
        *folders, name = inside.split("/")
        cloud = name.startswith(".") and name.endswith(".icloud")
        if any(map(ignored, folders)) or (ignored(name) and not cloud):
            return False
        output = self._output()
        if inside == output or inside.startswith(f"{output}/"):
            return False
        return named or name.lower().endswith(_READ)

    def _start(self) -> None:
        """Watch the vault anew, if it is there."""
        from netlead_md.shell.observing import observer

        self.close()
        self._root = _identity(self._vault)
        if self._root is None:
            return
        threads, fds = set(threading.enumerate()), _inotify()
        made = None
        try:
            self._top = os.path.realpath(self._vault)
            made = observer(self._top, self.heard)
            self._stop = made.stop
            made.start()
        except (OSError, RuntimeError) as error:
            self.close()
            self._say("dead", *_reason(error))
            return
        self._threads, self._fds = set(threading.enumerate()) - threads, _inotify() - fds
        self._deaf.discard("dead")

    def _count(self, folders: int) -> None:
        """Compare the folders that the kernel watches with those that there are: watchdog is silent about the rest."""
        watched, whole = _watched(self._fds), _folders(self._vault)
        if watched is not None and watched < whole:
            self._start()
            watched, whole = _watched(self._fds), _folders(self._vault)
        self._counted = watched, folders
        self._deaf.discard("limit")
        if self._threads and watched is not None and watched < whole:
            cure = f"`sudo sysctl fs.inotify.max_user_watches={max(524_288, 2 * whole)}` raises the limit"
            why = f"the system watches {watched:,} of the {whole:,} folders here and no more: its limit is reached."
            self._say("limit", why, cure)

    def _say(self, kind: str, why: str, cure: str = "") -> None:
        self._deaf.add(kind)
        if kind not in self._told:
            self._told.add(kind)
            self._tell(f"note: {why} {_LATE}" + (f"\nhelp: {cure}" if cure else ""))


def _reason(error: Exception) -> tuple[str, str]:
    words = system_words(error) if isinstance(error, OSError) else str(error)
    cures = {
        errno.EMFILE: "`sudo sysctl fs.inotify.max_user_instances=512` raises the limit",
        errno.ENOSPC: "`sudo sysctl fs.inotify.max_user_watches=524288` raises the limit",
    }
    return f"the system tells of no changes here: {words}.", cures.get(getattr(error, "errno", 0), "")


def _identity(vault: Path) -> tuple[int, int] | None:
    try:
        status = vault.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _inotify() -> set[str]:
    """Names of our open files through which Linux tells of changes; none on other systems."""
    found = set()
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listdir(_PROCESS / "fd"):  # noqa: PTH208
                with suppress(OSError):
                    if "inotify" in os.readlink(_PROCESS / "fd" / name):  # noqa: PTH115
                        found.add(name)
    return found


def _watched(fds: set[str]) -> int | None:
    """How many folders these watch; None where the system does not say."""
    if not fds:
        return None
    try:
        told = [(_PROCESS / "fdinfo" / name).read_bytes() for name in fds]
    except OSError:
        return None
    return sum(text.count(b"inotify wd:") for text in told)


def _folders(vault: Path) -> int:
    return sum(1 for _ in os.walk(vault))
