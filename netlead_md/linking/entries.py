"""From the lines of notes to entries and mentions: who is linked, whom it concerns, what is wrong with it."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import msgspec

from netlead_md.linking.attribution import (
    Affiliations,
    Attribution,
    LinkedEntities,
    NoteSubject,
    attribute_entry,
)
from netlead_md.linking.entity_resolver import EntityResolver
from netlead_md.linking.fields import FieldAliases, canonical_field_name
from netlead_md.linking.link_resolver import is_file, link_name, normalise_name
from netlead_md.linking.plain_entries import LIGHT, entry_fate, suggestions_of, telling_of, was_called_off
from netlead_md.linking.values import field_day
from netlead_md.model.account import FIRST_NAME, NOBODY, Telling
from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.model.entry_types import ATTRIBUTION, BOXES
from netlead_md.model.network import Entry, Mention, Organisation, Person
from netlead_md.model.note import Link, LogLine, Note
from netlead_md.model.vocabulary import CONTACT, LAST_CONTACT, PROMISE, TODO

_NOT_LINKED: Final = LinkedEntities()
_NO_CONCERN: Final = Attribution()
_OWN_BOXES: Final = frozenset({PROMISE, TODO})


class ResolvedLink(msgspec.Struct, frozen=True):
    """What a link means to us."""

    key: str
    kind: str
    """person, organisation, project, another kind of note, or `missing`."""
    rivals: tuple[str, ...] = ()
    alone: LinkedEntities = _NOT_LINKED
    """What a line links that has only this link."""


class EntryResolver:
    """Reads the lines of one note after the other; `entries`, `mentions` and `faults` are those of the note at hand."""

    def __init__(self, directory: EntityResolver, organisations: Container[str], ties: Affiliations) -> None:
        self.entries: list[Entry] = []
        self.mentions: list[Mention] = []
        self.faults: list[Fault] = []
        self.tellings: list[Telling] = []
        self.sought = False
        """Whether a near name was looked for."""
        self.as_contact = False
        """Whether a mention in a daily note is a light contact."""
        self._directory = directory
        self._organisations = organisations
        self._ties = ties
        self._hits: dict[str, ResolvedLink] = {}
        self._local: dict[tuple[str, str], ResolvedLink] = {}
        self._told: set[str] = set()
        self._elsewhere = False
        """Whether the note is none about somebody, of a meeting or of a day: there only who is known counts."""
        self._path = ""
        self._folder = ""
        self._silent: Callable[[int], bool] = bool

    def turn_to(self, note: Note) -> None:
        """Begin with a note."""
        self._path, self._folder = note.path, note.path.rpartition("/")[0]
        self.entries, self.mentions, self.faults, self.tellings, self._told = [], [], [], [], set()
        self.sought = False
        self._silent = unasked_lines(note)

    def read(self, own: NoteSubject, lines: Iterable[LogLine], day: dt.date | None = None, *, quiet: bool) -> None:
        """Lines of the note; `day` is that of a meeting note, `quiet` leaves lines that concern nobody in peace."""
        linkless: dict[str, Attribution] = {}
        self._elsewhere = own.kind == "other"
        steady = self._ties.timeless((own.person, *own.people))
        for line in lines:
            if line.reading is not None and line.type != TODO:
                self._plain(own, line, day, quiet=quiet)
                continue
            date = line.date or day
            if date is None or (line.form == "undated" and own.kind != "interaction"):
                continue
            linked = self._linked(line) if line.links or line.inherited else _NOT_LINKED
            if line.form == "plain" and own.kind not in LIGHT:
                self._say(line.line, date, line.text, (*linked.people, *linked.organisations))
                continue
            if line.type == TODO and own.kind not in LIGHT and not linked.people and not linked.organisations:
                self._box_for_first_name(line, date)
            if line.form == "daily" and not linked.people and not linked.organisations:
                continue
            if linked is _NOT_LINKED and steady:
                sort = ATTRIBUTION.get(line.type, "")
                about = linkless.get(sort)
                if about is None:
                    about = linkless[sort] = attribute_entry(line.type, own, linked, date, self._ties)
            else:
                about = attribute_entry(line.type, own, linked, date, self._ties)
            self._add(line, date, about, quiet=quiet)

    def _plain(self, own: NoteSubject, line: LogLine, day: dt.date | None, *, quiet: bool) -> None:
        """A line that is read by its words (SPEC §2.5), or a contact that says more."""
        linked, bare = self._named(line, own)
        named = bool(linked.people or linked.organisations)
        hints: dict[str, str] = {}
        if not named and own.kind not in LIGHT:
            hints = self._directory.first_names(line.source or line.text)
        fate = entry_fate(line, own, day, named=named, hinted=bool(hints))
        if hints and fate.telling:
            linked, bare = LinkedEntities(tuple(dict.fromkeys(hints.values()))), hints
        if line.form == "section" and own.kind == "interaction" and line.date == day:
            return
        about = _NO_CONCERN
        if fate.date is not None and (fate.entry or fate.telling or fate.mention):
            when = fate.date if fate.uncertain is None else dt.date.max
            about = attribute_entry(fate.entry or "note", own, linked, when, self._ties)
        if fate.entry and fate.date is not None and not (line.form == "daily" and not named):
            self._add(
                line if line.type == fate.entry else msgspec.structs.replace(line, type=fate.entry),
                fate.date,
                about,
                quiet=quiet,
            )
        if fate.mention and fate.date is not None and self.as_contact and own.kind == "daily":
            self._add(line, fate.date, about, quiet=True)
        elif fate.mention:
            self._say(line.line, fate.date, line.text, (*linked.people, *linked.organisations))
        if not fate.telling:
            return
        if was_called_off(line) and (fate.date or line.date):
            self._fault(FaultKind.DID_NOT_HAPPEN, line, line.column, 0, fate.type or "contact")
        targets = [] if own.kind in LIGHT else self._targets(line, bare)
        readings = suggestions_of(line, fate, own, linked, self._ties, targets) if fate.asks else ()
        self.tellings.append(telling_of(self._path, line, fate, about, readings, asked=not self._silent(line.line)))

    def _box_for_first_name(self, line: LogLine, date: dt.date) -> None:
        """A task dated by 📅 that has only the first name of somebody: in the account, listed nowhere."""
        keys = tuple(dict.fromkeys(self._directory.first_names(line.text).values()))
        if not keys or self._elsewhere:
            return
        contact = line.reading.contact if line.reading is not None else ""
        row = Telling(self._path, line.line, line.column, date, contact or PROMISE, line.text, reason=FIRST_NAME)
        row = msgspec.structs.replace(row, people=keys, plan=bool(contact), promise=not contact)
        self.tellings.append(row)

    def _named(self, line: LogLine, own: NoteSubject) -> tuple[LinkedEntities, dict[str, str]]:
        """Whom a line links, and whom it names in full without brackets: each name to a key."""
        linked = self._linked(line) if line.links or line.inherited else _NOT_LINKED
        names = self._directory.full_names(line.source or line.text)
        bare = {name: key for name, key in names.items() if key != own.person}
        if not bare:
            return linked, {}
        people = [key for key in bare.values() if self._directory.kinds.get(key) == "person"]
        organisations = [key for key in bare.values() if key not in people]
        return LinkedEntities(
            tuple(dict.fromkeys((*linked.people, *people))),
            tuple(dict.fromkeys((*linked.organisations, *organisations))),
        ), bare

    def _targets(self, line: LogLine, bare: dict[str, str]) -> list[tuple[str, str]]:
        """What to write in a proposal for those whom the line names, or whom it takes over from the line above."""
        found = [(name, self._directory.link_to(key, name)) for name, key in bare.items()]
        if not found and not line.links:
            found = [("", f"[[{link.target}]]") for link in line.inherited[:1]]
        return found

    def mention(self, note: Note, *, as_contact: bool) -> None:
        """The lines of a daily note that link somebody and are no entry."""
        for mention in note.mentions:
            linked = self._sorted(mention.links)
            keys = (*linked.people, *linked.organisations)
            if keys and as_contact and note.day:
                line = LogLine(mention.line, 1, "note", "daily", note.day, text=mention.text, links=mention.links)
                self._add(
                    line,
                    note.day,
                    attribute_entry("note", NoteSubject("daily"), linked, note.day, self._ties),
                    quiet=True,
                )
            else:
                self._say(mention.line, note.day, mention.text, keys)

    def _say(self, line: int, date: dt.date | None, text: str, keys: tuple[str, ...]) -> None:
        if keys:
            self.mentions.append(Mention(self._path, line, date, text, keys))

    def _add(self, line: LogLine, date: dt.date, about: Attribution, *, quiet: bool) -> None:
        missed = self._check(line) if line.links else False
        if not about.people and not about.reach:
            silent = missed or line.form in {"section", "plain"} or line.type in _OWN_BOXES
            if not silent and not (quiet and not line.links):
                self._fault(FaultKind.NOBODY, line, line.column, 0, line.type)
                if not self._elsewhere:
                    row = Telling(self._path, line.line, line.column, date, line.type, line.text, reason=NOBODY)
                    self.tellings.append(row)
            return
        self.entries.append(
            Entry(
                self._path,
                line,
                date,
                line.type,
                line.hours,
                line.box == " " and line.type not in _OWN_BOXES,
                about.people,
                about.named,
                about.reach,
                about.towards,
                self._project(line.project, line) if line.project is not None else "",
            )
        )
        if about.talked_about:
            self._say(line.line, date, line.text, about.talked_about)

    def _linked(self, line: LogLine) -> LinkedEntities:
        return self._sorted((*line.links, *line.inherited) if line.inherited else line.links)

    def _sorted(self, links: tuple[Link, ...]) -> LinkedEntities:
        if len(links) == 1:
            hit = self._hits.get(links[0].target) or self._hit(links[0].target)
            return hit.alone
        people: dict[str, None] = {}
        organisations: dict[str, None] = {}
        for link in links:
            hit = self._hits.get(link.target) or self._hit(link.target)
            if hit.kind == "person":
                people[hit.key] = None
            elif hit.kind == "organisation":
                organisations[hit.key] = None
        return LinkedEntities(tuple(people), tuple(organisations))

    def _hit(self, target: str) -> ResolvedLink:
        local = self._local.get((self._folder, target))
        if local is not None:
            return local
        if not target.strip():
            return self._hits.setdefault(target, ResolvedLink("", "other"))  # a heading of this note
        match = self._directory.resolver.match(target, self._folder)
        kind = self._directory.kinds.get(match.path, "other") if match.path else "missing"
        key = match.path
        if kind in {"other", "missing"}:
            name = f"name:{normalise_name(link_name(target)).strip()}"
            if name in self._organisations:
                key, kind = name, "organisation"
        people = (key,) if kind == "person" else ()
        organisations = (key,) if kind == "organisation" else ()
        hit = ResolvedLink(key, kind, match.rivals, LinkedEntities(people, organisations))
        if match.local:
            return self._local.setdefault((self._folder, target), hit)
        return self._hits.setdefault(target, hit)

    def _check(self, line: LogLine) -> bool:
        """Tell once a note of each link of an entry that leads nowhere or to one of several; True if one is missing."""
        missed = False
        for link in line.links:
            if line.form == "section" and f"[{link.target}" not in line.text:
                continue  # of the prose under the heading, which names what it likes
            hit = self._hits.get(link.target) or self._hit(link.target)
            if hit.kind == "missing":
                missed = True
                self._miss(line, link, line.type)
            elif (
                hit.rivals
                and self._once(link.target)
                and any(self._directory.kinds.get(path) in LIGHT for path in hit.rivals)
            ):
                self._fault(FaultKind.AMBIGUOUS_NAME, line, link.column, link.end_column, link.target, *hit.rivals)
        return missed

    def _miss(self, line: LogLine, link: Link, field: str) -> None:
        if _is_day(link.target) or not self._once(link.target):
            return
        if alias := self._directory.alias_of(link.target):
            words = (link.target, link_name(alias), field)
            self._fault(FaultKind.ALIAS_AS_TARGET, line, link.column, link.end_column, *words)
        elif line.type == "evidence" and is_file(link.target):
            return  # a file has its own rule
        elif line.form != "plain":
            if _is_address(link) or (self._elsewhere and line.form in {"read", "section"}):
                return
            self.sought = True
            near = self._directory.nearest(link.target)
            if line.form == "read" and not near and not (line.head or _DATED.match(line.source)):
                return  # prose names what it likes; a slip in somebody's name is told all the same
            words = (link.target, field, near)
            self._fault(FaultKind.NO_SUCH_NOTE, line, link.column, link.end_column, *words)

    def _project(self, link: Link, line: LogLine) -> str:
        hit = self._hits.get(link.target) or self._hit(link.target)
        if hit.kind == "project":
            return hit.key
        if hit.kind == "missing":
            self._miss(line, link, "for")
        elif self._once(link.target) and hit.key not in self._directory.doubtful:
            words = (link.target, hit.kind, "project", "for")
            self._fault(FaultKind.WRONG_KIND, line, link.column, link.end_column, *words)
        return ""

    def _once(self, target: str) -> bool:
        told = normalise_name(target)
        if told in self._told:
            return False
        self._told.add(told)
        return True

    def _fault(self, trouble: FaultKind, line: LogLine, column: int, end_column: int, *words: str) -> None:
        self.faults.append(Fault(trouble, self._path, Range(line.line, column, 0, end_column), words=words))


_DATED: Final = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(?:\[.\]\s+)?\W{0,4}\d")
"""A bullet that begins with a day."""


def _is_address(link: Link) -> bool:
    """Whether a Markdown link leads to a page of a site (`/calls/june/`), and not to a note."""
    return link.markdown and (link.target.startswith("/") or link.target.endswith("/") or "://" in link.target)


_COVERING: Final = ("NL", "NL3", "NL32", "NL320")


def asks_nothing(note: Note) -> bool:
    """Whether a note says `netlead_questions: false`."""
    return any(field.key == "netlead_questions" and field.value in {False, "false", "no"} for field in note.fields)


def unasked_lines(note: Note) -> Callable[[int], bool]:
    """Tell of a line whether it, or its note, says that nothing is to be asked of it (SPEC §2.5)."""
    if asks_nothing(note):
        return lambda _: True
    lines = {line for line, code in note.ignores if code in _COVERING}
    return lines.__contains__


by_day: Final[Callable[[Entry], Any]] = attrgetter("date", "path", "line.line", "type", "line.column")
"""The order of entries: by date, path and line."""
_by_place: Final[Callable[[Entry], Any]] = attrgetter("path", "line.line", "type", "line.column")
_by_date: Final[Callable[[Entry], Any]] = attrgetter("date")


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sorted `by_day`. Notes come one after the other, so to sort by place first leaves little to do for the dates."""
    return sorted(sorted(entries, key=_by_place), key=_by_date)


