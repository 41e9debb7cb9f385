"""The next step: both sides of every limit (SPEC §3.6)."""

import pytest

from netlead_md.analysis.next_step import RULES
from netlead_md.model.ledger import NextStep
from tests.analysis.scene import acme, ago


def trusting(days: int) -> list[str]:
    """46 on that day, with no task and no introduction among it: over 25 for 320 days."""
    lines = [f"{ago(days)} {line}" for line in ("trust++: a", "trust+: b", "kept: c", "meeting: d")]
    return [f"{ago(days + 1)} trust++: a", *lines]


def said(*lines: str) -> list[str]:
    """`61 ask finance: x` is that line, 61 days ago."""
    split = (line.partition(" ") for line in lines)
    return [f"{ago(int(days))} {rest}" for days, _, rest in split]


def step(lines: list[str], front: str = "", others: dict[str, str] | None = None) -> NextStep:
    return acme(*lines, front=front, others=others).step


LAPSED = [f"{ago(300)} pledge legal by {ago(121 + n)}: {n}" for n in range(3)]
ASKED = said("70 ask finance: x", "71 ask finance: y", "72 ask finance: z", "69 pledge finance by 2027-01-01: w")
SERIOUS = [*trusting(190), *ASKED, *LAPSED]
SEVERE = [*trusting(366), *said("365 trust++: on", "363 trust++: on"), *ASKED, *LAPSED]
FREE = trusting(100)


