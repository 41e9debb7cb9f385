"""Every command that README.md, docs/ and the help texts show runs, and what is shown of its output is what it says."""

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

import click
import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import COMMANDS, EXPORTS, netlead
from tests.docs.pages import BLOCKS, PAGES, ROOT, Block, furnish, prose, spans

ENDLESS: Final = frozenset({"watch", "lsp"})
BARE: Final = frozenset({*COMMANDS} - {"regenerate", "watch", "check", "init", "doctor", "lsp"})
"""Commands that prose may name without what they need."""
STANDS_FOR: Final = {
    "NAME": "Ada Lovelace",
    "FILE": "people.csv",
    "FOLDER": "~/Notes",
    "VAULT": "~/Notes",
    "CODE": "NL201",
    "{{title}}": "Ada Lovelace",
    "{{_line}}": "call 20m: about the room",
    "{{_decision}}": "maintain",
    "$who": "Ada Lovelace",
}
"""What a reader, or a plugin, puts in the place of a word in capitals or of a placeholder."""
ENVIRONMENT: Final = re.compile(
    r"python3 -m venv|\. \.venv|\.venv/bin/(?:pip|pytest|ruff|mypy)\b|\.ci/run\b|pip install|git pull|eval|cd "
    r"|pipx install|uv tool install"
)
"""Commands of the shell, of Python's tools and of the gate; `.ci/run` runs those of README as they stand."""
FOREIGN: Final = re.compile(r"systemctl|journalctl|sudo sysctl|python -(?:m cProfile|X importtime)")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = furnish(tmp_path)
    for name, value in {"HOME": tmp_path, "XDG_CACHE_HOME": tmp_path / "cache", "NETLEAD_VAULT": made}.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.chdir(tmp_path)
    return made


def run(line: str) -> Result:
    """Run a command as a shell would; what goes into a file or a pipe is printed."""
    line = line.partition(" > ")[0].partition(" | ")[0].partition(" #")[0]
    words = [STANDS_FOR.get(word, word) for word in shlex.split(line)]
    assert words[0] == "netlead"
    return CliRunner().invoke(netlead, words[1:])


def holds(line: str) -> None:
    """The command runs; one that would never end, or is only named, has help, and every option that stands here."""
    words = shlex.split(line.partition(" #")[0])
    endless = words[1] in ENDLESS and not any(word.startswith("--print-service") for word in words)
    if endless or (len(words) == 2 and words[1] in BARE):
        named = words[1:3] if words[1] == "export" else words[1:2]
        helped = CliRunner().invoke(netlead, [*named, "--help"])
        assert helped.exit_code == 0, helped.output
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert {option for option in options if option not in helped.output} == set()
        return
    ran = run(line)
    assert ran.exit_code in {0, 1}, ran.output
    assert ran.exception is None or isinstance(ran.exception, SystemExit)


def lines_of(block: Block) -> list[str]:
    """The commands of a shell block; a comment is none."""
    return [line for line in block.text.splitlines() if line and not line.startswith("#")]


SHOWN: Final = [(block, line) for block in BLOCKS if block.language == "sh" for line in lines_of(block)]
NAMED: Final = list(dict.fromkeys(span for page in PAGES for span in spans(page) if span.startswith("netlead ")))


def test_no_command_is_missed() -> None:
    raw = "\n".join(map(prose, PAGES))
    assert len(re.findall(r"`netlead\s", raw)) == sum(
        span.startswith("netlead ") for page in PAGES for span in spans(page)
    )
    for block in BLOCKS:
        if block.language not in {"sh", "console"}:
            hidden = [line for line in block.text.splitlines() if re.match(r"\s*(?:\$ )?netlead [a-z]", line)]
            assert hidden == [], f"{block}: a command in a block that is no shell's"
    assert len(NAMED) > 20
    assert len(SHOWN) > 15


def test_readme_names_every_command() -> None:
    table = (
        (ROOT / "README.md").read_text(encoding="utf-8").partition("| command | what it does |")[2].partition("\n\n")[0]
    )
    rows = " ".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    assert {name for name in COMMANDS if not re.search(rf"`(?:netlead )?{name}\b", rows)} == set()


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize("line", [line for line in NAMED if line != "netlead COMMAND [VAULT]"])
def test_command_in_prose(line: str) -> None:
    holds(line)


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(("block", "line"), SHOWN, ids=[f"{block}-{line}" for block, line in SHOWN])
def test_command_in_a_block(block: Block, line: str) -> None:
    line = line.replace(".venv/bin/netlead ", "netlead ")
    if line.startswith("netlead "):
        holds(line)
    elif module := re.match(r"(?:\.venv/bin/)?python -m (tests[\w.]+)", line):
        assert importlib.util.find_spec(module[1]) is not None
    else:
        assert ENVIRONMENT.match(line), f"{block}: nothing runs this line"


def test_the_command_of_the_gate_is_the_one_of_the_page() -> None:
    marked = {block.mark: lines_of(block) for block in BLOCKS if block.mark}
    gate = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert set(marked) == {"try", "test"} == set(re.findall(r'readme_command (\w+) "', gate))
    assert all(len(lines) == 1 for lines in marked.values())


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "console"], ids=str)
def test_output_is_what_the_page_shows(block: Block, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = re.split(r"(?m)^\$ (.*)\n", block.text)
    assert parts[0] == ""
    assert len(parts) > 2
    for line, shown in zip(parts[1::2], parts[2::2], strict=True):
        if line == "cd ~/Notes":
            monkeypatch.chdir(vault)
        else:
            assert run(line).output == shown


def every_command() -> list[tuple[str, click.Command]]:
    context = click.Context(netlead)
    found = [(name, netlead.get_command(context, name)) for name in COMMANDS]
    group = dict(found)["export"]
    assert isinstance(group, click.Group)
    found += [(f"export {name}", group.get_command(context, name)) for name in EXPORTS]
    return [("", netlead), *((name, command) for name, command in found if command is not None)]


@pytest.mark.usefixtures("vault")
@pytest.mark.parametrize(("name", "command"), every_command(), ids=[name or "netlead" for name, _ in every_command()])
def test_the_example_of_a_help_text(name: str, command: click.Command, tmp_path: Path) -> None:
    told = re.findall(r"Example: (netlead .*)", command.epilog or "")
    assert len(told) == 1
    assert told[0].startswith(f"netlead {name}")
    (tmp_path / "Notes/netlead.toml").write_text("as_of = 2026-06-30\n", encoding="utf-8")
    holds(told[0])


@pytest.mark.parametrize("block", [block for block in BLOCKS if "python -m tests" in block.text], ids=str)
def test_options_of_our_own_scripts(block: Block) -> None:
    for module, rest in re.findall(r"python -m (tests[\w.]+)(.*)", block.text):
        told = subprocess.run(
            [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert {option for option in re.findall(r"--[a-z-]+", rest) if option not in told.stdout} == set()


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.language == "text"], ids=str)
def test_a_command_shown_as_text_is_no_other_than_these(block: Block) -> None:
    for line in block.text.splitlines():
        if re.match(r"(?:\$ |sudo |python|pip |git |systemctl|journalctl)", line):
            assert FOREIGN.match(line) or ENVIRONMENT.match(line) or line.startswith("python -m tests."), line
