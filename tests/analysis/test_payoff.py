import datetime as dt
from collections.abc import Iterable
from math import fsum

import pytest

from netlead_md.analysis import analyse
from netlead_md.analysis import effort as payoff
from netlead_md.analysis.effort import (
    EffortTotals,
    SupportAttribution,
    TimeAndMoney,
    attribute_support,
    effort_by_type,
    hours_of,
    pareto_set,
    spent_on,
    units_of,
)
from netlead_md.model.book import EffortByType
from netlead_md.model.config import Config
from netlead_md.model.network import Entry, Owner
from netlead_md.model.words import EntryTypeName
from tests.analysis.build import AS_OF, ago, day, entry, item, network, organisation, person

CONFIG = Config()


def spend(entries: Iterable[Entry], me: Owner | None, as_of: dt.date, config: Config) -> EffortTotals:
    return payoff.effort_totals(payoff.count_effort(entries, as_of), me, config)


ASSUMED = {"meeting": 1, "call": 0.5, "meal": 2, "event": 3, "visit": 2, "message": 0.1, "social": 0.1, "task": 2}


@pytest.mark.parametrize(("kind", "hours"), [*ASSUMED.items(), ("connect", 0.5), ("give", 0.25)])
def test_hours_are_assumed_where_the_line_states_none(kind: EntryTypeName, hours: float) -> None:
    assert hours_of(entry(ago(1), kind), CONFIG) == hours
    assert hours_of(entry(ago(1), kind, hours=0.75), CONFIG) == 0.75


@pytest.mark.parametrize("kind", ["note", "thanks", "offer", "kept", "trust+", "intro", "last_contact", "review"])
def test_other_types_take_no_time_unless_they_say_so(kind: EntryTypeName) -> None:
    assert hours_of(entry(ago(1), kind), CONFIG) == 0
    assert hours_of(entry(ago(1), kind, hours=0.5), CONFIG) == 0.5


@pytest.mark.parametrize("kind", ["support", "pledge", "ask"])
def test_hours_of_help_are_theirs_and_not_mine(kind: EntryTypeName) -> None:
    assert hours_of(entry(ago(1), kind, hours=8), CONFIG) == 0


def test_the_user_may_assume_other_hours() -> None:
    assert hours_of(entry(ago(1), "call"), Config(hours={"call": 0.25})) == 0.25


@pytest.mark.parametrize(("days", "hours"), [(0, 2), (365, 2), (366, 0), (-1, 0)])
def test_the_window_of_hours_and_money_is_365_days_both_ends_included(days: int, hours: float) -> None:
    meal = entry(ago(days), "meal", "Acme", people=["Ada"], money=40)
    expected = {"meal": TimeAndMoney(hours, hours, 40.0)} if hours else {}
    assert spend([meal], None, AS_OF, CONFIG).channels == expected
    made = analyse(network(organisation("Acme"), person("Ada"), meal), AS_OF, CONFIG)
    assert (made.ledgers["Acme"].hours, made.ledgers["Acme"].cost) == (hours, 40.0 if hours else 0)
    assert made.people["Ada"].hours == hours


def test_an_entry_counts_once_for_its_type_and_whole_for_each_whom_it_concerns() -> None:
    dinner = entry(ago(1), "meal", "Acme", "Volta", people=["Ada", "Bob"], weight=0.4, hours=3, money=60)
    social = entry(ago(1), "social", money=5)
    assert spend([dinner, social], None, AS_OF, CONFIG).channels == {
        "meal": TimeAndMoney(3, 0, 60),
        "social": TimeAndMoney(0.1, 0.1, 5),
    }
    made = analyse(
        network(organisation("Acme"), organisation("Volta"), person("Ada"), person("Bob"), dinner, social),
        AS_OF,
        CONFIG,
    )
    assert [(each.hours, each.cost) for each in made.ledgers.values()] == [(3, 60), (3, 60)]
    assert [each.hours for each in made.people.values()] == [3, 3]


def test_plans_and_boxes_take_no_time() -> None:
    boxes = [entry(ago(1), "promise", box="x", hours=1), entry(ago(1), "todo", hours=1)]
    assert spend([entry(ago(1), "call", plan=True), *boxes], None, AS_OF, CONFIG).channels == {}


