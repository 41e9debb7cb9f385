"""What `re ID` points at (SPEC §2.3): the same note, else the same organisation, else the vault if it is unique."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.entry_types import COMMITMENTS
from netlead_md.model.network import Entry, OrganisationWeight
from netlead_md.model.words import HelpKind, Unsaid

_WORDS = COMMITMENTS - {"ask"}
_LONGEST: Final = 50
"""Lines that are each `re` the next; longer chains are not followed to their end."""


class References(msgspec.Struct, frozen=True):
    """Each entry with a `re` and the entry that it names, by (path, line)."""

    named: dict[tuple[str, int], Entry]
    faults: tuple[Fault, ...]

    def of(self, entry: Entry) -> Entry | None:
        """The entry that this one is `re`, if it could be found."""
        return self.named.get((entry.path, entry.line.line)) if entry.line.re else None


def changed_references(old: References, new: References) -> set[tuple[str, int]]:
    """(path, line) of each `re` that points elsewhere now, or at another state of the same line."""
    before, after = old.named, new.named
    if before is after:
        return set()
    return {key for key in before.keys() | after.keys() if before.get(key) is not after.get(key)}


def same_line(one: Entry, other: Entry) -> bool:
    """Whether two entries are one line; one of them may have been moved to another organisation."""
    return one.line.line == other.line.line and one.path == other.path


def kind_of_entry(entry: Entry, refs: References) -> HelpKind | Unsaid:
    """The kind of help of a line: its own, else that of the line that it is `re`; empty: hard and unnamed.

    Bare evidence, and a pledge that is `re` something that is no pledge and names no kind, are an endorsement
    (SPEC §2.3).
    """
    kind = _kind_along(entry, refs)
    if kind or entry.type == "evidence":
        return kind or "endorsement"
    target = refs.of(entry) if entry.type == "pledge" else None
    return "endorsement" if target is not None and target.type != "pledge" else ""


def _kind_along(entry: Entry, refs: References) -> HelpKind | Unsaid:
    at: Entry | None = entry
    for _ in range(_LONGEST):
        if at is None or at.type == "intro":
            return "introduction" if at is not None else ""
        if at.line.kind:
            return at.line.kind
        at = refs.of(at)
    return ""


def entries_with_references(entries: Iterable[Entry]) -> list[Entry]:
    """Those with an id or a `re`: `references` needs no others."""
    return [entry for entry in entries if entry.line.id or entry.line.re]


def resolve_references(entries: Iterable[Entry]) -> References:
    """Look every `re` up; what is not found is a fault at its line. `entries`: by date, path and line."""
    ids = _Ids({}, {}, {})
    asking: list[Entry] = []
    for entry in entries:
        if entry.line.id:
            ids.add(entry)
        if entry.line.re:
            asking.append(entry)
    named: dict[tuple[str, int], Entry] = {}
    faults: list[Fault] = []
    for entry in asking:
        found = ids.nearest(entry)
        if found is not None:
            named[entry.path, entry.line.line] = found
        else:
            column = dict(entry.line.columns).get("re", entry.line.column)
            place = Range(entry.line.line, column, entry.line.line, column + len(entry.line.re))
            faults.append(Fault(FaultKind.RE_WITHOUT_LINE, entry.path, place, words=(entry.line.re, "")))
    return References(named, tuple(faults))


def at_home(entry: Entry, refs: References) -> Entry:
    """The entry moved to the organisation of the line that it is `re`, where the two differ.

    Support written in a person's note may answer a pledge that another organisation made.
    """
    if entry.type not in _WORDS:  # a contact stays with those who were there
        return entry
    target = refs.of(entry)
    if target is None or len(target.reach) != 1:
        return entry
    home = target.reach[0].organisation
    if any(reach.organisation == home for reach in entry.reach):
        return entry
    return msgspec.structs.replace(entry, reach=(OrganisationWeight(home, 1.0, direct=True),))


class _Ids(NamedTuple):
    """Entries with an id, in order: by it alone, with their note, and with each of their organisations.

    People call many a line `room`, so no look-up walks over all that have one name.
    """

    alone: dict[str, list[Entry]]
    notes: dict[tuple[str, str], list[Entry]]
    organisations: dict[tuple[str, str], list[tuple[int, Entry]]]

    def add(self, entry: Entry) -> None:
        name = entry.line.id.lower()
        known = self.alone.setdefault(name, [])
        for reach in entry.reach:
            self.organisations.setdefault((name, reach.organisation), []).append((len(known), entry))
        self.notes.setdefault((name, entry.path), []).append(entry)
        known.append(entry)

    def nearest(self, entry: Entry) -> Entry | None:
        name = entry.line.re.lower()
        here = self.notes.get((name, entry.path), [])
        if same := next((each for each in here if each.line.line != entry.line.line), None):
            return same
        related = [
            found for reach in entry.reach if (found := self._first(name, reach.organisation, entry.path)) is not None
        ]
        if related:
            return min(related, key=lambda found: found[0])[1]
        known = self.alone.get(name, [])
        if len(known) - len(here) != 1:
            return None
        return next(each for each in known if each.path != entry.path)

    def _first(self, name: str, organisation: str, path: str) -> tuple[int, Entry] | None:
        there = self.organisations.get((name, organisation), ())
        return next((found for found in there if found[1].path != path), None)
