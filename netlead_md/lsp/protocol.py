"""Our answers in the protocol's types."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lsprotocol import types as lsp

from netlead_md.lsp.completion import MAX_CHOICES, CompletionChoice
from netlead_md.lsp.diagnostics import parse_open_note
from netlead_md.lsp.index import WorkspaceIndex
from netlead_md.lsp.positions import split_lines, to_editor_range
from netlead_md.model.diagnostics import Diagnostic, Fix, Range, TextEdit
from netlead_md.model.words import Severity
from netlead_md.rules.fix_proofs import proven_offers
from netlead_md.rules.rule_docs import rule_url
from netlead_md.rules.text_edits import apply_edits

SEVERITY: Final[dict[Severity, lsp.DiagnosticSeverity]] = {
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


def to_range(lines: Sequence[str], place: Range, encoding: str) -> lsp.Range:
    start, end = to_editor_range(lines, place, encoding)
    return lsp.Range(lsp.Position(*start), lsp.Position(*end))


def to_lsp_diagnostics(found: Iterable[Diagnostic], text: str, encoding: str) -> list[lsp.Diagnostic]:
    lines = split_lines(text)
    return [to_lsp_diagnostic(each, lines, encoding) for each in found]


def to_lsp_diagnostic(each: Diagnostic, lines: Sequence[str], encoding: str) -> lsp.Diagnostic:
    help_ = f"\n{each.help}" if each.help else ""
    notes = "".join(f"\n{note.path}:{note.place.line}: {note.message}" for note in each.related)
    return lsp.Diagnostic(
        range=to_range(lines, each.place, encoding),
        severity=SEVERITY[each.severity],
        code=each.code,
        code_description=lsp.CodeDescription(rule_url(each.code)),
        source="netlead",
        message=f"{each.message}{help_}{notes}",
    )


def to_text_edits(found: Iterable[TextEdit], text: str, encoding: str) -> list[lsp.TextEdit]:
    lines = split_lines(text)
    return [lsp.TextEdit(to_range(lines, each.place, encoding), each.text) for each in found]


def to_completion_list(found: Sequence[CompletionChoice], text: str, encoding: str) -> lsp.CompletionList:
    lines = split_lines(text)
    spans: dict[Range, lsp.Range] = {}
    items = []
    for number, each in enumerate(found):
        where = spans.setdefault(each.place, to_range(lines, each.place, encoding))
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
    return lsp.CompletionList(is_incomplete=len(items) >= MAX_CHOICES, items=items)


# The cures that rules know, as code actions: only those that fit the text as it stands now.


def find_fixes(  # noqa: PLR0913, PLR0917 (what a code action is asked with)
    sight: WorkspaceIndex, path: str, found: Sequence[Diagnostic], text: str, start: Range, end: Range
) -> Iterator[tuple[Diagnostic, Fix]]:
    """Diagnostics that touch a range of lines, with a fix of which it is proved what it changes."""
    here = [each for each in touching(found, start, end) if each.fix is not None and _is_applicable(text, each.fix)]
    if here:
        state = sight.state
        for each in proven_offers(text, parse_open_note(sight, path, text), here, state.config, state.book.as_of):
            if each.fix is not None:
                yield each, each.fix


def touching(found: Iterable[Diagnostic], start: Range, end: Range) -> list[Diagnostic]:
    """Diagnostics that touch a range of lines."""
    return [
        each for each in found if each.place.line <= end.line and (each.place.end_line or each.place.line) >= start.line
    ]


def _is_applicable(text: str, fix: Fix) -> bool:
    try:
        apply_edits(text, fix.edits)
    except ValueError:
        return False
    return True
