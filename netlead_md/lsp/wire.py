"""Our answers in the protocol's types."""

from collections.abc import Iterable, Sequence
from typing import Final

from lsprotocol import types as lsp

from netlead_md.lsp.completion import MOST, Choice
from netlead_md.lsp.texts import lines_of, span_of
from netlead_md.model.page import Diagnostic, Edit
from netlead_md.model.place import Place

SEVERITY: Final = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}
KINDS: Final = {
    "field": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "type": lsp.CompletionItemKind.Keyword,
    "word": lsp.CompletionItemKind.Value,
    "id": lsp.CompletionItemKind.Reference,
    "note": lsp.CompletionItemKind.File,
}


def span(lines: Sequence[str], place: Place, encoding: str) -> lsp.Range:
    start, end = span_of(lines, place, encoding)
    return lsp.Range(lsp.Position(*start), lsp.Position(*end))


def diagnostics(found: Iterable[Diagnostic], text: str, encoding: str) -> list[lsp.Diagnostic]:
    lines = lines_of(text)
    return [diagnostic(each, lines, encoding) for each in found]


def diagnostic(each: Diagnostic, lines: Sequence[str], encoding: str) -> lsp.Diagnostic:
    help_ = f"\n{each.help}" if each.help else ""
    notes = "".join(f"\n{note.path}:{note.place.line}: {note.message}" for note in each.related)
    return lsp.Diagnostic(
        range=span(lines, each.place, encoding),
        severity=SEVERITY[each.severity],
        code=each.code,
        source="netlead",
        message=f"{each.message}{help_}{notes}",
    )


def edits(found: Iterable[Edit], text: str, encoding: str) -> list[lsp.TextEdit]:
    lines = lines_of(text)
    return [lsp.TextEdit(span(lines, each.place, encoding), each.text) for each in found]


def completions(found: Sequence[Choice], text: str, encoding: str) -> lsp.CompletionList:
    lines = lines_of(text)
    spans: dict[Place, lsp.Range] = {}
    items = []
    for number, each in enumerate(found):
        where = spans.setdefault(each.place, span(lines, each.place, encoding))
        items.append(
            lsp.CompletionItem(
                label=each.text.rstrip(": ").removesuffix("]]"),
                kind=KINDS[each.sort],
                detail=each.detail or None,
                sort_text=f"{number:06}",
                filter_text=each.text,
                text_edit=lsp.TextEdit(where, each.text),
            )
        )
    return lsp.CompletionList(is_incomplete=len(items) >= MOST, items=items)
