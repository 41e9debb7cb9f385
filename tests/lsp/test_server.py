"""The real server over its pipes, driven by a plain client (SPEC §5.1)."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra lsp is not installed")

from tests.lsp.client import Client

ADA = """---
type: person
organisation: "[[Acme]]"
knows: ["[[Bob Boole]]"]
---
# Ada Lovelace

- 2026-06-03 meeting 45m: at [[Acme]], 🎉 with [[Bob Boole|Bob]] too
- 2026-06-04 pledge facilities email by 2026-09-01: a room ^room
"""
BOB = """---
type: person
aliases: [Bobby]
organisation: Acme
---
Met through [[People/Ada Lovelace#Ada Lovelace|Ada]] and ![[Ada Lovelace]].
See [her](Ada%20Lovelace.md#notes).

```
[[Ada Lovelace]] in code
```
"""
ACME = """---
type: organisation
power: high
---
- 2026-06-10 message: to [[Ada Lovelace]]
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "People").mkdir()
    (tmp_path / ".obsidian").mkdir()
    for path, text in {"People/Ada Lovelace.md": ADA, "People/Bob Boole.md": BOB, "Acme.md": ACME}.items():
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def client(vault: Path) -> Iterator[Client]:
    with Client(vault) as client:
        client.open("People/Ada Lovelace.md", ADA)
        client.found("People/Ada Lovelace.md", 1)
        wait_for_sight(client)
        yield client


def wait_for_sight(client: Client) -> None:
    """Answers come once the whole vault was seen."""
    end = time.monotonic() + 20
    while client.at("definition", "People/Ada Lovelace.md", 2, 18) is None:
        assert time.monotonic() < end
        time.sleep(0.05)


def type_text(client: Client, text: str, version: int = 2) -> None:
    client.change("People/Ada Lovelace.md", text, version)


def labels(answer: dict[str, Any]) -> list[str]:
    return [item["label"] for item in answer["items"]]


def test_a_slip_is_told_as_it_is_typed_and_goes_with_it(client: Client, vault: Path) -> None:
    type_text(client, ADA.replace("[[Bob Boole|Bob]]", "[[Bob Bole]]"))
    found = client.found("People/Ada Lovelace.md", 2, "NL201")
    (slip,) = [each for each in found if each["code"] == "NL201"]
    # `- 2026-06-03 meeting 45m: at [[Acme]], 🎉 with ` is 46 code points and 47 units of UTF-16; then `[[`.
    assert slip["range"] == {"start": {"line": 7, "character": 49}, "end": {"line": 7, "character": 57}}
    assert "Bob Boole" in slip["message"]
    type_text(client, ADA, 3)
    client.found("People/Ada Lovelace.md", 3, "NL201", gone=True)
    assert (vault / "People/Ada Lovelace.md").read_text("utf-8") == ADA


def test_the_whole_vault_sees_the_unsaved_text(client: Client) -> None:
    client.open("Acme.md")
    text = ADA.replace("# Ada", "# Ada").replace("type: person", "type: recipe")
    type_text(client, text)
    # Acme's line links somebody who is none of ours any more, until the text is put back.
    client.found("People/Ada Lovelace.md", 2)
    end = time.monotonic() + 20
    while "· person" in str(client.at("hover", "Acme.md", 4, 30)):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_completion_of_fields_values_and_names(client: Client) -> None:
    name = "People/Ada Lovelace.md"
    type_text(client, ADA.replace("knows:", "circle: \nin\nknows:"))
    client.found(name, 2)
    assert labels(client.at("completion", name, 3, 8)) == ["inner", "close", "active", "wider"]
    fields = labels(client.at("completion", name, 4, 2))
    assert "influence" in fields
    assert "power" not in fields
    assert "organisation" not in fields
    type_text(client, ADA.replace('"[[Acme]]"', '"[['), 3)
    client.found(name, 3)
    assert labels(client.at("completion", name, 2, 17)) == ["Acme"]


@pytest.mark.parametrize(
    ("line", "some", "none"),
    [
        ("- 2026-06-05 pl", {"pledge", "meeting", "trust+"}, {"finance"}),
        ("- 2026-06-05 pledge ", {"finance", "letter", "large", "by"}, {"excellent", "pledge"}),
        ("- 2026-06-05 task ", {"excellent", "dropped"}, {"finance"}),
        ("- 2026-06-05 evidence re ", {"room"}, {"letter"}),
        ("- 2026-06-05 call with 🎉 [[", {"Bob Boole", "Acme"}, set()),
        ("just prose with [[", set(), {"Bob Boole", "Acme"}),
        ("- undated [[", set(), {"Bob Boole", "Acme"}),
        ("just prose with ", set(), {"meeting", "finance"}),
        ("```\n- 2026-06-05 call with [[", set(), {"Bob Boole"}),
    ],
)
def test_completion_in_entries_and_nowhere_else(client: Client, line: str, some: set[str], none: set[str]) -> None:
    name = "People/Ada Lovelace.md"
    type_text(client, ADA + line)
    client.found(name, 2)
    last = (ADA + line).count("\n")
    at = len(line.rsplit("\n", maxsplit=1)[-1].encode("utf-16-le")) // 2
    found = set(labels(client.at("completion", name, last, at)))
    assert some <= found
    assert not none & found
    if not some:
        assert found == set()


def test_a_completed_name_closes_its_link_right_after_an_emoji(client: Client) -> None:
    name, line = "People/Ada Lovelace.md", "- 2026-06-05 call with 🎉[["
    type_text(client, ADA + line)
    client.found(name, 2)
    items = client.at("completion", name, 9, 27)["items"]
    (acme,) = [item for item in items if item["label"] == "Acme"]
    where = {"line": 9, "character": 27}
    assert acme["textEdit"] == {"range": {"start": where, "end": where}, "newText": "Acme]]"}


def test_of_many_names_those_that_fit_what_is_written(client: Client, vault: Path) -> None:
    for number in range(400):
        (vault / "People" / f"Cyd {number:03}.md").write_text("---\ntype: person\n---\n", "utf-8")
    client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("People"), "type": 1}]})
    name, line = "People/Ada Lovelace.md", "- 2026-06-05 call with [[cyd 39"
    type_text(client, ADA + line)
    end = time.monotonic() + 20
    while len(found := client.at("completion", name, 9, 25)["items"]) < 300:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert len(found) == 300
    assert client.at("completion", name, 9, 25)["isIncomplete"] is True
    narrowed = client.at("completion", name, 9, len(line))
    assert labels(narrowed) == [f"Cyd {number}" for number in range(390, 400)]
    assert narrowed["isIncomplete"] is False


