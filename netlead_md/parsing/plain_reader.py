"""Lines in the writer's own words: bullets, paragraphs, headings and rows that the grammar leaves (SPEC §2.5).

The grammar of SPEC §2.3 reads first. What it leaves is read here by its words alone; whom a line concerns, and whether
it counts, is decided while linking, which knows the kind of the note.
"""

import datetime as dt
import re
from operator import attrgetter
from typing import Any, Final

import msgspec

from netlead_md.model.account import DID_NOT_HAPPEN, PLAN, QUOTED
from netlead_md.model.diagnostics import FaultKind
from netlead_md.model.entry_types import UNDATED_NEEDS
from netlead_md.model.note import Link, LogLine
from netlead_md.model.plain_line import PlainReading, Proposal
from netlead_md.model.vocabulary import CONTACT, PROMISE, TODO
from netlead_md.model.words import Box
from netlead_md.parsing.blocks import BULLET, Bullet, Outline
from netlead_md.parsing.date_resolution import (
    find_numeric_order,
    find_periods,
    nearest_year,
    resolve_years,
    within_period,
)
from netlead_md.parsing.dates import (
    DateMatch,
    DateOrder,
    find_file_name_date,
    find_line_date,
    make_date,
    parse_day,
    parse_iso_date,
)
from netlead_md.parsing.entry_head import parse_head_cached, type_of
from netlead_md.parsing.entry_line import ADDRESS, TASK_WORD
from netlead_md.parsing.inline import BOX, read_marks
from netlead_md.parsing.keywords import EntryCollector
from netlead_md.parsing.lexicons import merge_words
from netlead_md.parsing.links import find_links
from netlead_md.parsing.plain_line import begins_with_day, find_done_day, kept_on, move_day, read_plain_line
from netlead_md.parsing.plain_triggers import glance, is_sure_contact, languages_of, read_undated_line

