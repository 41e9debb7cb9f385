"""What a `regenerate` says at its end: what was read, what was written, and the one thing to look at first."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Final

from netlead_md.cli.formats import printable
from netlead_md.cli.formats.concise import line
from netlead_md.model.page import Diagnostic, Page
from netlead_md.shell.session import State
from netlead_md.shell.writer import Plan

_MOST: Final = 10
_FIRST: Final = ("This week", "Trust without support", "Notes health")
_ANSWER: Final = re.compile(r"(?m)^(.+?)\s*\^answer$")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK: Final = re.compile(r"\[\[(?:[^\[\]|]*\\?\|)?([^\[\]|]+)\]\]")


def plural(count: int, one: str, many: str = "") -> str:
    """`1,234 notes`: a terminal tells of whole vaults; pages, which count less, say `plural` of `reports.words`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def what_was_read(state: State, diagnostics: Sequence[Diagnostic]) -> str:
    network = state.book.network
    lost = len(network.unreadable)
    notes = sum(not note.ours for note in state.notes.values())
    read = f"Read {plural(notes, 'note')}: {plural(len(network.people), 'person', 'people')}, "
    read += f"{plural(len(network.organisations), 'organisation')}, {plural(len(network.entries), 'entry', 'entries')}"
    read += f"; {lost:,} could not be read." if lost else "."
    if not notes and not lost:
        return f"{read} Is this the folder that holds your notes?"
    errors, warnings = (sum(each.severity == severity for each in diagnostics) for severity in ("error", "warning"))
    if errors or warnings:
        read += f"\nFound {plural(errors, 'error')} and {plural(warnings, 'warning')}: `netlead check` shows them."
    return read


def what_was_written(todo: Plan, output: str) -> str:
    removed = f", {plural(len(todo.removals), 'page')} removed" if todo.removals else ""
    if not todo.writes and not removed:
        return f"Nothing to write: {plural(len(todo.same), 'page')} in {output}/ already up to date."
    return f"Wrote {plural(len(todo.writes), 'page')} to {output}/{removed}, {len(todo.same):,} already up to date."


def what_was_kept(todo: Plan, output: str) -> Iterator[str]:
    for page, name, _ in todo.keeps:
        yield f"You edited {output}/{page}: your version is kept as {output}/{name}, and the page is written anew."


def what_is_not_read(todo: Plan, output: str) -> Iterator[str]:
    """The output folder is no place for notes: whoever sets it to a folder of theirs should hear it at once."""
    if count := len(todo.unread):
        are = "is" if count == 1 else "are"
        yield f"{plural(count, 'note')} of yours in {output}/ {are} not read: the output folder holds pages only"


def first_to_read(pages: Sequence[Page], output: str) -> str:
    """Name the page that answers what deserves the user now, with its answer."""
    for title in _FIRST:
        for page in pages:
            if page.path.startswith(title) and (answer := _ANSWER.search(page.text)):
                plain = printable(unescape(_ESCAPED.sub(r"\1", _LINK.sub(r"\1", answer[1]))))
                return f"Look first at {output}/{page.path}: {plain}"
    return f"The pages are in {output}/."


def told_at_once(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Files that could not be read, and faults of the config: they change pages without standing on them."""
    told = [each for each in diagnostics if each.code.startswith(("NL0", "NL9")) and each.severity != "info"]
    for each in told[:_MOST]:
        yield line(each) + (f"\n  help: {printable(each.help)}" if each.help else "")
    if len(told) > _MOST:
        yield f"… and {len(told) - _MOST:,} more: `netlead check` shows all"
