"""All notes together: the one way through this room (SPEC §2.1, §2.2, §2.4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from netlead_md.linking.cards import Cards, Readers, cards_of
from netlead_md.linking.concern import Own
from netlead_md.linking.directory import Directory, targets_of
from netlead_md.linking.entries import Scribe
from netlead_md.linking.fields import field_names
from netlead_md.linking.identity import aliases_of, duplicate_emails, duplicate_names
from netlead_md.linking.kinds import kind_of, kind_words
from netlead_md.linking.last_contact import last_contacts
from netlead_md.linking.names import Resolver
from netlead_md.linking.ties import Ties
from netlead_md.linking.twins import merged, once_each
from netlead_md.model.config import Config
from netlead_md.model.network import Entry, Network
from netlead_md.model.note import Line, Note
from netlead_md.model.place import Fault, Trouble

T = TypeVar("T", Entry, Fault)
_WITH_ALIASES: Final = frozenset({"person", "organisation", "project", "me"})
_OF_LINES: Final = frozenset(
    {
        Trouble.NEAR_MISS_TYPE,
        Trouble.IMPOSSIBLE_DATE,
        Trouble.AMBIGUOUS_DATE,
        Trouble.UNCLEAR_DURATION,
        Trouble.UNCLEAR_MONEY,
        Trouble.UNKNOWN_QUALIFIER,
        Trouble.MISSING_COLON,
        Trouble.DUPLICATE_ID,
        Trouble.SAME_LINE_TWICE,
    }
)
"""What is only wrong where a note keeps a log of people."""


class _Kinds(msgspec.Struct, frozen=True):
    of: dict[str, str]
    foreign: set[str]
    """Notes that are something else by their own word."""
    doubtful: set[str]
    """Notes whose kind is misspelt."""
    faults: list[Fault]


def link(notes: Sequence[Note], config: Config, files: Sequence[str] = (), unreadable: Sequence[str] = ()) -> Network:
    """The network of a vault. `files` are all paths that a link can name; notes and unreadable ones count anyway."""
    ours = {note.path: note for note in sorted(notes, key=lambda note: note.path) if not note.ours}
    every = sorted({*files, *unreadable, *(note.path for note in notes)})
    resolver = Resolver.of(every)
    kinds = _kinds(ours.values(), config)
    aliases = {path: aliases_of(ours[path]) for path, kind in kinds.of.items() if kind in _WITH_ALIASES}
    directory = Directory(resolver, kinds.of, aliases, kinds.doubtful)
    names = field_names(config)
    cards = cards_of(ours.values(), Readers(names, directory, aliases, config))
    ties = Ties(cards.people.values())
    scribe = Scribe(directory, ties)
    twice = _read_lines(ours.values(), cards, scribe, kinds.foreign, as_contact=config.mentions == "note")
    entries = merged(scribe.entries)
    entries += last_contacts([*cards.people.values(), *cards.organisations.values()], entries, ours, names, ties)
    entries.sort(key=lambda entry: (entry.date, entry.path, entry.line.line))
    faults = [*kinds.faults, *cards.faults, *scribe.faults]
    faults += duplicate_names(kinds.of)
    faults += duplicate_emails(cards.people.values())
    faults += _worth_telling(ours, twice, kinds.of, scribe)
    faults.sort(key=_by_place)
    return Network(
        me=cards.owners[0] if cards.owners else None,
        people=cards.people,
        organisations=cards.organisations,
        projects=cards.projects,
        entries=tuple(entries),
        mentions=tuple(scribe.mentions),
        targets=targets_of((*cards.people, *cards.organisations, *cards.projects), resolver),
        kinds=kinds.of,
        files=tuple(every),
        unreadable=tuple(sorted(unreadable)),
        faults=tuple(faults),
        by_note=_by_path(entries),
        faults_by_note=_by_path(faults),
    )


def _by_path(values: Iterable[T]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for value in values:
        found.setdefault(value.path, []).append(value)
    return {path: tuple(each) for path, each in found.items()}


def _kinds(notes: Iterable[Note], config: Config) -> _Kinds:
    words = kind_words(config)
    kinds = _Kinds({}, set(), set(), [])
    for note in notes:
        found = kind_of(note, words)
        kinds.of[note.path] = found.kind
        if found.foreign:
            kinds.foreign.add(note.path)
        if found.fault is not None:
            kinds.doubtful.add(note.path)
            kinds.faults.append(found.fault)
    return kinds


def _read_lines(
    notes: Iterable[Note], cards: Cards, scribe: Scribe, foreign: set[str], *, as_contact: bool
) -> list[Fault]:
    """Hand all lines to the scribe; what comes back are the lines that stand twice."""
    faults: list[Fault] = []
    for note in notes:
        if note.template:
            continue
        own, day = _own(note, cards), None
        lines: Sequence[Line] = note.lines
        if len(lines) > 1:
            lines, twice = once_each(note)
            faults += twice
        meeting = cards.meetings.get(note.path)
        if meeting is not None and meeting.line is not None:
            day = meeting.line.date
            scribe.read(note, own, (meeting.line,), quiet=True)
        if lines:
            scribe.read(note, own, lines, day, quiet=note.path in foreign)
        if note.mentions:
            scribe.mention(note, as_contact=as_contact)
    return faults


def _own(note: Note, cards: Cards) -> Own:
    if note.path in cards.people:
        return Own("person", person=note.path)
    if note.path in cards.organisations:
        return Own("organisation", organisations=(note.path,))
    if meeting := cards.meetings.get(note.path):
        return Own("interaction", people=meeting.people, organisations=meeting.organisations)
    return Own("daily" if note.day else "other")


def _worth_telling(
    notes: Mapping[str, Note], twice: Iterable[Fault], kinds: Mapping[str, str], scribe: Scribe
) -> Iterator[Fault]:
    """What reading found; but a note of another kind is left in peace, unless it tells of somebody."""
    found = [fault for note in notes.values() if note.faults and not note.template for fault in note.faults]
    found += twice
    if found:
        telling = {entry.path for entry in scribe.entries} | {said.path for said in scribe.mentions}
        for fault in found:
            if fault.trouble not in _OF_LINES or kinds[fault.path] != "other" or fault.path in telling:
                yield fault


def _by_place(fault: Fault) -> tuple[str, int, int, str, str, tuple[str, ...]]:
    line, column = (fault.place.line, fault.place.column) if fault.place else (0, 0)
    return fault.path, line, column, fault.trouble, ".".join(map(str, fault.field)), fault.words
