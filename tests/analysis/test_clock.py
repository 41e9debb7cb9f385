"""The clock of trust: from 35, below 25, and on which days one looks (SPEC §3.3)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.scene import DAY, acme, ago


def thirty_five(days: int) -> list[str]:
    """15 + 8 + 12 = 35 on that day. It halves in 365 days, so T is 25 after 365 × log2(35 / 25) = 177.2 days."""
    return [f"{ago(days)} trust++: a", f"{ago(days)} trust+: b", f"{ago(days)} task excellent: c"]


def since(*lines: str) -> int | None:
    clock = acme(*lines).clock
    return None if clock is None else clock.days


def test_it_starts_at_35() -> None:
    assert since(*thirty_five(0)) == 0
    assert (
        since(f"{ago(0)} trust++: a", f"{ago(0)} trust+: b", f"{ago(0)} task good: c", f"{ago(0)} call: d") is None
    )  # 34


def test_it_runs_on_below_35_and_stops_below_25() -> None:
    assert acme(*thirty_five(100)).trust.score < 35
    assert since(*thirty_five(100)) == 100
    assert since(*thirty_five(177)) == 177  # 25.01
    assert since(*thirty_five(178)) is None  # 24.96


@pytest.mark.parametrize(
    ("later", "running"),
    [
        (178, 200),  # seen on the day before, day 177: 25.01 still; that day itself 24.96 + 15
        (179, 21),  # seen on day 178: 24.96, so it stopped; 24.91 + 15 is over 35 and starts it anew
    ],
)
def test_the_day_before_an_entry_is_looked_at(later: int, running: int) -> None:
    assert since(*thirty_five(200), f"{ago(200 - later)} trust++: again") == running


def test_an_entry_that_adds_nothing_sees_that_it_stopped() -> None:
    # 24.9 on the day before the e-mail; then 25.9, which is not 35
    assert since(*thirty_five(200), f"{ago(20)} email: hello", f"{ago(19)} trust+: c") is None


def test_what_is_still_ahead_starts_nothing() -> None:
    assert since(*thirty_five(-1)) is None


_GOODWILL = [f"{ago(day, DAY)} {line}" for day in range(10) for line in ("trust++: a", "task excellent: b", "call: c")]
_ASKED = [f"{ago(200)} ask finance: x", f"{ago(190)} ask legal: y", f"{ago(200)} pledge finance by {ago(130)}: z"]


@given(days=st.integers(0, 365), asked=st.booleans())
def test_a_year_without_entries_clears_no_warning_while_the_clock_runs(days: int, asked: bool) -> None:
    # T is 100 on the day, so after half a year more than 50 are left, and after a year more than 25
    later = acme(*_GOODWILL, *(_ASKED if asked else []), as_of=DAY + dt.timedelta(days))
    assert later.clock is not None
    assert later.clock.days >= days
    if later.clock.days > 180:
        assert later.class_ == ("serious" if asked else "unasked")  # two years end with the last entry
    else:
        assert later.class_ == "ripening"
