"""`check --fix` on a vault on disk: what is mended, and all that must stay as it is."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from netlead_md import editing as mending
from tests.editing.conftest import ADA, BABBAGE, MENDED, Run


def test_fixes_mend_their_words_and_keep_every_other_byte(check: Run, vault: Path) -> None:
    note = vault / "People/Ada.md"
    note.chmod(0o640)
    told = check("--fix")
    assert (told.exit_code, told.stdout) == (0, "")
    assert told.stderr == "5 fixes made in 1 note\n2 notes checked: nothing found\n"
    assert note.read_bytes() == MENDED
    assert stat.S_IMODE(note.stat().st_mode) == 0o640
    assert (vault / "People/Charles Babbage.md").read_text(encoding="utf-8") == BABBAGE
    assert sorted(path.name for path in note.parent.iterdir()) == ["Ada.md", "Charles Babbage.md"]


def test_fixing_twice_changes_nothing(check: Run, vault: Path) -> None:
    check("--fix")
    before = (vault / "People/Ada.md").stat()
    assert check("--fix").stderr.startswith("0 fixes made in 0 notes\n")
    assert (vault / "People/Ada.md").stat() == before


def test_only_what_is_asked_for_is_mended(check: Run, vault: Path) -> None:
    told = check("--fix", "--select", "NL107")
    assert told.stderr.startswith("1 fix made in 1 note\n")
    assert (vault / "People/Ada.md").read_bytes() == ADA.replace(b"influense", b"influence")


@pytest.mark.parametrize(
    "case",
    [
        ("Notes/Bo.md", "---\ntype: persn\n---\n", "---\ntype: person\n---\n", "NL106"),
        (
            "Organisations/Acme.md",
            "- 2026-06-02 pledge facilities email by 2026-09-01 a room\n",
            "- 2026-06-02 pledge facilities email by 2026-09-01: a room\n",
            "NL314",
        ),
    ],
)
def test_safe_ones(case: tuple[str, str, str, str], check: Run, vault: Path) -> None:
    path, before, after, code = case
    note = vault / path
    note.parent.mkdir()
    note.write_text(before, encoding="utf-8")
    assert f"[{code}]" in check("--select", code).stdout
    check("--fix", "--select", code)
    assert note.read_text(encoding="utf-8") == after
    assert f"[{code}]" not in check("--select", code).stdout


PLEDGES = "".join(f"- 2026-04-0{n} pledge facilities email by 2026-09-01: room {n} ^room{n}\n" for n in (1, 2))


@pytest.mark.parametrize(
    "case",
    [
        (
            "People/Bo.md",
            "---\ntype: person\ntrust: 4\n---\n",
            "---\ntype: person\ntrust_on: 2026-06-30\ntrust: 4\n---\n",
            "NL113",
        ),
        (
            "Organisations/Acme.md",
            PLEDGES + "- 2026-06-03 support facilities: the keys\n",
            PLEDGES + "- 2026-06-03 support re room1 facilities: the keys\n",
            "NL405",
        ),
    ],
)
def test_unsafe_ones_wait_for_their_word(case: tuple[str, str, str, str], check: Run, vault: Path) -> None:
    path, before, after, code = case
    note = vault / path
    note.parent.mkdir(exist_ok=True)
    note.write_text(before, encoding="utf-8")
    check("--fix", "--select", code)
    assert note.read_text(encoding="utf-8") == before
    assert f"[{code}]" in check("--select", code).stdout
    check("--unsafe-fixes", "--select", code)
    assert note.read_text(encoding="utf-8") == after
    assert f"[{code}]" not in check("--select", code).stdout


def test_diff_writes_nothing_and_can_be_applied(check: Run, vault: Path) -> None:
    told = check("--diff")
    assert told.exit_code == 1
    assert told.stderr == "5 fixes would be made in 1 note\n"
    note = vault / "People/Ada.md"
    assert note.read_bytes() == ADA
    subprocess.run(["git", "apply", "-p1", "-"], cwd=vault, input=told.stdout_bytes, check=True)
    assert note.read_bytes() == MENDED


def test_a_note_that_changes_meanwhile_is_left_alone(check: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = vault / "People/Ada.md"

    def late(folder: Path, todo: mending.FixPlan, group: str) -> mending.FixPlan:
        note.write_bytes(ADA + b" words")
        return mending.apply_fix_plan(folder, todo, group)

    monkeypatch.setattr("netlead_md.cli.diagnostics.apply_fix_plan", late)
    told = check("--fix")
    assert note.read_bytes() == ADA + b" words"
    assert "People/Ada.md: left alone: it changed while it was read" in told.stderr
    assert told.exit_code == 1


def test_a_fix_that_would_break_the_properties_is_not_offered(check: Run, vault: Path) -> None:
    (vault / "People/C: Babbage.md").write_text(BABBAGE, encoding="utf-8")
    note = vault / "People/Ada.md"
    note.write_text("---\ntype: person\nmet_through: C Babbage\n---\n", encoding="utf-8")
    before = note.read_bytes()
    told = check("--fix", "--select", "NL201")
    assert "0 fixes made in 0 notes" in told.stderr
    assert "[NL201]" in told.stdout
    assert note.read_bytes() == before


def test_a_read_only_note_is_left_alone(check: Run, vault: Path) -> None:
    note = vault / "People/Ada.md"
    note.chmod(0o444)
    told = check("--fix")
    assert note.read_bytes() == ADA
    assert told.exit_code == 1
    assert told.stderr.splitlines()[0] == (
        "People/Ada.md: left alone: it is read-only; make it writable, or mend it by hand"
    )


def test_a_linked_note_stays_a_link(check: Run, vault: Path) -> None:
    note, kept = vault / "People/Ada.md", vault / ".kept/Ada.md"
    kept.parent.mkdir()
    note.rename(kept)
    note.symlink_to(kept)
    assert check("--fix").exit_code == 0
    assert note.is_symlink()
    assert kept.read_bytes() == MENDED


def test_nothing_outside_the_vault_is_written(check: Run, vault: Path, tmp_path: Path) -> None:
    note, outside = vault / "People/Ada.md", tmp_path / "Ada.md"
    note.rename(outside)
    note.symlink_to(outside)
    told = check("--fix")
    assert note.is_symlink()
    assert outside.read_bytes() == ADA
    assert "People/Ada.md: left alone: it is a link that leads out of the vault" in told.stderr


def test_a_full_disk_leaves_the_note_whole(check: Run, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: str) -> None:
        raise OSError(28, os.strerror(28), source, None, target)

    monkeypatch.setattr("netlead_md.vault.atomic_write.os.replace", full)
    told = check("--fix", "--no-cache")
    assert "People/Ada.md: left alone: it cannot be written: no space left on device" in told.stderr
    assert (vault / "People/Ada.md").read_bytes() == ADA
    assert len(list((vault / "People").iterdir())) == 2
