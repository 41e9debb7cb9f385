import pytest

from netlead_md.analysis.metrics import mostly_old, perception_of
from netlead_md.model.book import Perception
from netlead_md.model.network import Owner
from netlead_md.model.words import PerceptionState
from tests.analysis.build import AS_OF, ago, day, entry, person

ME = Owner(path="Me.md", name="Me", roles_now=("founder", "Organiser"), roles_before=("student",))


@pytest.mark.parametrize(
    ("seen_as", "state"),
    [
        (("founder",), "current"),
        (("Founder", "organiser"), "current"),
        (("founder", "student"), "partly"),
        (("student",), "old"),
        (("student", "manager"), "old"),
    ],
)
def test_all_some_or_none_of_what_they_see_is_what_i_am(seen_as: tuple[str, ...], state: PerceptionState) -> None:
    found = perception_of(person("Ada", seen_as=seen_as, seen_as_on=day(ago(10))), [], ME, AS_OF)
    assert found == Perception(state, seen_as, day(ago(10)), check_again=False)


def test_nothing_noted_is_no_perception() -> None:
    assert perception_of(person("Ada"), [], ME, AS_OF) is None
    assert perception_of(person("Ada", seen_as=("student",), seen_as_on=day(ago(-1))), [], ME, AS_OF) is None


@pytest.mark.parametrize("me", [None, Owner(path="Me.md", name="Me")])
def test_where_i_state_no_roles_the_view_is_unknown(me: Owner | None) -> None:
    found = perception_of(person("Ada", seen_as=("student",)), [], me, AS_OF)
    assert found == Perception("unknown", ("student",), None, check_again=False)


def test_the_latest_statement_wins_and_all_of_its_day_together() -> None:
    ada = person("Ada", seen_as=("student",), seen_as_on=day(ago(100)))
    older = entry(ago(200), "seen-as", role="manager")
    newer = [entry(ago(50), "seen-as", role="founder"), entry(ago(50), "seen-as", role="student")]
    ahead = [entry(ago(-1), "seen-as", role="manager"), entry(ago(1), "seen-as", role="manager", plan=True)]
    assert perception_of(ada, [older], ME, AS_OF) == Perception("old", ("student",), day(ago(100)), check_again=False)
    found = perception_of(ada, [older, *newer, *ahead], ME, AS_OF)
    assert found == Perception("partly", ("founder", "student"), day(ago(50)), check_again=False)


def test_a_field_and_a_line_of_one_day_stand_together_each_word_once() -> None:
    ada = person("Ada", seen_as=("student",), seen_as_on=day(ago(50)))
    lines = [entry(ago(50), "seen-as", role="founder"), entry(ago(50), "seen-as", role="student")]
    found = perception_of(ada, lines, ME, AS_OF)
    assert found is not None
    assert (found.state, found.seen_as) == ("partly", ("student", "founder"))


def test_any_dated_line_wins_over_a_field_without_a_date() -> None:
    ada = person("Ada", seen_as=("student",))
    assert perception_of(ada, [], ME, AS_OF) == Perception("old", ("student",), None, check_again=False)
    found = perception_of(ada, [entry(ago(900), "seen-as", role="founder")], ME, AS_OF)
    assert found == Perception("current", ("founder",), day(ago(900)), check_again=True)


@pytest.mark.parametrize(("days", "again"), [(365, False), (366, True)])
def test_a_view_older_than_365_days_is_to_be_checked_again(days: int, again: bool) -> None:
    found = perception_of(person("Ada", seen_as=("founder",), seen_as_on=day(ago(days))), [], ME, AS_OF)
    assert found is not None
    assert found.check_again is again


def view(state: PerceptionState) -> Perception:
    return Perception(state, ("student",), None, check_again=False)


OLD, CURRENT, PARTLY, UNKNOWN = view("old"), view("current"), view("partly"), view("unknown")


@pytest.mark.parametrize(
    ("views", "old"),
    [
        ([], False),
        ([("high", None), ("high", UNKNOWN)], False),
        ([("low", OLD)], True),
        ([("low", OLD), ("high", None)], True),
        ([("high", OLD), ("high", CURRENT)], False),  # exactly half
        ([("high", OLD), ("medium", CURRENT)], True),  # 1 of 1.7
        ([("medium", OLD), ("", PARTLY)], False),  # .7 of 1.4: unset weighs as medium
        ([("medium", OLD), ("low", OLD), ("high", CURRENT)], True),  # 1.1 of 2.1
        ([("low", OLD), ("low", OLD), ("high", CURRENT)], False),  # .8 of 1.8
    ],
)
def test_old_views_must_outweigh_the_other_known_ones(views: list[tuple[str, Perception | None]], old: bool) -> None:
    assert mostly_old(views) is old
