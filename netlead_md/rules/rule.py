"""What a rule is: one function with its code, name, severity and scope above it and its page as its docstring."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar, overload

import msgspec

from netlead_md.model.account import Telling
from netlead_md.model.book import Book, PersonSummary
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind, Fix, Range, Related
from netlead_md.model.ledger import ContactStatus, Ledger
from netlead_md.model.network import Entry, Organisation, Person
from netlead_md.model.note import Note
from netlead_md.model.words import Severity
from netlead_md.rules.note_index import NoteIndex

# What rules look at: each sees what it depends on and no more, so that only what may differ is looked at again.


_WORDS = (FaultKind.UNKNOWN_QUALIFIER, FaultKind.IMPOSSIBLE_DATE, FaultKind.AMBIGUOUS_DATE)


class RuleContext(msgspec.Struct, frozen=True, kw_only=True):
    config: Config
    day: dt.date
    notes: Mapping[str, Note]
    """Those that may be looked at."""
    indexes: dict[str, NoteIndex] = {}
    """Of the notes that were looked up in: see `index`."""

    def index(self, path: str) -> NoteIndex | None:
        """What stands where in a note; made once. None for a note that may not be looked at."""
        if path not in self.indexes and path in self.notes:
            self.indexes[path] = NoteIndex(self.notes[path])
        return self.indexes.get(path)


class NotesContext(RuleContext, frozen=True, kw_only=True):
    """Some notes: what is said of one stands in it, and does not depend on another."""

    kinds: Mapping[str, str]
    faults: Mapping[FaultKind, Sequence[Fault]]
    logs: Mapping[str, Sequence[Entry]]
    """All entries of each note, by date and line."""
    texts: Mapping[str, str]
    """Their words in lower case, a line each."""
    named: Sequence[Entry]
    """Those with an id."""
    entries: Mapping[str, Sequence[Entry]]
    """By type, by date and line within a note; plans left out, future lines not."""
    tellings: Mapping[str, Sequence[Telling]]
    """Plain lines of each note that are no entry, or that may mean more."""
    unread: frozenset[tuple[str, int]]
    """(path, line) with an unreadable word before the colon: what is missing there has its diagnostic already."""


class EntityContext(RuleContext, frozen=True, kw_only=True):
    """A person or an organisation, with their note."""

    card: Person | Organisation
    entries: tuple[Entry, ...]
    """Of their regard or ledger: dated on or before the day."""
    care: ContactStatus | None


class PersonContext(EntityContext, frozen=True, kw_only=True):
    card: Person
    regard: PersonSummary


class OrganisationContext(EntityContext, frozen=True, kw_only=True):
    card: Organisation
    ledger: Ledger
    people: tuple[Person, ...]
    """With a role there now; their notes may be looked at too."""


class VaultContext(RuleContext, frozen=True, kw_only=True):
    """Everything. Such a rule is asked each time: its answer takes a millisecond, or it looks at less."""

    book: Book


class RuleInput(msgspec.Struct, frozen=True):
    """What findings are made of."""

    book: Book
    notes: Mapping[str, Note]
    faults: Mapping[str, Sequence[Fault]]
    """Of the vault and of analysis, by path; the network holds its own."""
    config: Config


def whole_vault(seen: RuleInput) -> VaultContext:
    return VaultContext(config=seen.config, day=seen.book.as_of, notes=seen.notes, book=seen.book)


def some_notes(seen: RuleInput, paths: Collection[str]) -> NotesContext:
    """Sort the faults of all packages by trouble, each once, and the entries by type, in one walk over them."""
    network = seen.book.network
    troubles: dict[FaultKind, list[Fault]] = defaultdict(list)
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
    return NotesContext(
        config=seen.config,
        day=seen.book.as_of,
        notes={path: seen.notes[path] for path in paths if path in seen.notes},
        kinds={path: network.kinds[path] for path in paths if path in network.kinds},
        faults=troubles,
        logs=logs,
        texts=texts,
        named=named,
        entries=entries,
        tellings={path: network.tellings_by_note[path] for path in paths if path in network.tellings_by_note},
        unread=frozenset((f.path, f.place.line) for trouble in _WORDS for f in troubles.get(trouble, ()) if f.place),
    )


def each_person(seen: RuleInput, keys: Collection[str]) -> Iterator[PersonContext]:
    """Each by themselves, in the order of the book."""
    cards = seen.book.network.people
    for key, regard in seen.book.people.items():
        if key in keys:
            yield PersonContext(
                config=seen.config,
                day=seen.book.as_of,
                notes={key: seen.notes[key]} if key in seen.notes else {},
                card=cards[key],
                entries=regard.entries,
                care=regard.care,
                regard=regard,
            )


def each_organisation(seen: RuleInput, keys: Collection[str]) -> Iterator[OrganisationContext]:
    """Each by itself, in the order of the book."""
    network = seen.book.network
    for key, ledger in seen.book.ledgers.items():
        if key in keys:
            yield OrganisationContext(
                config=seen.config,
                day=seen.book.as_of,
                notes={path: seen.notes[path] for path in (key, *ledger.people) if path in seen.notes},
                card=seen.book.organisations[key],
                entries=ledger.entries,
                care=ledger.care,
                ledger=ledger,
                people=tuple(network.people[each] for each in ledger.people),
            )


ERROR: Final = "error"
"""Something written is lost or distorted."""
WARNING: Final = "warning"
"""Something is likely not what its writer meant."""
INFO: Final = "info"
"""A hint; nothing is wrong."""


class Finding(msgspec.Struct, frozen=True):
    """What a rule saw, before it gets its code: see `Diagnostic`, which has the same fields."""

    message: str
    path: str
    place: Range
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    subject: str = ""
    """What tells it from others of its code in its note, whatever the line; empty: the message."""


class Rule(msgspec.Struct, frozen=True):
    code: str
    name: str
    severity: Severity
    of: type[RuleContext]
    """What it looks at: some notes, somebody, or the whole vault."""
    look: Callable[..., Iterator[Finding]]
    page: str
    """The docstring: what it finds, why it matters, a bad and a good example."""
    glean: Callable[[Any], Iterable[Any]] | None = None
    """For a rule that compares: what it gathers of whatever it looks at, before it looks at all that was gathered."""
    beside: Callable[[VaultContext], object] = lambda _: None
    """What such a rule must know besides."""


S = TypeVar("S", bound=RuleContext)
G = TypeVar("G")
B = TypeVar("B")


@overload
def rule(
    code: str, name: str, severity: Severity, of: type[S]
) -> Callable[[Callable[[S], Iterator[Finding]]], Rule]: ...


@overload
def rule(
    code: str,
    name: str,
    severity: Severity,
    of: type[S],
    *,
    glean: Callable[[S], Iterable[G]],
    beside: Callable[[VaultContext], B],
) -> Callable[[Callable[[Sequence[G], B], Iterator[Finding]]], Rule]: ...


def rule(  # noqa: PLR0913 a rule has as many parts
    code: str,
    name: str,
    severity: Severity,
    of: type[RuleContext],
    *,
    glean: Callable[[Any], Iterable[Any]] | None = None,
    beside: Callable[[VaultContext], object] = lambda _: None,
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Make a rule of the function below, so that code, words and examples stand in one place.

    The function is handed what the rule is of, and asked again only of what changed. One that must know more than that
    gleans from it (of notes: things with a `path`), and is handed all gleanings and what `beside` gives, of which it
    must make its findings; it is asked again when either is another.
    """

    def make(look: Callable[..., Iterator[Finding]]) -> Rule:
        return Rule(code, name, severity, of, look, look.__doc__ or "", glean, beside)

    return make
