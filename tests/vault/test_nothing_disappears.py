"""Nothing that somebody wrote disappears without a word: twins of one name, templates, budgets, patterns, pipes."""

import datetime as dt
import os
import unicodedata
from pathlib import Path

import pytest

from netlead_md.editing.forget import apply_forgetting, plan_forgetting
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import FaultKind
from netlead_md.vault import reader as files
from netlead_md.vault.config import load_config
from netlead_md.vault.errors import UserError
from netlead_md.vault.real_path import find_file
from netlead_md.vault.scanner import find_left_out, scan_vault
from netlead_md.vault.session import Session
from tests.rules.gallery import check

DAY = dt.date(2026, 6, 30)
COMPOSED = unicodedata.normalize("NFC", "Café")
DECOMPOSED = unicodedata.normalize("NFD", "Café")
distinct = pytest.mark.skipif(os.name == "nt", reason="this system may not tell the two forms apart")


def put(vault: Path, notes: dict[str, str]) -> Path:
    for path, text in notes.items():
        (vault / path).parent.mkdir(parents=True, exist_ok=True)
        (vault / path).write_text(text, encoding="utf-8")
    return vault


def found(vault: Path) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for each in check(vault, DAY):
        told.setdefault(each.code, []).append(each.path)
    return told


@distinct
@pytest.mark.parametrize("order", [(COMPOSED, DECOMPOSED), (DECOMPOSED, COMPOSED)])
def test_two_forms_of_one_name_are_two_notes(tmp_path: Path, order: tuple[str, str]) -> None:
    texts = {COMPOSED: "- 2026-05-01 trust++: a\n", DECOMPOSED: "- 2026-05-01 trust--: b\n"}
    for name in order:
        put(tmp_path, {f"{name}.md": f"---\ntype: organisation\n---\n{texts[name]}"})
    session = Session(tmp_path)
    state = session.refresh(session.look(), DAY)
    assert sorted(state.notes) == sorted([f"{COMPOSED}.md", f"{DECOMPOSED}.md"])
    assert {entry.type for entry in state.book.network.entries} == {"trust++", "trust--"}
    told = found(tmp_path)
    assert told["NL009"] == [f"{DECOMPOSED}.md"]
    assert not {"NL007", "NL205"} & told.keys()


@distinct
def test_a_file_is_found_in_any_form_of_its_folders_and_name(tmp_path: Path) -> None:
    put(tmp_path, {f"{DECOMPOSED}/{DECOMPOSED}.md": "x\n"})
    assert find_file(tmp_path, f"{COMPOSED}/{COMPOSED}.md").read_text(encoding="utf-8") == "x\n"
    assert find_file(tmp_path, f"{COMPOSED}/no.md") == tmp_path / DECOMPOSED / "no.md"


@distinct
def test_somebody_with_a_decomposed_name_can_be_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    vault = put(tmp_path / "vault", {f"People/{DECOMPOSED}.md": "---\ntype: person\n---\n"})
    session = Session(vault)
    state = session.refresh(session.look(), DAY)
    apply_forgetting(vault, plan_forgetting(state, f"People/{COMPOSED}.md", "J. P."))
    assert not list(vault.rglob("*.md"))


def test_a_pattern_that_takes_too_long_leaves_nothing_out_and_is_told() -> None:
    slow = "/^(?:(?:a|aa)+b?)+$/"
    config = Config(excluded=(slow, "/^keep out/", "Archive/"), template_folders=("T",))
    paths = [f"{'a' * 90}.md", "Keep out.md", "archive/x.md", "T/y.md", "T.md", "Tx.md", "in Archive/z.md"]
    left_out = find_left_out(config, paths)
    assert left_out.given_up == (slow,)
    assert left_out.paths == {"Keep out.md", "archive/x.md", "T/y.md", "T.md"}


def test_what_is_no_pattern_is_taken_as_its_letters() -> None:
    assert find_left_out(Config(excluded=("/(a/",)), ["x/(a/b.md", "a.md"]).paths == {"x/(a/b.md"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x\n" * 200_002, "lines"),
        ("w" * 3_000_001, "characters in one line"),
        (f"---\nx: {'w ' * 300_000}\n---\n", "characters of properties"),
    ],
)
def test_a_note_beyond_its_budget_is_left_out_and_told(tmp_path: Path, text: str, what: str) -> None:
    put(tmp_path, {"a.md": text})
    (note,) = scan_vault(tmp_path, Config()).notes
    fault = files.read_note_file(note).fault
    assert fault is not None
    assert (fault.trouble, fault.words[0]) == (FaultKind.OVER_BUDGET, what)
    assert found(tmp_path)["NL010"] == ["a.md"]


TALK = "- 2026-06-11 trust++: gave me the keys\n- 2026-06-12 call: their mail merge says {{name}} at the top\n"


@pytest.mark.parametrize(
    ("text", "template"),
    [
        (f"---\ntype: organisation\n---\n{TALK}", False),
        ("---\ntype: person\n---\n- 2026-06-11 call: hello\n\nShe writes <% tp.date.now() %> on top.\n", False),
        ("---\ntype: person\n---\nShe writes <% tp.date.now() %> on top.\n", False),
        ("---\ntype: person\nmet: '{{date}}'\n---\n- 2026-06-11 call: hello\n", False),
        ("---\ntype: person\nmet: '{{date}}'\n---\n- {{date}} call: hello\n", True),
        ("---\ntype: person\n---\n# {{title}}\n\n- call: hello\n", True),
        ("---\ntype: person\n---\n# `{{title}}`, and how we use it\n", False),
    ],
)
def test_only_marks_in_properties_or_title_without_a_dated_line_make_a_template(
    tmp_path: Path, text: str, template: bool
) -> None:
    put(tmp_path, {"Somebody.md": text})
    assert ("NL011" in found(tmp_path)) is template
    session = Session(tmp_path)
    network = session.refresh(session.look(), DAY).book.network
    assert bool(network.people or network.organisations) is not template


def test_a_front_matter_that_holds_itself_is_read_to_its_end(tmp_path: Path) -> None:
    put(tmp_path, {"People/A.md": "---\nx: &a [*a]\ny: 1\ny: 2\n---\n", "B.md": "---\ntype: person\n---\n"})
    assert found(tmp_path)["NL104"] == ["People/A.md"]


@pytest.mark.parametrize("front", ["- " * 30_000 + "x", "x: " + "? - " * 20_000, f"a:\n{' ' * 1001}b: c"])
def test_lists_in_lists_are_refused_before_they_overrun_a_stack(tmp_path: Path, front: str) -> None:
    put(tmp_path, {"People/A.md": f"---\n{front}\n---\n- 2026-06-01 call: x\n"})
    assert found(tmp_path)["NL101"] == ["People/A.md"]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "netlead.toml")
    with pytest.raises(UserError, match="no plain file"):
        load_config(tmp_path, None)
    (tmp_path / "netlead.toml").unlink()
    (tmp_path / ".obsidian").mkdir()
    os.mkfifo(tmp_path / ".obsidian" / "app.json")
    assert load_config(tmp_path, None).config.excluded == ()


def test_a_folder_that_cannot_be_is_refused_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, {"netlead.toml": 'rules = 1\noutput = "a\\u0000b"\n'})
    with pytest.raises(UserError, match="`output`") as raised:
        load_config(tmp_path, None)
    assert raised.value.line == 2
