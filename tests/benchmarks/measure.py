"""Print time and memory of netlead beside rumdl, hugo and obsidiantools on the reference vault, as a Markdown table.

    python -m tests.benchmarks.measure --notes 10000 --runs 5

Wall and processor time and peak memory are those of the whole process, its children included, as the kernel counts
them; each figure is the median of the runs. The vault, the caches and the sites lie in a temporary folder.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.generate import write
from tests.benchmarks.story import AS_OF

_OBSIDIANTOOLS = """
import sys
from pathlib import Path
import obsidiantools.api
obsidiantools.api.Vault(Path(sys.argv[1])).connect().gather()
"""
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes of one unit of `ru_maxrss`."""


@dataclass(frozen=True)
class Case:
    """One row: a command, what is done before each of its runs, and the exit statuses that mean success."""

    name: str
    command: list[str]
    before: Callable[[], None]
    fine: tuple[int, ...] = (0,)
    most: int = 100
    """Runs that are enough, however many are asked for."""


@dataclass(frozen=True)
class Run:
    """Wall and processor time in seconds, peak memory in bytes, exit status and last words of one process."""

    wall: float
    cpu: float
    memory: int
    status: int
    complaint: str
    """The last line of a traceback, else empty: a program that cannot even start may exit with 1, as with findings."""


def run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command in silence and return what the kernel counted for it and for its children."""
    with tempfile.TemporaryFile() as errors:
        silence = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
        streams = [*silence, (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)]
        start = time.perf_counter()
        process = os.posix_spawn(command[0], command, environment, file_actions=streams)
        _, status, used = os.wait4(process, 0)
        wall = time.perf_counter() - start
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    complaint = said.splitlines()[-1] if "Traceback (most recent call last)" in said else ""
    memory = used.ru_maxrss * _MEMORY_UNIT
    return Run(wall, used.ru_utime + used.ru_stime, memory, os.waitstatus_to_exitcode(status), complaint)


def cases(vault: Path, scratch: Path) -> list[Case]:
    """List what is measured on one vault, and put what hugo needs for a site beside it."""
    site = _site(scratch / "site")
    options = [str(vault), "--as-of", AS_OF.isoformat(), "--quiet"]
    regenerate = ["netlead", "regenerate", *options]
    check = ["netlead", "check", *options]
    hugo = ["hugo", "--source", str(site), "--contentDir", str(vault), "--ignoreCache", "--noBuildLock", "--quiet"]

    def aside(folder: Path) -> None:
        """Put what a run wrote aside, not away: for a minute ext4 takes long detours around what was just deleted."""
        if folder.exists():
            folder.rename(Path(tempfile.mkdtemp(dir=scratch)) / folder.name)

    def no_pages() -> None:
        aside(vault / "Netlead")

    def nothing_kept() -> None:
        no_pages()
        shutil.rmtree(scratch / "home", ignore_errors=True)
        (scratch / "home").mkdir()

    def as_it_is() -> None:
        """Leave the cache and the pages of the run before."""

    return [
        Case("netlead --help", ["netlead", "--help"], as_it_is),
        Case("netlead regenerate, no cache, no pages yet", [*regenerate, "--no-cache"], nothing_kept),
        Case("netlead regenerate, the first run, filling the cache", regenerate, nothing_kept),
        Case("netlead regenerate, warm, nothing changed", regenerate, as_it_is),
        Case("netlead check, no cache", [*check, "--no-cache"], as_it_is, (0, 1)),
        Case("netlead check, warm", check, as_it_is, (0, 1)),
        Case("rumdl check, no cache", ["rumdl", "check", "--no-cache", "--no-config", str(vault)], no_pages, (0, 1)),
        Case("hugo, one page a note", hugo, lambda: aside(site / "public")),
        Case("obsidiantools, links and texts", ["python", "-c", _OBSIDIANTOOLS, str(vault)], no_pages, most=1),
    ]


def table(rows: list[Case], runs: int, home: Path) -> list[str]:
    """Measure each case and return the lines of the table."""
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed netlead is compiled once, not at each start
    lines = ["| | wall, s | processor, s | peak, MB |", "|---|---:|---:|---:|"]
    for case in rows:
        program = _program(case.command[0])
        if program is None:
            lines.append(f"| {case.name} | not installed | | |")
            continue
        taken = []
        for _ in range(min(runs, case.most)):
            case.before()
            taken.append(run([program, *case.command[1:]], environment))
        lines.append(_row(case, taken))
    return lines


def _row(case: Case, taken: list[Run]) -> str:
    bad = next((one for one in taken if one.complaint or one.status not in case.fine), None)
    if bad:
        return f"| {case.name} | failed, exit status {bad.status} {bad.complaint} | | |"
    wall, cpu = median(one.wall for one in taken), median(one.cpu for one in taken)
    return f"| {case.name} | {wall:.2f} | {cpu:.2f} | {median(one.memory for one in taken) / 1e6:.0f} |"


def _program(name: str) -> str | None:
    """Find a program beside this Python first, as in a virtual environment that is not activated."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def _site(folder: Path) -> Path:
    """Write the smallest site that makes hugo render every note to a page."""
    layouts = folder / "layouts"
    layouts.mkdir(parents=True)
    (folder / "hugo.toml").write_text('disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]\n')
    for name in ("single.html", "list.html"):
        (layouts / name).write_text("<!doctype html><title>{{ .Title }}</title>{{ .Content }}\n")
    return folder


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description="Time and memory of netlead beside other programs.")
    parser.add_argument("--notes", type=int, action="append", help="size of the vault, may be given again [10000]")
    parser.add_argument("--runs", type=int, default=5, help="runs of which the median is printed")
    parser.add_argument("--only", action="append", help="measure only the rows that hold this word, or another")
    options = parser.parse_args()
    for notes in options.notes or [10_000]:
        with tempfile.TemporaryDirectory(prefix="netlead-benchmark-") as folder:
            scratch = Path(folder)
            size = write(scratch / "vault", notes)
            every = cases(scratch / "vault", scratch)
            rows = [case for case in every if any(word in case.name for word in options.only or [""])]
            print(f"\n{notes} notes, {size / 1e6:.1f} MB, median of {options.runs} runs, {os.cpu_count()} cores\n")
            print("\n".join(table(rows, options.runs, scratch / "home")), flush=True)


if __name__ == "__main__":
    main()
