"""Bullets → `Line`, by the grammar of SPEC §2.3."""

import datetime as dt
import re
from typing import Any, Final

from netlead_md.model.note import Line, Link, Mention
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO
from netlead_md.reading.boxes import BOX, read_marks
from netlead_md.reading.dates import WRITTEN, Day, day, other_date
from netlead_md.reading.heads import Head, columns, read_head, type_of
from netlead_md.reading.links import scan_links
from netlead_md.reading.near import nearest
from netlead_md.reading.skim import Item
from netlead_md.reading.words import Words

DATED: Final = re.compile(
    rf"(?:\[\[(?:[^\[\]|#\n]*/)?(?P<linked>{WRITTEN})(?:\\?\|[^\[\]\n]*)?\]\]|(?P<plain>{WRITTEN}))"
    r"(?:[ \t]*(?::(?!:)|[,|–—]|-(?=[ \t]))+[ \t]*|[ \t]+|$)"
)
_DATELIKE: Final = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}(?=[ \t:,|]|$)")
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")


class Log:
    """Gathers the lines of one note; a plain collector, made and emptied by `read_note`."""

    def __init__(self, path: str, first: int, today: dt.date | None, words: Words) -> None:
        self.path = path
        self.first = first
        """Line of the file on which the body begins."""
        self.today = today
        self.words = words
        self.lines: list[Line] = []
        self.faults: list[Fault] = []
        self.by_line: dict[int, Line] = {}
        """Entries that others may be nested under, by line of the body."""
        self.parents: dict[int, int] = {}
        self.ids: dict[str, int] = {}

    def fault(self, trouble: Trouble, line: int, column: int, words: tuple[str, ...], length: int = 0) -> None:
        place = Place(line, column, 0, column + (length or len(words[0])))
        self.faults.append(Fault(trouble, self.path, place, words=words))

    def add(self, line: Line, at: int) -> None:
        """Keep an entry that stands on line `at` of the body."""
        self.lines.append(line)
        self.by_line[at] = line
        if not line.id:
            return
        known = self.ids.setdefault(line.id.lower(), line.line)
        if known != line.line:
            column = dict(line.columns).get("id", line.column)
            self.fault(Trouble.DUPLICATE_ID, line.line, column, (line.id, str(known)), len(line.id) + 1)

    def above(self, item: Item) -> Line | None:
        """Nearest entry that a bullet is nested under."""
        at = item.parent
        while at >= 0:
            if at in self.by_line:
                return self.by_line[at]
            at = self.parents.get(at, -1)
        return None


def read_item(log: Log, item: Item, head: tuple[Line, ...] = ()) -> bool:
    """Read one bullet; return whether it became a line. `head` is the date heading above it, if there is one."""
    if item.parent >= 0:
        log.parents[item.line] = item.parent
    text, column, box = item.text, item.column, ""
    if text[0] == "[":
        found = BOX.match(text)
        if found:
            box = found[1].lower()
            if box not in {" ", "x"}:
                return False
            text, column = text[found.end() :], column + found.end()
    if text[:1].isdigit() or text[:2] == "[[":
        dated = DATED.match(text)
        if dated:
            return _dated(log, item, _Bullet(text, column, box), dated)
        _odd_date(log, item, text, column)
    if ":" in text:
        kind = type_of(text, log.words)
        if kind:
            return _undated(log, item, _Bullet(text, column, box), kind, head)
        _slip(log, item, text, column)
    return bool(box and not text.isascii()) and _todo(log, item, _Bullet(text, column, box))


class _Bullet:
    """Text of a bullet behind its box, and where it begins."""

    __slots__ = ("box", "column", "text")

    def __init__(self, text: str, column: int, box: str) -> None:
        self.text = text
        self.column = column
        self.box = box


def _dated(log: Log, item: Item, bullet: _Bullet, dated: re.Match[str]) -> bool:
    number = log.first + item.line
    written = dated["plain"] or dated["linked"]
    date = day(written)
    if date.date is None:
        log.fault(Trouble.IMPOSSIBLE_DATE, number, bullet.column + dated.start(dated.lastgroup or 0), (written,))
        return False
    rest = bullet.text[dated.end() :]
    column = bullet.column + dated.end()
    kind = type_of(rest, log.words)
    if not kind:
        return _untyped(log, item, _Bullet(rest, column, bullet.box), date, bullet.column)
    head = read_head(rest, kind, log.words)
    if not head.colon and kind not in CONTACT:
        colon = column + len(rest[: head.offset].rstrip())
        log.fault(Trouble.MISSING_COLON, number, column, (kind, str(colon)), len(head.word))
        return False
    _report(log, head, number, _Bullet(rest, column, ""))
    _add(log, item, _Bullet(rest, column, bullet.box), head, {"form": "dated", "date": date.date, "about": date.about})
    return True


