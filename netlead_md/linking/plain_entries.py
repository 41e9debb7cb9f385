"""From what a plain line says to what becomes of it: an entry, a question, or a reason why not (SPEC §2.5)."""

import datetime as dt
import re
from collections.abc import Collection
from typing import Final

import msgspec

from netlead_md.linking.attribution import Affiliations, Attribution, LinkedEntities, NoteSubject, attribute_entry
from netlead_md.model.account import (
    DID_NOT_HAPPEN,
    FIRST_NAME,
    NO_DAY,
    NO_YEAR,
    NOBODY,
    NOT_CERTAIN,
    PLAN,
    Suggestion,
    Telling,
    UncertainDay,
)
from netlead_md.model.note import LogLine
from netlead_md.model.plain_line import PlainReading, Proposal
from netlead_md.model.vocabulary import CONTACT
from netlead_md.model.words import EntryTypeName, Unsaid
from netlead_md.parsing.date_resolution import nearest_year
from netlead_md.parsing.plain_line import proposal_line

LIGHT: Final = frozenset({"person", "organisation", "interaction"})
"""In the notes of these kinds a dated bullet without a type is a light contact."""
_BULLET: Final = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")
_ID: Final = re.compile(r"[ \t]+\^[A-Za-z0-9-]+$")
_PROMISE: Final = "promise"
_KEPT: Final = "kept"
_NOTHING_SAID: Final = PlainReading()


class Fate(msgspec.Struct, frozen=True):
    """What becomes of a plain line."""

    entry: EntryTypeName | Unsaid = ""
    """The type of the entry that it gives; empty: none."""
    mention: bool = False
    telling: bool = False
    """It stands in the account by itself: it is no entry, or asks something."""
    type: str = "note"
    reason: str = ""
    date: dt.date | None = None
    plan: bool = False
    promise: bool = False
    asks: bool = False
    uncertain: UncertainDay | None = None


def entry_fate(  # noqa: C901 - the first that fits
    line: LogLine, own: NoteSubject, day: dt.date | None, *, named: bool, hinted: bool = False
) -> Fate:
    """What becomes of a line with a reading; `named`: it names somebody; `day`: that of a meeting note.

    `hinted`: it has a first name that one person alone has, and names nobody.
    """
    reading = line.reading or _NOTHING_SAID
    light = own.kind in LIGHT
    date = line.date or (_in_meeting(reading, day) if own.kind == "interaction" else None)
    if line.form not in {"read", "plain"}:
        return Fate(line.type, telling=bool(reading.proposals), type=line.type, date=date, asks=bool(reading.proposals))
    if line.box == " " or (line.box == "x" and not reading.contact and not _binding(reading)):
        return _boxed(line, reading, date, told=light or named, hinted=hinted)
    if line.form == "read" and not _is_listed(line):
        if reading.not_counted == DID_NOT_HAPPEN and not reading.contact:
            return Fate()
        if line.date is None and own.kind in {"person", "organisation"}:
            return Fate()  # prose about somebody
    if not (light or named or hinted) and not _is_told(line, reading, own, date):
        return Fate()
    if _has_uncertain_day(reading, date):
        return _of_uncertain_day(line, reading, known=light or named or hinted)
    if reading.not_counted:
        return Fate(telling=True, type=reading.contact, reason=reading.not_counted, date=date, plan=_ahead(reading))
    if hinted and date is not None and reading.tells:
        return Fate(telling=True, type=line.type, reason=FIRST_NAME, date=date, asks=bool(_binding(reading)))
    if not (light or named):
        return Fate(telling=not hinted, type=line.type, reason=NOBODY, date=date)
    if date is None:
        return Fate(telling=reading.tells, type=line.type, reason=NO_DAY) if light else Fate()
    return _of_day(line, reading, own, date, day)


def _has_uncertain_day(reading: PlainReading, date: dt.date | None) -> bool:
    """Whether the day of a line lacks its year still, or has two readings."""
    return bool(reading.date_choices) or (reading.yearless and reading.date is not None and date is None)


