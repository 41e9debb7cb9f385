"""Asks: open, in time, answered, met, closed (SPEC §3.6)."""

import pytest

from netlead_md.model.diagnostics import FaultKind
from tests.analysis.scene import acme, ago, book

ASK = f"{ago(100)} ask finance: seed ^seed"


@pytest.mark.parametrize(
    ("ask", "state", "in_time"),
    [
        (f"{ago(60)} ask finance: x", "open", True),
        (f"{ago(61)} ask finance: x", "open", False),
        (f"{ago(300)} ask finance by {ago(30)}: x", "open", True),
        (f"{ago(300)} ask finance by {ago(31)}: x", "open", False),
        (f"{ago(365)} ask finance by {ago(0)}: x", "open", True),
        (f"{ago(366)} ask finance by {ago(0)}: x", "closed", False),
    ],
)
def test_open_and_in_time(ask: str, state: str, *, in_time: bool) -> None:
    (found,) = acme(ask).asks
    assert (found.state, found.in_time) == (state, in_time)


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("answer yes: x", "yes"),
        ("answer no: x", "no"),
        ("answer maybe: x", "open"),
        ("answer later: x", "open"),
        ("answer no re seed: x", "no"),
        ("pledge finance: x", "met"),
        ("pledge legal: x", "open"),
        ("evidence letter finance: x", "met"),
        ("evidence letter: x", "open"),  # an endorsement
        ("evidence letter re seed: x", "met"),  # of the ask's kind
        ("support finance small: x", "met"),
        ("support re seed: x", "met"),
        ("support money: x", "met"),  # a synonym
        ("support: x", "open"),  # unnamed
    ],
)
def test_what_settles_an_ask(line: str, state: str) -> None:
    assert acme(ASK, f"{ago(50)} {line}").asks[0].state == state
    assert acme(ASK, f"{ago(101)} {line}").asks[0].state in {"open", "no", "met"}  # only `re` reaches ahead


def test_an_answer_goes_to_the_oldest_open_ask_or_to_the_one_it_is_re() -> None:
    second = f"{ago(80)} ask legal: cover ^cover"
    assert [ask.state for ask in acme(ASK, second, f"{ago(10)} answer no: x").asks] == ["no", "open"]
    assert [ask.state for ask in acme(ASK, second, f"{ago(10)} answer no re cover: x").asks] == ["open", "no"]
    both = acme(ASK, second, f"{ago(10)} answer no: x", f"{ago(9)} answer yes: y")
    assert [ask.state for ask in both.asks] == ["no", "yes"]
    assert [item.kind for item in both.support.items] == ["legal"]


@pytest.mark.parametrize(("asked", "state"), [(370, "no"), (380, "closed")])
def test_an_ask_older_than_a_year_on_the_day_of_the_answer_is_not_answered(asked: int, state: str) -> None:
    assert acme(f"{ago(asked)} ask finance: x", f"{ago(10)} answer no: y").asks[0].state == state  # 360 and 370 days


def test_an_answer_without_an_ask_is_a_fault() -> None:
    made = book({"Acme": f"---\ntype: organisation\n---\n- {ago(3)} answer yes: x\n"})
    assert [fault.trouble for fault in made.faults] == [FaultKind.ANSWER_WITHOUT_ASK]
    assert made.ledgers["Acme.md"].support.items == ()


@pytest.mark.parametrize(
    ("outcome", "state"), [("asked", "open"), ("declined", "open"), ("made", "met"), ("met", "met")]
)
def test_an_introduction_that_was_asked_for_and_made_is_support_of_its_kind(outcome: str, state: str) -> None:
    lines = (f"{ago(20)} ask introduction: to Volta", f"{ago(10)} intro {outcome}: Volta")
    assert acme(*lines).asks[0].state == state


def test_sizes_and_kinds() -> None:
    asks = acme(f"{ago(3)} ask room large: x", f"{ago(2)} ask advice: y", f"{ago(1)} ask: z").asks
    assert [(ask.kind, ask.hard, ask.size) for ask in asks] == [
        ("facilities", True, 4),
        ("advice", False, 1),
        ("", True, 1),
    ]


def test_hard_asks_are_counted_over_730_days() -> None:
    assert acme(f"{ago(730)} ask: x", f"{ago(0)} ask legal: y", f"{ago(1)} ask advice: z").hard_asks == 2
    assert acme(f"{ago(731)} ask: x", f"{ago(0)} social: s").hard_asks == 0
    assert acme(f"{ago(731)} ask: x").hard_asks == 0