def counts_as_contact(entry: Entry) -> bool:
    """Whether the entry tells a contact that took place, as far as a note can know."""
    return entry.type in CONTACT and not entry.plan


def _is_day(target: str) -> bool:
    name = link_name(target)
    return len(name) == 10 and name[4] == name[7] == "-" and name.replace("-", "").isdigit()  # noqa: PLR2004


# A `last_contact` field is a contact of its day, unless an entry tells it already (SPEC §2.2).


_NOT_TOLD: Final = BOXES | {"review", LAST_CONTACT}


def last_contact_entries(
    cards: Iterable[Person | Organisation],
    entries: Sequence[Entry],
    notes: Mapping[str, Note],
    names: FieldAliases,
    ties: Affiliations,
) -> Iterator[Entry]:
    """An entry for each person and organisation whose `last_contact` no other entry tells. `entries`: by date."""
    told: dict[dt.date, set[str]] = {}
    for card in cards:
        day, path = card.last_contact, card.path
        if day is None or path is None:
            continue
        if day not in told:
            told[day] = {key for entry in _entries_on(entries, day) for key in _entry_keys(entry)}
        if card.key in told[day]:
            continue
        own = (
            NoteSubject("person", person=path)
            if isinstance(card, Person)
            else NoteSubject("organisation", organisations=(path,))
        )
        about = attribute_entry(LAST_CONTACT, own, LinkedEntities(), day, ties)
        line = LogLine(_line_of(notes[path], own.kind, day, names), 1, LAST_CONTACT, "dated", day)
        yield Entry(path, line, day, LAST_CONTACT, people=about.people, named=about.named, reach=about.reach)


def _entries_on(entries: Sequence[Entry], day: dt.date) -> Iterator[Entry]:
    for at in range(bisect_left(entries, day, key=_entry_date), len(entries)):
        if entries[at].date != day:
            return
        yield entries[at]


def _entry_date(entry: Entry) -> dt.date:
    return entry.date


def _entry_keys(entry: Entry) -> Iterator[str]:
    """Keys of those whom the entry tells of."""
    if not entry.plan and entry.type not in _NOT_TOLD:
        yield from entry.people
        yield from (each.organisation for each in entry.reach if each.direct)


def _line_of(note: Note, kind: str, day: dt.date, names: FieldAliases) -> int:
    """Where the field stands, so that the working can link to it."""
    for field in (*note.fields, *note.inline):
        if canonical_field_name(field, kind, names) == "last_contact" and field_day(field.value) == day:
            if field.place is not None:
                return field.place.line
            lines = enumerate(note.front.splitlines(), 2)
            return next((at for at, line in lines if line.lstrip("\"'").startswith(field.written)), 1)
    return 1
