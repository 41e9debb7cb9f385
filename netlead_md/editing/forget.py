"""Which mentions can go without harm, and the edits that take them away (COMPATIBILITY 3: splices, proved)."""

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from unicodedata import normalize

import msgspec

from netlead_md.editing.note_edits import apply_note_changes
from netlead_md.editing.undo_journal import NoteChange
from netlead_md.linking.fields import field_names
from netlead_md.linking.link_resolver import LinkResolver, link_name, normalise_name
from netlead_md.model.diagnostics import Range, TextEdit
from netlead_md.model.network import Network
from netlead_md.model.note import LogLine, Note
from netlead_md.parsing import build_lexicon, daily_note_date, find_links, read_note
from netlead_md.parsing.frontmatter import read_front, undouble_quotes
from netlead_md.rules.text_edits import apply_edits
from netlead_md.vault import cache
from netlead_md.vault.errors import UserError, system_message
from netlead_md.vault.real_path import find_file
from netlead_md.vault.session import VaultState

# Every place in a vault that names a person: notes, links, names and aliases in texts, e-mail, file names.


NEWLINE: Final = re.compile(r"\r\n|\n|\r")
_WIKI: Final = re.compile(r"!?\[\[([^\[\]\n|#]*)(?:#[^\[\]\n|]*)?(?:\|[^\[\]\n]*)?\]\]")
_EMAIL: Final = re.compile(r"(?<![^\s<>\"',;:()\[\]@])[^\s<>\"',;:()\[\]@]++@[^\s<>\"',;:()\[\]]+\w")


_ACCENTS: Final = "\u0300-\u036f"
"""Those that stand behind their letter, as in texts from macOS: `Jose` is another name than the one with an accent."""


class PersonMention(msgspec.Struct, frozen=True, order=True):
    path: str
    line: int
    """0: the file itself."""
    column: int
    end: int
    what: str
    """note, link, name, alias, e-mail, file name, unread."""
    text: str = ""
    doubt: str = ""
    """Why it may be somebody else, or cannot be touched."""


class MentionQuery(msgspec.Struct, frozen=True):
    """All by which a person may be named."""

    path: str
    names: frozenset[str]
    """Folded."""
    emails: frozenset[str]
    pattern: re.Pattern[str]
    shared: frozenset[str]
    """Names that somebody else has too."""
    resolver: LinkResolver


def build_mention_query(state: VaultState, key: str) -> MentionQuery:
    network = state.book.network
    person = network.people[key]
    names = {normalise_name(name) for name in (person.name, *person.aliases)}
    forms = {normalize(form, name) for name in (person.name, *person.aliases) for form in ("NFC", "NFD")}
    either = "|".join(
        re.escape(name).replace("'", "''?") for name in sorted(forms, key=lambda name: (-len(name), name))
    )
    return MentionQuery(
        person.path or key,
        frozenset(names),
        frozenset(_list_emails(state, state.notes.get(person.path or key))),
        re.compile(rf"(?<!\w)(?:{either})(?![\w{_ACCENTS}])", re.IGNORECASE),
        frozenset(name for name in names if " " not in name) | frozenset(_list_other_names(network, key) & names),
        LinkResolver.of((*network.files, *network.kinds)),
    )


def _list_emails(state: VaultState, note: Note | None) -> Iterator[str]:
    table = field_names(state.config).by_kind["person"]
    for field in note.fields if note else ():
        if table.get(field.key, ("", 0))[0] == "email":
            yield from (found[0].lower() for found in _EMAIL.finditer(str(field.value)))


def _list_other_names(network: Network, key: str) -> set[str]:
    named = [(card.key, (card.name, *card.aliases)) for card in network.people.values()]
    named += [(card.key, (card.name, *card.aliases)) for card in network.organisations.values()]
    return {normalise_name(name) for other, names in named if other != key for name in names}


def find_in_text(sought: MentionQuery, path: str, text: str) -> Iterator[PersonMention]:
    """All mentions in one text, its own line ends and byte order mark included."""
    folder = path.rpartition("/")[0]
    for number, line in enumerate(NEWLINE.split(text.removeprefix("\ufeff")), 1):
        low = normalise_name(undouble_quotes(line))
        if "[" not in line and "@" not in line and not any(name in low for name in sought.names):
            continue
        taken = [False] * (len(line) + 1)
        for start, end, what, doubt in _find_in_line(sought, line, folder):
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                yield PersonMention(path, number, start + 1, end + 1, what, line[start:end], doubt)


