from pathlib import Path

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.vault import reader as files
from netlead_md.vault.scanner import NoteFile, Signature, scan_vault


def found(folder: Path, data: bytes) -> NoteFile:
    (folder / "a.md").write_bytes(data)
    (note,) = scan_vault(folder, Config()).notes
    return note


def test_text_arrives_as_it_stands(tmp_path: Path) -> None:
    assert files.read_note_file(found(tmp_path, "\ufeffé\r\nb\n".encode())).text == "\ufeffé\r\nb\n"


def test_two_megabytes_are_read(tmp_path: Path) -> None:
    assert files.read_note_file(found(tmp_path, b"word " * 400_000)).text == "word " * 400_000


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"# A\nRen\xe9e", Fault(FaultKind.NOT_UTF8, "a.md", Range(2, 4), words=("7",))),
        (b"\xc3\xa9\xc3\xa9\x00", Fault(FaultKind.NUL, "a.md", Range(1, 3))),
        (b"\xff\xfea\x00", Fault(FaultKind.NOT_UTF8, "a.md", Range(1), words=("0",))),
        (b"x" * 5_000_001, Fault(FaultKind.TOO_LARGE, "a.md", words=("5000001", "5000000"))),
    ],
)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, data: bytes, fault: Fault) -> None:
    assert files.read_note_file(found(tmp_path, data)) == files.NoteText(None, fault)


def test_a_note_that_went_away(tmp_path: Path) -> None:
    note = found(tmp_path, b"x")
    (tmp_path / "a.md").unlink()
    assert files.read_note_file(note).fault == Fault(FaultKind.UNREADABLE, "a.md", words=("no such file or directory",))


def test_half_a_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = found(tmp_path, b"first half, ")
    file = tmp_path / "a.md"
    monkeypatch.setattr("netlead_md.vault.reader.time.sleep", lambda _: file.write_bytes(b"first half, second half"))
    file.write_bytes(b"first ha")  # the editor is at work: no longer what the scan saw
    assert files.read_note_file(note).text == "first half, second half"


def test_a_file_that_never_rests_is_read_as_far_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = found(tmp_path, b"")
    file = tmp_path / "a.md"
    steps = iter(["", "a", "ab", "abc"])
    real = files.read_signature

    def growing(path: str) -> Signature:
        seen = real(path)
        file.write_bytes(b"x" * (seen[2] + 5))
        return seen

    monkeypatch.setattr(files, "read_signature", growing)
    monkeypatch.setattr("netlead_md.vault.reader.time.sleep", lambda _: next(steps))
    file.write_bytes(b"x" * 9)
    assert files.read_note_file(note).text == "x" * 24
    assert not list(steps)
