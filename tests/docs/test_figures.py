"""The figures of docs/pages.md are those that the code gives."""

import datetime as dt
import re
from pathlib import Path
from typing import Final

import pytest

from netlead_md.analysis import analyse, find_paths
from netlead_md.analysis.support import WORDS, quadrant_point
from netlead_md.analysis.trust import LEVELS
from netlead_md.linking import link
from netlead_md.model.book import Book
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger, Support
from netlead_md.model.vocabulary import CREDIT
from netlead_md.model.words import Rung
from netlead_md.parsing import build_keywords, read_note

PAGE: Final = " ".join((Path(__file__).parents[2] / "docs/pages.md").read_text(encoding="utf-8").split())
DAY: Final = dt.date(2026, 6, 30)


def _acme(*lines: str) -> Ledger:
    """What comes of a note of Acme with these lines, all of one day, on that day."""
    config = Config()
    text = "---\ntype: organisation\n---\n" + "".join(f"- {DAY} {line}: x\n" for line in lines)
    note = read_note("Organisations/Acme.md", text, day=None, words=build_keywords(config))
    (ledger,) = analyse(link([note], config), DAY, config).ledgers.values()
    return ledger


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("meeting, call, meal, event, visit | 3", ("meeting", "call", "meal", "event", "visit")),
        ("message, note, `last_contact` | 1", ("message", "note")),
        ("task excellent, good, fair | 12, 8, 3", ("task excellent", "task good", "task fair")),
        ("task poor, dropped | −8, −15", ("task poor", "task dropped")),
        ("connect met, made | 10, 6", ("connect met", "connect made")),
        ("give | 4", ("give",)),
        ("promise kept, broken | 5, −15", ("kept", "broken")),
        ("`trust+` | 8", ("trust+",)),
        ("`trust++` | 15", ("trust++",)),
        ("`trust-` | −8", ("trust-",)),
        ("`trust--` | −15", ("trust--",)),
    ],
)
def test_points(row: str, words: tuple[str, ...]) -> None:
    assert f"| {row} |" in PAGE
    told = [int(figure.replace("−", "-")) for figure in re.findall(r"−?\d+", row.rpartition("|")[2])]
    given = [_acme(word).trust for word in words]
    told = told * len(words) if len(told) == 1 else told
    assert [trust.contact + trust.deeds + trust.signs for trust in given] == told


def test_caps() -> None:
    assert "T = min(20, contact) + min(30, deeds) + signs" in PAGE
    assert "On one day contact gives at most 3" in PAGE
    assert _acme("meeting", "visit").trust.contact == 3
    assert "one small delivery counts for a year" in PAGE
    assert _acme("support facilities small").support.firm == 10


@pytest.mark.parametrize("rung", CREDIT)
def test_credit(rung: Rung) -> None:
    assert re.search(rf"{rung}[a-z]* {CREDIT[rung]:.2f}".removesuffix(".00") + r"\b", PAGE)
    assert _acme(f"pledge facilities {rung} large").support.score == pytest.approx(40 * CREDIT[rung])


def _book(**notes: str) -> Book:
    """What comes of notes, each by its name."""
    config = Config()
    read = [read_note(f"{name}.md", text, day=None, words=build_keywords(config)) for name, text in notes.items()]
    return analyse(link(read, config), DAY, config)


def test_words_for_trust_and_support() -> None:
    told = ", ".join(f"{word} below {limit:g}" for limit, word in LEVELS).replace("sign noted below 5", "{}")
    assert told.format("sign noted below 5 (strained, if deeds and signs are below −5)") in PAGE
    assert ", ".join(f"{word} below {limit:g}" for limit, word in WORDS) + ", then anchor" in PAGE
    assert _acme("support facilities large").support.word == "solid"
    assert _acme("trust++").trust.word == "acquainted"


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("responsibility: for", "responsible for 14 days"),
        ("responsibility: to", ", to 30;"),
        ("circle: inner", "inner circle 7"),
        ("circle: close", "close 30"),
        ("circle: active", "active 182"),
        ("circle: wider", "wider 365"),
    ],
)
def test_cadences(field: str, told: str) -> None:
    care = _book(Ada=f"---\ntype: person\n{field}\n---\n").people["Ada.md"].care
    assert told in PAGE
    assert care is not None
    assert re.findall(r"\d+", told) == [str(care.cadence)]


@pytest.mark.parametrize(
    ("tie", "told"),
    [
        ('{person: "[[Bo]]", strength: strong}', "strong 0.7"),
        ('{person: "[[Bo]]", strength: medium}', "medium 0.5"),
        ('{person: "[[Bo]]", strength: weak}', "weak 0.3"),
        ('"[[Bo]]"', "unset 0.2"),
    ],
)
def test_ways(tie: str, told: str) -> None:
    ada, bo = f"---\ntype: person\nknows: [{tie}]\n---\n", "---\ntype: person\norg: Acme\ninfluence: low\n---\n"
    _, way = find_paths(_book(Ada=ada, Bo=bo), "name:acme")[0]
    assert way.people == ("Ada.md", "Bo.md")
    assert told in PAGE
    assert "low 0.4" in PAGE
    assert "trust in me 0.05," in PAGE
    assert way.score == pytest.approx(0.05 * float(told.rsplit(maxsplit=1)[-1]) * 0.4)


@pytest.mark.parametrize("trust", [10.0, 35.0, 80.0])
@pytest.mark.parametrize("firm", [2.0, 5.0, 50.0])
def test_the_place_on_the_map(trust: float, firm: float) -> None:
    assert "x = 0.5 T / 35 below 35, else 0.5 + 0.5 (T − 35) / 65" in PAGE
    assert "y = 0.5 H / 20 at most 0.5, for D below 5, else 0.5 + 0.5 (D − 5) / 95" in PAGE
    x = 0.5 * trust / 35 if trust < 35 else 0.5 + 0.5 * (trust - 35) / 65
    y = 0.5 * firm / 20 if firm < 5 else 0.5 + 0.5 * (firm - 5) / 95
    helped = Support(hard=firm, soft=0.0, firm=firm, score=firm, word="", items=())
    assert quadrant_point(trust, helped) == pytest.approx((x, y), abs=0.0051)
