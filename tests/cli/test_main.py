import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result

from netlead_md import __version__
from netlead_md.cli.exit_codes import Terminated
from netlead_md.cli.main import COMMANDS, EXPORTS
from netlead_md.vault.lock import vault_lock
from tests.cli.conftest import Run


def test_help_names_every_command(run: Run) -> None:
    for word in ("-h", "--help"):
        shown = run(word)
        assert shown.exit_code == 0
        assert all(f"\n  {name} " in shown.stdout for name in COMMANDS)


@pytest.mark.parametrize("command", [(name,) for name in COMMANDS] + [("export", name) for name in EXPORTS])
def test_every_command_has_help_with_an_example(run: Run, command: tuple[str, ...]) -> None:
    shown = run(*command, "-h")
    assert shown.exit_code == 0
    assert re.search(rf"Examples?: netlead {command[0]}", shown.stdout)


@pytest.mark.parametrize("args", [("--version",), ("check", "--version")])
def test_version(run: Run, args: tuple[str, ...]) -> None:
    assert run(*args).stdout == f"netlead, version {__version__}\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("regnerate",), "There is no command 'regnerate'. Did you mean 'regenerate'?"),
        (("export", "jsn"), "There is no command 'jsn'. Did you mean 'json'?"),
        (("zzzzzz",), "There is no command 'zzzzzz'.\n"),
        (("export", "xml"), "It is one of json, lines, html, csv, vcard, ics."),
        (("export",), "Missing command. It is one of json, lines, html, csv, vcard, ics."),
        (("import", "linkdin", "x.csv"), "Did you mean 'linkedin'?"),
        (("import",), "Missing argument 'FORMAT'. It is one of linkedin, google, outlook, vcard, csv."),
        (("import",), "help: such as netlead import linkedin Connections.csv"),
        (("review", "Ada", "growe"), "Did you mean 'grow'?"),
        (("check", "--output-format", "concize"), "Did you mean 'concise'?"),
        (("check", "--fail-on", "warn"), "Did you mean 'warning'?"),
        (("explain",), "help: such as netlead explain NL201"),
        (("explain", "no-such-nota"), "did you mean no-such-note?"),
        (
            ("log", "Ada", "call", "20m:", "about", "the", "room"),
            "help: words that belong together stand in quotes: netlead",
        ),
        (("show", "Ada", "Lovelace"), "words that belong together stand in quotes"),
        (("check", "--selct", "NL2"), "--select"),
        (("--quiet", "check"), "Options stand after the command."),
        (("regenerate", "--as-of", "2026-02-30"), "'2026-02-30' is no day of the calendar"),
        (("regenerate", "--as-of", "tomorrow"), "'tomorrow' is no day of the calendar"),
        (("regenerate", "--color", "blue"), "'blue' is not one of"),
        (("regenerate", "nowhere"), "nowhere: there is no such folder"),
        (("regenerate",), "no vault here"),
        (("log", "Ada", "call", "a long text " * 30), "there is no such folder"),
        (("show", "a" * 300, "."), "nobody is named 'aaa"),
        (("show", f"{'a' * 300}.md", "."), "nobody is named 'aaa"),
        (("import", "csv", "a" * 300, "."), "cannot be read: file name too long"),
        (("regenerate", ""), "the name of the vault is empty"),
        (("log", "Ada", "call", "--vault", ""), "the name of the vault is empty"),
        (("show", ".", "Ada"), "'.' is a folder, and 'Ada' is none\nhelp: the vault stands last"),
        (("log", ".", "Ada", "call"), "'.' is a folder, and 'call' is none\nhelp: the vault stands last"),
        (("log", "call 20m: x", "Ada", "."), 'help: the name comes first: "Ada" "call 20m: x"'),
        (("log", "", "call", "."), "the name is empty"),
        (("intro", " ", "."), "the name is empty"),
        (("new", "Ada", "person", "."), 'the kind comes first: netlead new person "Ada"'),
        (("review", "pause", "Ada", "."), 'help: such as netlead review "Acme" pause'),
        (("import", "csv", "."), ".: this is a folder\nhelp: name the exported file, then the vault"),
        (("check", "--select", "X1", "."), "--select: no code begins with 'X1'"),
        (("explain", "NL000"), "no rule is named 'NL000'"),
        (("regenerate", ".", "--config", "gone.toml"), "gone.toml: there is no such config file"),
    ],
)
def test_wrong_usage_is_two_and_says_what_to_do(run: Run, args: tuple[str, ...], says: str) -> None:
    ended = run(*args)
    assert ended.exit_code == 2
    assert says in ended.stderr
    assert "help: " in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30  # a slip"])
def test_a_day_that_no_calendar_has_is_no_broken_file(run: Run, tmp_path: Path, day: str) -> None:
    (tmp_path / "netlead.toml").write_text(f"# mine\nas_of = {day}\n", encoding="utf-8")
    assert run("check", tmp_path).stderr == (
        f"error: netlead.toml:2: there is no day '{day[:10]}'\nhelp: write one that the calendar has, as YYYY-MM-DD\n"
    )


def test_where_notes_are_and_no_vault_init_is_offered(run: Run) -> None:
    assert "init" not in run("check").stderr
    (Path.cwd() / "People").mkdir()
    (Path.cwd() / "People" / "Ada.md").write_text("x", encoding="utf-8")
    assert "`netlead init .` makes this folder a vault" in run("check").stderr


