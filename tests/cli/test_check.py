import json
from pathlib import Path

import jsonschema
import pytest

import netlead_md
from netlead_md.cli.formats import escape_controls
from tests.cli.conftest import Run


@pytest.fixture
def faulty(vault: Path) -> Path:
    (vault / "Bad.md").write_bytes(b"# x\nRen\xe9e\n")
    return vault


def test_concise_lines_on_stdout_and_the_sum_on_stderr(run: Run, faulty: Path) -> None:
    told = run("check", faulty, "--output-format", "concise", "--select", "NL0")
    assert told.exit_code == 1
    assert told.stdout == "Bad.md:2:4: error[NL001] not UTF-8 text: byte 7 cannot be read\n"
    assert told.stderr == "20 notes checked: 1 error\n"
    assert run("check", faulty, "--output-format", "concise", "--select", "NL0", "-q").stderr == ""


def test_color_only_when_asked_for(run: Run, faulty: Path) -> None:
    args = ("check", faulty, "--output-format", "concise", "--select", "NL0")
    assert "\x1b[" not in run(*args).stdout
    assert "\x1b[" not in run(*args, "--color", "never").stdout
    assert "\x1b[31m" in run(*args, "--color", "always").stdout


def test_json(run: Run, faulty: Path) -> None:
    found = json.loads(run("check", faulty, "--output-format", "json", "--select", "NL0").stdout)
    (only,) = found["diagnostics"]
    assert only.pop("fingerprint")
    assert only == {
        "code": "NL001",
        "name": "not-utf8",
        "severity": "error",
        "message": "not UTF-8 text: byte 7 cannot be read",
        "path": "Bad.md",
        "range": {"start": {"line": 2, "column": 4}, "end": {"line": 2, "column": 4}},
        "help": "save the note as UTF-8; until then nothing in it counts",
        "related": [],
        "fix": None,
    }
    assert found["version"] == 1
    assert found["summary"] == {"notes": 20, "errors": 1, "warnings": 0, "infos": 0, "fixable": 0}


def test_a_finding_keeps_its_fingerprint_when_its_line_moves(run: Run, vault: Path) -> None:
    note = vault / "People" / "Ines Okafor.md"
    text = note.read_text(encoding="utf-8")
    found = []
    for between in ("", "\n\n"):
        note.write_text(f"{text}\n{between}- 2026-05-02 meating: about the room\n", encoding="utf-8")
        told = run("check", vault, "--output-format", "json", "--select", "NL301").stdout
        (only,) = json.loads(told)["diagnostics"]
        found.append((only["range"]["start"]["line"], only["fingerprint"]))
    assert found[1] == (found[0][0] + 2, found[0][1])


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("--select", "NL7"), 0),
        (("--select", "NL7", "--fail-on", "warning"), 1),
        (("--select", "NL7", "--ignore", "NL703,NL704,NL705,NL711", "--fail-on", "warning"), 0),
        (("--fail-on", "never", "--select", "NL0"), 0),
        (("--select", "nl001"), 1),
        (("--ignore", "NL0"), 0),
    ],
)
def test_what_is_asked_for_decides_the_status(run: Run, faulty: Path, args: tuple[str, ...], status: int) -> None:
    assert run("check", faulty, *args).exit_code == status


def test_check_writes_nothing(run: Run, vault: Path) -> None:
    run("check", vault)
    assert not (vault / "Netlead").exists()


def test_control_characters_never_reach_the_terminal(run: Run, vault: Path) -> None:
    (vault / "a\x1b[31m.md").write_bytes(b"\xff")
    told = run("check", vault, "--output-format", "concise", "--select", "NL0").stdout
    assert told.startswith(r"a\x1b[31m.md:1:1: ")
    assert escape_controls("Zoë 👩‍🔬\n\u202e") == "Zoë 👩‍🔬\\n\\u202e"


def test_the_export_is_held_by_its_schema_and_by_the_worked_example(run: Run, vault: Path) -> None:
    told = run("export", "json", vault)
    found = json.loads(told.stdout)
    schema = json.loads((Path(netlead_md.__file__).parent / "export.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    assert found["as_of"] == "2026-06-30"
    harbour = next(each for each in found["organisations"] if each["name"] == "Harbour Trust")
    assert harbour["trust"] == {
        "score": 35.4,
        "level": 3,
        "contact": 6.346,
        "deeds": 10.752,
        "signs": 18.295,
        "stated": None,
        "thin": False,
        "breadth": {"people": 0, "top_share": None},
    }
    assert harbour["support"] == {"hard": 43.4, "soft": 9.4, "firm": 43.4, "score": 52.9, "word": "strong"}
    assert (harbour["class"], harbour["stage"], harbour["next_step"]["rule"]) == ("supported", 7, "receive")
    assert found["portfolio"]["pareto"] == ["Harbour Trust", "Ivo Marsh"]
    assert found["notes"]["person"] == 6
    assert found["notes"]["unreadable"] == []


def test_an_empty_vault_exports_an_object_of_the_same_shape(run: Run, tmp_path: Path) -> None:
    schema = json.loads((Path(netlead_md.__file__).parent / "export.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(run("export", "json", tmp_path / "here").stdout), schema)
