"""My own promises: boxes with a date (SPEC §2.3)."""

import datetime as dt
from collections.abc import Iterable

from netlead_md.analysis.decay import day_of, days_since
from netlead_md.analysis.trust import GRACE
from netlead_md.model.ledger import Promise
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import PROMISE
from netlead_md.model.words import PromiseState


def list_promises(entries: Iterable[Entry], as_of: dt.date) -> tuple[Promise, ...]:
    """Every promise with its state on the day; a ✅ after the day is not there yet."""
    return tuple(_promise_state(entry, as_of) for entry in entries if entry.type == PROMISE)


def _promise_state(entry: Entry, as_of: dt.date) -> Promise:
    kept = entry.line.box == "x" and day_of(entry) <= as_of
    past = days_since(entry.date, as_of)
    state: PromiseState
    if kept:
        state = "kept" if (day_of(entry) - entry.date).days <= GRACE else "kept late"
    else:
        state = "overdue" if past > 0 else "open"
    return Promise(entry=entry, due=entry.date, state=state, days=past)
