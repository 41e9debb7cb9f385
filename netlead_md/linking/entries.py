"""From the lines of notes to entries and mentions: who is linked, whom it concerns, what is wrong with it."""

import datetime as dt
from collections.abc import Callable, Container, Iterable
from operator import attrgetter
from typing import Any, Final

import msgspec

from netlead_md.linking.concern import ALIKE, Concern, Linked, Own, concern
from netlead_md.linking.directory import Directory
from netlead_md.linking.names import base_name, folded, is_file
from netlead_md.linking.ties import Ties
from netlead_md.model.network import Entry, Said
from netlead_md.model.note import Line, Link, Note
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO

_LIGHT: Final = frozenset({"person", "organisation", "interaction"})
"""In the notes of these kinds a dated bullet without a type is a light contact."""
_NOT_LINKED: Final = Linked()
_OWN_BOXES: Final = frozenset({PROMISE, TODO})


class Hit(msgspec.Struct, frozen=True):
    """What a link means to us."""

    key: str
    kind: str
    """person, organisation, project, another kind of note, or `missing`."""
    rivals: tuple[str, ...] = ()
    alone: Linked = _NOT_LINKED
    """What a line links that has only this link."""


class Scribe:
    """Reads the lines of one note after the other; `entries`, `mentions` and `faults` are those of the note at hand."""

    def __init__(self, directory: Directory, organisations: Container[str], ties: Ties) -> None:
        self.entries: list[Entry] = []
        self.mentions: list[Said] = []
        self.faults: list[Fault] = []
        self.sought = False
        """Whether a near name was looked for."""
        self._directory = directory
        self._organisations = organisations
        self._ties = ties
        self._hits: dict[str, Hit] = {}
        self._local: dict[tuple[str, str], Hit] = {}
        self._told: set[str] = set()
        self._path = ""
        self._folder = ""

    def turn_to(self, note: Note) -> None:
        """Begin with a note."""
        self._path, self._folder = note.path, note.path.rpartition("/")[0]
        self.entries, self.mentions, self.faults, self._told = [], [], [], set()
        self.sought = False

    def read(self, own: Own, lines: Iterable[Line], day: dt.date | None = None, *, quiet: bool) -> None:
        """Lines of the note; `day` is that of a meeting note, `quiet` leaves lines that concern nobody in peace."""
        linkless: dict[str, Concern] = {}
        steady = self._ties.timeless((own.person, *own.people))
        for line in lines:
            date = line.date or day
            if date is None or (line.form == "undated" and own.kind != "interaction"):
                continue
            linked = self._linked(line) if line.links or line.inherited else _NOT_LINKED
            if line.form == "plain" and own.kind not in _LIGHT:
                self._say(line.line, date, line.text, (*linked.people, *linked.organisations))
                continue
            if line.form == "daily" and not linked.people and not linked.organisations:
                continue
            if linked is _NOT_LINKED and steady:
                sort = ALIKE.get(line.type, "")
                about = linkless.get(sort)
                if about is None:
                    about = linkless[sort] = concern(line.type, own, linked, date, self._ties)
            else:
                about = concern(line.type, own, linked, date, self._ties)
            self._add(line, date, about, quiet=quiet)

    def mention(self, note: Note, *, as_contact: bool) -> None:
        """The lines of a daily note that link somebody and are no entry."""
        for mention in note.mentions:
            linked = self._sorted(mention.links)
            keys = (*linked.people, *linked.organisations)
            if keys and as_contact and note.day:
                line = Line(mention.line, 1, "note", "daily", note.day, text=mention.text, links=mention.links)
                self._add(line, note.day, concern("note", Own("daily"), linked, note.day, self._ties), quiet=True)
            else:
                self._say(mention.line, note.day, mention.text, keys)

    def _say(self, line: int, date: dt.date | None, text: str, keys: tuple[str, ...]) -> None:
        if keys:
            self.mentions.append(Said(self._path, line, date, text, keys))

    def _add(self, line: Line, date: dt.date, about: Concern, *, quiet: bool) -> None:
        missed = self._check(line) if line.links else False
        if not about.people and not about.reach:
            silent = missed or line.form in {"section", "plain"} or line.type in _OWN_BOXES
            if not silent and not (quiet and not line.links):
                self._fault(Trouble.NOBODY, line, line.column, 0, line.type)
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

    def _linked(self, line: Line) -> Linked:
        return self._sorted((*line.links, *line.inherited) if line.inherited else line.links)

    def _sorted(self, links: tuple[Link, ...]) -> Linked:
        if len(links) == 1:
            hit = self._hits.get(links[0].target) or self._hit(links[0].target)
            return hit.alone
        people: list[str] = []
        organisations: list[str] = []
        for link in links:
            hit = self._hits.get(link.target) or self._hit(link.target)
            if hit.kind == "person":
                if hit.key not in people:
                    people.append(hit.key)
            elif hit.kind == "organisation" and hit.key not in organisations:
                organisations.append(hit.key)
        return Linked(tuple(people), tuple(organisations))

    def _hit(self, target: str) -> Hit:
        local = self._local.get((self._folder, target))
        if local is not None:
            return local
        if not target.strip():
            return self._hits.setdefault(target, Hit("", "other"))  # a heading of this note
        match = self._directory.resolver.match(target, self._folder)
        kind = self._directory.kinds.get(match.path, "other") if match.path else "missing"
        key = match.path
        if kind in {"other", "missing"}:
            name = f"name:{folded(base_name(target)).strip()}"
            if name in self._organisations:
                key, kind = name, "organisation"
        people = (key,) if kind == "person" else ()
        organisations = (key,) if kind == "organisation" else ()
        hit = Hit(key, kind, match.rivals, Linked(people, organisations))
        if match.local:
            return self._local.setdefault((self._folder, target), hit)
        return self._hits.setdefault(target, hit)

    def _check(self, line: Line) -> bool:
        """Tell once a note of each link of an entry that leads nowhere or to one of several; True if one is missing."""
        missed = False
        for link in line.links:
            hit = self._hits.get(link.target) or self._hit(link.target)
            if hit.kind == "missing":
                missed = True
                self._miss(line, link, line.type)
            elif (
                hit.rivals
                and self._once(link.target)
                and any(self._directory.kinds.get(path) in _LIGHT for path in hit.rivals)
            ):
                self._fault(Trouble.AMBIGUOUS_NAME, line, link.column, link.end_column, link.target, *hit.rivals)
        return missed

    def _miss(self, line: Line, link: Link, field: str) -> None:
        if _is_day(link.target) or not self._once(link.target):
            return
        if alias := self._directory.alias_of(link.target):
            words = (link.target, base_name(alias), field)
            self._fault(Trouble.ALIAS_AS_TARGET, line, link.column, link.end_column, *words)
        elif not (line.type == "evidence" and is_file(link.target)):  # a missing file has a rule of its own
            self.sought = True
            words = (link.target, field, self._directory.nearest(link.target))
            self._fault(Trouble.NO_SUCH_NOTE, line, link.column, link.end_column, *words)

    def _project(self, link: Link, line: Line) -> str:
        hit = self._hits.get(link.target) or self._hit(link.target)
        if hit.kind == "project":
            return hit.key
        if hit.kind == "missing":
            self._miss(line, link, "for")
        elif self._once(link.target) and hit.key not in self._directory.doubtful:
            words = (link.target, hit.kind, "project", "for")
            self._fault(Trouble.WRONG_KIND, line, link.column, link.end_column, *words)
        return ""

    def _once(self, target: str) -> bool:
        told = folded(target)
        if told in self._told:
            return False
        self._told.add(told)
        return True

    def _fault(self, trouble: Trouble, line: Line, column: int, end_column: int, *words: str) -> None:
        self.faults.append(Fault(trouble, self._path, Place(line.line, column, 0, end_column), words=words))


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
    name = base_name(target)
    return len(name) == 10 and name[4] == name[7] == "-" and name.replace("-", "").isdigit()  # noqa: PLR2004
