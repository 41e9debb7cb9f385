"""Which mentions of a person can go, become initials or are left to the user, and the edits for it (SPEC §5).

A line belongs to the note that it stands in. In the note of somebody else it is their evidence: it stays, with initials
in place of the name. Elsewhere a bullet that tells of nobody else goes. All else is left to the user, and told.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.editing.note_edits import apply_note_changes
from netlead_md.editing.person_mentions import (
    NEWLINE,
    MentionQuery,
    PersonMention,
    build_mention_query,
    find_in_text,
    is_named_in_path,
)
from netlead_md.editing.undo_journal import JournalError, NoteChange, UndoJournal
from netlead_md.model.diagnostics import Range, TextEdit
from netlead_md.model.note import LogLine
from netlead_md.model.plain_line import PlainReading
from netlead_md.parsing import build_keywords, daily_note_date, read_note
from netlead_md.parsing.frontmatter import read_front
from netlead_md.rules.text_edits import apply_edits
from netlead_md.vault import cache
from netlead_md.vault.errors import UserError
from netlead_md.vault.real_path import find_file, resolve_links
from netlead_md.vault.session import VaultState

COMMAND: Final = "forget"
"""The name of its undo record, which is kept for `undo_journal.FORGET_DAYS`."""
_THEIRS: Final = frozenset({"person", "organisation", "project", "interaction"})
"""Kinds of notes whose lines are the evidence of somebody else."""
_BIN: Final = ".trash"

_BULLET: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_WHOLE: Final = re.compile(r"[ \t]*(?:-[ \t]+|[^\s:][^:]*:[ \t]+)[\"']?\ue000[\"']?[ \t]*")
"""A property, or an item of a list, that holds nothing but the mention."""
_TEXTS: Final = (".canvas", ".base", ".csv", ".txt", ".json")
_SENTENCE: Final = "it stands in a sentence, or beside others: --initials leaves initials"


class FileChange(msgspec.Struct, frozen=True):
    path: str
    before: bytes
    after: bytes | None
    """None: the note itself goes."""


class ForgetPlan(msgspec.Struct, frozen=True):
    mentions: tuple[PersonMention, ...]
    left: tuple[PersonMention, ...]
    """Those that stay, each with its reason in `doubt`."""
    named: tuple[PersonMention, ...]
    """Those that become initials."""
    changes: tuple[FileChange, ...]
    initials: str


def plan_forgetting(state: VaultState, key: str, initials: str, *, everywhere: bool = False) -> ForgetPlan:
    """Lay the forgetting of a person out; with `everywhere`, all mentions in other notes become `initials`."""
    sought = build_mention_query(state, key)
    plan = _Draft(initials, everywhere=everywhere)
    for path in sorted({*state.book.network.files, *state.notes}):
        if is_named_in_path(sought, path):
            plan.leave(PersonMention(path, 0, 0, 0, "file name", doubt="rename it yourself"))
        if not path.lower().endswith((".md", *_TEXTS)):
            continue
        data = _read_utf8_bytes(find_file(state.vault, path))
        if data is None:
            if path.lower().endswith(".md"):
                plan.leave(PersonMention(path, 0, 0, 0, "unread", doubt="it cannot be read: look into it yourself"))
        elif path == sought.path:
            plan.found.append(PersonMention(path, 0, 0, 0, "note"))
            plan.changes.append(FileChange(path, data, None))
        elif here := tuple(find_in_text(sought, path, data.decode("utf-8"))):
            plan.take(state, path, data, here)
    plan.found += _find_in_bin(state.vault, sought)
    plan.left += [each for each in plan.found if each.path.startswith(f"{_BIN}/")]
    return ForgetPlan(tuple(sorted(plan.found)), tuple(plan.left), tuple(plan.named), tuple(plan.changes), initials)


class _Draft:
    """A plan while it is made."""

    def __init__(self, initials: str, *, everywhere: bool) -> None:
        self.initials, self.everywhere = initials, everywhere
        self.found: list[PersonMention] = []
        self.left: list[PersonMention] = []
        self.named: list[PersonMention] = []
        self.changes: list[FileChange] = []

    def leave(self, mention: PersonMention) -> None:
        self.found.append(mention)
        self.left.append(mention)

    def take(self, state: VaultState, path: str, data: bytes, here: Sequence[PersonMention]) -> None:
        """Decide about the mentions in one text."""
        text = data.decode("utf-8")
        fates = _Fates(state, path, text, here, self.everywhere)
        after = fates.apply(self.initials)
        self.found += here
        self.left += fates.left
        self.named += fates.named
        if after != text:
            self.changes.append(FileChange(path, data, after.encode("utf-8")))


def _find_in_bin(vault: Path, sought: MentionQuery) -> Iterator[PersonMention]:
    """Copies in Obsidian's own bin, which nothing else of ours reads."""
    for file in sorted((vault / _BIN).rglob("*")) if (vault / _BIN).is_dir() else ():
        path = file.relative_to(vault).as_posix()
        data = _read_utf8_bytes(file) if path.lower().endswith((".md", *_TEXTS)) else None
        named = is_named_in_path(sought, path) or path.rpartition("/")[2] == sought.path.rpartition("/")[2]
        if named or (data is not None and sought.may_hold(data.decode("utf-8"))):
            yield PersonMention(path, 0, 0, 0, "bin", doubt="it lies in the bin of the vault: empty it yourself")


