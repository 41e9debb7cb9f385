"""The one reader of dates: for lines, headings, file names, fields, fixes and imports (SPEC §2.3, §2.5 "The day").

There is one table of months, from the lexicons of the four languages, and a month is a whole word of it:
`3 Marble 2026` and `3 marraskuu 2026` are no March. Digits are 0 to 9. Nothing here raises, and no day is guessed.

`date_resolution` gives years that are not written and settles days of two readings; `date_suggestions` says what
an odd date was meant to be; `daily_notes` knows the formats in which daily notes are named.
"""

import datetime as dt
import re
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import msgspec

from netlead_md.parsing.lexicons import LANGUAGES, Lexicon, load_lexicon, merge_months, merge_weekdays

DateOrder = Literal["dmy", "mdy", "ymd"]

MID_MONTH: Final = 15
"""A month alone is taken as its 15th."""
ISO_DATE: Final = r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?"
LEAP_YEAR: Final = 2000
"""Stands in a date whose year is not written."""
YEARS: Final = range(1900, 2200)
"""A day written in words, with dots or without marks is a day of a note only in these years."""
_FIRST_YEAR: Final = 1800
"""An ISO date before that is a slip: nobody whom one has met lived then."""
_TWO_DIGITS: Final = 70
"""26 is 2026, 71 is 1971."""


class Day(msgspec.Struct, frozen=True):
    """A date on a line; `date` is None if no calendar has it."""

    date: dt.date | None
    about: bool