def test_hover_says_who_somebody_is_and_what_a_code_means(client: Client) -> None:
    name = "People/Ada Lovelace.md"
    acme = client.at("hover", name, 2, 18)["contents"]["value"]
    assert acme.startswith("**Acme** · organisation")
    assert "Trust: " in acme
    assert "Support: " in acme
    assert "Class: on-the-way, help is on the way" in acme
    assert "Next: " in acme
    bob = client.at("hover", name, 7, 50)["contents"]["value"]
    assert bob.startswith("**Bob Boole** · person, Acme")
    type_text(client, ADA + "%% netlead-ignore NL201 %%\n")
    client.found(name, 2)
    assert client.at("hover", name, 9, 20)["contents"]["value"].startswith("# NL201")
    assert client.at("hover", name, 5, 3) is None


def test_definition_and_references(client: Client, vault: Path) -> None:
    name = "People/Ada Lovelace.md"
    (found,) = client.at("definition", name, 7, 50)
    assert found["uri"] == (vault / "People/Bob Boole.md").as_uri()
    client.open("People/Bob Boole.md")
    (heading,) = client.at("definition", "People/Bob Boole.md", 5, 20)
    assert heading["range"]["start"]["line"] == 5
    named = client.at("references", "Acme.md", 4, 30, context={"includeDeclaration": False})
    lines = [(each["uri"].rpartition("/")[2], each["range"]["start"]["line"]) for each in named]
    assert lines == [("Acme.md", 4), ("Bob%20Boole.md", 5), ("Bob%20Boole.md", 5), ("Bob%20Boole.md", 6)]
    type_text(client, ADA + "- 2026-06-20 evidence letter re room: signed\n")
    client.found(name, 2)
    (pledge,) = client.at("definition", name, 9, 34)
    assert pledge["range"]["start"]["line"] == 8
    (told,) = client.at("references", name, 8, 61, context={"includeDeclaration": False})
    assert told["range"]["start"]["line"] == 9


