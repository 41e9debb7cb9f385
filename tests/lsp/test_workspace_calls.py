"""Names of the whole vault, what stands above a note, files that an editor renames, and kinds of actions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")

from tests.lsp.client import Client

ADA = """\
---
type: person
aliases: [Countess]
organisation: '[[Acme]]'
---

- 2026-03-02 meting 45m: x
"""
ACME = """\
---
type: organisation
---

- 2026-06-01 meeting 1h: with [[Ada Lovelace]] and [[Ada Lovelace|Ada]]
"""
NOTES = {"People/Ada Lovelace.md": ADA, "Orgs/Acme.md": ACME}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    for path, text in NOTES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    with Client(tmp_path) as made:
        made.open("Orgs/Acme.md")
        made.open("People/Ada Lovelace.md")
        for _ in range(500):
            if made.ask("workspace/symbol", {"query": ""}):
                break
        yield made


def names(client: Client, query: str) -> list[tuple[str, str]]:
    found = client.ask("workspace/symbol", {"query": query})
    return [(each["name"], each["location"]["uri"].rpartition("/")[2]) for each in found]


def test_symbols_are_found_by_name_by_alias_and_by_letters_in_order(client: Client) -> None:
    assert names(client, "") == [("Acme", "Acme.md"), ("Ada Lovelace", "Ada%20Lovelace.md")]
    assert names(client, "countess") == [("Ada Lovelace", "Ada%20Lovelace.md")]
    assert names(client, "ad lv") == [("Ada Lovelace", "Ada%20Lovelace.md")]
    assert names(client, "zz") == []


def lenses(client: Client, path: str) -> list[str]:
    found = client.ask("textDocument/codeLens", {"textDocument": {"uri": client.uri(path)}})
    return [each["command"]["title"] for each in found]


def test_class_and_next_step_stand_above_an_organisation(client: Client) -> None:
    found = lenses(client, "Orgs/Acme.md")
    assert found == ["building", "Next: Stay in touch; nothing asked"]
    assert lenses(client, "People/Ada Lovelace.md") == []


def rename(client: Client, old: str, new: str) -> Any:  # noqa: ANN401
    files = [{"oldUri": client.uri(old), "newUri": client.uri(new)}]
    return client.ask("workspace/willRenameFiles", {"files": files})


def test_links_follow_a_file_that_is_renamed(client: Client) -> None:
    edits = rename(client, "People/Ada Lovelace.md", "People/Ada King.md")["changes"]
    assert list(edits) == [client.uri("Orgs/Acme.md")]
    assert [each["newText"] for each in edits[client.uri("Orgs/Acme.md")]] == ["Ada King", "Ada King"]


def test_a_move_changes_no_link_and_a_taken_name_is_said(client: Client) -> None:
    assert rename(client, "People/Ada Lovelace.md", "Ada Lovelace.md") is None
    assert rename(client, "People/Ada Lovelace.md", "People/Acme.md") is None
    assert any("has this name already" in words for words in client.shown)


@pytest.mark.parametrize(
    ("only", "count"), [(None, 1), ([], 0), (["quickfix"], 1), ([""], 1), (["refactor"], 0), (["source.fixAll"], 0)]
)
def test_actions_only_of_the_kinds_that_are_asked_for(client: Client, only: list[str] | None, count: int) -> None:
    path = "People/Ada Lovelace.md"
    found = client.found(path, 1, "NL301")
    place = {"start": {"line": 6, "character": 0}, "end": {"line": 6, "character": 30}}
    context: dict[str, Any] = {"diagnostics": found} | ({} if only is None else {"only": only})
    asked = {"textDocument": {"uri": client.uri(path)}, "range": place, "context": context}
    actions = client.ask("textDocument/codeAction", asked) or []
    assert len([each for each in actions if each["kind"] == "quickfix"]) == count


def test_references_can_be_cancelled_and_asked_again(client: Client) -> None:
    where = {"textDocument": {"uri": client.uri("People/Ada Lovelace.md")}, "position": {"line": 0, "character": 0}}
    asked = where | {"context": {"includeDeclaration": False}}
    client.count += 1
    client._send({"id": client.count, "method": "textDocument/references", "params": asked})
    client.tell("$/cancelRequest", {"id": client.count})
    found = client.ask("textDocument/references", asked)
    assert [each["uri"].rpartition("/")[2] for each in found] == ["Acme.md", "Acme.md"]