def _read_utf8_bytes(file: Path) -> bytes | None:
    if not file.is_file():  # to open a pipe may take for ever
        return None
    try:
        data = file.read_bytes()
        data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return data


class _Fates:
    """What becomes of the mentions in one text."""

    def __init__(
        self,
        state: VaultState,
        path: str,
        text: str,
        here: Sequence[PersonMention],
        everywhere: bool,  # noqa: FBT001
    ) -> None:
        self._state, self._path, self._text, self._here = state, path, text, here
        self._theirs = state.book.network.kinds.get(path, "other") in _THEIRS
        self._everywhere = everywhere
        self.left: list[PersonMention] = []
        self.named: list[PersonMention] = []

    def apply(self, initials: str) -> str:
        """The text as it shall be; sets what is left and what becomes initials."""
        if not self._path.lower().endswith(".md"):
            self.left = [_mark_doubtful(each, "this is no note: look into it yourself") for each in self._here]
            return self._text
        gone = self._decide()
        lines = NEWLINE.split(self._text.removeprefix("\ufeff"))
        edits = [_replace_mention(each, initials) for each in self.named]
        edits += [
            TextEdit(Range(number, 1, number + 1, 1), "") if number < len(lines) else _remove_last_line(lines)
            for number in gone
        ]
        try:
            after = apply_edits(self._text, edits)
        except ValueError:
            return self._leave_all(_SENTENCE)
        if not _is_safe_removal(self._state, self._path, self._text, after, gone):
            return self._leave_all("to take it away would change what else the note says")
        return after

    def _decide(self) -> set[int]:
        """Sort the mentions of each line; the numbers of the lines that go."""
        lines = NEWLINE.split(self._text.removeprefix("\ufeff"))
        front = read_front(self._path, "\n".join(lines)).line - 1
        self.left = [each for each in self._here if each.doubt]
        gone: set[int] = set()
        for number, mine in _by_line(self._here):
            sure = [each for each in mine if not each.doubt]
            in_front = number <= front
            may_go = len(sure) == len(mine) and (in_front or not self._theirs) and not self._everywhere
            if may_go and _can_remove_line(lines, number, mine, in_front=in_front):
                gone.add(number)
            elif self._everywhere or (self._theirs and not in_front):
                self.named += sure
            else:
                self.left += [_mark_doubtful(each, _SENTENCE) for each in sure]
        return gone

    def _leave_all(self, why: str) -> str:
        self.left = [each if each.doubt else _mark_doubtful(each, why) for each in self._here]
        self.named = []
        return self._text


def _by_line(here: Sequence[PersonMention]) -> Iterator[tuple[int, list[PersonMention]]]:
    lines: dict[int, list[PersonMention]] = {}
    for each in here:
        lines.setdefault(each.line, []).append(each)
    yield from sorted(lines.items())


def _replace_mention(each: PersonMention, text: str) -> TextEdit:
    return TextEdit(Range(each.line, each.column, each.line, each.end), text, each.text)


def _remove_last_line(lines: Sequence[str]) -> TextEdit:
    return TextEdit(Range(len(lines), 1, len(lines), len(lines[-1]) + 1), "")


def _mark_doubtful(each: PersonMention, why: str) -> PersonMention:
    return msgspec.structs.replace(each, doubt=why)


def _can_remove_line(lines: Sequence[str], number: int, mine: Sequence[PersonMention], *, in_front: bool) -> bool:
    """Whether the whole line may go: a property or item that holds only them, a bullet that tells of nobody else."""
    line = lines[number - 1]
    rest = line
    for each in sorted(mine, key=lambda each: -each.column):
        rest = f"{rest[: each.column - 1]}\ue000{rest[each.end - 1 :]}"
    if in_front:
        return _WHOLE.fullmatch(rest) is not None
    below = lines[number] if number < len(lines) else ""
    leaf = not below.strip() or _BULLET.match(below) is not None or below.startswith("#")
    nested = len(below) - len(below.lstrip()) > len(line) - len(line.lstrip()) and bool(below.strip())
    named = re.search(r"[ \t]\^[\w-]+[ \t]*$", rest)
    return bool(_BULLET.match(line)) and leaf and not nested and not named and "[[" not in rest


