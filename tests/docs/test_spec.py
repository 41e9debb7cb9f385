"""docs/spec: its links resolve, every section that is cited exists, and its tables are those of the program."""

import datetime as dt
import importlib.resources
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from netlead_md.analysis.trust import LEVELS
from netlead_md.cli.main import netlead
from netlead_md.model import vocabulary
from tests.docs.pages import ROOT

SPEC: Final = ROOT / "docs/spec"
PAGES: Final = sorted(SPEC.glob("*.md"))
AS_OF: Final = dt.date(2026, 6, 30)
NUMBER: Final = r"\d+(?:\.\d+)*"
SECTIONS: Final = rf"§{NUMBER}(?:(?:–|, | and )§?{NUMBER}(?![\d%]))*"
ENTRY_OF: Final = {
    "`last_contact`": f"---\nlast_contact: {AS_OF}\n---\n",
    "promise kept": f"- {AS_OF} kept: sent it\n",
    "broken (written)": f"- {AS_OF} broken: never sent it\n",
    "box ticked by its day + 30": f"- [x] {AS_OF - dt.timedelta(30)} send it ✅ {AS_OF}\n",
    "later": f"- [x] {AS_OF - dt.timedelta(31)} send it ✅ {AS_OF}\n",
    "the latest box open for more than 30 days past its day (dated day + 31)": (
        f"- [ ] {AS_OF - dt.timedelta(31)} send it\n"
    ),
}
"""What a note holds for the names in the table of points that are no types."""


def read(page: str) -> str:
    return (SPEC / page).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    """The text without fenced blocks and code spans."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"(?ms)^```.*?^```$", "", text))


def headings(page: Path) -> list[str]:
    text = re.sub(r"(?ms)^```.*?^```$", "", page.read_text(encoding="utf-8"))
    return re.findall(r"(?m)^#+ (.+)$", text)


def anchor(heading: str) -> str:
    """The anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def tables(page: str, heading: str) -> list[list[list[str]]]:
    """The tables below a heading, up to the next one: rows of cells, the first row being the names of the columns."""
    section = re.split(r"(?m)^#+ ", read(page).partition(f"# {heading}\n")[2])[0]
    found = re.findall(r"(?m)(?:^\|.*\n)+", section)
    assert found, f"{page} has no table below {heading!r}"
    rows = [[row.strip("|").split("|") for row in table.splitlines()] for table in found]
    return [[[cell.strip() for cell in row] for row in table if "---" not in row] for table in rows]


