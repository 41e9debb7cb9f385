"""What could the tool not read or had to assume? (SPEC §4, Notes health)."""

from collections import Counter
from collections.abc import Mapping
from heapq import nsmallest
from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.ledger import Promise
from netlead_md.model.page import Diagnostic
from netlead_md.model.place import Place
from netlead_md.reports.assumptions import assumptions, thin
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.steps import FORGOTTEN
from netlead_md.reports.words import day, duration, listed, plural

TITLE: Final = "Notes health"
_LINKS: Final = ("This week", "Trust without support")
_MOST: Final = 10
_SEVERITY: Final = {"error": 0, "warning": 1}
_FAMILY: Final = {"0": 0, "4": 1, "3": 2, "2": 3, "1": 4}
"""What moves a page most: a note that is missing altogether, then commitments, entries, links and fields."""
_HARMLESS: Final = frozenset({"NL304"})
"""A plan is said to be one; nothing needs mending."""
_FINDING: Final = "NL7"
"""These are about the network, not about the notes; they have pages of their own."""


Weight: TypeAlias = tuple[bool, int, int, str, Place, str]


class Remark(msgspec.Struct, frozen=True):
    note: Name
    line: int
    message: str
    help: str
    code: str


class Folded(msgspec.Struct, frozen=True):
    note: Name
    count: int
    codes: str


class Overdue(msgspec.Struct, frozen=True):
    where: Name
    text: str
    due: str
    late: str


class View(msgspec.Struct, frozen=True):
    head: Head
    as_of: str
    empty: bool
    """Nothing is known about anybody yet."""
    first: tuple[Remark, ...]
    others: tuple[Folded, ...]
    rest: int
    unreadable: tuple[str, ...]
    promises: tuple[Overdue, ...]
    thin: str
    assumptions: tuple[str, ...]


def build(book: Book, setting: Setting) -> View:
    network = book.network
    names = network.kinds, network.targets
    told = setting.memory.once("health: told", (setting.diagnostics, *names), lambda: _told(_notes(book, setting)))
    promises = setting.memory.once("health: old", (book.promises, *names), lambda: _promises(book, setting))
    empty = not (book.network.people or book.network.organisations)
    return View(
        setting.head(book, TITLE, _answer(book, told, len(promises), empty=empty), *_LINKS),
        day(book.as_of),
        empty,
        tuple(_remark(book, setting, one) for one in told.first),
        told.others,
        max(0, told.remarks - _MOST),
        tuple(setting.people.redact(path) for path in book.network.unreadable),
        promises,
        thin(book, setting),
        tuple(assumptions(book, setting)),
    )


class _Noted(NamedTuple):
    """What is to be said of one note."""

    remarks: list[tuple[Weight, Diagnostic]]
    """The heaviest first."""
    folded: Folded


class _Told(NamedTuple):
    """What is to be said of all notes."""

    remarks: int
    notes: int
    first: list[Diagnostic]
    others: tuple[Folded, ...]


def _told(notes: Mapping[str, _Noted]) -> _Told:
    every = chain.from_iterable([note.remarks for note in notes.values()])
    first = [one for _, one in nsmallest(_MOST, every, key=itemgetter(0))]
    return _Told(sum([len(note.remarks) for note in notes.values()]), len(notes), first, _folded(notes, first))


def _notes(book: Book, setting: Setting) -> dict[str, _Noted]:
    found: dict[str, list[Diagnostic]] = {}
    for one in setting.diagnostics:
        if not one.code.startswith(_FINDING):
            found.setdefault(one.path, []).append(one)
    given = {path: (*_shown(book, path), *remarks) for path, remarks in found.items()}

    def noted(path: str) -> _Noted:
        remarks, codes = found[path], sorted({one.code for one in found[path]})
        folded = Folded(_note(book, setting, path), len(remarks), ", ".join(codes))
        return _Noted(sorted(((_weight(one), one) for one in remarks), key=itemgetter(0)), folded)

    return setting.memory.each_of("health: notes", given, noted)


def _shown(book: Book, path: str) -> tuple[object, ...]:
    """What the mention of a note depends on."""
    return book.network.kinds.get(path), book.network.targets.get(path)


def _weight(one: Diagnostic) -> Weight:
    return (
        one.code in _HARMLESS,
        _SEVERITY.get(one.severity, 2),
        _FAMILY.get(one.code[2:3], 5),
        one.path,
        one.place,
        one.code,
    )


def _answer(book: Book, told: _Told, promises: int, *, empty: bool) -> str:
    if empty and not book.network.unreadable:
        return "Your notes name nobody yet: write a note about a person, one about an organisation, and one dated line."
    parts = [plural(len(book.network.unreadable), "note") + " could not be read"] if book.network.unreadable else []
    if told.remarks:
        parts.append(f"{plural(told.remarks, 'remark')} on {plural(told.notes, 'note')} may be worth a look")
    if promises:
        parts.append(f"{plural(promises, 'promise')} of yours {'is' if promises == 1 else 'are'} older than two months")
    if not parts:
        return "Everything in your notes could be read."
    return f"{listed(parts)}."


def _note(book: Book, setting: Setting, path: str) -> Name:
    """A link to a note by its path; plain where it cannot be linked or must not be named."""
    if path in setting.people.hidden:
        return setting.people.name(path)
    shown = setting.people.redact(path.removesuffix(".md"))
    if shown != path.removesuffix(".md") or path not in book.network.kinds:
        return Name(shown)
    return Name(shown.rpartition("/")[2], book.network.targets.get(path, shown))


def _remark(book: Book, setting: Setting, one: Diagnostic) -> Remark:
    return Remark(
        _note(book, setting, one.path),
        one.place.line,
        _quoted(setting.people.message(one.message)),
        _quoted(setting.people.message(one.help)),
        one.code,
    )


def _quoted(text: str) -> str:
    """The marks that a terminal sets around words, as quotation marks."""
    return text.replace("`", "'")


def _folded(notes: Mapping[str, _Noted], first: list[Diagnostic]) -> tuple[Folded, ...]:
    """By note, what is not among the first; those with the most before the others."""
    told = Counter(one.path for one in first)
    rows = {path: note.folded for path, note in notes.items() if path not in told}
    for path, count in told.items():
        rest = notes[path].remarks[count:]  # the first of all are the heaviest of their note
        if rest:
            codes = ", ".join(sorted({one.code for _, one in rest}))
            rows[path] = Folded(notes[path].folded.note, len(rest), codes)
    return tuple(rows[path] for path in sorted(rows, key=lambda path: (-rows[path].count, path)))


def _promises(book: Book, setting: Setting) -> tuple[Overdue, ...]:
    """Promises of mine that are long past their day, in their order."""
    old = [one for one in book.promises if one.state == "overdue" and one.days > FORGOTTEN]
    by_note: dict[str, list[Promise]] = {}
    for one in old:
        by_note.setdefault(one.entry.path, []).append(one)
    given = {path: (*_shown(book, path), *(one.entry for one in found)) for path, found in by_note.items()}
    rows = setting.memory.each_of(
        "health: promises", given, lambda path: [_overdue(book, setting, one) for one in by_note[path]]
    )
    rest = {path: iter(found) for path, found in rows.items()}
    return tuple([next(rest[one.entry.path]) for one in old])


def _overdue(book: Book, setting: Setting, promise: Promise) -> Overdue:
    entry = promise.entry
    text = setting.people.quote(entry) or "a promise"
    return Overdue(_note(book, setting, entry.path), text, day(promise.due), duration(promise.days))
