"""What a step says: sentences and dates, the user's words set off from ours (SPEC §3.6)."""

import re

import pytest

from netlead_md.wording.step_sentences import StepWords, step_words
from tests.analysis.scene import DAY, acme, ago
from tests.analysis.test_steps_limits import FREE, SEVERE, said


def step(lines: list[str], front: str = "") -> tuple[str, StepWords]:
    ledger = acme(*lines, front=front)
    return ledger.step.rule, step_words(ledger, DAY)


EACH = {
    "keep-promise": [f"[ ] {ago(5)} send it! (today)"],
    "thank": said("9 support finance: in the bank!"),
    "frank-talk": SEVERE,
    "late-pledge": [f"{ago(200)} pledge kit by {ago(40)}: x"],
    "settle-answer": said("61 ask kit: x"),
    "receive": [f"{ago(90)} pledge kit agreement by {ago(-9)}: x"],
    "evidence": [*FREE, *said("61 ask kit: x", "61 pledge kit by 2027-01-01: y")],
    "ask": [*FREE, *said("50 task good: mended the lift")],
    "offer-task": FREE,
    "connect": said("9 pledge kit email: x"),
    "first-ask": said("0 trust++: x"),
    "warm-up": said("0 connect met: x", "0 kept: y"),
    "stay-in-touch": [],
}


@pytest.mark.parametrize("rule", EACH)
def test_a_step_speaks_in_sentences_and_dates_and_counts_no_days(rule: str) -> None:
    named, found = step(EACH[rule])
    assert named == rule
    for words in (found.text, found.reason):
        assert words[0].isupper()
        assert words.endswith(".")
        assert not re.search(r"\d+ (day|week|month)s?\b", words)
    # the lines to paste are entries, once the date stands before them
    for line in found.lines:
        assert ":" in line


def test_the_users_words_are_set_off_from_ours() -> None:
    assert step(EACH["thank"])[1].reason == "They gave money on 21 Jun 2026 (“in the bank”); no thanks are noted since."
    _, could = step(said("181 support kit: x"), "power: high\ncould_give: [equipment, room]\n")
    assert "propose a second kind of help: a room or space." in could.text
    assert step(EACH["keep-promise"])[1].text == "Do it first: “send it”."
    assert "a task well on 11 May 2026 (“mended the lift”), and" in step(EACH["ask"])[1].reason


@pytest.mark.parametrize(
    ("lines", "front", "reason"),
    [
        (
            said("10 review pause: x"),
            "",
            "You paused the asking until 17 Dec 2026; the friendship goes on.",
        ),  # 180 days
        ([], "status: paused\n", "You paused the asking; the friendship goes on."),
        (said("10 review let-go: x"), "", "You let the asking go; a friendly word is always in place."),
        (said("10 ask kit: x"), "", "You asked on 20 Jun 2026; their answer has time."),
        (
            said("10 ask kit: x", "9 answer no: y"),
            "",
            "They said no on 21 Jun 2026; a friend is welcome all the same.",
        ),
        (said("10 pledge kit by 2026-09-01: x"), "", "They have given their word; it is due on 1 Sep 2026."),
        ([], "", "Nothing is on record yet."),
    ],
)
def test_staying_in_touch_says_what_one_waits_for(lines: list[str], front: str, reason: str) -> None:
    rule, found = step(lines, front)
    assert (rule, found.reason) == ("stay-in-touch", reason)
