"""SPEC §2.4: whom an entry concerns. Lines in, entries out: people, and organisations or individuals with a weight."""

import datetime as dt
from dataclasses import dataclass, field

from tests.reference.notes import Line, Note, Person, Vault
from tests.reference.vocabulary import CONTACT, INFLUENCE, LIVE, WITH_ALL_PEOPLE

GIVES_A_LEDGER = frozenset({"ask", "answer", "pledge", "evidence", "support", "task", "intro"})


@dataclass
class Entry:
    line: Line
    day: dt.date  # for a ticked box: the day on which it was kept
    type: str
    people: list[str]  # whom it concerns
    named: list[str]  # everybody on the line
    reach: dict[str, float]  # organisations, weight
    alone: set[str]  # people who stand for themselves in it
    other_side: list[str] = field(default_factory=list)  # of an intro or connect

    @property
    def live(self) -> bool:
        return self.type in LIVE

    @property
    def order(self) -> tuple[dt.date, str, int]:
        return self.day, self.line.note, self.line.number


@dataclass
class Book:
    """All entries up to the as-of day, and the open boxes (my promises)."""

    vault: Vault
    as_of: dt.date
    entries: list[Entry]
    boxes: list[Entry]

    def individuals(self) -> set[str]:
        return {name for e in self.entries if e.type in GIVES_A_LEDGER for name in e.alone}


def make_book(vault: Vault, as_of: dt.date) -> Book:
    entries: list[Entry] = []
    boxes: list[Entry] = []
    for note in vault.notes:
        for line in _once(note.lines):
            entry = _attribute(vault, note, line)
            if line.plan or entry is None:
                continue
            if line.type == "box":
                boxes.append(entry)
            elif line.day <= as_of:
                entries.append(entry)
    entries = _merge_twins(entries)
    entries += [_kept(box) for box in boxes if box.line.ticked and _kept_day(box) <= as_of]
    entries += _last_contacts(vault, entries, as_of)
    entries.sort(key=lambda e: e.order)
    return Book(vault, as_of, entries, boxes)


def _once(lines: list[Line]) -> list[Line]:
    """The same line twice in one note counts once (NL308)."""
    kept: dict[str, Line] = {}
    for line in lines:
        kept.setdefault(repr({**vars(line), "number": 0}), line)
    return list(kept.values())


def _kept_day(box: Entry) -> dt.date:
    return box.line.ticked_on or box.line.day


def _kept(box: Entry) -> Entry:
    return Entry(box.line, _kept_day(box), "kept", box.people, box.named, box.reach, box.alone)


def open_on(box: Entry, day: dt.date) -> bool:
    return not box.line.ticked or _kept_day(box) > day


def _attribute(vault: Vault, note: Note, line: Line) -> Entry | None:
    own = [note.name] if note.kind == "person" else []
    linked = [name for name in line.links if name in vault.people]
    named = list(dict.fromkeys([*own, *note.people, *linked]))
    people = named if line.type in WITH_ALL_PEOPLE else (own or linked or named)[:1]
    other: list[str] = []
    if line.type in {"intro", "connect"}:
        other = _other_side(vault, note, line, own)
    entry = Entry(line, line.day, line.type, people, named, {}, set(), other)
    if line.type in CONTACT:
        _reach_of_contact(vault, note, entry)
    elif line.type == "connect":
        _reach_of_connect(vault, note, entry)
    else:
        _reach_of_other(vault, note, entry)
    return entry if entry.reach or entry.people else None


def _own_organisations(note: Note) -> list[str]:
    return [note.name] if note.kind == "organisation" else list(note.organisations)


def _linked_organisations(vault: Vault, line: Line) -> list[str]:
    return [name for name in line.links if name in vault.organisations]


def _has_role(person: Person, organisation: str, day: dt.date) -> bool:
    return any(role.organisation == organisation for role in person.roles_on(day))


def _belongs(vault: Vault, organisation: str, people: list[str], day: dt.date) -> bool:
    """A linked organisation counts if nobody on the line has a role that day, or somebody has one there."""
    persons = [vault.people[name] for name in people]
    return not any(p.roles_on(day) for p in persons) or any(_has_role(p, organisation, day) for p in persons)


def _bring_in(vault: Vault, entry: Entry, name: str) -> None:
    roles = vault.people[name].roles_on(entry.day)
    for role in roles:
        weight = INFLUENCE[role.influence]
        entry.reach[role.organisation] = max(weight, entry.reach.get(role.organisation, 0))
    if not roles:
        entry.alone.add(name)


