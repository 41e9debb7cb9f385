"""Closed streams, pipes in the place of files, and settings that cannot be."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from netlead_md.cli.exit_codes import run_command
from tests.cli.conftest import Run

ENOUGH = 60
"""Seconds after which something waits for ever."""


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["regenerate", "check"])
def test_a_closed_stream_is_silent(command: str, closed: str, vault: Path) -> None:
    words = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "netlead_md", command, str(vault)]
    before = {path: path.read_bytes() for path in vault.rglob("*.md")}
    done = subprocess.run(words, check=False, capture_output=True, timeout=ENOUGH)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a kind of file of POSIX")
@pytest.mark.parametrize("path", [".obsidian/app.json", ".obsidian/daily-notes.json", "People/Pipe.md"])
def test_a_pipe_is_not_waited_for(path: str, run: Run, vault: Path) -> None:
    (vault / path).parent.mkdir(exist_ok=True)
    os.mkfifo(vault / path)
    assert run("check", vault).exit_code in {0, 1}
    assert run("log", "Ines Okafor", "call: x", vault, "--dry-run").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a kind of file of POSIX")
def test_a_pipe_is_no_config(run: Run, vault: Path) -> None:
    (vault / "netlead.toml").unlink(missing_ok=True)
    os.mkfifo(vault / "netlead.toml")
    told = run("check", vault)
    assert (told.exit_code, "netlead.toml: this is no plain file" in told.stderr) == (2, True)


@pytest.mark.parametrize("written", ["a\\u0000b", "a\\nb", "a/\\u001b/b", "x" * 300])
@pytest.mark.parametrize("key", ["output", "templates"])
def test_a_folder_that_cannot_be_is_refused_by_its_name(key: str, written: str, run: Run, vault: Path) -> None:
    (vault / "netlead.toml").write_text(f'rules = 1\n{key} = "{written}"\n')
    told = run("check", vault)
    assert told.exit_code == 2
    assert told.stderr.startswith(f"error: netlead.toml:2: `{key}` ")


def test_a_folder_that_is_not_there_is_told(run: Run, vault: Path) -> None:
    (vault / "netlead.toml").write_text('[folders]\nPeople = "person"\nPoeple = "person"\n"no/such" = "person"\n')
    told = run("check", vault, "--output-format", "concise").stdout.splitlines()
    assert [line for line in told if "NL902" in line] == [
        "netlead.toml:3:1: warning[NL902] [folders] names 'Poeple', and there is no such folder",
        "netlead.toml:4:1: warning[NL902] [folders] names 'no/such', and there is no such folder",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_links_that_lead_round_in_a_circle_are_told(run: Run, vault: Path) -> None:
    (vault / "Netlead").symlink_to(vault / "Netlead")
    told = run("regenerate", vault)
    assert (told.exit_code, told.stderr) == (
        2,
        "error: Netlead: cannot be read: too many levels of symbolic links\nhelp: make it readable\n",
    )


@pytest.mark.parametrize(
    ("number", "cure"),
    [
        (errno.EACCES, "make it readable and writable for you"),
        (errno.EMFILE, "too many files are open: raise the limit with `ulimit -n`"),
        (errno.EROFS, "its disk takes no writing: use another place"),
    ],
)
def test_what_the_system_refuses_is_no_bug(number: int, cure: str, capsys: pytest.CaptureFixture[str]) -> None:
    def refused() -> None:
        raise OSError(number, "The System Refuses", "/some/file")

    assert run_command(refused) == 2
    assert capsys.readouterr().err == f"error: /some/file: the system refuses\nhelp: {cure}\n"