_QUOTED: Final = re.compile(r"(?:>[ \t]?)+(?:\[![\w-]+\][+-]?[ \t]*)?(?:[-*+][ \t]+)?")
_ID: Final = re.compile(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*$")
_DUE: Final = re.compile(
    r"(?<!\w)(?:due|by|until|bis|pour|avant|hasta|antes de)[ \t]{1,3}(?=[0-9A-Z\[])", re.IGNORECASE
)
_CAPITAL: Final = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w’'-]")
_PROPERTY: Final = re.compile(r"(?:\*\*)?([^\W\d_][\w /-]{0,40})::")
_DATE_KEYS: Final = frozenset({"date", "day", "on", "datum", "fecha"})
_DEADLINE: Final = re.compile(r"[ \t]*(?:DEADLINE|SCHEDULED):[ \t]*<([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DAY_OF_MONTH: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|er|\.)?[ \t]*:[ \t]+(?=\S)")
"""A day under the heading or bullet of its month: `16th: asked him`."""
_SLASHED: Final = re.compile(r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}(?![0-9])")
_DIGIT: Final = re.compile("[0-9]")
_TICK: Final = "[x] "
_RULE: Final = re.compile(r"\|?[ \t:|-]+\|?[ \t]*")
_by_line: Final = attrgetter("line")
_HEAD: Final = re.compile(r"[\W_]*(?:on|am|le|el)?[\W_]*", re.IGNORECASE)
"""What may stand before a date at the head of a line."""
_WORDED: Final = frozenset({FaultKind.NEAR_MISS_TYPE})
_READ_ON: Final = frozenset({FaultKind.AMBIGUOUS_DATE, FaultKind.LOOSE_BULLET}) | _WORDED
"""What is wrong with a line no more once it is read by its words: at all, and where its day is certain too."""


class _Where(msgspec.Struct, frozen=True):
    """What stands above a line."""

    date: dt.date | None = None
    about: bool = False
    links: tuple[Link, ...] = ()
    contact: bool = False
    line: int = 0


_NOWHERE: Final = _Where()


class PlainReader:
    """Reads what the grammar leaves of one body; made anew for each."""

    def __init__(self, log: EntryCollector, outline: Outline, body: str, *, prose: bool = True) -> None:
        self._log = log
        self._raw = body.split("\n")
        self._texts = outline.visible.split("\n")
        self._items = outline.items
        self._visible = outline.visible
        self._note_day = log.today or (find_file_name_date(_stem(log.path)) if prose else None)
        """Of a daily note, or perhaps of a meeting: `by Friday` is to be read from there."""
        self._has_quotes = body[:1] == ">" or "\n>" in body
        self._prose = prose
        """Whether undated prose may tell of something: not in a note that says to be about somebody."""
        self.order: DateOrder | None = log.words.date_order
        self._sought = False
        """Whether the order of day and month was looked for in the other dates of the note."""
        self._languages: tuple[str, ...] | None = None
        self._wished = False
        """Whether the line stands under such a heading as `Agenda`."""
        self._yearless = False
        self._text_block = (0, -1)
        """First and last line of the paragraph or table that was looked at last."""
        self._above: dict[int, _Where] = {}
        """Bullets that are no entries and link somebody or say a day, by line of the body."""

    @property
    def languages(self) -> tuple[str, ...]:
        if self._languages is None:
            self._languages = languages_of(self._visible, self._log.words.languages)
        return self._languages

    def read(self, text: str, day: dt.date | None = None) -> PlainReading:
        """What a line says, with the order of day and month that the note's other dates show; `day`: around it."""
        if not _DIGIT.search(text):
            reading = read_undated_line(text, self.languages)
            if not reading.proposals:
                return reading
        reading = self._read(text, day)
        if (reading.date_choices or (reading.date is None and _SLASHED.search(text))) and self._seek_order():
            return self._read(text, day)
        return reading

    def _seek_order(self) -> bool:
        """Look once for the order of day and month that the note's dates show; whether it was found just now."""
        if self.order is not None or self._sought:
            return False
        self._sought = True
        self.order = find_numeric_order(self._texts)
        return self.order is not None

    def _read(self, text: str, day: dt.date | None) -> PlainReading:
        return read_plain_line(text, self.languages, date_order=self.order, day=day or self._note_day)

    def finish_lines(self) -> None:
        """Look again at the lines that the grammar read: at plain ones, and at contacts that may say more."""
        log = self._log
        for at, line in enumerate(log.lines):
            if line.form == "section":
                continue
            if line.form == "plain" or line.type == TODO:
                again = self._plain(line)
            elif line.type in CONTACT and line.box != " ":
                again = self._contact(line, bare=line.line in log.bare)
            else:
                continue
            if again is not line:
                log.lines[at] = again
                log.by_line[line.line - log.first] = again

    def read_others(self, sections: "tuple[tuple[int, int, LogLine], ...]" = ()) -> None:  # noqa: C901 - once a line
        """Read all other lines; `sections`: (first line, line behind the last, date heading) of the body."""
        log, known, items = self._log, self._log.by_line, self._items
        silent = not self._prose and log.today is None  # undated prose tells of nothing here
        at_section = at_item = 0
        for at, text in enumerate(self._texts):
            if not text:
                continue
            while at_item < len(items) and items[at_item].line < at:
                at_item += 1
            if text[0] == "#" or text[-1] == ":":
                self._wished = text.strip("#: \t*_").casefold() in self._wishes()
            if at in known:
                continue
            is_item = at_item < len(items) and items[at_item].line == at
            if not is_item and silent and not sections and not _DIGIT.search(text):
                continue
            while at_section < len(sections) and at >= sections[at_section][1]:
                at_section += 1
            heading = sections[at_section][2] if at_section < len(sections) and at > sections[at_section][0] else None
            line = self._bullet(items[at_item], heading) if is_item else self._other(at, text, heading)
            if line is not None:
                known[at] = line
                log.lines.append(line)
        if self._has_quotes:
            self._read_quotes()
        log.lines.sort(key=_by_line)
        if self._yearless:
            self._give_years(sections)

    def _other(self, at: int, text: str, heading: LogLine | None) -> LogLine | None:
        """A line that is no bullet."""
        if text.lstrip()[:1] == "|":
            return self._row(at, text)
        if text.isspace() or text.lstrip()[:1] == "#" or text.startswith("![["):
            return None
        return self._paragraph(at, text, heading)

    def _ahead(self, reading: PlainReading) -> PlainReading:
        """A contact in a daily note on a later day was still to come when it was written: a plan."""
        today = self._log.today
        later = today is not None and reading.date is not None and not reading.yearless and reading.date > today
        return msgspec.structs.replace(reading, not_counted=reading.not_counted or PLAN) if later else reading

    def _wishes(self) -> frozenset[str]:
        """Headings under which stands what is wished for: `Agenda`, `Ideas`."""
        return merge_words("not", "wishes", self.languages)

    def _read_quotes(self) -> None:
        """Lines of block quotes are no entries, but one with a day stands in the account (SPEC §2.3, §2.5)."""
        for at, raw in enumerate(self._raw):
            if raw[:1] != ">" or not any(map(str.isdigit, raw)):
                continue
            text = _QUOTED.sub("", raw)
            reading = self.read(text)
            if reading.date is not None and reading.tells and not reading.yearless and _is_head(text, reading):
                reading = msgspec.structs.replace(reading, not_counted=QUOTED, proposals=())
                line = self._made(at, len(raw) - len(text) + 1, text, reading, _NOWHERE, head=True)
                self._log.lines.append(line)

    def _give_years(self, sections: "tuple[tuple[int, int, LogLine], ...]") -> None:
        """Give each day without a year the one that the dated lines around it, or its heading, leave it."""
        log = self._log
        periods = self.find_periods()
        days = [within_period(_dated(line), periods[line.line - log.first]) for line in log.lines]
        heading = next((each.date for _, _, each in sections if each.date is not None), None)
        resolved = resolve_years(days, heading=heading, note_day=self._note_day)
        given: dict[int, dt.date] = {}
        for at, (line, date) in enumerate(zip(log.lines, resolved, strict=True)):
            if date is not None and line.date is None and line.reading is not None and line.reading.yearless:
                reading = self._ahead(msgspec.structs.replace(line.reading, date=date, yearless=False))
                log.lines[at] = again = msgspec.structs.replace(line, date=date, reading=reading)
                log.by_line[line.line - log.first] = again
                self._forgive(line.line)
                given[line.line] = date
        for at, line in enumerate(log.lines):
            under = line.date is None and line.parent in given
            if under and line.reading is not None and not line.reading.date_choices:
                log.lines[at] = again = msgspec.structs.replace(line, date=given[line.parent])
                log.by_line[line.line - log.first] = again

    def find_periods(self) -> list[dt.date | None]:
        """For each line of the body the middle of the month, season or year that it stands under."""
        return find_periods(self._texts, _stem(self._log.path), self.languages)

    def _contact(self, line: LogLine, *, bare: bool) -> LogLine:
        """A contact by the grammar: whether it took place, is one at all, and says more.

        `bare`: it has no colon, so that its word may be part of something else.
        """
        if not bare:
            seen = glance(line.text, self.languages, line.type)
            if not (seen.binds or seen.did_not):
                return line
        raw = self._raw[line.line - self._log.first]
        rest = raw[line.column - 1 :]
        doubtful = bare and line.type != "note" and not is_sure_contact(rest, line)
        if bare:
            seen = glance(_ID.sub("", rest), self.languages)
            if not (seen.binds or seen.did_not or (doubtful and not seen.contact)):
                return line
        reading = self.read(_ID.sub("", read_marks(rest).text), line.date)
        if reading.not_counted == DID_NOT_HAPPEN:
            reading = msgspec.structs.replace(reading, contact=reading.contact or line.type)
            return self._with(line, reading, raw, type="note", form="read")
        if doubtful and not reading.contact and line.hours is None and line.money is None:
            return self._with(line, reading, raw, type="note", form="plain", word="", text=_without_id(rest))
        if reading.proposals:
            return self._with(line, reading, raw)
        return line

    def _plain(self, line: LogLine) -> LogLine:
        """A dated bullet without a type word, or a box dated by 📅 alone."""
        raw = self._raw[line.line - self._log.first]
        reading = self.read(line.text, line.date)
        if line.type == TODO:
            reading = msgspec.structs.replace(reading, proposals=())
            return self._with(line, reading, raw) if reading.contact else line
        if reading.contact and not reading.not_counted:
            again = self._with(line, reading, raw, form="read", **_values(reading))
            self._forgive(line.line)
            return again
        if reading.tells or reading.proposals or reading.not_counted:
            return self._with(line, reading, raw, form="read" if reading.not_counted else "plain")
        return line

    def _bullet(self, item: Bullet, heading: LogLine | None) -> LogLine | None:
        text, box, column = item.text, item.box, item.column
        raw = self._raw[item.line]
        if raw.lstrip()[:1].isdigit() and begins_with_day(raw):
            text, column = raw.strip(), len(raw) - len(raw.lstrip()) + 1
        if ticked := BOX.match(text):
            ticks = ticked[1].lower()
            if ticks not in {" ", "x"}:
                return None
            box = "x" if ticks == "x" else " "
            text, column = text[ticked.end() :], column + ticked.end()
        elif worded := TASK_WORD.match(text):
            box = "x" if worded[1] == "DONE" else " "
            text, column = text[worded.end() :], column + worded.end()
        where = self._stands(item, heading)
        if where.about and where.date is not None and (day := _DAY_OF_MONTH.match(text)):
            date = make_date(where.date.year, where.date.month, int(day[1]))
            if date is not None:
                text, column = text[day.end() :], column + day.end()
                where = msgspec.structs.replace(where, date=date, about=False)
        line = self._line(item.line, column, text, where, box=box, bullet=True)
        if (line is None or not (line.reading and line.reading.proposals)) and self._log.today is None and ":" in text:
            line = self._lacking(item.line, column, text, where, box) or line
        links = find_links(text, column) if "[" in text else ()
        yearless = line is not None and line.reading is not None and line.reading.yearless
        if links or yearless or (line is not None and line.date):
            date = line.date if line is not None and line.date else where.date
            contact = where.contact or bool(line and line.type != "note")
            about = line.about if line is not None and line.date else where.about
            self._above[item.line] = _Where(date, about, (*links, *where.links), contact, self._number(item.line))
        return line

    def _lacking(self, at: int, column: int, text: str, where: _Where, box: Box) -> LogLine | None:
        """A bullet with a type that binds and a colon, which lacks what would make it an entry without a day."""
        head = parse_head_cached(text, self._log.words) if box != " " else None
        if head is None or not head.colon or head.type not in UNDATED_NEEDS or ADDRESS.fullmatch(head.text_of(text)):
            return None
        proposal = Proposal(head.type, head.values.get("kind", ""))
        reading = msgspec.structs.replace(self.read(text), proposals=(proposal,), tells=True)
        return self._made(at, column, text, reading, where, head=False, box=box)

    def _paragraph(self, at: int, text: str, heading: LogLine | None) -> LogLine | None:
        """A line of prose: in a daily note if it may name somebody, in a meeting note, or with a day."""
        start = len(text) - len(text.lstrip())
        if self._log.today is not None:
            if "[[" not in text and "](" not in text and not _CAPITAL.search(text):
                return None
        elif heading is None and not self._prose:
            body = text[start:]
            if not _DIGIT.search(body):
                return None
            found = find_line_date(body, self.languages, date_order=self.order)
            if (found is None or found.choices) and self._seek_order():
                found = find_line_date(body, self.languages, date_order=self.order)
            if found is None:
                return None
        return self._line(at, start + 1, text[start:].rstrip(), _of(heading), bullet=False)

    def _row(self, at: int, text: str) -> LogLine | None:
        """A row of a table with a date in one of its cells; the others are its words."""
        if _RULE.fullmatch(text) or not any(sign.isdigit() for sign in text):
            return None
        cells = [cell.strip() for cell in text.strip().strip("|").split("|")]
        for number, cell in enumerate(cells):
            reading = self.read(cell)
            if reading.date is not None and not reading.text.strip():
                others = ", ".join(other for other in (*cells[:number], *cells[number + 1 :]) if other)
                said = self.read(others)
                joined = msgspec.structs.replace(
                    said, date=reading.date, yearless=reading.yearless, date_choices=reading.date_choices, text=others
                )
                joined = msgspec.structs.replace(joined, weekday=reading.weekday, date_span=reading.date_span)
                return self._made(at, text.index(cell) + 1, text, joined, _NOWHERE, head=True)
        return None

    def _line(  # noqa: PLR0913, C901 - the first that fits
        self, at: int, column: int, text: str, where: _Where, *, box: Box = "", bullet: bool
    ) -> LogLine | None:
        if "::" in text and _is_property(text):
            return None
        if "^" in text:
            text = _ID.sub("", text)
        marks = read_marks(text)
        if box == "" and not _DIGIT.search(marks.text) and not glance(marks.text, self.languages).tells:
            return None
        reading = self._ticked(marks.text, where.date) if box == "x" else self.read(marks.text, where.date)
        head = _is_head(marks.text, reading)
        if reading.date is not None and head and (typed := self._typed(at, column, text, reading, box)):
            return typed
        if box and head and reading.date is not None and not (reading.yearless or reading.about):
            links = find_links(text, column) if "[" in text else ()
            self._forgive(self._number(at))
            day, said = reading.date, reading.text
            return LogLine(self._number(at), column, PROMISE, "dated", day, "", said, links, box=box, done=marks.done)
        if self._wished and not head and (reading.contact or reading.proposals):
            reading = msgspec.structs.replace(reading, not_counted=PLAN, proposals=())
        if box == " " and reading.contact and reading.date is None:
            reading = msgspec.structs.replace(reading, not_counted="plan")
        around = where.date or self._log.today
        if around is not None and reading.tells and reading.date is None and not reading.date_choices:
            reading = move_day(reading, around, self.languages)
        reading = self._ahead(reading)
        tells = reading.tells or bool(reading.date_choices) or bool(box)
        if not tells and not (head if not bullet else reading.date is not None):
            return None
        if not bullet and not head and not (reading.contact or reading.proposals or reading.not_counted):
            return None
        due = marks.due or self._planned(at, box)
        if box == " " and due is None and reading.date is None:
            due, reading = self._due_of(marks.text, reading)
        return self._made(at, column, text, reading, where, head=head, box=box, done=marks.done, due=due)

    def _day_of(self, text: str) -> DateMatch | None:
        """The day that a text is, with the order of day and month that the note's other dates show."""
        day = parse_day(text, self.languages, date_order=self.order)
        if (day is None or day.choices) and self._seek_order():
            return parse_day(text, self.languages, date_order=self.order)
        return day

    def _ticked(self, text: str, day: dt.date | None) -> PlainReading:
        """What a ticked box says: an infinitive tells there of what was done."""
        if done := find_done_day(text, self._day_of):
            at, on = done
            reading = self.read(f"{_TICK}{text[:at].rstrip()}", day)
            return kept_on(reading, on, day or self._note_day)
        reading = self.read(f"{_TICK}{text}", day)
        if reading.date_span[0] < 0:
            return reading
        start, end = reading.date_span
        return msgspec.structs.replace(reading, date_span=(start - len(_TICK), end - len(_TICK)))

    def _planned(self, at: int, box: Box) -> dt.date | None:
        """The day of a task that Logseq keeps on the line below it: `DEADLINE: <2026-07-17 Fri>`."""
        if box != " " or at + 1 >= len(self._raw):
            return None
        found = _DEADLINE.match(self._raw[at + 1])
        return parse_iso_date(found[1]).date if found else None

    def _due_of(self, text: str, reading: PlainReading) -> tuple[dt.date | None, PlainReading]:
        """The day by which a task is due; one without its year becomes the line's, so that the lines around give it."""
        found = self._due(text)
        around = self._log.today or self._note_day
        if found is not None and found.yearless and found.date is not None and around is not None:
            return nearest_year(found.date, around), reading
        if found is not None and found.yearless:
            return None, msgspec.structs.replace(reading, date=found.date, yearless=True)
        return (found.date if found is not None else None), reading

    def _due(self, text: str) -> DateMatch | None:
        """The day behind `due` or `by` in the words of an open box."""
        for found in _DUE.finditer(text[:600]):
            day = parse_day(" ".join(text[found.end() :].split()[:4]), self.languages, date_order=self.order)
            day = day or find_line_date(text[found.end() :], self.languages, date_order=self.order)
            if day is not None and day.date is not None and day.start == 0:
                return day
        return None

    def _typed(self, at: int, column: int, text: str, reading: PlainReading, box: Box) -> LogLine | None:
        """A line of the grammar behind a date in another form."""
        start = text.find(reading.text[:40]) if reading.text else -1
        if start < 0 or not type_of(reading.text, self._log.words):
            return None
        rest = text[start:]
        head = parse_head_cached(rest, self._log.words)
        if head is None or head.unknown or not head.colon or reading.yearless:
            return None
        number, text_ = self._number(at), head.text_of(rest)
        id_ = found[0].strip()[1:] if (found := _ID.search(self._raw[at])) else ""
        links = find_links(rest, column + start) if "[" in rest else ()
        date, kind = reading.date, head.type
        values = head.values | ({"id": id_} if id_ else {})
        line = LogLine(number, column + start, kind, "dated", date, head.word, text_, links, box=box, **values)
        self._forgive(number)
        return self._contact(line, bare=False) if kind in CONTACT and box != " " else line

    def _made(  # noqa: PLR0913
        self,
        at: int,
        column: int,
        text: str,
        reading: PlainReading,
        where: _Where,
        *,
        head: bool,
        box: Box = "",
        done: dt.date | None = None,
        due: dt.date | None = None,
    ) -> LogLine:
        links = find_links(self._texts[at][column - 1 :], column) if "[" in text else ()
        date = reading.date or where.date or self._log.today
        if reading.date_choices or reading.yearless:
            date, self._yearless = None, self._yearless or reading.yearless
        values: dict[str, Any] = {"text": _without_id(reading.text), "type": "note"}
        values |= _values(reading) if _is_contact(reading, where, box) else {}
        if date is not None and not box and (reading.date is not None or reading.contact):
            self._forgive(self._number(at), _READ_ON if reading.contact else _READ_ON - _WORDED)
        return LogLine(
            line=self._number(at),
            column=column,
            form="read",
            date=date,
            links=links,
            inherited=where.links,
            parent=where.line,
            box=box,
            done=done,
            by=due,
            about=reading.about or (where.about and reading.date is None),
            reading=reading,
            source=self._raw[at],
            within=where.contact,
            head=head,
            **self._block(at, self._raw[at]),
            **values,
        )

    def _with(self, line: LogLine, reading: PlainReading, raw: str, **values: Any) -> LogLine:  # noqa: ANN401
        block = self._block(line.line - self._log.first, raw)
        return msgspec.structs.replace(line, reading=reading, source=raw, **block, **values)

    def _block(self, at: int, raw: str) -> dict[str, Any]:
        """The last line of the block that a line begins: a bullet and what is nested in it, a paragraph or a table."""
        if raw.lstrip()[:1] == "#":
            return {}
        bullet = BULLET.match(raw)
        last = self._last_nested(at, len(bullet[1])) if bullet else self._last_of_text(at)
        return {"end": self._number(last), "tail": self._raw[last]} if last > at else {}

    def _last_nested(self, at: int, indent: int) -> int:
        """The last line that is nested in a bullet."""
        for other in range(at + 1, len(self._raw)):
            text = self._raw[other]
            words = text.lstrip()
            if not words or words[0] == "#" or len(text) - len(words) <= indent:
                return other - 1
        return len(self._raw) - 1

    def _last_of_text(self, at: int) -> int:
        """The last line of a paragraph or table; looked for once for all its lines."""
        first, last = self._text_block
        if not first <= at <= last:
            last = at
            while last + 1 < len(self._raw) and self._goes_on(self._raw[last + 1]):
                last += 1
            self._text_block = at, last
        return last

    @staticmethod
    def _goes_on(text: str) -> bool:
        words = text.lstrip()
        return bool(words) and words[0] != "#" and not BULLET.match(text)

    def _stands(self, item: Bullet, heading: LogLine | None) -> _Where:
        """What a bullet stands under: the nearest bullet that is an entry or links somebody, else a date heading."""
        at = item.parent
        while at >= 0:
            if (line := self._log.by_line.get(at)) is not None and line.date is not None and line.reading is None:
                return _of(line)
            if found := self._above.get(at):
                return found
            if line is not None and line.date is not None:
                return _of(line)
            at = self._log.parents.get(at, -1)
        return _of(heading)

    def _number(self, at: int) -> int:
        return self._log.first + at

    def _forgive(self, number: int, troubles: frozenset[FaultKind] = _READ_ON) -> None:
        """Take back what was said of a line before it was read by its words."""
        faults = self._log.faults
        if any(fault.place and fault.place.line == number for fault in faults):
            faults[:] = [
                each for each in faults if not (each.place and each.place.line == number and each.trouble in troubles)
            ]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _is_contact(reading: PlainReading, where: _Where, box: Box) -> bool:
    return bool(reading.contact) and not reading.not_counted and box != " " and not where.contact


def _is_property(text: str) -> bool:
    """Whether a line is an inline field and nothing else, but for one that says the day."""
    found = _PROPERTY.match(text)
    return found is not None and found[1].strip().casefold() not in _DATE_KEYS


def _is_head(text: str, reading: PlainReading) -> bool:
    """Whether a line begins with its date."""
    return reading.date is not None and _HEAD.fullmatch(text, 0, max(reading.date_span[0], 0)) is not None


def _dated(line: LogLine) -> tuple[dt.date | None, bool, int]:
    """The day of a line, whether its year is a place-holder, and the weekday, as `resolve_years` takes them."""
    reading = line.reading
    if line.date is None and reading is not None and reading.yearless:
        return reading.date, True, reading.weekday
    return line.date, False, -1


def _of(line: LogLine | None) -> _Where:
    if line is None:
        return _NOWHERE
    contact = line.type in CONTACT and line.type != "note"
    return _Where(line.date, line.about, (*line.links, *line.inherited), contact, line.line)


def _values(reading: PlainReading) -> dict[str, Any]:
    found: dict[str, Any] = {"type": reading.contact, "word": reading.word}
    if reading.hours is not None:
        found["hours"] = reading.hours
    if reading.money is not None:
        found |= {"money": reading.money, "currency": reading.currency}
    return found


def _without_id(text: str) -> str:
    return _ID.sub("", text).rstrip()
