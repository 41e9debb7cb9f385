"""The book as one JSON object, key by key as SPEC §5.2 has it; `netlead_md/export.schema.json` holds it."""

import datetime as dt
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from netlead_md.model.book import Book, Channel, Regard
from netlead_md.model.ledger import Ask, Item, Ledger, Trust
from netlead_md.model.network import Network

VERSION = 1
_REACH = 35.0
"""Trust from which on an organisation needs no introduction (SPEC §5.2)."""
KINDS = ("me", "person", "organisation", "project", "interaction", "daily", "other")
Json = dict[str, Any]


def export(book: Book) -> Json:
    """Make the object; its order is the book's, which is by name."""
    ledgers = book.ledgers.values()
    return {
        "version": VERSION,
        "as_of": book.as_of.isoformat(),
        "organisations": [_organisation(book.network, ledger) for ledger in ledgers],
        "people": [_person(book.network, regard, book.as_of) for regard in book.people.values()],
        "pledges": [_pledge(book.network, item) for ledger in ledgers for item in ledger.support.items if item.state],
        "asks": [_ask(book.network, ask) for ledger in ledgers for ask in ledger.asks],
        "introductions": [found for ledger in ledgers for found in _introduction(book, ledger)],
        "channels": [_channel(channel) for channel in book.channels],
        "portfolio": _portfolio(book),
        "growth": [
            {
                "quarter": quarter.quarter,
                "people": quarter.people,
                "organisations": quarter.organisations,
                "through_introductions": quarter.through_introductions,
            }
            for quarter in book.growth
        ],
        "notes": _notes(book.network),
    }


def rounded(value: float, places: int = 1) -> float:
    """Round half up, as the figures are read by people and not by machines."""
    step = Decimal(1).scaleb(-places)
    return float(Decimal(repr(value)).quantize(step, ROUND_HALF_UP)) + 0.0


def _maybe(value: float | None, places: int = 1) -> float | None:
    return None if value is None else rounded(value, places)


def _organisation(network: Network, ledger: Ledger) -> Json:
    organisation, support, clock = network.organisations[ledger.key], ledger.support, ledger.clock
    follow, decision = ledger.follow_through, ledger.decision
    return {
        "name": organisation.name,
        "path": organisation.path,
        "trust": _trust(ledger.trust),
        "support": {
            "hard": rounded(support.hard),
            "soft": rounded(support.soft),
            "firm": rounded(support.firm),
            "score": rounded(support.score),
            "word": support.word,
        },
        "clock": clock and {"since": clock.since.isoformat(), "days": clock.days},
        "class": ledger.class_,
        "follow_through": {"kept": rounded(follow.kept), "due": follow.due, "flag": follow.flag or None},
        "advance": list(ledger.advance),
        "gives": ledger.gives,
        "asks": ledger.hard_asks,
        "hours": rounded(ledger.hours, 2),
        "cost": rounded(ledger.cost, 2),
        "stage": ledger.stage,
        "next_step": {"rule": ledger.step.rule, "text": ledger.step.text, "reason": ledger.step.reason},
        "suggestion": ledger.suggestion or None,
        "decision": decision.decision if decision and decision.in_force else None,
        "quadrant": [rounded(part, 2) for part in ledger.quadrant],
    }


def _trust(trust: Trust) -> Json:
    return {
        "score": rounded(trust.score),
        "level": trust.level,
        "contact": rounded(trust.contact, 3),
        "deeds": rounded(trust.deeds, 3),
        "signs": rounded(trust.signs, 3),
        "stated": trust.stated,
        "thin": trust.thin,
        "breadth": {"people": trust.breadth.people, "top_share": _maybe(trust.breadth.top_share)},
    }


def _person(network: Network, regard: Regard, day: dt.date) -> Json:
    person, care, seen = network.people[regard.key], regard.care, regard.perception
    now = [role for role in person.roles if (role.since or day) <= day <= (role.until or day)]
    return {
        "name": person.name,
        "path": person.path,
        "organisation": network.organisations[now[0].organisation].name if now else None,
        "trust": {"score": rounded(regard.trust.score), "level": regard.trust.level, "stated": regard.trust.stated},
        "last_contact": regard.last_contact and regard.last_contact.isoformat(),
        "care": care and {"cadence": care.cadence, "days": care.days, "state": care.state},
        "perception": seen and {"state": seen.state, "seen_as": list(seen.seen_as)},
    }


def _pledge(network: Network, item: Item) -> Json:
    return {
        "organisation": network.organisations[item.organisation].name,
        "kind": item.kind or None,
        "rung": item.rung,
        "size": item.size,
        "date": item.date.isoformat(),
        "due": item.due and item.due.isoformat(),
        "state": item.state,
        "item": rounded(item.value, 3),
    }


def _ask(network: Network, ask: Ask) -> Json:
    return {
        "organisation": network.organisations[ask.organisation].name,
        "kind": ask.kind or None,
        "date": ask.date.isoformat(),
        "by": ask.by and ask.by.isoformat(),
        "state": ask.state,
    }


def _introduction(book: Book, ledger: Ledger) -> list[Json]:
    paths = book.introductions.get(ledger.key, ())
    if ledger.trust.score >= _REACH or not paths:
        return []
    names = [book.network.people[key].name for key in paths[0].people]
    target = book.network.organisations[ledger.key].name
    return [{"target": target, "path": names, "score": rounded(paths[0].score)}]


def _channel(channel: Channel) -> Json:
    return {
        "name": channel.name,
        "hours": rounded(channel.hours, 2),
        "cost": rounded(channel.cost, 2),
        "units": rounded(channel.units, 3),
        "hours_per_unit": _maybe(channel.hours_per_unit, 2),
    }


def _portfolio(book: Book) -> Json:
    whole = book.portfolio
    return {
        "gives": whole.gives,
        "asks": whole.asks,
        "balance": _maybe(whole.balance),
        "pareto": [book.network.organisations[key].name for key in whole.pareto],
        "pareto_hours_share": _maybe(whole.pareto_hours_share),
        "unattributed": rounded(whole.unattributed, 3),
    }


def _notes(network: Network) -> Json:
    counts = Counter(network.kinds.values())
    return {kind: counts[kind] for kind in KINDS} | {"unreadable": list(network.unreadable)}
