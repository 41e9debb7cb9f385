"""`.base` files: valid by the published format, and their filters find exactly the notes that netlead counts."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.rendering import build_bases
from tests.reports.press import book_of, notes_of

CONFIG = Config(bases=True, template_folders=("Templates",))

ROOT = Path(__file__).parents[2]
SHAPES = [ROOT / "sample_vault", *sorted(path for path in (ROOT / "tests/shapes").iterdir() if path.is_dir())]
VAULT = {
    "Firms/Acme.md": "---\ntype: Company\npower: high\n---\n- 2026-06-01 meeting: hello\n",
    "Companies/Bolt.md": "---\ninfluence: low\n---\n",
    "Companies/Ada.md": "---\ntags: [crm/person]\ncompany: Bolt\nlast_met: 2026-06-01\n---\n",
    "Companies/Dinner.md": "---\ntype: recipe\n---\n",
    "Companies/People/Cid.md": "---\ncompany: Bolt\n---\n",
    "Wiki/Dee.md": '---\ncategories: ["[[Contacts|C]]"]\n---\n',
    "Wiki/Eve.md": "A friend. #person\n",
    "Wiki/Soup.md": "---\ntype: recipe\ntags: food\n---\n",
    'Wiki/Quo"te.md': "---\nkind: person\n---\n",
    "2026-06-01.md": "Wrote to Eve. #person\n",
    "Both.md": "---\ntype: organisation\ntags: person\n---\n",
}


def made(vault: Mapping[str, str], config: Config = CONFIG) -> dict[str, str]:
    notes = {note.path: note for note in notes_of(vault, config)}
    return {page.path: page.text for page in build_bases(book_of(vault, config=config), notes, config)}


def views(vault: Mapping[str, str], name: str, config: Config = CONFIG) -> dict[str, dict[str, Any]]:
    return {view["name"]: view for view in yaml.safe_load(made(vault, config)[name])["views"]}


def holds(rule: Any, note: Note) -> bool:  # noqa: ANN401  # a filter is a statement or holds others
    """Bases as far as our filters need it."""
    if isinstance(rule, str):
        return statement(rule, note)
    ((word, rules),) = rule.items()
    return {"and": all, "or": any}[word](holds(one, note) for one in rules)


def statement(rule: str, note: Note) -> bool:
    if rule == 'file.ext == "md"':
        return True
    if rule.startswith("file.path != "):
        return bool(note.path != json.loads(rule.removeprefix("file.path != ")))
    if rule.startswith("!"):
        return not statement(rule[1:], note)
    if found := re.fullmatch(r"file\.inFolder\((.*)\)", rule):
        return note.path.startswith(json.loads(found[1]) + "/")
    if found := re.fullmatch(r"file\.hasProperty\((.*)\)", rule):
        return json.loads(found[1]) in {field.written for field in note.fields}
    if found := re.fullmatch(r"file\.hasTag\((.*)\)", rule):
        stated = [value for field in note.fields if field.key in {"tag", "tags"} for value in listed(field.value)]
        tags = [tag.strip().lstrip("#") for text in (*stated, *note.tags) for tag in text.split(",")]
        return any(f"{tag}/".lower().startswith(f"{json.loads(found[1])}/".lower()) for tag in tags)
    found = re.fullmatch(r"list\(note\[(.*?)\]\)\.contains\((.*)\)", rule)
    assert found, rule
    values = [v for field in note.fields if field.written == json.loads(found[1]) for v in listed(field.value)]
    if link := re.fullmatch(r"link\((.*)\)", found[2]):
        return any(value.startswith(f"[[{json.loads(link[1])}") for value in values)
    return json.loads(found[2]) in values


def listed(value: Any) -> list[str]:  # noqa: ANN401  # a property may hold anything
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def found(vault: Mapping[str, str], name: str, view: str) -> set[str]:
    rule = views(vault, name)[view]["filters"]
    return {note.path for note in notes_of(vault, CONFIG) if holds(rule, note)}


def test_the_filters_find_the_notes_of_the_kind_and_no_other() -> None:
    assert found(VAULT, "Organisations.base", "Organisations") == {"Firms/Acme.md", "Companies/Bolt.md", "Both.md"}
    people = {"Companies/Ada.md", "Companies/People/Cid.md", "Wiki/Dee.md", "Wiki/Eve.md", 'Wiki/Quo"te.md'}
    assert found(VAULT, "People.base", "People") == people


@pytest.mark.parametrize("folder", SHAPES, ids=lambda folder: folder.name)
def test_the_filters_agree_in_every_shape_of_vault(folder: Path) -> None:
    files = {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in sorted(folder.rglob("*.md"))}
    notes, kinds = notes_of(files, CONFIG), book_of(files, config=CONFIG).network.kinds
    for name, kind in (("People", "person"), ("Organisations", "organisation")):
        mine = {note.path for note in notes if kinds.get(note.path) == kind}
        assert not mine or found(files, f"{name}.base", name) == mine


def test_each_table_has_its_columns_under_the_names_that_the_vault_uses() -> None:
    assert views(VAULT, "People.base")["People"]["order"] == [
        "file.name",
        "note.company",
        "note.circle",
        "note.responsibility",
        "note.cadence",
        "note.last_met",
    ]
    tables = views(VAULT, "Organisations.base")
    assert tables["Organisations"]["order"] == ["file.name", "note.power", "note.interest", "note.engagement"]
    assert tables["Ledgers"]["order"] == [
        "file.name",
        *(f"note.netlead_{name}" for name in ("organisation", "class", "stage", "trust", "support")),
        *(f"note.netlead_{name}" for name in ("waiting_since", "next")),
    ]
    headings = yaml.safe_load(made(VAULT)["People.base"])["properties"]
    assert headings["note.company"] == {"displayName": "Organisation"}


def test_folders_of_note_templates_are_left_out() -> None:
    assert '!file.inFolder("Templates")' in views(VAULT, "People.base")["People"]["filters"]["and"]


def test_the_ledgers_are_those_of_the_output_folder() -> None:
    config = Config(bases=True, output="Reviews/Network")
    rule = views(VAULT, "Organisations.base", config)["Ledgers"]["filters"]
    assert rule == {"and": ['file.inFolder("Reviews/Network/Ledgers")', 'file.hasProperty("generated-by")']}


def test_only_the_keys_of_the_published_format_stand_in_them() -> None:
    for text in made(VAULT).values():
        document = yaml.safe_load(text)
        assert set(document) == {"properties", "views"}
        assert all(set(view) == {"type", "name", "filters", "order"} for view in document["views"])
        columns = {name for view in document["views"] for name in view["order"]} - {"file.name"}
        assert columns == set(document["properties"])


def test_a_base_without_a_row_is_not_written() -> None:
    assert made({"Wiki/Soup.md": "Soup.\n"}) == {}
    assert set(made({"People/Ada.md": "A friend.\n"})) == {"People.base"}


def test_they_are_written_on_request_and_never_for_sharing() -> None:
    assert made(VAULT, Config()) == {}
    assert made(VAULT, Config(bases=True, redact=True)) == {}


def test_a_file_of_that_name_that_is_not_ours_stays() -> None:
    assert set(made(VAULT | {"Netlead/people.base": ""})) == {"Organisations.base"}


def test_the_order_of_files_does_not_matter() -> None:
    assert made(dict(reversed(VAULT.items()))) == made(VAULT)
