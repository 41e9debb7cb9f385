"""What the reader of plain lines costs: microseconds a line, and how the time grows with the length of a hostile line.

    python tests/benchmarks/plain_lines.py [LINES]

Prints two tables. A ratio near 4 for a line four times as long is linear.
"""

import random
import sys
import time
from collections.abc import Callable

from netlead_md.parsing.plain_line import read_plain_line

OPENINGS = (
    "phoned",
    "met for coffee",
    "asked her for a van",
    "lunch, 45 mins",
    "she promised us a room",
    "email from her",
)
WORDS = tuple("about the kitchen and a plan for our summer with Ada then back to the old hall near Leeds".split())  # noqa: SIM905
HOSTILE = (
    "asked ",
    "met with, ",
    "2026-03-03 ",
    "3/4/26 ",
    "[[",
    "(",
    ".",
    "a.b-",
    "“",
    "%%",
    "**",
    "1 000 ",
    "März 3. ",
    "12:30–",
)


def _seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Processor time of the fastest run."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _lines(count: int, openings: tuple[str, ...]) -> list[str]:
    draw = random.Random(18)
    return [f"- 2026-03-03 {draw.choice(openings)} {' '.join(draw.sample(WORDS, 8))} {at}" for at in range(count)]


def _read_all(lines: list[str]) -> Callable[[], object]:
    return lambda: [read_plain_line(line) for line in lines]


def main(count: int) -> None:
    for name, openings in {"telling": OPENINGS, "silent": ("blue", "seven stones")}.items():
        seconds = _seconds(_read_all(_lines(count, openings)), 1)  # a second run would find them in the cache
        print(f"{name:10} {seconds / count * 1e6:6.1f} µs a line")
    for piece in HOSTILE:
        text = piece * (50_000 // len(piece))
        once, four = _seconds(_read_all([text])), _seconds(_read_all([text * 4]))
        print(f"{piece!r:14} {once * 1e3:7.2f} ms  ratio {four / max(once, 1e-4):4.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
