"""What each note says by itself, given what names mean."""

from collections.abc import Collection
from typing import NamedTuple

from netlead_md.linking.cards import NO_CARDS, Cards, Readers, cards_of
from netlead_md.linking.directory import Directory
from netlead_md.linking.entries import Scribe
from netlead_md.linking.frame import Frame, frame_of, no_frame
from netlead_md.linking.ordered import kept_whole
from netlead_md.linking.telling import Teller, Told
from netlead_md.linking.ties import Ties
from netlead_md.model.config import Config
from netlead_md.model.note import Note


class Read(NamedTuple):
    notes: dict[str, Note]
    """Without pages of ours, in order of path."""
    readers: Readers
    cards: Cards
    ties: Ties
    told: dict[str, Told]
    again: Collection[str]
    """Paths of the notes that were read this time: those that changed, or all."""


def nothing_read(config: Config) -> Read:
    """What an empty vault says."""
    frame = no_frame(config)
    return Read({}, _readers(frame, config), NO_CARDS, Ties(()), {}, ())


def read_each(notes: dict[str, Note], every: tuple[str, ...], config: Config, last: Read) -> Read:
    """Read the notes that changed, or all where a name, a kind or a role did, for these reach into other notes."""
    again: Collection[str] = [path for path, note in notes.items() if last.notes.get(path) is not note]
    frame = frame_of(notes, again, every, last.readers.frame)
    readers, ties = last.readers, last.ties
    if frame is not readers.frame:
        readers, again = _readers(frame, config), notes
    cards = cards_of(notes, again, readers, last.cards)
    if not _same_roles(cards, last.cards):
        ties, again = Ties(cards.people.values()), notes
    scribe = Scribe(readers.directory, cards.organisations, ties)
    new = Teller(scribe, cards, frame, config.mentions == "note").all(notes, again, last.told)
    told = kept_whole(last.told, {path: new.get(path) or last.told[path] for path in notes})
    return Read(notes, readers, cards, ties, told, again)


def _readers(frame: Frame, config: Config) -> Readers:
    return Readers(frame, Directory(frame.resolver, frame.kinds, frame.aliases, frame.doubtful), config)


def _same_roles(cards: Cards, last: Cards) -> bool:
    """Whether everybody is where they were: then no line concerns anybody else than before."""
    if cards.organisations.keys() != last.organisations.keys() or cards.people.keys() != last.people.keys():
        return False
    people = last.people
    return cards.people is people or all(person.roles == people[key].roles for key, person in cards.people.items())
