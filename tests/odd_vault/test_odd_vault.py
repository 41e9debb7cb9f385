import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead
from tests.odd_vault.generate import generate


def _json(command: str, vault: Path, *more: str) -> dict[str, list[dict[str, object]]]:
    args = [*command.split(), str(vault), "--as-of", "2026-06-30", *more]
    found: dict[str, list[dict[str, object]]] = json.loads(CliRunner().invoke(netlead, args).stdout)
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_everybody_is_found_and_every_fault_is_told_once_at_its_line_and_no_other(tmp_path: Path, seed: int) -> None:
    put = generate(tmp_path, 700, seed)
    exported = _json("export json", tmp_path)
    assert sorted(str(one["path"]) for one in exported["people"]) == list(put.people)
    assert sorted(str(one["path"]) for one in exported["organisations"]) == list(put.organisations)
    assert all(one["organisation"] for one in exported["people"])
    told = []
    for one in _json("check", tmp_path, "--output-format", "json")["diagnostics"]:
        span = one["range"]
        assert isinstance(span, dict)
        told.append((one["path"], span["start"]["line"], one["code"]))
    assert sorted(told) == list(put.faults)
