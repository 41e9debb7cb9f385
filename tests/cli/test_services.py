"""`netlead watch --print-service`: text for each service manager; nothing is watched or installed."""

import plistlib
import shlex
from configparser import RawConfigParser
from pathlib import Path

import pytest

from netlead_md.cli.service_files import format_service_file
from tests.cli.conftest import Run

VAULT = Path("/home/ada/My 100% <notes>")


def test_systemd() -> None:
    unit = RawConfigParser()
    unit.read_string(format_service_file("systemd", "/opt/net lead", VAULT))
    words = [word.replace("%%", "%") for word in shlex.split(unit["Service"]["ExecStart"])]
    assert words == ["/opt/net lead", "watch", str(VAULT), "--quiet"]


def test_launchd() -> None:
    found = plistlib.loads(format_service_file("launchd", "/opt/netlead", VAULT).encode())
    assert found["ProgramArguments"] == ["/opt/netlead", "watch", str(VAULT), "--quiet"]


def test_windows() -> None:
    said = format_service_file("windows", r"C:\Program Files\netlead.exe", Path("Notes"))
    assert r'/TR "\"C:\Program Files\netlead.exe\" watch Notes --quiet"' in said


@pytest.mark.parametrize("option", ["--print-service", "--print-service=launchd"])
def test_it_is_printed_for_this_vault_and_nothing_is_watched(run: Run, vault: Path, option: str) -> None:
    shown = run("watch", vault, option)
    assert shown.exit_code == 0
    assert str(vault) in shown.stdout
    assert not (vault / "Netlead").exists()
