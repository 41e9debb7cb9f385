"""`netlead undo`: every command that writes in notes can be taken back, byte for byte, whenever it was killed."""

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netlead_md.cli.main import netlead
from netlead_md.editing import undo_journal
from netlead_md.editing.note_edits import CHANGED, apply_note_changes
from netlead_md.editing.undo import list_commands, plan_undo, undo_last
from netlead_md.editing.undo_journal import NoteChange, UndoJournal
from tests.editing.crash import run_until

ADA = (
    b"\xef\xbb\xbf---\r\ntype: person  \r\naliases: [Countess of L]\r\nemail: ada@x.org\r\ntitle:\r\n---\r\n"
    b"- 2026-06-01 meetng 45m: about maths  \r\n- 2026-06-02 task excelent: last"
)
NOTES = {
    "netlead.toml": b"as_of = 2026-06-30\n",
    "People/Ada Lovelace.md": ADA,
    "People/Bob.md": b'---\ntype: person\nknows:\n  - "[[Ada Lovelace]]"\n---\n- 2026-05-01 call 20 min: x\n',
    "2026-06-01.md": b"- call: [[Ada Lovelace]] about maths\n- lunch: with [[Bob]]\n",
}
TABLE = "Name,E-mail,Title,Company\nAda Lovelace,ada@x.org,Countess,\nCy Grey,cy@x.org,Baker,Acme\n"
COMMANDS = {
    "log": ("log", "Ada Lovelace", "call 20m: about the room"),
    "daily": ("log", "Ada Lovelace", "call 20m: about the room", "--daily"),
    "review": ("review", "Ada Lovelace", "grow"),
    "new": ("new", "organisation", "Acme"),
    "import": ("import", "csv", "{table}", "--update", "--organisations"),
    "fix": ("check", "--fix"),
    "forget": ("forget", "Ada Lovelace", "--apply", "--initials"),
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("state", "data", "cache"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    folder = tmp_path / "vault"
    for path, data in NOTES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "People/Bob.md").chmod(0o640)
    (tmp_path / "people.csv").write_text(TABLE)
    return folder


def run(vault: Path, *words: str) -> Result:
    table = str(vault.parent / "people.csv")
    return CliRunner().invoke(netlead, [*(word.replace("{table}", table) for word in words), str(vault)])


def snapshot(vault: Path) -> Mapping[str, tuple[bytes, int]]:
    found = sorted(path for path in vault.rglob("*") if path.is_file())
    return {str(path.relative_to(vault)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) for path in found}


def folders(vault: Path) -> list[str]:
    return sorted(str(path.relative_to(vault)) for path in vault.rglob("*") if path.is_dir())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_taken_back_byte_for_byte(name: str, vault: Path) -> None:
    before, places = snapshot(vault), folders(vault)
    told = run(vault, *COMMANDS[name])
    assert told.exit_code in {0, 1}, told.output
    after = snapshot(vault)
    assert after != before
    done = run(vault, "undo")
    assert done.exit_code == 0, done.output
    assert (snapshot(vault), folders(vault)) == (before, places)
    changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    assert sorted(line.partition(": ")[2] for line in done.stdout.splitlines()) == sorted(changed)
    assert run(vault, "undo").stderr == "Nothing to take back.\n"


def test_commands_are_taken_back_one_after_the_other(vault: Path) -> None:
    states = [snapshot(vault)]
    for name in ("log", "fix", "review", "new"):
        run(vault, *COMMANDS[name])
        states.append(snapshot(vault))
    listed = [line.partition("  ")[2] for line in run(vault, "undo", "--list").stdout.splitlines()]
    assert listed == [
        "new: Acme.md" if (vault / "Acme.md").exists() else "new: Organisations/Acme.md",
        "review: People/Ada Lovelace.md",
        "check --fix: People/Ada Lovelace.md, People/Bob.md",
        "log: People/Ada Lovelace.md",
    ]
    assert snapshot(vault) == states.pop()
    while states:
        assert run(vault, "undo").exit_code == 0
        assert snapshot(vault) == states.pop()


def test_a_dry_run_shows_what_would_come_back(vault: Path) -> None:
    run(vault, *COMMANDS["log"])
    before = snapshot(vault)
    told = run(vault, "undo", "--dry-run")
    assert "-- 2026-06-30 call 20m: about the room" in told.stdout
    assert snapshot(vault) == before
    assert len(list_commands(vault)) == 1


def test_what_was_edited_since_is_named_and_nothing_is_taken_back(vault: Path) -> None:
    run(vault, *COMMANDS["fix"])
    note = vault / "People/Bob.md"
    note.write_bytes(note.read_bytes() + b"mine\n")
    before = snapshot(vault)
    told = run(vault, "undo")
    assert told.exit_code == 2
    assert told.stderr.splitlines()[:2] == [
        "error: nothing was taken back, for not all of what `check --fix` wrote still stands:",
        "  People/Bob.md: it was edited since",
    ]
    assert snapshot(vault) == before
    note.write_bytes(note.read_bytes().removesuffix(b"mine\n"))
    assert run(vault, "undo").exit_code == 0
    assert snapshot(vault) == {path: before_of(path) for path in NOTES}


def before_of(path: str) -> tuple[bytes, int]:
    return NOTES[path], 0o640 if path.endswith("Bob.md") else 0o644


def test_a_note_that_is_gone_and_a_name_that_is_taken_are_said(vault: Path) -> None:
    run(vault, *COMMANDS["log"])
    (vault / "People/Ada Lovelace.md").rename(vault / "People/Ada.md")
    assert "People/Ada Lovelace.md: it is gone, or has another name now" in run(vault, "undo").stderr
    (vault / "People/Ada.md").rename(vault / "People/Ada Lovelace.md")
    run(vault, *COMMANDS["forget"])
    (vault / "People/Ada Lovelace.md").write_text("another\n")
    told = run(vault, "undo")
    assert (told.exit_code, "a file of this name stands there now" in told.stderr) == (2, True)
    assert (vault / "People/Ada Lovelace.md").read_text() == "another\n"


def test_what_the_user_took_back_by_hand_is_told_and_done_with(vault: Path) -> None:
    before = snapshot(vault)
    run(vault, *COMMANDS["log"])
    (vault / "People/Ada Lovelace.md").write_bytes(ADA)
    assert "nothing of what it wrote still stands, so no note was changed" in run(vault, "undo").stderr
    assert snapshot(vault) == before
    assert list_commands(vault) == ()


def test_what_is_kept_is_the_users_alone_and_outside_the_vault(vault: Path) -> None:
    places = folders(vault)
    run(vault, *COMMANDS["fix"])
    assert folders(vault) == places
    kept = list((vault.parent / "state").rglob("*"))
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept if path.is_file()} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept if path.is_dir()} == {0o700}