def test_a_variable_that_names_no_folder_is_named_itself(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETLEAD_VAULT", "nowhere")
    assert run("check").stderr.startswith("error: nowhere: there is no such folder\nhelp: NETLEAD_VAULT names it: ")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a folder that somebody stands in")
@pytest.mark.parametrize("words", [(), ("check",), ("check", ".")])
def test_a_folder_that_is_removed_under_ones_feet(tmp_path: Path, words: tuple[str, ...]) -> None:
    (here := tmp_path / "gone").mkdir()
    script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
    command = ["sh", "-c", script, "sh", str(here), sys.executable, "-m", "netlead_md", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if words else 0)


def test_a_file_is_no_vault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    assert "this is a file, not a vault" in run("check", tmp_path / "a.md").stderr


@pytest.mark.parametrize("mark", ["netlead.toml", ".obsidian/app.json"])
def test_the_vault_is_found_upwards(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    vault = tmp_path / "vault"
    (vault / mark).parent.mkdir(parents=True)
    (vault / mark).write_text("", encoding="utf-8")
    (vault / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(vault / "deep" / "er")
    assert run("regenerate").exit_code == 0
    assert (vault / "Netlead" / "This week.md").is_file()


def test_the_argument_wins_over_the_variable_and_that_over_the_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, named, given = tmp_path / "here", tmp_path / "named", tmp_path / "given"
    (here / "netlead.toml").write_text("", encoding="utf-8")
    named.mkdir()
    given.mkdir()
    monkeypatch.setenv("NETLEAD_VAULT", str(named))
    run("regenerate", given)
    assert [(each / "Netlead").exists() for each in (here, named, given)] == [False, False, True]
    run("regenerate")
    assert [(each / "Netlead").exists() for each in (here, named)] == [False, True]


def test_alone_it_says_where_the_vault_is_and_the_one_next_command(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run().stdout.endswith("\n    netlead regenerate FOLDER\n")
    monkeypatch.chdir(vault)
    assert run().stdout == f"Your vault is {vault}; it has no pages yet. To write them:\n\n    netlead regenerate\n"
    run("regenerate")
    assert run().stdout.endswith(" To keep them true while you write:\n\n    netlead watch\n")
    (vault / "netlead.toml").write_text("size = [", encoding="utf-8")
    assert "netlead.toml:1: this is no TOML" in run().stdout


def test_alone_it_knows_how_the_vault_stands(
    run: Run, vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10_000_000_000)  # nobody has touched a note for a while
    monkeypatch.chdir(vault)
    (vault / ".obsidian").mkdir()
    (vault / "netlead.toml").unlink()
    assert run().stdout.endswith("; it has no pages yet. To see what it holds:\n\n    netlead init\n")
    run("init")
    assert run().stdout.endswith("; it has no pages yet. To write them:\n\n    netlead regenerate\n")
    run("regenerate")
    assert run().stdout.endswith("\n    netlead watch\n")
    run("log", "Ines Okafor", "call 20m: about the room")
    older = "; its pages in Netlead/ may be older than its notes. To write them anew:\n\n    netlead regenerate\n"
    assert run().stdout.endswith(older)
    run("check")
    assert run().stdout.endswith(older)
    with vault_lock(vault, "watch"):
        watching = "; a watch keeps its pages in Netlead/ true. To see what your notes hold:\n\n    netlead check\n"
        assert run().stdout.endswith(watching)
    run("regenerate")
    with vault_lock(vault, "regenerate"):
        assert run().stdout.endswith("\n    netlead watch\n")
    for left in (tmp_path / "cache").rglob("locks"):
        (next(left.glob("*.lock"))).with_suffix(".owner").write_text("watch", encoding="utf-8")
    assert run().stdout.endswith("\n    netlead watch\n"), "one that was killed watches no longer"


@pytest.mark.parametrize("value", ["nowhere", "a.md"])
def test_alone_it_says_that_the_variable_names_no_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    (tmp_path / "a.md").touch()
    monkeypatch.setenv("NETLEAD_VAULT", str(tmp_path / value))
    said = f"NETLEAD_VAULT names {tmp_path / value}, and there is no such folder.\n\n    netlead regenerate FOLDER\n"
    assert run().stdout == said


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt, 130), (Terminated, 0)])
def test_how_a_run_ends(run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch, error: type, status: int) -> None:
    def end(*_: object) -> None:
        raise error

    monkeypatch.setattr("netlead_md.cli.commands.check.run_check", end)
    ended = run("check", vault)
    assert (ended.exit_code, "Traceback" in ended.stderr) == (status, False)


def test_a_bug_of_ours_shows_a_traceback_and_where_to_report_it(
    run: Run, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netlead_md.cli.commands.check.run_check", lambda *_: 1 // 0)
    ended: Result = run("check", vault)
    assert ended.exit_code == 70
    assert "ZeroDivisionError" in ended.stderr
    assert "Please report it" in ended.stderr


def test_explain(run: Run) -> None:
    by_code, by_name = run("explain", "nl001"), run("explain", "not-utf8")
    assert by_code.exit_code == 0
    assert by_code.stdout.startswith("# NL001 not-utf8 (error)\n")
    assert by_code.stdout == by_name.stdout
