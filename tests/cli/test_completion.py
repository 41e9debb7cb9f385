"""Completion, as docs/installing.md has it: a real bash whose keys we press; zsh and fish by their words."""

import os
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs/installing.md").read_text(encoding="utf-8")
SHELLS: Final = ("bash", "zsh", "fish")


def told(shell: str) -> str:
    """The line that the page gives for a shell."""
    (row,) = re.findall(rf"(?m)^\| {shell} \| `[^`]+` \| `([^`]+)` \|$", PAGE)
    return str(row).replace("\\|", "|")


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH with `netlead` on it."""
    program = tmp_path / "bin" / "netlead"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m netlead_md "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return f"{program.parent}:{os.environ['PATH']}"


class Terminal:
    """Bash without anybody's settings, and what it shows."""

    def __init__(self, folder: Path, path: str) -> None:
        import pty

        self._ours, theirs = pty.openpty()
        environment = os.environ | {"PATH": path, "PS1": "> ", "TERM": "dumb", "INPUTRC": "/dev/null"}
        environment |= {"PYTHONPATH": str(ROOT), "HOME": str(folder)}
        self._bash = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.press("")

    def press(self, keys: str, until: str = "> ") -> str:
        """Press keys and wait for words; gives all that was shown meanwhile."""
        os.write(self._ours, keys.encode())
        shown, end = "", time.monotonic() + 30
        while until not in shown and time.monotonic() < end:
            if select.select([self._ours], [], [], 0.2)[0]:
                shown += os.read(self._ours, 4096).decode("utf-8", "replace")
        assert until in shown, shown
        return shown

    def close(self) -> None:
        self._bash.kill()
        self._bash.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(vault: Path, path: str) -> Iterator[Terminal]:
    opened = Terminal(vault, path)
    opened.press(f"{told('bash')}\n", "\n> ")
    yield opened
    opened.close()


CLEAR = "\x15"
"""Ctrl-U: the line is empty again."""


@pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="there is no bash here")
def test_bash(terminal: Terminal) -> None:
    terminal.press("netlead regen\t", "netlead regenerate ")
    terminal.press(f"{CLEAR}netlead check --outp\t", "--output-format ")
    terminal.press("conc\t", "concise ")
    terminal.press(f"{CLEAR}netlead export vc\t", "vcard ")
    terminal.press(f"{CLEAR}netlead show Ine\t", "netlead show Ines\\ Okafor ")
    terminal.press(f'{CLEAR}netlead show "Har\t', 'netlead show "Harbour Trust" ')
    terminal.press(f"{CLEAR}netlead explain nl904\t", "NL904 ")
    shown = terminal.press(f"{CLEAR}netlead log Ines\t 'call 20m: the room' --dry-run; echo done $?\n", "done 0")
    assert "call 20m: the room" in shown


@pytest.mark.parametrize("shell", SHELLS)
def test_the_page_names_what_click_knows(shell: str, path: str) -> None:
    line = told(shell)
    assert f"_NETLEAD_COMPLETE={shell}_source" in line
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "_NETLEAD_COMPLETE": f"{shell}_source"}
    script = subprocess.run(["netlead"], env=environment, capture_output=True, text=True, check=True).stdout
    assert "_netlead_completion" in script
    if shutil.which(shell) is not None:
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish here")
def test_fish(vault: Path, path: str) -> None:
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(vault.parent)}
    asked = f'{told("fish")}; complete -C "netlead regen"; complete -C "netlead show Ine"'
    ended = subprocess.run(
        ["fish", "-c", asked], cwd=vault, env=environment, capture_output=True, text=True, check=True
    )
    assert [line.partition("\t")[0] for line in ended.stdout.splitlines()] == ["regenerate", "Ines Okafor"]
