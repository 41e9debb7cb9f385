"""What each note says by itself, given what names mean."""

from collections.abc import Collection
from typing import NamedTuple

from netlead_md.linking.cards import NO_CARDS, Cards, Readers, cards_of
from netlead_md.linking.directory import Directory
from netlead_md.linking.entries import Scribe
from netlead_md.linking.frame import Frame, frame_of, no_frame
from netlead_md.linking.ordered import kept_whole
from netlead_md.linking.reach import Spoken, moved, names_changed, naming, people_are_others, seeking, telling_of
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
    """Paths of the notes that were read this time, in order."""
    spoken: dict[str, Spoken]
    """For `naming`, since it was asked first."""


def nothing_read(config: Config) -> Read:
    """What an empty vault says."""
    frame = no_frame(config)
    return Read({}, _readers(frame, config), NO_CARDS, Ties(()), {}, (), {})


def read_each(
    notes: dict[str, Note], every: tuple[str, ...], config: Config, last: Read, *, whole: bool = False
) -> Read:
    """Read the notes that changed, and those into which a changed name or role reaches; `whole`: all of them."""
    changed = [path for path, note in notes.items() if last.notes.get(path) is not note]
    frame = frame_of(notes, changed, every, last.readers.frame)
    readers, again, spoken = last.readers, set(changed), last.spoken
    if whole or not last.notes:
        readers, again = _readers(frame, config), set(notes)
    elif frame is not readers.frame:
        readers, reached, spoken = _reached(notes, frame, last)
        again.update(reached)
    cards = cards_of(notes, [path for path in notes if path in again], readers, last.cards)
    elsewhere, named = moved(cards, last.cards), cards.organisations.keys() ^ last.cards.organisations.keys()
    if len(again) < len(notes):
        again.update(telling_of(last.told, elsewhere))
        bare = {key.removeprefix("name:") for key in named if key.startswith("name:")}
        reached, spoken = naming(notes, bare, spoken)
        again.update(reached)
    ties = Ties(cards.people.values()) if elsewhere else last.ties
    scribe = Scribe(readers.directory, cards.organisations, ties)
    ordered = [path for path in notes if path in again]
    new = Teller(scribe, cards, frame, config.mentions == "note").all(notes, ordered, last.told)
    told = kept_whole(last.told, {path: new.get(path) or last.told[path] for path in notes})
    return Read(notes, readers, cards, ties, told, ordered, spoken)


def _readers(frame: Frame, config: Config, near: dict[str, str] | None = None) -> Readers:
    return Readers(frame, Directory(frame.resolver, frame.kinds, frame.aliases, frame.doubtful, near), config)


def _reached(notes: dict[str, Note], frame: Frame, last: Read) -> tuple[Readers, Collection[str], dict[str, Spoken]]:
    """New readers, and the notes that may mean something else with them."""
    before, config = last.readers.frame, last.readers.config
    reached, spoken = naming(notes, names_changed(frame, before), last.spoken)
    if not people_are_others(frame, before):
        return _readers(frame, config, last.readers.directory.near), reached, spoken
    sought = (path for path in seeking(last.cards.by_note, last.told) if path in notes)
    return _readers(frame, config), {*reached, *sought}, spoken