@pytest.mark.parametrize(
    ("lines", "rule", "fits"),
    [
        ([f"[ ] {ago(0)} x"], "keep-promise", False),
        ([f"[ ] {ago(1)} x"], "keep-promise", True),
        ([f"[ ] {ago(60)} x"], "keep-promise", True),
        ([f"[ ] {ago(61)} x"], "keep-promise", False),
        ([f"[ ] {ago(61)} x", f"[ ] {ago(2)} y"], "keep-promise", True),
        ([f"[x] {ago(9)} x"], "keep-promise", False),
        ([f"[x] {ago(9)} x ✅ {ago(-1)}"], "keep-promise", True),
        ([f"[-] {ago(9)} x"], "keep-promise", False),
        (said("7 support kit: x"), "thank", False),
        (said("8 support kit: x"), "thank", True),
        (said("180 support kit: x"), "thank", True),
        (said("181 support kit: x"), "thank", False),
        (said("9 support kit: x", "9 thanks: y"), "thank", False),
        (said("9 support kit: x", "10 thanks: y"), "thank", True),
        (said("9 support advice: x"), "thank", False),
        (said("20 pledge advice: x ^a", "9 support re a: y"), "thank", False),  # soft, as its pledge is
        (said("20 pledge kit: x ^a", "9 support re a: y"), "thank", True),
        (said("8 intro made: x"), "thank", True),
        (said("8 intro met: x"), "thank", True),
        (said("8 intro asked: x"), "thank", False),
        (said("8 intro declined: x"), "thank", False),
        (SEVERE, "frank-talk", True),
        ([*SEVERE, *said("90 review maintain: x")], "frank-talk", False),
        ([*SEVERE, *said("91 review maintain: x")], "frank-talk", True),
        (SERIOUS, "frank-talk", False),
        ([f"{ago(200)} pledge kit by {ago(30)}: x"], "late-pledge", False),
        ([f"{ago(200)} pledge kit by {ago(31)}: x"], "late-pledge", True),
        ([f"{ago(200)} pledge kit by {ago(120)}: x"], "late-pledge", True),
        ([f"{ago(200)} pledge kit by {ago(121)}: x"], "late-pledge", False),
        ([f"{ago(200)} pledge advice by {ago(31)}: x"], "late-pledge", True),
        ([f"{ago(200)} pledge kit by {ago(31)}: x", f"{ago(1)} released kit: y"], "late-pledge", False),
        ([f"{ago(200)} pledge kit by {ago(40)}: x", f"{ago(28)} visit: y"], "late-pledge", False),
        ([f"{ago(200)} pledge kit by {ago(40)}: x", f"{ago(29)} visit: y"], "late-pledge", True),
        (
            [f"{ago(200)} pledge kit by {ago(40)}: x ^k", f"{ago(30)} answer later by {ago(0)} re k: y"],
            "late-pledge",
            False,
        ),
        (
            [f"{ago(200)} pledge kit by {ago(40)}: x ^k", f"{ago(30)} answer later by {ago(1)} re k: y"],
            "late-pledge",
            True,
        ),
        ([f"{ago(200)} pledge kit by {ago(99)}: x ^k", f"{ago(90)} answer later re k: y"], "late-pledge", False),
        ([f"{ago(200)} pledge kit by {ago(99)}: x ^k", f"{ago(91)} answer later re k: y"], "late-pledge", True),
        # the rest of what came in part
        ([f"{ago(200)} pledge kit large by {ago(40)}: x", f"{ago(181)} support kit small: y"], "late-pledge", True),
        (said("60 ask kit: x"), "settle-answer", False),
        (said("61 ask kit: x"), "settle-answer", True),
        (said("61 ask kit: x", "1 answer later: y"), "settle-answer", False),
        (said("150 ask kit: x", "91 answer later: y"), "settle-answer", True),
        (said("150 ask kit: x", "90 answer later: y"), "settle-answer", False),
        (said("61 ask kit: x", f"1 answer later by {ago(1)}: y"), "settle-answer", True),
        (said("61 ask kit: x", f"1 answer later by {ago(0)}: y"), "settle-answer", False),
        (
            said("61 ask kit: x", f"3 answer later by {ago(0)}: y", f"2 answer later by {ago(2)}: z"),
            "settle-answer",
            False,
        ),
        # a live contact gives it four weeks; a message is none
        (said("61 ask kit: x", "28 call: y"), "settle-answer", False),
        (said("61 ask kit: x", "29 call: y"), "settle-answer", True),
        (said("61 ask kit: x", "1 message: y"), "settle-answer", True),
        (said("61 ask kit: x", "1 answer no: y"), "settle-answer", False),
        (said("365 ask kit: x"), "settle-answer", True),
        (said("366 ask kit: x"), "settle-answer", False),
        ([f"{ago(90)} ask kit by {ago(30)}: x"], "settle-answer", False),
        ([f"{ago(90)} ask kit by {ago(31)}: x"], "settle-answer", True),
        ([f"{ago(90)} pledge kit agreement by {ago(0)}: x"], "receive", True),
        ([f"{ago(90)} pledge kit agreement by {ago(-99)}: x"], "receive", True),
        ([f"{ago(90)} pledge kit agreement by {ago(1)}: x"], "receive", False),
        ([f"{ago(90)} pledge kit letter by {ago(-9)}: x"], "receive", False),
        # evidence: an ask in 365 days but none in 60, nothing better than informal
        ([*FREE, *said("61 ask kit: x", "61 pledge kit by 2027-01-01: y")], "evidence", True),
        ([*FREE, *said("60 ask kit: x", "60 pledge kit by 2027-01-01: y")], "evidence", False),
        ([*FREE, *said("365 ask kit: x", "365 answer yes by 2027-01-01: y")], "evidence", True),
        ([*FREE, *said("366 ask kit: x", "366 answer yes by 2027-01-01: y")], "evidence", False),
        ([*FREE, *said("61 ask kit: x", "61 pledge kit informal by 2027-01-01: y")], "evidence", True),
        ([*FREE, *said("61 ask kit: x", "61 pledge kit email by 2027-01-01: y")], "evidence", False),
        ([*FREE, *said("61 ask kit: x", "61 answer no: y")], "evidence", False),
        ([*FREE, *said("61 ask kit by 2026-05-31: x")], "evidence", False),  # open, in time
        (said("61 ask kit: x", "61 pledge kit by 2027-01-01: y"), "evidence", False),  # not trusting
        # ask: a task good or better in 180 days, no ask in 180
        ([*FREE, *said("180 task good: x")], "ask", True),
        ([*FREE, *said("181 task good: x")], "ask", False),
        ([*FREE, *said("50 task excellent: x")], "ask", True),
        ([*FREE, *said("50 task fair: x")], "ask", False),
        ([*FREE, *said("50 task good: x", "181 ask kit: y", "181 answer no: z")], "ask", True),
        ([*FREE, *said("50 task good: x", "180 ask kit: y", "180 answer no: z")], "ask", False),
        (said("50 task good: x"), "ask", False),
        # offer-task
        (FREE, "offer-task", True),
        ([*FREE, *said("180 ask kit: y", "180 answer no: z")], "offer-task", False),
        ([*FREE, *said("181 ask kit: y", "181 answer no: z")], "offer-task", True),
        ([*FREE, *said("30 offer: x")], "offer-task", False),
        ([*FREE, *said("31 offer: x")], "offer-task", True),
        ([*FREE, *said("30 task fair: x")], "offer-task", False),
        ([*FREE, *said("31 task fair: x")], "offer-task", True),
        # connect
        (said("9 pledge kit email: x"), "connect", True),
        (said("9 pledge advice letter: x"), "connect", True),
        (said("9 evidence letter: x"), "connect", True),
        (said("9 pledge kit informal: x"), "connect", False),
        (said("730 evidence letter: x"), "connect", True),  # f = .25 is live
        (said("731 evidence letter: x"), "connect", False),
        (said("9 pledge kit email: x", "180 connect: y"), "connect", False),
        (said("9 pledge kit email: x", "181 connect: y"), "connect", True),
        (said("9 pledge kit email: x", "365 support legal: y"), "connect", False),  # D = 5
        # warm-up: 15 ≤ T, not trusting
        (said("0 connect met: x", "0 kept: y"), "warm-up", True),  # 15
        (said("0 connect met: x", "0 give: y"), "warm-up", False),  # 14
        (said("180 task fair: x", "0 connect met: y", "0 kept: y"), "warm-up", False),
        (said("181 task fair: x", "0 connect met: y", "0 kept: y"), "warm-up", True),
        (said("0 connect met: x", "0 kept: y", "30 offer: y"), "warm-up", False),
        (said("0 connect met: x", "0 kept: y", "31 offer: y"), "warm-up", True),
        # not of those who keep few of their promises
        (
            [
                *said("0 connect met: x", "0 kept: y"),
                f"{ago(300)} pledge kit by {ago(200)}: x",
                f"{ago(300)} pledge room by {ago(200)}: x",
            ],
            "warm-up",
            False,
        ),
        # first-ask: 15 ≤ T, not trusting, a sign of theirs in 365 days, no ask in 180
        (said("0 trust++: x"), "first-ask", True),
        (said("1 trust++: x"), "first-ask", False),  # just below 15
        (said("365 trust++: x", "300 trust++: y"), "first-ask", True),
        (said("366 trust+: x", "0 connect met: y", "0 kept: z"), "first-ask", False),
        (said("366 trust+: x", "0 connect met: y", "0 kept: z", "1 review ask: w"), "first-ask", True),
        (said("0 trust++: x", "180 ask kit: y"), "first-ask", False),
        (said("0 trust++: x", "181 ask kit: y", "180 answer yes: z", "10 released kit: w"), "first-ask", True),
        (said("0 trust++: x", "300 ask kit: y", "290 answer no: z"), "first-ask", False),
        (said("0 trust++: x", "180 intro asked: y"), "first-ask", False),
        (said("0 trust++: x", "365 support kit: y"), "first-ask", False),
        ([], "stay-in-touch", True),
        (said("1 email: x"), "stay-in-touch", True),
    ],
)
def test_rule(lines: list[str], rule: str, *, fits: bool) -> None:
    assert (step(lines).rule == rule) is fits


