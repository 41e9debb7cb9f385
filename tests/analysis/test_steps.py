"""The next fitting step: each rule, each reason for passing it over (SPEC §3.6)."""

import pytest

from netlead_md.model.words import StepRule
from netlead_md.wording.step_sentences import passed_over, step_words
from tests.analysis.scene import DAY, acme, ago, book
from tests.analysis.test_warning import LAPSED, trusted

WARM = trusted(100)
"""Trusting, with nothing asked; its task lies 100 days back."""
COLD = [f"{ago(300)} {word}" for word in ("task excellent: x", "trust++: x", "trust+: x")] + [
    f"{ago(day)} trust++: y{day}" for day in (250, 200, 150, 100, 50)
]
"""Trusting, and no task in 180 days."""
SEVERE = [
    *trusted(400),
    *(f"{ago(300)} ask {kind}: x" for kind in ("finance", "legal", "kit")),
    *(f"{ago(290)} pledge {kind} by {ago(130)}: x" for kind in ("finance", "legal", "kit")),
]


def person(fields: str = "", *lines: str) -> str:
    return f"---\ntype: person\norganisation: '[[Acme]]'\n{fields}---\n" + "".join(f"- {line}\n" for line in lines)


OLD = {
    "Ada": person("seen_as: manager\n"),
    "Me": "---\ntype: me\nroles_now: [founder]\n---\n",
}

CASES = [
    ("keep-promise", [f"[ ] {ago(1)} write"], {}),
    ("keep-promise", [f"[ ] {ago(60)} write"], {}),
    ("stay-in-touch", [f"[ ] {ago(61)} write"], {}),
    ("stay-in-touch", [f"[ ] {ago(0)} write"], {}),
    ("thank", [f"{ago(8)} support room: x"], {}),
    ("thank", [f"{ago(180)} support room: x"], {}),
    ("stay-in-touch", [f"{ago(7)} support room: x"], {}),
    ("stay-in-touch", [f"{ago(181)} support room: x"], {}),
    ("thank", [f"{ago(9)} support room: x", f"{ago(10)} thanks: y"], {}),
    ("stay-in-touch", [f"{ago(9)} support room: x", f"{ago(9)} thanks: y"], {}),
    ("stay-in-touch", [f"{ago(9)} support advice: soft"], {}),
    ("thank", [f"{ago(9)} intro made: x"], {}),
    ("frank-talk", SEVERE, {}),
    ("late-pledge", [f"{ago(200)} pledge room by {ago(31)}: x"], {}),
    ("late-pledge", [f"{ago(200)} pledge room by {ago(120)}: x"], {}),
    ("stay-in-touch", [f"{ago(200)} pledge room by {ago(121)}: x"], {}),
    ("stay-in-touch", [f"{ago(200)} pledge room by {ago(30)}: x"], {}),
    ("settle-answer", [f"{ago(61)} ask room: x"], {}),
    ("settle-answer", [f"{ago(100)} ask room by {ago(31)}: x"], {}),
    ("stay-in-touch", [f"{ago(60)} ask room: x"], {}),
    ("receive", [f"{ago(9)} pledge room agreement by {ago(0)}: x"], {}),
    ("stay-in-touch", [f"{ago(9)} pledge room agreement by {ago(1)}: x"], {}),
    ("reintroduce", WARM, OLD),
    ("evidence", [*WARM, f"{ago(61)} ask room: x", f"{ago(60)} pledge room: y"], {}),
    ("ask", WARM, {}),
    ("ask", [*WARM, f"{ago(181)} ask advice: x", f"{ago(181)} answer no: y"], {}),
    ("offer-task", COLD, {}),
    ("connect", [*WARM, f"{ago(30)} ask room: x", f"{ago(30)} pledge room email: y"], {}),
    ("second-kind", [f"{ago(200)} support room large: x"], {"power": "high"}),
    ("stay-in-touch", [f"{ago(200)} support room large: x"], {"power": "medium"}),
    ("stay-in-touch", [f"{ago(200)} support room large: x", f"{ago(20)} ask kit: y"], {"power": "high"}),
    ("first-ask", [f"{ago(0)} trust++: x"], {}),
    ("warm-up", [f"{ago(0)} connect met: x", f"{ago(0)} kept: y"], {}),
    ("stay-in-touch", [f"{ago(1)} trust++: x"], {}),  # T just below 15
    ("stay-in-touch", [], {}),
]


@pytest.mark.parametrize(("rule", "lines", "more"), CASES)
def test_the_first_rule_that_fits(rule: str, lines: list[str], more: dict[str, str]) -> None:
    front = f"power: {more['power']}\n" if "power" in more else ""
    others = {} if "power" in more else more
    assert acme(*lines, front=front, others=others).step.rule == rule


