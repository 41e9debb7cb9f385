"""Trust T: points, limits of a day, caps, boxes, levels, thin and strained, breadth (SPEC §3.1), worked by hand."""

import pytest

from netlead_md.analysis import trust_grounds, trust_working
from netlead_md.analysis.trust import TrustState, level_of
from netlead_md.model.ledger import Trust
from tests.analysis.scene import DAY, acme, ago, book


def trust(*lines: str, front: str = "", others: dict[str, str] | None = None) -> Trust:
    return acme(*lines, front=front, others=others).trust


def fade(days: int) -> float:
    return float(0.5 ** (days / 365))


@pytest.mark.parametrize(
    ("line", "contact", "deeds", "signs"),
    [
        ("meeting: x", 3, 0, 0),
        ("call: x", 3, 0, 0),
        ("lunch: x", 3, 0, 0),
        ("conference: x", 3, 0, 0),
        ("visit: x", 3, 0, 0),
        ("email: x", 1, 0, 0),
        ("note: x", 1, 0, 0),
        ("likes tea", 1, 0, 0),  # a dated bullet that tells of nothing is a note
        ("met by chance", 3, 0, 0),  # contact is read from words for it
        ("social: x", 0, 0, 0),
        ("task excellent: x", 0, 12, 0),
        ("task good: x", 0, 8, 0),
        ("task fair: x", 0, 3, 0),
        ("task: x", 0, 3, 0),  # left out: fair
        ("task poor: x", 0, -8, 0),
        ("task dropped: x", 0, -15, 0),
        ("connect met: x", 0, 10, 0),
        ("connect: x", 0, 6, 0),  # left out: made
        ("give: x", 0, 4, 0),
        ("kept: x", 0, 5, 0),
        ("broken: x", 0, -15, 0),
        ("trust+: x", 0, 0, 8),
        ("trust++: x", 0, 0, 15),
        ("trust-: x", 0, 0, -8),
        ("trust--: x", 0, 0, -15),
        ("offer: x", 0, 0, 0),
        ("thanks: x", 0, 0, 0),
        ("ask finance: x", 0, 0, 0),
        ("support finance: x", 0, 0, 0),
        ("review grow: x", 0, 0, 0),
    ],
)
def test_each_type_has_its_points_and_half_of_them_a_year_later(
    line: str, contact: float, deeds: float, signs: float
) -> None:
    today, last_year = trust(f"{ago(0)} {line}"), trust(f"{ago(365)} {line}")
    assert (today.contact, today.deeds, today.signs) == (contact, deeds, signs)
    assert (last_year.contact, last_year.deeds, last_year.signs) == (contact / 2, deeds / 2, signs / 2)
    assert today.score == max(0, contact + deeds + signs)


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("meeting: a", "call: b", "email: c"), (3, 0, 0)),
        (("email: a", "email: b"), (2, 0, 0)),
        (("email: a", "email: b", "text: c", "note: d"), (3, 0, 0)),
        (("give: a", "give: b"), (0, 4, 0)),
        (("give: a", "kept: b"), (0, 9, 0)),
        (("connect made: a", "connect met: b"), (0, 10, 0)),
        (("task good: a", "task excellent: b"), (0, 12, 0)),
        (("trust+: a", "trust+: b"), (0, 0, 8)),
        (("trust+: a", "trust++: b"), (0, 0, 23)),  # two types
        (("trust-: a", "trust-: b"), (0, 0, -8)),
    ],
)
def test_a_day_gives_three_points_of_contact_and_each_other_type_once(
    lines: tuple[str, ...], parts: tuple[float, ...]
) -> None:
    ledger = acme(*(f"{ago(0)} {line}" for line in lines))
    found = ledger.trust
    assert (found.contact, found.deeds, found.signs) == parts
    assert len(trust_working(trust_grounds(ledger), DAY)) == len(lines)  # what the limit swallowed is still shown


def test_contact_is_capped_at_20_deeds_at_30_signs_are_not_and_the_sum_ends_at_100_and_0() -> None:
    days = range(8)
    meetings = trust(*(f"{ago(day)} meeting: m" for day in days))  # about 8 × 3 = 24
    tasks = trust(*(f"{ago(day)} task excellent: t" for day in days))  # about 96
    signs = trust(*(f"{ago(day)} trust++: s" for day in days))  # about 119
    assert (meetings.contact, meetings.score) == (20, 20)
    assert (tasks.deeds, tasks.score) == (30, 30)
    assert signs.signs == pytest.approx(15 * sum(map(fade, days)))
    assert signs.signs > 100 == signs.score
    assert trust(f"{ago(0)} trust--: x", f"{ago(0)} meeting: m").score == 0
    # a cap bounds the sum, before what went wrong is taken off it: 8 excellent tasks and one dropped are 30 still
    assert trust(*(f"{ago(day)} task excellent: t" for day in days), f"{ago(9)} task dropped: x").deeds == 30