def test_my_currency_counts_others_are_not_added_and_a_bare_number_is_mine() -> None:
    euros = [entry(ago(at), "meal", money=40, currency="EUR") for at in range(2)]
    entries = [*euros, entry(ago(3), "meal", money=25, currency="GBP"), entry(ago(4), "meal", money=1)]
    me = Owner(path="Me.md", name="Me", currency="GBP")
    spending = spend(entries, me, AS_OF, CONFIG)
    assert (spending.currency, spending.channels["meal"].cost) == ("GBP", 26)
    spending = spend(entries, None, AS_OF, CONFIG)
    assert (spending.currency, spending.channels["meal"].cost) == ("EUR", 81)


def test_of_equally_frequent_currencies_the_first_by_name_counts() -> None:
    entries = [entry(ago(1), "give", money=2, currency="GBP"), entry(ago(1), "give", money=3, currency="EUR")]
    assert spend(entries, None, AS_OF, CONFIG).currency == "EUR"


@pytest.mark.parametrize("kind", ["support", "pledge", "ask", "intro", "evidence"])
def test_money_that_they_give_is_no_cost_and_decides_no_currency(kind: EntryTypeName) -> None:
    spending = spend([entry(ago(1), kind, "Acme", money=500, currency="GBP")], None, AS_OF, CONFIG)
    assert (spending.channels, spending.currency) == ({}, "")


@pytest.mark.parametrize("kind", ["note", "offer", "thanks"])
def test_money_alone_makes_a_channel(kind: EntryTypeName) -> None:
    assert spend([entry(ago(1), kind, money=7)], None, AS_OF, CONFIG).channels == {kind: TimeAndMoney(0, 0, 7)}


def units(item_day: str, *entries: Entry) -> dict[str, float]:
    return attribute_support([units_of([item(item_day, 20.0)], entries, CONFIG)]).units


def test_the_180_days_up_to_the_first_line_share_in_proportion_to_hours() -> None:
    first_line = ago(50)
    found = units(
        first_line,
        entry(ago(50 + 181), "meal", hours=9),
        entry(ago(50 + 180), "task", hours=4),
        entry(ago(60), "call", hours=9, plan=True),
        entry(ago(60), "trust++"),
        entry(ago(50), "meeting", hours=1),  # the same day
        entry(ago(49), "event", hours=9),
    )
    assert found == {"meeting": pytest.approx(0.4), "task": pytest.approx(1.6)}


def test_what_no_effort_went_before_is_unattributed() -> None:
    entries = [entry(ago(300), "task")]
    assert attribute_support([units_of([item(ago(50), 4.0)], entries, CONFIG)]) == SupportAttribution({}, 0.4)
    assert attribute_support([units_of([item(ago(50), 4.0)], [], CONFIG)]) == SupportAttribution({}, 0.4)
    assert attribute_support([units_of([item(ago(50), 0.0)], [], CONFIG)]) == SupportAttribution({}, 0.0)


def test_via_overrides_and_its_latest_word_stands() -> None:
    pledge = entry(ago(50), "pledge", "Acme", via="social")
    support = entry(ago(40), "support", "Acme", via="meal")
    entries = [entry(ago(55), "task")]
    assert units_of([item(ago(50), 4.0, pledge)], entries, CONFIG) == (("social", 0.4),)
    assert units_of([item(ago(50), 4.0, pledge, support)], entries, CONFIG) == (("meal", 0.4),)


@pytest.mark.parametrize(("share", "rate"), [(0.5, 16.0), (0.49, None)])
def test_hours_per_unit_only_from_half_a_unit(share: float, rate: float | None) -> None:
    spending = spend([entry(ago(1), "task", hours=6), entry(ago(2), "task")], None, AS_OF, CONFIG)
    assert effort_by_type(spending, {"task": share}) == (EffortByType("task", 8.0, 2.0, 0.0, share, rate),)


def test_a_channel_of_older_efforts_stands_with_its_units_alone() -> None:
    assert effort_by_type(spend([], None, AS_OF, CONFIG), {"meal": 0.2}) == (EffortByType("meal", 0, 0, 0, 0.2, None),)


