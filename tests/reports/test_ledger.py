"""An organisation's ledger (SPEC §4), as of 30 June 2026: who is there today, and what each side gave."""

import json

import pytest
import yaml

from netlead_md.rendering.file_names import safe_file_name
from tests.reports.press import pages

PAGE = "Ledgers/Acme ledger.md"
ANN = """---
roles:
- {organisation: Acme, title: intern, influence: low, decision_role: decides, until: 2020-01-01}
- {organisation: Acme, title: chair, influence: high}
---
"""


def part(page: str, heading: str) -> str:
    return page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(
    ("rung", "word"), [("letter", "a letter"), ("email", "an e-mail"), ("informal", "a written word")]
)
def test_what_stands_in_writing_is_called_what_it_is(rung: str, word: str) -> None:
    page = pages({"Organisations/Acme.md": f"- 2026-06-01 evidence {rung}: they will see\n"})[PAGE]
    assert f"so far they have given {word}; no help is on record. ^answer" in page


def test_people_stand_with_what_they_are_today_and_who_once_decided_decides_no_more() -> None:
    page = pages({"Organisations/Acme.md": "- 2026-06-01 call: hello\n", "People/Ann.md": ANN})[PAGE]
    assert "| [[Ann]] | chair | high | no sign noted |" in part(page, "People there")
    assert "**Not written down:** who decides (`decides`) and what they gain (`benefit_to_them`)." in page
    deciding = ANN.replace("influence: high", "influence: high, decision_role: decides")
    page = pages({"Organisations/Acme.md": "- 2026-06-01 call: hello\n", "People/Ann.md": deciding})[PAGE]
    assert "**Not written down:** what they gain" in page


@pytest.mark.parametrize("name", ["on", "off", "open arms", "Emoji 🚀 Lab 👩\u200d🔬", 'a\u2028b "c" \\d'])
def test_the_name_in_front_matter_is_text_whatever_it_is(name: str) -> None:
    note = f"---\norganisation: {json.dumps(name)}\n---\n- 2026-06-01 call: hello\n"
    page = pages({"People/Ann.md": note})["Ledgers/" + safe_file_name(name, " ledger") + ".md"]
    assert yaml.safe_load(page.split("---\n")[1])["netlead_organisation"] == name


def test_an_introduction_is_given_when_it_is_made_and_not_when_it_is_asked_for_or_declined() -> None:
    lines = ("intro: hello", "intro asked: please", "intro declined: no", "intro made: gladly")
    page = pages({"Organisations/Acme.md": "".join(f"- 2026-05-01 {line}\n" for line in lines)})[PAGE]
    gave = part(page, "What each side gave, in 12 months")
    assert "|  | Intro made: gladly |" in gave
    assert gave.count("Intro") == 1
