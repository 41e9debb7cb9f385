"""What is left out or has no effect is told, and what is about nobody is left in peace (SPEC §2.1, §5.1)."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead
from netlead_md.parsing.lexicons import merge_words
from netlead_md.vault.scanner import TEMPLATES


def _put(vault: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(text, encoding="utf-8")
    return vault


def _check(vault: Path) -> tuple[int, list[dict[str, Any]]]:
    done = CliRunner().invoke(netlead, ["check", str(vault), "--output-format", "json", "--as-of", "2026-06-30"])
    return done.exit_code, json.loads(done.stdout)["diagnostics"]


def test_template_folders_are_known_in_every_language_without_settings_of_obsidian(tmp_path: Path) -> None:
    assert merge_words("folders", "templates") <= TEMPLATES
    person = "---\ntype: person\n---\n"
    _put(tmp_path, {f"{name}/Ada.md": person for name in ("Meta/Vorlagen", "Plantillas", "Modèles", "People")})
    done = CliRunner().invoke(netlead, ["export", "json", str(tmp_path)])
    assert json.loads(done.stdout)["notes"]["person"] == 1


def test_a_word_of_kinds_that_no_note_has_is_told(tmp_path: Path) -> None:
    config = '[kinds]\nbekannt = "person"\nbekanter = "person"\nmentor = "person"\nlead = "person"\n'
    notes = {
        "A.md": "---\ntags: [x/bekannt]\n---\n",
        "B.md": "---\nfileClass: Bekannter\n---\n",
        "C.md": "Of #lead.\n",
    }
    _, found = _check(_put(tmp_path, {"netlead.toml": config, **notes}))
    assert [(each["code"], each["range"]["start"]["line"], each["help"]) for each in found[1:]] == [
        ("NL902", 3, "did you mean 'bekannter'?"),
        ("NL902", 4, "write a word that notes have, or remove the line"),
    ]


@pytest.mark.parametrize(
    "front", ['title: "Soup\n---\n', "title: a\ntitle: b\n---\n", "a: [[X]]\n---\n", "a: @x\n---\n", "title: a\nb: c\n"]
)
def test_front_matter_of_notes_about_nobody_is_no_error(front: str, tmp_path: Path) -> None:
    status, found = _check(_put(tmp_path, {"Soup.md": f"---\n{front}# Soup\n"}))
    assert status == 0
    assert {each["code"] for each in found} <= {"NL118"}


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ('type: person\ntitle: "Soup\n---\n', "NL101"),
        ("tags:\n  - person\ntitle: [\n---\n", "NL101"),
        ("type: person\ntype: person\n---\n", "NL104"),
        ("type: person\na: @x\n---\n", "NL117"),
        ("type: person\nb: c\n", "NL102"),
    ],
)
def test_that_of_notes_about_somebody_is_told(front: str, code: str, tmp_path: Path) -> None:
    _, found = _check(_put(tmp_path, {"Ada.md": f"---\n{front}# Ada\n"}))
    assert code in {each["code"] for each in found}


def test_hidden_links_make_nobody_a_participant(tmp_path: Path) -> None:
    notes = {f"People/{name}.md": "" for name in ("Ada", "Bo", "Cleo")}
    line = "- 2026-06-01 meeting: with <!-- [[Bo]] --> [[Ada]] <!-- and [[Cleo|C]]\n"
    vault = _put(tmp_path, {**notes, "Log.md": line.replace("[[Cleo|C]]", "[[Cleo|C]] -->")})
    people = json.loads(CliRunner().invoke(netlead, ["export", "json", str(vault)]).stdout)["people"]
    assert [each["name"] for each in people if each["last_contact"]] == ["Ada"]


def test_days_of_work_are_a_duration(tmp_path: Path) -> None:
    fields = "type: conference\ndate: 2026-06-01\npeople: '[[Ada]]'\nduration: 2 days\n"
    assert _check(_put(tmp_path, {"People/Ada.md": "", "Fair.md": f"---\n{fields}---\n"})) == (0, [])
