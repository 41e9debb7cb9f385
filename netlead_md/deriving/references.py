"""What `re ID` points at (SPEC §2.3): the same note, else the same organisation, else the vault if it is unique."""

from collections.abc import Iterable

import msgspec

from netlead_md.model.network import Entry, Reach
from netlead_md.model.place import Fault, Place, Trouble

_WORDS = frozenset({"answer", "pledge", "evidence", "support", "intro", "released"})


class References(msgspec.Struct, frozen=True):
    """Each entry with a `re` and the entry that it names, by (path, line)."""

    named: dict[tuple[str, int], Entry]
    faults: tuple[Fault, ...]

    def of(self, entry: Entry) -> Entry | None:
        """The entry that this one is `re`, if it could be found."""
        return self.named.get((entry.path, entry.line.line)) if entry.line.re else None


def same_line(one: Entry, other: Entry) -> bool:
    """Whether two entries are one line; one of them may have been moved to another organisation."""
    return one.line.line == other.line.line and one.path == other.path


def references(entries: Iterable[Entry]) -> References:
    """Look every `re` up; what is not found is a fault at its line."""
    ids: dict[str, list[Entry]] = {}
    asking: list[Entry] = []
    for entry in entries:
        if entry.line.id:
            ids.setdefault(entry.line.id.lower(), []).append(entry)
        if entry.line.re:
            asking.append(entry)
    named: dict[tuple[str, int], Entry] = {}
    faults: list[Fault] = []
    for entry in asking:
        found = _nearest(entry, ids.get(entry.line.re.lower(), []))
        if found is not None:
            named[entry.path, entry.line.line] = found
        else:
            place = Place(entry.line.line, entry.line.column)
            faults.append(Fault(Trouble.RE_WITHOUT_LINE, entry.path, place, words=(entry.line.re, "")))
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
    return msgspec.structs.replace(entry, reach=(Reach(home, 1.0, direct=True),))


def _nearest(entry: Entry, candidates: list[Entry]) -> Entry | None:
    mine = {reach.organisation for reach in entry.reach}
    related: Entry | None = None
    others: list[Entry] = []
    for each in candidates:
        if each.path == entry.path:
            if each.line.line != entry.line.line:
                return each
        elif related is None:
            for reach in each.reach:
                if reach.organisation in mine:
                    related = each
                    break
            else:
                others.append(each)
    return related or (others[0] if len(others) == 1 else None)
