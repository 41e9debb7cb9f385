"""NL503 by the field and by a written review, as of 30 June 2026."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead


@pytest.mark.parametrize(
    ("note", "places"),
    [
        ("responsibility: for\nstatus: let-go\n---\n", [(4, 9)]),
        ("responsibility: to\n---\n- 2026-05-01 review let-go: enough\n", [(5, 14)]),
        ("responsibility: to\n---\n- 2026-05-01 review let-go: x\n- 2026-06-01 review maintain: y\n", []),
        ("responsibility: to\n---\n- 2026-07-01 review let-go: still ahead\n", []),
        ("responsibility: none\n---\n- 2026-05-01 review let-go: enough\n", []),
    ],
)
def test_somebody_i_answer_for_let_go(tmp_path: Path, note: str, places: list[tuple[int, int]]) -> None:
    (tmp_path / "Ada.md").write_text(f"---\ntype: person\n{note}", "utf-8")
    args = [
        "check",
        str(tmp_path),
        "--as-of",
        "2026-06-30",
        "--select",
        "NL503",
        "--output-format",
        "json",
        "--no-cache",
    ]
    found = json.loads(CliRunner().invoke(netlead, args).stdout)["diagnostics"]
    starts = [each["range"]["start"] for each in found]
    assert [(start["line"], start["column"]) for start in starts] == places
