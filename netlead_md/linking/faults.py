"""What is wrong with each note, as all steps of this room found it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from netlead_md.linking.each import Read
from netlead_md.linking.identity import duplicate_emails, duplicate_names
from netlead_md.model.place import Fault


class Doubles(NamedTuple):
    """What two notes have that only one should."""

    names: tuple[Fault, ...]
    addresses: tuple[Fault, ...]


NO_DOUBLES: Final = Doubles((), ())


def doubles_of(read: Read, before: Read, last: Doubles) -> Doubles:
    """The doubles of all notes; `last` are those of the notes before."""
    kinds, people = read.readers.frame.kinds, read.cards.people
    return Doubles(
        last.names if kinds is before.readers.frame.kinds else tuple(duplicate_names(kinds)),
        last.addresses if people is before.cards.people else tuple(duplicate_emails(people.values())),
    )


def faults_of(
    read: Read, doubles: Doubles, paths: Iterable[str], last: Mapping[str, tuple[Fault, ...]]
) -> dict[str, tuple[Fault, ...]]:
    """The faults of each note that has any, in order of path and place; `paths` are the notes that may have others."""
    twice: dict[str, list[Fault]] = {}
    for fault in chain(*doubles):
        twice.setdefault(fault.path, []).append(fault)
    result = {path: faults for path, faults in last.items() if path in read.notes}
    for path in paths:
        faults = tuple(sorted((*_faults(path, read), *twice.get(path, ())), key=_by_place))
        if not faults:
            result.pop(path, None)
        elif result.get(path) != faults:
            result[path] = faults
    return dict(sorted(result.items()))


def _faults(path: str, read: Read) -> Iterator[Fault]:
    kind = read.readers.frame.found[path]
    if kind.fault is not None:
        yield kind.fault
    if path in read.cards.by_note:
        yield from read.cards.by_note[path].faults
    yield from read.told[path].faults


def _by_place(fault: Fault) -> tuple[str, int, int, str, str, tuple[str, ...]]:
    line, column = (fault.place.line, fault.place.column) if fault.place else (0, 0)
    return fault.path, line, column, fault.trouble, ".".join(map(str, fault.field)), fault.words