def test_the_journal_is_bounded_by_age_and_size(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def log(day: int) -> None:
        run(vault, "log", "Ada Lovelace", f"2026-06-{day:02} call: about {day}")

    log(1)
    old = next(UndoJournal(vault).records()).file
    os.utime(old, (0, 0))
    log(2)
    assert [plan.records[0].file for plan in list_commands(vault)] == [next(UndoJournal(vault).records()).file]
    assert not old.exists()
    monkeypatch.setattr(undo_journal, "MOST_BYTES", 1)
    log(3)
    assert len(list_commands(vault)) == 1
    before = snapshot(vault)
    assert run(vault, "undo").exit_code == 0
    assert snapshot(vault) != before


def test_without_a_state_folder_notes_are_written_and_it_is_said(vault: Path) -> None:
    (vault.parent / "state").write_text("no folder")
    told = run(vault, *COMMANDS["log"])
    assert told.exit_code == 0
    assert "`netlead undo` cannot take this back: " in told.stderr
    assert b"about the room" in (vault / "People/Ada Lovelace.md").read_bytes()


def test_a_damaged_record_is_said_and_nothing_changes(vault: Path) -> None:
    run(vault, *COMMANDS["log"])
    file = next(UndoJournal(vault).records()).file
    file.write_bytes(file.read_bytes()[:-1])
    before = snapshot(vault)
    assert run(vault, "undo").exit_code == 2
    assert snapshot(vault) == before


def test_records_of_one_group_are_taken_back_together(vault: Path) -> None:
    before = snapshot(vault)
    bob, path = NOTES["People/Bob.md"], "People/Bob.md"
    for old, new in ((bob, b"one"), (b"one", b"two")):
        assert apply_note_changes(vault, [NoteChange(path, old, new)], "answers", group="g").made
    assert len(list_commands(vault)) == 1
    undo_last(vault)
    assert snapshot(vault) == before


def test_a_refused_note_is_not_remembered(vault: Path) -> None:
    changes = [NoteChange("People/Bob.md", b"else", b"x"), NoteChange("2026-06-01.md", NOTES["2026-06-01.md"], b"y")]
    applied = apply_note_changes(vault, changes, "answers", all_or_nothing=True)
    assert (applied.made, [each.why for each in applied.refused]) == ((), [CHANGED])
    applied = apply_note_changes(vault, changes, "answers")
    assert [each.path for each in applied.made] == ["2026-06-01.md"]
    undo_last(vault)
    assert {path: data for path, (data, _) in snapshot(vault).items()} == NOTES


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_links_stay_links_and_names_are_found_in_either_form(vault: Path) -> None:
    kept = vault / ".kept/Ada.md"
    kept.parent.mkdir()
    note = vault / "People/Ada Lovelace.md"
    note.rename(kept)
    note.symlink_to("../.kept/Ada.md")
    run(vault, *COMMANDS["log"])
    assert (note.is_symlink(), kept.read_bytes() != ADA) == (True, True)
    run(vault, "undo")
    assert (note.is_symlink(), kept.read_bytes()) == (True, ADA)
    run(vault, *COMMANDS["forget"])
    assert not note.is_symlink()
    run(vault, "undo")
    assert (note.is_symlink(), note.read_bytes()) == (True, ADA)
    (vault / "Jose\u0301.md").write_bytes(b"one")
    assert apply_note_changes(vault, [NoteChange("Jos\xe9.md", b"one", b"two")], "log").made
    assert (vault / "Jose\u0301.md").read_bytes() == b"two"


def _steps(what: Callable[[], object], *, kill: bool, reset: Callable[[], None], check: Callable[[int], None]) -> int:
    step = 1
    while not run_until(step, what, kill=kill):
        check(step)
        reset()
        step += 1
    return step


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")
@pytest.mark.parametrize("kill", [True, False], ids=["killed", "full disk"])
@pytest.mark.parametrize("name", ["fix", "forget", "import", "log"])
def test_whenever_it_ends_the_notes_are_whole_and_undo_brings_them_back(name: str, kill: bool, vault: Path) -> None:
    before, places = snapshot(vault), folders(vault)
    run(vault, *COMMANDS[name])
    after = snapshot(vault)
    run(vault, "undo")

    def check(step: int) -> None:
        now = {path: data for path, data in snapshot(vault).items() if not path.rpartition("/")[2].startswith(".")}
        for path in {**before, **after}:
            assert now.get(path) in {before.get(path), after.get(path)}, (step, path)
        told = run(vault, "undo")
        assert told.exit_code == 0, (step, told.output)
        left = {path: data for path, data in snapshot(vault).items() if ".netlead-" not in path}
        assert left == before, step
        if now != before:
            assert (snapshot(vault), folders(vault)) == (before, places), step

    def reset() -> None:
        while plan_undo(vault):
            undo_last(vault)
        shutil.rmtree(vault.parent / "data", ignore_errors=True)  # each run of `forget` would look for a name longer

    assert _steps(lambda: run(vault, *COMMANDS[name]), kill=kill, reset=reset, check=check) > 5


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that can be killed")
@pytest.mark.parametrize("name", ["fix", "forget", "import"])
def test_an_undo_that_is_killed_goes_on_where_it_stopped(name: str, vault: Path) -> None:
    before = snapshot(vault)
    run(vault, *COMMANDS[name])
    after = snapshot(vault)

    def check(step: int) -> None:
        now = {path: data for path, data in snapshot(vault).items() if ".netlead-" not in path}
        for path in {**before, **after}:
            assert now.get(path) in {before.get(path), after.get(path)}, (step, path)
        assert run(vault, "undo").exit_code == 0
        assert {path: data for path, data in snapshot(vault).items() if ".netlead-" not in path} == before, step

    def reset() -> None:
        shutil.rmtree(vault.parent / "data", ignore_errors=True)
        run(vault, *COMMANDS[name])

    assert _steps(lambda: run(vault, "undo"), kill=True, reset=reset, check=check) > 2
