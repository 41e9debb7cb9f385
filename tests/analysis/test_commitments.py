"""What joins what: pledges, evidence, support, introductions, releases (SPEC §2.3, §3.2)."""

import pytest

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.ledger import SupportItem
from tests.analysis.scene import DAY, acme, ago, book


def items(*lines: str, others: dict[str, str] | None = None) -> tuple[SupportItem, ...]:
    return acme(*lines, others=others).support.items


def short(*lines: str) -> list[tuple[str, str, str, int]]:
    """Of each item: kind, rung, state and how many lines it has."""
    return [(each.kind, each.rung, each.state, len(each.lines)) for each in items(*lines)]


def troubles(*lines: str) -> list[FaultKind]:
    text = "---\ntype: organisation\n---\n" + "".join(f"- {line}\n" for line in lines)
    return [fault.trouble for fault in book({"Acme": text}).faults]


ROOM = f"{ago(100)} pledge room email medium by {ago(60)}: a room ^room"
DESK = f"{ago(90)} pledge desk informal by {ago(50)}: a desk ^desk"


def test_support_joins_the_pledge_that_it_is_re() -> None:
    assert short(ROOM, DESK, f"{ago(50)} support small re desk: x") == [
        ("facilities", "email", "overdue", 1),
        ("facilities", "delivered", "kept", 2),
    ]


def test_without_re_it_joins_the_oldest_of_its_kind_and_says_that_two_could_match() -> None:
    lines = (ROOM, DESK, f"{ago(50)} support premises: x")
    assert [item.state for item in items(*lines)] == ["kept", "overdue"]
    assert troubles(*lines) == [FaultKind.TWO_MATCHES]
    assert troubles(ROOM, f"{ago(50)} support premises: x") == []


def test_the_next_delivery_goes_to_the_next_pledge_and_then_stands_alone() -> None:
    lines = [ROOM, DESK, *(f"{ago(day)} support room: x" for day in (55, 54, 53))]
    assert [(item.source, item.state) for item in items(*lines)] == [
        ("pledge", "kept"),
        ("pledge", "kept"),
        ("support", ""),
    ]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (120, [("pledge", "late")]),  # not lapsed yet on that day
        (121, [("pledge", "lapsed"), ("support", "")]),  # lapsed on that day: it stands alone
    ],
)
def test_a_lapsed_pledge_waits_for_nothing(days: int, found: list[tuple[str, str]]) -> None:
    pledge = f"{ago(300)} pledge room by {ago(200)}: x ^room"
    assert [(item.source, item.state) for item in items(pledge, f"{ago(200 - days)} support room: x")] == found


def test_re_reaches_even_a_lapsed_pledge() -> None:
    pledge = f"{ago(300)} pledge room by {ago(200)}: x ^room"
    assert short(pledge, f"{ago(10)} support re room: x") == [("facilities", "delivered", "late", 2)]


@pytest.mark.parametrize(("delivered", "state"), [(60, "kept"), (30, "kept"), (29, "late")])
def test_kept_up_to_30_days_past_due(delivered: int, state: str) -> None:
    assert items(ROOM, f"{ago(delivered)} support re room: x")[0].state == state


def test_of_another_kind_or_day_before_the_pledge_nothing_joins() -> None:
    assert len(items(ROOM, f"{ago(50)} support equipment: x")) == 2
    assert len(items(ROOM, f"{ago(101)} support room: x")) == 2
    assert len(items(ROOM, f"{ago(50)} support: x")) == 2  # unnamed


def test_support_before_its_pledge_is_said() -> None:
    assert troubles(ROOM, f"{ago(101)} support re room: x") == [FaultKind.SUPPORT_BEFORE_PLEDGE]
    assert troubles(ROOM, f"{ago(100)} support re room: x") == []  # the same day


