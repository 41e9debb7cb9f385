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
from pygls import uris
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


class ServedVault:
    """One vault that the editor has open, and the task that sees it anew."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.refresh_requested = asyncio.Event()
        self.typed = 0.0
        self.said = ""
        self.task: asyncio.Task[None] | None = None

    def schedule_refresh(self) -> None:
        self.typed = asyncio.get_running_loop().time()
        self.refresh_requested.set()

    def path(self, uri: str) -> str:
        """The path of a note in this vault; empty for every other file."""
        sight = self.workspace.sight
        return uri_to_path(self.workspace.vault, uri, sight.state.config.output if sight else "")


class Server(LanguageServer):
    """One editor's server, with a vault for each folder that it has open (LSP 3.17, workspaceFolders).

    Answers come from the last sight of a vault; a task makes the next one beside them.
    """

    def __init__(
        self, choose: VaultChooser, reader: Callable[[Path], NoteReader], config: Path | None, day: DayOf
    ) -> None:
        super().__init__("netlead", __version__)
        self.choose = choose
        self.reader = reader
        self.file = config
        self.day = day
        self.folders: dict[str, Path | None] = {}
        """The vault of each folder, by its address; None where none was found."""
        self.vaults: dict[Path, ServedVault] = {}
        self.held: dict[str, None] = {}
        """Addresses of the open texts, just as the editor writes them: it may not know another spelling."""
        self.said = ""
        self.shut_down = False
        self.exit_status = 0
        """1 if the editor said `exit` without `shutdown`."""
        self.beside = ThreadPoolExecutor(1)
        sys.setswitchinterval(SWITCH_INTERVAL_S)

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or UTF16)

    def open_folder(self, uri: str) -> None:
        """Serve the vault of a folder; without one the server stays, says so, and has no answers there."""
        root = uris.to_fs_path(uri) if uri else None
        try:
            vault = self.choose(Path(root) if root else None)
        except UserError as error:
            self.folders[uri] = None
            self.show_error(str(error))
            return
        self.folders[uri] = vault
        if vault not in self.vaults:
            served = ServedVault(Workspace(vault, self.reader(vault), config=self.file, day=self.day))
            self.vaults[vault] = served
            for held in list(self.held):
                self.take(held)
            served.task = asyncio.create_task(self.refresh_forever(served))

    def close_folder(self, uri: str) -> None:
        """Serve a folder no longer, unless another one that is open lies in the same vault."""
        vault = self.folders.pop(uri, None)
        if vault is None or vault in self.folders.values():
            return
        gone = [each for each in self.held if (found := self.find(each)) and found[0].workspace.vault == vault]
        if (served := self.vaults.pop(vault, None)) and served.task:
            served.task.cancel()
        for each in gone:
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(each, []))

    def find(self, uri: str) -> tuple[ServedVault, str] | None:
        """The vault that a note lies in, the innermost one, and its path there; None for every other file."""
        found = [(served, path) for served in self.vaults.values() if (path := served.path(uri))]
        return max(found, key=lambda each: len(each[0].workspace.vault.parts), default=None)

    def show_error(self, words: str) -> None:
        """Show what is wrong, once."""
        if words and words != self.said:
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"netlead: {words}"))
        self.said = words

    async def refresh_forever(self, served: ServedVault) -> None:
        """See a vault anew after changes and every few seconds, for as long as the editor has it open."""
        loop = asyncio.get_running_loop()
        while True:
            served.refresh_requested.clear()
            try:
                if await loop.run_in_executor(self.beside, _refresh_workspace, served.workspace):
                    self.publish_all(served)
                    await loop.run_in_executor(self.beside, served.workspace.index_links)
                self._tell_trouble(served, "")
            except UserError as error:
                self._tell_trouble(served, str(error))
            except Exception:
                logging.getLogger(__name__).exception("the vault could not be seen anew")
            with suppress(TimeoutError):
                await asyncio.wait_for(served.refresh_requested.wait(), RESCAN_INTERVAL_S)
            while (left := served.typed + DEBOUNCE_S - loop.time()) > 0:  # noqa: ASYNC110  (a key press puts the end off)
                await asyncio.sleep(left)

    def _tell_trouble(self, served: ServedVault, words: str) -> None:
        if words != served.said:
            served.said = words
            if words:
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"netlead: {words}"))

    def take(self, uri: str) -> None:
        """An editor holds another text of a note than before."""
        self.held[uri] = None
        if found := self.find(uri):
            served, path = found
            served.workspace.put(path, self.workspace.get_text_document(uri).source)
            self.publish(served, path, uri)
            served.schedule_refresh()

    def drop(self, uri: str) -> None:
        """An editor has closed a note: what the disk holds counts again."""
        self.held.pop(uri, None)
        if found := self.find(uri):
            served, path = found
            served.workspace.close(path)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
            served.schedule_refresh()

    def publish_all(self, served: ServedVault) -> None:
        for uri in list(self.held):
            if (found := self.find(uri)) and found[0] is served:
                self.publish(served, found[1], uri)

    def publish(self, served: ServedVault, path: str, uri: str) -> None:
        desk = served.workspace
        try:
            told = desk.diagnostics(path)
        except UserError as error:
            self._tell_trouble(served, str(error))
            return
        found = wire.to_lsp_diagnostics(told, desk.text(path), self.encoding)
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def desk(self, uri: str) -> tuple[Workspace, str] | None:
        """The open texts of a note's vault, and its path there; None where the vault was not seen yet."""
        found = self.find(uri)
        return (found[0].workspace, found[1]) if found and found[0].workspace.sight is not None else None

    def ask(self, params: _PositionParams, answer: Callable[[Workspace, NotePosition], Answer]) -> Answer | None:
        """Answer about a position; None where the vault was not seen yet, and in files that are no notes."""
        found = self.desk(params.text_document.uri)
        if found is None or found[0].sight is None:
            return None
        desk, path = found
        text = desk.text(path)
        lines = split_lines(text)
        line = min(params.position.line, len(lines) - 1) + 1
        column = to_column(lines[line - 1], params.position.character, self.encoding)
        return answer(desk, NotePosition(found[0].sight, path, text, line, column))

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
