"""Written reviews and suggested decisions (SPEC §3.7). The user decides; nothing here is automatic."""

import datetime as dt
from collections.abc import Iterable

from netlead_md.deriving.account import Account
from netlead_md.deriving.standing import YEAR, after, age, within
from netlead_md.model.config import Config
from netlead_md.model.ledger import Decision
from netlead_md.model.network import Entry, Organisation, Person

MAINTAIN_FROM = 15.0
_NEAR = ("inner", "close")


def written(
    reviews: Iterable[Entry], organisation: Organisation, account: Account, as_of: dt.date, config: Config
) -> Decision | None:
    """The latest `review` line that says what was decided, with the day until which it stands."""
    last = max(
        (entry for entry in reviews if entry.line.outcome),
        key=lambda entry: (entry.date, entry.path, entry.line.line),
        default=None,
    )
    if last is None:
        return None
    open_pledge = any(item.state == "open" for item in account.support.items)
    days = config.review_days_trusting if account.clock is not None or open_pledge else config.review_days
    until = last.line.until or after(last.date, organisation.review_every or days)
    return Decision(last.line.outcome, last.date, until, last, in_force=as_of <= until)


def suggestion(
    organisation: Organisation, account: Account, people: Iterable[Person], as_of: dt.date, *, too_many: bool
) -> str:
    """grow, maintain, ask, pause, let-go, or empty: too early to say. `too_many`: more organisations than capacity."""
    if any(person.responsibility != "none" or person.circle in _NEAR for person in people):
        return "maintain"
    class_ = account.class_
    if class_ == "supported":
        return "grow" if organisation.power == "high" else "maintain"
    asked = any(age(ask.date, as_of) <= YEAR for ask in account.asked.asks)
    if class_ == "unasked" or (class_ == "ripening" and not asked):
        return "ask"
    if class_ in ("serious", "severe"):
        return "pause" if class_ == "serious" else "let-go"
    if class_ in ("ripening", "mild") or account.trust.score >= MAINTAIN_FROM:
        return "maintain"
    quiet = not within(account.entries, as_of, YEAR)
    slight = "high" not in (organisation.power, organisation.interest)
    return "let-go" if too_many and quiet and slight else ""
