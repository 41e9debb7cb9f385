"""What could the tool not read or had to assume? (SPEC §4, Notes health)."""

import operator
from typing import Final

import msgspec

from netlead_md.model.book import Book
from netlead_md.model.ledger import Promise
from netlead_md.model.page import Diagnostic
from netlead_md.model.vocabulary import TODO
from netlead_md.reports.frame import Head, Name
from netlead_md.reports.setting import Setting
from netlead_md.reports.words import day, duration, five, listed, plural

TITLE: Final = "Notes health"
_LINKS: Final = ("This week", "Trust without support")
_MOST: Final = 10
_NAMED: Final = 12
"""Names that a line lists before it only counts."""
_OLD: Final = 60
"""Days after which a promise of mine stands here instead of among the next steps (SPEC §3.6)."""
_SEVERITY: Final = {"error": 0, "warning": 1}
_FAMILY: Final = {"0": 0, "4": 1, "3": 2, "2": 3, "1": 4}
"""What moves a page most: a note that is missing altogether, then commitments, entries, links and fields."""
_HARMLESS: Final = frozenset({"NL304"})
"""A plan is said to be one; nothing needs mending."""
_ABOUT: Final = operator.attrgetter("line.about")
_TYPE: Final = operator.attrgetter("type")
_FINDING: Final = "NL7"
"""These are about the network, not about the notes; they have pages of their own."""


class Trouble(msgspec.Struct, frozen=True):
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
    first: tuple[Trouble, ...]
    others: tuple[Folded, ...]
    rest: int
    unreadable: tuple[str, ...]
    promises: tuple[Overdue, ...]
    thin: str
    assumptions: tuple[str, ...]


def build(book: Book, setting: Setting) -> View:
    troubles = sorted((one for one in setting.diagnostics if not one.code.startswith(_FINDING)), key=_weight)
    first, rest = troubles[:_MOST], troubles[_MOST:]
    promises = [one for one in book.promises if one.state == "overdue" and one.days > _OLD]
    empty = not (book.network.people or book.network.organisations)
    return View(
        setting.head(book, TITLE, _answer(book, troubles, len(promises), empty=empty), *_LINKS),
        day(book.as_of),
        empty,
        tuple(_trouble(book, setting, one) for one in first),
        _folded(book, setting, rest),
        len(rest),
        tuple(setting.people.redact(path) for path in book.network.unreadable),
        tuple(_overdue(book, setting, one) for one in promises),
        _thin(book),
        tuple(_assumptions(book)),
    )


def _weight(one: Diagnostic) -> tuple[object, ...]:
    return (
        one.code in _HARMLESS,
        _SEVERITY.get(one.severity, 2),
        _FAMILY.get(one.code[2:3], 5),
        one.path,
        one.place,
        one.code,
    )


def _answer(book: Book, troubles: list[Diagnostic], promises: int, *, empty: bool) -> str:
    if empty and not book.network.unreadable:
        return "Your notes name nobody yet: write a note about a person, one about an organisation, and one dated line."
    parts = [plural(len(book.network.unreadable), "note") + " could not be read"] if book.network.unreadable else []
    if troubles:
        notes = len({one.path for one in troubles})
        parts.append(f"{plural(len(troubles), 'remark')} on {plural(notes, 'note')} may be worth a look")
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


def _trouble(book: Book, setting: Setting, one: Diagnostic) -> Trouble:
    return Trouble(
        _note(book, setting, one.path),
        one.place.line,
        _spoken(setting.people.message(one.message)),
        _spoken(setting.people.message(one.help)),
        one.code,
    )


def _spoken(text: str) -> str:
    """The marks that a terminal sets around words, as quotation marks."""
    return text.replace("`", "'")


def _folded(book: Book, setting: Setting, rest: list[Diagnostic]) -> tuple[Folded, ...]:
    codes: dict[str, list[str]] = {}
    for one in rest:
        codes.setdefault(one.path, []).append(one.code)
    return tuple(
        Folded(_note(book, setting, path), len(found), ", ".join(sorted(set(found))))
        for path, found in sorted(codes.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _overdue(book: Book, setting: Setting, promise: Promise) -> Overdue:
    entry = promise.entry
    text = setting.people.quote(entry) or "a promise"
    return Overdue(_note(book, setting, entry.path), text, day(promise.due), duration(promise.days))


def _thin(book: Book) -> str:
    """Organisations of which there are too few notes to say (SPEC §3.1)."""
    thin = [key for key, ledger in book.ledgers.items() if ledger.entries and ledger.trust.thin]
    names = [book.network.organisations[key].name for key in thin]
    return listed(names, _NAMED)


def _assumptions(book: Book) -> list[str]:
    """What was taken for granted because no note says it."""
    ledgers = book.ledgers.values()
    items = [item for ledger in ledgers for item in ledger.support.items]
    undated = sum(item.source == "pledge" and not item.due_written for item in items)
    unnamed = sum(not item.kind for item in items)
    about = sum(map(_ABOUT, book.network.entries))
    unset = sum(not role.influence for person in book.network.people.values() for role in person.roles[:1])
    assumed = sum(channel.assumed for channel in book.channels)
    boxes = operator.countOf(map(_TYPE, book.network.entries), TODO)
    mentions = len(book.network.mentions)
    found = (
        (undated, f"{plural(undated, 'promise')} of theirs without a due day: three months allowed (by DATE says it)."),
        (unnamed, f"{plural(unnamed, 'line')} without a kind of help: counted as hard help without a name."),
        (about, f"{plural(about, 'line')} dated by month only: taken as the 15th."),
        (unset, f"{plural(unset, 'person', 'people')} without an influence: taken as medium."),
        (assumed, f"About {five(max(assumed, 5))} hours in twelve months were assumed: no line states them (45m, 2h)."),
        (boxes, f"{plural(boxes, 'box', 'boxes')} dated only by 📅: counted nowhere."),
        (
            mentions,
            f"{plural(mentions, 'line')} in daily notes that mention somebody without a type word: not counted.",
        ),
    )
    return [text for number, text in found if number]
