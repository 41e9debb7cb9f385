"""Calls about the whole vault: names, what stands above a note, and files that an editor renames."""

from collections.abc import Sequence
from typing import Final

from lsprotocol import types as lsp

from netlead_md.lsp import protocol
from netlead_md.lsp.rename import RenameError, rename_steps
from netlead_md.lsp.server import Server
from netlead_md.lsp.symbols import describe_standing, find_symbols
from netlead_md.lsp.turns import take_turns
from netlead_md.lsp.uris import path_to_uri

_KINDS: Final = {
    "person": lsp.SymbolKind.Object,
    "organisation": lsp.SymbolKind.Class,
    "project": lsp.SymbolKind.Package,
}
_NOTES: Final = lsp.FileOperationRegistrationOptions(
    [lsp.FileOperationFilter(lsp.FileOperationPattern("**/*.md", matches=lsp.FileOperationPatternKind.File))]
)
_TOP: Final = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))


def register_workspace_features(server: Server) -> None:
    """Give each of these calls its answer."""

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def symbols(ls: Server, params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        return [
            lsp.WorkspaceSymbol(
                location=lsp.Location(path_to_uri(served.workspace.vault, each.path), _TOP),
                name=each.name,
                kind=_KINDS[each.kind],
                container_name=each.path.rpartition("/")[0] or None,
            )
            for served in ls.vaults.values()
            if served.workspace.sight is not None
            for each in find_symbols(served.workspace.sight, params.query)
        ]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lenses(ls: Server, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        found = ls.desk(params.text_document.uri)
        if found is None or found[0].sight is None:
            return []
        return [
            lsp.CodeLens(_TOP, lsp.Command(title=text, command=""))
            for text in describe_standing(found[0].sight, found[1])
        ]

    @server.feature(lsp.WORKSPACE_WILL_RENAME_FILES, _NOTES)
    async def renaming(ls: Server, params: lsp.RenameFilesParams) -> lsp.WorkspaceEdit | None:
        return await rename_links(ls, params.files)


async def rename_links(ls: Server, files: Sequence[lsp.FileRename]) -> lsp.WorkspaceEdit | None:
    """The edits of all links to notes that an editor is about to rename; moves to another folder change no name."""
    changes: dict[str, list[lsp.TextEdit]] = {}
    for each in files:
        old, new = ls.desk(each.old_uri), ls.desk(each.new_uri)
        if old is None or new is None or old[0] is not new[0] or old[0].sight is None:
            continue
        desk, path = old
        name = new[1].rpartition("/")[2].removesuffix(".md")
        if name == path.rpartition("/")[2].removesuffix(".md"):
            continue
        try:
            found = await take_turns(ls, rename_steps(old[0].sight, path, name, desk.text, desk.links), "Rename", None)
        except RenameError as error:
            ls.show_error(str(error))
            continue
        for where, edits in found.edits:
            uri = path_to_uri(desk.vault, where)
            changes.setdefault(uri, []).extend(protocol.to_text_edits(edits, desk.text(where), ls.encoding))
    return lsp.WorkspaceEdit(changes=changes) if changes else None
