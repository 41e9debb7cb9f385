"""What each note tells: its entries and mentions, and what is wrong with its lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from netlead_md.incremental.memo import reuse_equal_items
from netlead_md.linking.attribution import NoteSubject
from netlead_md.linking.deduplication import drop_duplicate_lines
from netlead_md.linking.entities import MeetingFields
from netlead_md.linking.entity_table import EntityTable
from netlead_md.linking.entries import EntryResolver
from netlead_md.linking.link_resolver import link_name
from netlead_md.linking.symbol_table import SymbolTable
from netlead_md.model.account import NO_DAY, NOBODY, TWICE, Telling
from netlead_md.model.diagnostics import OF_LINES, Fault, FaultKind
from netlead_md.model.network import Entry, Mention
from netlead_md.model.note import LogLine, Note

_OF_LOGS: Final = OF_LINES | {FaultKind.SAME_LINE_TWICE}
"""What is only wrong where a note keeps a log of people."""


class NoteEntries(msgspec.Struct, frozen=True):
    """What one note tells, in the order of its lines."""

    entries: tuple[Entry, ...] = ()
    mentions: tuple[Mention, ...] = ()
    faults: tuple[Fault, ...] = ()
    tellings: tuple[Telling, ...] = ()
    sought: bool = False
    """Whether a name near to one that it links was looked for."""


NOTHING: Final = NoteEntries()


class NoteEntryReader(msgspec.Struct, frozen=True):
    """What notes are read with."""

    scribe: EntryResolver
    cards: EntityTable
    frame: SymbolTable
    as_contact: bool
    """Whether a mention in a daily note is a light contact."""

    def all(
        self, notes: Mapping[str, Note], changed: Iterable[str], last: Mapping[str, NoteEntries]
    ) -> dict[str, NoteEntries]:
        """What each of the changed notes tells; where it is what it told the last time, that very value."""
        return {path: _reuse_entries(last.get(path, NOTHING), self.one(notes[path])) for path in changed}

    def one(self, note: Note) -> NoteEntries:
        """What a note tells."""
        if note.template:
            return NoteEntries(faults=note.faults)
        if not (note.lines or note.mentions or note.faults or note.path in self.cards.meetings):
            return NOTHING
        scribe, own = self.scribe, _note_subject(note, self.cards)
        scribe.turn_to(note)
        scribe.as_contact = self.as_contact
        lines: Sequence[LogLine] = note.lines
        if note.ignores and (out := {line for line, code in note.ignores if not code}):
            lines = [line for line in lines if line.line not in out]
        twice: Sequence[Fault] = ()
        if len(lines) > 1:
            lines, twice = drop_duplicate_lines(note, lines)
        meeting, day = self.cards.meetings.get(note.path), None
        if meeting is not None and meeting.line is not None:
            day = meeting.line.date
            scribe.read(own, (meeting.line,), quiet=True)
        if meeting is not None and not scribe.entries:
            scribe.tellings.append(_untold(note, meeting))
        if lines:
            scribe.read(own, lines, day, quiet=self.frame.found[note.path].foreign)
        if note.mentions:
            scribe.mention(note, as_contact=self.as_contact)
        if twice and (scribe.entries or scribe.tellings or own.kind != "other"):
            scribe.tellings += _told_twice(note, twice)
        faults = (*scribe.faults, *self._worth_telling(note, (*note.faults, *twice)))
        return NoteEntries(
            tuple(scribe.entries), tuple(scribe.mentions), faults, _in_order(scribe.tellings), scribe.sought
        )

    def _worth_telling(self, note: Note, faults: Iterable[Fault]) -> Iterator[Fault]:
        """What reading found; but a note of another kind is left in peace, unless it tells of somebody."""
        tells = (
            self.scribe.entries
            or self.scribe.mentions
            or self.scribe.tellings
            or self.frame.kinds[note.path] != "other"
        )
        return (fault for fault in faults if tells or fault.trouble not in _OF_LOGS)


def _reuse_entries(old: NoteEntries, new: NoteEntries) -> NoteEntries:
    """The new telling, with every entry that stood there before as the same object."""
    if old == new:
        return old
    tellings = old.tellings if old.tellings == new.tellings else new.tellings
    return NoteEntries(
        reuse_equal_items(old.entries, new.entries, _entry_position), new.mentions, new.faults, tellings, new.sought
    )


def _in_order(tellings: list[Telling]) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda each: (each.line, each.column))) if tellings else ()


def _entry_position(entry: Entry) -> tuple[int, int]:
    return entry.line.line, entry.line.column


def _sure(meeting: MeetingFields, cards: EntityTable) -> Iterator[str]:
    """Of each first name, the one who works where the meeting was, if there is only one."""
    there = {role.organisation for key in meeting.people for role in cards.people[key].roles if key in cards.people}
    there.update(meeting.organisations)
    for fitting in meeting.unsure:
        found = [key for key in fitting if any(role.organisation in there for role in cards.people[key].roles)]
        if len(found) == 1 and found[0] not in meeting.people:
            yield found[0]


def _untold(note: Note, meeting: MeetingFields) -> Telling:
    """A meeting note that gives no entry: it has no day, or names nobody."""
    line = meeting.line
    date, type_ = (line.date, line.type) if line is not None else (None, "meeting")
    return Telling(note.path, 1, 0, date, type_, link_name(note.path), reason=NOBODY if line is not None else NO_DAY)


def _note_subject(note: Note, cards: EntityTable) -> NoteSubject:
    if note.path in cards.people:
        return NoteSubject("person", person=note.path)
    if note.path in cards.organisations:
        return NoteSubject("organisation", organisations=(note.path,))
    if meeting := cards.meetings.get(note.path):
        people = (*meeting.people, *_sure(meeting, cards)) if meeting.unsure else meeting.people
        return NoteSubject("interaction", people=people, organisations=meeting.organisations)
    return NoteSubject("daily" if note.day else "other")


def _told_twice(note: Note, twice: Iterable[Fault]) -> Iterator[Telling]:
    """The account of lines that say again what stands in the note."""
    types = {line.line: line.type for line in note.lines}
    for at in (fault.place for fault in twice):
        if at is not None:
            yield Telling(note.path, at.line, at.column, None, types.get(at.line, ""), "", reason=TWICE)
