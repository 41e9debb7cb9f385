"""Headless Chromium, driven over a pipe with its own DevTools protocol: no driver to install, no port, no network."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --remote-debugging-pipe"
)
_PIPE = 'exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null 2>&1'
"""Chromium reads commands from descriptor 3 and answers on 4."""


class BrowserError(Exception):
    """Chromium did not start, did not answer in time, or refused a command."""


class Browser:
    """One Chromium with an empty profile; it ends, and the profile goes, with the `with` block."""

    def __init__(self, program: str = "chromium") -> None:
        found = shutil.which(program)
        if found is None:
            raise BrowserError(f"no program {program!r}: install Debian's package chromium")
        self._program = found
        self._number = 0
        self._rest = b""

    def __enter__(self) -> Self:
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        command = [self._program, *_FLAGS.split(), f"--user-data-dir={self._profile}", "about:blank"]
        self._process = subprocess.Popen(
            ["bash", "-c", _PIPE, "chromium", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.send("Browser.close", {}, seconds=5)  # its helpers end too, and write nothing more into the profile
            self._process.wait(10)
        except (BrowserError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait(10)
        shutil.rmtree(self._profile, ignore_errors=True)

    def page(self) -> "Page":
        """An empty page, 1,000 pixels wide."""
        target = self.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.send("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        return Page(self, session)

    def send(self, method: str, params: dict[str, Any], session: str = "", seconds: float = 30) -> dict[str, Any]:
        """The answer to one command; raises BrowserError if it is refused or takes too long."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        assert self._process.stdin is not None
        try:
            rest = memoryview(json.dumps(message).encode() + b"\0")
            while rest:
                rest = rest[self._process.stdin.write(rest) :]
        except BrokenPipeError as error:
            raise BrowserError("Chromium ended") from error
        until = time.monotonic() + seconds
        while True:
            answer = self._next(until, method)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error'].get('message')}")
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self, until: float, method: str) -> dict[str, Any]:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        while b"\0" not in self._rest:
            ready, _, _ = select.select([descriptor], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise BrowserError(f"{method}: no answer in time")
            part = os.read(descriptor, 1 << 20)
            if not part:
                raise BrowserError("Chromium ended")
            self._rest += part
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message


class Page:
    """One page of the browser; scripts are handed over as text, so nothing is fetched."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self._session = session
        self.resize(1000, 1400)

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self._browser.send("Emulation.setDeviceMetricsOverride", metrics, self._session)

    def run(self, script: str, seconds: float = 30) -> Any:  # noqa: ANN401 - whatever the script returns
        """The value of a script, promises awaited; raises BrowserError with the message of what it throws."""
        params = {"expression": script, "awaitPromise": True, "returnByValue": True, "timeout": seconds * 1000}
        answer = self._browser.send("Runtime.evaluate", params, self._session, seconds)
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"]
            words = thrown.get("exception", {}).get("description") or thrown.get("text")
            raise BrowserError(words.split("\n    at ")[0])
        return answer["result"].get("value")

    def call(self, function: str, *arguments: object, seconds: float = 30) -> Any:  # noqa: ANN401 - likewise
        return self.run(f"({function})({', '.join(json.dumps(one) for one in arguments)})", seconds)

    def shoot(self, path: Path, box: dict[str, float], scale: float = 1) -> None:
        """Write a picture of one box of the page as PNG."""
        self._browser.send("Page.bringToFront", {}, self._session)  # what lies behind is never painted
        clip = {key: box[key] for key in ("x", "y", "width", "height")} | {"scale": scale}
        params = {"format": "png", "clip": clip, "captureBeyondViewport": True}
        answer = self._browser.send("Page.captureScreenshot", params, self._session)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(answer["data"]))