def _find_in_line(sought: MentionQuery, line: str, folder: str) -> Iterator[tuple[int, int, str, str]]:
    """Links first, for a name may stand within one."""
    for found in _WIKI.finditer(line):
        target = found[1].removesuffix("\\").strip()
        hit = sought.resolver.match(target, folder).path
        if not hit and "''" in target:
            target = undouble_quotes(target)
            hit = sought.resolver.match(target, folder).path
        if hit == sought.path:
            yield *found.span(), "link", ""
        elif not hit and normalise_name(link_name(target)) in sought.names:
            yield (
                *found.span(),
                "link",
                "it leads nowhere, and may mean somebody else" if _is_shared_name(sought, target) else "",
            )
    for link in find_links(line):
        if link.markdown and sought.resolver.match(link.target, folder).path == sought.path:
            yield link.column - 1, link.end_column - 1, "link", ""
    for found in _EMAIL.finditer(line):
        if found[0].lower() in sought.emails:
            yield *found.span(), "e-mail", ""
    for found in sought.pattern.finditer(line):
        yield (
            *found.span(),
            "name",
            "this may be somebody else" if _is_shared_name(sought, undouble_quotes(found[0])) else "",
        )


def _is_shared_name(sought: MentionQuery, text: str) -> bool:
    return normalise_name(link_name(text)) in sought.shared


def is_named_in_path(sought: MentionQuery, path: str) -> bool:
    """Whether a file's or folder's name tells of the person."""
    return path != sought.path and any(" " in name and name in normalise_name(path) for name in sought.names)


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
    changes: tuple[FileChange, ...]


def plan_forgetting(state: VaultState, key: str, initials: str = "") -> ForgetPlan:
    """Lay the forgetting of a person out; with `initials`, mentions in other notes become these."""
    sought = build_mention_query(state, key)
    found: list[PersonMention] = []
    left: list[PersonMention] = []
    changes: list[FileChange] = []
    for path in sorted({*state.book.network.files, *state.notes}):
        if is_named_in_path(sought, path):
            left.append(PersonMention(path, 0, 0, 0, "file name", doubt="rename it yourself"))
        if not path.lower().endswith((".md", *_TEXTS)):
            continue
        data = _read_utf8_bytes(find_file(state.vault, path))
        if data is None:
            if path.lower().endswith(".md"):
                left.append(PersonMention(path, 0, 0, 0, "unread", doubt="it cannot be read: look into it yourself"))
        elif path == sought.path:
            found.append(PersonMention(path, 0, 0, 0, "note"))
            changes.append(FileChange(path, data, None))
        elif here := tuple(find_in_text(sought, path, data.decode("utf-8"))):
            found += here
            after, stay = _remove_mentions(state, path, data.decode("utf-8"), here, initials)
            left += stay
            changes += [FileChange(path, data, after.encode("utf-8"))] if len(stay) < len(here) else []
    return ForgetPlan(tuple(sorted((*found, *(each for each in left if not each.line)))), tuple(left), tuple(changes))


def _read_utf8_bytes(file: Path) -> bytes | None:
    if not file.is_file():  # to open a pipe may take for ever
        return None
    try:
        data = file.read_bytes()
        data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return data


