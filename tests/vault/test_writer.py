import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.diagnostics import PAGE_FORMAT, Page
from netlead_md.rendering.pages import content_hash, older_content_hash
from netlead_md.vault import atomic_write as disk
from netlead_md.vault import writer
from netlead_md.vault.errors import UserError
from netlead_md.vault.marker import is_foreign, list_output
from netlead_md.vault.writer import WritePlan, plan_writes, write_pages


def page(path: str, body: str, extra: str = "", version: int = PAGE_FORMAT) -> Page:
    front = f"generated-by: netlead\nformat: {version}\ncontent-hash: {content_hash(body)}\n{extra}"
    return Page(path, f"---\n{front}---\n{body}")


WEEK = page("This week.md", "# This week\n\nAll well. ^answer\n")
ACME = page("Ledgers/Acme ledger.md", "# Acme ledger\n", 'organisation: "[[Acme]]"\n')


def write(vault: Path, *pages: Page, output: str = "Netlead") -> WritePlan:
    todo = plan_writes(vault, output, pages)
    write_pages(vault, output, todo)
    return todo


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_pages_are_written_and_a_second_time_not(tmp_path: Path) -> None:
    todo = write(tmp_path, WEEK, ACME)
    assert [path for path, _ in todo.writes] == ["This week.md", "Ledgers/Acme ledger.md"]
    before = {path: os.stat(tmp_path / "Netlead" / path) for path in tree(tmp_path / "Netlead")}  # noqa: PTH116
    again = write(tmp_path, WEEK, ACME)
    assert (again.writes, again.stale, again.same) == ((), False, ("This week.md", "Ledgers/Acme ledger.md"))
    after = {path: os.stat(tmp_path / "Netlead" / path) for path in before}  # noqa: PTH116
    assert {path: status.st_mtime_ns for path, status in after.items()} == {
        path: status.st_mtime_ns for path, status in before.items()
    }
    assert tree(tmp_path / "Netlead") == {
        "This week.md": WEEK.text.encode(),
        "Ledgers/Acme ledger.md": ACME.text.encode(),
    }


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    write(tmp_path, WEEK, ACME)
    other = page("This week.md", "# This week\n\nCall Ada. ^answer\n")
    assert [path for path, _ in write(tmp_path, other, ACME).writes] == ["This week.md"]


def test_pages_no_longer_due_go_with_their_folder(tmp_path: Path) -> None:
    write(tmp_path, WEEK, ACME)
    write(tmp_path, WEEK)
    assert list(tree(tmp_path / "Netlead")) == ["This week.md"]
    assert not (tmp_path / "Netlead" / "Ledgers").exists()
    write(tmp_path)
    assert not (tmp_path / "Netlead").exists()


def test_an_edited_page_is_kept_once_unmarked_and_written_anew(tmp_path: Path) -> None:
    write(tmp_path, ACME)
    file = tmp_path / "Netlead" / "Ledgers" / "Acme ledger.md"
    file.write_text(ACME.text + "My thought.\n", encoding="utf-8", newline="\n")
    todo = write(tmp_path, ACME)
    assert todo.edited == ("Ledgers/Acme ledger.md",)
    kept = '---\norganisation: "[[Acme]]"\n---\n# Acme ledger\nMy thought.\n'
    expected = {"Ledgers/Acme ledger.md": ACME.text.encode(), "Ledgers/Acme ledger (my edit).md": kept.encode()}
    assert tree(tmp_path / "Netlead") == expected
    assert not write(tmp_path, ACME).stale
    file.write_text(ACME.text + "My thought.\n", encoding="utf-8", newline="\n")
    write(tmp_path, ACME)
    assert tree(tmp_path / "Netlead") == expected, "the same edit is kept once"
    file.write_text(ACME.text + "Another.\n", encoding="utf-8", newline="\n")
    write(tmp_path, ACME)
    assert b"Another." in tree(tmp_path / "Netlead")["Ledgers/Acme ledger (my edit 2).md"]


def test_what_linters_and_sync_tools_do_is_no_edit(tmp_path: Path) -> None:
    write(tmp_path, WEEK)
    file = tmp_path / "Netlead" / "This week.md"
    file.write_bytes(WEEK.text.replace("\n", " \r\n").replace("--- \r\n", "---\r\n").encode() + b"\r\n")
    todo = write(tmp_path, WEEK)
    assert (todo.edited, [path for path, _ in todo.writes]) == ((), ["This week.md"])


