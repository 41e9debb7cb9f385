"""What each note tells: its entries and mentions, and what is wrong with its lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from netlead_md.linking.cards import Cards
from netlead_md.linking.concern import Own
from netlead_md.linking.entries import Scribe
from netlead_md.linking.frame import Frame
from netlead_md.linking.ordered import kept_each
from netlead_md.linking.twins import once_each
from netlead_md.model.network import Entry, Said
from netlead_md.model.note import Line, Note
from netlead_md.model.place import OF_LINES, Fault, Trouble

_OF_LOGS: Final = OF_LINES | {Trouble.SAME_LINE_TWICE}
"""What is only wrong where a note keeps a log of people."""


class Told(msgspec.Struct, frozen=True):
    """What one note tells, in the order of its lines."""

    entries: tuple[Entry, ...] = ()
    mentions: tuple[Said, ...] = ()
    faults: tuple[Fault, ...] = ()
    sought: bool = False
    """Whether a name near to one that it links was looked for."""


NOTHING: Final = Told()


class Teller(msgspec.Struct, frozen=True):
    """What notes are read with."""

    scribe: Scribe
    cards: Cards
    frame: Frame
    as_contact: bool
    """Whether a mention in a daily note is a light contact."""

    def all(self, notes: Mapping[str, Note], changed: Iterable[str], last: Mapping[str, Told]) -> dict[str, Told]:
        """What each of the changed notes tells; where it is what it told the last time, that very value."""
        return {path: _kept(last.get(path, NOTHING), self.one(notes[path])) for path in changed}

    def one(self, note: Note) -> Told:
        """What a note tells."""
        if note.template or not (note.lines or note.mentions or note.faults or note.path in self.cards.meetings):
            return NOTHING
        scribe, own = self.scribe, _own(note, self.cards)
        scribe.turn_to(note)
        lines: Sequence[Line] = note.lines
        twice: Sequence[Fault] = ()
        if len(lines) > 1:
            lines, twice = once_each(note)
        meeting, day = self.cards.meetings.get(note.path), None
        if meeting is not None and meeting.line is not None:
            day = meeting.line.date
            scribe.read(own, (meeting.line,), quiet=True)
        if lines:
            scribe.read(own, lines, day, quiet=self.frame.found[note.path].foreign)
        if note.mentions:
            scribe.mention(note, as_contact=self.as_contact)
        faults = (*scribe.faults, *self._worth_telling(note, (*note.faults, *twice)))
        return Told(tuple(scribe.entries), tuple(scribe.mentions), faults, scribe.sought)

    def _worth_telling(self, note: Note, faults: Iterable[Fault]) -> Iterator[Fault]:
        """What reading found; but a note of another kind is left in peace, unless it tells of somebody."""
        tells = self.scribe.entries or self.scribe.mentions or self.frame.kinds[note.path] != "other"
        return (fault for fault in faults if tells or fault.trouble not in _OF_LOGS)


def _kept(old: Told, new: Told) -> Told:
    """The new telling, with every entry that stood there before as the same object."""
    if old == new:
        return old
    return Told(kept_each(old.entries, new.entries, _place), new.mentions, new.faults, new.sought)


def _place(entry: Entry) -> tuple[int, int]:
    return entry.line.line, entry.line.column


def _own(note: Note, cards: Cards) -> Own:
    if note.path in cards.people:
        return Own("person", person=note.path)
    if note.path in cards.organisations:
        return Own("organisation", organisations=(note.path,))
    if meeting := cards.meetings.get(note.path):
        return Own("interaction", people=meeting.people, organisations=meeting.organisations)
    return Own("daily" if note.day else "other")
