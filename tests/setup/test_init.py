import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead
from netlead_md.model.entry_types import ROWS

Run = Callable[..., Result]
LINES = 26
"""Note templates of one line: one for each kind of entry, and one for a promise of mine."""


@pytest.fixture
def run() -> Run:
    return lambda *args: CliRunner().invoke(netlead, [str(arg) for arg in args])


def put(vault: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(text, encoding="utf-8")
    return vault


def test_it_says_what_it_found_and_by_what(run: Run, tmp_path: Path) -> None:
    people = {
        f"P{n}.md": f"---\ntags: [person]\ncompany: '[[O{n % 2}]]'\nlast_met: 2026-01-0{n}\n---\n" for n in range(1, 6)
    }
    people["P6.md"] = "---\ntype: person\nemployer: Elsewhere\n---\n"
    firms = {f"Companies/O{n}.md": "" for n in range(2)}
    others = {"Soup.md": "---\ntype: recipe\n---\n", "2026-05-01.md": "A day.\n"}
    done = run("init", put(tmp_path, {**people, **firms, **others}))
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:7] == [
        "6 people by tag `person`, by type `person`",
        "2 organisations in `Companies/`",
        "1 organisation without a note, named by people",
        "organisation from `company`, `employer`",
        "last contact from `last_met`",
        "1 daily note",
        "1 other note",
    ]


def test_a_dry_run_writes_nothing_and_shows_the_config(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"People/Ada.md": ""})
    done = run("init", tmp_path, "--dry-run", "--templates")
    assert "    rules = 1" in done.stdout
    assert "Would write Templates/netlead person.md" in done.stdout
    assert [file.name for file in tmp_path.rglob("*.*")] == ["Ada.md"]


def test_a_config_keeps_its_mode_and_a_link_stays_one(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("capacity_orgs = 5\n", encoding="utf-8")
    mine.chmod(0o600)
    vault = put(tmp_path / "vault", {f"{n}.md": "---\ntype: bedrijf\nemail: a@b.c\nphone: 1\n---\n" for n in range(5)})
    (vault / "netlead.toml").symlink_to(mine)
    run("init", vault)
    assert (vault / "netlead.toml").is_symlink()
    assert 'bedrijf = "person"' in mine.read_text(encoding="utf-8")
    assert mine.stat().st_mode & 0o777 == 0o600


def test_what_it_writes_is_sound_and_a_second_time_changes_nothing(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"People/Ada.md": ""})
    run("init", tmp_path)
    first = (tmp_path / "netlead.toml").read_bytes()
    assert run("check", tmp_path).stdout == ""
    assert "netlead.toml stays as it is." in run("init", tmp_path).stdout
    assert (tmp_path / "netlead.toml").read_bytes() == first


def test_words_of_the_users_own_are_proposed_and_comments_and_order_survive(run: Run, tmp_path: Path) -> None:
    front = "---\ntype: Bekannte\nemail: a{0}@a.example\nphone: '+49 {0}'\nBedrijf: '[[Werk]]'\nLetzter Tag: {1}\n---\n"
    vault = put(tmp_path, {f"B{n}.md": front.format(n, f"2026-01-0{n}") for n in range(1, 5)})
    put(vault, {"Organisations/Werk.md": ""})
    old = '# my own words\noutput = "Review"   # not Netlead\n\n[words]\nessen = "meal"\n'
    put(vault, {"netlead.toml": old})
    said = run("init", vault).stdout
    assert "4 people by type `bekannte`" in said
    rows = [line.split() for line in said.partition("Proposed:")[2].splitlines()]
    assert ["marked", "bekannte", "person", "4", "B1,", "B2,", "B3"] in rows
    assert ["field", "bedrijf", "organisation", "4", "they", "link", "organisations"] in rows
    assert ["field", "letzter_tag", "last", "contact", "4", "they", "hold", "days"] in rows
    written = (vault / "netlead.toml").read_text(encoding="utf-8")
    assert written.startswith(old)
    assert 'bekannte = "person" # 4 notes' in written
    again = run("init", vault).stdout
    assert "organisation from `Bedrijf`" in again
    assert "last contact from `Letzter Tag`" in again
    assert "Proposed" not in again
    assert "netlead.toml stays as it is." in again
    assert run("check", vault).stdout == ""


def test_recipes_are_not_taken_for_people(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {f"R{n}.md": "---\ntype: recipe\nwebsite: https://x.example\n---\n" for n in range(9)})
    assert "Proposed" not in run("init", tmp_path).stdout


def test_an_empty_vault_gets_a_first_person_an_organisation_and_the_next_command(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path)
    assert done.stdout.splitlines()[-1] == f"Next: netlead regenerate {tmp_path}"
    assert run("check", tmp_path, "--fail-on", "info").exit_code == 0
    made = run("regenerate", tmp_path)
    assert made.stdout.startswith("Read 2 notes: 1 person, 1 organisation, 0 entries.")


def test_a_broken_config_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"netlead.toml": 'output = "x\n'})
    done = run("init", tmp_path)
    assert done.exit_code == 2
    assert (tmp_path / "netlead.toml").read_text(encoding="utf-8") == 'output = "x\n'


