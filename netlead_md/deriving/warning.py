"""Trust without support: the class of an organisation (SPEC §3.3)."""

import datetime as dt
from collections.abc import Sequence

from netlead_md.deriving.follow import TWO_YEARS
from netlead_md.deriving.standing import HALF_YEAR, YEAR, age
from netlead_md.model.ledger import Ask, Clock, FollowThrough, Item, Support
from netlead_md.model.network import Organisation

SUPPORT = 5.0
"""D from here on is support: one small delivery counts for a year."""
OFTEN, ONCE = 3, 1
"""Hard asks."""
STATED = 3


def hard_asks(asks: Sequence[Ask], as_of: dt.date, days: int) -> int:
    """How often I asked for hard support in so many days."""
    return sum(ask.hard and age(ask.date, as_of) <= days for ask in asks)


def class_of(clock: Clock | None, helped: Support, asks: Sequence[Ask], follow: FollowThrough, as_of: dt.date) -> str:
    """supported, building, or, while trusting without support, the first that holds from severe to ripening."""
    if helped.firm >= SUPPORT:
        return "supported"
    if clock is None:
        return "building"
    if clock.days <= HALF_YEAR:
        return "ripening"
    often = hard_asks(asks, as_of, TWO_YEARS)
    if clock.days > YEAR and often >= OFTEN and follow.flag == "red":
        return "severe"
    if not hard_asks(asks, as_of, YEAR):
        return "unasked"
    return "serious" if (often > ONCE or clock.days > YEAR) and _lapsed(helped.items, as_of) else "mild"


def _lapsed(items: Sequence[Item], as_of: dt.date) -> bool:
    return any(item.hard and item.state == "lapsed" and age(item.date, as_of) <= TWO_YEARS for item in items)


def by_your_own_word(organisation: Organisation, clock: Clock | None, firm: float, as_of: dt.date) -> bool:
    """The user says that they trust them; no clock runs and no help is on record. Listed, never scored.

    A statement without a date is not known to be older than a year, and counts.
    """
    if organisation.trust is None or organisation.trust < STATED or clock is not None or firm >= SUPPORT:
        return False
    return organisation.trust_on is None or age(organisation.trust_on, as_of) <= YEAR
