"""Bullets → `Line`, by the grammar of SPEC §2.3."""

import datetime as dt
import re
from typing import Any, Final

from netlead_md.model.note import Line, Link
from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO
from netlead_md.reading.boxes import BOX, read_marks, unmarked
from netlead_md.reading.dates import MONTHS, WRITTEN, Day, as_day, plain_or_linked, read_day
from netlead_md.reading.head import Head, Unknown
from netlead_md.reading.heads import LONGEST, mark_for_colon, read_head
from netlead_md.reading.known_heads import head_of
from netlead_md.reading.links import scan_links
from netlead_md.reading.log import Log
from netlead_md.reading.loose import loose_box
from netlead_md.reading.openings import misspelt, odd_date
from netlead_md.reading.skim import Item

_DATED: Final = re.compile(plain_or_linked(WRITTEN) + r"(?:[ \t]*(?::(?!:)|[,|–—]|-(?=[ \t]))+[ \t]*|[ \t]+|$)")
_EMPHATIC: Final = re.compile(rf"(\*\*|__|\*|_)({plain_or_linked(WRITTEN)}:?)\1")
"""A date that somebody made bold or italic."""
_BY: Final = re.compile(
    rf"(?<!\w)(?:by|due|until) {plain_or_linked('[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}')}(?![\w-])", re.IGNORECASE
)
_DASH: Final = re.compile(r"[ \t]+[-–—][ \t]+")
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")


def read_item(log: Log, item: Item, heading: Line | None = None) -> bool:
    """Read one bullet; return whether it became a line. `heading` is the date heading above it, if there is one."""
    if item.parent >= 0:
        log.parents[item.line] = item.parent
    if item.text[0] == "[" and item.text[1:2] != "[":
        unboxed = _unboxed(log, item)
        if unboxed is None:
            return False
        item = unboxed
    if item.text[:1] in {"*", "_"} and (dated := _EMPHATIC.match(item.text)):
        item = _plainly(item, dated)
    text = item.text
    if text[:1].isdigit() or text[:2] == "[[" or text[:1] == "(" or text[:3].lower() in MONTHS:
        if _usual(log, item):
            return True
        dated = _DATED.match(text)
        if dated:
            return _dated(log, item, dated)
        _odd_date(log, item)
    if ":" in text:
        typed = head_of(text, log.words)
        if typed is not None:
            return _undated(log, item, typed, heading)
        _slip(log, item)
    return bool(item.box) and (_day_in_box(log, item) if unmarked(text) else _todo(log, item))


def _unboxed(log: Log, item: Item) -> Item | None:
    """What is left of a bullet behind its box; None where the box says that this is no entry."""
    ticked = BOX.match(item.text)
    if ticked is None:
        loose_box(log, item)
        return item
    box = ticked[1].lower()
    return _behind(item, ticked.end(), box) if box in {" ", "x"} else None


def _behind(item: Item, end: int, box: str) -> Item:
    """What is left of a bullet behind its box or its date."""
    return Item(item.line, item.parent, item.column + end, item.text[end:], box)


def _plainly(item: Item, dated: re.Match[str]) -> Item:
    """A bullet without the marks around its date; whatever stands behind them keeps its column."""
    mark, date = dated[1], dated[2]
    text = f"{date}{' ' * len(mark)}{item.text[dated.end() :]}"
    return Item(item.line, item.parent, item.column + len(mark), text, item.box)


def _usual(log: Log, item: Item) -> bool:
    """Read `2026-06-03 call 20m: text` with a known and plain head, as most are; `_dated` takes twice as long."""
    text = item.text
    end = text.find(": ", 11, LONGEST)
    if end < 0 or text[10] != " " or not text[11].isalpha():
        return False
    date, head, said = as_day(text[:10]), log.words.heads.get(text[11:end]), text[end + 2 :].strip()
    if date is None or date.date is None or head is None or head.unknown or head.places:
        return False
    if "^" in said or not unmarked(said):
        return False
    links = scan_links(text, item.column) if "[" in text else ()
    number, column = log.first + item.line, item.column + 11
    kind, word, values = head.type, head.word, head.values
    log.add(Line(number, column, kind, "dated", date.date, word, said, links, box=item.box, **values), item.line)
    return True


def _dated(log: Log, item: Item, dated: re.Match[str]) -> bool:
    written = dated["plain"] or dated["linked"]
    date = read_day(written)
    number, column = log.first + item.line, item.column
    if date.date is None:
        log.fault(Trouble.IMPOSSIBLE_DATE, number, column + dated.start(dated.lastgroup or 0), (written,))
        return False
    item = _behind(item, dated.end(), item.box)
    head = head_of(item.text, log.words)
    if head is None:
        _untyped(log, item, date, column)
        return True
    if not head.colon and head.type not in CONTACT:
        end, mark = mark_for_colon(item.text, head.type, log.words)
        if not mark:
            end = len(item.text[: head.offset].rstrip())
            mark = dash[0] if (dash := _DASH.match(item.text, end)) else ""
        words = head.type, str(item.column + end), *([mark] if mark else [])
        log.fault(Trouble.MISSING_COLON, number, item.column, words, len(head.word))
        return False
    _add(log, item, head, "dated", date.date, date.about)
    return True


