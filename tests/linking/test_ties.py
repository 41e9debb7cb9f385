"""The roles of a day are those in force on it, found without a look at all the others."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from netlead_md.linking.attribution import Affiliations, is_active
from netlead_md.model.network import Person, Role

FIRST = dt.date(2026, 1, 1)
days = st.none() | st.integers(0, 12).map(lambda n: FIRST + dt.timedelta(days=n)) | st.just(dt.date.max)
roles = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), days, days), max_size=8)


@given(told=roles, day=days.filter(bool))
def test_what_somebody_brings_in_on_a_day(told: list[tuple[str, dt.date | None, dt.date | None]], day: dt.date) -> None:
    person = Person(
        "P.md", "P", "P.md", roles=tuple(Role(name, since=since, until=until) for name, since, until in told)
    )
    brought = [name for name, _ in Affiliations([person]).brings("P.md", day)]
    assert brought == list(dict.fromkeys(role.organisation for role in person.roles if is_active(role, day)))
