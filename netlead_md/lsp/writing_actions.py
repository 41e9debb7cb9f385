"""Code actions that write: a line into the log, an ignore beside a finding, every safe fix at once (SPEC §5)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.editing.frontmatter import set_properties
from netlead_md.editing.log_entry import find_insertion_point
from netlead_md.lsp.diagnostics import parse_open_note
from netlead_md.lsp.index import WorkspaceIndex
from netlead_md.lsp.positions import split_lines
from netlead_md.model.diagnostics import Diagnostic, Fix, Range, TextEdit
from netlead_md.model.vocabulary import OUTCOMES
from netlead_md.model.words import DecisionWord
from netlead_md.parsing.frontmatter import read_front
from netlead_md.rules.suppressions import ignores_of
from netlead_md.rules.text_edits import apply_edits
from netlead_md.wording.step_sentences import step_words

QUICK_FIX: Final = "quickfix"
SILENCE: Final = "quickfix.silence"
WRITE: Final = "refactor.rewrite"
FIX_ALL: Final = "source.fixAll"
KINDS: Final = (QUICK_FIX, WRITE, FIX_ALL)
_DECISIONS: Final[tuple[DecisionWord, ...]] = ("grow", "maintain", "ask", "pause", "let-go")
assert set(_DECISIONS) == OUTCOMES["review"]  # noqa: S101  (one table, in the order in which a person thinks)
_LOGGED: Final = frozenset({"person", "organisation"})
_ID: Final = re.compile(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*$")


class WritingAction(msgspec.Struct, frozen=True):
    title: str
    kind: str
    edits: tuple[TextEdit, ...]
    about: tuple[Diagnostic, ...] = ()
    preferred: bool = False


def line_actions(sight: WorkspaceIndex, path: str, text: str) -> Iterator[WritingAction]:
    """Lines of today for the note: the next step's, a contact, a decision."""
    kind = sight.network.kinds.get(path, "")
    if kind not in _LOGGED:
        return
    ledger = sight.state.book.ledgers.get(path)
    for line in step_words(ledger, sight.state.book.as_of).lines if ledger is not None and ledger.entries else ():
        yield _line_action(sight, path, text, f"Write the next step: {line.strip()}", line.strip())
    yield _line_action(sight, path, text, "Log a contact of today", "call 20m: ")
    suggested = ledger.suggestion if ledger is not None else ""
    for decision in sorted(_DECISIONS, key=lambda each: each != suggested):
        why = " (suggested)" if decision == suggested else ""
        yield _line_action(sight, path, text, f"Review: {decision}{why}", f"review {decision}: ")


def _line_action(sight: WorkspaceIndex, path: str, text: str, title: str, line: str) -> WritingAction:
    day = sight.state.book.as_of
    where = find_insertion_point(text, parse_open_note(sight, path, text), day)
    date = f"[[{day}]]" if where.linked else f"{day}"
    at = Range(where.place.line, where.place.column, where.place.line, where.place.column)
    return WritingAction(title, WRITE, (TextEdit(at, f"{where.before}{where.bullet}{date} {line}{where.after}"),))


def silence_actions(
    sight: WorkspaceIndex, path: str, text: str, found: Iterable[Diagnostic]
) -> Iterator[WritingAction]:
    """For each finding a comment behind its line, or a property of the note where it stands in the front matter."""
    block = read_front("", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    lines = split_lines(text)
    for each in {(one.code, one.place.line): one for one in found}.values():
        if each.place.line >= block.line and not lines[each.place.line - 1].startswith("```"):
            edit = _ignored_line(lines[each.place.line - 1], each)
            yield WritingAction(f"Silence {each.code} on this line", SILENCE, (edit,), (each,))
        elif edits := _ignored_note(sight, path, text, each.code):
            yield WritingAction(f"Silence {each.code} in this note", SILENCE, edits, (each,))


def _ignored_line(line: str, each: Diagnostic) -> TextEdit:
    """The comment behind the words: before a block id, and in the last cell of a row."""
    comment = f" %% netlead-ignore {each.code} %%"
    kept = line.rstrip()
    at = len(kept)
    if kept.lstrip().startswith("|") and kept.endswith("|"):
        at = len(kept[:-1].rstrip())
        comment += " " if kept[at : at + 1] == "|" else ""
    elif found := _ID.search(line):
        at = found.start()
    column = at + 1
    return TextEdit(Range(each.place.line, column, each.place.line, column), comment)


def _ignored_note(sight: WorkspaceIndex, path: str, text: str, code: str) -> tuple[TextEdit, ...]:
    """The whole text with the code in `netlead_ignore`; nothing where its front matter cannot be written."""
    note = parse_open_note(sight, path, text)
    codes = [each.code for each in ignores_of(note) if not each.line]
    value = f"[{', '.join(dict.fromkeys([*codes, code]))}]"
    try:
        after = set_properties(text, {"netlead_ignore": value}, replace=True)
    except ValueError:
        return ()
    return (_changed(text, after),)


def _changed(before: str, after: str) -> TextEdit:
    """The one edit from a text to another that differs from it in the middle."""
    old, new = split_lines(before), split_lines(after)
    head = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - head
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    middle = new[head : len(new) - tail]
    if head == len(old):
        return TextEdit(Range(head, len(old[-1]) + 1, head, len(old[-1]) + 1), "".join(f"\n{line}" for line in middle))
    end = len(old) - tail
    place = Range(head + 1, 1, end + 1, 1) if tail else Range(head + 1, 1, end, len(old[-1]) + 1)
    return TextEdit(place, "".join(f"{line}\n" for line in middle) if tail else "\n".join(middle))


def fix_all_action(text: str, fixes: Sequence[tuple[Diagnostic, Fix]]) -> WritingAction | None:
    """Every safe fix of the note that gets on with those before it; None where there is none."""
    edits: list[TextEdit] = []
    mended: list[Diagnostic] = []
    for each, fix in fixes:
        fresh = [edit for edit in fix.edits if edit not in edits]
        if not fix.safe:
            continue
        try:
            apply_edits(text, [*edits, *fresh])
        except ValueError:
            continue
        edits += fresh
        mended.append(each)
    if not edits:
        return None
    count = len(mended)
    title = f"Mend all that can be mended without doubt: {count} {'finding' if count == 1 else 'findings'}"
    return WritingAction(title, FIX_ALL, tuple(edits), tuple(mended))