def _untyped(log: Log, item: Item, bullet: _Bullet, date: Day, column: int) -> bool:
    """Read a dated bullet whose first word is no type: a promise behind a box, else plain."""
    word = bullet.text.split(None, 1)[0] if bullet.text else ""
    near = nearest(word.rstrip(":").lower(), log.words.types)
    if near:
        word = word.rstrip(":")
        log.fault(Trouble.NEAR_MISS_TYPE, log.first + item.line, bullet.column, (word, near))
    kind, form = (PROMISE, "dated") if bullet.box else ("note", "plain")
    head = Head(kind, "", {}, bullet.text, 0, (), (), colon=False)
    _add(log, item, bullet, head, {"form": form, "date": date.date, "about": date.about}, column)
    return True


def _undated(log: Log, item: Item, bullet: _Bullet, kind: str, section: tuple[Line, ...]) -> bool:
    """Read a typed bullet without a date: an entry only with a colon, and where its place gives it a day."""
    head = read_head(bullet.text, kind, log.words)
    if not head.colon or not head.understood:
        return False
    above = log.above(item) or (section[0] if section else None)
    where: dict[str, Any] = {"form": "undated", "date": None}
    if above is not None and above.date is not None:
        inherited = above.links + above.inherited
        where = {
            "form": "nested",
            "date": above.date,
            "about": above.about,
            "parent": above.line,
            "inherited": inherited,
        }
    elif log.today is not None:
        where = {"form": "daily", "date": log.today}
    _report(log, head, log.first + item.line, bullet)
    _add(log, item, bullet, head, where)
    return True


def _add(  # noqa: PLR0913, PLR0917
    log: Log, item: Item, bullet: _Bullet, head: Head, where: dict[str, Any], column: int = 0
) -> None:
    text, done, mark = head.text, None, ""
    if not text.isascii():
        marks = read_marks(text)
        text, done = marks.text, marks.done
    if "^" in text:
        before, _, last = text.rpartition("^")
        if _ID.fullmatch(last.rstrip()) and before[-1:] in {"", " ", "\t"}:
            text, mark = before, last.rstrip()
    source = bullet.text
    links: tuple[Link, ...] = ()
    if "[" in source:
        links = scan_links(source, bullet.column)
        project = head.values.get("project")
        if project is not None:
            links = _without_project(head, links, project)
    line = Line(
        line=log.first + item.line,
        column=column or bullet.column,
        type=head.type,
        word=head.word,
        text=text.rstrip(),
        links=links,
        box=bullet.box,
        done=done,
        id=mark,
        columns=columns(source, bullet.column, head.values, mark),
        **where,
        **head.values,
    )
    log.add(line, item.line)


def _without_project(head: Head, links: tuple[Link, ...], project: Link) -> tuple[Link, ...]:
    """Leave the project out of the participants, and give it its true place."""
    place = next((link for link in links if link.target == project.target), project)
    head.values["project"] = place
    return tuple(link for link in links if link is not place)


def _todo(log: Log, item: Item, bullet: _Bullet) -> bool:
    due = read_marks(bullet.text).due
    if due is None:
        return False
    _add(log, item, bullet, Head(TODO, "", {}, bullet.text, 0, (), (), colon=False), {"form": "dated", "date": due})
    return True


def _report(log: Log, head: Head, number: int, bullet: _Bullet) -> None:
    at = 0
    for strange in head.unknown:
        word = head.tokens[strange.at]
        at = max(bullet.text.find(word, at), 0)
        log.fault(strange.trouble, number, bullet.column + at, strange.words, len(word))
        at += len(word)


def _odd_date(log: Log, item: Item, text: str, column: int) -> None:
    """Report a date in a form that is not ours, such as 03/04/2026."""
    found = _DATELIKE.match(text)
    written = other_date(found[0]) if found else ()
    if written:
        log.fault(Trouble.AMBIGUOUS_DATE, log.first + item.line, column, written)


def _slip(log: Log, item: Item, text: str, column: int) -> None:
    """Report a misspelt type where a right one would have made an entry: `- meting 45m: [[Ada]]` in a daily note."""
    if log.above(item) is None and (log.today is None or "[[" not in text):
        return
    first = text.split(None, 1)[0].partition(":")[0]
    near = nearest(first.lower(), log.words.types)
    if near:
        head = read_head(near + text[len(first) :], log.words.types[near], log.words)
        if head.colon and head.understood:
            log.fault(Trouble.NEAR_MISS_TYPE, log.first + item.line, column, (first, near))


def mention_of(number: int, text: str, column: int) -> Mention | None:
    """What a line of a daily note says that links somebody and is no entry."""
    links = scan_links(text, column)
    return Mention(number, read_marks(text).text.strip(), links) if links else None
