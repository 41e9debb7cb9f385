"""The bars of the simulated user, as far as the gate has time: `python -m tests.simulation.run` has them all."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from netlead_md.contacts.json_export import VERSION
from tests.simulation.bars import missed_bars
from tests.simulation.parameters import Parameters, load_parameters
from tests.simulation.simulate import Outcome, simulate

WORLD = "generous"
SEED = 1
REACHED = Outcome(
    organisations=4,
    appeared={"a", "b", "c"},
    done=10,
    repeated=1,
    talkers={"a"},
    found={"a": "talker"},
    hours=10,
    units=2,
)


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return load_parameters()


def _simulate(folder: Path, parameters: Parameters, *, follow: bool) -> Outcome:
    folder.mkdir()
    return simulate(folder, parameters, SEED, world=WORLD, style="average", follow=follow)


@pytest.fixture(scope="module")
def runs(parameters: Parameters, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Outcome]:
    """Somebody who does what This week says, and somebody who does random steps, in the same world."""
    if VERSION == 1:
        pytest.skip("export version 1: the rules of the second edition are not there yet")
    folder = tmp_path_factory.mktemp("simulation")
    followed = _simulate(folder / "followed", parameters, follow=True)
    return followed, _simulate(folder / "random", parameters, follow=False)


STEADY = ("appeared", "again", "hidden", "blamed")
"""Bars that one seed can judge. Nine talkers and the help of two years vary much from seed to seed: recall, precision
and help per hour are measured over several by hand, and docs/simulation.md says where they are."""


@pytest.mark.parametrize("bar", STEADY, ids=lambda bar: bar)
def test_two_years_reach_the_bar(runs: tuple[Outcome, Outcome], bar: str) -> None:
    followed, control = runs
    assert bar not in missed_bars([followed], [control]), followed


def test_each_bar_can_be_missed() -> None:
    idle = replace(REACHED, units=1)
    worse = {
        "appeared": replace(REACHED, appeared={"a", "b"}),
        "again": replace(REACHED, repeated=2),
        "hidden": replace(REACHED, hidden=["2024-01-01 owed: a"]),
        "recall": replace(REACHED, talkers={"a", "b"}),
        "precision": replace(REACHED, found={"a": "talker", "b": "slow"}),
        "blamed": replace(REACHED, blamed=["2024-01-01: a, mild"]),
        "help per hour": idle,
    }
    assert missed_bars([REACHED], [idle]) == []
    assert {name: missed_bars([each], [idle]) for name, each in worse.items()} == {name: [name] for name in worse}


def test_the_same_seed_gives_the_same_years(parameters: Parameters, tmp_path: Path) -> None:
    short = msgspec.structs.replace(parameters, weeks=8)
    first, second = tmp_path / "first", tmp_path / "second"
    outcomes = [_simulate(each, short, follow=True) for each in (first, second)]
    assert outcomes[0] == outcomes[1]
    assert _texts(first) == _texts(second)
    assert len(outcomes[0].classes) == 40


def _texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}