@pytest.mark.parametrize(
    ("settings", "folder", "mark"),
    [
        ({}, "Templates", "{{date:YYYY-MM-DD}}"),
        ({"templates.json": '{"folder": "Meta/T"}'}, "Meta/T", "{{date:YYYY-MM-DD}}"),
        (
            {"plugins/templater-obsidian/data.json": '{"templates_folder": "Vorlagen"}'},
            "Vorlagen",
            '<% tp.date.now("YYYY-MM-DD") %>',
        ),
    ],
)
def test_templates_go_where_the_vault_has_its_own_and_are_no_notes(
    run: Run, tmp_path: Path, settings: dict[str, str], folder: str, mark: str
) -> None:
    put(tmp_path, {f".obsidian/{name}": text for name, text in settings.items()})
    put(tmp_path, {"People/Ada.md": "", f"{folder}/netlead person.md": "mine\n"})
    run("init", tmp_path, "--templates")
    there = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / folder).iterdir()}
    assert there["netlead person.md"] == "mine\n"
    assert mark in there["netlead organisation.md"]
    assert sum(name.startswith("netlead line ") for name in there) == LINES
    assert all(text.startswith("- ") and text.count("\n") == 1 for name, text in there.items() if " line " in name)
    assert run("check", tmp_path, "--fail-on", "info").exit_code == 0
    assert ": 1 person, 0 organisations, 0 entries." in run("regenerate", tmp_path).stdout


_PROPOSED = ("found            taken as  notes  such as", "folder Bekenden  person    4      K0, K1, K2")


@pytest.mark.parametrize(
    ("files", "said", "first"),
    [
        ({}, ["no notes yet"], True),
        (
            {f"N{n}.md": "words\n" for n in range(300)},
            [
                "300 other notes",
                (
                    "None of them says that it is about a person or an organisation. One does if its properties say "
                    "`type: person`, or if it lies in a folder `People`; words of your own go into netlead.toml."
                ),
            ],
            True,
        ),
        (
            {"Organisations/Acme.md": ""},
            [
                "1 organisation in `Organisations/`",
                'Nobody who works there is noted yet: `netlead new person "Ada Lovelace"` writes a note.',
            ],
            False,
        ),
        ({"Me.md": "---\ntype: me\n---\n"}, ["1 note about yourself"], True),
        ({"2026-01-02.md": ""}, ["1 daily note"], True),
        ({"Bad.md": "\x00"}, ["1 note that cannot be read: `netlead check` says why"], True),
        (
            {f"Bekenden/K{n}.md": "---\nemail: a@example.org\nphone: '1'\n---\n" for n in range(4)},
            ["4 people in `Bekenden/`", "", "Proposed:", *_PROPOSED, ""],
            False,
        ),
    ],
    ids=["nothing", "no types", "organisations", "me", "daily notes", "unreadable", "guessed"],
)
def test_a_vault_of_odd_shape_is_told_what_it_lacks(
    run: Run, tmp_path: Path, files: dict[str, str], said: list[str], *, first: bool
) -> None:
    done = [line.rstrip() for line in run("init", put(tmp_path, files)).stdout.splitlines()]
    assert done[: done.index("Wrote netlead.toml.")] == said
    assert ("Wrote People/Somebody who trusts me.md" in done) is first
    again = run("init", tmp_path, "--dry-run").stdout.splitlines()
    assert again[-1] == f"Next: netlead regenerate {tmp_path}", "there is nothing left to write"


def test_there_is_a_line_for_every_kind_of_entry_and_each_counts_as_what_it_says(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {".obsidian/app.json": "{}", "People/Ada.md": "", "People/Tom.md": ""})
    run("init", tmp_path, "--templates")
    files = sorted((tmp_path / "Templates").glob("netlead line *.md"))
    assert len(files) == LINES
    texts = [re.sub(r"\{\{date:[^}]*\}\}", "2026-06-03", file.read_text(encoding="utf-8")) for file in files]
    filled = [text.replace("[[]]", "[[Ada]]", 1).replace("[[]]", "[[Tom]]").rstrip() for text in texts]
    put(tmp_path, {"People/Ada.md": "".join(f"{text} something\n" for text in filled)})
    lines = json.loads(run("export", "lines", tmp_path, "--as-of", "2026-06-30").stdout)["lines"]
    found = {line["type"] for line in lines if line["path"] == "People/Ada.md"}
    wanted = {row.name for row in ROWS if row.written and not row.name.startswith("trust")} | {"trust+"}
    assert wanted - found == set()
    assert run("check", tmp_path, "--select", "NL3", "--fail-on", "warning", "--as-of", "2026-06-30").exit_code == 0


def test_a_vault_of_obsidian_gets_its_tables_and_is_offered_two_settings(run: Run, tmp_path: Path) -> None:
    files = {".obsidian/app.json": "{}", "People/Ada.md": "", "Organisations/Acme.md": "- 2026-06-03 call: hello\n"}
    done = run("init", put(tmp_path, files))
    assert '-path:"Netlead/"' in done.stdout
    assert "Excluded files: Netlead/" in done.stdout
    assert tomllib.loads((tmp_path / "netlead.toml").read_text(encoding="utf-8"))["bases"] is True
    run("regenerate", tmp_path)
    assert {file.name for file in (tmp_path / "Netlead").glob("*.base")} == {"People.base", "Organisations.base"}


def test_what_the_user_said_of_tables_stays_and_elsewhere_there_are_none(run: Run, tmp_path: Path) -> None:
    mine = put(tmp_path / "mine", {".obsidian/app.json": "{}", "netlead.toml": "bases = false\n"})
    run("init", mine)
    assert tomllib.loads((mine / "netlead.toml").read_text(encoding="utf-8"))["bases"] is False
    plain = put(tmp_path / "plain", {"People/Ada.md": ""})
    assert "Obsidian" not in run("init", plain).stdout
    assert "bases" not in (plain / "netlead.toml").read_text(encoding="utf-8")
