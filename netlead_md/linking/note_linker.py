"""What each note says by itself, given what names mean."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from netlead_md.incremental.memo import reuse_if_equal
from netlead_md.linking.attribution import Affiliations
from netlead_md.linking.entity_resolver import OURS, EntityResolver
from netlead_md.linking.entity_table import NO_CARDS, EntityRecord, EntityTable, ReadContext, cards_of
from netlead_md.linking.entries import EntryResolver
from netlead_md.linking.link_resolver import link_name, normalise_name
from netlead_md.linking.note_entries import NoteEntries, NoteEntryReader
from netlead_md.linking.symbol_table import SymbolTable, build_symbol_table, empty_symbol_table
from netlead_md.model.config import Config
from netlead_md.model.network import Person
from netlead_md.model.note import Note
from netlead_md.parsing.full_names import without_title

# How far a change reaches: the other notes that may mean something else because of it.


_MANY: Final = 30
"""Names from which on everything is read again: to look for so many takes as long."""


def names_changed(now: SymbolTable, before: SymbolTable) -> set[str]:
    """Names that may mean another note than before, as they are compared: of files, and aliases."""
    paths = set(now.every) ^ set(before.every)
    paths |= {path for path in now.found.keys() | before.found.keys() if now.found.get(path) != before.found.get(path)}
    paths |= {path for path in now.aliases if now.aliases[path] != before.aliases.get(path)}
    aliases = {alias for path in paths for frame in (now, before) for alias in frame.aliases.get(path, ())}
    return {normalise_name(link_name(path)) for path in paths} | set(map(normalise_name, aliases))


def people_are_others(now: SymbolTable, before: SymbolTable) -> bool:
    """Whether a name that is near to a misspelt one may be another: the names of people, organisations and projects."""
    return {path for path, kind in now.kinds.items() if kind in OURS} != {
        path for path, kind in before.kinds.items() if kind in OURS
    }


class NameText(NamedTuple):
    """All that a note links and all texts of its fields, as names are compared; a line each."""

    note: Note
    text: str


def notes_naming(
    notes: Mapping[str, Note], names: Collection[str], known: dict[str, NameText]
) -> tuple[Collection[str], dict[str, NameText]]:
    """Paths of the notes that name one of these in a link or field, and of some that do not; and what to hand in next.

    `known`: what was handed back the last time; to put it together takes ten times as long as to look into it.
    """
    if not names:
        return (), known
    if len(names) > _MANY:
        return notes, known
    spoken = {
        path: before
        if (before := known.get(path)) is not None and before.note is note
        else NameText(note, _note_text(note))
        for path, note in notes.items()
    }
    sought = {*names, *map(without_title, names)}
    return [path for path, each in spoken.items() if any(name in each.text for name in sought)], spoken


def first_names_changed(now: SymbolTable, before: SymbolTable) -> set[str]:
    """First and last words of the names of people who came, went or are called otherwise, as they are compared."""
    firsts: set[str] = set()
    for frame, other in ((now, before), (before, now)):
        for path, kind in frame.kinds.items():
            if kind == "person" and (
                other.kinds.get(path) != kind or other.aliases.get(path) != frame.aliases.get(path)
            ):
                for name in (link_name(path), *frame.aliases.get(path, ())):
                    words = normalise_name(without_title(name)).split()
                    firsts.update(words[:1] + words[-1:])
    return firsts


def labelling(notes: Mapping[str, Note], names: Collection[str]) -> Iterator[str]:
    """Paths of the minutes whose attendees may be named by the first word of one of these names."""
    firsts = {bare.split()[0] for name in names for bare in (name, without_title(name)) if bare.split()}
    for path, note in notes.items():
        if note.labels and any(first in normalise_name(label.text) for first in firsts for label in note.labels):
            yield path


def notes_with_suggestions(cards: Mapping[str, EntityRecord], told: Mapping[str, NoteEntries]) -> Iterator[str]:
    """Paths of the notes for which a near name was looked for."""
    yield from (path for path, card in cards.items() if card.sought)
    yield from (path for path, each in told.items() if each.sought)


def changed_affiliations(now: EntityTable, before: EntityTable) -> set[str]:
    """Those who work elsewhere than before, or were not there, or are no more."""
    if now.people is before.people:
        return set()
    every = now.people.keys() | before.people.keys()
    return {key for key in every if _role_key(now.people.get(key)) != _role_key(before.people.get(key))}


def notes_about(told: Mapping[str, NoteEntries], people: set[str]) -> Iterator[str]:
    """Paths of the notes that tell of one of these."""
    if people:
        for path, each in told.items():
            if any(not people.isdisjoint(entry.named) for entry in each.entries) or any(
                not people.isdisjoint(telling.people) for telling in each.tellings
            ):
                yield path


def _role_key(person: Person | None) -> object:
    return None if person is None else person.roles


def _note_texts(note: Note) -> Iterator[str]:
    yield link_name(note.path)
    for link in note.opening:
        yield link.target
    for line in note.lines:
        for link in (*line.links, *line.inherited):
            yield link.target
        if line.project is not None:
            yield line.project.target
        if line.reading is not None:
            yield line.source or line.text
    for label in note.labels:
        yield label.text
    for mention in note.mentions:
        for link in mention.links:
            yield link.target
    for field in (*note.fields, *note.inline):
        yield from _texts_within(field.value)


def _texts_within(value: Any) -> Iterator[str]:  # noqa: ANN401 - YAML
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts_within(each)
    elif isinstance(value, dict):
        yield from _texts_within([*value.keys(), *value.values()])


def _note_text(note: Note) -> str:
    text = "\n".join(_note_texts(note))
    return text.lower() if text.isascii() else normalise_name(text)


class Read(NamedTuple):
    notes: dict[str, Note]
    """Without pages of ours, in order of path."""
    readers: ReadContext
    cards: EntityTable
    ties: Affiliations
    told: dict[str, NoteEntries]
    again: Collection[str]
    """Paths of the notes that were read this time, in order."""
    spoken: dict[str, NameText]
    """For `naming`, since it was asked first."""


def nothing_read(config: Config) -> Read:
    """What an empty vault says."""
    frame = empty_symbol_table(config)
    return Read({}, _readers(frame, config), NO_CARDS, Affiliations(()), {}, (), {})


def read_each(
    notes: dict[str, Note], every: tuple[str, ...], config: Config, last: Read, *, whole: bool = False
) -> Read:
    """Read the notes that changed, and those into which a changed name or role reaches; `whole`: all of them."""
    changed = [path for path, note in notes.items() if last.notes.get(path) is not note]
    frame = build_symbol_table(notes, changed, every, last.readers.frame)
    readers, again, spoken = last.readers, set(changed), last.spoken
    if whole or not last.notes:
        readers, again = _readers(frame, config), set(notes)
    elif frame is not readers.frame:
        readers, reached, spoken = _reached(notes, frame, last)
        again.update(reached)
    cards = cards_of(notes, [path for path in notes if path in again], readers, last.cards)
    elsewhere, named = (
        changed_affiliations(cards, last.cards),
        cards.organisations.keys() ^ last.cards.organisations.keys(),
    )
    if len(again) < len(notes):
        again.update(notes_about(last.told, elsewhere))
        bare = {key.removeprefix("name:") for key in named if key.startswith("name:")}
        reached, spoken = notes_naming(notes, bare, spoken)
        again.update(reached)
    ties = Affiliations(cards.people.values()) if elsewhere else last.ties
    scribe = EntryResolver(readers.directory, cards.organisations, ties)
    ordered = [path for path in notes if path in again]
    new = NoteEntryReader(scribe, cards, frame, config.mentions == "note").all(notes, ordered, last.told)
    told = reuse_if_equal(last.told, {path: new.get(path) or last.told[path] for path in notes})
    return Read(notes, readers, cards, ties, told, ordered, spoken)


def _readers(frame: SymbolTable, config: Config, near: dict[str, str] | None = None) -> ReadContext:
    names = EntityResolver(
        frame.resolver, frame.kinds, frame.aliases, frame.doubtful, near=near, shown=frame.names_shown
    )
    return ReadContext(frame, names, config)


def _reached(
    notes: dict[str, Note], frame: SymbolTable, last: Read
) -> tuple[ReadContext, Collection[str], dict[str, NameText]]:
    """New readers, and the notes that may mean something else with them."""
    before, config = last.readers.frame, last.readers.config
    names = names_changed(frame, before)
    reached, spoken = notes_naming(notes, names | first_names_changed(frame, before), last.spoken)
    reached = {*reached, *labelling(notes, names)}
    if not people_are_others(frame, before):
        return _readers(frame, config, last.readers.directory.near), reached, spoken
    sought = (path for path in notes_with_suggestions(last.cards.by_note, last.told) if path in notes)
    return _readers(frame, config), {*reached, *sought}, spoken
