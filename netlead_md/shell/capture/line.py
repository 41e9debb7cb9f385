"""The line that a capture adds, and the proof that it says what was meant (SPEC §2.3)."""

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from netlead_md.model.config import Config
from netlead_md.model.note import Note
from netlead_md.model.page import Diagnostic
from netlead_md.model.place import OF_LINES, Fault, Place, Trouble
from netlead_md.model.vocabulary import CONTACT
from netlead_md.reading import read_note, words_of
from netlead_md.reading.dates import other_date, read_day
from netlead_md.reading.heads import read_head, type_of
from netlead_md.reading.openings import odd_date
from netlead_md.shell.capture.files import readable
from netlead_md.shell.capture.spot import spot
from netlead_md.shell.capture.who import Target
from netlead_md.shell.misuse import Misuse

_START: Final = re.compile(r"(?:[-*+][ \t]+)?(\[[ xX]\][ \t]+)?(.*)", re.DOTALL)
_DATE: Final = re.compile(r"(?:\[\[)?([0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?)(?:\]\])?(?=\s|$)[ \t]*")
_WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HEAD: Final = 3
"""Words of which one that ends in a colon makes the first look like a type."""
_NEAR: Final = 0.75
_WHEN: Final = re.compile(r"[:\]].*\b(?:by|until)\b", re.IGNORECASE)


class Said(msgspec.Struct, frozen=True):
    """What the user wrote, taken apart."""

    box: str
    date: str
    """As written; empty where none is."""
    rest: str

    def day(self, default: dt.date) -> dt.date:
        return (read_day(self.date).date if self.date else None) or default


def dated(line: Said, today: dt.date, config: Config) -> Said:
    """The same line. Raises Misuse where it begins with a day in words or in a form that is not read."""
    first, _, rest = line.rest.partition(" ")
    word = first.rstrip(":,").lower()
    if line.date or not word:
        return line
    if meant := other_date(word) or odd_date(line.rest, words_of(config), box=bool(line.box)):
        day = meant[1].strip() if len(meant) > 1 else "YYYY-MM-DD"
        rest = line.rest[len(meant[0]) :].lstrip(" \t:,")
        raise Misuse(f"'{line.rest[: len(meant[0])]}' is not read as a day", cure=f'write "{day} {rest}"')
    if (ago := _ago(word, today)) is None or not type_of(rest, words_of(config)):
        return line
    said_ = f"{today - dt.timedelta(ago)} {rest}" if ago else rest
    raise Misuse(f"'{first}' is not read as a day", cure=f'write "{said_}"')


def _ago(word: str, today: dt.date) -> int | None:
    """How many days ago a word such as `yesterday` or `monday` means; None for another word."""
    if word in _WEEK:
        return (today.weekday() - _WEEK.index(word)) % 7 or 7
    return {"today": 0, "yesterday": 1, "tomorrow": -1}.get(word)


class Addition(msgspec.Struct, frozen=True):
    path: str
    line: int
    before: str
    after: str
    faults: tuple[Fault, ...] = ()
    """What the grammar says against the new line: then nothing may be written."""


def said(written: str) -> Said:
    """Take a line apart. Raises Misuse for one that is empty or several."""
    text = written.strip()
    if not text or len(text.splitlines()) > 1 or not readable(text):
        raise Misuse("a log line is one line of text", cure='such as "call 20m: about the room"')
    found = _START.match(text)
    box, rest = (found[1] or "", found[2]) if found else ("", text)
    date = _DATE.match(rest)
    return Said(box.lower(), date[1] if date else "", rest[date.end() :] if date else rest)


def typed(text: str, config: Config) -> bool:
    """Whether this reads as a line, with a word for what happened and a colon."""
    words = words_of(config)
    return ":" in text and bool(type_of(said(text).rest, words))


