"""Every fix, on the bad example of its rule: the code is gone, and a second time changes nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead
from netlead_md.rules import RULES
from netlead_md.rules.rule import Rule
from tests.rules.gallery import check, examples, lay_out

FIXED = frozenset(
    (
        "NL105",
        "NL106",
        "NL107",
        "NL109",
        "NL111",
        "NL113",
        "NL117",
        "NL201",
        "NL202",
        "NL301",
        "NL305",
        "NL314",
        "NL316",
        "NL320",
        "NL405",
    )
)
"""Rules whose bad example can be mended; that of a date (NL110, NL302, NL303) has none that means one day only."""


def _notes(vault: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(vault.rglob("*")) if file.is_file()}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code in FIXED], ids=lambda rule: rule.code)
def test_the_bad_example_is_mended(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    vault = tmp_path / "vault"
    vault.mkdir()
    example = examples(rule.page)["Bad"]
    lay_out(example, vault)
    args = ["check", str(vault), "--unsafe-fixes", "--as-of", str(example.day), "--select", rule.code]
    before = _notes(vault)
    told = CliRunner().invoke(netlead, args)
    assert (told.exit_code, told.stdout) == (0, "")
    mended = _notes(vault)
    assert sum(before[path] != mended[path] for path in before) == 1
    assert mended.keys() == before.keys()
    assert check(vault, example.day) == ()
    CliRunner().invoke(netlead, args)
    assert _notes(vault) == mended


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in FIXED], ids=lambda rule: rule.code)
def test_no_other_bad_example_has_a_fix(rule: Rule, tmp_path: Path) -> None:
    example = examples(rule.page)["Bad"]
    lay_out(example, tmp_path)
    if rule.code != "NL901":  # a broken configuration ends the run
        assert [found.code for found in check(tmp_path, example.day) if found.fix] == []
