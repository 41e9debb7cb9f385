"""`init` on invented vaults of the shapes that public ones have, its proposals taken as they are (SPEC §2.1)."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead

_FIRST = ("Ada", "Bo", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana")
_LAST = ("Larch", "Brook", "Hill", "Marsh", "Stone", "Heath", "Dale", "Moor")
NAMES = [f"{first} {last}" for first, last in zip(_FIRST, _LAST, strict=True)]
FIRMS = ["Acme", "Brookfield Ltd", "Cole Group", "Dunes", "Elm Foundation", "Firth", "Gorse Bank", "Heather Labs"]


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def notes(folder: str, names: list[str], front: str, *, slugs: bool = False) -> dict[str, str]:
    """A note each, `{name}`, `{slug}` and `{at}` filled in."""
    return {
        f"{folder}/{slug(name) if slugs else name}.md": "---\n"
        + front.replace("{name}", name).replace("{slug}", slug(name)).replace("{at}", str(at))
        + "\n---\nWords.\n"
        for at, name in enumerate(names, 1)
    }


POSTS = notes(
    "content/posts", ["How we began", "On trees", "The year"], "title: {name}\nauthor: ada-larch\ndate: 2026-01-02"
)
RECIPES = notes(
    "Recipes", ["Leek Pie", "Plum Cake", "Rye Bread"], "rating: 4\ncuisine: British\nwebsite: https://x.example"
)
BOOKS = notes("Books", ["Great Fen", "Long Walk", "Small Hours"], "author: Somebody\npages: 300\ngenre: novel")
OTHERS = {**POSTS, **RECIPES, **BOOKS}

SHAPES: dict[str, tuple[dict[str, str], int, int]] = {
    "authors of a site, a folder each": (
        {f"content/authors/{slug(name)}/_index.md": f"---\nname: {name}\ngithub: x\n---\n" for name in NAMES}
        | {f"content/authors/{slug(NAMES[0])}/_index.es.md": f"---\nname: {NAMES[0]}\ngithub: x\n---\n"}
        | {"content/authors/_index.md": "---\ntitle: Authors\n---\n"},
        8,
        0,
    ),
    "speakers and sponsors of a conference": (
        notes("content/speakers", NAMES, "name: {name}\ntitle: Engineer\ncompany: Firm {at}\ntwitter: x", slugs=True)
        | notes("content/sponsors", FIRMS, "name: {name}\nurl: https://{slug}.example\nlevel: gold", slugs=True),
        8,
        8,
    ),
    "presenters with an ornament": (
        notes("_presenters", NAMES, "presenter_name: {name}\nbio: writes\nphoto: x.jpg\nemail: a{at}@x.example"),
        8,
        0,
    ),
    "people notes, bare": (notes("People Notes", NAMES, "created: 2026-01-0{at}"), 8, 0),
    "a fileClass of the user's own": (
        notes("Notes", NAMES, "fileClass: Bekannter\nemail: a{at}@x.example\nphone: '1'\nGeburtstag: 1980-01-0{at}")
        | notes("Notes", ["Moss", "Fern"], "fileClass: Pflanze\nfamily_of_plants: x"),
        8,
        0,
    ),
    "a tag of the user's own": (
        notes("All", NAMES, "tags: [bekannt, berlin]\ncompany: Firm {at}\nrole: Chair")
        | notes("All", ["Cities", "Rivers"], "tags: [berlin]\nlevel_of_water: 2"),
        8,
        0,
    ),
    "customers and their contacts": (
        notes("CRM/Customers", FIRMS, "industry: steel\nwebsite: https://{slug}.example\nemail: a@{slug}.example")
        | notes("CRM/Leads", NAMES, "email: a{at}@x.example\nphone: '1'\ncompany: Firm {at}"),
        8,
        8,
    ),
    "clients who are people": (
        notes("Clients", NAMES, "email: a{at}@x.example\nphone: '1'\nbirthday: 1980-01-0{at}"),
        8,
        0,
    ),
    "German folders": (
        notes("03 Kontakte", NAMES, "firma: Acme\ntelefon: '1'")
        | notes("04 Kunden", FIRMS, "branche: Stahl\nsitz: Halle"),
        8,
        8,
    ),
    "funders by folder alone": (notes("Funders", FIRMS, "created: 2026-01-0{at}"), 0, 8),
    "members linked by meetings": (
        notes("Circle", NAMES, "created: 2026-01-0{at}")
        | {
            f"Log/Talk {at}.md": f'---\nattendees: ["[[{name}]]"]\ndate: 2026-01-0{at}\n---\n'
            for at, name in enumerate(NAMES, 1)
        },
        8,
        0,
    ),
    "a team whose files have first names": (
        {f"team/{name.split()[0]}.md": f"---\nname: {name}\nimage: x.jpg\n---\n" for name in NAMES},
        8,
        0,
    ),
    "speakers whom talks link": (
        notes("talks/who", NAMES, "layout: page", slugs=True)
        | {
            f"talks/t{at}.md": f"---\ntitle: On trees\nspeakers: [{slug(name)}]\nslides: x\n---\n"
            for at, name in enumerate(NAMES, 1)
        },
        8,
        0,
    ),
    "a category of the user's own": (
        notes("All", FIRMS, "category: Zulieferer\nindustry: steel\nwebsite: x")
        | notes("All", ["Oak", "Elm"], "kind_of: tree"),
        0,
        8,
    ),
    "partners who may be either": (notes("Partners", NAMES, "created: 2026-01-01"), 0, 0),
    "startups by their fields": (
        notes("Landscape", FIRMS, "founded: 2001\nsector: food\nheadquarters: Leeds\nwebsite: x"),
        0,
        8,
    ),
}


def _put(vault: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(text, encoding="utf-8")
    return vault


def _run(*words: str | Path) -> str:
    done = CliRunner().invoke(netlead, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


def _kinds(vault: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run("export", "json", vault, "--as-of", "2026-06-30"))["notes"]
    return found


def _config(vault: Path) -> dict[str, Any]:
    return tomllib.loads((vault / "netlead.toml").read_text(encoding="utf-8"))


def _shapes() -> Iterator[Any]:
    for name, (files, people, firms) in SHAPES.items():
        yield pytest.param(files, people, firms, id=name)


@pytest.mark.parametrize(("files", "people", "firms"), list(_shapes()))
def test_everybody_is_found_and_nothing_else(files: dict[str, str], people: int, firms: int, tmp_path: Path) -> None:
    vault = _put(tmp_path, {**files, **OTHERS})
    before = sorted(path for path in vault.rglob("*.md"))
    said = _run("init", vault)
    assert (_kinds(vault)["person"], _kinds(vault)["organisation"]) == (people, firms), said
    assert sorted(vault.rglob("*.md")) == before, "no placeholder beside people who are there"
    written = (vault / "netlead.toml").read_bytes()
    again = _run("init", vault)
    assert "Proposed" not in again
    assert (vault / "netlead.toml").read_bytes() == written
    assert "Proposed" in said or people == 0 or "People" in str(files) or "Kontakte" in str(files)


def test_a_site_of_many_folders_is_told_and_written_in_one_line(tmp_path: Path) -> None:
    talks = {
        f"content/events/2026-{at}/speakers/{slug(name)}.md": f"---\nname: {name}\nrole: Chair\ncompany: Acme\n---\n"
        for at in range(84)
        for name in NAMES[:2]
    }
    said = _run("init", _put(tmp_path, talks))
    assert _config(tmp_path)["folders"] == {"content/events": "person"}
    assert "168 people in `content/events/`" in said


def test_each_line_says_why_and_how_many_and_a_dry_run_shows_the_same(tmp_path: Path) -> None:
    files, _, _ = SHAPES["speakers and sponsors of a conference"]
    vault = _put(tmp_path, files)
    dry = _run("init", vault, "--dry-run")
    assert not (vault / "netlead.toml").exists()
    said = _run("init", vault)
    row = next(line for line in said.splitlines() if line.startswith("folder content/speakers"))
    assert row.split() == ["folder", "content/speakers", "person", "8", "Ada", "Larch,", "Bo", "Brook,", "Cleo", "Hill"]
    assert row in dry
    written = (vault / "netlead.toml").read_text(encoding="utf-8")
    line = next(line for line in written.splitlines() if line.startswith('"content/speakers"'))
    why = "company in 8, twitter in 8, named like people: 8, by its name"
    assert line == f'"content/speakers" = "person" # 8 notes: {why}'
    assert all(f"    {each}" in dry for each in written.splitlines() if "=" in each)


def test_only_what_is_new_is_proposed_to_a_vault_that_has_a_config(tmp_path: Path) -> None:
    files, _, _ = SHAPES["customers and their contacts"]
    vault = _put(tmp_path, {**files, "netlead.toml": '# mine\n[folders]\n"CRM/Leads" = "person" # my own words\n'})
    _run("init", vault)
    written = (vault / "netlead.toml").read_text(encoding="utf-8")
    assert written.startswith(
        '# mine\n[folders]\n"CRM/Leads" = "person" # my own words\n"CRM/Customers" = "organisation"'
    )
    assert _kinds(vault)["organisation"] == 8


@pytest.mark.parametrize(
    ("days", "order"),
    [(["25/03/2026", "14/2/26", "3/4/2026"], "dmy"), (["3/25/2026", "12/31/2025"], "mdy"), (["3/4/2026"], None)],
)
def test_the_order_of_day_and_month_is_read_from_the_days_that_are_there(
    days: list[str], order: str | None, tmp_path: Path
) -> None:
    old = 'output = "Out"\n\n[words]\nessen = "meal"\n'
    _run("init", _put(tmp_path, {"People/Ada.md": "".join(f"- {day} call\n" for day in days), "netlead.toml": old}))
    written = (tmp_path / "netlead.toml").read_text(encoding="utf-8")
    assert _config(tmp_path).get("date_order") == order
    assert _config(tmp_path)["words"] == {"essen": "meal"}
    assert ("# date_order" in written) is (order is None)
    assert "stays as it is" in _run("init", tmp_path)


def test_languages_and_daily_notes_are_proposed(tmp_path: Path) -> None:
    german = (
        "Wir haben uns mit den anderen getroffen und nicht mehr über das Haus gesprochen, weil es schon spät war.\n"
    )
    days = {f"Log/2026/05/{day:02}.md": german for day in range(1, 6)}
    said = _run("init", _put(tmp_path, {"People/Ada.md": german, **days}))
    assert _config(tmp_path)["languages"] == ["de"]
    assert _config(tmp_path)["daily"] == {"folder": "Log", "format": "YYYY/MM/DD"}
    assert "daily notes: folder" in said
    assert _kinds(tmp_path)["daily"] == 5


def test_fields_with_the_names_of_other_tools_are_proposed(tmp_path: Path) -> None:
    _run("init", _put(tmp_path, notes("People", NAMES, "affiliation: Acme\noccupation: Clerk\ncell: '1'")))
    assert _config(tmp_path)["fields"] == {"affiliation": "organisation", "cell": "phone", "occupation": "title"}


def test_people_who_are_not_taken_in_are_told_and_get_no_placeholders(tmp_path: Path) -> None:
    mixed = {
        **notes("Mixed", NAMES[:2], "company: Acme\nrole: Chair"),
        **notes("Mixed", ["Leek Pie", "Plum Cake", "Rye Bread"], "rating: 4"),
    }
    said = _run("init", _put(tmp_path, mixed))
    assert "2 notes look like people or organisations, but not surely: `Mixed/` (2)." in said
    assert not (tmp_path / "People").exists()
