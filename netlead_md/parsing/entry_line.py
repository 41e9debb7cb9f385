"""Bullets → `Line`, by the grammar of SPEC §2.3."""

import datetime as dt
import re
from typing import Any, Final

from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.entry_types import UNDATED_NEEDS
from netlead_md.model.note import Link, LogLine
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO
from netlead_md.model.words import Box, EntryForm
from netlead_md.parsing.blocks import Bullet
from netlead_md.parsing.dates import ISO_DATE, Day, iso_date_pattern, month_prefixes, parse_date_word, parse_iso_date
from netlead_md.parsing.entry_head import LONGEST, mark_for_colon, parse_head, parse_head_cached
from netlead_md.parsing.inline import BOX, has_no_marks, read_marks
from netlead_md.parsing.keywords import EntryCollector, EntryHead, UnknownToken
from netlead_md.parsing.line_suggestions import check_malformed_box, suggest_date, suggest_type
from netlead_md.parsing.links import find_links

_DATED: Final = re.compile(iso_date_pattern(ISO_DATE) + r"(?:[ \t]*(?::(?!:)|[,|–—]|-(?=[ \t]))+[ \t]*|[ \t]+|$)")
_EMPHATIC: Final = re.compile(rf"(\*\*|__|\*|_)({iso_date_pattern(ISO_DATE)}:?)\1")
"""A date that somebody made bold or italic."""
_BY: Final = re.compile(
    rf"(?<!\w)(?:by|due|until) {iso_date_pattern('[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}')}(?![\w-])", re.IGNORECASE
)
ADDRESS: Final = re.compile(
    r"[ \t]*(?:<?(?:https?://|www\.|mailto:|tel:)\S+>?|[^\s@\[\]]+@[^\s@\[\]]+\.\w+|\+?[0-9][0-9 ()/.-]{5,}"
    r"|\[[^\[\]]*\]\((?:https?://|mailto:|tel:)[^\s()]*\))[ \t]*"
)
"""An address, a telephone number or a link, and nothing else."""
_BOXES: Final[dict[str, Box]] = {" ": " ", "x": "x", "X": "x"}
_DASH: Final = re.compile(r"[ \t]+[-–—][ \t]+")
TASK_WORD: Final = re.compile(r"(TODO|DOING|DONE|LATER|NOW|WAITING|CANCELED|CANCELLED)[ \t]+(?=\S)")
"""Logseq's boxes."""
TASK_WORDS: Final = frozenset("TDLNWC")
_DROPPED: Final = frozenset({"CANCELED", "CANCELLED"})
_ID: Final = re.compile(r"[A-Za-z0-9_-]+")


def read_bullet(log: EntryCollector, item: Bullet, heading: LogLine | None = None) -> bool:  # noqa: C901 - a ladder of forms
    """Read one bullet; return whether it became a line. `heading` is the date heading above it, if there is one."""
    if item.parent >= 0:
        log.parents[item.line] = item.parent
    if item.text[0] == "[" and item.text[1:2] != "[":
        unboxed = _strip_box(log, item)
        if unboxed is None:
            return False
        item = unboxed
    elif item.text[:1] in TASK_WORDS and (worded := TASK_WORD.match(item.text)):
        if worded[1] in _DROPPED:
            return False
        item = _rest_of_bullet(item, worded.end(), "x" if worded[1] == "DONE" else " ")
    if item.text[:1] in {"*", "_"} and (dated := _EMPHATIC.match(item.text)):
        item = _strip_date_emphasis(item, dated)
    text = item.text
    if text[:1].isdigit() or text[:2] == "[[" or text[:1] == "(" or text[:3].casefold() in month_prefixes():
        if _read_plain_head(log, item):
            return True
        dated = _DATED.match(text)
        if dated:
            return _read_dated(log, item, dated)
        _report_odd_date(log, item)
    if ":" in text:
        typed = parse_head_cached(text, log.words)
        if typed is not None:
            return _read_undated(log, item, typed, heading)
        _report_slip(log, item)
    return bool(item.box) and (_report_day_in_box(log, item) if has_no_marks(text) else _add_todo(log, item))


def _strip_box(log: EntryCollector, item: Bullet) -> Bullet | None:
    """What is left of a bullet behind its box; None where the box says that this is no entry."""
    ticked = BOX.match(item.text)
    if ticked is None:
        check_malformed_box(log, item)
        return item
    box = _BOXES.get(ticked[1])
    return _rest_of_bullet(item, ticked.end(), box) if box is not None else None