def body(page: str, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without the names of its columns."""
    return tables(page, heading)[0][1:]


def export(vault: Path) -> dict[str, Any]:
    ran = CliRunner().invoke(netlead, ["export", "json", str(vault), "--as-of", AS_OF.isoformat(), "--no-cache"])
    assert ran.exit_code == 0, ran.output
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def write_organisations(folder: Path, notes: dict[str, str]) -> Path:
    """A vault with one note for each organisation."""
    vault = folder / "vault"
    (vault / "Organisations").mkdir(parents=True)
    (vault / "netlead.toml").touch()
    for name, text in notes.items():
        (vault / f"Organisations/{name}.md").write_text(text, encoding="utf-8")
    return vault


def test_index_names_every_page() -> None:
    named = set(re.findall(r"\]\(([\w-]+\.md)\)", read("README.md")))
    assert named == {page.name for page in PAGES} - {"README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_resolve(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text(encoding="utf-8"))):
        path, _, fragment = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.is_file(), target
        assert not fragment or fragment in map(anchor, headings(linked)), target


def sections() -> set[str]:
    """The number of every section that has a heading."""
    found = (re.match(rf"§({NUMBER}) \S", heading) for page in PAGES for heading in headings(page))
    return {each[1] for each in found if each}


def cited(text: str) -> set[str]:
    """The sections that code cites, `SPEC §3.3, §4` giving both."""
    return {number for each in re.findall(f"SPEC {SECTIONS}", text) for number in re.findall(NUMBER, each)}


def test_cited_sections_exist() -> None:
    files = [*sorted((ROOT / "netlead_md").rglob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
    cites = {path.name: cited(path.read_text(encoding="utf-8")) for path in files}
    assert len([name for name, numbers in cites.items() if numbers]) > 50
    assert {name: numbers - sections() for name, numbers in cites.items() if numbers - sections()} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sections_named_in_pages_exist(page: Path) -> None:
    assert set(re.findall(rf"§({NUMBER})", read(page.name))) - sections() == set()


def test_cited_facts_exist() -> None:
    facts = re.findall(r"(?m)^(\d+)\. ", read("compatibility.md"))
    assert facts == [str(number) for number in range(1, len(facts) + 1)]
    names = [heading.lower() for heading in headings(SPEC / "compatibility.md")]
    for path in sorted((ROOT / "netlead_md").rglob("*.py")):
        for number, name in re.findall(r"COMPATIBILITY(?: (\d+)|, (\w+))", path.read_text(encoding="utf-8")):
            known = number in facts if number else any(heading.startswith(name.lower()) for heading in names)
            assert known, f"{path.name}: COMPATIBILITY {number or name}"


def rows_of_points() -> dict[str, tuple[str, float]]:
    """Each name in the table of points: its group, and the points."""
    found = {}
    header, *rows = tables("3-1-trust.md", "§3.1 Trust T (0–100): theirs in me")[0]
    for row in rows:
        for group, names, points in zip(header[::2], row[::2], row[1::2], strict=True):
            worth = [float(each.replace("−", "-")) for each in points.split(" / ") if each]
            if len(worth) < 2:
                found.update({name: (group, each) for each in worth for name in names.split(", ")} if worth else {})
                continue
            first, *others = names.split(" / ")
            head = first.partition(" ")[0] if first.startswith(("task ", "connect ")) else ""
            each_name = [first, *(f"{head} {other}".strip() for other in others)]
            found |= {name: (group, each) for name, each in zip(each_name, worth, strict=True)}
    return found


def test_points(tmp_path: Path) -> None:
    points = rows_of_points()
    assert len(points) == 25
    notes = {f"Row {at}": ENTRY_OF.get(name, f"- {AS_OF} {name}: this\n") for at, name in enumerate(points)}
    trust = {each["name"]: each["trust"] for each in export(write_organisations(tmp_path, notes))["organisations"]}
    for at, (name, (group, worth)) in enumerate(points.items()):
        parts = {part: trust[f"Row {at}"][part] for part in ("contact", "deeds", "signs")}
        assert parts == {"contact": 0, "deeds": 0, "signs": 0} | {group: worth}, name


def test_levels_of_trust() -> None:
    rows = body("3-1-trust.md", "Levels")
    assert [int(row[0]) for row in rows] == list(range(len(LEVELS) + 1))
    assert [(float(row[2]), row[1].partition(" (")[0]) for row in rows[:-1]] == list(LEVELS)


def test_credits_and_sizes(tmp_path: Path) -> None:
    page, heading = "2-3-log-entries.md", "Kinds, sizes and rungs"
    credit_of = {row[0].partition(" (")[0]: float(row[1]) for row in body(page, heading)}
    sizes = {word: int(size) for word, size in re.findall(r"(small|medium|large) (\d)", read(page))}
    assert sizes == vocabulary.SIZES
    notes = {
        f"{rung} {size}": f"- {AS_OF} pledge facilities {rung} {size} by 2026-12-31: a room\n"
        for rung in credit_of
        for size in sizes
    }
    items = {each["organisation"]: each for each in export(write_organisations(tmp_path, notes))["pledges"]}
    for rung, credit in credit_of.items():
        for size, factor in sizes.items():
            item = items[f"{rung} {size}"]
            assert (item["item"], item["rung"]) == (pytest.approx(10 * factor * credit), rung)


def synonyms(text: str) -> dict[str, str]:
    """`meal (lunch, dinner)` as each word with the first one."""
    found: dict[str, str] = {}
    for name, others in re.findall(r"([\w+-]+)(?: \(([^)]*)\))?", text.replace("`", "")):
        found |= {word.lower(): name for word in (name, *others.split(", ")) if word}
    return found


def test_words_of_entries() -> None:
    page = "2-3-log-entries.md"
    types: dict[str, str] = {}
    for cell, _ in (row[:2] for row in body(page, "Types")):
        for name, others in re.findall(r"`([^`]+)`(?: \(([^)]*)\))?", cell):
            if not re.match(r"re ", name):
                types |= {
                    word: name.partition(" ")[0] for word in (name.partition(" ")[0], *others.split(", ")) if word
                }
    assert types == vocabulary.TYPES
    text = " ".join(read(page).split())
    hard, soft = (re.findall(rf"\*\*{name}\*\* kinds(?::| are) ([^.]*)\.", text)[0] for name in ("Hard", "Soft"))
    assert synonyms(hard) | synonyms(soft) == vocabulary.KINDS
    assert (frozenset(synonyms(hard).values()), frozenset(synonyms(soft))) == (vocabulary.HARD, vocabulary.SOFT)
    rungs = synonyms(", ".join(row[0] for row in body(page, "Kinds, sizes and rungs")))
    assert rungs.items() <= vocabulary.RUNGS.items()
    assert {*rungs.values()} == {*vocabulary.RUNGS.values()}


def test_words_for_kinds_of_note() -> None:
    rows = body("2-1-kinds.md", "How a note gets its kind")
    assert {word: kind for kind, words in rows for word in words.split(", ")} == vocabulary.NOTE_KINDS


def test_assumed_hours() -> None:
    hours = {name: float(each) for name, each in body("3-8-network.md", "§3.10 Pay-off")}
    assert hours.pop("others") == 0
    assert hours == vocabulary.HOURS


def keys_of(schema: object) -> Iterator[str]:
    """Every key that an object of the schema may have."""
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from properties
        for each in (*properties.values(), *(schema[key] for key in schema if key != "properties")):
            yield from keys_of(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from keys_of(each)


def test_every_key_of_the_export_is_explained() -> None:
    schema = json.loads(importlib.resources.files("netlead_md").joinpath("export.schema.json").read_text("utf-8"))
    explained = {*re.findall(r"`([a-z_]+)`", read("5-2-export.md"))}
    assert {*keys_of(schema)} - explained == set()
    classes = {row[0] for row in body("3-3-classes.md", "The classes")}
    organisation = schema["properties"]["organisations"]["items"]["properties"]
    assert {*organisation["class"]["enum"]} <= classes


def test_the_words_of_the_style_guide_are_kept() -> None:
    style = (ROOT / "docs/style.md").read_text(encoding="utf-8").partition("| not | but |")[2].partition("\n\n")[0]
    avoided = [word for row in style.splitlines()[2:] for word in row.split("|")[1].strip().split(", ")]
    assert {"anew", "whom"} <= {*avoided}
    pattern = re.compile(rf"\b(?:{'|'.join(avoided)})\b", re.IGNORECASE)
    for page in PAGES:
        assert pattern.findall(without_code(read(page.name))) == [], page.name
