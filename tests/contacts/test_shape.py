"""New notes in the vault's own shape: its folder, its marker, its names of fields, its template; valid everywhere."""

from pathlib import Path

import pytest

from tests.contacts.build import bring, errors, files, run, vault

CSV = "Name,Company,Job Title,Email,Connected On\nAda Lovelace,Acme,Engineer,ada@x.org,05 Jan 2026\n"


def test_a_vault_without_people_gets_the_words_of_the_contract(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    bring(folder, "csv", CSV)
    assert files(folder) == {
        "People/Ada Lovelace.md": b"---\ntype: person\norganisation: Acme\nemail: ada@x.org\ntitle: Engineer\n"
        b"met: 2026-01-05\n---\n"
    }
    assert errors(folder) == []


def test_organisations_where_they_are_asked_for(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    cards = "BEGIN:VCARD\nFN:Globex\nORG:Globex\nURL:https://globex.example\nTEL:1\nEND:VCARD\n"
    assert "--organisations" in bring(folder, "vcard", cards).err
    assert files(folder) == {}
    bring(folder, "vcard", cards, "--organisations")
    bring(folder, "csv", CSV, "--organisations")
    found = files(folder)
    assert sorted(found) == ["Organisations/Acme.md", "Organisations/Globex.md", "People/Ada Lovelace.md"]
    assert found["Organisations/Acme.md"] == b"---\ntype: organisation\n---\n"
    assert b'website: "https://globex.example"' in found["Organisations/Globex.md"]
    assert b'organisation: "[[Acme]]"' in found["People/Ada Lovelace.md"]
    assert errors(folder) == []
    assert bring(folder, "csv", CSV, "--organisations").err.startswith("0 new people, 1 already there.")
    assert files(folder) == found


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "---\ntags: [crm/person]\ncompany: Globex\nrole: Boss\nemails: [b@x.org]\n---\n",
            "---\ntags: [crm/person]\ncompany: Acme\nemails: ada@x.org\nrole: Engineer\nmet: 2026-01-05\n---\n",
        ),
        (
            '---\ncategories: ["[[People]]"]\norg: ["[[Globex]]"]\nfirst_met: 2020-01-01\n---\n',
            (
                '---\ncategories: ["[[People]]"]\norg: Acme\nemail: ada@x.org\ntitle: Engineer\n'
                "first_met: 2026-01-05\n---\n"
            ),
        ),
        (
            '---\nkind: Person\nwork: Globex\n"E Mail": b@x.org\n---\n',
            "---\nkind: Person\nwork: Acme\nE Mail: ada@x.org\ntitle: Engineer\nmet: 2026-01-05\n---\n",
        ),
    ],
)
def test_as_the_other_notes_do_it(tmp_path: Path, note: str, expected: str) -> None:
    folder = vault(tmp_path / "v", {"CRM/Bo Berg.md": note})
    bring(folder, "csv", CSV)
    assert files(folder)["CRM/Ada Lovelace.md"].decode() == expected
    assert errors(folder) == []


def test_a_folder_that_is_enough_needs_no_marker(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"Contacts/Bo Berg.md": "---\ncompany: Globex\n---\n"})
    bring(folder, "csv", "Name,Company\nAda Lovelace,Acme\n")
    assert files(folder)["Contacts/Ada Lovelace.md"] == b"---\ncompany: Acme\n---\n"
    assert errors(folder) == []


def test_the_words_and_folders_of_the_config(tmp_path: Path) -> None:
    config = '[fields]\nfirma = "organisation"\n[folders]\nleute = "person"\n'
    folder = vault(tmp_path / "v", {"netlead.toml": config, "Leute/Kaffee.md": "---\ntype: recipe\n---\n"})
    bring(folder, "csv", "Name,Firma\nAda Lovelace,Acme\n")
    assert files(folder)["Leute/Ada Lovelace.md"] == b"---\nfirma: Acme\n---\n", "the folder says the kind"


TEMPLATE = """---
type: person
company:
met: {{date}}
phone: ""
tags:
  - crm
---
# <% tp.file.title %>

Born long ago.
- {{date}} meeting: first met
<%* await tp.system.prompt("who?") %>

## Log
"""


def test_the_users_template_without_its_code_and_its_dates(tmp_path: Path) -> None:
    notes = {
        ".obsidian/templates.json": '{"folder": "Templates"}',
        "Templates/Person.md": TEMPLATE,
        "Templates/Recipe.md": "---\ntype: recipe\n---\n",
    }
    folder = vault(tmp_path / "v", notes)
    bring(folder, "csv", CSV)
    assert files(folder)["People/Ada Lovelace.md"].decode() == (
        '---\ntype: person\ncompany: Acme\nmet: 2026-01-05\nphone: ""\ntags:\n  - crm\nemail: ada@x.org\n'
        "title: Engineer\n"
        "---\n# Ada Lovelace\n\nBorn long ago.\n\n## Log\n"
    )
    assert errors(folder) == []


def test_a_template_that_cannot_take_the_values_is_passed_over(tmp_path: Path) -> None:
    notes = {
        ".obsidian/templates.json": '{"folder": "Templates"}',
        "Templates/Person.md": "---\n{type: person}\n---\n# {{title}}\n",
    }
    folder = vault(tmp_path / "v", notes)
    bring(folder, "csv", "Name,Company\nAda,Acme\n")
    assert files(folder)["People/Ada.md"] == b"---\ntype: person\norganisation: Acme\n---\n"


HARD = [
    ("CON", "_CON"),
    ("AC/DC", "AC-DC"),
    ("..", "_"),
    ("2026-01-05", "2026-01-05 (contact)"),
    ("a" * 300, "a" * 237),
    ("Müller #1 [x] ^y | z?", "Müller -1 -x- -y - z-"),
    ("李小龍", "李小龍"),
    ("אדה", "אדה"),
    ("Ada (Conflicted copy)", "Ada (Conflicted copy) (contact)"),
    ("Trailing. ", "Trailing"),
    ("😀", "😀"),
]


@pytest.mark.parametrize(("name", "file"), HARD)
def test_names_that_no_file_system_takes(tmp_path: Path, name: str, file: str) -> None:
    folder = vault(tmp_path / "v")
    text = f'Name,Phone\n"{name}",1\n'
    bring(folder, "csv", text)
    assert list(files(folder)) == [f"People/{file}.md"]
    assert errors(folder) == []
    assert bring(folder, "csv", text).err.startswith("0 new people, 1 already there.")
    again = bring(vault(tmp_path / "w"), "csv", run("export", "csv", folder).out)
    assert again.err.startswith("1 new person")
    assert list(files(tmp_path / "w")) == [f"People/{file}.md"]


def test_somebody_with_a_number_is_no_copy_of_somebody_without(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    bring(folder, "csv", "Name\nReception 2\nReception\n")
    assert list(files(folder)) == ["People/Reception 2 (contact).md", "People/Reception.md"]
    assert errors(folder) == []


def test_a_company_of_ones_own_name_gets_a_note_of_another(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    bring(folder, "csv", "Name,Company\nAda Lovelace,Ada Lovelace\n", "--organisations")
    assert sorted(files(folder)) == ["Organisations/Ada Lovelace.md", "People/Ada Lovelace (contact).md"]
    assert errors(folder) == []
