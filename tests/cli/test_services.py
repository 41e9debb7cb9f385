"""`netlead watch --print-service`: text for each service manager; nothing is watched or installed."""

import os
import plistlib
import shlex
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from netlead_md.cli.service_files import format_service_file, format_weekly_service
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


def test_a_weekly_digest_for_systemd_is_a_service_and_its_timer() -> None:
    text = format_weekly_service("systemd", "/opt/net lead", VAULT)
    service, timer = (part for part in text.split("\n\n# Save") if part)
    unit, clock = RawConfigParser(), RawConfigParser()
    unit.optionxform = clock.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(service)
    clock.read_string(f"# Save{timer}")
    assert clock["Timer"] == {"OnCalendar": "Mon 07:00", "Persistent": "true"}
    shell, flag, line = shlex.split(unit["Service"]["ExecStart"].replace("%%", "%").replace("$$", "$"))
    assert (shell, flag) == ("/bin/sh", "-c")
    words = ["/opt/net lead", "brief", "--days", "7", "--vault", str(VAULT), ">", "$HOME/netlead week.txt"]
    assert shlex.split(line) == words


def test_the_digest_of_the_service_is_written_where_it_says(run: Run, vault: Path, tmp_path: Path) -> None:
    text = format_weekly_service("launchd", f"{sys.executable} -P -m netlead_md", vault)
    program, *words = plistlib.loads(text.encode())["ProgramArguments"]
    line = words[1].replace(shlex.quote(f"{sys.executable} -P -m netlead_md"), f"{sys.executable} -P -m netlead_md")
    ran = subprocess.run(
        [program, words[0], line],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    shown = run("brief", "--days", "7", "--vault", vault).stdout
    assert (tmp_path / "netlead week.txt").read_text(encoding="utf-8") == shown


def test_windows_has_its_weekly_task() -> None:
    said = format_weekly_service("windows", r"C:\Program Files\netlead.exe", Path("Notes"))
    assert "/SC WEEKLY /D MON /ST 07:00" in said
    assert r"brief --days 7 --vault Notes > \"%USERPROFILE%\netlead week.txt\"" in said


def test_weekly_without_a_service_is_answered_with_what_is_missing(run: Run, vault: Path) -> None:
    done = run("watch", vault, "--weekly")
    assert done.exit_code == 2
    assert "add --print-service" in done.stderr


def test_a_service_can_notify() -> None:
    assert "watch" in format_service_file("systemd", "netlead", VAULT, notify=True)
    assert format_service_file("systemd", "netlead", VAULT, notify=True).count("--notify") == 1