def _remove_mentions(
    state: VaultState, path: str, text: str, here: Sequence[PersonMention], initials: str
) -> tuple[str, list[PersonMention]]:
    if not path.lower().endswith(".md"):
        return text, [_mark_doubtful(each, "this is no note: look into it yourself") for each in here]
    left = [each for each in here if each.doubt]
    edits: list[TextEdit] = []
    gone: set[int] = set()
    if initials:
        edits = [_replace_mention(each, initials) for each in here if not each.doubt]
    else:
        lines = NEWLINE.split(text.removeprefix("\ufeff"))
        plain = "\n".join(lines)
        front = read_front(path, plain).line - 1
        for number in sorted({each.line for each in here}):
            mine = [each for each in here if each.line == number]
            if any(each.doubt for each in mine) or not _can_remove_line(lines, number, mine, in_front=number <= front):
                left += [_mark_doubtful(each, _SENTENCE) for each in mine if not each.doubt]
            else:
                gone.add(number)
        edits = [
            TextEdit(Range(number, 1, number + 1, 1), "") if number < len(lines) else _remove_last_line(lines)
            for number in gone
        ]
    try:
        after = apply_edits(text, edits)
    except ValueError:
        return text, [_mark_doubtful(each, _SENTENCE) for each in here]
    if not _is_safe_removal(state, path, text, after, gone):
        return text, [_mark_doubtful(each, "to take it away would change what else the note says") for each in here]
    return after, left


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
    words, day = build_lexicon(state.config), daily_note_date(path, state.config.dailies)
    old, new = (read_note(path, text, day=day, words=words) for text in (before, after))
    kept = [_said(line) for line in old.lines if line.line not in gone]
    return len(new.faults) <= len(old.faults) and kept == [_said(line) for line in new.lines]


def _said(line: LogLine) -> LogLine:
    """What a line says, but for who is named on it and where it stands."""
    return msgspec.structs.replace(
        line, line=0, column=0, parent=0, columns=(), links=(), inherited=(), text="", project=None
    )


def format_forget_plan(plan: ForgetPlan) -> Iterator[str]:
    """`path:line:column: what` for each mention, and why those stay that stay."""
    why = {(each.path, each.line, each.column): each.doubt for each in plan.left}
    for each in plan.mentions:
        place = f"{each.path}:{each.line}:{each.column}" if each.line else each.path
        stays = why.get((each.path, each.line, each.column), "")
        yield f"{place}: {each.what}{f' {each.text!r}' if each.text else ''}{f' — left: {stays}' if stays else ''}"


__all__ = ["FileChange", "ForgetPlan", "MentionQuery", "format_forget_plan", "plan_forgetting"]


# A copy of every touched file outside the vault, and only then the change.


def apply_with_backup(vault: Path, changes: Sequence[FileChange]) -> Path:
    """Copy, then change; names the folder of the copies. Raises Misuse where a file changed or the disk refuses."""
    place = _create_backup_folder(vault)
    try:
        for change in changes:
            copy = place / change.path
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
                file.write(change.before)
    except OSError as error:
        raise UserError(f"cannot be written: {system_message(error)}", hint=f"copies are in {place}") from None
    wanted = [NoteChange(change.path, change.before, change.after) for change in changes]
    applied = apply_note_changes(vault, wanted, "forget", all_or_nothing=True)
    if applied.refused:
        first = applied.refused[0]
        raise UserError(f"nothing was changed: {first.why}", hint=f"copies are in {place}", path=first.path)
    for ending in ("notes", "run"):  # what the last run keeps names them too
        with suppress(OSError):
            cache.cache_file(vault, ending).unlink()
    return place


def _create_backup_folder(vault: Path) -> Path:
    """A new folder in the user's data folder, which nobody else can read."""
    name = hashlib.sha256(os.fsencode(vault.resolve())).hexdigest()[:12]
    above = _find_data_folder() / "forgotten"
    if above.resolve().is_relative_to(vault.resolve()):
        raise UserError("your data folder lies in the vault", hint="a copy there would keep what you want to forget")
    try:
        above.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(1, 10_000):
            folder = above / f"{name}-{number}"
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                return folder
    except OSError as error:
        raise UserError(
            f"no copy can be made: {system_message(error)}", hint="make it writable", path=str(above)
        ) from None
    raise UserError("there are too many copies", hint="delete those you no longer need", path=str(above))


def _find_data_folder() -> Path:
    from platformdirs import user_data_path

    with suppress(RuntimeError):  # some versions say so, and some name a folder called `~`
        if (found := user_data_path("netlead")).is_absolute():
            return found
    raise UserError("no copy can be made: you have no home folder", hint="set HOME to a folder of yours")


# Pages for sharing: everybody is treated as `sensitive: true` treats one (SPEC §4), and nothing is quoted.


def redact_state(state: VaultState) -> VaultState:
    """The same state, whose pages name people by their initials."""
    return msgspec.structs.replace(state, config=msgspec.structs.replace(state.config, redact=True))
