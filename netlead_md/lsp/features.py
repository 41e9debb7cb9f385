"""The protocol's calls, each handed to the module that answers it."""

from collections.abc import Generator, Iterator, Sequence
from typing import Final

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from netlead_md.lsp import protocol
from netlead_md.lsp.completion import list_completions
from netlead_md.lsp.hover import hover
from netlead_md.lsp.index import NotePosition, WorkspaceIndex
from netlead_md.lsp.positions import split_lines
from netlead_md.lsp.references import find_definition, iter_references
from netlead_md.lsp.rename import RenameError, find_rename_target, rename_steps
from netlead_md.lsp.server import Server
from netlead_md.lsp.turns import take_turns
from netlead_md.lsp.uris import path_to_uri
from netlead_md.lsp.workspace import Workspace
from netlead_md.lsp.workspace_features import register_workspace_features
from netlead_md.lsp.writing_actions import (
    FIX_ALL,
    KINDS,
    QUICK_FIX,
    SILENCE,
    WRITE,
    WritingAction,
    fix_all_action,
    line_actions,
    silence_actions,
)
from netlead_md.model.diagnostics import Range

_WATCHED: Final = lsp.Registration(
    "netlead-notes",
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*.md")]),
)


def register_features(server: Server) -> None:
    """Give each call its answer."""
    _register_lifetime(server)
    _register_documents(server)
    _register_queries(server)
    _register_edits(server)
    _register_actions(server)
    register_workspace_features(server)


