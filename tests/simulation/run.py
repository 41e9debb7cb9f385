"""Run the simulation by hand and print its table.

    python -m tests.simulation.run --seeds 5

Every run has a vault of its own in a temporary folder; nothing of the user who runs it is read or written.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Final

from tests.simulation.bars import help_per_hour, missed_bars, precision, recall
from tests.simulation.parameters import Parameters, load_parameters
from tests.simulation.simulate import Outcome, simulate

BARRED: Final = "average"
"""The style that has bars."""
Key = tuple[str, str, int, bool]


def main(words: list[str] | None = None) -> int:
    """Print one row for each world, style and seed, and the sums. 1 if a bar is missed, else 0."""
    options = _options(words)
    parameters, status = load_parameters(), 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HOME=folder, XDG_CACHE_HOME=f"{folder}/cache", XDG_CONFIG_HOME=f"{folder}/config")
        for world, style in product(options.worlds, options.styles):
            followed, control = [], []
            for seed in range(options.first, options.first + options.seeds):
                place = Path(folder) / f"{world}-{style}-{seed}"
                followed.append(_run(place / "followed", parameters, (world, style, seed, True)))
                control.append(_run(place / "random", parameters, (world, style, seed, False)))
                _say(_row(f"{world} {style} {seed}", followed[-1:], control[-1:]))
                if options.trace:
                    _say("\n".join(line for line in followed[-1].trace if options.trace in line))
            _say(_row(f"{world} {style} all", followed, control))
            _say(_details(followed))
            missed = missed_bars(followed, control)
            _say(f"  bars missed: {', '.join(missed) or 'none'}")
            status = 1 if missed and style == BARRED else status
    return status


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.run", description="A simulated user, two years.")
    parser.add_argument("--seeds", type=int, default=1, help="how many runs of each kind")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--worlds", nargs="+", default=["generous", "strict"])
    parser.add_argument("--styles", nargs="+", default=["average"], help="sparse, average, diligent")
    parser.add_argument("--trace", default="", help="print each week's steps of organisations with these letters")
    return parser.parse_args(words)


def _run(vault: Path, parameters: Parameters, key: Key) -> Outcome:
    world, style, seed, follow = key
    vault.mkdir(parents=True)
    return simulate(vault, parameters, seed, world=world, style=style, follow=follow)


def _row(name: str, followed: list[Outcome], control: list[Outcome]) -> str:
    appeared = [len(each.appeared) for each in followed]
    done, again = sum(each.done for each in followed), sum(each.repeated for each in followed)
    found = [label for each in followed for label in each.found.values()]
    return (
        f"{name}: appeared {min(appeared)}–{max(appeared)}; again {again}/{done} ({again / max(done, 1):.0%});"
        f" hidden {sum(len(each.hidden) for each in followed)};"
        f" talkers recall {recall(followed):.2f}, precision {precision(followed):.2f}"
        f" ({found.count('talker')} of {len(found)}); blamed {sum(len(each.blamed) for each in followed)};"
        f" help per hour {help_per_hour(followed):.4f} against {help_per_hour(control):.4f}"
        f" ({_sums(followed)} against {_sums(control)})"
    )


def _details(followed: list[Outcome]) -> str:
    rules, again = Counter[str](), Counter[str]()
    for each in followed:
        rules.update(each.rules)
        again.update(each.again)
    classes = Counter(f"{key.split()[0]} {word}" for each in followed for key, word in each.classes.items())
    shown = ", ".join(f"{rule} {count} (again {again[rule]})" for rule, count in rules.most_common())
    wrong = [line for each in followed for line in (*each.blamed, *each.hidden)][:6]
    return f"  steps: {shown}\n  classes: {dict(sorted(classes.items()))}\n  {wrong}"


def _sums(outcomes: list[Outcome]) -> str:
    hours, units = sum(each.hours for each in outcomes), sum(each.units for each in outcomes)
    return f"{units:.1f} units in {hours:.0f} h, {sum(each.asks for each in outcomes)} asks"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
