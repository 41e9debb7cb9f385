"""The language server over standard input and output: open texts, what is said of them, and the vault seen anew."""

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from netlead_md import __version__
from netlead_md.lsp import protocol as wire
from netlead_md.lsp.index import NotePosition
from netlead_md.lsp.positions import UTF16, split_lines, to_column
from netlead_md.lsp.references import Location
from netlead_md.lsp.uris import path_to_uri, uri_to_path
from netlead_md.lsp.workspace import DayOf, Workspace
from netlead_md.vault.errors import UserError
from netlead_md.vault.session import NoteReader

DEBOUNCE_S: Final = 0.4
"""Seconds without a key press after which the whole vault is seen anew."""
SWITCH_INTERVAL_S: Final = 0.0005
"""Seconds after which the thread that sees the vault anew lets the one that answers run: Python's own 5 ms add up."""
RESCAN_INTERVAL_S: Final = 5.0
"""Seconds after which the disk is looked at, whatever the editor has told."""

VaultChooser = Callable[[Path | None], Path]
"""From the folder that the editor has open to the vault; raises Misuse."""
Answer = TypeVar("Answer")


class _PositionParams(Protocol):
    """What every question about a position holds."""

    text_document: lsp.TextDocumentIdentifier
    position: lsp.Position


class Server(LanguageServer):
    """One editor's server. Answers come from the last sight; a task makes the next one beside them."""

    def __init__(
        self, choose: VaultChooser, reader: Callable[[Path], NoteReader], config: Path | None, day: DayOf
    ) -> None:
        super().__init__("netlead", __version__)
        self.choose = choose
        self.reader = reader
        self.file = config
        self.day = day
        self.workspaces: list[Workspace] = []
        """One for each vault among the folders that the editor has open."""
        self.refresh_requested = asyncio.Event()
        self.held: dict[str, None] = {}
        """Addresses of the open texts, just as the editor writes them: it may not know another spelling."""
        self.typed = 0.0
        self.said = ""
        self.tasks: dict[Path, asyncio.Task[None]] = {}
        self.shut_down = False
        """Whether the editor said `shutdown`, as it must before `exit`."""
        self.left = False
        self.beside = ThreadPoolExecutor(1)
        sys.setswitchinterval(SWITCH_INTERVAL_S)

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or UTF16)

    def open_folders(self, roots: Sequence[Path | None]) -> None:
        """Serve the vaults in these folders too; without one the server stays, says so, and has no answers."""
        for root in roots:
            try:
                vault = self.choose(root)
            except UserError as error:
                self.show_error(str(error))
                continue
            if vault not in self.tasks:
                desk = Workspace(vault, self.reader(vault), config=self.file, day=self.day)
                self.workspaces.append(desk)
                self.tasks[vault] = asyncio.create_task(self.refresh_forever(desk))
        for uri in list(self.held):
            self.take(uri)

    def close_folders(self, roots: Sequence[Path]) -> None:
        """Serve the vaults of these folders no longer, unless another open folder lies in them."""
        for root in roots:
            for desk in [each for each in self.workspaces if each.vault == root.resolve()]:
                self.workspaces.remove(desk)
                self.tasks.pop(desk.vault).cancel()

    def show_error(self, words: str) -> None:
        """Show what is wrong, once."""
        if words != self.said:
            self.said = words
            if words:
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"netlead: {words}"))

    async def refresh_forever(self, desk: Workspace) -> None:
        """See the vault anew after changes and every few seconds, for as long as the editor is there."""
        loop = asyncio.get_running_loop()
        while True:
            self.refresh_requested.clear()
            try:
                if await loop.run_in_executor(self.beside, _refresh_workspace, desk):
                    self.publish_all(desk)
                self.show_error("")
            except UserError as error:
                self.show_error(str(error))
            except Exception:
                logging.getLogger(__name__).exception("the vault could not be seen anew")
            with suppress(TimeoutError):
                await asyncio.wait_for(self.refresh_requested.wait(), RESCAN_INTERVAL_S)
            while (left := self.typed + DEBOUNCE_S - loop.time()) > 0:  # noqa: ASYNC110  (a key press puts the end off)
                await asyncio.sleep(left)

    def schedule_refresh(self) -> None:
        self.typed = asyncio.get_running_loop().time()
        self.refresh_requested.set()

    def find(self, uri: str) -> tuple[Workspace, str] | None:
        """The vault in which a text lies, the innermost first, and its path there; None for what is no note."""
        for desk in sorted(self.workspaces, key=lambda desk: -len(desk.vault.parts)):
            output = desk.sight.state.config.output if desk.sight else ""
            if path := uri_to_path(desk.vault, uri, output):
                return desk, path
        return None

    def take(self, uri: str) -> None:
        """An editor holds another text of a note than before."""
        self.held[uri] = None
        if found := self.find(uri):
            desk, path = found
            desk.put(path, self.workspace.get_text_document(uri).source)
            self.publish(desk, path, uri)
            self.schedule_refresh()

    def publish_all(self, desk: Workspace) -> None:
        for uri in list(self.held):
            if (found := self.find(uri)) and found[0] is desk:
                self.publish(desk, found[1], uri)

    def publish(self, desk: Workspace, path: str, uri: str) -> None:
        try:
            told = desk.diagnostics(path)
        except UserError as error:
            self.show_error(str(error))
            return
        found = wire.to_lsp_diagnostics(told, desk.text(path), self.encoding)
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def ask(self, params: _PositionParams, answer: Callable[[Workspace, NotePosition], Answer]) -> Answer | None:
        """Answer about a position; None where the vault was not seen yet, and in files that are no notes."""
        desk, path = self.find(params.text_document.uri) or (None, "")
        if desk is None or desk.sight is None:
            return None
        text = desk.text(path)
        lines = split_lines(text)
        line = min(params.position.line, len(lines) - 1) + 1
        column = to_column(lines[line - 1], params.position.character, self.encoding)
        return answer(desk, NotePosition(desk.sight, path, text, line, column))

    def place(self, desk: Workspace, spoken: Location) -> lsp.Location:
        lines = split_lines(desk.text(spoken.path))
        return lsp.Location(path_to_uri(desk.vault, spoken.path), wire.to_range(lines, spoken.place, self.encoding))


def _refresh_workspace(desk: Workspace) -> bool:
    """Without a walk through a million values in search of cycles, for which a key press would have to wait."""
    gc.disable()
    try:
        return desk.look()
    finally:
        gc.freeze()
        gc.enable()
