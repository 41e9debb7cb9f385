"""Vaults as people have had them for years, one folder a shape: each works with no edit (COMPATIBILITY, shapes)."""

import json
import shutil
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead

_HERE: Final = Path(__file__).parent
_ADA: Final = ("Ada Byron", "Acme", "2026-05-03")
_GRACE: Final = ("Grace Cole", "Acme", "2026-05-04")
_SHAPES: Final[dict[str, tuple[list[tuple[str, str | None, str | None]], list[str | None], int]]] = {
    "categories": (
        [("Ada Byron", None, "2026-05-09"), ("Grace Cole", "Acme", "2026-05-03")],
        ["Acme.md"],
        1,
    ),
    "company_and_role": ([_ADA], ["Acme.md"], 0),
    "date_headings": ([_ADA], [None], 0),
    "first_and_last_met": ([("Ada Byron", None, "2026-05-03"), _GRACE], ["Network/Acme.md"], 0),
    "folder_only": ([_ADA, ("Grace Cole", None, None)], ["Companies/Acme.md"], 0),
    "inline_fields": (
        [("Ada Byron", "Acme", "2026-05-09"), ("Grace Cole", "Acme", "2026-05-09")],
        ["Organisations/Acme.md"],
        1,
    ),
    "kind_and_work": ([_ADA], ["Acme.md"], 0),
    "meetings": ([("Ada Byron", "Acme", "2026-05-09")], ["Organisations/Acme.md"], 2),
    "nested_name": ([("Ada Byron", "Acme", "2026-05-03")], [None], 0),
    "odd_values": ([_ADA, ("Bob Drew", "Acme", "2026-05-04"), ("Cleo Eden", None, None)], [None], 0),
    "personal_crm": ([_ADA], [None], 0),
    "templates": ([_ADA], [None], 0),
    "type_tag": ([_ADA], ["30 Companies/Acme.md"], 0),
    "vcard_keys": ([_ADA], [None], 0),
}
"""People with organisation and last contact; the note of the one organisation, or None; meeting notes."""


def _run(command: str, vault: Path, *more: str) -> Result:
    found = CliRunner().invoke(netlead, [*command.split(), str(vault), *more])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.output
    return found


@pytest.fixture(params=sorted(_SHAPES))
def shape(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(_HERE / request.param, tmp_path / request.param))


def _notes(vault: Path) -> dict[str, bytes]:
    """Everything that is not netlead's."""
    files = (file for file in vault.rglob("*") if file.is_file() and "Netlead" not in file.parts)
    return {file.relative_to(vault).as_posix(): file.read_bytes() for file in files if file.name != "netlead.toml"}


def test_no_folder_is_without_its_test() -> None:
    assert {folder.name for folder in _HERE.iterdir() if folder.is_dir() and folder.name[0] not in "_."} == set(_SHAPES)


def test_everybody_is_found_and_nothing_faulted(shape: Path) -> None:
    people, organisations, meetings = _SHAPES[shape.name]
    exported = json.loads(_run("export json", shape, "--as-of", "2026-06-30").stdout)
    assert [(one["name"], one["organisation"], one["last_contact"]) for one in exported["people"]] == people
    assert [(one["name"], one["path"]) for one in exported["organisations"]] == [("Acme", p) for p in organisations]
    kinds = exported["notes"]
    assert (kinds["person"], kinds["interaction"]) == (len(people), meetings)
    checked = _run("check", shape, "--as-of", "2026-06-30", "--fail-on", "warning")
    assert checked.exit_code == 0, checked.output


def test_init_then_regenerate_works_and_leaves_the_notes_alone(shape: Path) -> None:
    before = _notes(shape)
    assert _run("init", shape).exit_code == 0
    made = _run("regenerate", shape, "--as-of", "2026-06-30")
    assert made.exit_code == 0, made.output
    assert (shape / "Netlead/This week.md").is_file()
    assert _run("regenerate", shape, "--as-of", "2026-06-30", "--check").exit_code == 0
    assert _notes(shape) == before
