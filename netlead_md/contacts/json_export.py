"""The book as one JSON object, key by key as SPEC §5.2 has it; `netlead_md/export.schema.json` holds it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from netlead_md.contacts.lines_export import coverage_json
from netlead_md.model.book import Book, EffortByType, PersonSummary
from netlead_md.model.ledger import Ask, Ledger, SupportItem, Trust
from netlead_md.model.network import Network, Organisation
from netlead_md.model.words import NoteKind
from netlead_md.wording.step_sentences import step_words

VERSION = 2
KINDS: Final[tuple[NoteKind, ...]] = ("me", "person", "organisation", "project", "interaction", "daily", "other")
Json = dict[str, Any]
Parties = Mapping[str, Organisation]
"""Organisations and individuals by key."""


def export_book(book: Book) -> Json:
    """Make the object; its order is the book's, which is by name."""
    ledgers = book.ledgers.values()
    return {
        "version": VERSION,
        "as_of": book.as_of.isoformat(),
        "organisations": [_export_organisation(book.organisations, ledger, book.as_of) for ledger in ledgers],
        "people": [_export_person(book.network, regard, book.as_of) for regard in book.people.values()],
        "pledges": [
            _export_pledge(book.organisations, item)
            for ledger in ledgers
            for item in ledger.support.items
            if item.state
        ],
        "asks": [_export_ask(book.organisations, ask) for ledger in ledgers for ask in ledger.asks],
        "introductions": [found for ledger in ledgers for found in _export_introduction(book, ledger)],
        "channels": [_export_channel(channel) for channel in book.channels],
        "portfolio": _export_portfolio(book),
        "growth": [
            {
                "quarter": quarter.quarter,
                "people": quarter.people,
                "organisations": quarter.organisations,
                "through_introductions": quarter.through_introductions,
            }
            for quarter in book.growth
        ],
        "notes": _export_note_counts(book.network),
        "coverage": coverage_json(book.coverage),
    }


def round_figure(value: float, places: int = 1) -> float:
    """Round half up, as the figures are read by people and not by machines."""
    step = Decimal(1).scaleb(-places)
    return float(Decimal(repr(value)).quantize(step, ROUND_HALF_UP)) + 0.0


def _round_optional(value: float | None, places: int = 1) -> float | None:
    return None if value is None else round_figure(value, places)


def _export_organisation(parties: Parties, ledger: Ledger, as_of: dt.date) -> Json:
    organisation, support, clock = parties[ledger.key], ledger.support, ledger.clock
    follow, decision, step = ledger.follow_through, ledger.decision, step_words(ledger, as_of)
    return {
        "name": organisation.name,
        "path": organisation.path,
        "individual": ledger.individual,
        "trust": _export_trust(ledger.trust),
        "support": {
            "hard": round_figure(support.hard),
            "soft": round_figure(support.soft),
            "firm": round_figure(support.firm),
            "score": round_figure(support.score),
            "word": support.word,
        },
        "clock": clock and {"since": clock.since.isoformat(), "days": clock.days},
        "class": ledger.class_,
        "follow_through": {"kept": round_figure(follow.kept, 2), "due": follow.due, "flag": follow.flag or None},
        "advance": list(ledger.advance),
        "gives": ledger.gives,
        "asks": ledger.asked,
        "hard_asks": ledger.hard_asks,
        "questions": len(ledger.questions),
        "hours": round_figure(ledger.hours, 2),
        "cost": round_figure(ledger.cost, 2),
        "stage": ledger.stage,
        "next_step": {"rule": ledger.step.rule, "text": step.text, "reason": step.reason},
        "suggestion": ledger.suggestion or None,
        "decision": decision.decision if decision and decision.in_force else None,
        "quadrant": [round_figure(part, 2) for part in ledger.quadrant],
    }


def _export_trust(trust: Trust) -> Json:
    return {
        "score": round_figure(trust.score),
        "level": trust.level,
        "contact": round_figure(trust.contact, 3),
        "deeds": round_figure(trust.deeds, 3),
        "signs": round_figure(trust.signs, 3),
        "stated": trust.stated,
        "thin": trust.thin,
        "breadth": {"people": trust.breadth.people, "top_share": _round_optional(trust.breadth.top_share)},
    }


def _export_person(network: Network, regard: PersonSummary, day: dt.date) -> Json:
    person, care, seen = network.people[regard.key], regard.care, regard.perception
    now = [role for role in person.roles if (role.since or day) <= day <= (role.until or day)]
    return {
        "name": person.name,
        "path": person.path,
        "organisation": network.organisations[now[0].organisation].name if now else None,
        "trust": {
            "score": round_figure(regard.trust.score),
            "level": regard.trust.level,
            "stated": regard.trust.stated,
        },
        "last_contact": regard.last_contact and regard.last_contact.isoformat(),
        "care": care and {"cadence": care.cadence, "days": care.days, "state": care.state},
        "perception": seen and {"state": seen.state, "seen_as": list(seen.seen_as)},
    }


def _export_pledge(parties: Parties, item: SupportItem) -> Json:
    return {
        "organisation": parties[item.organisation].name,
        "kind": item.kind or None,
        "rung": item.rung,
        "size": item.whole,
        "date": item.date.isoformat(),
        "due": item.due and item.due.isoformat(),
        "state": item.state,
        "item": round_figure(item.worth, 3),
    }


def _export_ask(parties: Parties, ask: Ask) -> Json:
    return {
        "organisation": parties[ask.organisation].name,
        "kind": ask.kind or None,
        "date": ask.date.isoformat(),
        "by": ask.by and ask.by.isoformat(),
        "state": ask.state,
    }


def _export_introduction(book: Book, ledger: Ledger) -> list[Json]:
    paths = book.introductions.get(ledger.key, ())
    if not paths:
        return []
    names = [book.network.people[key].name for key in paths[0].people]
    target = book.organisations[ledger.key].name
    return [{"target": target, "path": names, "score": round_figure(paths[0].score)}]


def _export_channel(channel: EffortByType) -> Json:
    return {
        "name": channel.name,
        "hours": round_figure(channel.hours, 2),
        "cost": round_figure(channel.cost, 2),
        "units": round_figure(channel.units, 3),
        "hours_per_unit": _round_optional(channel.hours_per_unit, 2),
    }


def _export_portfolio(book: Book) -> Json:
    whole = book.portfolio
    return {
        "gives": whole.gives,
        "asks": whole.asks,
        "balance": _round_optional(whole.balance),
        "pareto": [book.organisations[key].name for key in whole.pareto],
        "pareto_hours_share": _round_optional(whole.pareto_hours_share),
        "unattributed": round_figure(whole.unattributed, 3),
    }


def _export_note_counts(network: Network) -> Json:
    counts = Counter(network.kinds.values())
    return {kind: counts[kind] for kind in KINDS} | {"unreadable": list(network.unreadable)}
