"""The class of an organisation, from the top (SPEC §3.3)."""

import pytest

from tests.analysis.scene import acme, ago

STRONG = ("task excellent: x", "trust++: x", "trust+: x")  # 35 on the day


def trusted(days: int) -> list[str]:
    """Trusting for exactly so many days, kept warm until today."""
    start = [f"{ago(days)} {word}" for word in STRONG]
    return [*start, *(f"{ago(day)} trust++: y{day}" for day in range(days - 40, 0, -60)), f"{ago(0)} social: z"]


LAPSED = [f"{ago(300)} pledge room by {ago(121)}: x"]


@pytest.mark.parametrize(
    ("lines", "class_"),
    [
        ([], "building"),
        (trusted(180), "ripening"),
        ([*trusted(180), f"{ago(9)} ask room: x"], "asked"),
        ([*trusted(180), f"{ago(9)} intro asked: x"], "asked"),
        ([*trusted(180), f"{ago(60)} intro asked: x"], "asked"),
        ([*trusted(180), f"{ago(61)} intro asked: x"], "ripening"),
        ([*trusted(180), f"{ago(61)} ask room: x"], "ripening"),
        ([*trusted(180), f"{ago(61)} ask room: x", f"{ago(50)} answer later by {ago(0)}: y"], "asked"),
        ([*trusted(180), f"{ago(61)} ask room: x", f"{ago(50)} answer later by {ago(1)}: y"], "ripening"),
        ([*trusted(180), f"{ago(61)} ask room: x", f"{ago(50)} answer later: 90 days"], "asked"),
        (trusted(181), "unasked"),
        ([*trusted(181), f"{ago(9)} ask advice: soft"], "asked"),
        ([*trusted(181), f"{ago(99)} ask advice: soft"], "mild"),
        ([*trusted(181), f"{ago(99)} intro asked: x"], "mild"),
        ([*trusted(400), f"{ago(730)} ask room: x"], "mild"),
        ([*trusted(400), f"{ago(731)} ask room: x"], "unasked"),
        ([*trusted(181), f"{ago(365)} ask room: x"], "mild"),
        ([*trusted(181), f"{ago(99)} answer later: to nothing"], "mild"),
        ([*trusted(181), f"{ago(300)} pledge room by {ago(121)}: x"], "mild"),  # made and lapsed, never asked for
        # a no, and nothing after it
        ([*trusted(181), f"{ago(99)} ask room: x", f"{ago(90)} answer no: y"], "said-no"),
        ([*trusted(100), f"{ago(99)} ask room: x", f"{ago(90)} answer no: y"], "said-no"),
        ([*trusted(400), f"{ago(380)} ask room: x", f"{ago(365)} answer no: y"], "said-no"),
        ([*trusted(400), f"{ago(380)} ask room: x", f"{ago(366)} answer no: y"], "mild"),
        ([*trusted(181), f"{ago(99)} ask room: x", f"{ago(90)} answer no: y", f"{ago(89)} intro asked: z"], "mild"),
        (
            [*trusted(181), f"{ago(99)} ask room: x", f"{ago(90)} answer no: y", f"{ago(90)} evidence email: z"],
            "said-no",
        ),
        ([*trusted(181), f"{ago(99)} ask room: x", f"{ago(90)} answer no: y", f"{ago(89)} evidence email: z"], "mild"),
        ([*trusted(181), f"{ago(99)} meeting: m ^m", f"{ago(90)} answer no re m: y"], "unasked"),
        # help of other kinds
        ([*trusted(181), f"{ago(0)} support advice: x"], "helped"),
        ([*trusted(181), f"{ago(1)} support advice: x"], "unasked"),
        ([*trusted(181), f"{ago(365)} support advice medium: x"], "helped"),
        ([*trusted(400), f"{ago(366)} support advice large: x"], "unasked"),
        ([f"{ago(0)} support advice large: x"], "building"),
        # two promises due and not kept, trusting or not
        ([f"{ago(200)} pledge room by {ago(31)}: x", f"{ago(200)} pledge kit by {ago(31)}: y"], "words-only"),
        ([f"{ago(200)} pledge room by {ago(31)}: x", f"{ago(200)} pledge kit by {ago(30)}: y"], "building"),
        ([*LAPSED, f"{ago(200)} pledge kit by {ago(31)}: y", f"{ago(9)} support advice: z"], "building"),
        # serious: a lapsed hard pledge, and two asks or more than a year
        ([*trusted(181), f"{ago(300)} ask room: x", *LAPSED], "mild"),
        ([*trusted(181), f"{ago(300)} ask room: x", f"{ago(200)} ask kit: y", *LAPSED], "serious"),
        ([*trusted(365), f"{ago(300)} ask room: x", *LAPSED], "mild"),
        ([*trusted(366), f"{ago(300)} ask room: x", *LAPSED], "serious"),
        ([*trusted(366), f"{ago(300)} ask room: x", f"{ago(300)} pledge room by {ago(120)}: x"], "mild"),
        ([*trusted(366), f"{ago(300)} ask room: x", f"{ago(731)} pledge room by {ago(700)}: x"], "mild"),  # too old
        ([*trusted(366), f"{ago(300)} ask room: x", f"{ago(300)} pledge advice by {ago(121)}: soft"], "mild"),
        ([*trusted(366), f"{ago(300)} ask room: x", *LAPSED, f"{ago(5)} released room: y"], "mild"),
        # A counts 730 days
        ([*trusted(181), f"{ago(9)} ask kit: x", f"{ago(730)} ask legal: y", *LAPSED], "serious"),
        ([*trusted(181), f"{ago(99)} ask kit: x", f"{ago(731)} ask legal: y", *LAPSED], "mild"),
        # an agreement is firm until it is more than 30 days late: 7.5, then 3.75; a letter never is
        ([f"{ago(90)} pledge room agreement by {ago(30)}: x"], "building"),  # firm, but nothing came
        ([f"{ago(90)} pledge room agreement by {ago(1)}: x"], "building"),
        ([f"{ago(90)} pledge room agreement by {ago(0)}: x"], "on-the-way"),
        ([f"{ago(90)} pledge room agreement by {ago(-999)}: x"], "on-the-way"),
        ([f"{ago(90)} pledge room email by {ago(-365)}: x"], "on-the-way"),
        ([f"{ago(90)} pledge room email by {ago(-366)}: x"], "building"),
        ([f"{ago(90)} pledge room informal by {ago(-9)}: x"], "building"),
        ([f"{ago(9)} pledge room letter large: x", f"{ago(9)} support advice large: y"], "on-the-way"),
        ([f"{ago(9)} pledge advice letter large: soft"], "building"),
        # of those who keep few promises an e-mail is not believed
        (
            [
                *(f"{ago(200)} pledge kit by {ago(31 + n)}: {n}" for n in range(2)),
                f"{ago(9)} pledge room email by {ago(-9)}: x",
            ],
            "words-only",
        ),
        (
            [
                *(f"{ago(200)} pledge kit by {ago(31 + n)}: {n}" for n in range(2)),
                f"{ago(9)} pledge room letter by {ago(-9)}: x",
            ],
            "on-the-way",
        ),
        # D = 5 is support, whatever the clock says
        ([*trusted(400), f"{ago(365)} support room: x"], "supported"),
        ([*trusted(400), f"{ago(366)} support room: x"], "helped"),
        ([f"{ago(730)} support room: x"], "helped"),
        ([f"{ago(731)} support room: x"], "building"),
        ([f"{ago(1460)} support room large: x"], "helped"),
    ],
)
def test_classes(lines: list[str], class_: str) -> None:
    assert acme(*lines).class_ == class_