def _reach_of_contact(vault: Vault, note: Note, entry: Entry) -> None:
    for name in _own_organisations(note):
        entry.reach[name] = 1.0
    for name in _linked_organisations(vault, entry.line):
        if _belongs(vault, name, entry.named, entry.day):
            entry.reach[name] = 1.0
    for name in entry.people:
        _bring_in(vault, entry, name)


def _reach_of_connect(vault: Vault, note: Note, entry: Entry) -> None:
    for name in [*_own_organisations(note), *_linked_organisations(vault, entry.line)]:
        entry.reach[name] = 1.0
    for name in entry.people:
        _bring_in(vault, entry, name)


def _reach_of_other(vault: Vault, note: Note, entry: Entry) -> None:
    """Exactly one organisation or individual."""
    if own := _own_organisations(note):
        entry.reach[own[0]] = 1.0
        return
    first = vault.people[entry.people[0]] if entry.people else None
    on_the_line = entry.people if note.kind == "person" or entry.type == "intro" else entry.named
    for name in _linked_organisations(vault, entry.line):
        is_other_side = entry.type == "intro" and first is not None and not first.roles_on(entry.day)
        if not is_other_side and _belongs(vault, name, on_the_line, entry.day):
            entry.reach[name] = 1.0
            return
    if first is None:
        return
    roles = first.roles_on(entry.day)
    if roles:
        entry.reach[roles[0].organisation] = INFLUENCE[roles[0].influence]
    else:
        entry.alone.add(first.name)


def _other_side(vault: Vault, note: Note, line: Line, own: list[str]) -> list[str]:
    """The links besides who introduces (the note's own, else the first linked person who may speak for it)."""
    organisations = _own_organisations(note)
    speaker = own[:1]
    if not speaker:
        for name in line.links:
            person = vault.people.get(name)
            if person and (not organisations or _has_role(person, organisations[0], line.day)):
                speaker = [name]
                break
    return [name for name in line.links if name not in speaker and name not in organisations]


def _merge_twins(entries: list[Entry]) -> list[Entry]:
    """The same contact written in two notes counts once, for the organisations of both, with the longer duration."""
    result: list[Entry] = []
    for entry in entries:
        twin = next((e for e in result if _are_twins(e, entry)), None)
        if twin is None:
            result.append(entry)
        else:
            result[result.index(twin)] = _merge(twin, entry)
    return result


def _are_twins(a: Entry, b: Entry) -> bool:
    one, two = set(a.people), set(b.people)
    same = a.type in CONTACT and a.type == b.type and a.day == b.day and a.line.note != b.line.note
    return same and bool(one) and bool(two) and (one <= two or two <= one)


def _merge(a: Entry, b: Entry) -> Entry:
    line = Line(**vars(a.line))
    line.hours = max((h for h in (a.line.hours, b.line.hours) if h is not None), default=None)
    line.money = max((m for m in (a.line.money, b.line.money) if m is not None), default=None)
    line.links = tuple(dict.fromkeys([*a.line.links, *b.line.links]))
    line.via = a.line.via or b.line.via
    line.project = a.line.project or b.line.project
    reach = {name: max(a.reach.get(name, 0), b.reach.get(name, 0)) for name in [*a.reach, *b.reach]}
    people = list(dict.fromkeys([*a.people, *b.people]))
    named = list(dict.fromkeys([*a.named, *b.named]))
    return Entry(line, a.day, a.type, people, named, reach, a.alone | b.alone)


def _last_contacts(vault: Vault, entries: list[Entry], as_of: dt.date) -> list[Entry]:
    """`last_contact` is a contact of that day if no entry stands there."""
    result: list[Entry] = []
    for note in vault.notes:
        person, organisation = vault.people.get(note.name), vault.organisations.get(note.name)
        subject = person if note.kind == "person" else organisation if note.kind == "organisation" else None
        if subject is None or subject.last_contact is None or subject.last_contact > as_of:
            continue
        day = subject.last_contact
        if any(e.day == day and (note.name in e.people or e.reach.get(note.name) == 1.0) for e in entries):
            continue
        entry = _attribute(vault, note, Line(note.path, 0, day, "last_contact"))
        if entry is not None:
            result.append(entry)
    return result
