"""Each folder that an editor has open is served with its own vault (LSP 3.17: workspaceFolders, exit)."""

from pathlib import Path

import pytest

pytest.importorskip("pygls")

from tests.lsp.client import WAIT, Client

SLIP = "---\ntype: person\n---\n\n- 2026-03-02 meting 45m: x\n"


@pytest.fixture
def vaults(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "netlead.toml").write_text("", "utf-8")
        (tmp_path / name / f"{name.title()} Person.md").write_text(SLIP, "utf-8")
    return tmp_path


def open_link(client: Client, folder: str) -> None:
    client.open(f"{folder}/New.md", f"{SLIP}\n- 2026-03-03 call 5m: [[\n")
    client.found(f"{folder}/New.md", 1)


def names_for(client: Client, folder: str) -> list[str]:
    return [each["label"] for each in client.at("completion", f"{folder}/New.md", 6, 25)["items"]]


def wait_for_whole(client: Client, folder: str) -> None:
    """The whole vault has been seen once links can be completed."""
    for _ in range(200):
        found = client.at("completion", f"{folder}/New.md", 6, 25)
        if found and found["items"]:
            return
    pytest.fail("the vault was never seen")


def test_each_folder_is_served_with_its_own_notes(vaults: Path) -> None:
    with Client(vaults, folders=["one", "two"]) as client:
        for folder in ("one", "two"):
            client.open(f"{folder}/{folder.title()} Person.md")
            assert client.found(f"{folder}/{folder.title()} Person.md", 1, "NL301")
            open_link(client, folder)
            wait_for_whole(client, folder)
        assert names_for(client, "one") == ["One Person"]
        assert names_for(client, "two") == ["Two Person"]


def test_folders_come_and_go(vaults: Path) -> None:
    two = {"uri": (vaults / "two").as_uri(), "name": "two"}
    with Client(vaults, folders=["one"]) as client:
        client.open("two/Two Person.md")
        client.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [two], "removed": []}})
        assert client.found("two/Two Person.md", 1, "NL301")
        client.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [two]}})
        while client.said[client.uri("two/Two Person.md")]["diagnostics"]:
            client.next()


def test_a_folder_in_a_vault_is_that_vault(vaults: Path) -> None:
    (vaults / "one" / "People").mkdir()
    with Client(vaults, folders=["one/People", "one"]) as client:
        client.open("one/One Person.md")
        assert client.found("one/One Person.md", 1, "NL301")


def test_it_says_that_it_serves_folders(vaults: Path) -> None:
    with Client(vaults, folders=["one"]) as client:
        assert client.capabilities["workspace"]["workspaceFolders"] == {
            "supported": True,
            "changeNotifications": True,
        }


def test_exit_without_shutdown_is_status_1(vaults: Path) -> None:
    with Client(vaults, folders=["one"]) as client:
        client.tell("exit", None)
        assert client.process.wait(WAIT) == 1
