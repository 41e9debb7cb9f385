"""How long an edit takes to reach its page: `netlead watch` as a process, from the save of a note to the new page.

    python -m tests.benchmarks.watching --notes 10000 --runs 10

Each edit adds one line to the note of a person, as an editor saves it; the time ends with the modification time of the
ledger of the organisation where that person works.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from tests.benchmarks.generate import write
from tests.benchmarks.story import AS_OF

_EMPLOYER = re.compile(r'organisation: "?\[\[([^\]]+)\]\]')
_PATIENCE = 60.0
"""Seconds until an edit counts as unseen."""
_PAUSE = 1.0
"""Seconds of quiet between two edits."""


def people(vault: Path) -> Iterator[tuple[Path, Path]]:
    """Notes of people, each with the page of the organisation where they work."""
    for note in sorted(vault.rglob("People/**/*.md")):
        employer = _EMPLOYER.search(note.read_text(encoding="utf-8"))
        page = vault / "Netlead" / "Ledgers" / f"{employer[1].rpartition('/')[2]} ledger.md" if employer else note
        if employer and page.exists():
            yield note, page


def seen(note: Path, page: Path, number: int) -> float:
    """Add a line to a note; the seconds until the page is another."""
    before = page.stat().st_mtime_ns
    with note.open("a", encoding="utf-8") as file:
        file.write(f"\n- {AS_OF} trust+: told us of plan {number}\n")
    saved = time.time_ns()
    while page.stat().st_mtime_ns == before:
        if time.time_ns() - saved > _PATIENCE * 1e9:
            raise TimeoutError(f"{page.name} did not change")
        time.sleep(0.002)
    return (page.stat().st_mtime_ns - saved) / 1e9


def measure(vault: Path, home: Path, runs: int) -> tuple[list[float], int]:
    """Seconds of each edit, and the peak memory of the watch in bytes."""
    program = Path(sys.executable).with_name("netlead")
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home)}
    command = [str(program), "watch", str(vault), "--as-of", AS_OF.isoformat()]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as watch:
        assert watch.stderr is not None
        for line in watch.stderr:
            if line.startswith("Watching"):
                break
        taken = []
        for number, (note, page) in enumerate(islice(people(vault), 0, runs * 7, 7)):
            time.sleep(_PAUSE)
            taken.append(seen(note, page, number))
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{watch.pid}/status").read_text(encoding="ascii"))
        watch.send_signal(signal.SIGINT)
    return taken, int(peak[1]) * 1024 if peak else 0


def main() -> None:
    parser = argparse.ArgumentParser(description="Time from the save of a note to the new page, in netlead watch.")
    parser.add_argument("--notes", type=int, action="append", help="size of the vault, may be given again [10000]")
    parser.add_argument("--runs", type=int, default=10, help="edits of which the median is printed")
    options = parser.parse_args()
    for notes in options.notes or [10_000]:
        with tempfile.TemporaryDirectory(prefix="netlead-benchmark-") as folder:
            vault, home = Path(folder) / "vault", Path(folder) / "home"
            home.mkdir()
            write(vault, notes)
            taken, memory = measure(vault, home, options.runs)
            print(
                f"{notes} notes: an edit seen and written in {median(taken):.2f} s (median of {len(taken)}, "
                f"from {min(taken):.2f} to {max(taken):.2f} s), {memory / 1e6:.0f} MB at the peak",
                flush=True,
            )


if __name__ == "__main__":
    main()
