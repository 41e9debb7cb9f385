"""What docs/without-a-terminal.md has to paste does what it says, where it can be run without the program it is for."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from netlead_md.cli.main import netlead
from netlead_md.model.config import Config
from netlead_md.parsing import build_keywords, read_note
from tests.docs.pages import BLOCKS, ROOT, furnish, read

PAGE: Final = "docs/without-a-terminal.md"
HERE: Final = [one for one in BLOCKS if one.page == PAGE]
TASKS: Final[dict[str, Any]] = json.loads(next(one.text for one in HERE if one.language == "json"))
FILLED: Final = {
    "${fileBasenameNoExtension}": "Ada Lovelace",
    "${input:line}": "call 20m: about the room",
    "${input:decision}": "maintain",
}
RUNNABLE: Final = [task for task in TASKS["tasks"] if not task.get("isBackground")]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = furnish(tmp_path)
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.delenv("NETLEAD_VAULT", raising=False)
    monkeypatch.chdir(made)
    return made


def run_task(task: dict[str, Any]) -> Any:  # noqa: ANN401  # what click's runner gives
    assert task["command"] == "netlead"
    return CliRunner().invoke(netlead, [FILLED.get(word, word) for word in task["args"]])


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize("task", RUNNABLE, ids=[task["label"] for task in RUNNABLE])
def test_a_task_of_vs_code_runs_in_the_folder_of_the_notes(task: dict[str, Any]) -> None:
    if task["label"] == "Take that back":
        assert CliRunner().invoke(netlead, ["log", "Ada Lovelace", "call: about the room"]).exit_code == 0
    done = run_task(task)
    assert done.exit_code == 0, done.output


def test_its_pattern_finds_what_check_prints(vault: Path) -> None:
    (vault / "People/Odd.md").write_text('---\ntype: person\nknows: ["[[Nobody At All]]"]\n---\n', encoding="utf-8")
    task = next(one for one in RUNNABLE if one["label"] == "Check all notes")
    shown = run_task(task).stdout.splitlines()
    pattern = re.compile(task["problemMatcher"]["pattern"]["regexp"])
    found = [match for line in shown if (match := pattern.match(line))]
    assert "People/Odd.md" in {match[1] for match in found}
    assert len(found) >= len(shown) - 1  # but the sum at the end


def test_every_input_of_a_task_is_asked_for() -> None:
    used = set(re.findall(r"\$\{input:(\w+)\}", json.dumps(TASKS["tasks"])))
    assert used == {one["id"] for one in TASKS["inputs"]}


def test_the_line_of_a_capture_is_an_entry() -> None:
    text = next(one.text for one in HERE if "{{DATE:" in one.text)
    for name, value in {"DATE:YYYY-MM-DD": "2026-06-03", "VALUE:what": "about the room"}.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    kinds, times = re.findall(r"\{\{VALUE:([^}]*)\}\}", text)
    for kind in kinds.split(","):
        for time in times.split(","):
            line = text.replace(f"{{{{VALUE:{kinds}}}}}", kind).replace(f"{{{{VALUE:{times}}}}}", time)
            note = read_note("People/Ada.md", f"## Log\n\n{line}", day=None, words=build_keywords(Config()))
            assert [entry.type for entry in note.lines] == [kind]
            assert note.faults == ()


def test_properties_that_the_query_asks_for_are_those_of_a_ledger(vault: Path) -> None:
    query = next(one.text for one in HERE if one.text.startswith("TABLE"))
    asked = set(re.findall(r"netlead_\w+", query))
    CliRunner().invoke(netlead, ["regenerate", "--as-of", "2026-06-30", "--quiet"])
    heads = [file.read_text(encoding="utf-8").split("---")[1] for file in (vault / "Netlead/Ledgers").glob("*.md")]
    stated = set(re.findall(r"(?m)^(netlead_\w+):", "".join(heads)))
    assert asked <= stated
    numbers = {"netlead_stage", "netlead_trust", "netlead_support"}
    for name in numbers:
        assert all(re.search(rf"(?m)^{name}: \d+$", head) for head in heads)
    noted = [head for head in heads if '"[[' in head]  # an organisation without a note has its bare name
    assert noted
    assert all(re.search(r'(?m)^netlead_organisation: "\[\[[^\]]*\]\]"$', head) for head in noted)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for head in heads for day in re.findall(r"since: (.*)", head))


def test_every_note_template_of_a_line_is_named() -> None:
    text = read(ROOT / PAGE).partition("| to insert | line |")[2].partition("\n\n")[0]
    files = {file.stem.removeprefix("line ") for file in (ROOT / "templates/notes").glob("line *.md")}
    assert {name for name in files if not re.search(rf"\b{name}\b", text)} == set()