@pytest.mark.parametrize(
    ("firm", "chosen"),
    [
        ({}, ()),
        ({"A": 0.0, "B": 0.0}, ()),
        ({"A": 2.0, "B": 8.0}, ("B",)),  # exactly 80 %
        ({"A": 2.1, "B": 8.0}, ("B", "A")),
        ({"A": 5.0, "B": 5.0, "C": 5.0, "D": 5.0, "E": 5.0}, ("A", "B", "C", "D")),
        ({"A": 0.1, "B": 0.7, "C": 0.1, "D": 0.1}, ("B", "A")),  # binary fractions: .7 + .1 < .8
        ({"A": 0.0, "B": 1.0}, ("B",)),
    ],
)
def test_the_smallest_set_that_gives_80_per_cent(firm: dict[str, float], chosen: tuple[str, ...]) -> None:
    assert pareto_set(firm, {}) == (chosen, None)


def test_the_set_stands_beside_its_share_of_all_hours() -> None:
    assert pareto_set({"A": 0.0, "B": 9.0}, {"A": 9.0, "B": 3.0, "C": 0.0}) == (("B",), 25.0)


# The worked example (SPEC §3.11), by hand. Its items and their values on 2026-06-30 come from SPEC §3.2:
#   Harbour Trust: facilities 20 and finance 8.429 (both from 2026-02-01), equipment 15 and an intro met,
#   10 × 0.5^(30/365) (both from 2026-05-31); Northgate College: a letter, 10 × .5 × 0.5^(183/365) (from 2025-12-29),
#   and interns, 10 × .35 × .5 (from 2026-03-10); its lapsed pledges are worth 0. Civic Labs has given nothing.
NORTHGATE = [
    entry("2025-06-30", "meeting", "Northgate", hours=1),  # age 365: still in the window
    entry("2025-08-19", "meal", "Northgate", hours=3, money=60, currency="GBP"),
    entry("2025-09-18", "task", "Northgate", hours=6),
    entry("2025-10-28", "meeting", "Northgate", hours=1),
    entry("2026-01-15", "meeting", "Northgate", hours=1),
    entry("2026-03-10", "meeting", "Northgate", hours=1),
    entry("2026-03-10", "connect", "Northgate", hours=0.5),
    entry("2026-05-21", "meal", "Northgate", hours=3, money=60, currency="GBP"),
]
CIVIC = [
    entry("2026-03-02", "meeting", "Civic", people=["Ines"], weight=0.7, hours=1),
    entry("2026-04-06", "task", "Civic", hours=5),
    entry("2026-04-06", "meeting", "Civic", hours=1),
    entry("2026-05-11", "call", "Civic", people=["Ines"], weight=0.7, hours=1 / 3),
    entry("2026-06-15", "give", "Civic", hours=0.5),
    entry("2026-06-15", "event", "Civic", hours=2, money=20, currency="GBP"),
]
HARBOUR = [
    entry("2025-12-29", "meeting", "Harbour", hours=1),
    entry("2026-02-01", "task", "Harbour", hours=4),
    entry("2026-02-01", "message", "Harbour", hours=1 / 6),
    entry("2026-04-01", "support", "Harbour", money=500, currency="GBP"),
    entry("2026-04-01", "meeting", "Harbour", hours=1),
    entry("2026-05-31", "message", "Harbour", hours=1 / 6),
]
GIVEN = {
    "Harbour": [
        item("2026-02-01", 20.0),
        item("2026-02-01", 10 * 0.5 ** (90 / 365)),
        item("2026-05-31", 15.0),
        item("2026-05-31", 10 * 0.5 ** (30 / 365)),
    ],
    "Northgate": [
        item("2025-10-28", 0.0),
        item("2025-12-29", 5 * 0.5 ** (183 / 365)),
        item("2026-01-15", 0.0),
        item("2026-03-10", 1.75),
    ],
}
EFFORTS = {"Northgate": NORTHGATE, "Civic": CIVIC, "Harbour": HARBOUR}
EXAMPLE = spend([*NORTHGATE, *CIVIC, *HARBOUR], None, day("2026-06-30"), CONFIG)
SPENT = {
    key: spent_on(
        [
            each
            for efforts in EFFORTS.values()
            for each in efforts
            if any(reach.organisation == key for reach in each.reach)
        ],
        "GBP",
        CONFIG,
    )
    for key in EFFORTS
}
UNITS = [units_of(GIVEN[key], EFFORTS[key], CONFIG) for key in GIVEN]


