"""The language server over standard input and output: open texts, what is said of them, and the vault seen anew."""

import asyncio
import gc
import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from netlead_md import __version__
from netlead_md.lsp import wire
from netlead_md.lsp.desk import Desk
from netlead_md.lsp.glance import Day
from netlead_md.lsp.references import Spoken
from netlead_md.lsp.sight import At
from netlead_md.lsp.texts import UTF16, column_of, lines_of
from netlead_md.lsp.uris import path_of, uri_of
from netlead_md.shell.misuse import Misuse
from netlead_md.shell.session import Reader

QUIET: Final = 0.4
"""Seconds without a key press after which the whole vault is seen anew."""
HANDOVER: Final = 0.0005
"""Seconds after which the thread that sees the vault anew lets the one that answers run: Python's own 5 ms add up."""
RESCAN: Final = 5.0
"""Seconds after which the disk is looked at, whatever the editor has told."""

Choose = Callable[[Path | None], Path]
"""From the folder that the editor has open to the vault; raises Misuse."""
Answer = TypeVar("Answer")


class _Asked(Protocol):
    """What every question about a position holds."""

    text_document: lsp.TextDocumentIdentifier
    position: lsp.Position


class Server(LanguageServer):
    """One editor's server. Answers come from the last sight; a task makes the next one beside them."""

    def __init__(self, choose: Choose, reader: Callable[[Path], Reader], config: Path | None, day: Day) -> None:
        super().__init__("netlead", __version__)
        self.choose = choose
        self.reader = reader
        self.file = config
        self.day = day
        self.desk: Desk | None = None
        self.stirred = asyncio.Event()
        self.held: dict[str, None] = {}
        """Addresses of the open texts, just as the editor writes them: it may not know another spelling."""
        self.typed = 0.0
        self.said = ""
        self.task: asyncio.Task[None] | None = None
        self.beside = ThreadPoolExecutor(1)
        sys.setswitchinterval(HANDOVER)

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or UTF16)

    def sit_down(self, root: Path | None) -> None:
        """Find the vault; without one the server stays, says so, and has no answers."""
        try:
            vault = self.choose(root)
        except Misuse as error:
            self.complain(str(error))
            return
        self.desk = Desk(vault, self.reader(vault), config=self.file, day=self.day)
        self.task = asyncio.create_task(self.keep_up(self.desk))

    def complain(self, words: str) -> None:
        """Show what is wrong, once."""
        if words != self.said:
            self.said = words
            if words:
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"netlead: {words}"))

    async def keep_up(self, desk: Desk) -> None:
        """See the vault anew after changes and every few seconds, for as long as the editor is there."""
        loop = asyncio.get_running_loop()
        while True:
            self.stirred.clear()
            try:
                if await loop.run_in_executor(self.beside, _look, desk):
                    self.publish_all(desk)
                self.complain("")
            except Misuse as error:
                self.complain(str(error))
            except Exception:
                logging.getLogger(__name__).exception("the vault could not be seen anew")
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stirred.wait(), RESCAN)
            while (left := self.typed + QUIET - loop.time()) > 0:  # noqa: ASYNC110  (a key press puts the end off)
                await asyncio.sleep(left)

    def stir(self) -> None:
        self.typed = asyncio.get_running_loop().time()
        self.stirred.set()

    def path(self, uri: str) -> str:
        sight = self.desk.sight if self.desk else None
        return path_of(self.desk.vault, uri, sight.state.config.output if sight else "") if self.desk else ""

    def take(self, uri: str) -> None:
        """An editor holds another text of a note than before."""
        self.held[uri] = None
        if self.desk and (path := self.path(uri)):
            self.desk.put(path, self.workspace.get_text_document(uri).source)
            self.publish(self.desk, path, uri)
            self.stir()

    def publish_all(self, desk: Desk) -> None:
        for uri in list(self.held):
            if path := self.path(uri):
                self.publish(desk, path, uri)

    def publish(self, desk: Desk, path: str, uri: str) -> None:
        try:
            told = desk.diagnostics(path)
        except Misuse as error:
            self.complain(str(error))
            return
        found = wire.diagnostics(told, desk.text(path), self.encoding)
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def ask(self, params: _Asked, answer: Callable[[Desk, At], Answer]) -> Answer | None:
        """Answer about a position; None where the vault was not seen yet, and in files that are no notes."""
        desk = self.desk
        path = self.path(params.text_document.uri)
        if desk is None or desk.sight is None or not path:
            return None
        text = desk.text(path)
        lines = lines_of(text)
        line = min(params.position.line, len(lines) - 1) + 1
        column = column_of(lines[line - 1], params.position.character, self.encoding)
        return answer(desk, At(desk.sight, path, text, line, column))

    def place(self, desk: Desk, spoken: Spoken) -> lsp.Location:
        lines = lines_of(desk.text(spoken.path))
        return lsp.Location(uri_of(desk.vault, spoken.path), wire.span(lines, spoken.place, self.encoding))


def _look(desk: Desk) -> bool:
    """Without a walk through a million values in search of cycles, for which a key press would have to wait."""
    gc.disable()
    try:
        return desk.look()
    finally:
        gc.freeze()
        gc.enable()
