"""`netlead import` as a user meets it: nothing overwritten, everything said."""

import os
from pathlib import Path

import pytest

from netlead_md.contacts.importer import FORMATS
from netlead_md.editing.note_edits import create_note
from netlead_md.vault import atomic_write as disk
from tests.contacts.build import bring, errors, files, run, vault

SAMPLE = Path(__file__).parents[2] / "sample_vault"
NOTE = (
    '\ufeff---\r\ntype: person  # mine\r\nemail:\r\norganisation: "[[Acme]]"\r\n---\r\n'
    "# Ada  \r\n- 2026-01-01 call: hi\r\n"
)
CSV = "Name,Company,Job Title,Email,Phone\nAda,Acme,Engineer,ada@x.org,+44 1\nBo,Acme,,bo@x.org,\n"


def test_a_dry_run_shows_all_and_does_nothing(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"Ada.md": NOTE})
    before = files(folder)
    ran = bring(folder, "csv", CSV, "--dry-run", "--update", "--organisations")
    assert ran.out.splitlines() == [
        "new organisation: Organisations/Acme.md",
        "new person: Bo.md (line 3)",
        "fill: Ada.md: email, line 2 has 'ada@x.org'",
        "fill: Ada.md: phone, line 2 has '+44 1'",
        "fill: Ada.md: title, line 2 has 'Engineer'",
    ]
    assert "dry run" in ran.err
    assert files(folder) == before


def test_without_update_nobodys_note_is_touched(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"Ada.md": NOTE})
    ran = bring(folder, "csv", CSV)
    assert files(folder)["Ada.md"] == NOTE.encode()
    assert "empty: Ada.md: email, line 2 has 'ada@x.org'" in ran.out
    assert "`--update` fills the empty fields" in ran.err


def test_update_fills_what_is_empty_by_splice(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"Ada.md": NOTE})
    bring(folder, "csv", CSV, "--update")
    filled = NOTE.replace("email:\r\n", "email: ada@x.org\r\n").replace(
        'Acme]]"\r\n', 'Acme]]"\r\nphone: "+44 1"\r\ntitle: Engineer\r\n'
    )
    assert files(folder)["Ada.md"].decode() == filled
    assert bring(folder, "csv", CSV, "--update").out == ""
    assert files(folder)["Ada.md"].decode() == filled
    assert errors(folder) == []


def test_an_updated_note_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    folder = vault(
        tmp_path / "v", {"Ada.md": NOTE, "Kept/Bo itself.md": "---\ntype: person\naliases: [Bo]\nemail:\n---\n"}
    )
    (folder / "Ada.md").chmod(0o600)
    (folder / "Kept" / "Bo itself.md").rename(folder / "Kept" / "bo.txt")
    (folder / "Bo.md").symlink_to(folder / "Kept" / "bo.txt")
    bring(folder, "csv", CSV, "--update")
    assert b"ada@x.org" in (folder / "Ada.md").read_bytes()
    assert (folder / "Ada.md").stat().st_mode & 0o777 == 0o600
    assert b"bo@x.org" in (folder / "Kept" / "bo.txt").read_bytes()
    assert (folder / "Bo.md").is_symlink()


def test_roles_of_ones_own_are_never_filled_over(tmp_path: Path) -> None:
    note = "---\ntype: person\nroles:\n  - {organisation: Acme, until: 2020-01-01}\n---\n"
    folder = vault(tmp_path / "v", {"Ada.md": note})
    ran = bring(folder, "csv", "Name,Company,Job Title\nAda,Globex,Boss\n", "--update")
    assert files(folder)["Ada.md"] == note.encode()
    assert "organisation is 'see roles'" in ran.out


def test_into_the_sample_vault_without_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    run("regenerate", SAMPLE, "--check")
    vault(folder, {path: data.decode("utf-8", "surrogateescape") for path, data in _sample()})
    before = errors(folder)
    text = 'First Name,Last Name,Company,Position\n"Q""uote",#Hash,"C#, Ltd: [x]",-1\nNew,Person,Fenwater Mutual,Boss\n'
    bring(folder, "csv", text, "--organisations")
    assert errors(folder) == before
    assert b"[[Fenwater Mutual]]" in files(folder)["People/New Person.md"]


def _sample() -> list[tuple[str, bytes]]:
    return [(path, data) for path, data in files(SAMPLE).items() if path.endswith((".md", ".toml", ".json"))]


def test_a_file_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "Ada.md"
    assert create_note(target, b"mine")
    assert not create_note(target, b"theirs")
    assert target.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [target]


def test_nor_on_a_disk_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    test_a_file_that_appeared_meanwhile_is_not_overwritten(tmp_path)


def test_a_folder_that_leads_out_of_the_vault_is_refused(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    (tmp_path / "elsewhere").mkdir()
    (folder / "People").symlink_to(tmp_path / "elsewhere")
    ran = bring(folder, "csv", CSV)
    assert (ran.status, files(tmp_path / "elsewhere")) == (2, {})


def test_a_full_disk_is_said_and_a_second_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = vault(tmp_path / "v")
    whole = disk.write_new_file

    def full(temporary: Path, data: bytes) -> None:
        if b"bo@x.org" in data:
            raise OSError(28, "No space left on device")
        whole(temporary, data)

    monkeypatch.setattr(disk, "write_new_file", full)
    ran = bring(folder, "csv", CSV)
    assert ran.status == 2
    assert "People/Bo.md: cannot be written: no space left on device" in ran.err
    assert list(files(folder)) == ["People/Ada.md"]
    monkeypatch.undo()
    assert bring(folder, "csv", CSV).err.startswith("1 new person, 1 already there")


@pytest.mark.parametrize(
    ("data", "words"),
    [(None, "cannot be read: no such file"), (b"", "no header found"), (b"\xff\xfe", "no header found")],
)
def test_a_file_of_no_use_is_wrong_usage(tmp_path: Path, data: bytes | None, words: str) -> None:
    folder = vault(tmp_path / "v")
    file = tmp_path / "x.csv"
    if data is not None:
        file.write_bytes(data)
    ran = run("import", "csv", file, folder)
    assert (ran.status, ran.out) == (2, "")
    assert words in ran.err
    assert "x.csv" in ran.err


def test_from_standard_input(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v")
    assert run("import", "csv", "-", folder, stdin=CSV.encode()).status == 0
    assert list(files(folder)) == ["People/Ada.md", "People/Bo.md"]


def test_an_unknown_format_is_wrong_usage(tmp_path: Path) -> None:
    assert run("import", "linkedout", tmp_path / "x", tmp_path).status == 2


def test_help_lists_the_formats_of_the_table() -> None:
    helped = " ".join(run("import", "--help").out.split())
    assert f"FORMAT is {', '.join([*FORMATS][:-1])} or {[*FORMATS][-1]};" in helped
