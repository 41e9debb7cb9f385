"""Words and deeds: k of n, flags, advance (SPEC §3.4)."""

import pytest

from tests.analysis.scene import acme, ago


def pledge(name: str, made: int, due: int, delivered: int | None = None) -> list[str]:
    lines = [f"{ago(made)} pledge finance by {ago(due)}: {name} ^{name}"]
    return lines if delivered is None else [*lines, f"{ago(delivered)} support re {name}: {name}"]


def kept(name: str) -> list[str]:
    return pledge(name, 300, 100, 70)


def late(name: str) -> list[str]:
    return pledge(name, 300, 100, 69)


def owed(name: str) -> list[str]:
    return pledge(name, 300, 31)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], (0, 0, "")),
        (pledge("a", 300, 30), (0, 0, "")),  # 30 days past due: still in time
        (pledge("a", 300, 31), (0, 1, "")),
        (kept("a"), (1, 1, "")),  # by due + 30
        (late("a"), (0.5, 1, "")),
        (pledge("a", 730, 400, 400), (1, 1, "")),
        (pledge("a", 731, 400, 400), (0, 0, "")),
        ([*owed("a"), f"{ago(5)} released re a: x"], (0, 0, "")),
        (owed("a") + owed("b"), (0, 2, "amber")),
        (kept("a") + owed("b"), (1, 2, "amber")),  # .5
        (kept("a") + late("b"), (1.5, 2, "")),
        (kept("a") + owed("b") + owed("c"), (1, 3, "red")),  # a third
        (late("a") + late("b") + owed("c"), (1, 3, "red")),
        (kept("a") + late("b") + owed("c"), (1.5, 3, "amber")),
        (kept("a") + kept("b") + owed("c"), (2, 3, "")),
        ([f"{ago(200)} evidence letter legal: x", f"{ago(100)} support legal: y"], (0, 0, "")),  # no pledges
        ([f"{ago(200)} ask kit by {ago(100)}: x", f"{ago(190)} answer yes: y"], (0, 1, "")),  # a word is a pledge
        ([f"{ago(200)} pledge advice by {ago(31)}: x"], (0, 1, "")),  # soft ones too
    ],
)
def test_k_of_n(lines: list[str], found: tuple[float, int, str]) -> None:
    follow = acme(*lines).follow_through
    assert (follow.kept, follow.due, follow.flag) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["100 meeting: a"], (0, 1)),
        (["365 meeting: a", "366 call: b", "1 email: c", "1 note: d"], (0, 1)),  # live, in 365 days
        (["100 meeting: a", "100 pledge legal: b"], (1, 1)),  # the same day counts
        (["100 meeting: a", "86 pledge legal: b"], (1, 1)),  # 14 days
        (["100 meeting: a", "85 pledge legal: b"], (0, 1)),
        (["100 meeting: a", "101 pledge legal: b"], (0, 1)),
        (["100 lunch: a", "99 visit: b", "90 support legal: c"], (2, 2)),
        (["100 call: a", "90 evidence letter: b"], (1, 1)),
        (["100 call: a", "90 intro made: b"], (1, 1)),
        (["100 call: a", "90 intro met: b"], (1, 1)),
        (["100 call: a", "90 intro asked: b"], (0, 1)),
        (["100 call: a", "110 ask legal: x", "90 answer yes: b"], (1, 1)),
        (["100 call: a", "110 ask legal: x", "90 answer no: b"], (0, 1)),
        (["100 call: a", "90 ask legal: x"], (0, 1)),
    ],
)
def test_advance(lines: list[str], found: tuple[int, int]) -> None:
    split = (line.partition(" ") for line in lines)
    assert acme(*(f"{ago(int(days))} {rest}" for days, _, rest in split)).advance == found
