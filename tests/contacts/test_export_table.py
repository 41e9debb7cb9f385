"""`netlead export csv`: everything that the notes hold, and no cell that a spreadsheet would work out."""

import csv
import io
import os
from pathlib import Path

import pytest

from netlead_md.contacts import format_csv
from netlead_md.contacts.contact import Contact
from tests.contacts.build import files, run, vault
from tests.contacts.exporting_build import everything


def test_a_row_a_person(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "csv", everything(tmp_path)).out)))
    assert [row["name"] for row in rows] == ["Ada Lovelace", "Zoë Ünal", "山田 太郎"]
    ada, zoe, _ = rows
    assert (ada["email"], ada["organisation"]) == ("ada@x.org ::: a@y.org", "Acme ::: Globex; Sons, Ltd")
    assert (ada["phone"], ada["birthday"]) == ("'+44 20 7946 ::: 01632 960114", "'--02-03")
    assert (ada["note"], ada["department"]) == ("first line\nsecond, line; with \\ and an Ä", "Sums")
    assert (zoe["organisation"], zoe["note"]) == ("'=cmd|' /C calc'!A0", "")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1", "%0A=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    row = list(csv.reader(io.StringIO(format_csv([Contact("Ada", title=cell)]))))[1]
    assert row[3].lstrip(" \n\t\r")[:1] not in {"=", "+", "-", "@", "＝"}


def test_to_a_file_and_never_over_a_note(tmp_path: Path) -> None:
    folder = everything(tmp_path / "v")
    before = files(folder)
    assert run("export", "csv", folder, "--output", tmp_path / "people.csv").out == ""
    assert (tmp_path / "people.csv").read_text("utf-8") == run("export", "csv", folder).out
    refused = run("export", "csv", folder, "--output", folder / "People" / "Ada Lovelace.md")
    assert (refused.status, files(folder)) == (2, before)
    assert run("export", "csv", folder, "--output", tmp_path / "none" / "people.csv").status == 2


def test_an_empty_vault_has_a_header(tmp_path: Path) -> None:
    assert run("export", "csv", vault(tmp_path / "v")).out.startswith("name,aliases,organisation,")


def test_a_pipe_is_written_into_and_a_link_stays_one(tmp_path: Path) -> None:
    folder = vault(tmp_path / "v", {"People/Ada.md": "---\ntype: person\n---\n"})
    pipe, file, link = (tmp_path / name for name in ("pipe", "people.csv", "link.csv"))
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("export", "csv", folder, "--output", pipe).status == 0
    assert b"\nAda," in os.read(reader, 10_000)
    os.close(reader)
    assert pipe.is_fifo()
    file.touch()
    link.symlink_to(file)
    run("export", "csv", folder, "--output", link)
    assert link.is_symlink()
    assert "\nAda," in file.read_text("utf-8")
