"""All notes together: the one way through this room (SPEC §2.1, §2.2, §2.4)."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from netlead_md.linking.concern import Own
from netlead_md.linking.directory import Directory, targets_of
from netlead_md.linking.entries import Scribe
from netlead_md.linking.fields import Names, Sheet, field_names, sheet
from netlead_md.linking.identity import aliases_of, duplicate_emails, duplicate_names
from netlead_md.linking.interaction import Meeting, read_meeting
from netlead_md.linking.kinds import kind_of, kind_words
from netlead_md.linking.last_contact import last_contacts
from netlead_md.linking.me import read_me
from netlead_md.linking.names import Resolver
from netlead_md.linking.organisation import read_organisation
from netlead_md.linking.person import read_person
from netlead_md.linking.project import read_project
from netlead_md.linking.ties import Ties
from netlead_md.linking.twins import merged, once_each
from netlead_md.model.config import Config
from netlead_md.model.network import Me, Network, Organisation, Person, Project
from netlead_md.model.note import Line, Note
from netlead_md.model.place import Fault, Trouble

_NAMED_KINDS = frozenset({"person", "organisation", "project", "me"})


class _Cards(msgspec.Struct, frozen=True):
    """What the fields of all notes say."""

    people: dict[str, Person]
    organisations: dict[str, Organisation]
    projects: dict[str, Project]
    owners: list[Me]
    meetings: dict[str, Meeting]


def link(notes: Sequence[Note], config: Config, files: Sequence[str] = (), unreadable: Sequence[str] = ()) -> Network:
    """The network of a vault. `files` are all paths that a link can name; notes and unreadable ones count anyway."""
    ours = sorted((note for note in notes if not note.ours), key=lambda note: note.path)
    faults: list[Fault] = []
    kinds, foreign, doubtful = _kinds(ours, config, faults)
    every = sorted({*files, *unreadable, *(note.path for note in notes)})
    resolver = Resolver.of(every)
    aliases = {note.path: aliases_of(note) for note in ours if kinds[note.path] in _NAMED_KINDS}
    directory = Directory(resolver, kinds, aliases)
    directory.doubtful |= doubtful
    names = field_names(config)
    cards = _cards(ours, names, directory, aliases, config, faults)
    ties = Ties(cards.people.values())
    scribe = Scribe(directory, ties)
    _read_lines(ours, cards, scribe, foreign, config)
    entries = merged(scribe.entries)
    carded = (*cards.people.values(), *cards.organisations.values())
    entries += last_contacts(carded, entries, {note.path: note for note in ours}, names, ties)
    entries.sort(key=lambda entry: (entry.date, entry.path, entry.line.line))
    faults += scribe.faults
    faults += duplicate_names(kinds)
    faults += duplicate_emails(cards.people.values())
    faults += _worth_telling(ours, kinds, scribe)
    return Network(
        me=cards.owners[0] if cards.owners else None,
        people=cards.people,
        organisations=cards.organisations,
        projects=cards.projects,
        entries=tuple(entries),
        mentions=tuple(scribe.mentions),
        targets=targets_of((*cards.people, *cards.organisations, *cards.projects), resolver),
        kinds=kinds,
        files=tuple(every),
        unreadable=tuple(sorted(unreadable)),
        faults=tuple(sorted(faults, key=_by_place)),
    )


def _kinds(notes: Iterable[Note], config: Config, faults: list[Fault]) -> tuple[dict[str, str], set[str], set[str]]:
    """Kinds by path, the notes that are something else by their own word, and those whose kind is misspelt."""
    words = kind_words(config)
    kinds: dict[str, str] = {}
    foreign: set[str] = set()
    doubtful: set[str] = set()
    for note in notes:
        found = kind_of(note, words)
        kinds[note.path] = found.kind
        if found.foreign:
            foreign.add(note.path)
        if found.fault is not None:
            doubtful.add(note.path)
            faults.append(found.fault)
    return kinds, foreign, doubtful


def _cards(
    notes: Iterable[Note],
    directory: Directory,
    aliases: dict[str, tuple[str, ...]],
    config: Config,
    faults: list[Fault],
) -> _Cards:
    names = field_names(config)
    cards = _Cards({}, {}, {}, [], {})
    for note in notes:
        kind = directory.kinds[note.path]
        if kind in names.by_kind:
            faults += _card(note, kind, names, directory, aliases.get(note.path, ()), config, cards).faults
    for key, name in sorted(directory.named.items()):
        cards.organisations[key] = Organisation(key, name)
    return cards


def _card(  # noqa: PLR0913, PLR0917 - one door for five kinds
    note: Note,
    kind: str,
    names: Names,
    directory: Directory,
    aliases: tuple[str, ...],
    config: Config,
    cards: _Cards,
) -> Sheet:
    fields = sheet(note, kind, names)
    if kind == "person":
        cards.people[note.path] = read_person(note, fields, directory, aliases)
    elif kind == "organisation":
        cards.organisations[note.path] = read_organisation(note, fields, directory, aliases, config)
    elif kind == "project":
        cards.projects[note.path] = read_project(note, fields, config)
    elif kind == "interaction":
        cards.meetings[note.path] = read_meeting(note, fields, directory, config)
    else:
        cards.owners.append(read_me(note, fields))
    return fields


def _read_lines(notes: Iterable[Note], cards: _Cards, scribe: Scribe, foreign: set[str], config: Config) -> None:
    for note in notes:
        if note.template:
            continue
        own, day = _own(note, cards), None
        lines: Sequence[Line] = note.lines
        if len(lines) > 1:
            lines, twice = once_each(note)
            scribe.faults += twice
        meeting = cards.meetings.get(note.path)
        if meeting is not None and meeting.line is not None:
            day = meeting.line.date
            scribe.read(note, own, (meeting.line,), quiet=True)
        if lines:
            scribe.read(note, own, lines, day, quiet=note.path in foreign)
        if note.mentions:
            scribe.mention(note, as_contact=config.mentions == "note")


def _own(note: Note, cards: _Cards) -> Own:
    if note.path in cards.people:
        return Own("person", person=note.path)
    if note.path in cards.organisations:
        return Own("organisation", organisations=(note.path,))
    if meeting := cards.meetings.get(note.path):
        return Own("interaction", people=meeting.people, organisations=meeting.organisations)
    return Own("daily" if note.day else "other")


_OF_LINES = frozenset(
    {
        Trouble.NEAR_MISS_TYPE,
        Trouble.IMPOSSIBLE_DATE,
        Trouble.AMBIGUOUS_DATE,
        Trouble.UNCLEAR_DURATION,
        Trouble.UNCLEAR_MONEY,
        Trouble.UNKNOWN_QUALIFIER,
        Trouble.MISSING_COLON,
        Trouble.DUPLICATE_ID,
    }
)


def _worth_telling(notes: Iterable[Note], kinds: dict[str, str], scribe: Scribe) -> Iterator[Fault]:
    """What reading found; but a note of another kind is left in peace, unless it tells of somebody."""
    telling = {entry.path for entry in scribe.entries} | {said.path for said in scribe.mentions}
    for note in notes:
        if note.faults and not note.template:
            peaceful = kinds[note.path] == "other" and note.path not in telling
            yield from (fault for fault in note.faults if not (peaceful and fault.trouble in _OF_LINES))


def _by_place(fault: Fault) -> tuple[str, int, int, str, str, tuple[str, ...]]:
    line, column = (fault.place.line, fault.place.column) if fault.place else (0, 0)
    return fault.path, line, column, fault.trouble, ".".join(map(str, fault.field)), fault.words