def _is_told(line: LogLine, reading: PlainReading, own: NoteSubject, date: dt.date | None) -> bool:
    """Whether a line that names nobody stands in the account all the same; prose of a daily note does not."""
    if own.kind == "daily":
        return reading.tells and (_is_listed(line) or reading.date is not None or bool(_NAMES_LIKE.search(line.text)))
    return reading.tells and date is not None


_SOMEBODY: Final = re.compile(r"(?<=[a-zß-ÿ] )[A-ZÀ-ÖØ-Þ][a-zß-ÿ]+")
"""A word with a capital within a line: perhaps somebody."""
_NAMES_LIKE: Final = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w’'-]* (?:[a-z&]{1,3} ){0,2}[A-ZÀ-ÖØ-Þ]")


def _of_uncertain_day(line: LogLine, reading: PlainReading, *, known: bool) -> Fate:
    """A line whose day lacks its year, or has two readings: told with the likeliest, never counted."""
    days = reading.date_choices or ((reading.date,) if reading.date is not None else ())
    start, end = reading.date_span
    column = line.column + start if start >= 0 else 0
    day = UncertainDay(days, reading.yearless, reading.weekday, column, column + end - start if column else 0)
    plan = _ahead(reading)
    type_ = reading.contact or line.type
    return Fate(
        telling=True,
        type=type_,
        reason=reading.not_counted or (NO_YEAR if reading.yearless else NOT_CERTAIN if known else NOBODY),
        date=days[0],
        plan=plan,
        asks=known and not reading.not_counted and bool(_binding(reading)),
        uncertain=day,
    )


def _in_meeting(reading: PlainReading, day: dt.date | None) -> dt.date | None:
    """The day of a line in a meeting note: its own in the year nearest to the meeting, else that of the meeting."""
    if day is not None and reading.yearless and reading.date is not None:
        return nearest_year(reading.date, day)
    return day


def _binding(reading: PlainReading) -> list[Proposal]:
    """What a line sounds like, without the promise of mine that its box says to be kept."""
    return [each for each in reading.proposals if each.outcome != _KEPT]


def _boxed(line: LogLine, reading: PlainReading, date: dt.date | None, *, told: bool, hinted: bool) -> Fate:
    """A box without a date of its own behind it: listed, never scored."""
    if not told and not line.links and not hinted and not _SOMEBODY.search(line.text):
        return Fate()
    due = line.by or (reading.date if line.box == " " else line.done or date)
    if line.box == "x":
        why = "a box without a day" if told else FIRST_NAME if hinted else NOBODY
        return Fate(telling=True, type="kept", reason=why, date=due, promise=True)
    if not told and not reading.contact:
        return Fate(telling=True, type=_PROMISE, reason=FIRST_NAME if hinted else NOBODY, date=due, promise=True)
    if reading.contact:
        return Fate(telling=True, type=reading.contact, reason=PLAN, date=due, plan=True)
    return Fate(telling=True, type=_PROMISE, reason="a box without a day", date=due, promise=True)


def _ahead(reading: PlainReading) -> bool:
    return reading.not_counted == PLAN


def _of_day(line: LogLine, reading: PlainReading, own: NoteSubject, date: dt.date, day: dt.date | None) -> Fate:
    asks, light = bool(_binding(reading)), own.kind in LIGHT
    contact = line.type if line.type != "note" else ""
    if own.kind == "daily" and contact and not reading.certain and line.box != "x":
        return Fate(telling=True, type=contact, reason=PLAN, date=date, plan=True)
    if contact and own.kind == "interaction" and (line.date is None or line.date == day):
        contact = ""  # the meeting itself
    if contact:
        return Fate(contact, telling=asks, type=contact, date=date, asks=asks)
    headed = line.form == "plain" or line.head or (reading.date is not None and _is_listed(line))
    if light and headed:
        return Fate("note", telling=asks, date=date, asks=asks)
    return Fate(mention=not light, telling=reading.tells or asks, date=date, asks=asks)