def _rest_of_bullet(item: Bullet, end: int, box: Box) -> Bullet:
    """What is left of a bullet behind its box or its date."""
    return Bullet(item.line, item.parent, item.column + end, item.text[end:], box)


def _strip_date_emphasis(item: Bullet, dated: re.Match[str]) -> Bullet:
    """A bullet without the marks around its date; whatever stands behind them keeps its column."""
    mark, date = dated[1], dated[2]
    text = f"{date}{' ' * len(mark)}{item.text[dated.end() :]}"
    return Bullet(item.line, item.parent, item.column + len(mark), text, item.box)


def _read_plain_head(log: EntryCollector, item: Bullet) -> bool:
    """Read `2026-06-03 call 20m: text` with a known and plain head, as most are; `_dated` takes twice as long."""
    text = item.text
    end = text.find(": ", 11, LONGEST)
    if end < 0 or text[10] != " " or not text[11].isalpha():
        return False
    date, head, said = parse_date_word(text[:10]), log.words.heads.get(text[11:end]), text[end + 2 :].strip()
    if date is None or date.date is None or head is None or head.unknown or head.places:
        return False
    if "^" in said or not has_no_marks(said) or (" " not in said and ADDRESS.fullmatch(said)):
        return False
    links = find_links(text, item.column) if "[" in text else ()
    number, column = log.first + item.line, item.column + 11
    kind, word, values = head.type, head.word, head.values
    log.add(LogLine(number, column, kind, "dated", date.date, word, said, links, box=item.box, **values), item.line)
    return True


def _read_dated(log: EntryCollector, item: Bullet, dated: re.Match[str]) -> bool:
    written = dated["plain"] or dated["linked"]
    date = parse_iso_date(written)
    number, column = log.first + item.line, item.column
    if date.date is None:
        log.fault(FaultKind.IMPOSSIBLE_DATE, number, column + dated.start(dated.lastgroup or 0), (written,))
        return False
    item = _rest_of_bullet(item, dated.end(), item.box)
    head = parse_head_cached(item.text, log.words)
    if head is None or (head.colon and ADDRESS.fullmatch(item.text, head.offset)):
        _read_untyped(log, item, date, column)
        return True
    if not head.colon and head.type not in CONTACT:
        end, mark = mark_for_colon(item.text, head.type, log.words)
        if not mark:
            end = len(item.text[: head.offset].rstrip())
            mark = dash[0] if (dash := _DASH.match(item.text, end)) else ""
        qualified = len(item.text[:end].split()) - item.text[:1].isupper() > 1  # "Support desk training" is a title
        if mark or qualified or head.type.startswith("trust"):
            at = "" if "::" in item.text[:LONGEST] else str(item.column + end)  # a field of Dataview's, perhaps
            words = head.type, at, *([mark] if mark else [])
            log.fault(FaultKind.MISSING_COLON, number, item.column, words, len(head.word))
        _read_untyped(log, item, date, column)
        return True
    if not head.colon:
        log.bare.add(number)
    _add_line(log, item, head, "dated", date.date, date.about)
    return True


def _read_untyped(log: EntryCollector, item: Bullet, date: Day, column: int) -> None:
    """Read a dated bullet whose first word is no type: a promise behind a box, else plain."""
    if slip := suggest_type(item.text, log.words):
        log.fault(FaultKind.NEAR_MISS_TYPE, log.first + item.line, item.column, slip)
    if item.box:
        _add_line(log, item, EntryHead(PROMISE), "dated", date.date, date.about, column=column)
    else:
        _add_line(log, item, EntryHead("note"), "plain", date.date, date.about, column=column)


def _read_undated(log: EntryCollector, item: Bullet, head: EntryHead, heading: LogLine | None) -> bool:
    """Read a typed bullet without a date: an entry only with a colon, and where its place gives it a day."""
    if not head.colon or not head.understood or (head.type in UNDATED_NEEDS and not _qualified(head)):
        return False
    if ADDRESS.fullmatch(item.text, head.offset):
        return False
    above = log.above(item) or heading
    if above is not None and above.date is not None:
        inherited = above.links + above.inherited
        _add_line(log, item, head, "nested", above.date, above.about, inherited=inherited, parent=above.line)
    else:
        _add_line(log, item, head, "undated" if log.today is None else "daily", log.today)
    return True


def _qualified(head: EntryHead) -> bool:
    """Whether one was written that makes an undated bullet a commitment (SPEC §2.3)."""
    written = head.values.keys() - {"assumed", *head.values.get("assumed", ())}
    return bool(written & UNDATED_NEEDS[head.type])


