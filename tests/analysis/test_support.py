"""Support S: each item's worth, its fading, H, soft, D and S (SPEC §3.2), worked by hand."""

import pytest

from netlead_md.model.ledger import SupportItem
from tests.analysis.scene import acme, ago


def item(*lines: str, others: dict[str, str] | None = None) -> SupportItem:
    (only,) = acme(*lines, others=others).support.items
    return only


@pytest.mark.parametrize(
    ("past_due", "fade", "state"),
    [
        (-1, 1, "open"),
        (0, 1, "open"),
        (1, 1, "overdue"),
        (30, 1, "overdue"),
        (31, 0.5, "overdue"),
        (120, 0.5, "overdue"),
        (121, 0, "lapsed"),
    ],
)
def test_a_hard_pledge_fades_past_its_day(past_due: int, fade: float, state: str) -> None:
    written = item(f"{ago(200)} pledge finance by {ago(past_due)}: x")
    assumed = item(f"{ago(past_due + 90)} pledge finance: x")  # no day: 90 days after it was made
    for each in (written, assumed):
        assert (each.fade, each.state) == (fade, state)
        assert each.value == pytest.approx(10 * 0.1 * fade)
    assert (written.due_written, assumed.due_written) == (True, False)


def test_a_soft_pledge_fades_with_its_age_and_lapses_only_in_words() -> None:
    old = item(f"{ago(365)} pledge advice letter by {ago(121)}: x")
    assert (old.value, old.state, old.hard) == (10 * 0.5 * 0.5, "lapsed", False)


@pytest.mark.parametrize(
    ("rung", "credit"),
    [("", 0.1), ("verbal", 0.1), ("informal", 0.2), ("email", 0.35), ("letter", 0.5), ("mou", 0.75), ("delivered", 1)],
)
def test_rungs(rung: str, credit: float) -> None:
    found = item(f"{ago(0)} pledge legal {rung} medium: x")
    assert found.credit == credit
    assert found.value == pytest.approx(20 * credit)
    assert item(f"{ago(0)} evidence {rung} legal: x").credit == (credit if rung else 0.2)  # left out: informal


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (f"{ago(0)} support finance: x", 10),
        (f"{ago(365)} support finance large: x", 20),
        (f"{ago(730)} support finance large: x", 10),
        (f"{ago(730)} support room medium ongoing: x", 20),
        (f"{ago(730)} support room until {ago(-1)}: x", 10),
        (f"{ago(730)} support room until {ago(0)}: x", 10),
        (f"{ago(730)} support room until {ago(365)}: x", 5),
        (f"{ago(730)} support room ongoing until {ago(365)}: x", 5),  # an end is an end
        (f"{ago(365)} support: x", 5),  # hard and unnamed
    ],
)
def test_what_was_delivered_halves_each_year_but_while_it_goes_on(line: str, value: float) -> None:
    support = acme(line).support
    assert support.hard == support.firm == pytest.approx(value)
    assert support.soft == 0


def test_firm_is_delivered_or_agreed_and_hard() -> None:
    support = acme(
        f"{ago(0)} support finance: x",  # 10, firm
        f"{ago(0)} pledge legal agreement: x",  # 7.5, firm
        f"{ago(0)} pledge equipment letter: x",  # 5
        f"{ago(0)} support advice: x",  # soft 10
        f"{ago(0)} evidence contract publicity: x",  # soft 7.5
    ).support
    assert (support.hard, support.firm, support.soft, support.score) == (22.5, 17.5, 17.5, 40)


@pytest.mark.parametrize(
    ("lines", "score", "word"),
    [
        ([], 0, "none"),
        ([f"{ago(0)} evidence letter small finance: x"], 5, "token"),
        ([f"{ago(0)} pledge finance medium email: x"], 7, "token"),
        ([f"{ago(0)} support finance: x"], 10, "emerging"),
        ([f"{ago(0)} support finance medium: x", f"{ago(0)} evidence letter: x"], 25, "solid"),
        ([f"{ago(0)} support finance large: x", f"{ago(0)} support legal: x"], 50, "strong"),
        ([f"{ago(0)} support advice large: x"], 30, "solid"),  # soft is capped at 30
        ([f"{ago(0)} support {kind} large: x" for kind in ("room", "staff", "kit")], 100, "anchor"),
    ],
)
def test_s_and_its_words(lines: list[str], score: float, word: str) -> None:
    support = acme(*lines).support
    assert support.score == pytest.approx(score)
    assert support.word == word


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (f"{ago(0)} intro made: to [[Zoe]]", 5),
        (f"{ago(0)} intro met: to [[Zoe]]", 10),
        (f"{ago(365)} intro met: to [[Zoe]]", 5),
        (f"{ago(0)} intro met: to [[Mighty]]", 20),  # somebody of high influence
        (f"{ago(0)} intro met: to [[Volta]]", 20),  # an organisation
    ],
)
def test_introductions(line: str, value: float) -> None:
    others = {
        "Zoe": "---\ntype: person\ncompany: Elsewhere\n---\n",
        "Mighty": '---\ntype: person\norganisation: "[[Volta]]"\ninfluence: high\n---\n',
        "Volta": "---\ntype: organisation\n---\n",
    }
    support = acme(line, others=others).support
    assert (support.soft, support.hard) == (value, 0)


def test_an_introduction_asked_for_or_declined_is_no_item() -> None:
    assert acme(f"{ago(0)} intro: [[Zoe]]", f"{ago(0)} intro declined: [[Zoe]]").support.items == ()


def test_d_is_5_for_a_small_delivery_for_a_year() -> None:
    assert acme(f"{ago(365)} support finance: x").support.firm == 5
    assert acme(f"{ago(366)} support finance: x").support.firm < 5
