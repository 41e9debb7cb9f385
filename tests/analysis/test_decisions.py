"""Suggested and written decisions (SPEC §3.7)."""

import pytest

from netlead_md.model.config import Config
from tests.analysis.scene import acme, ago, book
from tests.analysis.test_warning import LAPSED, trusted

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


def test_the_latest_review_that_decides_something_counts() -> None:
    lines = [f"{ago(20)} review let-go: x", f"{ago(10)} review grow: y"]
    undecided = [
        f"{ago(5)} review: thought about it",
        f"{ago(-1)} review ask: ahead",
        f"[ ] {ago(1)} review pause: a plan",
    ]
    decision = acme(*lines, *undecided).decision
    assert decision is not None
    assert (decision.decision, decision.in_force) == ("grow", True)


def test_severe_suggests_to_let_go_and_who_has_left_changes_nothing() -> None:
    asks = [f"{ago(days)} ask finance: x" for days in (100, 200, 300)]
    severe = [*trusted(400), *asks, *(f"{ago(300)} pledge legal by {ago(121 + n)}: {n}" for n in range(3))]
    left = f"roles: [{{organisation: Acme, until: {ago(1)}}}]\ncircle: inner"
    here = f"roles: [{{organisation: Acme, until: {ago(0)}}}]\ncircle: inner"
    ada = "---\ntype: person\n{0}\n---\n"
    assert acme(*severe).suggestion == "let-go"
    assert acme(*severe, others={"Ada": ada.format(left)}).suggestion == "let-go"
    assert acme(*severe, others={"Ada": ada.format(here)}).suggestion == "maintain"
    assert acme(*severe, others={"Ada": PERSON.format("responsibility: both")}).suggestion == "maintain"


def test_the_days_of_a_review_are_the_users() -> None:
    config = Config(review_days=10, review_days_trusting=5)
    note = f"---\ntype: organisation\n---\n- {ago(11)} review grow: x\n"
    decision = book({"Acme": note}, config=config).ledgers["Acme.md"].decision
    assert decision is not None
    assert (decision.in_force, decision.until.isoformat()) == (False, ago(1))
