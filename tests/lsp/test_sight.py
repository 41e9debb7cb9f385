"""What the server sees after a change, with the findings of the time before, is what it would see anew."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from netlead_md.lsp.index import build_workspace_index
from netlead_md.lsp.workspace import Workspace
from netlead_md.vault.session import read_notes
from tests.linking.edits import EDITS, VAULT, edit

DAY = dt.date(2026, 6, 30)


def desk_of(folder: Path, texts: dict[str, str]) -> Workspace:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return Workspace(folder, read_notes, config=None, day=lambda _: DAY)


@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_is_found_after_changes_is_what_a_fresh_look_finds(changes: list[list[tuple[str, str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        texts = dict(VAULT)
        desk = desk_of(Path(folder).resolve(), texts)
        desk.look()
        for deeds in changes:
            before = set(texts)
            for deed, path, what in deeds:
                edit(texts, deed, path, what)
            for path, text in texts.items():
                desk.put(path, text)
            for path in before - texts.keys():
                desk.close(path)
                (desk.vault / path).unlink(missing_ok=True)
            desk.look()
            sight = desk.sight
            assert sight is not None
            assert sight.diagnostics == build_workspace_index(sight.state, sight.texts).diagnostics


def test_an_unsaved_text_is_seen_and_forgotten_when_it_is_closed(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, VAULT)
    desk.look()
    desk.put("People/Ada.md", VAULT["People/Ada.md"] + "- 2026-06-01 call: [[Nobod]]\n")
    assert "NL201" in {each.code for each in desk.diagnostics("People/Ada.md")}
    desk.look()
    assert "NL201" in {each.code for each in desk.diagnostics("People/Ada.md")}
    desk.close("People/Ada.md")
    desk.look()
    assert desk.diagnostics("People/Ada.md") == ()
    assert desk.sight is not None
    assert "NL201" not in {each.code for each in desk.sight.diagnostics.get("People/Ada.md", ())}