def test_the_worked_example_hours_and_cost() -> None:
    # Northgate: four meetings, two dinners of 3 h, a task of 6 h, half an hour's connect. Civic: 8.5 h of its own
    # note, and 1 h 20 with Ines, whole although her influence weighs .7 in trust. The £500 of Harbour are income.
    rounded = {key: (round(spent.hours, 2), spent.cost) for key, spent in SPENT.items()}
    assert rounded == {"Northgate": (16.5, 120.0), "Civic": (9.83, 20.0), "Harbour": (6.33, 0.0)}
    ines = [each for efforts in EFFORTS.values() for each in efforts if "Ines" in each.people]
    assert round(spent_on(ines, "GBP", CONFIG).hours, 2) == 1.33
    assert EXAMPLE.currency == "GBP"


def test_the_worked_example_units_by_channel() -> None:
    # Harbour, desk and printing, 2.843 units: from 2025-08-05 to 02-01 stand meeting 1, task 4, message 1/6 = 31/6 h.
    # Harbour, laptops and intro, 2.445 units: from 2025-12-02 to 05-31 meetings 2, task 4, messages 1/3 = 19/3 h.
    # Northgate, letter, .353 units: from 2025-07-02 to 12-29 dinner 3, task 6, meeting 1 = 10 h (June lies before).
    # Northgate, interns, .175 units: from 2025-09-11 to 03-10 task 6, meetings 3, connect .5 = 9.5 h (no dinner).
    first = 2 + 0.5 ** (90 / 365)
    second = 1.5 + 0.5 ** (30 / 365)
    letter, interns = 0.5 * 0.5 ** (183 / 365), 0.175
    by_hand = {
        "meeting": first * 6 / 31 + second * 6 / 19 + letter / 10 + interns * 3 / 9.5,
        "task": first * 24 / 31 + second * 12 / 19 + letter * 6 / 10 + interns * 6 / 9.5,
        "message": first / 31 + second / 19,
        "meal": letter * 3 / 10,
        "connect": interns * 0.5 / 9.5,
    }
    found = attribute_support(UNITS)
    assert found.unattributed == 0
    assert found.units == pytest.approx(by_hand)
    assert fsum(found.units.values()) == pytest.approx(first + second + letter + interns)


def test_the_worked_example_channels() -> None:
    rows = effort_by_type(EXAMPLE, attribute_support(UNITS).units)
    rates = [None if row.hours_per_unit is None else round(row.hours_per_unit, 2) for row in rows]
    figures = [(row.name, round(row.hours, 2), row.cost, round(row.units, 3)) for row in rows]
    assert [(*each, rate) for each, rate in zip(figures, rates, strict=True)] == [
        ("call", 0.33, 0.0, 0.0, None),
        ("connect", 0.5, 0.0, 0.009, None),
        ("event", 2.0, 20.0, 0.0, None),
        ("give", 0.5, 0.0, 0.0, None),
        ("meal", 6.0, 120.0, 0.106, None),
        ("meeting", 8.0, 0.0, 1.413, 5.66),
        ("message", 0.33, 0.0, 0.22, None),
        ("task", 15.0, 0.0, 4.067, 3.69),
    ]
    assert all(row.assumed == 0 for row in rows)


def test_the_worked_example_pareto() -> None:
    # Firm: facilities 20, finance 8.4, equipment 15, all Harbour's; 19/3 of 98/3 hours.
    firm = {"Civic": 0.0, "Harbour": 43.429, "Northgate": 0.0}
    chosen, share = pareto_set(firm, {key: spent.hours for key, spent in SPENT.items()})
    assert chosen == ("Harbour",)
    assert share == pytest.approx(100 * 19 / 98)