def test_conflict_copies_of_our_pages_go_and_edited_ones_are_kept(tmp_path: Path) -> None:
    write(tmp_path, WEEK)
    copy = tmp_path / "Netlead" / "This week (Conflicted copy).md"
    copy.write_bytes(WEEK.text.encode())
    edited = tmp_path / "Netlead" / "This week.sync-conflict-1.md"
    edited.write_bytes(WEEK.text.encode() + b"mine")
    write(tmp_path, WEEK)
    assert sorted(tree(tmp_path / "Netlead")) == ["This week.md", "This week.sync-conflict-1 (my edit).md"]


def test_a_file_without_our_marker_is_never_touched(tmp_path: Path) -> None:
    mine = {
        "This week.md": b"# my own\n",
        "note.md": b"---\ngenerated-by: somebody\n---\n",
        "deep/Ledgers/x.md": b"generated-by: netlead\n",
        "pic.png": b"\x89PNG",
    }
    for path, data in mine.items():
        (tmp_path / "Netlead" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "Netlead" / path).write_bytes(data)
    todo = write(tmp_path, WEEK)
    assert todo.blocked == ("This week.md",)
    assert tree(tmp_path / "Netlead") == mine
    others = tuple(file.path for file in list_output(tmp_path / "Netlead") if is_foreign(file))
    assert others == ("This week.md", "deep/Ledgers/x.md", "note.md", "pic.png")
    write(tmp_path)
    assert tree(tmp_path / "Netlead") == mine


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    newer = page("This week.md", "# Better\n", version=PAGE_FORMAT + 1)
    write(tmp_path, newer)
    assert write(tmp_path, WEEK).newer == ("This week.md",)
    write(tmp_path)
    assert tree(tmp_path / "Netlead") == {"This week.md": newer.text.encode()}


def test_temporaries_of_a_killed_run_go(tmp_path: Path) -> None:
    write(tmp_path, ACME)
    stray = tmp_path / "Netlead" / "Ledgers" / ".netlead-0123456789abcdef.tmp"
    stray.write_bytes(b"half")
    theirs = tmp_path / "Netlead" / ".other.tmp"
    theirs.write_bytes(b"theirs")
    write(tmp_path, ACME)
    assert sorted(tree(tmp_path / "Netlead")) == [".other.tmp", "Ledgers/Acme ledger.md"]


@pytest.mark.parametrize(("number", "says"), [(errno.ENOSPC, "make room"), (errno.EROFS, "read-only")])
def test_when_the_disk_refuses_the_old_pages_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    write(tmp_path, WEEK, ACME)
    before = tree(tmp_path)

    def refuse(temporary: Path, data: bytes) -> None:
        temporary.write_bytes(data[: len(data) // 2])
        raise OSError(number, os.strerror(number), str(temporary))

    monkeypatch.setattr(disk, "write_new_file", refuse)
    changed = [page(path, "# New\n") for path in ("This week.md", "Ledgers/Acme ledger.md")]
    with pytest.raises(UserError) as caught:
        write(tmp_path, *changed)
    assert says in caught.value.hint
    assert tree(tmp_path) == before


def test_a_vault_that_was_moved_away_is_gone_and_not_read_only(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    todo = plan_writes(vault, "Netlead", (WEEK,))
    vault.rename(tmp_path / "away")
    with pytest.raises(UserError, match=r"(?s)^the vault is gone: its folder .*help: .* name its new place$"):
        write_pages(vault, "Netlead", todo)
    assert not vault.exists()


def test_an_edit_is_not_lost_when_it_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, WEEK)
    (tmp_path / "Netlead" / "This week.md").write_bytes(WEEK.text.encode() + b"mine")
    before = tree(tmp_path)

    def refuse(temporary: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(temporary), None, str(len(data)))

    monkeypatch.setattr(disk, "write_new_file", refuse)
    with pytest.raises(UserError, match="no space left"):
        write(tmp_path)
    assert tree(tmp_path) == before


def test_a_replace_that_is_refused_is_tried_for_two_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("netlead_md.vault.atomic_write.time.monotonic", lambda: now[0])
    monkeypatch.setattr(
        "netlead_md.vault.atomic_write.time.sleep", lambda seconds: now.__setitem__(0, now[0] + seconds)
    )
    real, free = os.replace, [1.9]

    def held(source: Path, target: Path) -> None:
        if now[0] < free[0]:
            raise PermissionError(13, "Permission denied", str(source), None, str(target))
        real(source, target)

    monkeypatch.setattr("netlead_md.vault.atomic_write.os.replace", held)
    write(tmp_path, WEEK)
    assert tree(tmp_path) == {"Netlead/This week.md": WEEK.text.encode()}
    free[0] = now[0] + 2.5
    with pytest.raises(UserError, match="permission denied"):
        write(tmp_path, page("This week.md", "# New\n"))
    assert tree(tmp_path) == {"Netlead/This week.md": WEEK.text.encode()}


def test_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "Netlead").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="the output folder is a file"):
        plan_writes(tmp_path, "Netlead", [WEEK])
    with pytest.raises(UserError, match="the output folder is a file"):
        plan_writes(tmp_path, "Netlead/deeper", [WEEK])


