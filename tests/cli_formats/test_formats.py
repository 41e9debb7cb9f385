"""Each form in which `check` prints: the same findings, none of them harmed on the way."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

from netlead_md.cli.formats import FORMATS, Report, load_format
from netlead_md.model.diagnostics import Diagnostic, Fix, Range, Related, TextEdit

ADA = 'type: person\nx\nx\nx\nknows: "[[Charles Babage]]"\n'
FIX = Fix(safe=True, edits=(TextEdit(Range(5, 11, 5, 25), "Charles Babbage"),), title="write [[Charles Babbage]]")
LINK = Diagnostic(
    code="NL201",
    name="no-such-note",
    severity="error",
    message="no note named 'Charles Babage' (knows)",
    path="People/Ada.md",
    place=Range(5, 11, 0, 25),
    help="did you mean [[Charles Babbage]]?",
    fix=FIX,
    subject="Charles Babage",
)
ASK = Diagnostic(
    code="NL702",
    name="mild",
    severity="info",
    message="[[Acme, 50%]] was asked:\nwarm",
    path="Acme, 50%.md",
    place=Range(1),
    related=(Related("People/Ada.md", Range(2, 3, 2, 6), "2026-02-01 ask: a `|` room"),),
    subject="Acme",
)


def _print(name: str, *found: Diagnostic, source: str = ADA) -> str:
    return "\n".join(load_format(name)(Report(found, 2, lambda _: source)))


def test_concise() -> None:
    assert click.unstyle(_print("concise", LINK)) == (
        "People/Ada.md:5:11: error[NL201] no note named 'Charles Babage' (knows)"
    )


def test_full_shows_the_line_the_caret_the_cure_and_the_evidence() -> None:
    assert click.unstyle(_print("full", LINK, ASK)).splitlines() == [
        "People/Ada.md:5:11: error[NL201] no note named 'Charles Babage' (knows)",
        "  |",
        '5 | knows: "[[Charles Babage]]"',
        "  |           ^^^^^^^^^^^^^^",
        "  = help: did you mean [[Charles Babbage]]? (--fix does it)",
        "",
        "Acme, 50%.md:1:1: info[NL702] [[Acme, 50%]] was asked:\\nwarm",
        "  = note: People/Ada.md:2:3: 2026-02-01 ask: a `|` room",
    ]


@pytest.mark.parametrize(
    ("text", "column", "shown", "caret"),
    [
        ("😀 漢字 wrong", 6, "1 | 😀 漢字 wrong", 4 + 2 + 1 + 4 + 1),
        ("e\u0301a wrong", 5, "1 | e\u0301a wrong", 4 + 3),
        ("\twrong", 2, "1 |     wrong", 4 + 4),
        ("\x1b[2J wrong", 6, "1 | \\x1b[2J wrong", 4 + 8),
    ],
)
def test_the_caret_stands_under_the_word_in_any_script(text: str, column: int, shown: str, caret: int) -> None:
    found = Diagnostic("NL305", "n", "warning", "m", "a.md", Range(1, column, 1, column + 5))
    told = click.unstyle(_print("full", found, source=text)).splitlines()
    assert told[2] == shown
    assert unicodedata.normalize("NFD", told[3]) == "  | " + " " * (caret - 4) + "^^^^^"


def test_a_line_of_megabytes_is_shown_in_part() -> None:
    found = Diagnostic("NL305", "n", "warning", "m", "a.md", Range(1, 1_000_001, 1, 1_000_006))
    told = click.unstyle(_print("full", found, source="x" * 1_000_000 + "wrong" + "y" * 1_000_000)).splitlines()
    assert len(told[2]) < 130
    assert told[2][told[3].index("^") :].startswith("wrong")


def test_json_is_the_object_of_the_contract() -> None:
    told: dict[str, Any] = json.loads(_print("json", LINK, ASK))
    assert told["version"] == 1
    assert told["summary"] == {"notes": 2, "errors": 1, "warnings": 0, "infos": 1, "fixable": 1}
    first, second = told["diagnostics"]
    place = {"start": {"line": 5, "column": 11}, "end": {"line": 5, "column": 25}}
    assert len(first.pop("fingerprint")) == 40
    assert first == {
        "code": "NL201",
        "name": "no-such-note",
        "severity": "error",
        "message": "no note named 'Charles Babage' (knows)",
        "path": "People/Ada.md",
        "range": place,
        "help": "did you mean [[Charles Babbage]]?",
        "related": [],
        "fix": {"safe": True, "edits": [{"range": place, "text": "Charles Babbage"}]},
    }
    assert second["fix"] is None
    assert second["related"][0]["path"] == "People/Ada.md"


def test_json_lines_are_the_same_objects() -> None:
    whole = json.loads(_print("json", LINK, ASK))["diagnostics"]
    assert [json.loads(line) for line in _print("json-lines", LINK, ASK).splitlines()] == whole


def test_github_is_escaped_and_errors_come_first() -> None:
    text = "no note named 'Charles Babage' (knows)%0Ahelp: did you mean [[Charles Babbage]]?"
    assert _print("github", ASK, LINK).splitlines() == [
        "::error file=People/Ada.md,line=5,col=11,endColumn=25,title=NL201 no-such-note::" + text,
        "::notice file=Acme%2C 50%25.md,line=1,col=1,title=NL702 mild::[[Acme, 50%25]] was asked:%0Awarm",
    ]


def test_sarif_satisfies_the_published_schema() -> None:
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    for found in ((), (LINK, ASK)):
        told = json.loads(_print("sarif", *found))
        jsonschema.Draft4Validator(schema).validate(told)
    run = told["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["NL201", "NL702"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1]
    assert [result["level"] for result in run["results"]] == ["error", "note"]
    location = run["results"][1]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "Acme%2C%2050%25.md"
    assert run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {
        "text": "Charles Babbage"
    }


def test_markdown_keeps_links_and_hides_no_sign() -> None:
    star = Diagnostic("NL305", "n", "warning", "'*a_b*' <b> `*`", "People/Ada.md", Range(1, 2))
    assert _print("markdown", star, ASK).splitlines() == [
        "**2 notes checked:** 0 errors, 1 warning, 1 info.",
        "",
        "### People/Ada.md",
        "",
        r"- 1:2 **warning** NL305: '\*a\_b\*' \<b\> `*`",
        "",
        "### Acme, 50%.md",
        "",
        "- 1:1 **info** NL702: [[Acme, 50%]] was asked: warm",
        "  - note: People/Ada.md:2: 2026-02-01 ask: a `|` room",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_links_survive_every_format(name: str) -> None:
    assert "[[Acme, 50%" in _print(name, ASK)
