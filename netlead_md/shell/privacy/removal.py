"""Which mentions can go without harm, and the edits that take them away (COMPATIBILITY 3: splices, proved)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from netlead_md.model.page import Edit
from netlead_md.model.place import Place
from netlead_md.reading import day_of, read_note, words_of
from netlead_md.reading.frontmatter import read_front
from netlead_md.rules.edits import apply
from netlead_md.shell.privacy.mentions import NEWLINE, Mention, Wanted, in_name, in_text, wanted
from netlead_md.shell.session import State

_BULLET: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
_WHOLE: Final = re.compile(r"[ \t]*(?:-[ \t]+|[^\s:][^:]*:[ \t]+)[\"']?\ue000[\"']?[ \t]*")
"""A property, or an item of a list, that holds nothing but the mention."""
_TEXTS: Final = (".canvas", ".base", ".csv", ".txt", ".json")
_SENTENCE: Final = "it stands in a sentence, or beside others: --initials leaves initials"


class Change(msgspec.Struct, frozen=True):
    path: str
    before: bytes
    after: bytes | None
    """None: the note itself goes."""


class Forgetting(msgspec.Struct, frozen=True):
    mentions: tuple[Mention, ...]
    left: tuple[Mention, ...]
    """Those that stay, each with its reason in `doubt`."""
    changes: tuple[Change, ...]


def forgetting(state: State, key: str, initials: str = "") -> Forgetting:
    """Lay the forgetting of a person out; with `initials`, mentions in other notes become these."""
    sought = wanted(state, key)
    found: list[Mention] = []
    left: list[Mention] = []
    changes: list[Change] = []
    for path in sorted({*state.book.network.files, *state.notes}):
        if in_name(sought, path):
            left.append(Mention(path, 0, 0, 0, "file name", doubt="rename it yourself"))
        if not path.lower().endswith((".md", *_TEXTS)):
            continue
        data = _bytes(state.vault / path)
        if data is None:
            if path.lower().endswith(".md"):
                left.append(Mention(path, 0, 0, 0, "unread", doubt="it cannot be read: look into it yourself"))
        elif path == sought.path:
            found.append(Mention(path, 0, 0, 0, "note"))
            changes.append(Change(path, data, None))
        elif here := tuple(in_text(sought, path, data.decode("utf-8"))):
            found += here
            after, stay = _without(state, path, data.decode("utf-8"), here, initials)
            left += stay
            changes += [Change(path, data, after.encode("utf-8"))] if len(stay) < len(here) else []
    return Forgetting(tuple(sorted((*found, *(each for each in left if not each.line)))), tuple(left), tuple(changes))


def _bytes(file: Path) -> bytes | None:
    if not file.is_file():  # to open a pipe may take for ever
        return None
    try:
        data = file.read_bytes()
        data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return data


def _without(state: State, path: str, text: str, here: Sequence[Mention], initials: str) -> tuple[str, list[Mention]]:
    if not path.lower().endswith(".md"):
        return text, [_stays(each, "this is no note: look into it yourself") for each in here]
    left = [each for each in here if each.doubt]
    edits: list[Edit] = []
    gone: set[int] = set()
    if initials:
        edits = [_edit(each, initials) for each in here if not each.doubt]
    else:
        lines = NEWLINE.split(text.removeprefix("\ufeff"))
        plain = "\n".join(lines)
        front = read_front(path, plain).line - 1
        for number in sorted({each.line for each in here}):
            mine = [each for each in here if each.line == number]
            if any(each.doubt for each in mine) or not _whole(lines, number, mine, in_front=number <= front):
                left += [_stays(each, _SENTENCE) for each in mine if not each.doubt]
            else:
                gone.add(number)
        edits = [Edit(Place(number, 1, number + 1, 1), "") if number < len(lines) else _last(lines) for number in gone]
    try:
        after = apply(text, edits)
    except ValueError:
        return text, [_stays(each, _SENTENCE) for each in here]
    if not _proved(state, path, text, after, gone):
        return text, [_stays(each, "to take it away would change what else the note says") for each in here]
    return after, left


def _edit(each: Mention, text: str) -> Edit:
    return Edit(Place(each.line, each.column, each.line, each.end), text, each.text)


def _last(lines: Sequence[str]) -> Edit:
    return Edit(Place(len(lines), 1, len(lines), len(lines[-1]) + 1), "")


def _stays(each: Mention, why: str) -> Mention:
    return msgspec.structs.replace(each, doubt=why)


def _whole(lines: Sequence[str], number: int, mine: Sequence[Mention], *, in_front: bool) -> bool:
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


def _proved(state: State, path: str, before: str, after: str, gone: set[int]) -> bool:
    """See that nothing else of the note is read otherwise: no new fault, and every other line what it was."""
    words, day = words_of(state.config), day_of(path, state.config.dailies)
    old, new = (read_note(path, text, day=day, words=words) for text in (before, after))
    kept = [(line.type, line.date, line.form) for line in old.lines if line.line not in gone]
    return len(new.faults) <= len(old.faults) and kept == [(line.type, line.date, line.form) for line in new.lines]


def lines_of(plan: Forgetting) -> Iterator[str]:
    """`path:line:column: what` for each mention, and why those stay that stay."""
    why = {(each.path, each.line, each.column): each.doubt for each in plan.left}
    for each in plan.mentions:
        place = f"{each.path}:{each.line}:{each.column}" if each.line else each.path
        stays = why.get((each.path, each.line, each.column), "")
        yield f"{place}: {each.what}{f' {each.text!r}' if each.text else ''}{f' — left: {stays}' if stays else ''}"


__all__ = ["Change", "Forgetting", "Wanted", "forgetting", "lines_of"]
