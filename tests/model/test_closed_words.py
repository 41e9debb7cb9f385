"""A misspelt word of a closed set is found before anything runs: by mypy, and by a walk where mypy looks away."""

import ast
import re
import subprocess
import sys
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, get_args

import msgspec

from netlead_md.analysis.next_step import RULES
from netlead_md.model import book, diagnostics, ledger, network, note, plain_line
from netlead_md.model.vocabulary import CHOICES, CREDIT, HARD, KINDS, NOTE_KINDS, RUNGS, SIZES, SOFT
from netlead_md.model.words import NoteKind, Rung, SizeName, StepRule

ROOT: Final = Path(__file__).parents[2]
MISSPELT: Final = """\
from netlead_md.model.ledger import Ledger, SupportItem
from netlead_md.model.network import Entry
from netlead_md.model.words import EntryTypeName, LedgerClass


def compare(entry: Entry) -> bool:
    return entry.type == "pledgd"


def is_among(item: SupportItem) -> bool:
    if item.state in {"lapst"}:
        return True
    return False


def match_class(ledger: Ledger) -> str:
    match ledger.class_:
        case "suported":
            return "yes"
        case _:
            return "no"


KEYED: dict[EntryTypeName, int] = {"anser": 1}


def classify() -> LedgerClass:
    return "hepled"
"""
FOREIGN: Final = frozenset(
    {"fence", "code_block", "noun", "infinitive", "heading_open", "heading_close", "th_open", "td_open"}
)
"""Of other things that have a `type` or a `group`: markdown-it's tokens, phrases of the lexicon."""


def test_mypy_finds_misspelt_words(tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(MISSPELT, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--follow-imports=silent", "--no-pretty", str(snippet)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    lines = [int(line) for line in re.findall(r"snippet\.py:(\d+): error", told.stdout)]
    assert lines == [7, 12, 19, 24, 28], told.stdout + told.stderr


def _literals(annotation: object) -> Iterator[str]:
    if typing.get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _literals(part)


def _words_by_field() -> dict[str, set[str]]:
    """Every field of the model that holds a closed word, with all words of that field in any type."""
    words: dict[str, set[str]] = defaultdict(set)
    for module in (book, diagnostics, ledger, network, note, plain_line):
        for struct in vars(module).values():
            if isinstance(struct, type) and issubclass(struct, msgspec.Struct) and struct.__module__ == module.__name__:
                for name, annotation in typing.get_type_hints(struct).items():
                    words[name] |= set(_literals(annotation))
    return {name: held for name, held in words.items() if held}


def strange_words(source: str, words: Mapping[str, set[str]]) -> list[str]:
    """What stands in `x.field in (…)` and is no word of the field; mypy accepts a list that holds one right word."""
    found = []
    for at in ast.walk(ast.parse(source)):
        match at:
            case ast.Compare(
                left=ast.Attribute(attr=field),
                ops=[ast.In() | ast.NotIn()],
                comparators=[ast.Tuple(elts) | ast.Set(elts) | ast.List(elts)],
            ) if field in words:
                said = {each.value for each in elts if isinstance(each, ast.Constant) and isinstance(each.value, str)}
                found += [f"{at.lineno}: {word} is no {field}" for word in sorted(said - words[field] - FOREIGN)]
    return found


def test_no_list_holds_a_strange_word() -> None:
    words = _words_by_field()
    words["kind"] |= set(get_args(NoteKind))  # of a note as linking sees it
    assert {"type", "kind", "rung", "outcome", "state", "class_", "source", "rule", "severity"} <= words.keys()
    modules = sorted((ROOT / "netlead_md").rglob("*.py"))
    found = [f"{path.name}:{fault}" for path in modules for fault in strange_words(path.read_text("utf-8"), words)]
    assert found == []
    assert strange_words('if item.state in ("open", "overdu"): pass', words) == ["1: overdu is no state"]


def _same(words: Iterable[str], closed: object) -> bool:
    return set(words) == set(_literals(closed))


def test_tables_hold_the_words_of_the_types() -> None:
    """The tables are read from text, which mypy takes on trust."""
    assert set(KINDS.values()) == HARD | SOFT
    assert _same(RUNGS.values(), Rung)
    assert tuple(CREDIT) == get_args(Rung)
    assert _same(SIZES, SizeName)
    assert _same({*NOTE_KINDS.values(), "daily", "other"}, NoteKind)
    stated = _words_by_field()
    assert {name: stated[name] - {""} for name in CHOICES} == {name: set(words) for name, words in CHOICES.items()}
    assert tuple(name for name, _ in RULES) == get_args(StepRule)