def _add_line(  # noqa: PLR0913, PLR0917
    log: EntryCollector,
    item: Bullet,
    head: EntryHead,
    form: EntryForm,
    date: dt.date | None,
    about: bool = False,  # noqa: FBT001, FBT002
    *,
    inherited: tuple[Link, ...] = (),
    parent: int = 0,
    column: int = 0,
) -> None:
    source, number, values = item.text, log.first + item.line, head.values
    if head.unknown:
        _report_unknown(log, head, number, item)
    text, done, id_ = head.text_of(source), None, ""
    if not (text.isascii() and has_no_marks(text)):
        marks = read_marks(text)
        text, done = marks.text, marks.done
    if "^" in text:
        before, _, last = text.rpartition("^")
        if _ID.fullmatch(last.rstrip()) and before[-1:] in {"", " ", "\t"}:
            text, id_ = before, last.rstrip()
    links: tuple[Link, ...] = ()
    if "[" in source:
        links = find_links(source, item.column)
        if "project" in values:
            values, links = _without_project(values, links)
        if "via" in values:
            links = _without_channel(head, item.column, links)
    where = date, head.word, text.rstrip(), links, inherited, parent
    if id_ or head.places:
        values = values | {"id": id_, "columns": _word_columns(item, head, id_)}
    log.add(LogLine(number, column or item.column, head.type, form, *where, item.box, done, about, **values), item.line)


def _word_columns(item: Bullet, head: EntryHead, id_: str) -> tuple[tuple[str, int], ...]:
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


def _without_channel(head: EntryHead, column: int, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Leave a channel such as `via [[Monthly dinner]]` out of the participants."""
    end = column + head.offset
    heads = {token for at, token in enumerate(head.tokens) if at and head.tokens[at - 1].lower() == "via"}
    named = {link.target for token in heads if "[[" in token for link in find_links(token)}
    return tuple(link for link in links if link.column >= end or link.target not in named) if named else links


def _report_day_in_box(log: EntryCollector, item: Bullet) -> bool:
    """Report an open box whose words say a day, which makes no promise of it: `- [ ] send it by 2026-07-05`."""
    found = _BY.search(item.text) if item.box == " " else None
    if found is not None and (day := parse_iso_date(found[1] or found[2]).date):
        column = item.column + found.start()
        log.fault(FaultKind.DAY_IN_BOX, log.first + item.line, column, (found[0], day.isoformat()))
    return False


def _add_todo(log: EntryCollector, item: Bullet) -> bool:
    due = read_marks(item.text).due
    if due is None:
        return False
    _add_line(log, item, EntryHead(TODO), "dated", due)
    return True


def _report_unknown(log: EntryCollector, head: EntryHead, number: int, item: Bullet) -> None:
    at = 0
    for strange in head.unknown:
        first, last = head.tokens[_first_marked_word(strange)], head.tokens[strange.at]
        start = max(item.text.find(first, at), 0)
        at = max(item.text.find(last, start), start) + len(last)
        log.fault(strange.trouble, number, item.column + start, strange.words, at - start)


def _first_marked_word(strange: UnknownToken) -> int:
    """Index of the word from which on a message points at it: of `20 min` both, of `by 1 July` the day."""
    dated = strange.trouble in {FaultKind.AMBIGUOUS_DATE, FaultKind.IMPOSSIBLE_DATE} and strange.first != strange.at
    return strange.first + dated


def _report_odd_date(log: EntryCollector, item: Bullet) -> None:
    """Report a date in a form that is not ours."""
    if written := suggest_date(item.text, log.words, box=bool(item.box)):
        log.fault(FaultKind.AMBIGUOUS_DATE, log.first + item.line, item.column, written)


def _report_slip(log: EntryCollector, item: Bullet) -> None:
    """Report a misspelt type where a right one would have made an entry: `- meting 45m: [[Ada]]` in a daily note."""
    text = item.text
    if log.above(item) is None and (log.today is None or "[[" not in text):
        return
    if slip := suggest_type(text, log.words):
        near = slip[1] or "trust+"  # any sign will do to see whether the line would be an entry
        head = parse_head(near + text[len(slip[0]) :], log.words.types[near.lower().rstrip(":")], log.words)
        if head.colon and head.understood:
            log.fault(FaultKind.NEAR_MISS_TYPE, log.first + item.line, item.column, slip)
