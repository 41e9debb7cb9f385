"""Suggested and written decisions (SPEC §3.7)."""

import pytest

from tests.deriving.scene import acme, ago, book
from tests.deriving.test_warning import LAPSED, trusted

PERSON = "---\ntype: person\norganisation: '[[Acme]]'\n{0}\n---\n"


@pytest.mark.parametrize(
    ("lines", "front", "decision"),
    [
        ([f"{ago(9)} support room: x"], "power: high\n", "grow"),
        ([f"{ago(9)} support room: x"], "power: medium\n", "maintain"),
        (trusted(181), "", "ask"),
        (trusted(100), "", "ask"),
        ([*trusted(100), f"{ago(365)} ask advice: x"], "", "maintain"),
        ([*trusted(100), f"{ago(366)} ask advice: x"], "", "ask"),
        ([*trusted(181), f"{ago(9)} ask room: x"], "", "maintain"),
        ([*trusted(366), f"{ago(300)} ask room: x", *LAPSED], "", "pause"),
        ([f"{ago(0)} trust++: x"], "", "maintain"),  # T = 15
        ([f"{ago(1)} trust++: x"], "", ""),  # just below
        ([], "", ""),
    ],
)
def test_suggestion(lines: list[str], front: str, decision: str) -> None:
    assert acme(*lines, front=front).suggestion == decision


@pytest.mark.parametrize("field", ["responsibility: for", "responsibility: to", "circle: inner", "circle: close"])
def test_those_near_to_me_are_never_paused(field: str) -> None:
    lines = [*trusted(366), f"{ago(300)} ask room: x", *LAPSED]
    assert acme(*lines, others={"Ada": PERSON.format(field)}).suggestion == "maintain"
    assert acme(*lines, others={"Ada": PERSON.format("circle: active")}).suggestion == "pause"


@pytest.mark.parametrize(
    ("interest", "quiet", "capacity", "decision"),
    [("low", 366, 1, "let-go"), ("high", 366, 1, ""), ("low", 365, 1, ""), ("low", 366, 3, "")],
)
def test_too_many_organisations(interest: str, quiet: int, capacity: int, decision: str) -> None:
    busy = f"---\ntype: organisation\n---\n- {ago(5)} call: x\n"
    made = book(
        {
            "Acme": f"---\ntype: organisation\ninterest: {interest}\n---\n- {ago(quiet)} call: x\n",
            "Me": f"---\ntype: me\ncapacity_orgs: {capacity}\n---\n",
            "Busy": busy,
            "Busier": busy,
        }
    )
    assert made.ledgers["Acme.md"].suggestion == decision


@pytest.mark.parametrize(
    ("lines", "front", "days"),
    [
        ([], "", 180),
        (trusted(50), "", 90),
        ([f"{ago(5)} pledge room: x"], "", 90),
        ([f"{ago(200)} pledge room by {ago(100)}: overdue"], "", 180),
        (trusted(50), "review_every: 1y\n", 365),
    ],
)
def test_how_long_a_review_stands(lines: list[str], front: str, days: int) -> None:
    for age, in_force in ((days, True), (days + 1, False)):
        decision = acme(*lines, f"{ago(age)} review maintain: x", front=front).decision
        assert decision is not None
        assert (decision.decision, decision.in_force) == ("maintain", in_force)


def test_a_review_until_a_day() -> None:
    decision = acme(f"{ago(400)} review pause until {ago(0)}: x").decision
    assert decision is not None
    assert decision.in_force
    later = acme(f"{ago(400)} review pause until {ago(1)}: x", f"{ago(401)} review grow: older").decision
    assert later is not None
    assert (later.decision, later.in_force) == ("pause", False)