@pytest.mark.parametrize(
    ("days", "asks", "kept", "class_"),
    [
        (366, 3, 0, "severe"),
        (365, 3, 0, "serious"),
        (366, 2, 0, "serious"),
        (366, 3, 1, "severe"),
        (366, 3, 2, "serious"),
    ],
)
def test_severe_needs_a_year_three_asks_and_few_promises_kept(days: int, asks: int, kept: int, class_: str) -> None:
    kinds = ("finance", "legal", "kit")
    lines = trusted(days)
    lines += [f"{ago(300)} ask {kind}: x" for kind in kinds[:asks]]
    # soft ones are kept, so that D stays 0; the others lapsed
    lines += [f"{ago(700)} pledge advice by {ago(650)}: {n}" for n in range(kept)]
    lines += [f"{ago(650)} support advice: {n}" for n in range(kept)]
    lines += [f"{ago(290)} pledge {kind} by {ago(121)}: x" for kind in kinds[: 3 - kept]]
    ledger = acme(*lines)
    assert (ledger.follow_through.kept, ledger.follow_through.due) == (kept, 3)
    assert ledger.class_ == class_


def test_severe_needs_no_ask_of_the_last_year() -> None:
    asks = [f"{ago(days)} ask finance: x" for days in (366, 400, 730)]
    pledges = [f"{ago(300)} pledge legal by {ago(121 + n)}: {n}" for n in range(3)]
    assert acme(*trusted(400), *asks, *pledges).class_ == "severe"
    assert acme(*trusted(400), *asks[:2], f"{ago(731)} ask kit: x", *pledges).class_ == "serious"  # A = 2
    assert acme(*trusted(400), *asks, *pledges, f"{ago(365)} support kit: y").class_ == "supported"  # D = 5


def test_silence_clears_no_warning() -> None:
    """The windows of 730 days end on the day of the last entry; a review, a plan and an open promise are none."""
    lines = [line for line in trusted(400) if line[:10] <= ago(120)]
    lines += [f"{ago(730 + 120)} ask room: x", f"{ago(731)} ask kit: y", f"{ago(850)} pledge kit by {ago(800)}: z"]
    silent = [f"{ago(3)} review maintain: r", f"{ago(-9)} meeting: plan", f"[ ] {ago(1)} mine"]
    ledger = acme(*lines, *silent)
    assert (ledger.class_, ledger.hard_asks) == ("serious", 0)
    assert acme(*lines, *silent, f"{ago(0)} social: s").class_ != "serious"


@pytest.mark.parametrize(
    ("front", "holds"),
    [
        ("trust: 3\n", True),
        ("trust: 2\n", False),
        (f"trust: 3\ntrust_on: {ago(365)}\n", True),
        (f"trust: 5\ntrust_on: {ago(366)}\n", False),
    ],
)
def test_by_your_own_word(front: str, holds: bool) -> None:
    assert acme(front=front).by_your_word == holds


def test_your_own_word_is_silent_where_a_clock_runs_or_help_came() -> None:
    assert not acme(*trusted(100), front="trust: 5\n").by_your_word
    assert not acme(f"{ago(9)} support room: x", front="trust: 5\n").by_your_word
