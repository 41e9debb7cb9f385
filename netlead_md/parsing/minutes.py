"""Labels of minutes: who was there and when, as people and meeting software write it (SPEC §2.5, "Meeting notes")."""

import datetime as dt
import re
from functools import lru_cache
from typing import Final

import msgspec

from netlead_md.parsing.dates import DateOrder, parse_day
from netlead_md.parsing.lexicons import LANGUAGES, merge_words

_LINK: Final = re.compile(r"\[\[(?P<target>[^\[\]|#\n]*)(?:#[^\[\]|\n]*)?(?:\|(?P<shown>[^\[\]\n]*))?\]\]")
_BETWEEN: Final = re.compile(r"[,;•·]|[ \t](?:and|und|et|y|&)[ \t]")
_AROUND: Final = re.compile(r"\([^()\n]{0,80}\)|<[^<>\n]{0,80}>")
_BULLET: Final = re.compile(r"[ \t]*(?:[-*+•]|[0-9]{1,3}[.)])[ \t]+(?:\[.\][ \t]+)?")
_ITEMS: Final = 200
"""People of one meeting that are read."""


class Attendee(msgspec.Struct, frozen=True):
    """One name behind a label."""

    name: str
    """As written; of a link its target's last part."""
    line: int
    """From 0, in the body."""
    link: bool = False


class MinutesLabels(msgspec.Struct, frozen=True):
    """What the labels of a meeting note say."""

    attendees: tuple[Attendee, ...] = ()
    apologies: tuple[Attendee, ...] = ()
    date: dt.date | None = None
    date_line: int = -1
    """Line of the body with the date; -1: none."""


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    words = {key: merge_words("labels", key, LANGUAGES) for key in ("attendees", "apologies", "date")}
    choices = "|".join(sorted((re.escape(word) for found in words.values() for word in found), key=len, reverse=True))
    return re.compile(
        rf"^[ \t]*(?:[-*+>][ \t]+|#{{1,6}}[ \t]+)?(?:\*\*|__|\*|_)?(?P<label>{choices})(?:\*\*|__|\*|_)?"
        r"[ \t\u00a0]{0,2}"
        r"(?:\([^()\n]{0,20}\))?(?P<colon>::?(?:\*\*|__)?|$)[ \t]*(?P<rest>[^\n]*)$",
        re.IGNORECASE,
    )


def read_minutes_labels(body: str, *, date_order: DateOrder | None = None) -> MinutesLabels:
    """The people behind `Present:`, `**Attendees**:`, `With:`, `Anwesend:`, `Présents :`, and the day behind `Date:`.

    A label with nothing behind it takes the bullets below it. Names are split at commas, semicolons and `and`.
    """
    lines = body.split("\n")
    people: dict[str, list[Attendee]] = {"attendees": [], "apologies": []}
    date: dt.date | None = None
    date_line = -1
    for at, line in enumerate(lines):
        found = _label().match(line) if len(line) < 2000 else None  # noqa: PLR2004
        if found is None or (not found["colon"] and not line.lstrip().startswith("#")):
            continue
        kind = _kind_of(found["label"])
        if kind == "date":
            day = parse_day(_unlinked(found["rest"]), date_order=date_order) if date is None else None
            if day is not None and day.date is not None and not day.yearless:
                date, date_line = day.date, at
        else:
            people[kind] += _names(found["rest"], at) if found["rest"].strip() else _names_below(lines, at + 1)
    return MinutesLabels(tuple(people["attendees"][:_ITEMS]), tuple(people["apologies"][:_ITEMS]), date, date_line)


def _kind_of(label: str) -> str:
    low = label.casefold()
    return next(key for key in ("attendees", "apologies", "date") if low in merge_words("labels", key, LANGUAGES))


def _unlinked(text: str) -> str:
    return _LINK.sub(lambda found: found["target"], text)


def _names_below(lines: list[str], at: int) -> list[Attendee]:
    """The names in the list right below a label; a blank line before it is passed over."""
    names: list[Attendee] = []
    start = at
    while at < len(lines) and at - start < _ITEMS:
        bullet = _BULLET.match(lines[at])
        if bullet is not None:
            names += _names(lines[at][bullet.end() :], at)
        elif lines[at].strip() or at > start:
            break
        at += 1
    return names


def _names(text: str, line: int) -> list[Attendee]:
    found: list[Attendee] = []
    end = 0
    for link in _LINK.finditer(text):
        found += _plain_names(text[end : link.start()], line)
        found.append(Attendee(link["target"].rpartition("/")[2].strip(), line, link=True))
        end = link.end()
    return found + _plain_names(text[end:], line)


def _plain_names(text: str, line: int) -> list[Attendee]:
    parts = (part.strip(" \t*_@#\"'.:") for part in _BETWEEN.split(_AROUND.sub(" ", text)))
    return [Attendee(part, line) for part in parts if part and part[0].isalpha() and len(part) < 80]  # noqa: PLR2004