@pytest.mark.parametrize(
    ("rule", "lines", "why"),
    [
        ("evidence", [*WARM, f"{ago(60)} ask room: x", f"{ago(59)} pledge room: y"], "asked in the last two months"),
        ("evidence", [*WARM, f"{ago(100)} ask room by {ago(0)}: x"], "still in time"),
        ("evidence", [*WARM, f"{ago(100)} ask room: x", f"{ago(90)} answer no: y"], "their last answer was no"),
        ("ask", [*WARM, f"{ago(180)} ask advice: x", f"{ago(179)} answer no: y"], "asked in the last six months"),
        ("offer-task", [*COLD, f"{ago(30)} offer: x"], "you offered a task"),
        ("offer-task", [*COLD, f"{ago(30)} task fair: x"], "you did a task"),
        ("offer-task", [*COLD, f"{ago(180)} ask advice: x", f"{ago(179)} answer no: y"],
         "asked in the last six months"),
        ("connect", [*WARM, f"{ago(30)} pledge room email: y", f"{ago(180)} connect made: z", f"{ago(99)} ask room: x"],
         "introduced somebody"),
        ("warm-up", [f"{ago(0)} connect met: x", f"{ago(0)} kept: x", f"{ago(30)} offer: y"], "you offered a task"),
        ("second-kind", [f"{ago(200)} support room large: x", f"{ago(90)} ask kit: y", f"{ago(89)} answer no: n"],
         "asked in the last three months"),
        ("second-kind", [f"{ago(200)} support room large: x", f"{ago(91)} ask kit: y", f"{ago(89)} answer no: n"],
         "their last answer was no"),
    ],
)  # fmt: skip
def test_passed_over_and_why(rule: StepRule, lines: list[str], why: str) -> None:
    step = acme(*lines, front="power: high\n").step
    assert step.rule != rule
    assert why in dict(passed_over(step)).get(rule, "")


def test_days_of_passing_over_end() -> None:
    assert acme(*COLD, f"{ago(31)} offer: x").step.rule == "offer-task"
    assert acme(f"{ago(0)} connect met: x", f"{ago(0)} kept: x", f"{ago(31)} offer: y").step.rule == "warm-up"
    asked = {"Ada": person("seen_as: manager\n", f"{ago(180)} intro asked: x"), "Me": OLD["Me"]}
    assert "reintroduce" in dict(acme(*WARM, others=asked).step.passed)
    asked["Ada"] = person("seen_as: manager\n", f"{ago(181)} intro asked: x")
    assert acme(*WARM, others=asked).step.rule == "reintroduce"


PAUSING = ["settle-answer", "reintroduce", "ask", "offer-task", "connect", "second-kind", "first-ask", "warm-up"]
FITTING = {
    "settle-answer": ([f"{ago(61)} ask room: x"], {}),
    "reintroduce": (WARM, OLD),
    "ask": (WARM, {}),
    "offer-task": (COLD, {}),
    "connect": ([f"{ago(30)} pledge room email: y"], {}),
    "second-kind": ([f"{ago(200)} support room large: x"], {}),
    "first-ask": ([f"{ago(0)} trust++: x"], {}),
    "warm-up": ([f"{ago(0)} connect met: x", f"{ago(0)} kept: y"], {}),
    "keep-promise": ([f"[ ] {ago(9)} write"], {}),
    "thank": ([f"{ago(9)} support room: x"], {}),
    "late-pledge": ([f"{ago(200)} pledge room by {ago(40)}: x"], {}),
    "receive": ([f"{ago(9)} pledge room agreement by {ago(-9)}: x"], {}),
}


@pytest.mark.parametrize("rule", list(FITTING))
def test_a_pause_leaves_out_what_asks_or_offers(rule: str) -> None:
    lines, others = FITTING[rule]
    front = "power: high\n"
    assert acme(*lines, front=front, others=others).step.rule == rule
    stays = rule if rule not in PAUSING else "stay-in-touch"
    assert acme(*lines, front=front + "status: paused\n", others=others).step.rule == stays
    assert acme(*lines, f"{ago(5)} review pause: x", front=front, others=others).step.rule == stays


@pytest.mark.parametrize("rule", list(FITTING))
def test_let_go_leaves_promises_thanks_and_touch(rule: str) -> None:
    lines, others = FITTING[rule]
    stays = rule if rule in {"keep-promise", "thank"} else "stay-in-touch"
    assert acme(*lines, front="status: let-go\n", others=others).step.rule == stays


