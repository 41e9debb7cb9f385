"""`netlead show` and `netlead intro` over the sample vault, as of its own day."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead

VAULT = str(Path(__file__).parents[2] / "sample_vault")


def run(*args: str) -> Result:
    return CliRunner().invoke(netlead, [*args, VAULT, "--no-cache"])


def test_the_working_of_an_organisation_adds_up_and_says_what_would_change_it() -> None:
    shown = run("show", "Thornmouth College")
    assert shown.exit_code == 0
    working = shown.stdout.partition("Trust 43 of 100")[2].partition("Hard support")[0]
    points = [int(line.split()[-1]) for line in working.splitlines()[2:] if line and line.split()[-1].isdigit()]
    assert sum(points) == 43
    assert "What would change this?" in shown.stdout
    assert "  - released equipment: [[Thornmouth College]] let them off, gladly\n" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_the_working_of_a_person() -> None:
    shown = run("show", "Gwen Rowan")
    assert shown.stdout.startswith("Gwen Rowan\nManaging director at Rowan Freight. Last contact: 14 May 2026.\n")
    assert "2026-03-31 connect: Gwen Rowan, for pallets" in shown.stdout


def test_who_a_person_is_today_and_what_they_were(tmp_path: Path) -> None:
    (tmp_path / "Ada.md").write_text(
        "---\ntype: person\nresponsibility: to\nroles:\n"
        "  - organisation: Acme\n    title: Dean\n    since: 2026-01-01\n"
        "  - organisation: Beta\n    until: 2025-12-31\n---\n",
        "utf-8",
    )
    shown = CliRunner().invoke(netlead, ["show", "Ada", str(tmp_path), "--as-of", "2026-06-30"]).stdout
    assert shown.startswith(
        "Ada\nDean at Acme; until 31 Dec 2025 at Beta; you answer to them. Last contact: none on record.\n"
    )


def test_whoever_is_known_needs_no_introduction() -> None:
    shown = run("intro", "Oluchi Grant").stdout
    assert shown.startswith("Ways to Oluchi Grant\nYou know Oluchi Grant yourself: no introduction is needed.\n")
    assert "double opt-in" not in shown
    assert "yourself" not in run("intro", "Bellhaven Stores").stdout


def test_paths_come_with_their_evidence() -> None:
    shown = run("intro", "Bellhaven Stores")
    assert "you → Ife Balogun → Gideon Pask\n" in shown.stdout
    assert "  Ife Balogun → Gideon Pask: they know each other: strong\n" in shown.stdout


def test_no_data_is_told_from_no_path(tmp_path: Path) -> None:
    (tmp_path / "Acme.md").write_text("---\ntype: organisation\n---\n", "utf-8")
    (tmp_path / "Beta.md").write_text("---\ntype: organisation\n---\n", "utf-8")
    front = '---\ntype: person\norganisation: "[[Beta]]"\nask_policy: never\n---\n'
    (tmp_path / "Ada.md").write_text(front, "utf-8")
    told = {name: CliRunner().invoke(netlead, ["intro", name, str(tmp_path)]).stdout for name in ("Acme", "Beta")}
    assert "No data: your notes name nobody" in told["Acme"]
    assert "No path: everybody there" in told["Beta"]


@pytest.mark.parametrize("command", ["show", "intro"])
def test_a_name_that_means_nobody_or_several_is_two(command: str, tmp_path: Path) -> None:
    for folder in ("A", "B"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Ada Vane.md").write_text("---\ntype: person\n---\n", "utf-8")
    several = CliRunner().invoke(netlead, [command, "Ada Vane", str(tmp_path)])
    assert (several.exit_code, several.stdout) == (2, "")
    assert "'Ada Vane' may be any of: A/Ada Vane.md, B/Ada Vane.md" in several.stderr
    nobody = CliRunner().invoke(netlead, [command, "Ada Vine", str(tmp_path)])
    assert nobody.exit_code == 2
    assert "did you mean 'Ada Vane'?" in nobody.stderr
    one = CliRunner().invoke(netlead, [command, "A/Ada Vane", str(tmp_path)])
    assert one.exit_code == 0


@pytest.mark.parametrize("command", [("show",), ("intro",), ("forget",), ("log", "call")])
def test_a_part_of_a_name_is_answered_with_whole_ones(command: tuple[str, ...], tmp_path: Path) -> None:
    for name in ("Maria Schmidt", "Maria Vandermeer", "Zoë"):
        (tmp_path / f"{name}.md").write_text("---\ntype: person\n---\n", "utf-8")
    (tmp_path / "Maria's soup.md").write_text("# Soup\n", "utf-8")
    asked = CliRunner().invoke(netlead, [command[0], "maria", *command[1:], str(tmp_path)])
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert "help: did you mean 'Maria Schmidt' or 'Maria Vandermeer'?\n" in asked.stderr
    assert "did you mean 'Zoë'?" in CliRunner().invoke(netlead, [command[0], "zoe", *command[1:], str(tmp_path)]).stderr


def test_what_is_neither_a_person_nor_an_organisation(tmp_path: Path) -> None:
    (tmp_path / "Old Station.md").write_text("---\ntype: project\n---\n", "utf-8")
    for command, said in (
        ("show", "is neither a person nor an organisation"),
        ("forget", "is no person with a note here"),
    ):
        assert f"'old station' {said}" in CliRunner().invoke(netlead, [command, "old station", str(tmp_path)]).stderr


def test_a_name_may_be_a_path_as_the_shell_completes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vault/People").mkdir(parents=True)
    (tmp_path / "vault/People/Ada.md").write_text("---\ntype: person\n---\n", "utf-8")
    (tmp_path / "Ben.md").write_text("---\ntype: person\n---\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for words in (("show",), ("intro",), ("forget",), ("log", "call 20m")):
        said = CliRunner().invoke(netlead, [words[0], "vault/People/Ada.md", *words[1:], "vault"])
        assert said.exit_code == 0, said.output
        assert CliRunner().invoke(netlead, [words[0], "Ben.md", *words[1:], "vault"]).exit_code == 2
    assert "call 20m" in (tmp_path / "vault/People/Ada.md").read_text("utf-8")


def test_of_oneself_there_are_no_figures() -> None:
    assert run("show", "miriam tolley").stderr.startswith("error: 'miriam tolley' is you: figures are of others\n")


def test_json() -> None:
    shown = json.loads(run("show", "Thornmouth College", "--json").stdout)
    assert (shown["name"], shown["class"], shown["trust"]["level"]) == ("Thornmouth College", "serious", 3)
    assert json.loads(run("show", "Gwen Rowan", "--json").stdout)["organisation"] == "Rowan Freight"
    found = json.loads(run("intro", "Bellhaven Stores", "--json").stdout)
    assert found["state"] == "path"
    assert found["paths"][0]["path"] == ["Ife Balogun", "Gideon Pask"]
