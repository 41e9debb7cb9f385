"""Everything about a type of entry as such stands in its row of `model.entry_types`."""

import ast
from pathlib import Path
from typing import Final, get_args

import pytest

from netlead_md.model.entry_types import ROWS, WRITTEN, EntryType
from netlead_md.model.words import EntryTypeName

PACKAGE: Final = Path(__file__).parents[2] / "netlead_md"
NAMES: Final = frozenset(get_args(EntryTypeName))
CONSTANTS: Final = {"PROMISE": "promise", "TODO": "todo", "LAST_CONTACT": "last_contact"}
FEW: Final = 3
"""Fewer types than this are a case of their own, such as `pledge` and `evidence`."""
OWN: Final = {
    ("analysis/commitments.py", "evidence intro pledge released support"): "the order of one day, in one story",
    ("parsing/commitment_rules.py", "ask give offer promise"): "groups of verbs in the lexicon, not types",
    (
        "parsing/plain_commitments.py",
        "answer ask evidence give intro offer pledge support task thanks",
    ): "SPEC §2.5 knows the words of these",
    ("parsing/plain_commitments.py", "answer ask offer pledge promise task"): "SPEC §2.5 looks for a day in these",
    ("parsing/plain_commitments.py", "answer ask evidence give pledge support"): "SPEC §2.5 looks for money in these",
    ("parsing/plain_contact.py", "call event meal"): "what a meeting in plain words turns out to be",
    ("reports/this_week.py", "evidence intro support trust+ trust++"): "the order of good news on one day",
    ("reports/this_week.py", "evidence intro support"): "the verbs of one sentence",
    ("rules/nl3_entries.py", "answer review seen-as"): "the sentences of one rule",
    ("parsing/sections.py", "note promise todo"): "what under a date heading leaves the heading to be the entry",
    ("analysis/line_account.py", "last_contact promise todo"): "what the account tells by itself",
    ("reports/questions.py", "answer pledge support"): "the order of the questions on one page",
    ("reports/questions.py", "broken connect kept task trust+"): "the order of the questions on one page",
    ("reports/questions.py", "intro released thanks trust++ trust- trust--"): "the order of the questions on one page",
    (
        "reports/questions.py",
        "answer ask connect evidence give intro offer pledge promise support task thanks",
    ): "the words of one page",
}
"""Collections that are local to one rule or sentence, each with the reason."""


def collections_of_types(source: str) -> list[str]:
    """The types in each literal collection that holds three or more, and little else."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Set(elts) | ast.Tuple(elts) | ast.List(elts) | ast.Dict(keys=elts):
                words = [
                    CONSTANTS.get(one.id) if isinstance(one, ast.Name) else getattr(one, "value", 0) for one in elts
                ]
                types = {word for word in words if isinstance(word, str) and word in NAMES}
                if len(types) >= FEW and 2 * len(types) >= len(elts):
                    found.append(" ".join(sorted(types)))
    return found


def test_collections_of_types_stand_in_the_table() -> None:
    modules = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE / "model"]
    found = {
        (path.relative_to(PACKAGE).as_posix(), types)
        for path in modules
        for types in collections_of_types(path.read_text("utf-8"))
    }
    assert found - OWN.keys() == set(), "a question about the type as such belongs in model/entry_types.py"
    assert OWN.keys() - found == set()


def test_the_walk_finds_collections_of_types() -> None:
    assert collections_of_types('A = {"ask": 1, "answer": 2, PROMISE: 3}') == ["answer ask promise"]
    assert collections_of_types('A = ("ask", "answer", "pledge", "a", "b", "c", "d")') == []


def test_every_name_has_one_row_in_the_same_order() -> None:
    assert [row.name for row in ROWS] == list(get_args(EntryTypeName))
    words = [word for row in WRITTEN for word in (row.name, *row.aliases)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_speaks_of_its_own_outcomes(row: EntryType) -> None:
    said = {*(row.gives or ()), *(row.asks or ()), *(row.bears_fruit or ())} - {""}
    assert said <= set(row.outcomes)
    assert row.group == "box" or row.points.keys() - {""} <= set(row.outcomes)
    assert bool(row.points) == bool(row.trust)
    assert row.expects.keys() <= {*row.takes, *(["outcome"] if row.outcomes else [])}
    assert row.expects.get("outcome") in {None, *row.outcomes}
    assert not row.takes_place or row.contact
