"""When output is coloured: the option, then the conventions of NO_COLOR, FORCE_COLOR, CLICOLOR and dumb terminals."""

from pathlib import Path

import pytest

from netlead_md.cli.options import choose_color
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("option", "environment", "chosen"),
    [
        ("auto", {}, None),
        ("auto", {"NO_COLOR": ""}, None),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ("auto", {"FORCE_COLOR": ""}, None),
        ("auto", {"CLICOLOR": "0"}, False),
        ("auto", {"CLICOLOR": "1"}, None),
        ("auto", {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, None),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "xterm"}, None),
    ],
)
def test_who_decides(option: str, environment: dict[str, str], chosen: bool | None) -> None:
    assert choose_color(option, environment) is chosen


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1", "TERM": "dumb"}, True),
        ({}, False),
        ({"NO_COLOR": "1"}, False),
    ],
)
def test_into_a_pipe(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], *, coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for command in (("show", "Northgate College"), ("check",)):
        assert ("\x1b[" in run(*command, vault).stdout) is coloured
