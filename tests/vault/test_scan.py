import os
import unicodedata
from pathlib import Path

import pytest

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind
from netlead_md.vault.errors import UserError
from netlead_md.vault.scanner import VaultScan, is_near_duplicate, scan_vault


def put(vault: Path, *paths: str) -> Path:
    for path in paths:
        file = vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"note {path}\n", encoding="utf-8")
    return vault


def notes(found: VaultScan) -> list[str]:
    return [note.path for note in found.notes]


def troubles(found: VaultScan) -> list[tuple[str, FaultKind, tuple[str, ...]]]:
    return [(fault.path, fault.trouble, fault.words) for fault in found.faults]


def test_sorted_and_without_what_is_hidden_or_ours(tmp_path: Path) -> None:
    put(tmp_path, "b.md", "A/z.md", "a.MD", "pic.png", ".obsidian/x.md", ".trash/y.md", "node_modules/n.md")
    put(tmp_path, "Netlead/This week.md", "Notes/Netlead/mine.md", "~syncthing~x.md", "A/.git/c.md")
    found = scan_vault(tmp_path, Config())
    assert notes(found) == ["A/z.md", "Notes/Netlead/mine.md", "a.MD", "b.md"]
    assert found.files == ("A/z.md", "Notes/Netlead/mine.md", "a.MD", "b.md", "pic.png")
    assert found.faults == ()


def test_the_output_folder_may_lie_deeper(tmp_path: Path) -> None:
    put(tmp_path, "Reviews/Netlead/x.md", "Reviews/y.md", "Netlead/z.md")
    assert notes(scan_vault(tmp_path, Config(output="Reviews/Netlead"))) == ["Netlead/z.md", "Reviews/y.md"]


def test_signature_is_that_of_the_file(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    status = (tmp_path / "a.md").stat()
    (note,) = scan_vault(tmp_path, Config()).notes
    assert note.signature == (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("P/Ada (Conflicted copy Mac 202601051200).md", "P/Ada.md"),
        ("Ada (conflicted copy).md", "Ada.md"),
        ("Ada.sync-conflict-20260105-120000-ABCDEFG.md", "Ada.md"),
        ("Ada (Bob's conflicted copy 2026-01-05).md", "Ada.md"),
    ],
)
def test_conflict_copies_are_no_notes_and_named_once(tmp_path: Path, copy: str, original: str) -> None:
    found = scan_vault(put(tmp_path, original, copy), Config())
    assert notes(found) == [original]
    assert troubles(found) == [(copy, FaultKind.CONFLICT_COPY, (original,))]


def test_only_the_text_tells_a_copy_from_somebody(tmp_path: Path) -> None:
    found = scan_vault(put(tmp_path, "Anna.md", "Anna-Maria.md", "Anna 2.md", "Bob 2.md", "Carl-Desk.md"), Config())
    assert [(note.path, original) for note, original in found.suspects] == [
        ("Anna 2.md", "Anna.md"),
        ("Anna-Maria.md", "Anna.md"),
    ]


def test_nearly_the_same_text() -> None:
    head = "---\ntype: person\norganisation: Acme\n---\n"
    body = head + "".join(f"- 2026-01-{day:02} meeting: about the room\n" for day in range(1, 20))
    assert is_near_duplicate(body, body + "- 2026-02-01 call: more\n", "Anna-DESKTOP.md")
    assert is_near_duplicate(head, head, "Anna 2.md")
    assert not is_near_duplicate(head, head, "Anna-Maria.md"), "two people have the same fields"
    assert not is_near_duplicate(head + "- 2026-01-01 call: x\n", body, "Anna-Maria.md")


def test_not_downloaded(tmp_path: Path) -> None:
    put(tmp_path, "P/.Ada.md.icloud", "P/.pic.png.icloud")
    found = scan_vault(tmp_path, Config())
    assert troubles(found) == [("P/Ada.md", FaultKind.NOT_DOWNLOADED, ())]
    assert found.unreadable == ("P/Ada.md",)
    assert "P/Ada.md" in found.files, "it exists, and links to it are right"


def test_not_downloaded_on_a_mac(tmp_path: Path) -> None:
    with (tmp_path / "Ada.md").open("wb") as file:
        file.truncate(100)  # a size, and no blocks
    assert troubles(scan_vault(tmp_path, Config(), system="darwin")) == [("Ada.md", FaultKind.NOT_DOWNLOADED, ())]
    assert troubles(scan_vault(tmp_path, Config(), system="linux")) == []


