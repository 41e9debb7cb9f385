"""What a vault holds, and by what it was told: the ground of `init`'s words and of its proposal."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from netlead_md.linking import link
from netlead_md.linking.fields import field_names, our_name
from netlead_md.linking.kinds import bare, kind_words, texts
from netlead_md.linking.values import day_in
from netlead_md.model.config import Config
from netlead_md.model.network import Network
from netlead_md.model.note import Field, Note
from netlead_md.reading import scan_links

KINDS: Final = ("person", "organisation", "project", "interaction")
_TOLD: Final = ("organisation", "last_contact")
_LABELS: Final = (("type", ("type", "kind", "fileclass")), ("tag", ("tags", "tag")), ("category", ("categories",)))
_ENOUGH: Final = 3
"""Notes without which a habit is no habit."""
_CONTACT: Final = frozenset({"email", "phone", "birthday", "linkedin", "organisation", "last_contact", "address"})
"""Fields of ours that hardly anything but a person has; two of them in one note tell a person."""
_LAST: Final = ("last", "letzt", "dernier", "ultim", "contact", "kontakt", "seen", "spoke", "touch", "met")


class Guess(msgspec.Struct, frozen=True):
    """A word of the vault that is none of ours yet, and what it seems to mean."""

    table: str
    """Of `netlead.toml`: kinds, folders or fields."""
    word: str
    ours: str
    notes: int


class Survey(msgspec.Struct, frozen=True):
    marks: dict[str, tuple[tuple[str, int], ...]]
    """Kind to the marks that tell it (`tag person`), the commonest first."""
    fields: dict[str, tuple[str, ...]]
    """`organisation` and `last_contact` to the names that people's notes have for them, the commonest first."""
    daily: int
    others: int
    named: int
    """Organisations without a note."""
    guesses: tuple[Guess, ...]
    me: bool = False
    unreadable: int = 0


def survey(network: Network, notes: Mapping[str, Note], config: Config) -> Survey:
    """Look at all notes. Counts are of notes, those among them that only a guess tells."""
    guesses = tuple(_kind_guesses(network, notes, config))
    if guesses:
        config = _guessed(config, guesses)
        network = link(tuple(notes.values()), config, network.files, network.unreadable)
    words = kind_words(config).words
    kinds = {path: kind for path, kind in network.kinds.items() if path in notes}
    marks: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for path in sorted(kinds):
        if (kind := kinds[path]) in marks:
            marks[kind][_mark(notes[path], kind, words)] += 1
    people = [notes[path] for path in sorted(kinds) if kinds[path] == "person"]
    counts = Counter(kinds.values())
    return Survey(
        {kind: tuple(_ranked(found)) for kind, found in marks.items()},
        {name: tuple(word for word, _ in _ranked(_used(people, name, config))) for name in _TOLD},
        counts["daily"],
        counts["other"],
        sum(one.path is None for one in network.organisations.values()),
        (*guesses, *_field_guesses(people, network, config)),
        me=counts["me"] > 0,
        unreadable=len(network.unreadable),
    )


def _guessed(config: Config, guesses: tuple[Guess, ...]) -> Config:
    kinds = {guess.word: guess.ours for guess in guesses if guess.table == "kinds"}
    folders = {guess.word.lower(): guess.ours for guess in guesses if guess.table == "folders"}
    return msgspec.structs.replace(config, kinds=config.kinds | kinds, folders=config.folders | folders)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def _mark(note: Note, kind: str, words: Mapping[str, str]) -> str:
    for name, keys in _LABELS:
        for word, _ in _words(note, keys):
            if words.get(word) == kind:
                return f"{name} {word}"
    folder = note.path.rpartition("/")[0]
    return f"folder {folder}" if folder else "tag in the text"


def _words(note: Note, keys: tuple[str, ...]) -> Iterator[tuple[str, Field]]:
    for field in note.fields:
        if field.key in keys:
            for text in texts(field.value):
                for part in text.split(",") if "tags" in keys else (text,):
                    if word := bare(part):
                        yield word, field


def _used(people: list[Note], name: str, config: Config) -> Counter[str]:
    names = field_names(config)
    return Counter(
        field.written
        for note in people
        for field in (*note.fields, *note.inline)
        if field.value and our_name(field, "person", names) == name
    )


def _kind_guesses(network: Network, notes: Mapping[str, Note], config: Config) -> Iterator[Guess]:
    """Types, tags and folders of notes that are no people yet but read like people: two contact fields in most."""
    names = field_names(config)
    whole: Counter[tuple[str, str]] = Counter()
    alike: Counter[tuple[str, str]] = Counter()
    for path, kind in sorted(network.kinds.items()):
        if kind != "other" or path not in notes or notes[path].template:
            continue
        found = {our_name(field, "person", names) for field in notes[path].fields if field.value}
        for group in set(_groups(notes[path])):
            whole[group] += 1
            alike[group] += len(found & _CONTACT) > 1
    ranked = sorted(alike.items(), key=lambda entry: (entry[0][0] != "kinds", -entry[1], entry[0]))
    for (table, word), count in ranked:
        if count >= _ENOUGH and 2 * count >= whole[table, word]:
            yield Guess(table, word, "person", count)
            return  # one at a time: most other words and folders of these notes say the same of them


def _groups(note: Note) -> Iterator[tuple[str, str]]:
    for _, keys in _LABELS:
        for word, _ in _words(note, keys):
            yield "kinds", word
    if folder := note.path.rpartition("/")[0]:
        yield "folders", folder


def _field_guesses(people: list[Note], network: Network, config: Config) -> Iterator[Guess]:
    """Fields of people that link organisations, or hold days and are called like a last contact."""
    names = field_names(config)
    bases = {organisation.name.lower() for organisation in network.organisations.values() if organisation.path}
    firms: Counter[str] = Counter()
    days: Counter[str] = Counter()
    for note in people:
        for field in note.fields:
            if not field.value or our_name(field, "person", names):
                continue
            linked = [link.target.rpartition("/")[2].lower() for text in texts(field.value) for link in _links(text)]
            firms[field.key] += bool(bases.intersection(linked))
            days[field.key] += day_in(field.value) is not None and any(part in field.key for part in _LAST)
    for counts, ours in ((firms, "organisation"), (days, "last_contact")):
        if ours == "organisation" and _used(people, ours, config):
            continue
        for word, count in _ranked(counts)[:1]:
            if count >= _ENOUGH:
                yield Guess("fields", word, ours, count)


def _links(text: str) -> tuple[Any, ...]:
    return scan_links(text) if "[[" in text else ()
