"""A note's new name in front matter and in text: YAML stays what it was, and so do aliases."""

import pytest
import yaml

from netlead_md.lsp.positions import to_editor_range
from netlead_md.lsp.rename import rename_note
from netlead_md.rules.text_edits import apply_edits
from tests.lsp.scene import sight

VAULT = {
    "People/Ada.md": "---\ntype: person\naliases: [Countess]\norganisation: Acme\n---\n",
    "People/Bob.md": """---
type: person
title: 'it''s "his" [[own]]'
knows: ['[[Ada]]', "[[Ada]]", '[[Ada|it''s]]', "it's [[Ada]]"]
organisation: 'Acme'
met_through: Ada
---
""",
    "People/Cy.md": '---\ntype: person\norganisation: [Acme, "Acme", Other]\nroles:\n  - organisation: Acme\n---\n',
    "Acme.md": "---\ntype: organisation\n---\n- 2026-01-01 call: 🎉 [[Ada]], [[Countess]] 🎉 [[ada|A]] [her](Ada.md)\n",
}


def renamed(target: str, name: str) -> dict[str, str]:
    edits = dict(rename_note(sight(VAULT), target, name, VAULT.__getitem__).edits)
    return {path: apply_edits(text, edits.get(path, ())) for path, text in VAULT.items()}


def front(text: str) -> object:
    return yaml.safe_load(text.split("---\n")[1])


@pytest.mark.parametrize("name", ["Apex", "O'Neil & Sons", "123", "yes", "@home, Inc", "{x}", "- a", "北京"])
def test_whatever_the_name_front_matter_says_it_and_nothing_else_has_changed(name: str) -> None:
    texts = renamed("Acme.md", name)
    for path, old in VAULT.items():
        assert front(texts[path]) == _with(front(old), name)


def _with(value: object, name: str) -> object:
    if isinstance(value, dict):
        return {key: _with(held, name) for key, held in value.items()}
    if isinstance(value, list):
        return [_with(held, name) for held in value]
    return name if value == "Acme" else value


def test_an_apostrophe_is_written_twice_only_between_single_quotes() -> None:
    texts = renamed("People/Ada.md", "Ada O'Hara")
    line = """knows: ['[[Ada O''Hara]]', "[[Ada O'Hara]]", '[[Ada O''Hara|it''s]]', "it's [[Ada O'Hara]]"]\n"""
    assert line in texts["People/Bob.md"]
    assert "[[Ada O'Hara]], [[Countess]] 🎉 [[Ada O'Hara|A]] [her](Ada%20O%27Hara.md)" in texts["Acme.md"]


def test_a_name_whose_apostrophe_is_doubled_is_found_too() -> None:
    vault = {
        "O'Neil.md": "---\ntype: person\n---\n",
        "Bob.md": "---\ntype: person\nknows: ['[[O''Neil]]', \"[[O'Neil]]\"]\nmet_through: 'O''Neil'\n---\n[[O'Neil]]",
    }
    ((_, edits),) = rename_note(sight(vault), "O'Neil.md", "D'Arcy", vault.__getitem__).edits
    assert apply_edits(vault["Bob.md"], edits) == vault["Bob.md"].replace("O''Neil", "D''Arcy").replace(
        "O'Neil", "D'Arcy"
    )


def test_a_link_by_alias_stays_and_places_are_told_in_units_of_the_editor() -> None:
    edits = dict(rename_note(sight(VAULT), "People/Ada.md", "Eve", VAULT.__getitem__).edits)["Acme.md"]
    lines = VAULT["Acme.md"].split("\n")
    starts = [to_editor_range(lines, each.place, "utf-16")[0] for each in edits]
    # Each emoji is one of our columns and two units of UTF-16.
    assert starts == [(3, 24), (3, 49), (3, 63)]
    assert [lines[3].encode("utf-16-le")[2 * at : 2 * at + 6].decode("utf-16-le") for _, at in starts] == [
        "Ada",
        "ada",
        "Ada",
    ]
