"""What docs/checking.md and the hook's definition say holds."""

import re
import shlex
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from netlead_md.cli.commands.check import command
from netlead_md.cli.main import netlead

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/checking.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_example_is_what_check_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    people = tmp_path / "People"
    people.mkdir()
    (people / "Ada.md").write_text('---\ntype: person\ntitle: Dean\n\nknows: "[[Charles Babage]]"\n---\n')
    (people / "Charles Babbage.md").write_text("---\ntype: person\n---\n")
    told = CliRunner().invoke(netlead, ["check", str(tmp_path), "--color", "never"])
    assert told.stdout.rstrip() == BLOCKS[0][1].rstrip()


def test_every_option_is_described_and_exists() -> None:
    ours = {name for option in command.params if isinstance(option, click.Option) for name in option.opts}
    common = {"--config", "--no-cache", "--quiet", "-q", "--verbose", "-v", "--color", "--version"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE))
    assert named <= ours
    assert ours - common <= named


def test_the_workflow_and_the_hook_call_what_exists() -> None:
    hooks, workflow = (yaml.safe_load(text) for language, text in BLOCKS if language == "yaml")
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hooks["repos"][0]["hooks"][0]["id"] == hook["id"] == "netlead-check"
    calls = [step["run"] for step in workflow["jobs"]["check"]["steps"] if step.get("run", "").startswith("netlead")]
    calls.append(" ".join([hook["entry"], *hooks["repos"][0]["hooks"][0]["args"]]))
    assert len(calls) == 3
    for call in calls:
        name, *args = shlex.split(call.partition(">")[0])
        assert (name, args[0]) == ("netlead", "check")
        command.make_context("check", args[1:])