def test_a_suggested_pause_counts_and_a_written_word_overrides_it() -> None:
    serious = [*trusted(366), f"{ago(200)} ask room: x", f"{ago(200)} ask kit: y", *LAPSED]
    assert acme(*serious).suggestion == "pause"
    assert acme(*serious).step.rule == "stay-in-touch"
    assert acme(*serious, f"{ago(5)} review ask: x").step.rule == "settle-answer"


@pytest.mark.parametrize(
    ("people", "asks"),
    [
        ({"Ada": "ask_policy: never\n"}, False),
        ({"Ada": "ask_policy: not-now\n", "Ben": "ask_policy: never\n"}, False),
        ({"Ada": "ask_policy: never\n", "Ben": ""}, True),
        ({"Ada": "influence: high\nask_policy: never\n", "Ben": ""}, False),
        ({"Ada": "influence: high\n", "Ben": "ask_policy: never\n"}, True),
    ],
)
def test_where_asking_is_unwelcome(people: dict[str, str], asks: bool) -> None:
    others = {name: person(fields) for name, fields in people.items()}
    assert (acme(*WARM, others=others).step.rule == "ask") == asks


@pytest.mark.parametrize("wrong", ["task poor: x", "task dropped: x", "broken: x"])
def test_repair_first(wrong: str) -> None:
    # Trusting by signs alone; the mishap is 90 days old, too old to pass the rule over, or 91.
    signs = [f"{ago(day)} trust++: {day}" for day in (60, 50, 40, 30, 20)]
    assert acme(*signs, f"{ago(90)} {wrong}").step.facts.repair
    assert not acme(*signs, f"{ago(91)} {wrong}").step.facts.repair


def test_a_frank_talk_waits_for_a_review_in_force() -> None:
    assert acme(*SEVERE, f"{ago(9)} review maintain: x").step.rule != "frank-talk"
    assert acme(*SEVERE, f"{ago(91)} review maintain: x").step.rule == "frank-talk"


def test_what_they_gain_is_quoted_or_asked_for() -> None:
    told = step_words(acme(*WARM, front="benefit_to_them: Young people in the building\n"), DAY)
    assert "Young people in the building." in told.text
    assert step_words(acme(*WARM), DAY).text.startswith("Write down what they gain")


def door(*lines: str, level: str = "trust++") -> dict[str, str]:
    """Ben, whom I know, works elsewhere and knows Ada of Acme."""
    return {
        "Ada": person("influence: high\n"),
        "Volta": "---\ntype: organisation\n---\n",
        "Ben": f"---\ntype: person\norganisation: '[[Volta]]'\nknows: '[[Ada]]'\n---\n- {ago(0)} {level}: x\n"
        + "".join(f"- {line}\n" for line in lines),
    }


def test_introduction() -> None:
    step = acme(others=door()).step
    assert (step.rule, step.people) == ("introduction", ("Ben.md", "Ada.md"))
    assert acme(others=door(level="trust+")).step.rule == "stay-in-touch"  # level 1
    assert acme(f"{ago(180)} call: x", others=door()).step.rule == "stay-in-touch"
    assert acme(f"{ago(181)} call: x", others=door()).step.rule == "introduction"


@pytest.mark.parametrize(("days", "rule"), [(60, "stay-in-touch"), (61, "introduction")])
def test_an_introduction_asked_for_is_not_asked_again_soon(days: int, rule: str) -> None:
    step = acme(others=door(f"{ago(days)} intro asked: to [[Acme]]")).step
    assert step.rule == rule


def test_connect_names_at_most_three_who_decide() -> None:
    people = {
        name: "---\ntype: person\norganisation: Elsewhere\ninfluence: high\n---\n"
        f"- {ago(1)} trust++: x\n- {ago(2)} call: y\n"
        for name in ("Ann", "Bea", "Cat", "Dot")
    }
    step = acme(f"{ago(30)} pledge room email: y", f"{ago(200)} connect made: [[Ann]]", others=people).step
    assert (step.rule, step.people) == ("connect", ("Bea.md", "Cat.md", "Dot.md"))


def test_every_step_is_a_sentence_without_days_that_tick() -> None:
    for _, lines, more in CASES:
        step = step_words(acme(*lines, others={} if "power" in more else more), DAY)
        assert step.text[0].isupper()
        assert step.text.endswith((".", "?"))
        assert " days" not in step.text + step.reason


def test_a_book_without_people_has_no_door() -> None:
    assert book({"Acme": "---\ntype: organisation\n---\n"}).ledgers["Acme.md"].step.rule == "stay-in-touch"