@pytest.mark.parametrize(
    ("lines", "front", "fits"),
    [
        (said("181 support kit: x"), "power: high\n", True),
        (said("181 support kit: x"), "power: medium\n", False),
        (said("366 support kit: x"), "power: high\n", False),  # D < 5
        (
            said("181 support kit: x", "90 ask legal: y", "90 answer later: z", "89 support legal: k", "1 thanks: t"),
            "power: high\n",
            False,
        ),
        (
            said("181 support kit: x", "91 ask legal: y", "90 answer later: z", "89 support legal: k", "1 thanks: t"),
            "power: high\n",
            True,
        ),
        (said("181 support kit: x", "366 ask legal: y", "365 answer no: z"), "power: high\n", False),
        (said("181 support kit: x", "367 ask legal: y", "366 answer no: z"), "power: high\n", True),
        (
            said(
                "181 support kit: x",
                "367 ask legal: y",
                "200 answer no: z",
                "199 ask legal: v",
                "198 answer yes: w",
                "197 support legal: k",
            ),
            "power: high\n",
            True,
        ),
    ],
)
def test_second_kind(lines: list[str], front: str, *, fits: bool) -> None:
    assert (step(lines, front).rule == "second-kind") is fits


ME = {"Me": "---\ntype: me\nroles_now: [founder]\n---\n"}


