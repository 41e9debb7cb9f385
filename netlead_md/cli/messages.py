"""What a `regenerate` says at its end: what was read, what was written, and the one thing to look at first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.cli.formats import escape_controls
from netlead_md.cli.formats.concise import format_line
from netlead_md.editing.answers import Answered
from netlead_md.incremental.memo import diff_lists
from netlead_md.model.diagnostics import Diagnostic, Page
from netlead_md.parsing.plain_text import as_plain_text
from netlead_md.reports.account_words import account_sentence, meetings_sentence
from netlead_md.vault.session import VaultState
from netlead_md.vault.snapshot import SnapshotDiff
from netlead_md.vault.writer import WritePlan

_MOST: Final = 10
_FIRST: Final = ("This week", "Trust without support", "Notes health")
_ANSWER: Final = re.compile(r"(?m)^(?!\s)([^\n^]++(?:\^(?!answer$)[^\n^]*+)*+)\^answer$")


def format_count(count: int, one: str, many: str = "") -> str:
    """`1,234 notes`: a terminal tells of whole vaults; pages, which count less, say `plural` of `reports.words`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def describe_notes_read(state: VaultState, diagnostics: Sequence[Diagnostic]) -> str:
    network = state.book.network
    lost = len(network.unreadable)
    notes = sum(not note.ours for note in state.notes.values())
    read = f"Read {format_count(notes, 'note')}: {format_count(len(network.people), 'person', 'people')}, "
    read += f"{format_count(len(network.organisations), 'organisation')}, "
    read += format_count(len(network.entries), "entry", "entries")
    read += f"; {lost:,} could not be read." if lost else "."
    if not notes and not lost:
        return f"{read} Is this the folder that holds your notes?"
    coverage = state.book.coverage
    for told in (account_sentence(coverage), meetings_sentence(coverage)):
        read += f"\n{told}." if told else ""
    errors, warnings = (sum(each.severity == severity for each in diagnostics) for severity in ("error", "warning"))
    if errors or warnings:
        found = f"{format_count(errors, 'error')} and {format_count(warnings, 'warning')}"
        read += f"\nFound {found}: `netlead check` shows them."
    return read


def describe_pages_written(todo: WritePlan, output: str) -> str:
    removed = f", {format_count(len(todo.removals), 'page')} removed" if todo.removals else ""
    if not todo.writes and not removed:
        return f"Nothing to write: {format_count(len(todo.same), 'page')} in {output}/ already up to date."
    return (
        f"Wrote {format_count(len(todo.writes), 'page')} to {output}/{removed}, {len(todo.same):,} already up to date."
    )


def what_was_answered(answered: Answered) -> Iterator[str]:
    """What ticked boxes of the page of questions wrote into notes, and what they could not."""
    for each in answered.written:
        yield f"Answered: {escape_controls(each)}"
    for each in answered.refused:
        yield f"Not answered: {escape_controls(each)}"


def describe_pages_kept(todo: WritePlan, output: str) -> Iterator[str]:
    for page, name, _ in todo.kept_copies:
        yield f"You edited {output}/{page}: your version is kept as {output}/{name}, and the page is written anew."


def describe_obstacles(todo: WritePlan, output: str) -> Iterator[str]:
    """What has the name of a page, or of its folder, and is none of ours."""
    for path, what in todo.obstacles:
        yield f"{output}/{path} is a {what} of yours: rename it, and the page of that name will be written."


def describe_unread_notes(todo: WritePlan, output: str) -> Iterator[str]:
    """The output folder is no place for notes: whoever sets it to a folder of theirs should hear it at once."""
    if count := len(todo.unread):
        are = "is" if count == 1 else "are"
        yield f"{format_count(count, 'note')} of yours in {output}/ {are} not read: the output folder holds pages only"


def choose_first_page(pages: Sequence[Page], output: str) -> str:
    """Name the page that answers what deserves the user now, with its answer."""
    for title in _FIRST:
        for page in pages:
            if page.path.startswith(title) and (answer := _ANSWER.search(page.text)):
                plain = escape_controls(as_plain_text(answer[1]))
                return f"Look first at {output}/{page.path}: {plain}"
    return f"The pages are in {output}/."


