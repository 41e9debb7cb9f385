"""Years that stand over days without one: `## Autumn 25`, a line `2025`, a note called `May 2026` (SPEC §2.5)."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from netlead_md.parsing.dates import YEARS, full_year, month_number
from netlead_md.parsing.lexicons import LANGUAGES, merge_words

_YEAR: Final = re.compile(
    r"(?<![\w.,/-])(?P<year>(?:19|20)[0-9]{2})(?:[ \t]*[/–-][ \t]*(?P<next>(?:20)?[0-9]{2}))?(?![0-9]|[/.,–-][0-9])"
)
_SHORT: Final = re.compile(
    r"(?:(?P<word>[^\W\d_]{2,12})\.?[ \t]+['’]?|['’])(?P<year>[0-9]{2})(?:/(?P<next>[0-9]{2}))?(?![\w:]|[/.,-][0-9])"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_FRAME: Final = " \t#*_:.-+()[]=>"
_LONGEST: Final = 40
"""Characters of a line that may be nothing but a year; more of a heading."""
_DEEPEST: Final = 6
_HALF: Final = 7
"""From this month on a day under `Winter 2025/26` is of the first year."""


class YearMark(NamedTuple):
    """A year, 0 where none holds any more, and the line from which on it holds, from 0; -1: the name of the note."""

    line: int
    year: int
    split: bool = False
    """It runs over the turn of the year."""

    def year_of(self, month: int) -> int:
        return self.year + (self.split and month < _HALF)


def find_year_marks(texts: Sequence[str], stem: str) -> list[YearMark]:
    """The years that the headings of a note, lines that hold nothing else, and its name give."""
    found = [mark] if (mark := _of_name(stem)) else []
    level = 0
    """Of the heading of the last mark; deeper ones stand under it."""
    for at, text in enumerate(texts):
        deep = _level(text)
        if not deep and (len(text) > _LONGEST or not text.rstrip(_FRAME)[-1:].isdigit()):
            continue
        if mark := _of_text(text.strip(_FRAME), at, alone=not deep):
            found.append(mark)
            level = deep or _DEEPEST
        elif 0 < deep <= level:  # what stands under another heading is not of that year
            found.append(YearMark(at, 0))
            level = 0
    return found


def _level(text: str) -> int:
    bare = text.lstrip(" \t>")
    return len(bare) - len(bare.lstrip("#")) if bare[:1] == "#" else 0


def year_at(marks: Sequence[YearMark], line: int, month: int) -> int | None:
    """The year of a day of this month on a line; None where no mark stands above it."""
    at = bisect_right(marks, line, key=lambda mark: mark.line) - 1
    return marks[at].year_of(month) if at >= 0 and marks[at].year else None


def _of_name(stem: str) -> YearMark | None:
    others = [word for word in _WORD.findall(stem) if not _is_period(word)]
    return _of_text(stem, -1, alone=False) if len(others) <= 1 and len(stem) <= _LONGEST else None


def _of_text(text: str, at: int, *, alone: bool) -> YearMark | None:
    whole = [*_YEAR.finditer(text)]
    found = whole[0] if len(whole) == 1 else None
    if found is None and not whole:
        short = _SHORT.search(text)
        found = short if short is not None and (not short["word"] or _is_season(short["word"])) else None
    if found is None or (alone and not all(map(_is_period, _WORD.findall(text)))):
        return None
    year = full_year(found["year"])
    split = bool(found["next"]) and full_year(found["next"][-2:]) == year + 1
    return YearMark(at, year, split) if year in YEARS else None


def _is_season(word: str) -> bool:
    """Whether two figures behind a word are a year: `Autumn 25`, and not `May 28` or `week 10`."""
    return word.casefold() in merge_words("dates", "seasons", LANGUAGES)


@lru_cache(maxsize=512)
def _is_period(word: str) -> bool:
    """Whether a word is a month, a season or another part of a year."""
    in_year = merge_words("dates", "periods", LANGUAGES) | merge_words("dates", "seasons", LANGUAGES)
    return month_number(word) > 0 or word.casefold() in in_year
