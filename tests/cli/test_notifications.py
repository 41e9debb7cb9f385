"""`watch --notify`: what must not wait reaches who sees no terminal. Only the notifier itself is a stand-in."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netlead_md.cli.notifications import notifier_command
from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the stand-in is a notify-send")
PATIENCE = 60.0
"""Seconds after which a test gives up; it goes on as soon as it sees what it waits for."""
STAND_IN = '#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done >>"$SHOWN"\nprintf -- "--\\n" >>"$SHOWN"\n'


def wait_for(seen: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "notify-send").write_text(STAND_IN, encoding="utf-8")
    (programs / "notify-send").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    monkeypatch.setenv("SHOWN", str(tmp_path / "shown"))
    (tmp_path / "shown").touch()
    return tmp_path / "shown"


@pytest.fixture
def watching(vault: Path, shown: Path) -> Iterator[Path]:
    command = [sys.executable, "-P", "-m", "netlead_md", "watch", str(vault), "--notify"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any("Watching;" in line for line in process.stderr)  # it has written all pages by then
        yield vault
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) in {0, 130}
    assert shown.exists()


def test_a_new_error_is_notified_without_a_name_and_stands_in_notes_health(watching: Path, shown: Path) -> None:
    before = shown.read_text(encoding="utf-8")
    note = watching / "People" / "Cara Secret.md"
    note.parent.mkdir(exist_ok=True)
    note.write_text('---\nknows: ["[[Nobody At All]]"]\n---\n', encoding="utf-8")
    health = watching / "Netlead" / "Notes health.md"
    wait_for(lambda: "Nobody At All" in health.read_text(encoding="utf-8"))
    wait_for(lambda: len(shown.read_text(encoding="utf-8")) > len(before))
    said = shown.read_text(encoding="utf-8").removeprefix(before)
    assert said == "--app-name=netlead\n--\nnetlead\n1 new error in your notes: see Notes health.\n--\n"


def test_settings_that_break_are_notified_once(watching: Path, shown: Path) -> None:
    (watching / "netlead.toml").write_text("as_of = [\n", encoding="utf-8")
    wait_for(lambda: "The pages stay as they are" in shown.read_text(encoding="utf-8"))
    (watching / "netlead.toml").write_text("as_of = 2026-06-30\n", encoding="utf-8")
    (watching / "Organisations" / "New.md").write_text("---\ntype: organisation\n---\n- 2026-06-01 call: hello\n")
    wait_for((watching / "Netlead" / "Ledgers" / "New ledger.md").exists)
    assert shown.read_text(encoding="utf-8").count("The pages stay as they are") == 1


def test_a_page_that_was_edited_is_notified(watching: Path, shown: Path) -> None:
    page = watching / "Netlead" / "Trust without support.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    wait_for(lambda: "1 page that you edited is kept as a copy." in shown.read_text(encoding="utf-8"))
    assert (watching / "Netlead" / "Trust without support (my edit).md").exists()


def test_without_a_notifier_it_says_what_to_install(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(vault))
    done = run("watch", vault, "--notify")
    assert done.exit_code == 2
    assert "--notify needs the program notify-send" in done.stderr
    assert not (vault / "Netlead").exists()


@pytest.mark.parametrize(
    ("program", "last"),
    [
        ("/usr/bin/notify-send", "a &lt;b&gt; &amp; $(c) `d`"),
        ("/usr/bin/osascript", "a <b> & $(c) `d`"),
    ],
)
def test_words_are_arguments_and_never_code(program: str, last: str) -> None:
    command, more = notifier_command(program, "netlead", "a <b> & $(c) `d`")
    assert command[-2:] == ("netlead", last)
    assert more == {}


def test_windows_gets_the_words_in_the_environment() -> None:
    command, more = notifier_command(r"C:\Windows\powershell.EXE", "netlead", "a'; rm")
    assert more == {"NETLEAD_TITLE": "netlead", "NETLEAD_NOTICE": "a'; rm"}
    assert "rm" not in " ".join(command)
