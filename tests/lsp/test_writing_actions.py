"""Actions that write: what each lays into the text, that it is read as it says, and that kinds are asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls")

from tests.lsp.client import Client

ADA = """\
---
type: person
organisation: '[[Acme]]'
knows: ['[[Nobody At All]]']
---

## Log

- 2026-03-02 meting 45m: x
- 2026-03-03 call 20 min: about y ^first

Text.
"""
MINE = "an editor's mark of its request"
ACME = """\
---
type: organisation
---

- 2026-02-01 trust++: they vouched for us
- 2026-02-02 trust++: and again
- 2026-02-03 trust++: and again
- 2026-04-01 support facilities small: a desk
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    for path, text in {"People/Ada.md": ADA, "Orgs/Acme.md": ACME}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    with Client(tmp_path) as made:
        made.open("Orgs/Acme.md")
        made.open("People/Ada.md")
        while not made.ask("workspace/symbol", {"query": ""}):
            pass
        yield made


def actions(client: Client, path: str, line: int, only: list[str] | None = None) -> list[dict[str, Any]]:
    spot = {"line": line, "character": 0}
    context: dict[str, Any] = {"diagnostics": []} | ({"only": only} if only is not None else {})
    asked = {"textDocument": {"uri": client.uri(path)}, "range": {"start": spot, "end": spot}, "context": context}
    return list(client.ask("textDocument/codeAction", asked) or [])


def applied(action: dict[str, Any], text: str) -> str:
    """The text after an action, as an editor applies it (the texts here have no letter of two units)."""
    ((_, edits),) = action["edit"]["changes"].items()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def offset(spot: dict[str, int]) -> int:
        return min(starts[spot["line"]] + spot["character"], len(text))

    for edit in sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def titled(found: list[dict[str, Any]], words: str) -> dict[str, Any]:
    (one,) = [each for each in found if words in each["title"]]
    return one


def test_the_next_step_is_written_among_the_dated_lines(client: Client) -> None:
    found = actions(client, "Orgs/Acme.md", 0, ["refactor"])
    step = titled(found, "Write the next step: thanks")
    after = applied(step, ACME)
    assert after == ACME + "- 2026-06-30 thanks: [[Acme]]\n"
    client.change("Orgs/Acme.md", after, 2)
    client.found("Orgs/Acme.md", 2)
    while any("thanks" in each["title"] for each in actions(client, "Orgs/Acme.md", 0, ["refactor"])):
        pass  # seen anew: they are thanked, and the step is another


def test_a_contact_and_a_decision_go_into_the_log(client: Client) -> None:
    found = actions(client, "People/Ada.md", 0, ["refactor.rewrite"])
    assert {each["kind"] for each in found} == {"refactor.rewrite"}
    logged = applied(titled(found, "Log a contact"), ADA)
    assert logged == ADA.replace("about y ^first\n", "about y ^first\n- 2026-06-30 call 20m: \n")
    reviews = [each["title"] for each in found if each["title"].startswith("Review: ")]
    assert len(reviews) == 5
    paused = applied(titled(found, "Review: pause"), ADA)
    assert "\n- 2026-06-30 review pause: \n" in paused


def test_a_finding_is_silenced_on_its_line_and_the_silence_holds(client: Client) -> None:
    client.found("People/Ada.md", 1, "NL306")
    (line,) = [at for at, text in enumerate(ADA.splitlines()) if "20 min" in text]
    silenced = applied(titled(actions(client, "People/Ada.md", line), "Silence NL306"), ADA)
    assert "- 2026-03-03 call 20 min: about y %% netlead-ignore NL306 %% ^first\n" in silenced
    client.change("People/Ada.md", silenced, 2)
    codes = {each["code"] for each in client.found("People/Ada.md", 2, "NL306", gone=True)}
    assert "NL115" not in codes


def test_a_finding_of_the_front_matter_is_silenced_in_the_note(client: Client) -> None:
    client.found("People/Ada.md", 1, "NL201")
    silenced = applied(titled(actions(client, "People/Ada.md", 3), "Silence NL201 in this note"), ADA)
    assert "netlead_ignore: [NL201]" in silenced
    assert silenced.partition("\n---\n")[2] == ADA.partition("\n---\n")[2]
    client.change("People/Ada.md", silenced, 2)
    client.found("People/Ada.md", 2, "NL201", gone=True)


def test_all_safe_fixes_at_once(client: Client) -> None:
    client.found("People/Ada.md", 1, "NL306")
    (every,) = actions(client, "People/Ada.md", 0, ["source.fixAll"])
    after = applied(every, ADA)
    assert "call 20m: about y ^first" in after
    assert every["diagnostics"]
    client.change("People/Ada.md", after, 2)
    client.found("People/Ada.md", 2, "NL306", gone=True)
    assert actions(client, "People/Ada.md", 0, ["source.fixAll"]) == []


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (["quickfix"], {"quickfix", "quickfix.silence"}),
        (["refactor"], {"refactor.rewrite"}),
        (["source"], {"source.fixAll"}),
        (["source.organizeImports"], set()),
        (None, {"quickfix", "quickfix.silence", "refactor.rewrite", "source.fixAll"}),
    ],
)
def test_only_the_kinds_that_are_asked_for(client: Client, only: list[str] | None, kinds: set[str]) -> None:
    client.found("People/Ada.md", 1, "NL306")
    assert {each["kind"] for each in actions(client, "People/Ada.md", 9, only)} == kinds


def test_the_kinds_are_announced_and_findings_link_their_rule(client: Client) -> None:
    assert client.capabilities["codeActionProvider"]["codeActionKinds"] == [
        "quickfix",
        "refactor.rewrite",
        "source.fixAll",
    ]
    found = client.found("People/Ada.md", 1, "NL306")
    assert all(each["codeDescription"]["href"].endswith(f"/docs/rules/{each['code']}.md") for each in found)


def test_references_tell_how_far_they_are_and_come_from_what_is_known(client: Client) -> None:
    where = {"textDocument": {"uri": client.uri("Orgs/Acme.md")}, "position": {"line": 0, "character": 0}}
    asked = where | {"context": {"includeDeclaration": False}, "workDoneToken": MINE}
    client.count += 1
    client._send({"id": client.count, "method": "textDocument/references", "params": asked})
    told = []
    while (message := client.next()).get("id") != client.count or "method" in message:
        if message.get("method") == "$/progress":
            assert message["params"]["token"] == MINE
            told.append(message["params"]["value"]["kind"])
    assert told == ["begin", "end"]
    assert [each["uri"] for each in message["result"]] == [client.uri("People/Ada.md")]
