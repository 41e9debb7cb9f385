"""How far a relationship has come, from identified to stewarded (SPEC §3.5)."""

import datetime as dt
from collections.abc import Sequence

from netlead_md.deriving.account import Account
from netlead_md.deriving.follow import TWO_YEARS
from netlead_md.deriving.standing import YEAR, age, latest
from netlead_md.deriving.support import is_live
from netlead_md.model.ledger import Item, Promise
from netlead_md.model.network import Entry

STAGES = ("identified", "in contact", "trusted", "asked", "evidenced", "agreed", "delivering", "stewarded")


def stage_of(account: Account, promises: Sequence[Promise], as_of: dt.date) -> int:
    """The highest stage that holds."""
    items = account.support.items
    if any(_delivers(item, as_of) for item in items):
        return 7 if _stewarded(account.entries, items, promises) else 6
    waiting = {item.rung for item in items if item.delivered is None and is_live(item)}
    if "agreement" in waiting:
        return 5
    if waiting & {"email", "letter"}:
        return 4
    if any(age(ask.date, as_of) <= TWO_YEARS for ask in account.asked.asks):
        return 3
    return 2 if account.clock is not None else 1 if account.entries else 0


def _delivers(item: Item, as_of: dt.date) -> bool:
    if not item.hard or item.delivered is None or item.fade == 0.0:
        return False
    return item.ongoing or age(max(_deliveries(item)), as_of) <= YEAR


def _deliveries(item: Item) -> list[dt.date]:
    days = [line.date for line in item.lines if line.type == "support"]
    return [*days, item.delivered or item.date, *([item.ended] if item.ended else [])]


def _stewarded(entries: Sequence[Entry], items: Sequence[Item], promises: Sequence[Promise]) -> bool:
    given = [entry for item in items for entry in item.lines if entry.type in ("support", "intro")]
    thanked, received = latest(entry for entry in entries if entry.type == "thanks"), latest(given)
    if thanked is None or (received is not None and thanked < received):
        return False
    return not any(promise.state == "overdue" for promise in promises)
