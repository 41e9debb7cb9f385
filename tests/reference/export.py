"""The figures of `netlead export json`, version 2 (SPEC §5.2), from the structured form of a vault."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from math import fsum
from typing import Any

from tests.reference import payoff
from tests.reference.classes import classify, stage
from tests.reference.decisions import suggest_decision, written_decision
from tests.reference.entries import Book, Entry, make_book
from tests.reference.growth import growth
from tests.reference.introductions import Paths
from tests.reference.ledger import Ledger
from tests.reference.notes import Person, Vault
from tests.reference.people import care, last_contact, perception
from tests.reference.steps import Case, next_step
from tests.reference.support import Item, word_for
from tests.reference.trust import measure_trust
from tests.reference.words import advance, follow_through

Json = dict[str, Any]


def rounded(value: float | None, places: int = 1) -> float | None:
    """Half up; tiny dust of binary fractions aside."""
    if value is None:
        return None
    return float(Decimal(repr(round(value, 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) + 0.0


def export(vault: Vault, as_of: dt.date) -> Json:
    book = make_book(vault, as_of)
    individuals = book.individuals()
    ledgers = [Ledger(book, name, individual=False) for name in sorted(vault.organisations)]
    ledgers += [Ledger(book, name, individual=True) for name in sorted(individuals)]
    classes = {id(ledger): classify(ledger) for ledger in ledgers}
    paths = Paths(book)
    active = sum(not one.individual and _is_active(one) for one in ledgers)
    organisations = [_organisation(one, classes[id(one)], active, paths) for one in ledgers]
    rows, unattributed = payoff.channels(book, ledgers)
    return {
        "version": 2,
        "as_of": as_of.isoformat(),
        "organisations": organisations,
        "people": [_person(person, book) for person in vault.people.values()],
        "pledges": [row for ledger in ledgers for row in _pledges(ledger)],
        "asks": [row for ledger in ledgers for row in _asks(ledger)],
        "introductions": [row for one in ledgers for row in _introduction(one, classes[id(one)], paths)],
        "channels": [_channel(name, row) for name, row in rows.items()],
        "portfolio": _portfolio(book, ledgers, unattributed),
        "growth": growth(book),
    }


def _is_active(ledger: Ledger) -> bool:
    return ledger.status not in {"paused", "let-go"} and written_decision(ledger) not in {"pause", "let-go"}


def _organisation(ledger: Ledger, class_: str, active: int, paths: Paths) -> Json:
    suggestion = suggest_decision(ledger, class_, active)
    follow = follow_through(ledger)
    recent = ledger.within(365)
    currency = payoff.currency_of(ledger.book)
    return {
        "name": ledger.name,
        "path": ledger.book.vault.path_of(ledger.name),
        "individual": ledger.individual,
        "trust": _trust(ledger),
        "support": _support(ledger),
        "clock": {"since": ledger.since.isoformat(), "days": ledger.age(ledger.since)} if ledger.since else None,
        "class": class_,
        "follow_through": {"kept": rounded(follow.kept, 2), "due": follow.due, "flag": follow.flag},
        "advance": list(advance(ledger)),
        "gives": sum(map(is_give, recent)),
        "asks": len(ledger.asked(365)),
        "hard_asks": ledger.hard_asks(730),
        "hours": rounded(payoff.hours_with(ledger), 2),
        "cost": rounded(fsum(payoff.cost_of(e, currency) for e in recent), 2),
        "stage": stage(ledger),
        "next_step": {"rule": next_step(Case(ledger, class_, suggestion, paths))},
        "suggestion": suggestion,
        "decision": written_decision(ledger),
        "quadrant": _quadrant(ledger.trust.score, ledger.firm, ledger.hard),
    }


def _trust(ledger: Ledger) -> Json:
    trust, vault = ledger.trust, ledger.book.vault
    people, share = ledger.breadth()
    subject = vault.people[ledger.name] if ledger.individual else vault.organisations[ledger.name]
    return {
        "score": rounded(trust.score),
        "level": trust.level,
        "contact": rounded(trust.contact, 3),
        "deeds": rounded(trust.deeds, 3),
        "signs": rounded(trust.signs, 3),
        "stated": subject.stated,
        "thin": ledger.thin,
        "breadth": {"people": people, "top_share": rounded(share)},
    }


def _support(ledger: Ledger) -> Json:
    score = min(100.0, ledger.hard + min(30.0, ledger.soft))
    return {
        "hard": rounded(ledger.hard),
        "soft": rounded(ledger.soft),
        "firm": rounded(ledger.firm),
        "score": rounded(score),
        "word": word_for(score),
    }


def is_give(entry: Entry) -> bool:
    """G of §3.8."""
    if entry.type == "task":
        return entry.line.word in {"excellent", "good"}
    return entry.type in {"give", "connect", "kept"}


def _quadrant(trust: float, firm: float, hard: float) -> list[float | None]:
    x = 0.5 * trust / 35 if trust < 35 else 0.5 + 0.5 * (trust - 35) / 65
    y = 0.5 * min(1, hard / 20) if firm < 5 else 0.5 + 0.5 * (firm - 5) / 95
    return [rounded(min(0.98, max(0.02, value)), 2) for value in (x, y)]


def _person(person: Person, book: Book) -> Json:
    entries = [(e, 1.0) for e in book.entries if person.name in e.people]
    boxes = [(box, 1.0) for box in book.boxes if person.name in box.people]
    trust = measure_trust(entries, boxes, book.as_of)
    roles, last, held = person.roles_on(book.as_of), last_contact(person, book), care(person, book)
    state, words = perception(person, book)
    return {
        "name": person.name,
        "path": book.vault.path_of(person.name),
        "organisation": roles[0].organisation if roles else None,
        "trust": {"score": rounded(trust.score), "level": trust.level, "stated": person.stated},
        "last_contact": last.isoformat() if last else None,
        "care": {"cadence": held[0], "days": held[1], "state": held[2]} if held else None,
        "perception": {"state": state, "seen_as": words} if words else None,
    }


def _pledges(ledger: Ledger) -> list[Json]:
    return [
        {
            "organisation": ledger.name,
            "kind": item.kind,
            "rung": _rung(item),
            "size": max(item.size, sum(part.size for part in item.parts)),
            "date": item.day.isoformat(),
            "due": item.effective_due().isoformat(),
            "state": item.state(ledger.as_of),
            "item": rounded(item.value(ledger.as_of), 3),
        }
        for item in ledger.items
        if item.is_pledge
    ]


def _rung(item: Item) -> str | None:
    if item.rest:
        return item.rung
    last = item.parts[-1].entry
    return last.line.word if last.type == "intro" else "delivered"


def _asks(ledger: Ledger) -> list[Json]:
    return [
        {
            "organisation": ledger.name,
            "kind": ask.kind,
            "date": ask.day.isoformat(),
            "by": ask.by.isoformat() if ask.by else None,
            "state": ask.state,
        }
        for ask in ledger.asks
    ]


def _introduction(ledger: Ledger, class_: str, paths: Paths) -> list[Json]:
    if ledger.individual or ledger.trusting or class_ == "supported":
        return []
    return [{"target": ledger.name, "path": path, "score": rounded(score)} for score, path in paths.to(ledger.name)[:1]]


def _channel(name: str, channel: payoff.Channel) -> Json:
    enough = channel.units >= 0.5
    return {
        "name": name,
        "hours": rounded(channel.hours, 2),
        "cost": rounded(channel.cost, 2),
        "units": rounded(channel.units, 3),
        "hours_per_unit": rounded(channel.hours / channel.units, 2) if enough else None,
    }


def _portfolio(book: Book, ledgers: list[Ledger], unattributed: float) -> Json:
    recent = [e for e in book.entries if (book.as_of - e.day).days <= 365]
    gives = sum(map(is_give, recent))
    asks = sum(e.type == "ask" or (e.type == "intro" and e.line.word == "asked") for e in recent)
    chosen = payoff.pareto(ledgers)
    return {
        "gives": gives,
        "asks": asks,
        "balance": rounded(gives / (gives + asks)) if gives + asks >= 6 else None,
        "pareto": [ledger.name for ledger in chosen],
        "pareto_hours_share": rounded(payoff.hours_share(ledgers, chosen)),
        "unattributed": rounded(unattributed, 3),
    }
