"""All notes together: the one way through this package (SPEC §2.1, §2.2, §2.4).

A network is followed from the one before: only notes that changed are read again while names mean what they meant, and
whatever says the same stays the same object, by which the next packages see what did not change. The first one is
followed from an empty vault.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from netlead_md.incremental.memo import (
    ListDiff,
    apply_diff,
    diff_lists,
    diff_mappings,
    reuse_equal_items,
    reuse_if_equal,
    split_diff,
)
from netlead_md.linking.deduplication import ContactGroups, merge_duplicates
from netlead_md.linking.entity_resolver import targets_of
from netlead_md.linking.entries import by_day, in_order, last_contact_entries
from netlead_md.linking.named_organisations import two_spellings
from netlead_md.linking.note_linker import Read, nothing_read, read_each
from netlead_md.linking.symbol_table import duplicate_emails, duplicate_names
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.network import Entry, Network, Organisation, Person
from netlead_md.model.note import Note

# What is wrong with each note, as all steps of this package found it.


class DuplicateNames(NamedTuple):
    """What two notes have that only one should."""

    names: tuple[Fault, ...]
    addresses: tuple[Fault, ...]
    spellings: tuple[Fault, ...]


NO_DOUBLES: Final = DuplicateNames((), (), ())


def find_duplicates(read: Read, before: Read, last: DuplicateNames) -> DuplicateNames:
    """The doubles of all notes; `last` are those of the notes before."""
    frame, people = read.readers.frame, read.cards.people
    return DuplicateNames(
        last.names if frame is before.readers.frame else tuple(duplicate_names(frame)),
        last.addresses if people is before.cards.people else tuple(duplicate_emails(people.values())),
        last.spellings if read.cards is before.cards else tuple(_spelt_twice(read)),
    )


def _spelt_twice(read: Read) -> Iterator[Fault]:
    """Each organisation whose name may be another spelling of another's, at the note that writes it first."""
    cards = read.cards
    writers: dict[str, str] = {}
    for path, card in cards.by_note.items():
        for key, _ in card.named:
            writers.setdefault(key, path)
    for one, other in two_spellings(cards.organisations):
        if path := one.path or writers.get(one.key, ""):
            yield Fault(FaultKind.TWO_SPELLINGS, path, Range(1), words=(one.name, other.name, other.path or ""))


def collect_faults(
    read: Read, doubles: DuplicateNames, paths: Iterable[str], last: Mapping[str, tuple[Fault, ...]]
) -> dict[str, tuple[Fault, ...]]:
    """The faults of each note that has any, in order of path and place; `paths` are the notes that may have others."""
    twice: dict[str, list[Fault]] = {}
    for fault in chain(*doubles):
        twice.setdefault(fault.path, []).append(fault)
    result = {path: faults for path, faults in last.items() if path in read.notes}
    for path in paths:
        faults = tuple(sorted((*_note_faults(path, read), *twice.get(path, ())), key=_fault_order))
        if not faults:
            result.pop(path, None)
        elif result.get(path) != faults:
            result[path] = faults
    return dict(sorted(result.items()))


def _note_faults(path: str, read: Read) -> Iterator[Fault]:
    kind = read.readers.frame.found[path]
    if kind.fault is not None:
        yield kind.fault
    if path in read.cards.by_note:
        yield from read.cards.by_note[path].faults
    yield from read.told[path].faults


def _fault_order(fault: Fault) -> tuple[str, int, int, str, str, tuple[str, ...]]:
    line, column = (fault.place.line, fault.place.column) if fault.place else (0, 0)
    return fault.path, line, column, fault.trouble, ".".join(map(str, fault.field)), fault.words


class LinkResult(msgspec.Struct, frozen=True):
    """A network, and what the next one can take over."""

    network: Network
    read: Read
    contacts: ContactGroups
    last_contacts: tuple[Entry, ...]
    doubles: DuplicateNames


def link(notes: Iterable[Note], config: Config, files: Sequence[str] = (), unreadable: Sequence[str] = ()) -> Network:
    """The network of a vault. `files` are all paths that a link can name; notes and unreadable ones count anyway."""
    return link_incremental(notes, config, files, unreadable).network