@pytest.mark.parametrize("link", ["Netlead", "Netlead/Ledgers"])
def test_never_through_a_link_out_of_the_vault(tmp_path: Path, link: str) -> None:
    outside, vault = tmp_path / "outside", tmp_path / "vault"
    outside.mkdir()
    (vault / link).parent.mkdir(parents=True)
    (vault / link).symlink_to(outside)
    with pytest.raises(UserError, match="a link that leads out of the vault"):
        write(vault, ACME)
    assert list(outside.iterdir()) == []


def test_a_link_in_the_place_of_a_page_or_a_temporary_is_no_way_out(tmp_path: Path) -> None:
    write(tmp_path, WEEK)
    precious = tmp_path / "precious.md"
    precious.write_bytes(WEEK.text.encode())
    file = tmp_path / "Netlead" / "This week.md"
    file.unlink()
    file.symlink_to(precious)
    assert write(tmp_path, page("This week.md", "# New\n")).blocked == ("This week.md",)
    assert precious.read_bytes() == WEEK.text.encode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a kind of file of POSIX")
def test_a_pipe_in_the_place_of_a_page_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "Netlead").mkdir()
    os.mkfifo(tmp_path / "Netlead" / WEEK.path)
    assert [is_foreign(each) for each in list_output(tmp_path / "Netlead")] == [True]
    assert write(tmp_path, WEEK, ACME).blocked == (WEEK.path,)
    assert (tmp_path / "Netlead" / WEEK.path).is_fifo()


def test_a_page_cannot_name_a_file_outside(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        write(tmp_path, page("../evil.md", "# x\n"))
    assert not (tmp_path / "evil.md").exists()


NAMES = st.sampled_from(["This week.md", "Ledgers/A.md", "Ledgers/Ä ☂.md", "Review day.md"])
PAGES = st.dictionaries(NAMES, st.text(max_size=20), max_size=4)


@settings(max_examples=60, deadline=None)
@given(first=PAGES, second=PAGES, edits=st.dictionaries(NAMES, st.binary(max_size=12), max_size=2))
def test_whatever_stood_there_the_pages_hold_and_a_second_write_writes_nothing(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, str], second: dict[str, str], edits: dict[str, bytes]
) -> None:
    vault = tmp_path_factory.mktemp("vault")
    write(vault, *(page(path, body) for path, body in first.items()))
    for path, data in edits.items():
        if (vault / "Netlead" / path).exists():
            (vault / "Netlead" / path).write_bytes((vault / "Netlead" / path).read_bytes() + data)
    pages = [page(path, body) for path, body in second.items()]
    write(vault, *pages)
    held = tree(vault / "Netlead")
    assert {each.path: held.get(each.path) for each in pages} == {each.path: each.text.encode() for each in pages}
    again = write(vault, *pages)
    assert not again.stale
    assert tree(vault / "Netlead") == held


