"""docs/rules is what the docstrings say (`python docs/make_rules.py` writes it anew), in English and kindly."""

import re
from pathlib import Path

import pytest

from netlead_md.rules import RULES
from netlead_md.rules.rule import Rule
from netlead_md.rules.rule_docs import build_rule_pages

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/rules"
BLAMING = re.compile(
    r"\b(invalid|illegal|must|fail(ed|ure)?|bogus|stupid|obviously|your fault|useless|ROI|forbidden)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(r"\b(organiz\w*|color\w*|favor\w*|behavior|center|catalog|license[ds])\b")


def test_the_pages_are_up_to_date() -> None:
    standing = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")}
    assert standing == build_rule_pages(), "run: python docs/make_rules.py"


def test_the_index_leads_to_every_page() -> None:
    index = build_rule_pages()["README.md"]
    assert re.findall(r"^\| \[(NL\d+)\]\(\1\.md\)", index, re.MULTILINE) == [rule.code for rule in RULES]
    assert index.count("\n## NL") == 9


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_words_are_kind_and_british(rule: Rule) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`", "", rule.page, flags=re.DOTALL)
    assert not BLAMING.findall(prose)
    assert not AMERICAN.findall(prose)


@pytest.mark.parametrize("module", sorted((ROOT / "netlead_md/rules").glob("nl*.py")), ids=lambda module: module.stem)
def test_messages_are_kind_and_british(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert not AMERICAN.findall(text)
    assert not BLAMING.findall(text)
