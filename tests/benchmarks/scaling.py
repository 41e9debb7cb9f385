"""Which costs grow faster than what they are of: doubles one dimension of a vault after another.

    python -m tests.benchmarks.scaling                        all dimensions, ten minutes
    python -m tests.benchmarks.scaling --only pledges --only ids

Each run is a process of its own, and counted is its processor time, that of an empty vault taken off. A dimension is
doubled until a run takes `--enough` seconds or `--most` is reached. The exponent is that of the last three doublings:
1 is linear, 2 is quadratic. What is above 1.2 fails, unless the longest run took less than a quarter of a second.
"""

import argparse
import datetime as dt
import gc
import math
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.dimensions import DIMENSIONS, Vault, edited

DAY: Final = dt.date(2026, 6, 30)
STEEPEST: Final = 1.2
"""The exponent from which on a cost is no longer linear; the logarithm of sorting and the noise are below."""
_FIRST: Final = 125
_DOUBLINGS: Final = 3
_NOISE: Final = 0.25
"""Seconds of processor time in which no growth can be seen."""
_AGAIN: Final = 2
"""Times that what seems steep is measured again, the least of each size taken: a busy machine only adds."""
_LIMIT: Final = 60
"""Seconds of processor time after which a run is ended: it counts as failed."""


class Growth(NamedTuple):
    """One dimension under one command."""

    dimension: str
    command: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    """Processor time for each size, that of the empty vault taken off; infinite where the run was ended."""

    @property
    def exponent(self) -> float:
        """Of the last three doublings; 0 where the time is too short to tell."""
        if self.seconds[-1] < _NOISE:
            return 0.0
        if math.isinf(self.seconds[-1]):
            return math.inf
        first = max(self.seconds[-1 - _DOUBLINGS], 0.02)
        return math.log2(self.seconds[-1] / first) / _DOUBLINGS

    @property
    def linear(self) -> bool:
        return self.exponent <= STEEPEST


def write_vault(folder: Path, notes: Vault) -> None:
    """Write the notes of a vault into a new folder."""
    for path, text in notes.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def _run_command(name: str, vault: Path) -> None:
    from netlead_md.cli.main import netlead

    with suppress(SystemExit):
        netlead.main([name, str(vault), "--no-cache", "--quiet", "--as-of", DAY.isoformat()])


def load_everything() -> None:
    """Run once in this process, so that its children find all modules loaded."""
    with tempfile.TemporaryDirectory(prefix="netlead-scaling-") as folder, open(os.devnull, "w") as silence:  # noqa: PTH123
        vault, notes = Path(folder), DIMENSIONS["asks"](1)
        write_vault(vault, notes)
        with redirect_stdout(silence), redirect_stderr(silence):
            _run_command("check", vault)
            _run_command("regenerate", vault)
            _prepare_edit(vault, notes)()
    gc.collect()
    gc.freeze()


def _prepare_edit(vault: Path, notes: Vault) -> Callable[[], None]:
    """Make all pages once; what is returned follows one edit."""
    from netlead_md.vault.publish import build_pages
    from netlead_md.vault.session import Session

    session = Session(vault)
    last = build_pages(session.refresh(session.look(), DAY))
    (vault / "Acme.md").write_text(edited(notes)["Acme.md"], encoding="utf-8")
    return lambda: void(build_pages(session.refresh(session.look(), DAY), last))


def void(_: object) -> None:
    """Drop a value."""


def _in_child(vault: Path, notes: Vault, command: str) -> float:
    """Do the work of a child process; return what is to be taken off its processor time."""
    gc.disable()  # as the command line does
    if command != "edit":
        _run_command(command, vault)
        return 0.0
    follow = _prepare_edit(vault, notes)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    follow()
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure(notes: Vault, command: str) -> float:
    """Seconds of processor time that a command takes on a vault; infinite if it is ended for taking too long."""
    folder = Path(tempfile.mkdtemp(prefix="netlead-scaling-"))
    try:
        write_vault(folder / "vault", notes)
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            _be_child(folder, notes, command, theirs)
        os.close(theirs)
        with os.fdopen(ours) as told:
            before = told.read()
        _, status, used = os.wait4(child, 0)
        if not before or status:
            return math.inf
        return used.ru_utime + used.ru_stime - float(before)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _be_child(folder: Path, notes: Vault, command: str, pipe: int) -> None:
    """Run in the child of a fork, and never return from it."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT, _LIMIT))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        os.environ |= {
            "HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_STATE_HOME": str(folder / "s"),
        }
        silence = os.open(os.devnull, os.O_RDWR)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        off = _in_child(folder / "vault", notes, command)
        os.write(pipe, str(off).encode())
        status = 0
    finally:
        os._exit(status)


def grow(dimension: str, command: str, empty: float, most: int, enough: float) -> Growth:
    """Double one dimension until a run takes long enough."""
    sizes: list[int] = []
    seconds: list[float] = []
    size = _FIRST
    while size <= most and not (len(sizes) > _DOUBLINGS and seconds[-1] > enough):
        sizes.append(size)
        notes = DIMENSIONS[dimension](size)
        seconds.append(measure(notes, command) - empty)
        if math.isinf(seconds[-1]):
            break
        size *= 2
    growth = Growth(dimension, command, tuple(sizes), tuple(seconds))
    for _ in range(_AGAIN):
        if growth.linear or math.isinf(seconds[-1]):
            break
        for at in range(max(len(sizes) - 1 - _DOUBLINGS, 0), len(sizes)):
            seconds[at] = min(seconds[at], measure(DIMENSIONS[dimension](sizes[at]), command) - empty)
        growth = Growth(dimension, command, tuple(sizes), tuple(seconds))
    return growth


def tell(growth: Growth) -> str:
    """One row of the table."""
    last = list(zip(growth.sizes, growth.seconds, strict=True))[-1 - _DOUBLINGS :]
    times = ", ".join(f"{size}: {seconds:.2f}" for size, seconds in last)
    mark = "" if growth.linear else " **not linear**"
    return f"| {growth.dimension} | {growth.command} | {times} | {growth.exponent:.2f}{mark} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, measure and print; the exit status is 1 if anything grows too fast."""
    parser = argparse.ArgumentParser(description="Double one dimension of a vault after another.")
    parser.add_argument("--only", action="append", help="only the dimensions that hold this word, or another")
    parser.add_argument("--command", action="append", choices=("check", "regenerate", "edit"))
    parser.add_argument("--most", type=int, default=64_000, help="the largest size")
    parser.add_argument("--enough", type=float, default=1.0, help="seconds after which no more doubling is needed")
    options = parser.parse_args(arguments)
    steep = 0
    print("| dimension | command | size: seconds | exponent |\n|---|---|---|---:|")
    commands = options.command or ["check", "regenerate", "edit"]
    load_everything()
    empty = {command: min(measure(DIMENSIONS["asks"](1), command) for _ in range(3)) for command in commands}
    for dimension in DIMENSIONS:
        if any(word in dimension for word in options.only or [""]):
            for command in commands:
                growth = grow(dimension, command, empty[command], options.most, options.enough)
                steep += not growth.linear
                print(tell(growth), flush=True)
    print(f"\n{steep} not linear")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
