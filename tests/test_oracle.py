"""The worked example of the contract (SPEC §3.11), to the last decimal."""

import datetime as dt
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from netlead_md.analysis import analyse
from netlead_md.linking import link
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.parsing import build_keywords, read_note

ORACLE = Path(__file__).parent / "oracle"
EXPECTED: dict[str, Any] = json.loads((ORACLE / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def book() -> Book:
    vault = ORACLE / "vault"
    words = build_keywords(Config())
    notes = [
        read_note(path.relative_to(vault).as_posix(), path.read_text("utf-8"), day=None, words=words)
        for path in sorted(vault.rglob("*.md"))
    ]
    return analyse(link(notes, Config()), dt.date.fromisoformat(EXPECTED["as_of"]), Config())


def rounded(value: float | None, places: int) -> float | None:
    if value is None:
        return None
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def figures(ledger: Ledger) -> dict[str, Any]:
    trust, support, follow = ledger.trust, ledger.support, ledger.follow_through
    return {
        "individual": ledger.individual,
        "trust": {
            "score": rounded(trust.score, 1),
            "level": trust.level,
            "contact": rounded(trust.contact, 3),
            "deeds": rounded(trust.deeds, 3),
            "signs": rounded(trust.signs, 3),
            "thin": trust.thin,
            "breadth": {"people": trust.breadth.people, "top_share": rounded(trust.breadth.top_share, 1)},
        },
        "support": {
            "hard": rounded(support.hard, 1),
            "soft": rounded(support.soft, 1),
            "firm": rounded(support.firm, 1),
            "score": rounded(support.score, 1),
        },
        "clock": ledger.clock and {"since": ledger.clock.since.isoformat(), "days": ledger.clock.days},
        "class": ledger.class_,
        "follow_through": {"kept": follow.kept, "due": follow.due, "flag": follow.flag or None},
        "advance": list(ledger.advance),
        "gives": ledger.gives,
        "asks": ledger.asked,
        "hard_asks": ledger.hard_asks,
        "questions": len(ledger.questions),
        "hours": rounded(ledger.hours, 2),
        "cost": rounded(ledger.cost, 2),
        "stage": ledger.stage,
        "next_step": ledger.step.rule,
        "suggestion": ledger.suggestion or None,
        "quadrant": list(ledger.quadrant),
        "pledges": [
            {
                "kind": item.kind,
                "rung": item.rung,
                "size": item.whole,
                "date": item.date.isoformat(),
                "due": item.due and item.due.isoformat(),
                "state": item.state,
                "item": rounded(item.worth, 3),
            }
            for item in support.items
            if item.source == "pledge"
        ],
    }


@pytest.mark.parametrize("name", sorted(EXPECTED["organisations"]))
def test_organisations(book: Book, name: str) -> None:
    ledger = next(each for each in book.ledgers.values() if book.organisations[each.key].name == name)
    assert figures(ledger) == EXPECTED["organisations"][name]


def test_people(book: Book) -> None:
    found = {
        book.network.people[key].name: {
            "trust": rounded(regard.trust.score, 1),
            "level": regard.trust.level,
            "last_contact": regard.last_contact and regard.last_contact.isoformat(),
        }
        for key, regard in book.people.items()
    }
    assert found == EXPECTED["people"]


def test_channels(book: Book) -> None:
    found = {
        channel.name: {
            "hours": rounded(channel.hours, 2),
            "cost": rounded(channel.cost, 2),
            "units": rounded(channel.units, 3),
            "hours_per_unit": rounded(channel.hours_per_unit, 2),
        }
        for channel in book.channels
    }
    assert found == EXPECTED["channels"]


def test_asks(book: Book) -> None:
    found = [
        {
            "organisation": book.organisations[ledger.key].name,
            "kind": ask.kind,
            "date": ask.date.isoformat(),
            "by": ask.by and ask.by.isoformat(),
            "state": ask.state,
        }
        for ledger in book.ledgers.values()
        for ask in ledger.asks
    ]
    assert found == EXPECTED["asks"]


def test_introductions(book: Book) -> None:
    found = [
        {
            "target": book.organisations[key].name,
            "path": [book.network.people[person].name for person in paths[0].people],
            "score": rounded(paths[0].score, 1),
        }
        for key, paths in book.introductions.items()
        if paths
    ]
    assert found == EXPECTED["introductions"]


def test_portfolio(book: Book) -> None:
    portfolio = book.portfolio
    assert {
        "gives": portfolio.gives,
        "asks": portfolio.asks,
        "balance": rounded(portfolio.balance, 1),
        "pareto": [book.organisations[key].name for key in portfolio.pareto],
        "pareto_hours_share": rounded(portfolio.pareto_hours_share, 1),
        "unattributed": rounded(portfolio.unattributed, 3),
    } == EXPECTED["portfolio"]
