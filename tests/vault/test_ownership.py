import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.diagnostics import PAGE_FORMAT, Page
from netlead_md.rendering.pages import content_hash
from netlead_md.vault.errors import UserError
from netlead_md.vault.generated_files import TrackedState, list_changed_files
from netlead_md.vault.marker import list_output
from netlead_md.vault.scanner import file_signature
from netlead_md.vault.writer import WritePlan, plan_writes, write_pages

LATER = 10**11
"""Nanoseconds after which no clock stands still any more."""


def page(path: str, body: str, version: int = 1) -> Page:
    front = f"generated-by: netlead\nformat: {version}\ncontent-hash: {content_hash(body)}\n"
    return Page(path, f"---\n{front}---\n{body}")


WEEK = page("This week.md", "# This week\n")
ACME = page("Ledgers/Acme ledger.md", "# Acme ledger\n")


def old(known: Mapping[str, TrackedState]) -> dict[str, TrackedState]:
    """What is known, as if it had been read long after it was written."""
    return {path: msgspec.structs.replace(held, at=held.at + LATER) for path, held in known.items()}


def written(vault: Path, *pages: Page) -> dict[str, TrackedState]:
    return old(write_pages(vault, "Netlead", plan_writes(vault, "Netlead", pages)))


def edit(file: Path, text: str) -> None:
    """Change a page in place, as an editor does; the clock goes on for certain."""
    before = os.lstat(file).st_ctime_ns
    while True:
        file.write_text(text, encoding="utf-8", newline="\n")
        if os.lstat(file).st_ctime_ns != before:
            return


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the pages that are read."""
    names: list[str] = []
    real = Path.read_bytes

    def noted(path: Path) -> bytes:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr("netlead_md.vault.generated_files.Path.read_bytes", noted)
    return names


def test_what_is_known_is_not_read_again(tmp_path: Path, read: list[str]) -> None:
    (tmp_path / "Netlead").mkdir()
    (tmp_path / "Netlead" / "mine.md").write_text("mine", encoding="utf-8")
    known = written(tmp_path, WEEK, ACME)
    read.clear()
    todo = plan_writes(tmp_path, "Netlead", (WEEK, ACME), known)
    assert (read, todo.stale, todo.same, todo.unread) == (
        [],
        False,
        ("This week.md", "Ledgers/Acme ledger.md"),
        ("mine.md",),
    )
    edit(tmp_path / "Netlead" / "This week.md", f"{WEEK.text}mine\n")
    todo = plan_writes(tmp_path, "Netlead", (WEEK, ACME), known)
    assert (read, todo.edited) == (["This week.md"], ("This week.md",))


def test_a_page_that_was_just_written_is_read_once_more(tmp_path: Path, read: list[str]) -> None:
    """Whoever saves it within the same tick of the clock leaves no other sign."""
    known = write_pages(tmp_path, "Netlead", plan_writes(tmp_path, "Netlead", (WEEK,)))
    read.clear()
    known = plan_writes(tmp_path, "Netlead", (WEEK,), known).held
    assert read == ["This week.md"]
    plan_writes(tmp_path, "Netlead", (WEEK,), old(known))
    assert read == ["This week.md"]


def test_an_edit_between_plan_and_writing_is_not_lost(tmp_path: Path) -> None:
    written(tmp_path, WEEK, ACME)
    new = (page("This week.md", "# New\n"), ACME)
    for path, pages in (("This week.md", new), ("Ledgers/Acme ledger.md", new[:1])):
        todo = plan_writes(tmp_path, "Netlead", pages)
        file = tmp_path / "Netlead" / path
        text = file.read_text(encoding="utf-8") + "mine\n"
        edit(file, text)
        with pytest.raises(UserError, match="was changed while the pages were made"):
            write_pages(tmp_path, "Netlead", todo)
        assert file.read_text(encoding="utf-8") == text
        write_pages(tmp_path, "Netlead", plan_writes(tmp_path, "Netlead", pages))
        assert "mine" in (file.parent / f"{file.stem} (my edit).md").read_text(encoding="utf-8")


def test_a_file_that_took_the_name_of_a_page_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    written(tmp_path, WEEK)
    todo = plan_writes(tmp_path, "Netlead", (WEEK, ACME))
    file = tmp_path / "Netlead" / "Ledgers" / "Acme ledger.md"
    file.parent.mkdir()
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="was changed while"):
        write_pages(tmp_path, "Netlead", todo)
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_vault_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    todo = plan_writes(vault, "Reviews/Netlead", (WEEK,))
    vault.rmdir()
    with pytest.raises(UserError):
        write_pages(vault, "Reviews/Netlead", todo)
    assert not vault.exists()


def seen(vault: Path, known: Mapping[str, TrackedState]) -> tuple[str, ...]:
    return list_changed_files(list_output(vault / "Netlead"), known, time.time_ns() + LATER)


def test_what_is_amiss(tmp_path: Path) -> None:
    known = written(tmp_path, WEEK, ACME)
    pages = tmp_path / "Netlead"
    assert seen(tmp_path, known) == (), "our own writing is nothing amiss"
    edit(pages / "This week.md", "mine")
    (pages / "Ledgers" / "Acme ledger.md").unlink()
    (pages / "new.md").write_text("mine", encoding="utf-8")
    (pages / ".hidden").write_text("", encoding="utf-8")
    (pages / ".netlead-0123456789abcdef.tmp").write_text("", encoding="utf-8")
    assert seen(tmp_path, known) == (
        ".netlead-0123456789abcdef.tmp",
        "Ledgers/Acme ledger.md",
        "This week.md",
        "new.md",
    )
    shutil.rmtree(pages)
    assert seen(tmp_path, known) == ("Ledgers/Acme ledger.md", "This week.md")


def test_what_was_written_just_now_is_looked_at_once_more(tmp_path: Path) -> None:
    known = write_pages(tmp_path, "Netlead", plan_writes(tmp_path, "Netlead", (WEEK,)))
    now = list_output(tmp_path / "Netlead")
    assert list_changed_files(now, known, known["This week.md"].at) == (), "still too early to tell"
    assert list_changed_files(now, known, known["This week.md"].at + LATER) == ("This week.md",)
    assert seen(tmp_path, old(plan_writes(tmp_path, "Netlead", (WEEK,), known).held)) == ()


def test_pages_of_a_newer_netlead_and_links_are_nothing_amiss(tmp_path: Path) -> None:
    pages = tmp_path / "Netlead"
    pages.mkdir()
    (pages / "This week.md").write_text(
        page("This week.md", "# Better\n", version=PAGE_FORMAT + 1).text, encoding="utf-8"
    )
    (pages / "link.md").symlink_to("This week.md")
    known = written(tmp_path, WEEK)
    assert seen(tmp_path, known) == ()
    assert plan_writes(tmp_path, "Netlead", (WEEK,), known).newer == ("This week.md",)


def test_what_is_known_says_what_the_disk_says(tmp_path: Path) -> None:
    known = write_pages(tmp_path, "Netlead", plan_writes(tmp_path, "Netlead", (WEEK, ACME)))
    now = {path: file_signature(os.lstat(tmp_path / "Netlead" / path)) for path in known}
    assert {path: held.signature for path, held in known.items()} == now
    assert {path: held.text for path, held in known.items()} == {each.path: each.text for each in (WEEK, ACME)}
    assert all(held.format == PAGE_FORMAT for held in known.values())


NAMES = st.sampled_from(["This week.md", "Ledgers/A ledger.md", "Ledgers/Ä ledger.md", "Review day.md"])
PAGES = st.dictionaries(NAMES, st.sampled_from(["# One\n", "# Two\n", "# Three\n\nMore.\n"]), max_size=4)
EDITS = st.dictionaries(NAMES, st.sampled_from(["mine", "gone", "same size", "foreign"]), max_size=3)


def disturb(file: Path, deed: str) -> None:
    if not file.is_file():
        return
    text = file.read_text(encoding="utf-8")
    if deed == "mine":
        edit(file, f"{text}mine\n")
    elif deed == "same size":
        edit(file, text.replace("# T", "# t").replace("# O", "# o"))
    elif deed == "foreign":
        edit(file, "none of yours\n")
    else:
        file.unlink()


def plain(todo: WritePlan) -> tuple[object, ...]:
    return todo.writes, todo.same, todo.kept_copies, todo.edited, todo.removals, todo.blocked, todo.unread


@settings(max_examples=60)
@given(st.lists(st.tuples(PAGES, EDITS), min_size=1, max_size=4))
def test_a_plan_with_what_is_known_is_a_plan_from_scratch(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[tuple[dict[str, str], dict[str, str]]]
) -> None:
    vault = tmp_path_factory.mktemp("vault")
    known: Mapping[str, TrackedState] = {}
    for bodies, edits in rounds:
        pages = [page(path, body) for path, body in bodies.items()]
        todo = plan_writes(vault, "Netlead", pages, known)
        assert plain(todo) == plain(plan_writes(vault, "Netlead", pages))
        known = old(write_pages(vault, "Netlead", todo))
        for path, deed in edits.items():
            disturb(vault / "Netlead" / path, deed)


OWN = 'publish: false\ncssclasses:\n  - wide\n"my key": a\n'


def test_properties_that_the_user_adds_to_a_page_stay(tmp_path: Path) -> None:
    written(tmp_path, WEEK)
    file = tmp_path / "Netlead" / "This week.md"
    edit(file, WEEK.text.replace("generated-by: netlead\n", f"generated-by: netlead\n{OWN}"))
    known: Mapping[str, TrackedState] = {}
    for body in ("# One\n", "# Two\n", "# Two\n"):
        new = page("This week.md", body)
        todo = plan_writes(tmp_path, "Netlead", (new,), known)
        assert todo.edited == ()
        known = old(write_pages(tmp_path, "Netlead", todo))
        front, _, rest = file.read_text("utf-8").removeprefix("---\n").partition("---\n")
        assert front.endswith(OWN)
        assert f"---\n{front.removesuffix(OWN)}---\n{rest}" == new.text
    assert not plan_writes(tmp_path, "Netlead", (new,), known).stale


TABLE = "# T\n\nsome _words_ and __more__\n\n- one\n- two\n\n| a | b |\n|---|---:|\n| long cell | 2 |\n\nend\n"
PADDED = "| a         |   b |\n| --------- | --: |\n| long cell |   2 |"
FORMATTED = (
    TABLE.replace("_words_", "*words*")
    .replace("__more__", "**more**")
    .replace("- one\n- two\n", "* one\n* two\n\n")
    .replace("| a | b |\n|---|---:|\n| long cell | 2 |", PADDED)
)


def test_a_formatter_edits_nothing(tmp_path: Path) -> None:
    table = page("T.md", TABLE)
    written(tmp_path, table)
    file = tmp_path / "Netlead" / "T.md"
    edit(file, table.text.replace(TABLE, FORMATTED))
    assert plan_writes(tmp_path, "Netlead", (table,)).edited == ()
    edit(file, table.text.replace("long cell", "longer cell"))
    assert plan_writes(tmp_path, "Netlead", (table,)).edited == ("T.md",)


def test_a_folder_with_the_name_of_a_page_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "Netlead" / "This week.md").mkdir(parents=True)
    todo = plan_writes(tmp_path, "Netlead", (WEEK, ACME))
    assert todo.blocked == ("This week.md",)
    write_pages(tmp_path, "Netlead", todo)
    assert (tmp_path / "Netlead" / "Ledgers" / "Acme ledger.md").is_file()


def test_a_file_in_the_place_of_a_folder_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "Netlead").mkdir()
    (tmp_path / "Netlead" / "Ledgers").write_text("mine", encoding="utf-8")
    todo = plan_writes(tmp_path, "Netlead", (ACME, WEEK))
    write_pages(tmp_path, "Netlead", todo)
    assert todo.obstacles
    assert (tmp_path / "Netlead" / "This week.md").is_file()
    assert (tmp_path / "Netlead" / "Ledgers").read_text("utf-8") == "mine"
