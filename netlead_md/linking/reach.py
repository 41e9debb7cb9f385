"""How far a change reaches: the other notes that may mean something else because of it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from netlead_md.linking.cards import Card, Cards
from netlead_md.linking.directory import OURS
from netlead_md.linking.frame import Frame
from netlead_md.linking.names import base_name, folded
from netlead_md.linking.telling import Told
from netlead_md.model.network import Person
from netlead_md.model.note import Note

_MANY: Final = 30
"""Names from which on everything is read again: to look for so many takes as long."""


def names_changed(now: Frame, before: Frame) -> set[str]:
    """Names that may mean another note than before, as they are compared: of files, and aliases."""
    paths = set(now.every) ^ set(before.every)
    paths |= {path for path in now.found.keys() | before.found.keys() if now.found.get(path) != before.found.get(path)}
    paths |= {path for path in now.aliases if now.aliases[path] != before.aliases.get(path)}
    aliases = {alias for path in paths for frame in (now, before) for alias in frame.aliases.get(path, ())}
    return {folded(base_name(path)) for path in paths} | set(map(folded, aliases))


def people_are_others(now: Frame, before: Frame) -> bool:
    """Whether a name that is near to a misspelt one may be another: the names of people, organisations and projects."""
    return {path for path, kind in now.kinds.items() if kind in OURS} != {
        path for path, kind in before.kinds.items() if kind in OURS
    }


class Spoken(NamedTuple):
    """All that a note links and all texts of its fields, as names are compared; a line each."""

    note: Note
    text: str


def naming(
    notes: Mapping[str, Note], names: Collection[str], known: dict[str, Spoken]
) -> tuple[Collection[str], dict[str, Spoken]]:
    """Paths of the notes that name one of these in a link or field, and of some that do not; and what to hand in next.

    `known`: what was handed back the last time; to put it together takes ten times as long as to look into it.
    """
    if not names:
        return (), known
    if len(names) > _MANY:
        return notes, known
    spoken = {
        path: before if (before := known.get(path)) is not None and before.note is note else Spoken(note, _text(note))
        for path, note in notes.items()
    }
    return [path for path, each in spoken.items() if any(name in each.text for name in names)], spoken


def seeking(cards: Mapping[str, Card], told: Mapping[str, Told]) -> Iterator[str]:
    """Paths of the notes for which a near name was looked for."""
    yield from (path for path, card in cards.items() if card.sought)
    yield from (path for path, each in told.items() if each.sought)


def moved(now: Cards, before: Cards) -> set[str]:
    """Those who work elsewhere than before, or were not there, or are no more."""
    if now.people is before.people:
        return set()
    every = now.people.keys() | before.people.keys()
    return {key for key in every if _roles(now.people.get(key)) != _roles(before.people.get(key))}


def telling_of(told: Mapping[str, Told], people: set[str]) -> Iterator[str]:
    """Paths of the notes that tell of one of these."""
    if people:
        for path, each in told.items():
            if any(not people.isdisjoint(entry.named) for entry in each.entries):
                yield path


def _roles(person: Person | None) -> object:
    return None if person is None else person.roles


def _texts(note: Note) -> Iterator[str]:
    for line in note.lines:
        for link in (*line.links, *line.inherited):
            yield link.target
        if line.project is not None:
            yield line.project.target
    for mention in note.mentions:
        for link in mention.links:
            yield link.target
    for field in (*note.fields, *note.inline):
        yield from _within(field.value)


def _within(value: Any) -> Iterator[str]:  # noqa: ANN401 - YAML
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _within(each)
    elif isinstance(value, dict):
        yield from _within([*value.keys(), *value.values()])


def _text(note: Note) -> str:
    text = "\n".join(_texts(note))
    return text.lower() if text.isascii() else folded(text)