class DateMatch(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day as somebody wrote it, and where."""

    date: dt.date | None = None
    """None where both readings of `choices` are possible, or no calendar has the day."""
    start: int = 0
    end: int = 0
    """Code points from 0, end exclusive; marks around the date (`**`, brackets, `@`, a weekday) belong to it."""
    about: bool = False
    """A month, taken as its 15th."""
    yearless: bool = False
    """`date` and `choices` hold LEAP_YEAR, a leap year, in place of the year that is not written."""
    choices: tuple[dt.date, ...] = ()
    weekday: int = -1
    """The weekday written beside it, Monday 0; -1: none."""
    order_shown: Literal["", "dmy", "mdy"] = ""
    """The order of day and month that the figures show, where only one makes a date."""
    numeric: bool = False
    """Day and month are figures, of which either could come first."""


# ISO dates: what the grammar of SPEC §2.3 takes


def iso_date_pattern(written: str = ISO_DATE) -> str:
    """Pattern of a date in the form `written`: by itself (`plain`), or as the target of a link (`linked`)."""
    return rf"(?:\[\[(?:[^\[\]|#\n]*/)?(?P<linked>{written})(?:\\?\|[^\[\]\n]*)?\]\]|(?P<plain>{written}))"


_WORD: Final = re.compile(iso_date_pattern())


@lru_cache(maxsize=8192)
def parse_iso_date(written: str) -> Day:
    """Read `2026-06-03`, `2026-6-3` or `2026-06`, which must be in this form."""
    parts = [int(part) for part in written.split("-")]
    if parts[0] < _FIRST_YEAR:
        return Day(None, about=False)
    day = make_date(parts[0], parts[1], parts[2] if len(parts) > 2 else MID_MONTH)  # noqa: PLR2004
    return Day(day, about=day is not None and len(parts) == 2)  # noqa: PLR2004


@lru_cache(maxsize=8192)
def parse_date_word(word: str) -> Day | None:
    """Read a word that is an ISO date or a link to one; None if it is neither."""
    found = _WORD.fullmatch(word)
    return parse_iso_date(found["plain"] or found["linked"]) if found else None


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date of these figures; None if no calendar has it."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


# Every form of a day


_GAP: Final = r"[ \t\u00a0\u202f]"
_NAME: Final = r"[^\W\d_]{3,12}"
_ORDINAL: Final = r"(?:st|nd|rd|th|er|ère|º|ª|\.)?"
_OF: Final = rf"(?:{_GAP}{{1,3}}(?:of|de|del){_GAP}{{1,3}}|{_GAP}{{1,3}}|-|\.|(?<=\.))"
_YEAR: Final = r"(?:[0-9]{4}|['’][0-9]{2})(?![0-9])"
_DAY_FORMS: Final = (
    r"(?P<iy>[0-9]{4})(?P<is>[-/._‐‑–−])(?P<im>[0-9]{1,2})(?P=is)(?P<id>[0-9]{1,2})"
    r"|(?P<na>[0-9]{1,2})(?P<ns>[-/.])(?P<nb>[0-9]{1,2})(?P=ns)(?P<nc>[0-9]{4}|[0-9]{2})(?![./-][0-9])"
    rf"|(?P<dd>[0-9]{{1,2}}){_ORDINAL}{_OF}(?P<dm>{_NAME})\.?(?:(?:,|{_GAP}{{1,3}}(?:de|del)|-)?{_GAP}{{0,3}}(?P<dy>{_YEAR}))?"
    r"|(?P<compact>[0-9]{8})"
    rf"|(?P<yy>[0-9]{{4}})[ -](?P<ym>{_NAME})\.?[ -](?P<yd>[0-9]{{1,2}}){_ORDINAL}"
    r"|(?P<my>[0-9]{4})-(?P<mm>[0-9]{1,2})(?!-?[0-9])"
)
_MONTH_FIRST: Final = (
    rf"(?P<mn>{_NAME})\.?{_GAP}{{1,3}}(?:(?P<md>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:.]*[0-9])"
    rf"(?:,?{_GAP}{{1,3}}(?P<mdy>{_YEAR}))?|(?:de{_GAP}{{1,3}}|of{_GAP}{{1,3}})?(?P<mny>[0-9]{{4}}))"
)
_YEARLESS: Final = r"(?P<sa>[0-9]{1,2})(?P<ss>[/.])(?P<sb>[0-9]{1,2})(?P<sd>\.?)"
_EDGE: Final = r"(?:(?![^\W_])|(?=T[0-9]{2}:))"
DAY_IN_WORDS: Final = re.compile(rf"(?:{_DAY_FORMS}|{_MONTH_FIRST}){_EDGE}")
_ANY_OR_YEARLESS: Final = re.compile(rf"(?:{_DAY_FORMS}|{_MONTH_FIRST}|{_YEARLESS}){_EDGE}")
_TIME: Final = (
    r"(?:T(?=[0-9]{2}:))?(?:(?:at|um|à|a las|@)[ \t]+)?[0-9]{1,2}(?:[:h][0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?|[.][0-9]{2}(?=[ \t]*(?:Uhr|[–-])))"
    r"(?:[ \t]?[ap]\.?m\.?|[ \t]*Uhr|[ \t]*h)?"
    r"|[0-9]{1,2}[ \t]?(?:[ap]m|Uhr|h)(?![^\W_])"
)
TIME: Final = re.compile(rf"(?:{_TIME})(?:[ \t]*[-–—][ \t]*(?:{_TIME}))?(?![^\W_])", re.IGNORECASE)
_INVISIBLE: Final = "\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
_OPENING: Final = re.compile(
    rf"[{_INVISIBLE}\s]*(?:(?P<field>[\[(]?\*{{0,2}}(?:date|day|on|datum|fecha)\*{{0,2}}::?\*{{0,2}}[ \t]*)"
    rf"|(?P<link>\*{{0,2}}\[\[(?:[^\[\]|#\n]{{0,200}}/)?)|(?P<marks>(?:\*\*|__|==|[*_`@(\[<\"“„«]){{1,3}}))?",
    re.IGNORECASE,
)
_LINK_END: Final = re.compile(r"(?:\\?\|[^\[\]\n]{0,200})?\]\]\*{0,2}")
_CLOSING: Final = re.compile(r"[ \t]*[:,.]?(?:\*\*|__|==|[*_`)\]>\"”“»]){1,3}")
_BEFORE: Final = re.compile(r"(?P<word>[^\W\d_]{2,12})(?P<dot>\.?),?[ \t]{1,3}")
_AFTER: Final = re.compile(r"[ \t]{0,2}[,(]?[ \t]{0,2}(?P<word>[^\W\d_]{2,12})\.?\)?")
_SEPARATOR: Final = re.compile(r"(?:[ \t]*(?::(?!:)|[,|–—;.…]|-(?=[ \t]|$)|→|>(?=[ \t]))){0,3}[ \t]*")
_LEAD: Final = re.compile(r"(?P<word>[^\W\d_]{2,5})[ \t]{1,3}(?=[0-9\[*(]|[^\W\d_])")
_LEADS: Final = frozenset({"on", "am", "le", "el", "den", "the", "al", "du", "vom"})
_PLANS: Final = "📅⏳🛫➕❌✅"
_FIELD_PLAN: Final = re.compile(
    r"(?:due|scheduled|start|deadline|created|cancelled|completion|until|end)[ \t]*::[ \t]*$", re.IGNORECASE
)
_MAX_DATES: Final = 24
"""Dates of a line that are looked at; the day of a line is among its first ones or its last."""
_TAIL: Final = 80
"""Characters at the end of a long line in which its day may stand."""
_HEAD: Final = 2000
_HAS_DIGIT: Final = re.compile(r"[0-9]")
_CONTEXT: Final = 40
_LAST_WORDS: Final = re.compile(
    r"([^\W\d_]+(?:['’][^\W\d_]*)?)[ \t]+(?:the[ \t]+|den[ \t]+|der[ \t]+|le[ \t]+|el[ \t]+)?$", re.IGNORECASE
)


@lru_cache(maxsize=64)
def _names(languages: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    return merge_months(languages), merge_weekdays(languages)


def month_number(name: str, languages: Iterable[str] = LANGUAGES) -> int:
    """Number of a month by its whole name or short form, with or without its dot; 0 if the word is no month."""
    return _names(tuple(languages))[0].get(name.strip(". ").casefold(), 0)


@lru_cache(maxsize=1)
def month_prefixes() -> frozenset[str]:
    """The first three letters of all months in all languages: whether a text may begin with one, at little cost."""
    return frozenset(name[:3] for name in _names(LANGUAGES)[0])


def parse_day(
    text: str, languages: Iterable[str] = LANGUAGES, *, date_order: DateOrder | None = None
) -> DateMatch | None:
    """Read a text that is nothing but a day, in any form of SPEC §2.5; None for any other text.

    A weekday beside it, a time behind it and marks around it are taken.
    """
    text = text.strip()
    if len(text) > 2 * _TAIL or not _HAS_DIGIT.search(text):
        return None
    found = _at_start(text, tuple(languages), date_order)
    if found is None or text[date_end(text, found) :].strip(" \t:,.;|–—-"):
        return None
    return found


def parse_heading_date(
    text: str, languages: Iterable[str] = LANGUAGES, *, date_order: DateOrder | None = None
) -> DateMatch | None:
    """Read the day with which the text of a heading (without its `#`) begins or ends; None if none does."""
    return find_line_date(text, languages, date_order=date_order)


def find_line_date(
    text: str, languages: Iterable[str] = ("en",), *, date_order: DateOrder | None = None
) -> DateMatch | None:
    """Find the day of a line: at its start, else at its end, else behind a word for it (`on 3 March 2026`).

    A day behind `by`, `until`, `due` and their kin, or behind 📅 ⏳ 🛫, is never the line's. None if there is none.
    `text` is the line without its bullet and box.
    """
    if not _HAS_DIGIT.search(text):
        return None
    languages = tuple(languages)
    return _at_start(text, languages, date_order) or _elsewhere(text, languages, date_order)


def date_end(text: str, found: DateMatch) -> int:
    """Where the words begin behind a day at the start of a line: behind marks and a time of day too."""
    separator = _SEPARATOR.match(text, found.end)
    at = separator.end() if separator else found.end
    time = TIME.match(text, at)
    if time is not None:
        separator = _SEPARATOR.match(text, time.end())
        at = separator.end() if separator else time.end()
    return at


def _at_start(text: str, languages: tuple[str, ...], order: DateOrder | None) -> DateMatch | None:
    head = text[:_HEAD]
    first = head[:1]
    if first.isdigit() and (found := _read_at(head, 0, 0, languages, order, yearless=True)) is not None:
        return found
    opening = _OPENING.match(head)
    at = opening.end() if opening else 0
    start = at
    time = TIME.match(head, at)
    if time is not None and head[time.end() : time.end() + 1] in {" ", ","}:
        start = time.end() + 1
    lead = _LEAD.match(head, start)
    if lead is not None and lead["word"].casefold() in _LEADS:
        start = lead.end()
    found = _read_at(head, start, 0, languages, order, yearless=True)
    if found is None or opening is None or at == 0:
        return found
    if opening["link"]:
        closed = _LINK_END.match(head, found.end)
        return _until(found, closed.end()) if closed else None
    closed = _CLOSING.match(head, found.end)
    return _until(found, closed.end()) if closed else found


def _is_weekday(word: str, weekdays: Container[str]) -> bool:
    """Whether a word behind a day is its weekday: `sat down with her` is none, `Sat` is."""
    short = len(word) == 3 and word.islower()  # noqa: PLR2004
    return len(word) > 2 and not short and word.casefold() in weekdays  # noqa: PLR2004


def _until(found: DateMatch, end: int) -> DateMatch:
    return msgspec.structs.replace(found, end=end)


def _read_at(  # noqa: PLR0913
    text: str, at: int, start: int, languages: tuple[str, ...], order: DateOrder | None, *, yearless: bool
) -> DateMatch | None:
    """Read the day at `at`, with a weekday before or behind it; `start` is where the match shall begin."""
    weekday = -1
    weekdays = _names(languages)[1]
    if not text[at : at + 1].isdigit():
        before = _BEFORE.match(text, at)
        if before is not None and before["word"].casefold() in weekdays:
            weekday = weekdays[before["word"].casefold()]
            at = before.end()
    pattern = _ANY_OR_YEARLESS if yearless else DAY_IN_WORDS
    found = pattern.match(text, at)
    if found is None:
        return None
    result = _interpret(found, languages, order, weekday)
    if result is None:
        return None
    after = _AFTER.match(text, result.end)
    if after is not None and weekday < 0 and _is_weekday(after["word"], weekdays):
        weekday = weekdays[after["word"].casefold()]
        result = _interpret(found, languages, order, weekday, end=after.end())
    return msgspec.structs.replace(result, start=start) if result is not None else None


def _interpret(
    found: re.Match[str], languages: tuple[str, ...], order: DateOrder | None, weekday: int, end: int = 0
) -> DateMatch | None:
    """The day that a match of `DAY_IN_WORDS` tells; None where a word is no month or no calendar has the day."""
    end = end or found.end()
    where: dict[str, Any] = {"start": found.start(), "end": end, "weekday": weekday}
    if found["iy"]:
        date = make_date(int(found["iy"]), int(found["im"]), int(found["id"]))
        if date is None and order is None and found["is"] == "/":
            return None
        return DateMatch(date, **where) if date else None
    if found["compact"]:
        return _whole(found["compact"], where)
    if found["na"]:
        return _numeric(found, order, where)
    if found["mm"]:
        date = make_date(int(found["my"]), int(found["mm"]), MID_MONTH)
        return DateMatch(date, about=True, **where) if date else None
    if found.re is _ANY_OR_YEARLESS and found["sa"]:
        return _numeric_yearless(found, languages, order, where)
    return read_named_day(found, languages, where)


def _whole(digits: str, where: dict[str, Any]) -> DateMatch | None:
    date = make_date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return DateMatch(date, **where) if date and date.year in YEARS else None


def full_year(written: str) -> int:
    figures = written.lstrip("'’")
    year = int(figures)
    if len(figures) > 2:  # noqa: PLR2004
        return year
    return year + (2000 if year < _TWO_DIGITS else 1900)


def _numeric(found: re.Match[str], order: DateOrder | None, where: dict[str, Any]) -> DateMatch | None:
    first, second, last, mark = int(found["na"]), int(found["nb"]), found["nc"], found["ns"]
    year = full_year(last)
    if year not in YEARS:
        return None
    dmy, mdy = make_date(year, second, first), make_date(year, first, second)
    ymd = make_date(full_year(found["na"].zfill(2)), second, int(last)) if len(last) == 2 else None  # noqa: PLR2004
    if mark == ".":
        return DateMatch(dmy, **where) if dmy else None
    if order == "ymd" and ymd is not None:
        return DateMatch(ymd, numeric=True, **where)
    if order in {"dmy", "mdy"}:
        wanted, other = (dmy, mdy) if order == "dmy" else (mdy, dmy)
        date = wanted or other
        return DateMatch(date, numeric=True, **where) if date else None
    match = _one_of([dmy, mdy], where)
    if match is None or match.choices or dmy == mdy:
        return match
    return msgspec.structs.replace(match, order_shown="dmy" if match.date == dmy else "mdy")


def _numeric_yearless(
    found: re.Match[str], languages: tuple[str, ...], order: DateOrder | None, where: dict[str, Any]
) -> DateMatch | None:
    """`14.3.` where people put the day first, `14/3` with a word behind it."""
    first, second = int(found["sa"]), int(found["sb"])
    day_first = load_lexicon(languages).day_first
    dmy, mdy = make_date(LEAP_YEAR, second, first), make_date(LEAP_YEAR, first, second)
    if found["ss"] == ".":
        ok = dmy is not None and day_first and bool(found["sd"])
        return DateMatch(dmy, yearless=True, **where) if ok else None
    if found["sd"]:
        return None
    if order == "dmy":
        date = dmy or mdy
    elif order == "mdy":
        date = mdy or dmy
    else:
        match = _one_of([dmy, mdy], where | {"weekday": -1})  # the weekday is that of another year
        return msgspec.structs.replace(match, yearless=True, weekday=where["weekday"]) if match else None
    return DateMatch(date, yearless=True, numeric=True, **where) if date else None


def _one_of(dates: Sequence[dt.date | None], where: dict[str, Any]) -> DateMatch | None:
    """The one day that these readings leave, by the weekday beside them too; else both as choices."""
    possible = tuple(dict.fromkeys(date for date in dates if date is not None))
    if where["weekday"] >= 0 and len(possible) > 1:
        possible = tuple(date for date in possible if date.weekday() == where["weekday"]) or possible
    if not possible:
        return None
    if len(possible) == 1:
        return DateMatch(possible[0], numeric=True, **where)
    return DateMatch(None, choices=possible, numeric=True, **where)


def read_named_day(found: re.Match[str], languages: tuple[str, ...], where: dict[str, Any]) -> DateMatch | None:
    """Read what DAY_IN_WORDS found as a day or month with its name; `where` is what else is known of the place."""
    months = _names(languages)[0]
    name = found["dm"] or found["ym"] or found["mn"]
    month = months.get(name.casefold(), 0)
    if not month:
        return None
    if found["mny"]:
        return _month_of(int(found["mny"]), month, where)
    day = int(found["dd"] or found["yd"] or found["md"])
    written = found["dy"] or found["yy"] or found["mdy"]
    if not written:
        if found["mn"] == "may" or (found["dm"] and found["dm"].casefold() == "mar" and "fr" in languages):
            return None
        date = make_date(LEAP_YEAR, month, day)
        return DateMatch(date, yearless=True, **where) if date else None
    year = full_year(written)
    date = make_date(year, month, day) if year in YEARS else None
    return DateMatch(date, **where) if date else None


def _month_of(year: int, month: int, where: dict[str, Any]) -> DateMatch | None:
    date = make_date(year, month, MID_MONTH) if year in YEARS else None
    return DateMatch(date, about=True, **where) if date else None


_STARTS: Final = re.compile(r"(?<![^\W_])(?<![/.,:#=-])(?=[0-9]|[^\W\d_]{3,12}\.?[ \t\u00a0\u202f]{1,3}[0-9])")
_BEFORE_DATE: Final = re.compile(r"[\[(]{1,2}$|@$|\*\*$|==$|`$")


def _elsewhere(text: str, languages: tuple[str, ...], order: DateOrder | None) -> DateMatch | None:
    """The day at the end of a line, else the first one behind a word for it."""
    if len(text) <= _HEAD:
        offset, part = 0, text
    else:
        offset = len(text) - _TAIL
        part = text[offset:]
    best: DateMatch | None = None
    best_rank = several = 0
    for found in _dates_in(part, languages, order):
        several += 1
        rank = _place_of(part, found, languages)
        if rank == _AT_END or rank > best_rank:
            best, best_rank = found, rank
    if best is None or (best_rank == _WITHIN and several > 1):
        return None
    wrapped = _wrapped(part, best)
    return msgspec.structs.replace(wrapped, start=wrapped.start + offset, end=wrapped.end + offset)


_AT_END: Final = 3
_BEHIND_WORD: Final = 2
_WITHIN: Final = 1
"""Somewhere among the words: the line's day where it is the only one."""
_SET_APART: Final = re.compile(r"[ \t]*(?:[,:;.]|[-–—](?=[ \t]))")
_NO_WORDS: Final = re.compile(r"[\W_]*[xX]?[\W_]*")
_FRACTION: Final = re.compile(
    r"(?:page|room|unit|no|nr|ch|chapter|part|round|vol|score|lot|suite|apt|of)\.?[ \t]*$", re.IGNORECASE
)


def _dates_in(text: str, languages: tuple[str, ...], order: DateOrder | None) -> Iterable[DateMatch]:
    end = seen = 0
    for start in _STARTS.finditer(text):
        if start.start() < end:
            continue
        found = _ANY_OR_YEARLESS.match(text, start.start())
        match = _interpret(found, languages, order, _weekday_before(text, start.start(), languages)) if found else None
        if match is None or match.about:
            continue
        seen += 1
        end = match.end
        yield match
        if seen >= _MAX_DATES:
            return


def _place_of(text: str, found: DateMatch, languages: tuple[str, ...]) -> int:
    """Whether a day stands at the end of a line, or behind a word that makes it the line's; 0: neither."""
    before = text[max(found.start - _CONTEXT, 0) : found.start]
    bare = before.rstrip(' \t*=`[(\ufe0f@"“')
    if bare[-1:] in _PLANS and bare:
        return 0
    if _FIELD_PLAN.search(before):
        return 0
    word = _LAST_WORDS.search(_without_weekday(before, languages))
    lexicon = load_lexicon(languages)
    last = word[1].casefold() if word else ""
    if (
        last in lexicon.sets["dates.not_on"]
        and not _is_set_for(before, lexicon)
        and not before.rstrip().endswith(("(", "["))
    ):
        return 0
    after = text[found.end :].strip(' \t.,;!)]*=`_"”|')
    at_end = not after or after[0] in "^%#✅"
    marked = before[-1:] in {"(", "[", "@"} or before[-2:] in {"**", "=="}
    on = last in lexicon.sets["dates.on"]
    if on:
        return _AT_END if at_end else _BEHIND_WORD
    if found.yearless and found.numeric and (_FRACTION.search(before) or (found.choices and not marked)):
        return 0
    if at_end:
        return _AT_END
    if marked and (before[-1:] != "[" or before[-2:] == "[["):
        return _BEHIND_WORD
    if text.count("`", 0, found.start) % 2 or _NO_WORDS.fullmatch(text, 0, found.start):
        return 0  # within code: an example; or behind a box that is none
    if found.choices or (found.yearless and found.numeric and not _SET_APART.match(text, found.end)):
        return 0
    return _WITHIN


def _is_set_for(before: str, lexicon: Lexicon) -> bool:
    """`set for`, `scheduled for`: the day of what is planned."""
    words = before.casefold().split()
    return len(words) > 1 and not lexicon.sets["dates.planned"].isdisjoint(words[-3:])


def _weekday_before(text: str, at: int, languages: tuple[str, ...]) -> int:
    """The weekday that stands right before a day; -1: none."""
    found = _WORD_BEFORE.search(text, max(at - 14, 0), at)
    return _names(languages)[1].get(found[1].casefold(), -1) if found is not None else -1


_WORD_BEFORE: Final = re.compile(r"([^\W\d_]{2,12})\.?,?[ \t]{1,2}$")


def _without_weekday(before: str, languages: tuple[str, ...]) -> str:
    words = before.rstrip().rsplit(None, 1)
    if len(words) == 2 and words[1].strip(".,").casefold() in _names(languages)[1]:  # noqa: PLR2004
        return f"{words[0]} "
    return before


def _wrapped(text: str, found: DateMatch) -> DateMatch:
    """A day with the brackets around it and the word before it that belongs to it."""
    start, end = found.start, found.end
    for opening, closing in (("[[", "]]"), ("(", ")"), ("[", "]"), ("**", "**"), ("==", "=="), ("`", "`"), ("@", "")):
        if text[:start].endswith(opening) and text[end:].startswith(closing):
            return msgspec.structs.replace(found, start=start - len(opening), end=end + len(closing))
    lead = re.search(
        r"(?:^|(?<=[ \t]))(?:on|am|le|el|du|del|vom)[ \t]+(?:[^\W\d_]{2,12}\.?,?[ \t]+)?$",
        text[max(start - 24, 0) : start],
        re.IGNORECASE,
    )
    if lead is not None:
        start -= len(lead[0])
    return msgspec.structs.replace(found, start=start, end=end)


# File names, fields, imports


def read_file_name_date(stem: str, languages: Iterable[str] = LANGUAGES) -> dt.date | None:
    """The day of a note whose whole name (without `.md`) is a date, a weekday beside it or not; else None.

    `2026-05-05`, `2026-05-05 Tuesday`, `2026_05_05`, `20260505`, `May 5th, 2026`, `Tuesday 5 May 2026`.
    A day without its year, a month alone and a day that could be read in two ways are none.
    """
    found = parse_day(stem, languages) if len(stem) <= _TAIL else None
    return None if found is None or found.yearless or found.about else found.date


def find_file_name_date(stem: str, languages: Iterable[str] = LANGUAGES) -> dt.date | None:
    """The day with which the name of a note begins or ends (`2026-02-24 Dunmore`, `Board 24.02.2026`); else None."""
    if len(stem) > 2 * _TAIL:
        return None
    found = find_line_date(stem, languages)
    return None if found is None or found.yearless or found.about else found.date


def parse_certain_day(text: str, languages: Iterable[str] = LANGUAGES) -> str:
    """`2026-01-05` for a day written in a way that can mean one day only; empty for any other."""
    found = parse_day(text, languages)
    if found is None or found.date is None or found.yearless or found.about:
        return ""
    return found.date.isoformat()


_VCARD_YEARLESS: Final = re.compile(r"--([0-9]{2})-?([0-9]{2})(?:[T ].*)?")


def parse_birthday(text: str, languages: Iterable[str] = LANGUAGES) -> str:
    """`1971-05-03`, or `--05-03` for a day without its year; empty for any other text."""
    text = text.strip()
    found = _VCARD_YEARLESS.fullmatch(text)
    if found:
        return f"--{found[1]}-{found[2]}" if make_date(LEAP_YEAR, int(found[1]), int(found[2])) else ""
    match = parse_day(text, languages)
    if match is None or match.date is None or match.about:
        return ""
    return f"--{match.date:%m-%d}" if match.yearless else match.date.isoformat()
