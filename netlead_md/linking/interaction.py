"""A meeting note: its fields make one entry, and stand behind the lines in its body (SPEC §2.2, §2.4)."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from netlead_md.linking.directory import Directory
from netlead_md.linking.fields import Sheet
from netlead_md.linking.kinds import bare
from netlead_md.linking.names import base_name
from netlead_md.linking.values import day_in, hours_in, money_in, text_of
from netlead_md.model.config import Config
from netlead_md.model.note import Line, Note
from netlead_md.model.vocabulary import CONTACT, TYPES

_DAY_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_TYPE_FIELDS: Final = ("channel", "mode", "type", "kind", "fileclass", "tags", "categories")


class Meeting(msgspec.Struct, frozen=True):
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    line: Line | None
    """The entry that the fields make; None without a day."""


def read_meeting(note: Note, sheet: Sheet, directory: Directory, config: Config) -> Meeting:
    people = dict.fromkeys(key for value in sheet.listed("people") for key in directory.people(sheet, value, "people"))
    organisations = dict.fromkeys(_organisations(sheet, directory))
    day = sheet.date("date") or _day_in_name(note)
    return Meeting(tuple(people), tuple(organisations), _line(note, sheet, day, config) if day else None)


def _organisations(sheet: Sheet, directory: Directory) -> Iterator[str]:
    for value in sheet.listed("organisation"):
        if key := directory.organisation(sheet, value, "organisation"):
            yield key


def _day_in_name(note: Note) -> dt.date | None:
    found = _DAY_IN_NAME.search(base_name(note.path))
    return day_in(found[0]) if found else None


def _line(note: Note, sheet: Sheet, day: dt.date, config: Config) -> Line:
    word = next((word for word in _type_words(note) if _contact(word, config)), "meeting")
    hours = sheet.read("duration", hours_in, "a duration such as 45m or 1h30")
    cost = sheet.read("cost", money_in, "an amount such as 40 or £40")
    money, currency = cost or (None, "")
    return Line(
        line=1,
        column=1,
        type=_contact(word, config) or "meeting",
        form="dated",
        date=day,
        word=word,
        text=base_name(note.path),
        hours=hours,
        money=money,
        currency=currency,
    )


def _contact(word: str, config: Config) -> str:
    word = config.words.get(word, word)
    found = TYPES.get(word, word.removesuffix("s") if TYPES.get(word.removesuffix("s")) else "")
    found = TYPES.get(found, found)
    return found if found in CONTACT else ""


def _type_words(note: Note) -> Iterator[str]:
    for key in _TYPE_FIELDS:
        for field in (*note.fields, *note.inline):
            if field.key == key:
                values = field.value if isinstance(field.value, list) else [field.value]
                yield from (bare(text_of(value)) for value in values)
