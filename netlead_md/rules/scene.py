"""What rules look at: each sees what it depends on and no more, so that only what may differ is looked at again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from netlead_md.model.book import Book, Regard
from netlead_md.model.config import Config
from netlead_md.model.ledger import Care, Ledger
from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.note import Note
from netlead_md.model.place import Fault, Trouble

_WORDS = (Trouble.UNKNOWN_QUALIFIER, Trouble.IMPOSSIBLE_DATE, Trouble.AMBIGUOUS_DATE)


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    config: Config
    day: dt.date
    notes: Mapping[str, Note]
    """Those that may be looked at."""


class SomeNotes(Sight, frozen=True, kw_only=True):
    """Some notes: what is said of one stands in it, and does not depend on another."""

    kinds: Mapping[str, str]
    faults: Mapping[Trouble, Sequence[Fault]]
    logs: Mapping[str, Sequence[Entry]]
    """All entries of each note, by date and line."""
    texts: Mapping[str, str]
    """Their words in lower case, a line each."""
    named: Sequence[Entry]
    """Those with an id."""
    entries: Mapping[str, Sequence[Entry]]
    """By type, by date and line within a note; plans left out, future lines not."""
    unread: frozenset[tuple[str, int]]
    """(path, line) with an unreadable word before the colon: what is missing there has its diagnostic already."""


class Somebody(Sight, frozen=True, kw_only=True):
    """A person or an organisation, with their note."""

    card: Person | Organisation
    entries: tuple[Entry, ...]
    """Of their regard or ledger: dated on or before the day."""
    care: Care | None


class OnePerson(Somebody, frozen=True, kw_only=True):
    card: Person
    regard: Regard


class OneOrganisation(Somebody, frozen=True, kw_only=True):
    card: Organisation
    ledger: Ledger
    people: tuple[Person, ...]
    """With a role there now; their notes may be looked at too."""


class WholeVault(Sight, frozen=True, kw_only=True):
    """Everything. Such a rule is asked each time: its answer takes a millisecond, or it looks at less."""

    book: Book


class Seen(msgspec.Struct, frozen=True):
    """What findings are made of."""

    book: Book
    notes: Mapping[str, Note]
    faults: Mapping[str, Sequence[Fault]]
    """Of the shell and of deriving, by path; the network holds its own."""
    config: Config


def whole_vault(seen: Seen) -> WholeVault:
    return WholeVault(config=seen.config, day=seen.book.as_of, notes=seen.notes, book=seen.book)


def some_notes(seen: Seen, paths: Collection[str]) -> SomeNotes:
    """Sort the faults of all rooms by trouble, each once, and the entries by type, in one walk over them."""
    network = seen.book.network
    troubles: dict[Trouble, list[Fault]] = defaultdict(list)
    for path in paths:
        for fault in dict.fromkeys((*seen.faults.get(path, ()), *network.faults_by_note.get(path, ()))):
            troubles[fault.trouble].append(fault)
    logs = {path: network.by_note[path] for path in paths if path in network.by_note}
    entries: dict[str, list[Entry]] = defaultdict(list)
    texts: dict[str, str] = {}
    named: list[Entry] = []
    for path, log in logs.items():
        told = []
        for entry in log:
            told.append(entry.line.text)
            if entry.line.id:
                named.append(entry)
            if not entry.plan:
                entries[entry.type].append(entry)
        texts[path] = "\n".join(told).lower()
    return SomeNotes(
        config=seen.config,
        day=seen.book.as_of,
        notes={path: seen.notes[path] for path in paths if path in seen.notes},
        kinds={path: network.kinds[path] for path in paths if path in network.kinds},
        faults=troubles,
        logs=logs,
        texts=texts,
        named=named,
        entries=entries,
        unread=frozenset((f.path, f.place.line) for trouble in _WORDS for f in troubles.get(trouble, ()) if f.place),
    )


def each_person(seen: Seen, keys: Collection[str]) -> Iterator[OnePerson]:
    """Each by themselves, in the order of the book."""
    cards = seen.book.network.people
    for key, regard in seen.book.people.items():
        if key in keys:
            yield OnePerson(
                config=seen.config,
                day=seen.book.as_of,
                notes={key: seen.notes[key]} if key in seen.notes else {},
                card=cards[key],
                entries=regard.entries,
                care=regard.care,
                regard=regard,
            )


def each_organisation(seen: Seen, keys: Collection[str]) -> Iterator[OneOrganisation]:
    """Each by itself, in the order of the book."""
    network = seen.book.network
    for key, ledger in seen.book.ledgers.items():
        if key in keys:
            yield OneOrganisation(
                config=seen.config,
                day=seen.book.as_of,
                notes={path: seen.notes[path] for path in (key, *ledger.people) if path in seen.notes},
                card=network.organisations[key],
                entries=ledger.entries,
                care=ledger.care,
                ledger=ledger,
                people=tuple(network.people[each] for each in ledger.people),
            )