def list_urgent_messages(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Files that could not be read, and faults of the config: they change pages without standing on them."""
    told = [each for each in diagnostics if each.code.startswith(("NL0", "NL9")) and each.severity != "info"]
    for each in told[:_MOST]:
        yield format_line(each) + (f"\n  help: {escape_controls(each.help)}" if each.help else "")
    if len(told) > _MOST:
        yield f"… and {len(told) - _MOST:,} more: `netlead check` shows all"


PAGES_STAND: Final = "The pages stay as they are: netlead cannot use the vault or its settings. The terminal says why."
"""Of a `watch` that cannot go on for now, as a notification."""


def what_must_not_wait(todo: WritePlan, before: Sequence[Diagnostic], now: Sequence[Diagnostic]) -> str:
    """What whoever sees no terminal should hear at once, without a name of a person or a note; else empty."""
    parts = []
    if count := len(todo.kept_copies):
        parts.append(f"{format_count(count, 'page')} that you edited {'is' if count == 1 else 'are'} kept as a copy.")
    if todo.obstacles:
        parts.append(f"{format_count(len(todo.obstacles), 'page')} cannot be written: a file of yours has the name.")
    _, came = diff_lists(before, now)
    known = {_diagnostic_identity(each) for each in before}
    if new := sum(each.severity == "error" and _diagnostic_identity(each) not in known for each in came):
        parts.append(f"{format_count(new, 'new error')} in your notes: see Notes health.")
    return " ".join(parts)


# What a `watch` says of a change: what changed, what was written, findings that came and went. Calm: no more.


_NAMED: Final = 3
"""Findings of a kind that are shown at once."""


class WatchUpdate(msgspec.Struct, frozen=True):
    """What one change brought."""

    what: SnapshotDiff
    output: str
    todo: WritePlan
    top: str = ""
    """The vault's path with a slash: settings are looked at by their whole paths."""
    before: tuple[Diagnostic, ...] = ()
    now: tuple[Diagnostic, ...] = ()
    same: bool = False
    """Nothing that was read says anything else than before."""
    occasion: str = ""
    """What it was, if no note: a new day, a trouble that is over."""


def format_headline(news: WatchUpdate) -> str:
    """`People/Ada.md: 3 pages written`; nothing where nobody would miss it."""
    done = describe_written(news.todo)
    if news.same and not (done or news.occasion):
        return ""
    what = news.what
    paths = (each.removeprefix(news.top) for each in (*what.added, *what.changed, *what.removed))
    touched = [*dict.fromkeys(paths)]  # a template is looked at as one of the settings, and as a file that has a name
    pages = [f"{news.output}/{path}" for path, _ in news.todo.writes if path in what.pages]
    return (
        f"{join_paths(touched) or news.occasion or join_paths(pages) or 'looked again'}: {done or 'nothing to write'}"
    )


def describe_written(todo: WritePlan) -> str:
    parts = [f"{format_count(len(todo.writes), 'page')} written"] if todo.writes else []
    parts += [f"{format_count(len(todo.removals), 'page')} removed"] if todo.removals else []
    return ", ".join(parts)


def added_and_resolved(news: WatchUpdate) -> tuple[list[str], list[str]]:
    """Findings that are new, and those that are gone; one that only moved, to another line or note, is neither."""
    went, came = diff_lists(news.before, news.now)  # most findings are the very ones that stood there before
    marks_before, marks_now = ({_diagnostic_identity(each) for each in some} for some in (went, came))
    gone = [each for each in went if _diagnostic_identity(each) not in marks_now]
    new = [each for each in came if _diagnostic_identity(each) not in marks_before]
    moved = {*news.what.added, *news.what.removed}
    return list(_format_group("new", _exclude_matching(new, gone, moved))), list(
        _format_group("gone", _exclude_matching(gone, new, moved))
    )


def _diagnostic_identity(each: Diagnostic) -> tuple[str, str, int, int, str]:
    return each.path, each.code, each.place.line, each.place.column, each.message


def _exclude_matching(
    some: Sequence[Diagnostic], others: Sequence[Diagnostic], moved: set[str]
) -> Iterator[Diagnostic]:
    """Those that the others do not say as well; a note that has just come may be one that has just gone."""
    from netlead_md.rules import make_fingerprint

    def mark(each: Diagnostic) -> str:
        return make_fingerprint(msgspec.structs.replace(each, path="") if each.path in moved else each)

    left = Counter(map(mark, others))
    for each in some:
        known = mark(each)
        if not left[known]:
            yield each
        left[known] -= 1


def _format_group(word: str, some: Iterable[Diagnostic]) -> Iterator[str]:
    every = sorted(some, key=lambda each: (each.path, each.place))
    yield from (f"  {word}: {format_line(each)}" for each in every[:_MOST])
    if len(every) > _MOST:
        yield f"  {word}: {len(every) - _MOST:,} more; `netlead check` shows what there is"


def join_paths(paths: Sequence[str]) -> str:
    shown = ", ".join(escape_controls(path) for path in paths[:_NAMED])
    return f"{shown} and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else shown
