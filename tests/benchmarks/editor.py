"""How long an editor waits for `netlead lsp`: from a key press to diagnostics and completion, alone and beside others.

    python -m tests.benchmarks.editor --notes 10000

Each row is one kind of request that the editor made just before the key press: somebody types a letter, and both
answers are waited for. The reference vault is made anew in a temporary folder. No test holds these figures: see
README.md here.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.generate import write
from tests.lsp.client import Client

KEYS: Final = 100
PATIENCE: Final = 300.0
BESIDE: Final[dict[str, tuple[str, dict[str, Any]] | None]] = {
    "nothing beside": None,
    "references": ("textDocument/references", {"context": {"includeDeclaration": False}}),
    "rename": ("textDocument/rename", {"newName": "Another Name"}),
    "workspace symbols": ("workspace/symbol", {"query": "an"}),
    "code actions": ("textDocument/codeAction", {"context": {"diagnostics": []}}),
    "hover": ("textDocument/hover", {}),
}


class Typist:
    """An editor with one note open, in which somebody types a line."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path, self.version = client, path, 1
        self.text = (client.vault / path).read_text("utf-8")
        client.open(path, self.text)

    def key(self, beside: tuple[str, dict[str, Any]] | None) -> tuple[float, float]:
        """Seconds until the diagnostics and the completion of one key press are there."""
        client, uri = self.client, self.client.uri(self.path)
        self.version += 1
        text = f"{self.text}\n- 2026-06-30 me{'e' * (self.version % 5)}"
        line = text.count("\n")
        if beside is not None:
            spot = {"line": 0, "character": 0}
            more = {"textDocument": {"uri": uri}, "position": spot, "range": {"start": spot, "end": spot}}
            client.count += 1
            client._send({"id": client.count, "method": beside[0], "params": more | beside[1]})
        pressed = time.perf_counter()
        client.change(self.path, text, self.version)
        client.count += 1
        where = {"textDocument": {"uri": uri}, "position": {"line": line, "character": len("- 2026-06-30 me")}}
        client._send({"id": client.count, "method": "textDocument/completion", "params": where})
        said = completed = 0.0
        left = {client.count - 1} if beside is not None else set[int]()  # one such request at a time, as in an editor
        while not (said and completed) or left:
            message = client.next(PATIENCE)
            if "method" not in message:
                left.discard(message.get("id", 0))
            if message.get("id") == client.count and "method" not in message:
                completed = time.perf_counter() - pressed
            elif client.said.get(uri, {}).get("version") == self.version and not said:
                said = time.perf_counter() - pressed
        return said, completed


def until(seen: Callable[[], object]) -> float:
    began = time.perf_counter()
    while not seen():
        time.sleep(0.05)
    return time.perf_counter() - began


def describe(seconds: Sequence[float]) -> str:
    cut = statistics.quantiles(seconds, n=20)
    return f"{1000 * statistics.median(seconds):6.0f} {1000 * cut[18]:6.0f} {1000 * max(seconds):6.0f}"


def measure(notes: int, keys: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        write(vault, notes)
        path = next(each for each in sorted((vault / "Organisations").glob("*.md"))).relative_to(vault).as_posix()
        with Client(vault) as client:
            typist = Typist(client, path)
            whole = until(lambda: client.ask("workspace/symbol", {"query": ""}))
            print(f"{notes} notes; the whole vault is seen after {whole:.1f} s")
            time.sleep(5)  # what links what is learnt beside everything else
            print(f"{'just before the key press':28} {'diagnostics: median, 95 %, worst':>34} {'completion (ms)':>24}")
            for name, beside in BESIDE.items():
                said, completed = zip(*(typist.key(beside) for _ in range(keys)), strict=True)
                print(f"{name:28} {describe(said):>34} {describe(completed):>24}")
            began = time.perf_counter()
            where = {"textDocument": {"uri": client.uri(path)}, "position": {"line": 0, "character": 0}}
            found = client.ask("textDocument/references", where | {"context": {"includeDeclaration": False}})
            print(f"references of that note: {len(found)} in {time.perf_counter() - began:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the language server.")
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--keys", type=int, default=KEYS)
    options = parser.parse_args()
    measure(options.notes, options.keys)


if __name__ == "__main__":
    main()