def test_links_are_followed_once_and_loops_end(tmp_path: Path) -> None:
    put(tmp_path / "outside", "Far.md")
    vault = put(tmp_path / "vault", "Z/Ada.md")
    (vault / "A-link").symlink_to(vault / "Z")
    (vault / "Z" / "up").symlink_to(vault)
    (vault / "far").symlink_to(tmp_path / "outside")
    (vault / "self.md").symlink_to("self.md")
    (vault / "gone.md").symlink_to("nowhere.md")
    (vault / "twice.md").symlink_to("Z/Ada.md")
    found = scan_vault(vault, Config())
    assert notes(found) == ["Z/Ada.md", "far/Far.md"], "the file keeps its name, not that of a link to it"
    assert [(path, trouble) for path, trouble, _ in troubles(found)] == [
        ("Z/up", FaultKind.SYMLINK_LOOP),
        ("gone.md", FaultKind.UNREADABLE),
        ("self.md", FaultKind.SYMLINK_LOOP),
    ]


def test_a_link_to_a_folder_above_the_vault_does_not_let_its_neighbours_in(tmp_path: Path) -> None:
    put(tmp_path / "other", "Eve.md")
    vault = put(tmp_path / "vault", "Z/Ada.md", "Z-and-more/Cy.md")
    (vault / "Z" / "up").symlink_to("../..")
    (vault / "Z-and-more" / "no loop").symlink_to(vault / "Z")
    found = scan_vault(vault, Config())
    assert notes(found) == ["Z-and-more/Cy.md", "Z/Ada.md"]
    assert troubles(found) == [("Z/up", FaultKind.SYMLINK_LOOP, ())]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a kind of file of POSIX")
def test_what_only_looks_like_a_note_is_never_opened(tmp_path: Path) -> None:
    vault = put(tmp_path, "Ada.md")
    os.mkfifo(vault / "pipe.md")  # whoever opens it waits for ever
    found = scan_vault(vault, Config())
    assert notes(found) == ["Ada.md"]
    assert troubles(found) == [("pipe.md", FaultKind.UNREADABLE, ("it is no ordinary file",))]


def test_case_clash(tmp_path: Path) -> None:
    vault = put(tmp_path, "P/Ada.md", "P/ada.md")
    if len(list((vault / "P").iterdir())) == 1:
        pytest.skip("this system does not tell case apart")
    assert troubles(scan_vault(vault, Config())) == [("P/ada.md", FaultKind.CASE_CLASH, ("P/Ada.md",))]


def test_names_arrive_composed_and_open_all_the_same(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "Renée.md"))
    (note,) = scan_vault(tmp_path, Config()).notes
    assert note.path == unicodedata.normalize("NFC", "Renée.md")
    assert Path(note.real).exists()


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    try:
        with open(os.path.join(os.fsencode(tmp_path), b"Ren\xe9e.md"), "wb"):  # noqa: PTH118, PTH123
            pass
    except OSError:
        pytest.skip("this system takes no such name")
    assert troubles(scan_vault(tmp_path, Config())) == [("Ren�e.md", FaultKind.UNREADABLE, ("its name is not UTF-8",))]


def test_excluded_and_templates_are_no_notes_but_can_be_linked(tmp_path: Path) -> None:
    put(tmp_path, "Archive/old.md", "P/x draft.md", "P/y.md", "Templates/person.md", "Day.md", "Daybreak.md")
    config = Config(excluded=("archive/", "/draft/", "/(/"), template_folders=("Templates", "Day"))
    found = scan_vault(tmp_path, config)
    assert notes(found) == ["Daybreak.md", "P/y.md"]
    assert {"Archive/old.md", "Templates/person.md", "Day.md"} < set(found.files)


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "Shut/x.md", "Open/y.md")
    real = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("Shut"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr("netlead_md.vault.scanner.os.scandir", refuse)
    found = scan_vault(tmp_path, Config())
    assert notes(found) == ["Open/y.md"]
    assert found.faults == (Fault(FaultKind.UNREADABLE, "Shut", words=("permission denied",)),)


def test_a_vault_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="the vault is gone"):
        scan_vault(tmp_path / "gone", Config())
