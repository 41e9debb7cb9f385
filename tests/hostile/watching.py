"""A `netlead watch` in a process of its own, and what it says, as it says it."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from netlead_md.rendering import content_hash
from netlead_md.vault.marker import parse_marker

ROOT: Final = Path(__file__).parents[2]
COMMAND: Final = (sys.executable, "-m", "netlead_md")
PATIENCE: Final = 60.0
"""Seconds after which something is given up that never comes; nothing is measured by it."""
_TICK: Final = 0.05
NOTES: Final = {
    "netlead.toml": "as_of = 2026-06-30\n",
    "People/Ada.md": '---\ntype: person\norganisation: "[[Acme]]"\n---\n- 2026-06-01 meeting: about the room\n',
    "Organisations/Acme.md": "---\ntype: organisation\n---\n",
}


def put(vault: Path, notes: Mapping[str, str]) -> Path:
    for path, text in notes.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(text, encoding="utf-8")
    return vault


def ledger(vault: Path) -> str:
    """The page of Acme, empty if there is none."""
    return text(vault / "Netlead" / "Ledgers" / "Acme ledger.md")


def health(vault: Path) -> str:
    return text(vault / "Netlead" / "Notes health.md")


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def pages(vault: Path) -> dict[str, bytes]:
    folder = vault / "Netlead"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(vault: Path) -> dict[str, int]:
    """When each file in the output folder was changed last."""
    return {os.fspath(path): path.stat().st_ctime_ns for path in (vault / "Netlead").rglob("*") if path.is_file()}


def whole(vault: Path) -> bool:
    """Whether every page is just what its seal says, and nothing else of ours lies about."""
    found = {path: (data, parse_marker(data)) for path, data in pages(vault).items()}
    sound = all(mark is not None and mark.content_hash == content_hash(mark.body) for _, mark in found.values())
    return sound and not any(path.rpartition("/")[2].startswith(".") for path in found)


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """A command that ends."""
    words = [*COMMAND, *map(str, args)]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT, timeout=PATIENCE)


class Watch:
    """One process. `said` is all that it has said so far, to both streams."""

    def __init__(
        self,
        vault: Path,
        *options: str,
        command: Sequence[str] = COMMAND,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.vault = vault
        self.said = ""
        self.count = 0
        self.process = subprocess.Popen(
            [*command, "watch", str(vault), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
        )
        assert self.process.stdout is not None
        self._pipe = self.process.stdout.fileno()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._pipe, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._selector.close()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def ready(self) -> Self:
        return self.until("Watching; Ctrl-C ends it.\n")

    def until(self, done: str | Callable[[], bool], *, since: int = 0) -> Self:
        """Wait for words (said since then), or for something on the disk."""
        end = time.monotonic() + PATIENCE
        while not (done in self.said[since:] if isinstance(done, str) else done()):
            if self.process.poll() is not None and not self._hear():
                raise AssertionError(f"it ended with {self.process.returncode}, having said:\n{self.said}")
            if time.monotonic() > end:
                raise AssertionError(f"in vain; it had said:\n{self.said}")
            self._hear()
        return self

    def after(self, deed: Callable[[], object], done: str | Callable[[], bool]) -> str:
        """Do something and wait for what should come of it; what was said meanwhile."""
        since = len(self.said)
        deed()
        self.until(done, since=since)
        return self.said[since:]

    def meanwhile(self, deed: Callable[[], object]) -> str:
        """Do something of which nothing should come; what was said of it and of a note that is saved after it."""
        self._sign()  # what came before has been said
        return self._sign(deed)

    def _sign(self, deed: Callable[[], object] = lambda: None) -> str:
        self.count += 1
        name, since = f"Sign {self.count}.md", len(self.said)
        deed()
        (self.vault / name).write_text("A sign.\n", encoding="utf-8")
        self.until(lambda: name in self.said[since:] and self.said.endswith("\n"))
        return self.said[since:].replace(name, "Sign.md")

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal; the exit status."""
        self.process.send_signal(number)
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self._hear()
        while self._hear():
            pass
        return self.process.wait(PATIENCE)

    def processor(self) -> float:
        """Seconds of processor time so far (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _hear(self) -> bool:
        if not self._selector.select(_TICK):
            return False
        heard = os.read(self._pipe, 65_536)
        self.said += heard.decode("utf-8", "replace")
        return bool(heard)
