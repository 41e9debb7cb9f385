import datetime as dt
import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.vault import reader as files
from netlead_md.vault.publish import build_pages
from netlead_md.vault.scanner import NoteFile
from netlead_md.vault.session import NoteOrFault, Session, read_notes

DAY = dt.date(2026, 6, 30)
ADA = "---\ntype: person\norganisation: Acme\n---\n- 2026-06-01 meeting: about the room\n"


class Counting:
    """A reader that notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, found: Sequence[NoteFile], config: Config) -> Iterator[NoteOrFault]:
        self.asked.append([file.path for file in found])
        return read_notes(found, config)


def put(vault: Path, path: str, text: str) -> None:
    file = vault / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", ADA)
    put(tmp_path, "Bob.md", ADA)
    reader = Counting()
    session = Session(tmp_path, reader=reader)
    session.refresh(session.look(), DAY)
    session.refresh(session.look(), DAY + dt.timedelta(1))
    put(tmp_path, "Bob.md", ADA + "more\n")
    put(tmp_path, "Eve.md", ADA)
    (tmp_path / "Ada.md").unlink()
    state = session.refresh(session.look(), DAY)
    assert reader.asked == [["Ada.md", "Bob.md"], [], ["Bob.md", "Eve.md"]]
    assert list(state.notes) == ["Bob.md", "Eve.md"]


def test_another_config_makes_what_was_read_void(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", ADA.replace("meeting", "treffen"))
    reader = Counting()
    session = Session(tmp_path, reader=reader)
    first = session.refresh(session.look(), DAY)
    put(tmp_path, "netlead.toml", "[words]\ntreffen = 'meeting'\n")
    second = session.refresh(session.look(), DAY)
    assert reader.asked == [["Ada.md"], ["Ada.md"]]
    assert [entry.type for entry in first.book.network.entries] == ["note"]
    assert [entry.type for entry in second.book.network.entries] == ["meeting"]


def test_an_unreadable_note_still_exists_and_is_one_fault(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", ADA)
    (tmp_path / "Bob.md").write_bytes(b"\xff")
    session = Session(tmp_path)
    state = session.refresh(session.look(), DAY)
    assert state.book.network.unreadable == ("Bob.md",)
    assert [(fault.trouble, fault.path) for fault in state.faults] == [(FaultKind.NOT_UTF8, "Bob.md")]


def test_a_copy_is_nobody_and_goes_away_with_its_text(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", ADA)
    put(tmp_path, "Ada 2.md", ADA)
    session = Session(tmp_path)
    first = session.refresh(session.look(), DAY)
    assert list(first.book.people) == ["Ada.md"]
    assert [fault.trouble for fault in first.faults] == [FaultKind.CONFLICT_COPY]
    put(tmp_path, "Ada 2.md", "---\ntype: person\n---\n- 2024-01-01 call: somebody else altogether, about a ship\n")
    second = session.refresh(session.look(), DAY)
    assert sorted(second.book.people) == ["Ada 2.md", "Ada.md"]
    assert second.faults == ()


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["Ada.md", "P/Bob.md", "Acme.md", "2026-06-01.md", "Ada 2.md", "netlead.toml"]),
        st.sampled_from(
            [
                "",
                ADA,
                ADA + "- 2026-06-02 ask room: [[Acme]]\n",
                "---\ntype: company\n---\n",
                "size = 2\n",
                "---\nx: [\n",
            ]
        ),
        st.sampled_from(["write", "delete", "move"]),
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(EDITS)
def test_followed_equals_fresh(tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]]) -> None:
    vault = tmp_path_factory.mktemp("vault")
    followed = Session(vault)
    for path, text, deed in edits:
        if deed == "delete":
            (vault / path).unlink(missing_ok=True)
        elif deed == "move" and (vault / path).exists() and path.endswith(".md"):
            (vault / path).rename(vault / f"Moved {Path(path).name}")
        elif path.endswith(".toml") == text.startswith("size"):
            put(vault, path, text)
        followed.refresh(followed.look(), DAY)
    new = Session(vault)
    one, other = followed.refresh(followed.look(), DAY), new.refresh(new.look(), DAY)
    assert (one.book, one.notes, one.faults) == (other.book, other.notes, other.faults)
    assert build_pages(one) == build_pages(other)


@pytest.mark.skipif(os.name != "posix", reason="errors of POSIX")
@pytest.mark.parametrize(("number", "again"), [(errno.EIO, True), (errno.EACCES, False)])
def test_what_fails_without_a_sign_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, again: bool
) -> None:
    put(tmp_path, "Ada.md", ADA)
    put(tmp_path, "Bob.md", ADA)
    reader = Counting()
    session = Session(tmp_path, reader=reader)
    real = files._read_bytes

    def fail(path: str, size: int) -> bytes:
        if path.endswith("Ada.md"):
            raise OSError(number, os.strerror(number))
        return real(path, size)

    with monkeypatch.context() as patch:
        patch.setattr(files, "_read_bytes", fail)
        first = session.refresh(session.look(), DAY)
    assert [fault.trouble for fault in first.faults] == [FaultKind.UNREADABLE]
    assert session.failed == ({"Ada.md"} if again else set())
    second = session.refresh(session.look(), DAY)
    assert reader.asked[1:] == [["Ada.md"] if again else []]
    assert (second is first, session.failed) == (not again, set())


def test_a_state_that_would_be_just_like_the_last_is_the_last(tmp_path: Path) -> None:
    put(tmp_path, "Ada.md", ADA)
    session = Session(tmp_path)
    first = session.refresh(session.look(), DAY)
    os.utime(tmp_path / "Ada.md", (1, 1))
    assert session.refresh(session.look(), DAY) is first
    assert session.refresh(session.look(), DAY + dt.timedelta(1)) is not first
    put(tmp_path, "Netlead/mine.md", "mine\n")
    later = session.refresh(session.look(), DAY)
    assert "Netlead/mine.md" in later.book.network.files
    assert session.refresh(session.look(), DAY) is later
    put(tmp_path, "pic.png", "")
    assert "pic.png" in session.refresh(session.look(), DAY).book.network.files