@pytest.mark.parametrize(
    ("line", "size"),
    [("support re room", 2), ("support large re room", 4), ("support small re room", 1), ("support room", 2)],
)
def test_the_size_is_the_supports_if_written_else_the_pledges(line: str, size: int) -> None:
    assert items(ROOM, f"{ago(60)} {line}: x")[0].size == size


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        ("evidence letter re room", [("facilities", "letter", 2)]),
        ("evidence letter room", [("facilities", "letter", 2)]),  # the oldest of its kind
        ("evidence informal re room", [("facilities", "email", 2)]),  # the highest rung stays
        ("evidence letter", [("facilities", "email", 1), ("endorsement", "letter", 1)]),
        ("evidence letter legal", [("facilities", "email", 1), ("legal", "letter", 1)]),
        ("evidence delivered re room", [("facilities", "delivered", 2)]),
    ],
)
def test_evidence_raises_the_rung_or_stands_alone(evidence: str, found: list[tuple[str, str, int]]) -> None:
    got = [(item.kind, item.rung, len(item.lines)) for item in items(ROOM, f"{ago(70)} {evidence}: x")]
    assert got == found


def test_evidence_of_a_hard_kind_that_stands_alone_fades_like_a_pledge_and_is_none() -> None:
    def found(age: int) -> tuple[float, str]:
        (item,) = items(f"{ago(age)} evidence letter legal: x")
        return item.fade, item.state

    # 90 days to go, 30 more at full worth, up to 120 past due at half
    assert [found(age) for age in (120, 121, 210, 211)] == [(1, ""), (0.5, ""), (0.5, ""), (0, "")]


def test_pledge_re_moves_the_day_and_may_raise_the_rung() -> None:
    moved = items(ROOM, f"{ago(70)} pledge by {ago(-30)} re room: later", f"{ago(60)} pledge letter re room: signed")
    assert [(item.due, item.rung, item.state, len(item.lines)) for item in moved] == [
        (DAY.replace(day=30, month=7), "letter", "open", 3)
    ]
    lower = items(ROOM, f"{ago(70)} pledge verbal by {ago(-30)} re room: later")
    assert [item.rung for item in lower] == ["email"]
    # a chain: `re` the line that moved it
    chain = (ROOM, f"{ago(70)} pledge by {ago(20)} re room: later ^later", f"{ago(10)} support re later: x")
    assert [item.state for item in items(*chain)] == ["kept"]


def test_pledge_re_evidence_makes_one_promise_of_both() -> None:
    lines = (f"{ago(50)} evidence letter legal: x ^letter", f"{ago(40)} pledge legal by {ago(10)} re letter: y")
    assert [(item.source, item.rung, item.state) for item in items(*lines)] == [("pledge", "letter", "overdue")]


def test_pledge_re_a_gift_is_a_new_promise() -> None:
    lines = (f"{ago(50)} support legal: x ^gift", f"{ago(40)} pledge legal by {ago(10)} re gift: again")
    assert [(item.source, item.state) for item in items(*lines)] == [("support", ""), ("pledge", "overdue")]


@pytest.mark.parametrize(
    ("line", "states"),
    [
        ("released re desk", ["overdue", "released"]),
        ("released room", ["released", "overdue"]),  # by kind: the oldest that waits
        ("released legal", ["overdue", "overdue"]),
    ],
)
def test_released_by_id_or_kind(line: str, states: list[str]) -> None:
    found = items(ROOM, DESK, f"{ago(20)} {line}: x")
    assert [item.state for item in found] == states
    assert [item.value == 0 for item in found] == [state == "released" for state in states]


def test_a_released_pledge_waits_no_more_but_what_comes_still_counts() -> None:
    alone = items(ROOM, f"{ago(20)} released re room: x", f"{ago(10)} support room: y")
    assert [(item.source, item.state) for item in alone] == [("pledge", "released"), ("support", "")]
    (joined,) = items(ROOM, f"{ago(20)} released re room: x", f"{ago(0)} support re room: y")
    assert (joined.state, joined.value) == ("released", 20)  # not held against them, nor for
    (after,) = items(ROOM, f"{ago(20)} support re room: x", f"{ago(10)} released re room: y")
    assert after.state == "late"


def test_a_lapsed_pledge_can_still_be_released() -> None:
    pledge = f"{ago(300)} pledge room by {ago(200)}: x"
    assert [item.state for item in items(pledge, f"{ago(10)} released room: x")] == ["released"]


