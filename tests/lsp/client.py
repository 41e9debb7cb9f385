"""A plain client of the language server protocol: it starts the real server and speaks to it over pipes."""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

WAIT = 20.0
ABLE = {
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]}},
    "textDocument": {"rename": {"prepareSupport": True}},
}


class Client:
    def __init__(self, vault: Path, *options: str, root: bool = False, folders: Sequence[str] | None = None) -> None:
        self.vault = vault
        words = [] if root or folders is not None else [str(vault)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "netlead_md", "lsp", *words, "--no-cache", "--as-of", "2026-06-30", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.inbox: queue.Queue[dict[str, Any]] = queue.Queue()
        self.said: dict[str, dict[str, Any]] = {}
        """The last diagnostics for each address."""
        self.shown: list[str] = []
        self.count = 0
        threading.Thread(target=self._listen, daemon=True).start()
        where: dict[str, Any] = {"rootUri": vault.as_uri()}
        if folders is not None:
            named = [{"uri": (vault / name).as_uri(), "name": name} for name in folders]
            where = {"rootUri": None, "workspaceFolders": named}
        answer = self.ask("initialize", {"processId": None, "capabilities": ABLE} | where)
        self.capabilities = answer["capabilities"]
        self.tell("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None and kind is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
            assert self.process.wait(WAIT) == 0
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def _listen(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        while header := pipe.readline():
            length = int(header.split(b":")[1]) if header.startswith(b"Content-Length") else 0
            while pipe.readline().strip():
                pass
            self.inbox.put(json.loads(pipe.read(length)))

    def _send(self, message: dict[str, Any]) -> None:
        pipe = self.process.stdin
        assert pipe is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        pipe.flush()

    def tell(self, method: str, params: Any) -> None:  # noqa: ANN401
        self._send({"method": method, "params": params})

    def next(self, wait: float = WAIT) -> dict[str, Any]:
        """The next message; diagnostics and words to the user are kept on the way."""
        message = self.inbox.get(timeout=wait)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.said[message["params"]["uri"]] = message["params"]
        elif message.get("method") == "window/showMessage":
            self.shown.append(message["params"]["message"])
        return message

    def call(self, method: str, params: Any) -> dict[str, Any]:  # noqa: ANN401
        self.count += 1
        self._send({"id": self.count, "method": method, "params": params})
        while True:
            message = self.next()
            if message.get("id") == self.count and "method" not in message:
                return message

    def ask(self, method: str, params: Any) -> Any:  # noqa: ANN401
        answer = self.call(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def uri(self, path: str) -> str:
        return (self.vault / path).as_uri()

    def open(self, path: str, text: str | None = None) -> None:
        held = (self.vault / path).read_text("utf-8") if text is None else text
        document = {"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": held}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, path: str, text: str, version: int) -> None:
        what = {"textDocument": {"uri": self.uri(path), "version": version}, "contentChanges": [{"text": text}]}
        self.tell("textDocument/didChange", what)

    def found(self, path: str, version: int, code: str = "", *, gone: bool = False) -> list[dict[str, Any]]:
        """Wait until the diagnostics of a version are there, and a code among them, or gone from them."""
        while True:
            said = self.said.get(self.uri(path))
            if said is not None and said.get("version") == version:
                codes = [each["code"] for each in said["diagnostics"]]
                if (code not in codes) if gone else (not code or code in codes):
                    return list(said["diagnostics"])
            self.next()

    def at(self, kind: str, path: str, line: int, character: int, **more: Any) -> Any:  # noqa: ANN401
        where = {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{kind}", where | more)