def _is_safe_removal(state: VaultState, path: str, before: str, after: str, gone: set[int]) -> bool:
    """See that nothing else of the note is read otherwise: no new fault, and every other line what it was."""
    words, day = build_keywords(state.config), daily_note_date(path, state.config.dailies)
    old, new = (read_note(path, text, day=day, words=words) for text in (before, after))
    kept = [_said(line) for line in old.lines if line.line not in gone]
    return len(new.faults) <= len(old.faults) and kept == [_said(line) for line in new.lines]


def _said(line: LogLine) -> LogLine:
    """What a line says, but for who is named on it and where it stands."""
    return msgspec.structs.replace(
        line,
        line=0,
        column=0,
        parent=0,
        columns=(),
        links=(),
        inherited=(),
        text="",
        project=None,
        source="",
        tail="",
        end=0,
        reading=None if line.reading is None else PlainReading(contact=line.reading.contact, date=line.reading.date),
    )


def format_forget_plan(plan: ForgetPlan) -> Iterator[str]:
    """`path:line:column: what — fate` for each mention."""
    why = {_place(each): each.doubt for each in plan.left}
    named = {_place(each) for each in plan.named}
    for each in plan.mentions:
        at = _place(each)
        place = f"{each.path}:{each.line}:{each.column}" if each.line else each.path
        stays = why.get(at, "")
        fate = f"left: {stays}" if stays else f"becomes {plan.initials}" if at in named else "goes"
        yield f"{place}: {each.what}{f' {each.text!r}' if each.text else ''} — {fate}"


def _place(each: PersonMention) -> tuple[str, int, int, str]:
    return each.path, each.line, each.column, each.what


def apply_forgetting(vault: Path, plan: ForgetPlan, *, for_good: bool = False) -> None:
    """Make the changes of a plan, all or none, through the one door of edits; `undo` takes them back.

    Raises UserError where a file changed, the disk refuses, or no copy can be kept and `for_good` is not said.
    """
    if not for_good:
        _check_journal(vault)
    wanted = [NoteChange(change.path, change.before, change.after) for change in plan.changes]
    applied = apply_note_changes(vault, wanted, COMMAND, all_or_nothing=True)
    if applied.refused:
        first = applied.refused[0]
        raise UserError(f"nothing was changed: {first.why}", path=first.path)
    for ending in ("notes", "run"):  # what the last run keeps names them too
        with suppress(OSError):
            cache.cache_file(vault, ending).unlink()


def _check_journal(vault: Path) -> None:
    try:
        journal = UndoJournal(vault)
        with journal.locked():
            pass
    except JournalError as error:
        raise UserError(f"no copy can be kept: {error}", hint="`--for-good` does it without one") from None
    if resolve_links(journal.folder).is_relative_to(resolve_links(vault)):
        hint = "a copy there would keep what you want to forget; `--for-good` keeps none"
        raise UserError("your state folder lies in the vault", hint=hint)


def drop_undo_records(vault: Path, sought: MentionQuery, *, own_too: bool) -> int:
    """Remove the undo records that hold the person; the newest, which is this command's own, only with `own_too`.

    Gives how many older ones went. What cannot be read goes too: nobody knows what it holds.
    """
    gone = 0
    with suppress(JournalError):
        journal = UndoJournal(vault)
        with journal.locked():
            for place, stored in enumerate(journal.records()):
                own = not place and stored.record is not None and stored.record.command == COMMAND
                if own and not own_too:
                    continue
                if own or stored.record is None or any(_change_holds(each, sought) for each in stored.record.changes):
                    journal.drop(stored)
                    gone += not own
    return gone


def _change_holds(change: NoteChange, sought: MentionQuery) -> bool:
    texts = (data.decode("utf-8", "replace") for data in (change.before, change.after) if data is not None)
    return change.path == sought.path or is_named_in_path(sought, change.path) or any(map(sought.may_hold, texts))


def find_in_pages(state: VaultState, sought: MentionQuery) -> list[str]:
    """Pages of ours that name the person until the next `regenerate`."""
    folder = state.vault / state.config.output
    files = sorted(folder.rglob("*.md")) if folder.is_dir() else []
    named = ((file, _read_utf8_bytes(file)) for file in files)
    return [
        file.relative_to(state.vault).as_posix()
        for file, data in named
        if (data is not None and sought.may_hold(data.decode("utf-8"))) or is_named_in_path(sought, file.name)
    ]


# Pages for sharing: everybody is treated as `sensitive: true` treats one (SPEC §4), and nothing is quoted.


def redact_state(state: VaultState) -> VaultState:
    """The same state, whose pages name people by their initials."""
    return msgspec.structs.replace(state, config=msgspec.structs.replace(state.config, redact=True))
