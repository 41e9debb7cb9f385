"""The figures of docs/pages.md are those that the code gives."""

import datetime as dt
import re
from pathlib import Path
from typing import Final

import pytest

from netlead_md.deriving import derive
from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.model.ledger import Ledger
from netlead_md.model.vocabulary import CREDIT
from netlead_md.reading import read_note, words_of

PAGE: Final = " ".join((Path(__file__).parents[2] / "docs/pages.md").read_text(encoding="utf-8").split())
DAY: Final = dt.date(2026, 6, 30)


def _acme(*lines: str) -> Ledger:
    """What comes of a note of Acme with these lines, all of one day, on that day."""
    config = Config()
    text = "---\ntype: organisation\n---\n" + "".join(f"- {DAY} {line}: x\n" for line in lines)
    note = read_note("Organisations/Acme.md", text, day=None, words=words_of(config))
    (ledger,) = derive(link([note], config), DAY, config).ledgers.values()
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
def test_credit(rung: str) -> None:
    assert re.search(rf"{rung}[a-z]* {CREDIT[rung]:.2f}".removesuffix(".00") + r"\b", PAGE)
    assert _acme(f"pledge facilities {rung} large").support.score == pytest.approx(40 * CREDIT[rung])
