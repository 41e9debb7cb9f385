"""What could the tool not read or had to assume? (SPEC §4, Notes health)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias

import msgspec

from netlead_md.linking.link_resolver import link_name
from netlead_md.model.book import Book
from netlead_md.model.diagnostics import Diagnostic, Range
from netlead_md.model.ledger import Ledger, Promise
from netlead_md.model.network import Mention, Person
from netlead_md.model.words import Severity
from netlead_md.reports.account_words import account_sentence
from netlead_md.reports.formatting import join_words, round_to_five
from netlead_md.reports.page_context import NoteLink, PageContext, PageHeader
from netlead_md.reports.shared_rows import FORGOTTEN, count_lines
from netlead_md.wording.phrases import format_day, format_duration, pluralise

# What was taken for granted, and of whom the notes say too little (SPEC §4, Notes health).


_NAMED: Final = 12
"""Names that a line lists before it only counts."""

_LATEST: Final = 3
"""Lines that are named, of those that are only counted."""


def thin_organisations(book: Book, setting: PageContext) -> str:
    """Organisations of which there are too few notes to say (SPEC §3.1)."""
    few = setting.memory.each("health: thin", book.ledgers, lambda key: _has_few_notes(book.ledgers[key]))
    names = [setting.people.plain(key) for key, too_few in few.items() if too_few]
    return join_words(names, _NAMED)


def _has_few_notes(ledger: Ledger) -> bool:
    return bool(ledger.entries) and ledger.trust.thin


def _count_unstated(ledger: Ledger) -> tuple[int, int]:
    """How many promises have no due day, and how many pieces of help no kind."""
    items = ledger.support.items
    return sum(item.source == "pledge" and not item.due_written for item in items), sum(not item.kind for item in items)


def _count_unset_influence(people: Iterable[Person]) -> int:
    return sum(not role.influence for person in people for role in person.roles[:1])


def _describe_mentions(mentions: Sequence[Mention]) -> str:
    latest = nlargest(_LATEST, mentions, key=lambda said: (said.date or dt.date.min, said.path, said.line))
    places = join_words([f"line {said.line} of {link_name(said.path)}" for said in latest])
    where = places if len(mentions) <= _LATEST else f"the latest are {places}"
    told = pluralise(len(mentions), "line")
    return f"{told} in daily notes that mention somebody without a type word: not counted; {where}."


def _assumed_hours(hours: float) -> str:
    rounded = round_to_five(max(hours, 5))
    return f"About {rounded} hours in twelve months were assumed: no line states them (45m, 2h)."


def list_assumptions(book: Book, setting: PageContext) -> list[str]:
    """What was taken for granted because no note says it."""
    unsaid = setting.memory.each(
        "health: unsaid", book.ledgers, lambda key: _count_unstated(book.ledgers[key])
    ).values()
    undated, unnamed = sum(each for each, _ in unsaid), sum(each for _, each in unsaid)
    told = setting.memory.followed("lines", lambda last: count_lines(book.network, last))
    about, boxes = told.about, told.boxes
    people = book.network.people
    unset = setting.memory.once("health: unset", (people,), lambda: _count_unset_influence(people.values()))
    assumed = sum(channel.assumed for channel in book.channels)
    mentions = book.network.mentions
    found = (
        (
            undated,
            f"{pluralise(undated, 'promise')} of theirs without a due day: three months allowed (by DATE says it).",
        ),
        (unnamed, f"{pluralise(unnamed, 'line')} without a kind of help: counted as hard help without a name."),
        (about, f"{pluralise(about, 'line')} dated by month only: taken as the 15th."),
        (unset, f"{pluralise(unset, 'person', 'people')} without an influence: taken as medium."),
        (assumed, _assumed_hours(assumed)),
        (boxes, f"{pluralise(boxes, 'box', 'boxes')} dated only by 📅: listed among your plans, never scored."),
        (
            len(mentions),
            _describe_mentions(mentions),
        ),
    )
    return [text for number, text in found if number]


TITLE: Final = "Notes health"
_LINKS: Final = ("This week", "Trust without support")
_MOST: Final = 10
_SEVERITY: Final[dict[Severity, int]] = {"error": 0, "warning": 1}
_FAMILY: Final = {"0": 0, "4": 1, "3": 2, "2": 3, "1": 4}
"""What moves a page most: a note that is missing altogether, then commitments, entries, links and fields."""
_HARMLESS: Final = frozenset({"NL304", "NL317", "NL320"})
"""A plan, and what did not take place, are said to be so; questions have a page of their own. Nothing needs mending."""
_FINDING: Final = "NL7"
"""These are about the network, not about the notes; they have pages of their own."""


Weight: TypeAlias = tuple[bool, int, int, str, Range, str]


class HealthRemark(msgspec.Struct, frozen=True):
    note: NoteLink
    line: int
    message: str
    help: str
    code: str


class FoldedRemarks(msgspec.Struct, frozen=True):
    note: NoteLink
    count: int
    codes: str


class OverduePromise(msgspec.Struct, frozen=True):
    where: NoteLink
    text: str
    due: str
    late: str


class NotesHealthView(msgspec.Struct, frozen=True):
    head: PageHeader
    as_of: str
    account: str
    """What became of all lines that tell of something, in a sentence; empty where none does."""
    meetings: tuple[NoteLink, ...]
    """Meeting notes that name nobody."""
    empty: bool
    """Nothing is known about anybody yet."""
    first: tuple[HealthRemark, ...]
    others: tuple[FoldedRemarks, ...]
    rest: int
    unreadable: tuple[str, ...]
    promises: tuple[OverduePromise, ...]
    thin: str
    assumptions: tuple[str, ...]


def build(book: Book, setting: PageContext) -> NotesHealthView:
    network = book.network
    names = network.kinds, network.targets
    told = setting.memory.once(
        "health: told", (setting.diagnostics, *names), lambda: _count_remarks(_remarks_by_note(book, setting))
    )
    promises = setting.memory.once("health: old", (book.promises, *names), lambda: _old_promises(book, setting))
    empty = not (book.network.people or book.network.organisations)
    return NotesHealthView(
        setting.head(book, TITLE, _answer_text(book, told, len(promises), empty=empty), *_LINKS),
        format_day(book.as_of),
        account_sentence(book.coverage),
        tuple(_note_link(book, setting, path) for path in book.coverage.meetings_without_people),
        empty,
        tuple(_health_remark(book, setting, one) for one in told.first),
        told.others,
        max(0, told.remarks - _MOST),
        tuple(setting.people.redact(path) for path in book.network.unreadable),
        promises,
        thin_organisations(book, setting),
        tuple(list_assumptions(book, setting)),
    )


class _NoteRemarks(NamedTuple):
    """What is to be said of one note."""

    remarks: list[tuple[Weight, Diagnostic]]
    """The heaviest first."""
    folded: FoldedRemarks


class _HealthCounts(NamedTuple):
    """What is to be said of all notes."""

    remarks: int
    notes: int
    first: list[Diagnostic]
    others: tuple[FoldedRemarks, ...]


def _count_remarks(notes: Mapping[str, _NoteRemarks]) -> _HealthCounts:
    every = chain.from_iterable([note.remarks for note in notes.values()])
    first = [one for _, one in nsmallest(_MOST, every, key=itemgetter(0))]
    return _HealthCounts(
        sum([len(note.remarks) for note in notes.values()]), len(notes), first, _fold_remarks(notes, first)
    )


def _remarks_by_note(book: Book, setting: PageContext) -> dict[str, _NoteRemarks]:
    found: dict[str, list[Diagnostic]] = {}
    for one in setting.diagnostics:
        if not one.code.startswith(_FINDING):
            found.setdefault(one.path, []).append(one)
    given = {path: (*_mention_inputs(book, path), *remarks) for path, remarks in found.items()}

    def noted(path: str) -> _NoteRemarks:
        remarks, codes = found[path], sorted({one.code for one in found[path]})
        folded = FoldedRemarks(_note_link(book, setting, path), len(remarks), ", ".join(codes))
        return _NoteRemarks(sorted(((_remark_weight(one), one) for one in remarks), key=itemgetter(0)), folded)

    return setting.memory.each_of("health: notes", given, noted)


def _mention_inputs(book: Book, path: str) -> tuple[object, ...]:
    """What the mention of a note depends on."""
    return book.network.kinds.get(path), book.network.targets.get(path)


def _remark_weight(one: Diagnostic) -> Weight:
    return (
        one.code in _HARMLESS,
        _SEVERITY.get(one.severity, 2),
        _FAMILY.get(one.code[2:3], 5),
        one.path,
        one.place,
        one.code,
    )


def _answer_text(book: Book, told: _HealthCounts, promises: int, *, empty: bool) -> str:
    if empty and not book.network.unreadable:
        return "Your notes name nobody yet: write a note about a person, one about an organisation, and one dated line."
    parts = [pluralise(len(book.network.unreadable), "note") + " could not be read"] if book.network.unreadable else []
    if told.remarks:
        parts.append(f"{pluralise(told.remarks, 'remark')} on {pluralise(told.notes, 'note')} may be worth a look")
    if promises:
        parts.append(
            f"{pluralise(promises, 'promise')} of yours {'is' if promises == 1 else 'are'} older than two months"
        )
    if not parts:
        return "Everything in your notes could be read."
    return f"{join_words(parts)}."


def _note_link(book: Book, setting: PageContext, path: str) -> NoteLink:
    """A link to a note by its path; plain where it cannot be linked or must not be named."""
    if path in setting.people.hidden:
        return setting.people.name(path)
    shown = setting.people.redact(path.removesuffix(".md"))
    if shown != path.removesuffix(".md") or path not in book.network.kinds:
        return NoteLink(shown)
    return NoteLink(shown.rpartition("/")[2], book.network.targets.get(path, shown))


def _health_remark(book: Book, setting: PageContext, one: Diagnostic) -> HealthRemark:
    return HealthRemark(
        _note_link(book, setting, one.path),
        one.place.line,
        _quote_marks(setting.people.message(one.message)),
        _quote_marks(setting.people.message(one.help)),
        one.code,
    )


def _quote_marks(text: str) -> str:
    """The marks that a terminal sets around words, as quotation marks."""
    return text.replace("`", "'")


def _fold_remarks(notes: Mapping[str, _NoteRemarks], first: list[Diagnostic]) -> tuple[FoldedRemarks, ...]:
    """By note, what is not among the first; those with the most before the others."""
    told = Counter(one.path for one in first)
    rows = {path: note.folded for path, note in notes.items() if path not in told}
    for path, count in told.items():
        rest = notes[path].remarks[count:]  # the first of all are the heaviest of their note
        if rest:
            codes = ", ".join(sorted({one.code for _, one in rest}))
            rows[path] = FoldedRemarks(notes[path].folded.note, len(rest), codes)
    return tuple(rows[path] for path in sorted(rows, key=lambda path: (-rows[path].count, path)))


def _old_promises(book: Book, setting: PageContext) -> tuple[OverduePromise, ...]:
    """Promises of mine that are long past their day, in their order."""
    old = [one for one in book.promises if one.state == "overdue" and one.days > FORGOTTEN]
    by_note: dict[str, list[Promise]] = {}
    for one in old:
        by_note.setdefault(one.entry.path, []).append(one)
    given = {path: (*_mention_inputs(book, path), *(one.entry for one in found)) for path, found in by_note.items()}
    rows = setting.memory.each_of(
        "health: promises", given, lambda path: [_overdue_row(book, setting, one) for one in by_note[path]]
    )
    rest = {path: iter(found) for path, found in rows.items()}
    return tuple([next(rest[one.entry.path]) for one in old])


def _overdue_row(book: Book, setting: PageContext, promise: Promise) -> OverduePromise:
    entry = promise.entry
    text = setting.people.quote(entry) or "a promise"
    return OverduePromise(
        _note_link(book, setting, entry.path), text, format_day(promise.due), format_duration(promise.days)
    )
