import pytest

from netlead_md.analysis.metrics import GoalFocus, count_gives_and_asks, giving_balance, goal_focus
from netlead_md.model.network import Entry
from netlead_md.model.words import EntryTypeName
from tests.analysis.build import AS_OF, ago, day, entry


def many(count: int, type_: EntryTypeName, kind: str = "") -> list[Entry]:
    return [entry(ago(at), type_, "Acme", kind=kind) for at in range(count)]


def test_what_is_giving_and_what_is_asking() -> None:
    gifts = [
        entry(ago(1), "give"),
        entry(ago(1), "connect", outcome="made"),
        entry(ago(1), "connect", outcome="met"),
        entry(ago(1), "task", outcome="good"),
        entry(ago(1), "task", outcome="excellent"),
        entry(ago(1), "kept"),
        entry(ago(1), "promise", box="x"),
    ]
    asks = [entry(ago(1), "ask", kind="advice"), entry(ago(1), "ask"), entry(ago(1), "intro", outcome="asked")]
    neither = [
        entry(ago(1), "task", outcome="fair"),
        entry(ago(1), "broken"),
        entry(ago(1), "thanks"),
        entry(ago(1), "offer"),
        entry(ago(1), "intro", outcome="made"),
        entry(ago(1), "intro", outcome="met"),
        entry(ago(1), "intro", outcome="declined"),
        entry(ago(1), "promise", box=" "),
        entry(ago(1), "give", plan=True),
        entry(ago(-1), "ask"),
    ]
    assert count_gives_and_asks([*gifts, *asks, *neither], AS_OF) == (7, 3, 1)


@pytest.mark.parametrize(("days", "counted"), [(0, 1), (365, 1), (366, 0), (-1, 0)])
def test_the_window_is_365_days_both_ends_included(days: int, counted: int) -> None:
    assert count_gives_and_asks([entry(ago(days), "give"), entry(ago(days), "ask")], AS_OF)[:2] == (counted, counted)


def test_a_ticked_box_counts_on_the_day_it_was_kept() -> None:
    early = entry(ago(-30), "promise", box="x", done=day(ago(2)))
    late = entry(ago(400), "promise", box="x", done=day(ago(365)))
    ahead = entry(ago(2), "promise", box="x", done=day(ago(-1)))
    assert count_gives_and_asks([early, late, ahead], AS_OF)[:2] == (2, 0)


def test_five_say_nothing_and_six_do() -> None:
    assert giving_balance(count_gives_and_asks([*many(2, "give"), *many(3, "ask")], AS_OF)) == (2, 3, None, "")
    assert giving_balance(count_gives_and_asks([*many(3, "give"), *many(3, "ask")], AS_OF)) == (3, 3, 0.5, "")


@pytest.mark.parametrize(
    ("gives", "asks", "word"),
    [
        (2, 4, ""),  # exactly a third
        (3, 6, ""),
        (2, 5, "asking more than giving"),
        (0, 6, "asking more than giving"),
        (9, 1, ""),  # exactly .9
        (18, 2, ""),
        (10, 1, "giving without asking"),
        (6, 0, "giving without asking"),
    ],
)
def test_the_word_needs_less_than_a_third_or_more_than_nine_tenths(gives: int, asks: int, word: str) -> None:
    found = giving_balance(count_gives_and_asks([*many(gives, "give"), *many(asks, "ask", kind="advice")], AS_OF))
    assert found == (gives, asks, gives / (gives + asks), word)


@pytest.mark.parametrize("kind", ["manpower", "finance", "legal", "facilities", "equipment", ""])
def test_one_hard_or_unnamed_ask_is_not_giving_without_asking(kind: str) -> None:
    assert giving_balance(count_gives_and_asks([*many(10, "give"), *many(1, "ask", kind=kind)], AS_OF)).word == ""


def test_a_hard_ask_of_366_days_ago_no_longer_speaks() -> None:
    old = entry(ago(366), "ask", kind="finance")
    assert giving_balance(count_gives_and_asks([*many(6, "give"), old], AS_OF)) == (6, 0, 1.0, "giving without asking")


def test_four_contacts_are_too_few_to_be_goal_focused() -> None:
    contacts = [entry(ago(10 * at), "call", project="P") for at in range(4)]
    assert goal_focus(contacts, AS_OF) == GoalFocus(4, 0, goal_focused=False)
    assert goal_focus([*contacts, entry(ago(90), "note", project="P")], AS_OF) == GoalFocus(5, 0, goal_focused=True)


def test_exactly_two_free_of_five_are_enough() -> None:
    tied = [entry(ago(10 * at), "call", project="P") for at in range(3)]
    free = [entry(ago(100), "meal"), entry(ago(110), "message")]
    assert goal_focus([*tied, *free], AS_OF) == GoalFocus(5, 2, goal_focused=False)
    assert goal_focus([*tied, *free, entry(ago(50), "call", project="P")], AS_OF) == GoalFocus(6, 2, goal_focused=True)


@pytest.mark.parametrize(("days", "counted"), [(180, 5), (181, 4)])
def test_the_contacts_of_180_days_count(days: int, counted: int) -> None:
    contacts = [entry(ago(at), "call") for at in range(4)]
    assert goal_focus([*contacts, entry(ago(days), "visit")], AS_OF).contacts == counted


@pytest.mark.parametrize(("gap", "free"), [(0, 0), (3, 0), (4, 1), (-3, 0), (-4, 1)])
def test_an_ask_within_three_days_on_either_side_takes_the_freedom(gap: int, free: int) -> None:
    assert goal_focus([entry(ago(50), "call"), entry(ago(50 + gap), "ask", kind="advice")], AS_OF).free == free


def test_an_ask_before_the_window_still_stands_beside_its_first_contact() -> None:
    assert goal_focus([entry(ago(182), "ask"), entry(ago(180), "call")], AS_OF) == GoalFocus(1, 0, goal_focused=False)


def test_neither_plans_nor_what_lies_ahead_nor_social_are_contacts() -> None:
    entries = [entry(ago(1), "call", plan=True), entry(ago(-1), "call"), entry(ago(1), "social"), entry(ago(1), "give")]
    assert goal_focus([*entries, entry(ago(1), "last_contact")], AS_OF) == GoalFocus(1, 1, goal_focused=False)
