"""Stages and side states (SPEC §3.5)."""

import pytest

from tests.analysis.scene import acme, ago

STRONG = [f"{ago(50)} {word}" for word in ("task excellent: x", "trust++: x", "trust+: x")]


@pytest.mark.parametrize(
    ("lines", "stage"),
    [
        ([], 0),
        ([f"[ ] {ago(-9)} an open promise"], 0),
        ([f"{ago(9)} review grow: x"], 0),
        ([f"[ ] {ago(9)} call: a plan", f"{ago(-1)} call: ahead"], 0),
        ([f"[x] {ago(9)} a kept promise"], 1),
        ([f"{ago(900)} call: x"], 1),
        (STRONG, 2),
        ([f"{ago(730)} ask room: x"], 3),
        ([f"{ago(731)} ask room: x"], 1),
        ([f"{ago(9)} pledge room informal: x"], 1),
        ([f"{ago(9)} pledge room email: x"], 4),
        ([f"{ago(300)} pledge room email by {ago(120)}: x"], 4),
        ([f"{ago(300)} pledge room email by {ago(121)}: x"], 1),
        ([f"{ago(730)} evidence letter: x"], 4),  # f = .25 is live
        ([f"{ago(731)} evidence letter: x"], 1),
        ([f"{ago(9)} pledge room agreement: x"], 5),
        ([f"{ago(300)} pledge room agreement by {ago(120)}: x"], 5),
        ([f"{ago(9)} pledge room agreement: x", f"{ago(8)} released room: y"], 1),
        ([f"{ago(900)} support room ongoing until {ago(366)}: x"], 1),  # an end is an end
        ([f"{ago(365)} support room: x"], 6),
        ([f"{ago(366)} support room: x"], 1),
        ([f"{ago(9)} support advice: soft"], 1),
        ([f"{ago(900)} support room ongoing: x"], 6),
        ([f"{ago(900)} support room until {ago(365)}: x"], 6),
        ([f"{ago(900)} support room until {ago(366)}: x"], 1),
        ([f"{ago(9)} support room: x", f"{ago(9)} thanks: y"], 7),
        ([f"{ago(9)} support room: x", f"{ago(10)} thanks: y"], 6),
        ([f"{ago(9)} support room: x", f"{ago(5)} intro made: y", f"{ago(8)} thanks: z"], 6),
        ([f"{ago(9)} support room: x", f"{ago(5)} intro asked: y", f"{ago(8)} thanks: z"], 7),
        ([f"{ago(9)} support room: x", f"{ago(9)} thanks: y", f"[ ] {ago(1)} overdue"], 6),
        ([f"{ago(9)} support room: x", f"{ago(9)} thanks: y", f"[ ] {ago(0)} due today"], 7),
    ],
)
def test_stage(lines: list[str], stage: int) -> None:
    assert acme(*lines).stage == stage


@pytest.mark.parametrize(
    ("lines", "front", "side"),
    [
        ([], "", ""),
        ([f"{ago(9)} ask room: x", f"{ago(8)} answer no: y"], "", "declined"),
        ([f"{ago(9)} ask room: x", f"{ago(8)} answer no: y", f"{ago(7)} answer maybe: y"], "", ""),
        ([], "status: paused\n", "paused"),
        ([], "status: let-go\n", "let-go"),
        ([f"{ago(9)} review pause: x"], "", "paused"),
        ([f"{ago(181)} review pause: x"], "", ""),
        ([f"{ago(9)} review let-go: x"], "status: paused\n", "let-go"),
    ],
)
def test_side_states(lines: list[str], front: str, side: str) -> None:
    assert acme(*lines, front=front).side == side
