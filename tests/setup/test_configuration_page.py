"""docs/configuration.md names every key with its default and an example that works."""

import re
from pathlib import Path
from typing import Final

import msgspec
import pytest

from netlead_md.model.config import Config
from netlead_md.model.vocabulary import SIZES
from netlead_md.vault.config import DAILY, KEYS, KNOWN_WORDS, load_config

_PAGE: Final = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
_ROWS: Final = {
    name: (default.strip(), example)
    for name, default, example in re.findall(r"(?m)^\| `([\w.]+)` \| ([^|]+) \| `([^`]+)`", _PAGE)
}
_DEFAULTS: Final = msgspec.to_builtins(Config())


def test_every_key_and_no_other() -> None:
    hours = {f"hours.{type_}" for type_ in KNOWN_WORDS["hours"]}
    assert set(_ROWS) == {*KEYS, *(f"daily.{key}" for key in DAILY), *hours}
    assert all(f"[{table}]" in _PAGE for table in (*KNOWN_WORDS, "daily"))


@pytest.mark.parametrize("name", sorted(_ROWS))
def test_the_example_is_taken_and_changes_the_default(name: str, tmp_path: Path) -> None:
    table, _, _ = name.rpartition(".")
    example = _ROWS[name][1]
    (tmp_path / "netlead.toml").write_text(f"[{table}]\n{example}\n" if table else example, encoding="utf-8")
    loaded = load_config(tmp_path)
    assert loaded.faults == ()
    assert (loaded.config != Config()) == (name != "rules")


@pytest.mark.parametrize("name", sorted(name for name in _ROWS if _ROWS[name][0].startswith("`")))
def test_the_default_is_the_one_that_holds(name: str) -> None:
    table, _, key = name.rpartition(".")
    stated = _ROWS[name][0].strip("`")
    held = _DEFAULTS["hours"][key] if table == "hours" else _DEFAULTS["mentions" if table else key]
    if name == "size":
        assert SIZES[stated.strip('"')] == held
    else:
        written = f'"{held}"' if isinstance(held, str) else str(held).lower().removesuffix(".0")
        assert stated == written


def test_the_tables_of_words_are_taken_whole(tmp_path: Path) -> None:
    (block,) = re.findall(r"(?s)```toml\n(.*?)```", _PAGE)
    (tmp_path / "netlead.toml").write_text(block, encoding="utf-8")
    loaded = load_config(tmp_path)
    assert loaded.faults == ()
    assert loaded.config.kinds == {"kontakt": "person"}
    assert loaded.config.folders == {"netzwerk/firmen": "organisation"}
    assert loaded.config.fields == {"arbeitgeber": "organisation", "zuletzt_gesehen": "last_contact"}
    assert loaded.config.words == {"essen": "meal", "zusage": "pledge", "raum": "facilities"}
