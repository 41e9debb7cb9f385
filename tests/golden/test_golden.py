"""The pages of known vaults on a known day, to the last byte.

After a change that is meant: `pytest tests/golden --update-golden`; read what `git diff` shows as its readers would.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.reports.press import pages

HERE = Path(__file__).parent
VAULTS = {
    "oracle": HERE.parent / "oracle" / "vault",
    "sample_vault": HERE.parent.parent / "sample_vault",
    "empty": None,
}
DAY = dt.date(2026, 6, 30)


def _texts(vault: Path | None) -> Mapping[str, str]:
    if vault is None:
        return {}
    found = {path.relative_to(vault).as_posix(): path for path in sorted(vault.rglob("*.md"))}
    return {
        name: path.read_text(encoding="utf-8")
        for name, path in found.items()
        if not name.startswith(("Netlead/", "Templates/", "."))
    }


@pytest.mark.parametrize("name", VAULTS)
def test_pages_are_as_they_were(name: str, *, update_golden: bool) -> None:
    made, folder = pages(_texts(VAULTS[name]), day=DAY), HERE / name
    if update_golden:
        for old in sorted(folder.rglob("*.md")):
            old.unlink()
        for path, text in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
    golden = {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in folder.rglob("*.md")}
    assert made == golden
