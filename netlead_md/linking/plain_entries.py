"""From what a plain line says to what becomes of it: an entry, a question, or a reason why not (SPEC §2.5)."""

import datetime as dt
import re
from collections.abc import Collection
from typing import Final

import msgspec

from netlead_md.linking.attribution import Affiliations, Attribution, LinkedEntities, NoteSubject, attribute_entry
from netlead_md.model.account import DID_NOT_HAPPEN, NO_DAY, NOBODY, PLAN, Suggestion, Telling
from netlead_md.model.note import LogLine
from netlead_md.model.plain_line import PlainReading, Proposal
from netlead_md.model.vocabulary import CONTACT
from netlead_md.model.words import EntryTypeName, Unsaid
from netlead_md.parsing.date_resolution import nearest_year
from netlead_md.parsing.plain_line import proposal_line

LIGHT: Final = frozenset({"person", "organisation", "interaction"})
"""In the notes of these kinds a dated bullet without a type is a light contact."""
_UNCERTAIN: Final = "day not certain"
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


def entry_fate(line: LogLine, own: NoteSubject, day: dt.date | None, *, named: bool) -> Fate:  # noqa: C901 - the first that fits
    """What becomes of a line with a reading; `named`: it names somebody; `day`: that of a meeting note."""
    reading = line.reading or _NOTHING_SAID
    light = own.kind in LIGHT
    date = line.date or (_in_meeting(reading, day) if own.kind == "interaction" else None)
    if line.form not in {"read", "plain"}:
        return Fate(line.type, telling=bool(reading.proposals), type=line.type, date=date, asks=bool(reading.proposals))
    if line.box == " " or (line.box == "x" and not reading.contact and not _binding(reading)):
        return _boxed(line, reading, date, told=light or named)
    if line.form == "read" and not _is_listed(line):
        if reading.not_counted == DID_NOT_HAPPEN and not reading.contact:
            return Fate()
        if line.date is None and own.kind in {"person", "organisation"}:
            return Fate()  # prose about somebody
    if not (light or named) and not (reading.tells and (own.kind == "daily" or date is not None)):
        return Fate()
    if reading.not_counted:
        return Fate(telling=True, type=reading.contact, reason=reading.not_counted, date=date, plan=_ahead(reading))
    if reading.date_choices:
        return Fate(telling=True, type=line.type, reason=_UNCERTAIN)
    if not (light or named):
        return Fate(telling=True, type=line.type, reason=NOBODY, date=date)
    if date is None:
        return Fate(telling=reading.tells, type=line.type, reason=NO_DAY) if light else Fate()
    return _of_day(line, reading, own, date, day)


def _in_meeting(reading: PlainReading, day: dt.date | None) -> dt.date | None:
    """The day of a line in a meeting note: its own in the year nearest to the meeting, else that of the meeting."""
    if day is not None and reading.yearless and reading.date is not None:
        return nearest_year(reading.date, day)
    return day


def _binding(reading: PlainReading) -> list[Proposal]:
    """What a line sounds like, without the promise of mine that its box says to be kept."""
    return [each for each in reading.proposals if each.outcome != _KEPT]


def _boxed(line: LogLine, reading: PlainReading, date: dt.date | None, *, told: bool) -> Fate:
    """A box without a date of its own behind it: listed, never scored."""
    if not told and not line.links:
        return Fate()
    due = line.by or (reading.date if line.box == " " else line.done or date)
    if line.box == "x":
        why = "a box without a day" if told else NOBODY
        return Fate(telling=True, type="kept", reason=why, date=due, promise=True)
    if not told:
        return Fate(telling=True, type=_PROMISE, reason=NOBODY, date=due, promise=True)
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
    )


def _day_of(fate: Fate, suggestions: tuple[Suggestion, ...]) -> dt.date | None:
    return fate.date if fate.date is not None or not suggestions else suggestions[0].proposal.by


def _is_listed(line: LogLine) -> bool:
    """Whether a line is a bullet or the row of a table."""
    return _BULLET.match(line.source) is not None or line.source.lstrip()[:1] == "|"


def _is_bullet(line: LogLine) -> bool:
    return _BULLET.match(line.source) is not None and not line.box


def _quoted(line: LogLine) -> str:
    text = _BULLET.sub("", line.source).strip()
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
        about = attribute_entry(_as_entry(proposal), own, linked, fate.date, ties)
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