def _untyped(log: Log, item: Item, date: Day, column: int) -> None:
    """Read a dated bullet whose first word is no type: a promise behind a box, else plain."""
    if slip := misspelt(item.text, log.words):
        log.fault(Trouble.NEAR_MISS_TYPE, log.first + item.line, item.column, slip)
    kind, form = (PROMISE, "dated") if item.box else ("note", "plain")
    _add(log, item, Head(kind), form, date.date, date.about, column=column)


def _undated(log: Log, item: Item, head: Head, heading: Line | None) -> bool:
    """Read a typed bullet without a date: an entry only with a colon, and where its place gives it a day."""
    if not head.colon or not head.understood:
        return False
    above = log.above(item) or heading
    if above is not None and above.date is not None:
        inherited = above.links + above.inherited
        _add(log, item, head, "nested", above.date, above.about, inherited=inherited, parent=above.line)
    else:
        _add(log, item, head, "undated" if log.today is None else "daily", log.today)
    return True


def _add(  # noqa: PLR0913, PLR0917
    log: Log,
    item: Item,
    head: Head,
    form: str,
    date: dt.date | None,
    about: bool = False,  # noqa: FBT001, FBT002
    *,
    inherited: tuple[Link, ...] = (),
    parent: int = 0,
    column: int = 0,
) -> None:
    source, number, values = item.text, log.first + item.line, head.values
    if head.unknown:
        _report(log, head, number, item)
    text, done, id_ = head.text_of(source), None, ""
    if not (text.isascii() and unmarked(text)):
        marks = read_marks(text)
        text, done = marks.text, marks.done
    if "^" in text:
        before, _, last = text.rpartition("^")
        if _ID.fullmatch(last.rstrip()) and before[-1:] in {"", " ", "\t"}:
            text, id_ = before, last.rstrip()
    links: tuple[Link, ...] = ()
    if "[" in source:
        links = scan_links(source, item.column)
        if "project" in values:
            values, links = _without_project(values, links)
    where = column or item.column, head.type, form, date, head.word, text.rstrip(), links, inherited, parent
    if id_ or head.places:
        values = values | {"id": id_, "columns": _columns(item, head, id_)}
    log.add(Line(number, *where, item.box, done, about, **values), item.line)


def _columns(item: Item, head: Head, id_: str) -> tuple[tuple[str, int], ...]:
    """Where the words stand that a message may have to point at; few lines have any."""
    columns = [(name, item.column + at) for name, at in head.places]
    if id_:
        columns.append(("id", item.column + item.text.rfind(f"^{id_}")))
    return tuple(columns)


def _without_project(values: dict[str, Any], links: tuple[Link, ...]) -> tuple[dict[str, Any], tuple[Link, ...]]:
    """Leave the project out of the participants, and give it its true place."""
    project = values["project"]
    place = next((link for link in links if link.target == project.target), project)
    return values | {"project": place}, tuple(link for link in links if link is not place)


def _day_in_box(log: Log, item: Item) -> bool:
    """Report an open box whose words say a day, which makes no promise of it: `- [ ] send it by 2026-07-05`."""
    found = _BY.search(item.text) if item.box == " " else None
    if found is not None and (day := read_day(found[1] or found[2]).date):
        column = item.column + found.start()
        log.fault(Trouble.DAY_IN_BOX, log.first + item.line, column, (found[0], day.isoformat()))
    return False


def _todo(log: Log, item: Item) -> bool:
    due = read_marks(item.text).due
    if due is None:
        return False
    _add(log, item, Head(TODO), "dated", due)
    return True


def _report(log: Log, head: Head, number: int, item: Item) -> None:
    at = 0
    for strange in head.unknown:
        first, last = head.tokens[_marked(strange)], head.tokens[strange.at]
        start = max(item.text.find(first, at), 0)
        at = max(item.text.find(last, start), start) + len(last)
        log.fault(strange.trouble, number, item.column + start, strange.words, at - start)


def _marked(strange: Unknown) -> int:
    """Index of the word from which on a message points at it: of `20 min` both, of `by 1 July` the day."""
    dated = strange.trouble in {Trouble.AMBIGUOUS_DATE, Trouble.IMPOSSIBLE_DATE} and strange.first != strange.at
    return strange.first + dated


def _odd_date(log: Log, item: Item) -> None:
    """Report a date in a form that is not ours."""
    if written := odd_date(item.text, log.words, box=bool(item.box)):
        log.fault(Trouble.AMBIGUOUS_DATE, log.first + item.line, item.column, written)


def _slip(log: Log, item: Item) -> None:
    """Report a misspelt type where a right one would have made an entry: `- meting 45m: [[Ada]]` in a daily note."""
    text = item.text
    if log.above(item) is None and (log.today is None or "[[" not in text):
        return
    if slip := misspelt(text, log.words):
        near = slip[1] or "trust+"  # any sign will do to see whether the line would be an entry
        head = read_head(near + text[len(slip[0]) :], log.words.types[near.lower().rstrip(":")], log.words)
        if head.colon and head.understood:
            log.fault(Trouble.NEAR_MISS_TYPE, log.first + item.line, item.column, slip)