def telling_of(  # noqa: PLR0913
    path: str, line: LogLine, fate: Fate, about: Attribution, suggestions: tuple[Suggestion, ...], *, asked: bool
) -> Telling:
    """The row of a line in the account, as far as it can be told without the day."""
    counted = fate.entry not in {"", "note"}
    return Telling(
        path,
        line.line,
        line.column,
        _day_of(fate, suggestions),
        fate.type,
        _quoted(line),
        counted=counted,
        reason=fate.reason,
        people=about.named or about.people,
        organisations=tuple(each.organisation for each in about.reach),
        suggestions=suggestions,
        open=asked and bool(suggestions),
        replaced=_is_bullet(line) and not counted,
        source=line.source,
        end=line.end,
        tail=line.tail,
        plan=fate.plan,
        promise=fate.promise,
        sounds=_sound_of(line, fate) if not suggestions else None,
        uncertain=fate.uncertain,
    )


def _sound_of(line: LogLine, fate: Fate) -> Proposal | None:
    """What a line sounds like that cannot be asked about: it has no day, or names nobody who is known."""
    if line.reading is None or fate.reason not in {NOBODY, NO_DAY}:
        return None
    return next(iter(_binding(line.reading)), None)


def _day_of(fate: Fate, suggestions: tuple[Suggestion, ...]) -> dt.date | None:
    return fate.date if fate.date is not None or not suggestions else suggestions[0].proposal.by


def _is_listed(line: LogLine) -> bool:
    """Whether a line is a bullet or the row of a table."""
    return _BULLET.match(line.source) is not None or line.source.lstrip()[:1] == "|"


def _is_bullet(line: LogLine) -> bool:
    return _BULLET.match(line.source) is not None and not line.box


def _quoted(line: LogLine) -> str:
    bullet = _BULLET.match(line.source)
    text = line.source[bullet.end() if bullet is not None else 0 :].strip()
    if text[:1] == "|":
        return " · ".join(cell.strip() for cell in text.strip("|").split("|") if cell.strip())
    return _ID.sub("", text) or line.text


def suggestions_of(  # noqa: PLR0913, PLR0917
    line: LogLine,
    fate: Fate,
    own: NoteSubject,
    linked: LinkedEntities,
    ties: Affiliations,
    targets: Collection[tuple[str, str]],
) -> tuple[Suggestion, ...]:
    """The readings of a question, each with whom it would concern; none where that is nobody.

    `targets`: (name as it stands in the text, link) of those whom the line names without brackets, or takes over.
    """
    reading = line.reading
    if reading is None or fate.date is None:
        return ()
    found = []
    for proposal in _binding(reading):
        when = fate.date if fate.uncertain is None else dt.date.max
        about = attribute_entry(_as_entry(proposal), own, linked, when, ties)
        if about.people or about.reach:
            text = _linked_text(line, own, targets)
            written = proposal_line(proposal, fate.date, text).removeprefix("- ")
            reach = tuple(each.organisation for each in about.reach)
            found.append(Suggestion(proposal, written, about.people, reach))
    return tuple(found)


def _as_entry(proposal: Proposal) -> EntryTypeName:
    return "kept" if proposal.type == _PROMISE else proposal.type


def _linked_text(line: LogLine, own: NoteSubject, targets: Collection[tuple[str, str]]) -> str:
    """The words of the line; where its note concerns nobody by itself, with a link to each whom it names."""
    text = line.reading.text if line.reading is not None and line.form in {"read", "plain"} else line.text
    if own.kind in LIGHT:
        return text
    for name, link in targets:
        if name and name in text:
            text = text.replace(name, link, 1)
        elif not name and link not in text:
            text = f"{link} {text}"
    return text


def was_called_off(line: LogLine) -> bool:
    return line.reading is not None and line.reading.not_counted == DID_NOT_HAPPEN


def contact_line(line: LogLine, type_: str) -> bool:
    return type_ in CONTACT and line.form in {"read", "plain"}