def test_ongoing_is_replaced_and_ends_with_until() -> None:
    first = f"{ago(800)} support room medium ongoing: x"
    again = items(first, f"{ago(400)} support room large ongoing: y")
    assert [item.value for item in again] == [40]
    elsewhere = items(first, f"{ago(400)} support kit ongoing: y")
    assert [item.value for item in elsewhere] == [20, 10]
    ended = items(first, f"{ago(400)} support room until {ago(365)}: y")
    assert [(item.value, item.ongoing) for item in ended] == [(10, False)]
    pledged = f"{ago(500)} pledge room large by {ago(400)}: z ^z"
    replaced = items(first, pledged, f"{ago(400)} support ongoing re z: y")
    assert [item.value for item in replaced] == [0, 40]
    # a single gift beside it replaces nothing
    assert [item.value for item in items(first, f"{ago(365)} support room: y")] == [20, 5]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["answer yes: x"], [("finance", 4, "verbal", 30)]),
        ([f"answer yes by {ago(-5)}: x"], [("finance", 4, "verbal", -5)]),
        (["answer yes: x", "pledge finance email: y"], [("finance", 1, "email", -40)]),
        (["answer no: x"], []),
        (["answer later: x"], []),
    ],
)
def test_an_answer_yes_is_a_verbal_pledge(lines: list[str], found: list[tuple[str, int, str, int]]) -> None:
    ask = f"{ago(80)} ask finance large by {ago(30)}: x"
    made = items(ask, *(f"{ago(50)} {line}" for line in lines))
    assert [(i.kind, i.size, i.rung, (DAY - i.due).days if i.due else 0) for i in made] == found


def test_an_answer_yes_makes_none_if_a_pledge_stands_on_that_day_or_later_and_support_delivers_it() -> None:
    lines = (f"{ago(80)} ask finance: x ^ask", f"{ago(50)} answer yes re ask: y")
    assert short(*lines, f"{ago(40)} pledge finance letter: z") == [("finance", "letter", "open", 1)]
    assert short(*lines, f"{ago(51)} pledge legal: z") == [
        ("legal", "verbal", "open", 1),
        ("finance", "verbal", "open", 2),
    ]
    assert short(*lines, f"{ago(40)} support finance: z") == [("finance", "delivered", "kept", 3)]


ELSEWHERE, UNKNOWN = "---\ntype: person\ncompany: Elsewhere\n---\n", "---\ntype: person\n---\n"
PEOPLE = {"Zoe": ELSEWHERE, "Yan": ELSEWHERE, "Ada": UNKNOWN, "Bob": UNKNOWN}


@pytest.mark.parametrize(
    ("lines", "rungs"),
    [
        (["50 intro made: [[Zoe]]", "40 intro met: [[Zoe]]"], ["met"]),
        (["50 intro made: [[Zoe]]", "40 intro met: [[Yan]]"], ["made", "met"]),
        (["50 intro made: [[Bob]]", "40 intro met: [[Bob]]"], ["met"]),
        (["50 intro made: [[Ada]] to [[Bob]]", "40 intro met: [[Bob]]"], ["met"]),
        (["50 intro made: [[Ada]] to [[Bob]]", "40 intro met: [[Ada]] to [[Zoe]]"], ["made", "met"]),
        (["50 intro made: [[No note]]", "40 intro met: [[No note]]"], ["met"]),
        (["50 intro made: somebody", "40 intro met: somebody"], ["made", "met"]),
        (["50 intro made: somebody ^i", "40 intro met re i: x"], ["met"]),
        (["50 intro made: [[Zoe]]", "40 intro made: [[Yan]]"], ["made", "made"]),
        (["60 pledge introduction: x", "50 intro made: [[Zoe]]"], ["made"]),
        (["60 pledge introduction: x", "50 intro made: [[Zoe]]", "40 intro met: [[Zoe]]"], ["met"]),
        (["60 pledge introduction: x", "50 intro asked: [[Zoe]]"], ["verbal"]),
    ],
)
def test_introductions_join_too(lines: list[str], rungs: list[str]) -> None:
    found = items(*(f"{ago(int(line[:2]))}{line[2:]}" for line in lines), others=PEOPLE)
    assert [item.rung for item in found] == rungs


def test_an_introduction_delivers_its_pledge_in_time_by_its_first_day() -> None:
    pledge = f"{ago(100)} pledge introduction by {ago(60)}: x ^p"
    (item,) = items(pledge, f"{ago(50)} intro made: [[Zoe]]", f"{ago(0)} intro met: [[Zoe]]", others=PEOPLE)
    assert (item.state, item.credit, item.value) == ("kept", 1, 10)