def test_plan_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, WEEK)
    before = tree(tmp_path)
    assert writer.plan_writes(tmp_path, "Netlead", [ACME]).stale
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "mine",
    [
        "publish: false\n",
        "cssclasses:\n  - wide\n  - calm\n",
        "tags: [a,\n  b]\n",
        "aliases:\n- One\n# a remark\npermalink: >-\n  long\n  text\n",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_properties_that_the_user_adds_stay(tmp_path: Path, mine: str, *, first: bool) -> None:
    write(tmp_path, WEEK)
    file = tmp_path / "Netlead" / WEEK.path
    mark = "---\ngenerated-by" if first else "---\n# This week"
    file.write_text(
        WEEK.text.replace(mark, mark.replace("---\n", f"---\n{mine}" if first else f"{mine}---\n")), "utf-8"
    )
    new = page(WEEK.path, "# This week\n\nCall Ada.\n")
    todo = write(tmp_path, new)
    assert not todo.kept_copies
    assert file.read_text("utf-8") == new.text.replace("---\n# This", f"{mine}---\n# This")
    assert not write(tmp_path, new).stale


def test_properties_of_ours_go_when_they_are_no_longer_true(tmp_path: Path) -> None:
    body = "# A\n"
    write(tmp_path, page("A.md", body, extra="netlead_class: mild\nnetlead_waiting_since: 2026-01-01\n"))
    now = page("A.md", body, extra="netlead_class: helped\n")
    write(tmp_path, now)
    assert tree(tmp_path / "Netlead")["A.md"] == now.text.encode()


def test_text_properties_of_the_first_format_go(tmp_path: Path) -> None:
    write(tmp_path, page("A.md", "# A\n", version=1, extra="trust: aware\nclass: mild\nmine: 1\n"))
    now = page("A.md", "# A\n", extra="netlead_trust: 20\n")
    write(tmp_path, now)
    assert tree(tmp_path / "Netlead")["A.md"].decode() == now.text.replace("---\n#", "mine: 1\n---\n#")


def test_an_edited_page_keeps_the_users_properties_too(tmp_path: Path) -> None:
    write(tmp_path, WEEK)
    file = tmp_path / "Netlead" / WEEK.path
    file.write_text(WEEK.text.replace("---\n#", "publish: false\n---\n#") + "My thought.\n", "utf-8")
    assert write(tmp_path, WEEK).edited == (WEEK.path,)
    assert "publish: false" in file.read_text("utf-8")
    assert "publish: false" in (tmp_path / "Netlead" / "This week (my edit).md").read_text("utf-8")


def test_a_page_sealed_by_the_older_hash_is_not_edited(tmp_path: Path) -> None:
    body = "# A\n\n* b\n"
    front = f"generated-by: netlead\nformat: 2\ncontent-hash: {older_content_hash(body)}\n"
    write(tmp_path, Page("A.md", f"---\n{front}---\n{body}"))
    todo = write(tmp_path, page("A.md", body))
    assert (todo.edited, [path for path, _ in todo.writes]) == ((), ["A.md"])


def test_a_folder_with_the_name_of_a_page_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "Netlead" / WEEK.path).mkdir(parents=True)
    todo = write(tmp_path, WEEK, ACME)
    assert (todo.blocked, todo.obstacles) == ((WEEK.path,), ((WEEK.path, "folder"),))
    assert list(tree(tmp_path / "Netlead")) == [ACME.path]


def test_a_file_with_the_name_of_the_ledgers_folder_stops_no_other_page(tmp_path: Path) -> None:
    (tmp_path / "Netlead").mkdir()
    (tmp_path / "Netlead" / "Ledgers").write_bytes(b"mine")
    todo = write(tmp_path, WEEK, ACME)
    assert (todo.blocked, todo.obstacles) == ((ACME.path,), (("Ledgers", "file"),))
    assert sorted(tree(tmp_path / "Netlead")) == ["Ledgers", WEEK.path]


@pytest.mark.parametrize("stage", ["write", "keep"])
def test_a_page_that_the_system_refuses_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    write(tmp_path, page(ACME.path, "# Old\n"), page(WEEK.path, "# Old\n"))
    edited = page(ACME.path, "# Old\n").text + "My thought.\n"
    if stage == "keep":
        (tmp_path / "Netlead" / ACME.path).write_text(edited, "utf-8")
    real = disk.replace_file

    def refuse(target: Path, data: bytes, **more: Any) -> None:  # noqa: ANN401
        if target.name.startswith("Acme") and (stage == "write" or "my edit" in target.name):
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        real(target, data, **more)

    monkeypatch.setattr(disk, "replace_file", refuse)
    with pytest.raises(UserError, match="cannot write: permission denied"):
        write(tmp_path, ACME, WEEK)
    standing = tree(tmp_path / "Netlead")
    assert standing[WEEK.path] == WEEK.text.encode()
    if stage == "keep":
        assert standing[ACME.path] == edited.encode(), "what could not be kept is not written over"