@pytest.mark.parametrize(
    ("boxes", "deeds"),
    [
        ([f"[x] {ago(40)} a ✅ {ago(10)}"], 5 * fade(10)),  # kept on day + 30
        ([f"[x] {ago(41)} a ✅ {ago(10)}"], 0),  # day + 31
        ([f"[x] {ago(10)} a ✅ {ago(20)}"], 5 * fade(20)),  # early
        ([f"[x] {ago(10)} a"], 5 * fade(10)),  # no ✅: on its day
        ([f"[ ] {ago(30)} a"], 0),
        ([f"[ ] {ago(31)} a"], -5),  # dated day + 31
        ([f"[ ] {ago(32)} a"], -5 * fade(1)),
        ([f"[ ] {ago(100)} a", f"[ ] {ago(40)} b"], -5 * fade(9)),  # only the latest
        ([f"[ ] {ago(100)} a", f"[ ] {ago(30)} b"], -5 * fade(69)),  # the later one is not late enough
        ([f"[x] {ago(40)} a ✅ {ago(-1)}"], -5 * fade(9)),  # a ✅ of tomorrow: still open
        ([f"[ ] {ago(-3)} a"], 0),
        ([f"[-] {ago(100)} a", f"[/] {ago(100)} b", f"[>] {ago(100)} c"], 0),
        ([f"[ ] {ago(100)} give: a"], 0),  # a plan
        ([f"[x] {ago(0)} give: a"], 4),  # an entry behind a ticked box
        (["[ ] a 📅 2026-01-09"], 0),  # listed, never scored
    ],
)
def test_boxes(boxes: list[str], deeds: float) -> None:
    assert trust(*boxes).deeds == pytest.approx(deeds, abs=1e-12)


@pytest.mark.parametrize(("influence", "weight"), [("high", 1), ("medium", 0.7), ("low", 0.4), ("", 0.7)])
def test_what_comes_through_somebody_weighs_as_much_as_they_do_there(influence: str, weight: float) -> None:
    stated = f"influence: {influence}\n" if influence else ""
    note = f'---\ntype: person\norganisation: "[[Acme]]"\n{stated}---\n- {ago(0)} call: a\n- {ago(0)} trust++: b\n'
    made = book({"Acme": "---\ntype: organisation\n---\n", "Ada": note})
    assert made.ledgers["Acme.md"].trust.score == pytest.approx(18 * weight)
    assert made.people["Ada.md"].trust.score == 18  # their own is never weighed


@pytest.mark.parametrize(
    ("parts", "level", "word"),
    [
        ((0, 0, 0), 0, "no sign noted"),
        ((4.99, 0, 0), 0, "no sign noted"),
        ((0, 0, -5), 0, "no sign noted"),
        ((3, 0, -5.01), 0, "strained"),
        ((20, 0, -8), 1, "aware"),  # strained is a word of level 0 only
        ((5, 0, 0), 1, "aware"),
        ((14.99, 0, 0), 1, "aware"),
        ((15, 0, 0), 2, "acquainted"),
        ((20, 14.99, 0), 2, "acquainted"),
        ((20, 15, 0), 3, "trusted"),
        ((20, 30, 9.99), 3, "trusted"),
        ((20, 30, 10), 4, "well trusted"),
        ((20, 30, 29.99), 4, "well trusted"),
        ((20, 30, 30), 5, "closely trusted"),
    ],
)
def test_levels(parts: tuple[float, float, float], level: int, word: str) -> None:
    assert level_of(TrustState(*parts)) == (level, word)


@pytest.mark.parametrize(
    ("lines", "thin"),
    [
        ([f"{ago(n)} email: x" for n in range(4)], True),
        ([f"{ago(n)} email: x" for n in range(5)], False),
        ([*(f"{ago(n)} email: x" for n in range(4)), f"{ago(365)} email: x"], False),
        ([*(f"{ago(n)} email: x" for n in range(4)), f"{ago(366)} email: x"], True),
        # what is no entry here: open promises, plans, reviews, what is still ahead
        ([*(f"{ago(n)} email: x" for n in range(4)), f"{ago(1)} review grow: x"], True),
        ([*(f"{ago(n)} email: x" for n in range(4)), f"[ ] {ago(1)} x", f"[ ] {ago(2)} call: x"], True),
        ([*(f"{ago(n)} email: x" for n in range(4)), f"{ago(-1)} email: x"], True),
        ([*(f"{ago(n)} email: x" for n in range(4)), f"[x] {ago(1)} x"], False),
    ],
)
def test_fewer_than_five_entries_in_a_year_are_thin(lines: list[str], *, thin: bool) -> None:
    assert trust(*lines).thin is thin


def test_breadth_counts_those_with_a_role_there_on_the_day() -> None:
    ada = '---\ntype: person\norganisation: "[[Acme]]"\n---\n'
    ben = f'---\ntype: person\nroles:\n  - {{organisation: "[[Acme]]", until: {ago(10)}}}\n---\n'
    lines = [f"{ago(n)} email: [[Ada]]" for n in range(3)]
    lines += [
        f"{ago(10)} email: [[Ben]]",
        f"{ago(9)} email: [[Ben]]",
        f"{ago(20)} email: nobody",
        f"{ago(366)} email: [[Ben]]",
    ]
    found = trust(*lines, others={"Ada": ada, "Ben": ben}).breadth
    # Ada on three days, Ben on his last day there; the day after, and what is older than a year, count for nobody
    assert (found.people, found.entries, found.top_share) == (2, 4, 0.75)
    assert trust(f"{ago(1)} email: nobody").breadth.top_share is None


def test_the_stated_trust_stands_beside_it() -> None:
    found = trust(front=f"trust: 4\ntrust_on: {ago(1)}\n")
    assert (found.stated, found.level) == (4, 0)