def link_incremental(
    notes: Iterable[Note],
    config: Config,
    files: Sequence[str] = (),
    unreadable: Sequence[str] = (),
    last: LinkResult | None = None,
) -> LinkResult:
    """The same, after `last`, which was made with the same config but for the day."""
    by_path = {note.path: note for note in sorted(notes, key=lambda note: note.path)}
    every = tuple(sorted({*files, *unreadable, *by_path}))
    ours = {path: note for path, note in by_path.items() if not note.ours}
    before = last or _empty_result(config)
    known = before.read.readers.directory
    read = read_each(ours, every, config, before.read, whole=known.exhausted)
    if read.readers.directory.exhausted and len(read.again) < len(ours):
        read = read_each(ours, every, config, before.read, whole=True)
    return _join_notes(read, tuple(sorted(unreadable)), before)


def _empty_result(config: Config) -> LinkResult:
    return LinkResult(Network(None, {}, {}, {}, ()), nothing_read(config), ContactGroups({}, {}), (), NO_DOUBLES)


def _join_notes(read: Read, unreadable: tuple[str, ...], last: LinkResult) -> LinkResult:
    """Bring together what the notes tell."""
    cards, frame = read.cards, read.readers.frame
    contacts, change = merge_duplicates(last.contacts, _entry_changes(read, last.read))
    entries = apply_diff(last.network.entries, change, by_day, in_order)
    late = _last_contacts(read, entries, change, last)
    unsaid = diff_lists(last.last_contacts, late)
    entries = apply_diff(entries, unsaid, by_day)
    doubles = find_duplicates(read, last.read, last.doubles)
    may_differ = read.again if doubles == last.doubles else read.notes
    faults = collect_faults(read, doubles, may_differ, last.network.faults_by_note)
    network = Network(
        me=cards.owners[0] if cards.owners else None,
        people=cards.people,
        organisations=cards.organisations,
        projects=cards.projects,
        entries=entries,
        mentions=tuple(chain.from_iterable(told.mentions for told in read.told.values() if told.mentions)),
        tellings_by_note=reuse_if_equal(
            last.network.tellings_by_note, {path: told.tellings for path, told in read.told.items() if told.tellings}
        ),
        targets=_link_targets(read, last),
        kinds=frame.kinds,
        files=frame.every,
        unreadable=unreadable,
        by_note=_by_note(last.network.by_note, change, unsaid) if last.network.entries else _group_by_note(entries),
        faults_by_note=faults,
        faults=tuple(chain.from_iterable(faults.values())),
    )
    return LinkResult(network, read, contacts, late, doubles)


def _last_contacts(
    read: Read, entries: tuple[Entry, ...], change: ListDiff[Entry], last: LinkResult
) -> tuple[Entry, ...]:
    everybody: Iterable[Person | Organisation] = chain(read.cards.people.values(), read.cards.organisations.values())
    cards = [card for card in everybody if card.last_contact]
    if read.cards is last.read.cards and read.ties is last.read.ties:
        days, again = {card.last_contact for card in cards}, set(read.again)
        if all(entry.date not in days for entry in chain(*change)) and all(card.path not in again for card in cards):
            return last.last_contacts
    found = last_contact_entries(cards, entries, read.notes, read.readers.frame.names, read.ties)
    return reuse_equal_items(last.last_contacts, found, _entry_path)


def _link_targets(read: Read, last: LinkResult) -> dict[str, str]:
    if read.readers is last.read.readers and read.cards.organisations.keys() == last.read.cards.organisations.keys():
        return last.network.targets
    cards = read.cards
    targets = targets_of((*cards.people, *cards.organisations, *cards.projects), read.readers.frame.resolver)
    return last.network.targets if list(targets.items()) == list(last.network.targets.items()) else targets


def _entry_changes(read: Read, last: Read) -> ListDiff[Entry]:
    """What notes tell no more, and what they tell now."""
    paths = [*read.again, *(last.told.keys() - read.told.keys())]
    return diff_mappings(
        {path: last.told[path].entries for path in paths if path in last.told},
        {path: read.told[path].entries for path in paths if path in read.told},
    )


def _group_by_note(entries: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    notes: dict[str, list[Entry]] = {}
    for entry in entries:
        notes.setdefault(entry.path, []).append(entry)
    return {path: tuple(each) for path, each in notes.items()}


def _by_note(old: dict[str, tuple[Entry, ...]], *changes: ListDiff[Entry]) -> dict[str, tuple[Entry, ...]]:
    result = dict(old)
    for change in changes:
        for path, gone, come in split_diff(change, _entry_path):
            kept = [entry for entry in result.pop(path, ()) if id(entry) not in gone]
            if kept or come:
                result[path] = tuple(sorted((*kept, *come), key=by_day))
    return reuse_if_equal(old, result)


def _entry_path(entry: Entry) -> str:
    return entry.path