def add(target: Target, line: Said, day: dt.date, config: Config, *, link: str = "") -> Addition:
    """Lay one line into a note; into a daily note with the `link` of whom it concerns.

    Raises Misuse where no place is found at which the line would be read and all others stay what they are.
    """
    text, note = target.text, target.note
    where = spot(text, note, line.day(day), dated=not link)
    if link:
        body = line.box + _concerning(line.rest, link, config)
    else:
        date = line.date or str(day)
        body = f"{line.box}{f'[[{date}]]' if where.linked else date} {line.rest}"
    after = where.spliced(text, body)
    number = where.place.line + where.before.count("\n")
    words = words_of(config)
    new = read_note(target.path, after, day=note.day, words=words)
    faults = tuple(each for each in new.faults if each.place and each.place.line == number and each.trouble in OF_LINES)
    faults = faults or _slip(line, target.path, number, after, config)
    if link and not faults and type_of(line.rest, words) and all(each.line != number for each in new.lines):
        at = _lines(after)[number - 1].index(line.rest.split()[0]) + len(line.rest.split()[0]) + 1
        missing = (type_of(line.rest, words), str(at))
        faults = (Fault(Trouble.MISSING_COLON, target.path, Place(number, at), words=missing),)
    if not faults and not _proved(note, new, number, mention=bool(link)):
        cure = "write the line into the note yourself, or mend what stands above it"
        raise Misuse("no place was found where this line would count", cure=cure, path=target.path)
    return Addition(target.path, number, text, after, faults)


def _concerning(rest: str, link: str, config: Config) -> str:
    """The line with the link behind its colon, which a daily note needs."""
    words = words_of(config)
    kind = type_of(rest, words)
    if link.strip("[]").partition("|")[0] in rest:
        return rest
    if not kind:
        return f"{link} {rest}"
    head = read_head(rest, kind, words)
    if not head.colon and kind not in CONTACT:
        return f"{rest} {link}"  # no colon where one is needed: the grammar will say so
    return f"{rest[: head.offset].rstrip().removesuffix(':')}: {link} {rest[head.offset :]}".rstrip()


def _slip(said: Said, path: str, number: int, after: str, config: Config) -> tuple[Fault, ...]:
    """A short word before a colon that is nearly a type: reading lets it pass, for notes hold all sorts of words."""
    first = said.rest.partition(" ")[0]
    types = words_of(config).types
    word = first.removesuffix(":").lower()
    if word in types or not any(each.endswith(":") for each in said.rest.split()[:_HEAD]):
        return ()
    near = next(iter(difflib.get_close_matches(word, sorted(types), 1, _NEAR)), "")
    if not near:
        return ()
    column = _lines(after)[number - 1].index(first) + 1
    return (Fault(Trouble.NEAR_MISS_TYPE, path, Place(number, column, 0, column + len(word)), words=(word, near)),)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _proved(old: Note, new: Note, number: int, *, mention: bool) -> bool:
    """See that the new line is read, and that every other is what it was."""
    now = {line.line for line in new.lines}
    there = number in now or (mention and any(each.line == number for each in new.mentions))
    content = [(line.type, line.date, line.text, line.form) for line in new.lines if line.line != number]
    kept = content == [(line.type, line.date, line.text, line.form) for line in old.lines]
    return there and kept and new.fields == old.fields


def findings(addition: Addition, note: Note, config: Config, day: dt.date) -> tuple[Diagnostic, ...]:
    """The grammar's objections as diagnostics, made as `check` makes them from this note alone."""
    return tuple(each for each in _said_of(addition, note, config, day) if each.code.startswith("NL3"))


def remarks(addition: Addition, note: Note, config: Config, day: dt.date) -> tuple[Diagnostic, ...]:
    """What is worth a second look on a line that counts: a day where it does not count."""
    written = _lines(addition.after)[addition.line - 1]
    if not _WHEN.search(written):  # to load all rules takes longer than to write the line
        return ()
    return tuple(each for each in _said_of(addition, note, config, day) if each.code in {"NL411", "NL412"})


def _said_of(addition: Addition, note: Note, config: Config, day: dt.date) -> Iterator[Diagnostic]:
    from netlead_md.deriving import derive
    from netlead_md.linking import link
    from netlead_md.rules import diagnose

    new = read_note(addition.path, addition.after, day=note.day, words=words_of(config))
    more = tuple(each for each in addition.faults if each not in new.faults)
    new = msgspec.structs.replace(new, faults=(*new.faults, *more))
    book = derive(link((new,), config), day, config)
    found = diagnose(book, {new.path: new}, (), msgspec.structs.replace(config, select=(), ignore=())).diagnostics
    yield from (each for each in found if each.place.line == addition.line)
