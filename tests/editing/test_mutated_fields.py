"""Slips in properties: `--fix` changes the one that its message names, and every other keeps its value."""

import json
import random
import re
from pathlib import Path
from typing import Any, Final

import pytest

from netlead_md.model.config import Config
from netlead_md.model.note import Field
from netlead_md.parsing import build_keywords, read_note
from tests.editing.conftest import Run

GOOD: Final = {
    "person": (
        ("organisation", '"[[Acme]]"'),
        ("influence", "high"),
        ("decision_role", "decides"),
        ("circle", "inner"),
        ("cadence", "14d"),
        ("met", "2026-03-03"),
        ("ask_policy", "not-now"),
        ("status", "active"),
        ("responsibility", "both"),
        ("phone", '"0681924019"'),
        ("email", "ada@x.org"),
        ("title", "Dean of Maths"),
    ),
    "organisation": (
        ("power", "high"),
        ("interest", "medium"),
        ("engagement", "supportive"),
        ("engagement_wanted", "leading"),
        ("review_every", "3m"),
        ("industry", "bread"),
    ),
}
DATES: Final = (
    "3 March 2026",
    "3 mars 2026",
    "03/04/2026",
    "30/04/2026",
    "2026/03/03",
    "3 marraskuu 2026",
    "March 2026",
)


def _letter(chance: random.Random, word: str) -> str:
    at, other = chance.randrange(len(word)), chance.choice("aeioustrn")
    return chance.choice(
        [word[:at] + word[at + 1 :], word[:at] + other + word[at:], word[:at] + other + word[at + 1 :]]
    )


def _mutated(chance: random.Random, kind: str) -> str:
    """A note with one or two slips in its properties."""
    rows = [["type", kind], *(list(row) for row in chance.sample(GOOD[kind], 4))]
    for row in chance.sample(rows, chance.choice([1, 2])):
        if row[0] == "met":
            row[1] = chance.choice(DATES)
        elif row[1].startswith('"'):
            row[1] = row[1].strip('"')
        else:
            side = chance.randrange(2) if row[0] != "type" else 1
            row[side] = _letter(chance, row[side])
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in rows) + "---\n\n- 2026-06-01 call: about it\n"


def _fields(text: str) -> tuple[Field, ...]:
    return read_note("x.md", text, day=None, words=build_keywords(Config())).fields


def _plain(value: object) -> str:
    return re.sub(r"[\[\]'\"]", "", str(value))


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_properties(seed: int, check: Run, vault: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 (examples)
    (vault / "Acme.md").write_text("---\ntype: organisation\n---\n")
    notes = {f"N {at:04}.md": _mutated(chance, chance.choice(sorted(GOOD))) for at in range(300)}
    for path, text in notes.items():
        (vault / path).write_text(text)
    told: list[dict[str, Any]] = json.loads(check("--output-format", "json", "--no-cache").stdout)["diagnostics"]
    check("--fix", "--no-cache")
    assert "0 fixes made in 0 notes" in check("--fix", "--no-cache").stderr
    changed = 0
    for path, text in notes.items():
        mended = (vault / path).read_text()
        fixes = [each for each in told if each["path"] == path and each["fix"]]
        pairs = list(zip(_fields(text), _fields(mended), strict=True))
        odd = [pair for pair in pairs if len({(each.written, _plain(each.value)) for each in pair}) > 1]
        changed += mended != text
        assert len(odd) <= len(fixes), (text, mended)
        for old, new in odd:
            word = new.written if old.written != new.written else _plain(new.value)
            named = any(word in each["help"] or (each["code"] == "NL111" and word in text) for each in fixes)
            assert named, (old, new, fixes)
            assert (old.written == new.written) or _plain(old.value) == _plain(new.value)
        assert mended.partition("---\n\n")[2] == text.partition("---\n\n")[2]
    assert changed > len(notes) / 6
