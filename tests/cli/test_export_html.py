"""`netlead export html` as a command: which pages, for whom, and where to (SPEC §5)."""

import re
import shutil
from pathlib import Path

import frontmatter
import pytest

from tests.cli.conftest import Run

SAMPLE = Path(__file__).parent.parent.parent / "sample_vault"
DAY = ("--as-of", "2026-06-30")


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    made = tmp_path / "sample"
    shutil.copytree(SAMPLE, made, ignore=shutil.ignore_patterns("Netlead"))
    return made


def _people(vault: Path) -> set[str]:
    """Names and aliases of everybody with a note of their own; a template is nobody's."""
    names = set()
    for path in vault.rglob("*.md"):
        found = frontmatter.load(str(path)).metadata if "Templates" not in path.parts else {}
        if found.get("type") == "person":
            aliases = found.get("aliases") or []
            assert isinstance(aliases, list)
            names |= {path.stem, *(str(alias) for alias in aliases)}
    return names


def test_the_file_is_the_same_each_time_and_the_vault_is_left_alone(run: Run, sample: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    target = tmp_path / "report.html"
    assert run("export", "html", sample, "-o", target, *DAY).exit_code == 0
    first = target.read_bytes()
    assert first.startswith(b"<!DOCTYPE html>")
    assert run("export", "html", sample, *DAY).stdout.encode() == first
    assert {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()} == before


def test_only_the_pages_that_are_named(run: Run, sample: Path) -> None:
    html = run("export", "html", sample, "--pages", "promises", "--pages", "This week", *DAY).stdout
    assert re.findall(r'<section class="page" id="([^"]*)"', html) == ["this-week", "promises"]
    refused = run("export", "html", sample, "--pages", "Nothing", *DAY)
    assert refused.exit_code == 2
    assert "This week" in refused.output


def test_redacted_it_names_nobody(run: Run, sample: Path) -> None:
    names = _people(sample)
    assert len(names) > 20
    open_file = run("export", "html", sample, *DAY).stdout
    assert [name for name in names if name in open_file]
    shared = run("export", "html", sample, "--redact", *DAY).stdout
    assert [name for name in names if name.lower() in shared.lower()] == []


def test_open_needs_a_file(run: Run, sample: Path) -> None:
    assert run("export", "html", sample, "--open", *DAY).exit_code == 2
