"""All notes together: the one way through this room (SPEC §2.1, §2.2, §2.4).

A network is followed from the one before: only notes that changed are read again while names mean what they meant, and
whatever says the same stays the same object, by which the next rooms see what did not change. The first one is followed
from an empty vault.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from netlead_md.linking.directory import targets_of
from netlead_md.linking.each import Read, nothing_read, read_each
from netlead_md.linking.entries import by_day, in_order
from netlead_md.linking.faults import NO_DOUBLES, Doubles, doubles_of, faults_of
from netlead_md.linking.last_contact import last_contacts
from netlead_md.linking.ordered import Change, changed, difference, kept_each, kept_whole, spliced, split
from netlead_md.linking.twins import Contacts, followed
from netlead_md.model.config import Config
from netlead_md.model.network import Entry, Network, Organisation, Person
from netlead_md.model.note import Note


class Linked(msgspec.Struct, frozen=True):
    """A network, and what the next one can take over."""

    network: Network
    read: Read
    contacts: Contacts
    last_contacts: tuple[Entry, ...]
    doubles: Doubles


def link(notes: Iterable[Note], config: Config, files: Sequence[str] = (), unreadable: Sequence[str] = ()) -> Network:
    """The network of a vault. `files` are all paths that a link can name; notes and unreadable ones count anyway."""
    return linked(notes, config, files, unreadable).network


def linked(
    notes: Iterable[Note],
    config: Config,
    files: Sequence[str] = (),
    unreadable: Sequence[str] = (),
    last: Linked | None = None,
) -> Linked:
    """The same, after `last`, which was made with the same config but for the day."""
    by_path = {note.path: note for note in sorted(notes, key=lambda note: note.path)}
    every = tuple(sorted({*files, *unreadable, *by_path}))
    ours = {path: note for path, note in by_path.items() if not note.ours}
    before = last or _nothing(config)
    known = before.read.readers.directory
    read = read_each(ours, every, config, before.read, whole=known.exhausted)
    if read.readers.directory.exhausted and len(read.again) < len(ours):
        read = read_each(ours, every, config, before.read, whole=True)
    return _joined(read, tuple(sorted(unreadable)), before)


def _nothing(config: Config) -> Linked:
    return Linked(Network(None, {}, {}, {}, ()), nothing_read(config), Contacts({}, {}), (), NO_DOUBLES)


def _joined(read: Read, unreadable: tuple[str, ...], last: Linked) -> Linked:
    """Bring together what the notes tell."""
    cards, frame = read.cards, read.readers.frame
    contacts, change = followed(last.contacts, _change(read, last.read))
    entries = spliced(last.network.entries, change, by_day, in_order)
    late = _last_contacts(read, entries, change, last)
    unsaid = difference(last.last_contacts, late)
    entries = spliced(entries, unsaid, by_day)
    doubles = doubles_of(read, last.read, last.doubles)
    may_differ = read.again if doubles == last.doubles else read.notes
    faults = faults_of(read, doubles, may_differ, last.network.faults_by_note)
    network = Network(
        me=cards.owners[0] if cards.owners else None,
        people=cards.people,
        organisations=cards.organisations,
        projects=cards.projects,
        entries=entries,
        mentions=tuple(chain.from_iterable(told.mentions for told in read.told.values() if told.mentions)),
        targets=_targets(read, last),
        kinds=frame.kinds,
        files=frame.every,
        unreadable=unreadable,
        by_note=_by_note(last.network.by_note, change, unsaid) if last.network.entries else _grouped(entries),
        faults_by_note=faults,
        faults=tuple(chain.from_iterable(faults.values())),
    )
    return Linked(network, read, contacts, late, doubles)


def _last_contacts(read: Read, entries: tuple[Entry, ...], change: Change[Entry], last: Linked) -> tuple[Entry, ...]:
    everybody: Iterable[Person | Organisation] = chain(read.cards.people.values(), read.cards.organisations.values())
    cards = [card for card in everybody if card.last_contact]
    if read.cards is last.read.cards and read.ties is last.read.ties:
        days, again = {card.last_contact for card in cards}, set(read.again)
        if all(entry.date not in days for entry in chain(*change)) and all(card.path not in again for card in cards):
            return last.last_contacts
    found = last_contacts(cards, entries, read.notes, read.readers.frame.names, read.ties)
    return kept_each(last.last_contacts, found, _path)


def _targets(read: Read, last: Linked) -> dict[str, str]:
    if read.readers is last.read.readers and read.cards.organisations.keys() == last.read.cards.organisations.keys():
        return last.network.targets
    cards = read.cards
    targets = targets_of((*cards.people, *cards.organisations, *cards.projects), read.readers.frame.resolver)
    return last.network.targets if list(targets.items()) == list(last.network.targets.items()) else targets


def _change(read: Read, last: Read) -> Change[Entry]:
    """What notes tell no more, and what they tell now."""
    paths = [*read.again, *(last.told.keys() - read.told.keys())]
    return changed(
        {path: last.told[path].entries for path in paths if path in last.told},
        {path: read.told[path].entries for path in paths if path in read.told},
    )


def _grouped(entries: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    notes: dict[str, list[Entry]] = {}
    for entry in entries:
        notes.setdefault(entry.path, []).append(entry)
    return {path: tuple(each) for path, each in notes.items()}


def _by_note(old: dict[str, tuple[Entry, ...]], *changes: Change[Entry]) -> dict[str, tuple[Entry, ...]]:
    result = dict(old)
    for change in changes:
        for path, gone, come in split(change, _path):
            kept = [entry for entry in result.pop(path, ()) if id(entry) not in gone]
            if kept or come:
                result[path] = tuple(sorted((*kept, *come), key=by_day))
    return kept_whole(old, result)


def _path(entry: Entry) -> str:
    return entry.path
