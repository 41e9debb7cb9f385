"""A finding is known again, for every rule, when other lines push it down."""

from pathlib import Path

import pytest

from netlead_md.rules import RULES, make_fingerprint
from netlead_md.rules.rule import Rule
from tests.rules.gallery import Example, check, examples, lay_out

WHOLE = {"NL001", "NL003", "NL005", "NL006", "NL008", "NL101", "NL102", "NL103", "NL116", "NL901", "NL904"}
"""About a file that cannot be read, or read so far only: nothing can be written above."""


def _pushed_down(text: str) -> str:
    if text.startswith("---\n"):
        front, end, body = text[4:].partition("\n---\n")
        return f"---\nzzz: 1\n# a comment\n{front}{end}\nSome words.\n\n{body}"
    return f"Some words.\n\n{text}"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in WHOLE], ids=lambda rule: rule.code)
def test_a_fingerprint_outlives_lines_above(rule: Rule, tmp_path: Path) -> None:
    example = examples(rule.page)["Bad"]
    moved = {
        path: (sort, _pushed_down(text) if sort == "markdown" and path.endswith(".md") else text)
        for path, (sort, text) in example.files.items()
    }
    found = []
    for name, files in (("before", example.files), ("after", moved)):
        vault = tmp_path / name
        vault.mkdir()
        lay_out(Example(example.day, files), vault)
        found.append(
            [(each.code, make_fingerprint(each)) for each in check(vault, example.day) if each.code == rule.code]
        )
    assert found[0]
    assert sorted(found[0]) == sorted(found[1])


def test_the_place_of_a_damaged_byte_is_no_part_of_it(tmp_path: Path) -> None:
    found = []
    for before in (b"", b"more words\n"):
        (tmp_path / "Ada.md").write_bytes(before + b"Ren\xe9e\n")
        found += [make_fingerprint(each) for each in check(tmp_path, examples(RULES[0].page)["Bad"].day)]
    assert found[0] == found[1]
    assert len(found) == 2
