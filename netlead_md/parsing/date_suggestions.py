"""What a date that is not ISO was meant to be: for hints and fixes (SPEC §5.1), from the one table of months."""

import re
from collections.abc import Iterable
from typing import Final

from netlead_md.parsing.dates import DAY_IN_WORDS, make_date, month_number, read_named_day
from netlead_md.parsing.lexicons import LANGUAGES

_NUMERIC: Final = re.compile(r"([0-9]{1,4})([/.-])([0-9]{1,2})\2([0-9]{1,4})")
_TIMES: Final = re.compile(
    r"(?:(?:(?:the )?(?:end|start|middle|beginning) of (?:the |this |next )?|mid[- ]|(?:early|late|next|this) )?"
    r"(?:(?P<month>[^\W\d_]{3,10})|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|day|week|month|quarter|year|term"
    r"|spring|summer|autumn|winter|christmas|easter|q[1-4])|[0-9]{4})(?: [0-9]{4})?(?=[ \t:,.]|$)",
    re.IGNORECASE,
)
_VAGUE_WORDS: Final = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|day|week|month|quarter|year|term|spring|summer|autumn"
    r"|winter|christmas|easter|q[1-4]",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"(?=[ \t:,]|$)")


def explain_numeric_date(word: str) -> tuple[str, ...]:
    """Tell a date of figures that is not ISO: (as written,) where two readings are possible, else with the ISO form.

    Empty if the word is no such date.
    """
    found = _NUMERIC.fullmatch(word)
    if not found:
        return ()
    first, second, last = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4 and len(found[4]) <= 2:  # noqa: PLR2004
        candidates = {(first, second, last)}
    elif len(found[4]) == 4 and len(found[1]) <= 2:  # noqa: PLR2004
        candidates = {(last, second, first)} if found[2] == "." else {(last, second, first), (last, first, second)}
    else:
        return ()
    days = sorted({date for parts in candidates if (date := make_date(*parts))})
    return (word, days[0].isoformat()) if len(days) == 1 else (word,)


def explain_named_date(text: str, languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """Tell a date with the name of a month, with which the text begins; it may lack its year."""
    found = DAY_IN_WORDS.match(text)
    if not found or not (found["dm"] or found["md"]) or not _ENDS.match(text, found.end()):
        return ()
    match = read_named_day(found, tuple(languages), {})
    if match is None:
        known = month_number(found["dm"] or found["mn"], languages)
        return (found[0],) if known else ()
    return (found[0], match.date.isoformat()) if match.date and not match.yearless else (found[0],)


def explain_month(text: str, languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """Tell `June 2026`, with which the text begins, also as YYYY-MM; empty if it begins otherwise."""
    found = DAY_IN_WORDS.match(text)
    if not found or not found["mny"] or not _ENDS.match(text, found.end()):
        return ()
    month = month_number(found["mn"], languages)
    return (found[0], f"{found['mny']}-{month:02}") if month else ()


def explain_vague_date(text: str, languages: Iterable[str] = LANGUAGES) -> tuple[str, ...]:
    """Tell `September`, `end of July` or `Friday`, with which the text begins: a time that no calendar has."""
    if month := explain_month(text, languages):
        return month
    found = _TIMES.match(text)
    if found is None:
        return ()
    word = found["month"]
    if word and not month_number(word, languages) and not _VAGUE_WORDS.fullmatch(word):
        return ()
    return (found[0],)