def test_rename_moves_the_file_and_every_link(client: Client) -> None:
    prepared = client.at("prepareRename", "Acme.md", 4, 30)
    assert prepared["placeholder"] == "Ada Lovelace"
    changes = client.at("rename", "Acme.md", 4, 30, newName="Ada King")["documentChanges"]
    *edits, file = changes
    uri, new = client.uri("People/Ada Lovelace.md"), client.uri("People/Ada King.md")
    assert file == {"kind": "rename", "oldUri": uri, "newUri": new}
    texts = {each["textDocument"]["uri"]: each["edits"] for each in edits}
    assert edited(ACME, texts[client.uri("Acme.md")]) == ACME.replace("Lovelace", "King")
    bob = edited(BOB, texts[client.uri("People/Bob Boole.md")])
    assert "[[People/Ada King#Ada Lovelace|Ada]] and ![[Ada King]]." in bob
    assert "[her](Ada%20King.md#notes)" in bob
    assert "[[Ada Lovelace]] in code" in bob


def test_rename_reaches_fields_that_name_without_a_link(client: Client) -> None:
    *edits, file = client.at("rename", "People/Ada Lovelace.md", 2, 18, newName="Apex")["documentChanges"]
    assert file["newUri"] == client.uri("Apex.md")
    texts = {each["textDocument"]["uri"]: each["edits"] for each in edits}
    assert edited(BOB, texts[client.uri("People/Bob Boole.md")]) == BOB.replace("Acme", "Apex")
    assert edited(ADA, texts[client.uri("People/Ada Lovelace.md")]) == ADA.replace("Acme", "Apex")


@pytest.mark.parametrize(("name", "why"), [("a|b", "cannot be"), ("bob boole", "already"), (" ", "cannot be")])
def test_rename_refuses_in_words(client: Client, name: str, why: str) -> None:
    where = {"textDocument": {"uri": client.uri("Acme.md")}, "position": {"line": 4, "character": 30}}
    answer = client.call("textDocument/rename", where | {"newName": name})
    assert why in answer["error"]["message"]


def test_a_code_action_mends_the_unsaved_text(client: Client) -> None:
    text = ADA.replace("knows:", "circel: inner\nknows:")
    type_text(client, text)
    client.found("People/Ada Lovelace.md", 2)
    uri = client.uri("People/Ada Lovelace.md")
    where = {"start": {"line": 3, "character": 0}, "end": {"line": 3, "character": 0}}
    asked = {"textDocument": {"uri": uri}, "range": where, "context": {"diagnostics": []}}
    (action,) = [each for each in client.ask("textDocument/codeAction", asked) if each["kind"] == "quickfix"]
    assert action["isPreferred"] is True
    assert edited(text, action["edit"]["changes"][uri]) == text.replace("circel", "circle")


def test_a_file_that_appears_on_the_disk_is_seen(client: Client, vault: Path) -> None:
    name = "People/Ada Lovelace.md"
    type_text(client, ADA.replace("[[Bob Boole|Bob]]", "[[Cyd Curie]]"))
    client.found(name, 2, "NL201")
    (vault / "Cyd Curie.md").write_text("---\ntype: person\n---\n", "utf-8")
    what = {"changes": [{"uri": client.uri("Cyd Curie.md"), "type": 1}]}
    client.tell("workspace/didChangeWatchedFiles", what)
    client.found(name, 2, "NL201", gone=True)


def test_it_looks_at_the_disk_without_being_told(client: Client, vault: Path) -> None:
    type_text(client, ADA.replace("[[Bob Boole|Bob]]", "[[Cyd Curie]]"))
    client.found("People/Ada Lovelace.md", 2, "NL201")
    (vault / "Cyd Curie.md").write_text("---\ntype: person\n---\n", "utf-8")
    client.found("People/Ada Lovelace.md", 2, "NL201", gone=True)


def test_the_editors_folder_names_the_vault_and_other_files_get_nothing(vault: Path) -> None:
    with Client(vault, root=True) as client:
        client.open("People/Ada Lovelace.md", ADA)
        assert client.found("People/Ada Lovelace.md", 1) is not None
        wait_for_sight(client)
        assert client.capabilities["positionEncoding"] == "utf-16"
        client.open(".obsidian/Hidden.md", "[[Nobody]]")
        assert client.at("hover", ".obsidian/Hidden.md", 0, 3) is None


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """Make the edits of a protocol's answer; the texts of these tests hold no emoji before an edit."""
    lines = text.split("\n")
    for each in sorted(edits, key=lambda each: str(each["range"]), reverse=True):
        start, end = each["range"]["start"], each["range"]["end"]
        assert start["line"] == end["line"]
        line = lines[start["line"]]
        lines[start["line"]] = line[: start["character"]] + each["newText"] + line[end["character"] :]
    return "\n".join(lines)