def there(name: str, seen_as: str, influence: str = "medium", more: str = "") -> dict[str, str]:
    return {
        name: f'---\ntype: person\norganisation: "[[Acme]]"\ninfluence: {influence}\nseen_as: [{seen_as}]\n'
        f"seen_as_on: 2026-01-01\n{more}---\n"
    }


@pytest.mark.parametrize(
    ("others", "lines", "fits"),
    [
        (there("Ada", "nurse"), FREE, True),
        (there("Ada", "founder"), FREE, False),
        ({**there("Ada", "nurse", "high"), **there("Ben", "founder", "medium")}, FREE, True),  # 1 to .7
        ({**there("Ada", "nurse", "low"), **there("Ben", "founder", "medium")}, FREE, False),
        ({**there("Ada", "nurse"), **there("Ben", "founder")}, FREE, False),  # half is not most
        (there("Ada", "nurse"), [*FREE, *said("180 intro asked: x")], False),
        (there("Ada", "nurse"), [*FREE, *said("181 intro asked: x")], True),
        (there("Ada", "nurse"), said("1 email: x"), False),  # not trusting
        (there("Ada", "nurse"), [*FREE, *said("365 support kit: x")], False),  # D = 5
    ],
)
def test_reintroduce(others: dict[str, str], lines: list[str], *, fits: bool) -> None:
    found = step(lines, others={**ME, **others})
    assert (found.rule == "reintroduce") is fits
    assert not fits or "Ada" in found.facts.names


def test_repair_first_before_warming_up() -> None:
    # 15 × .83 + 8 + 8 − 15 × .84 = 16, never 35; a task in these days would leave the rule out altogether
    warm = said(
        "0 connect met: x", "0 give: y", "0 kept: y", "1 give: z", "2 give: z", "3 give: z", "4 give: z", "5 give: z"
    )
    for days, repair in ((90, True), (91, False)):
        found = step([*warm, *said(f"{days} broken: x")])
        assert (found.rule, found.facts.repair) == ("warm-up", repair)


def test_the_rules_stand_in_the_order_of_the_contract() -> None:
    debts = ["keep-promise", "thank", "frank-talk", "late-pledge", "settle-answer", "receive", "successor"]
    trust = ["reintroduce", "evidence", "ask", "offer-task", "connect", "second-kind", "first-ask", "warm-up"]
    trust += ["introduction"]
    assert [name for name, _ in RULES] == [*debts, *trust, "stay-in-touch"]