def _register_lifetime(server: Server) -> None:
    @server.feature(lsp.INITIALIZED)
    async def initialized(ls: Server, params: lsp.InitializedParams) -> None:  # noqa: ARG001
        for uri in _list_open_folders(ls):
            ls.open_folder(uri)
        able = ls.client_capabilities.workspace
        if able and able.did_change_watched_files and able.did_change_watched_files.dynamic_registration:
            await ls.client_register_capability_async(lsp.RegistrationParams([_WATCHED]))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def moved(ls: Server, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.removed:
            ls.close_folder(folder.uri)
        for folder in params.event.added:
            ls.open_folder(folder.uri)

    @server.feature(lsp.SHUTDOWN)
    def shut(ls: Server, params: None) -> None:  # noqa: ARG001
        ls.shut_down = True

    @server.feature(lsp.EXIT)
    def left(ls: Server, params: None) -> None:  # noqa: ARG001
        ls.exit_status = 0 if ls.shut_down else 1


def _register_documents(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        ls.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        ls.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.drop(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def stirred(ls: Server, params: object) -> None:  # noqa: ARG001
        for served in ls.vaults.values():
            served.schedule_refresh()


def _list_open_folders(ls: Server) -> list[str]:
    """Addresses of the folders that the editor has open: `rootUri` is an older word for the only one."""
    folders = list(ls.workspace.folders)
    return folders or [ls.workspace.root_uri or ""]


def _register_queries(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["[", " ", ":", "-"]))
    def completion(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        return ls.ask(params, lambda _, at: protocol.to_completion_list(list_completions(at), at.text, ls.encoding))

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hovered(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        said = ls.ask(params, lambda _, at: hover(at))
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, said)) if said else None

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def defined(ls: Server, params: lsp.DefinitionParams) -> list[lsp.Location] | None:
        return ls.ask(params, lambda desk, at: [ls.place(desk, each) for each in find_definition(at, desk.text)])

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def referred(ls: Server, params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        steps = ls.ask(params, lambda desk, at: _place_steps(ls, desk, at))
        return None if steps is None else await take_turns(ls, steps, "References", params.work_done_token)


def _place_steps(ls: Server, desk: Workspace, at: NotePosition) -> Generator[None, None, list[lsp.Location]]:
    found = []
    for step in iter_references(at, desk.text, desk.links):
        found += [ls.place(desk, each) for each in step]
        yield
    return found


def _register_edits(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepared(ls: Server, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        def answer(_: Workspace, at: NotePosition) -> lsp.PrepareRenamePlaceholder | None:
            found = find_rename_target(at)
            if found is None:
                return None
            name = found[0].rpartition("/")[2].removesuffix(".md")
            return lsp.PrepareRenamePlaceholder(protocol.to_range(split_lines(at.text), found[1], ls.encoding), name)

        return ls.ask(params, answer)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def renamed(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        def answer(desk: Workspace, at: NotePosition) -> tuple[Workspace, WorkspaceIndex, str] | None:
            found = find_rename_target(at)
            return (desk, at.sight, found[0]) if found else None

        asked = ls.ask(params, answer)
        return await _build_workspace_edit(ls, *asked, params) if asked else None


def _register_actions(server: Server) -> None:
    kinds = [lsp.CodeActionKind(kind) for kind in KINDS]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    def acted(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        found = ls.desk(params.text_document.uri)
        if found is None:
            return None
        desk, path = found
        text = desk.text(path)
        lines = split_lines(text)
        return [
            lsp.CodeAction(
                title=each.title,
                kind=each.kind,
                diagnostics=[protocol.to_lsp_diagnostic(one, lines, ls.encoding) for one in each.about] or None,
                is_preferred=each.preferred or None,
                edit=lsp.WorkspaceEdit(
                    changes={params.text_document.uri: protocol.to_text_edits(each.edits, text, ls.encoding)}
                ),
            )
            for each in _list_actions(desk, path, text, params)
        ]


def _list_actions(desk: Workspace, path: str, text: str, params: lsp.CodeActionParams) -> Iterator[WritingAction]:
    """Of the kinds that the editor asks for."""
    sight, only = desk.sight, params.context.only
    if sight is None:
        return
    first, last = Range(params.range.start.line + 1), Range(params.range.end.line + 1)
    told = desk.diagnostics(path)
    if _is_wanted(QUICK_FIX, only):
        for each, fix in protocol.find_fixes(sight, path, told, text, first, last):
            title = fix.title or f"mend {each.code}"
            yield WritingAction(title, QUICK_FIX, tuple(fix.edits), (each,), preferred=fix.safe)
    if _is_wanted(SILENCE, only):
        yield from silence_actions(sight, path, text, protocol.touching(told, first, last))
    if _is_wanted(WRITE, only):
        yield from line_actions(sight, path, text)
    if _is_wanted(FIX_ALL, only):
        whole = Range(len(split_lines(text)))
        mended = fix_all_action(text, tuple(protocol.find_fixes(sight, path, told, text, Range(1), whole)))
        if mended is not None:
            yield mended


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether an editor asks for this kind of action: for all, for it, or for one that it belongs to."""
    return only is None or any(not each or kind == each or kind.startswith(f"{each}.") for each in only)


async def _build_workspace_edit(
    ls: Server, desk: Workspace, sight: WorkspaceIndex, target: str, params: lsp.RenameParams
) -> lsp.WorkspaceEdit:
    """First the links, then the file. Raises what an editor shows, where the name cannot be."""
    able = ls.client_capabilities.workspace and ls.client_capabilities.workspace.workspace_edit
    if not able or lsp.ResourceOperationKind.Rename not in (able.resource_operations or ()):
        raise JsonRpcInvalidParams("this editor renames no files for a language server")
    try:
        steps = rename_steps(sight, target, params.new_name, desk.text, desk.links)
        found = await take_turns(ls, steps, "Rename", params.work_done_token)
    except RenameError as error:
        raise JsonRpcInvalidParams(str(error)) from None
    versions = {
        each[1]: ls.workspace.get_text_document(uri).version
        for uri in ls.held
        if (each := ls.desk(uri)) and each[0] is desk
    }
    changes: list[lsp.TextDocumentEdit | lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile] = [
        lsp.TextDocumentEdit(
            lsp.OptionalVersionedTextDocumentIdentifier(path_to_uri(desk.vault, path), versions.get(path)),
            [*protocol.to_text_edits(edits, desk.text(path), ls.encoding)],
        )
        for path, edits in found.edits
    ]
    if found.old != found.new:
        changes.append(lsp.RenameFile(path_to_uri(desk.vault, found.old), path_to_uri(desk.vault, found.new)))
    return lsp.WorkspaceEdit(document_changes=changes)
