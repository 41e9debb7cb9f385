"""The line that a capture adds, and the proof that it says what was meant (SPEC §2.3)."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.editing.targets import Target, is_plain_line
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import OF_LINES, Diagnostic, Fault, FaultKind, Range
from netlead_md.model.note import LogLine, Note
from netlead_md.model.vocabulary import CONTACT
from netlead_md.parsing import build_keywords, read_note
from netlead_md.parsing.date_suggestions import explain_numeric_date
from netlead_md.parsing.dates import parse_iso_date
from netlead_md.parsing.entry_head import parse_head, type_of
from netlead_md.parsing.frontmatter import read_front
from netlead_md.parsing.line_suggestions import suggest_date
from netlead_md.parsing.note import build_outline
from netlead_md.parsing.suggestions import suggest_close
from netlead_md.vault.errors import UserError

# Where in a note its next line belongs: among its dated bullets, in its log section, else at its end.


_LOG: Final = re.compile(
    r"(#{1,6})[ \t]+(?:log|journal|history|timeline|contacts?|interactions|notes)\b", re.IGNORECASE
)
_HEADING: Final = re.compile(r"(#{1,6})[ \t]")
_BULLET: Final = re.compile(r"([ \t]*)([-*+])[ \t]")
_NEWLINE: Final = re.compile(r"\r\n|\n|\r")
_LINKED: Final = re.compile(r"[-*+][ \t]+(?:\[.\][ \t]+)?\[\[\d")


class InsertionPoint(msgspec.Struct, frozen=True):
    """An insertion, but for the line itself."""

    place: Range
    before: str = ""
    after: str = ""
    bullet: str = "- "
    linked: bool = False
    """The lines beside it write their dates as links."""

    def insert_line(self, text: str, line: str) -> str:
        """The text with the line in it, in its own line ends.

        `rules.edits` does as much, and to load it takes a tenth of a second for all the rules beside it.
        """
        ends = [found.end() for found in _NEWLINE.finditer(text)]
        starts = [int(text.startswith("\ufeff")), *ends]
        newline = found[0] if (found := _NEWLINE.search(text)) else "\n"
        at = starts[self.place.line - 1] + self.place.column - 1
        return text[:at] + f"{self.before}{self.bullet}{line}{self.after}".replace("\n", newline) + text[at:]


def find_insertion_point(text: str, note: Note, day: dt.date, *, dated: bool = True) -> InsertionPoint:
    """Find the place for a line of a day; in a daily note (not `dated`) behind the last bullet."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    block = read_front("", plain)
    visible = [""] * (block.line - 1) + build_outline(block.body).visible.split("\n")
    sections = [line for line in note.lines if line.form == "section"]
    section = _find_log_section(visible)
    if dated:
        there = [line for line in note.lines if _is_dated_bullet(line, lines)]
        inside = [line for line in there if section and section[0] < line.line <= section[1]]
        if found := inside or (there if not section else []):
            return _insert_by_date(found, lines, day)
        headed = [line for line in sections if not section or section[0] < line.line <= section[1]]
        if headed:
            return _insert_section(headed, lines, visible, day)
    return _insert_at_end(section, lines, dated=dated)


def _is_dated_bullet(line: LogLine, lines: Sequence[str]) -> bool:
    """A bullet at the margin with a date of its own, and no check box that waits."""
    text = lines[line.line - 1]
    return line.date is not None and line.form in {"dated", "plain"} and bool(_BULLET.match(text)) and text[0] in "-*+"


def _find_log_section(visible: Sequence[str]) -> tuple[int, int] | None:
    """Lines (heading, last) of the log section, from 1; one called log or journal before one called notes."""
    found = []
    for at, text in enumerate(visible):
        if heading := _LOG.match(text):
            level = len(heading[1])
            others = (n for n, other in enumerate(visible[at + 1 :], at + 1) if _ends_section(other, level))
            found.append((at + 1, next(others, len(visible))))
    return min(found, key=lambda each: ("notes" in visible[each[0] - 1].lower(), each[0])) if found else None


def _ends_section(text: str, level: int) -> bool:
    heading = _HEADING.match(text)
    return heading is not None and len(heading[1]) <= level


def _insert_by_date(there: Sequence[LogLine], lines: Sequence[str], day: dt.date) -> InsertionPoint:
    """Keep the order in which the note has its days."""
    dates = [line.date or day for line in there]
    newest_first = dates[0] > dates[-1]
    first = there[0]
    style = lines[first.line - 1]
    bullet = found[0] if (found := _BULLET.match(style)) else "- "
    linked = bool(_LINKED.match(lines[there[-1].line - 1]))
    if newest_first:
        later = next((line for line, date in zip(there, dates, strict=True) if date <= day), None)
        if later is not None:
            return InsertionPoint(Range(later.line), after="\n", bullet=bullet, linked=linked)
        return _insert_after(_find_bullet_end(there[-1].line, lines), lines, bullet, linked=linked)
    earlier = [line for line, date in zip(there, dates, strict=True) if date <= day]
    if not earlier:
        return InsertionPoint(Range(first.line), after="\n", bullet=bullet, linked=linked)
    return _insert_after(_find_bullet_end(earlier[-1].line, lines), lines, bullet, linked=linked)


def _find_bullet_end(line: int, lines: Sequence[str]) -> int:
    """The last line of the bullet that begins on a line, what is nested under it included."""
    last = at = line
    while at < len(lines):
        text = lines[at]
        at += 1
        if not text.strip():
            continue
        lazy = last == at - 1 and not re.match(r"[-*+#>|]|\d+[.)]|```|~~~", text)
        if not (text[0] in " \t" or lazy):
            break
        last = at
    return last


def _insert_after(
    line: int, lines: Sequence[str], bullet: str = "- ", before: str = "\n", *, linked: bool = False
) -> InsertionPoint:
    """Behind a line, before its line end: a note without a final newline keeps none."""
    return InsertionPoint(Range(line, len(lines[line - 1]) + 1), before=before, bullet=bullet, linked=linked)


def _insert_section(
    sections: Sequence[LogLine], lines: Sequence[str], visible: Sequence[str], day: dt.date
) -> InsertionPoint:
    """A note of date headings gets one more, with the line under it."""
    level = len(found[1]) if (found := _HEADING.match(lines[sections[0].line - 1])) else 3
    heading = f"{'#' * level} {day}\n\n"
    dates = [line.date or day for line in sections]
    if len(sections) > 1 and dates[0] < dates[-1]:
        last = _find_last_filled(sections[-1].line, _find_section_end(sections[-1].line, level, visible), lines)
        return _insert_after(last, lines, before=f"\n\n{heading}")
    return InsertionPoint(Range(sections[0].line), before=heading, after="\n\n")


def _find_section_end(line: int, level: int, visible: Sequence[str]) -> int:
    return next((at for at, text in enumerate(visible[line:], line) if _ends_section(text, level)), len(visible))


def _find_last_filled(first: int, last: int, lines: Sequence[str]) -> int:
    while last > first and not lines[last - 1].strip():
        last -= 1
    return last


def _insert_at_end(section: tuple[int, int] | None, lines: Sequence[str], *, dated: bool) -> InsertionPoint:
    """At the end of the log section, or of the note, which then gets one."""
    last = _find_last_filled(*(section or (0, len(lines))), lines)
    if last == 0:
        return InsertionPoint(Range(1), before="## Log\n\n" if dated else "", after="\n")
    if not section and dated:
        return _insert_after(last, lines, before="\n\n## Log\n\n")
    listed = bool(_BULLET.match(lines[last - 1])) or lines[last - 1][:1] in {" ", "\t"}
    return _insert_after(last, lines, before="\n" if listed else "\n\n")


_START: Final = re.compile(r"(?:[-*+][ \t]+)?(\[[ xX]\][ \t]+)?(.*)", re.DOTALL)
_DATE: Final = re.compile(r"(?:\[\[)?([0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?)(?:\]\])?(?=\s|$)[ \t]*")
_WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HEAD: Final = 3
"""Words of which one that ends in a colon makes the first look like a type."""
_WHEN: Final = re.compile(r"[^:\]\n]*+[:\]].*\b(?:by|until)\b", re.IGNORECASE)


class EntryRequest(msgspec.Struct, frozen=True):
    """What the user wrote, taken apart."""

    box: str
    date: str
    """As written; empty where none is."""
    rest: str

    def day(self, default: dt.date) -> dt.date:
        return (parse_iso_date(self.date).date if self.date else None) or default


def resolve_request_date(line: EntryRequest, today: dt.date, config: Config) -> EntryRequest:
    """The same line. Raises Misuse where it begins with a day in words or in a form that is not read."""
    first, _, rest = line.rest.partition(" ")
    word = first.rstrip(":,").lower()
    if line.date or not word:
        return line
    if meant := explain_numeric_date(word) or suggest_date(line.rest, build_keywords(config), box=bool(line.box)):
        day = meant[1].strip() if len(meant) > 1 else "YYYY-MM-DD"
        rest = line.rest[len(meant[0]) :].lstrip(" \t:,")
        raise UserError(f"'{line.rest[: len(meant[0])]}' is not read as a day", hint=f'write "{day} {rest}"')
    if (ago := _count_days_ago(word, today)) is None or not type_of(rest, build_keywords(config)):
        return line
    said_ = f"{today - dt.timedelta(ago)} {rest}" if ago else rest
    raise UserError(f"'{first}' is not read as a day", hint=f'write "{said_}"')


def _count_days_ago(word: str, today: dt.date) -> int | None:
    """How many days ago a word such as `yesterday` or `monday` means; None for another word."""
    if word in _WEEK:
        return (today.weekday() - _WEEK.index(word)) % 7 or 7
    return {"today": 0, "yesterday": 1, "tomorrow": -1}.get(word)


class EntryAddition(msgspec.Struct, frozen=True):
    path: str
    line: int
    before: str
    after: str
    faults: tuple[Fault, ...] = ()
    """What the grammar says against the new line: then nothing may be written."""


def parse_request(written: str) -> EntryRequest:
    """Take a line apart. Raises Misuse for one that is empty or several."""
    text = written.strip()
    if not text or len(text.splitlines()) > 1 or not is_plain_line(text):
        raise UserError("a log line is one line of text", hint='such as "call 20m: about the room"')
    found = _START.match(text)
    box, rest = (found[1] or "", found[2]) if found else ("", text)
    date = _DATE.match(rest)
    return EntryRequest(box.lower(), date[1] if date else "", rest[date.end() :] if date else rest)


def has_entry_type(text: str, config: Config) -> bool:
    """Whether this reads as a line, with a word for what happened and a colon."""
    words = build_keywords(config)
    return ":" in text and bool(type_of(parse_request(text).rest, words))


def add_entry(target: Target, line: EntryRequest, day: dt.date, config: Config, *, link: str = "") -> EntryAddition:
    """Lay one line into a note; into a daily note with the `link` of whom it concerns.

    Raises Misuse where no place is found at which the line would be read and all others stay what they are.
    """
    text, note = target.text, target.note
    where = find_insertion_point(text, note, line.day(day), dated=not link)
    if link:
        body = line.box + _insert_link(line.rest, link, config)
    else:
        date = line.date or str(day)
        body = f"{line.box}{f'[[{date}]]' if where.linked else date} {line.rest}"
    after = where.insert_line(text, body)
    number = where.place.line + where.before.count("\n")
    words = build_keywords(config)
    new = read_note(target.path, after, day=note.day, words=words)
    faults = tuple(each for each in new.faults if each.place and each.place.line == number and each.trouble in OF_LINES)
    faults = faults or _find_type_typo(line, target.path, number, after, config)
    if link and not faults and type_of(line.rest, words) and all(each.line != number for each in new.lines):
        at = _split_lines(after)[number - 1].index(line.rest.split()[0]) + len(line.rest.split()[0]) + 1
        missing = (type_of(line.rest, words), str(at))
        faults = (Fault(FaultKind.MISSING_COLON, target.path, Range(number, at), words=missing),)
    alone = _alone(line, line.day(day), target, config) if not link else None
    if not faults and not _is_safe_addition(note, new, number, alone, mention=bool(link)):
        hint = "write the line into the note yourself, or mend what stands above it"
        raise UserError("no place was found where this line would count", hint=hint, path=target.path)
    return EntryAddition(target.path, number, text, after, faults)


def _insert_link(rest: str, link: str, config: Config) -> str:
    """The line with the link behind its colon, which a daily note needs."""
    words = build_keywords(config)
    kind = type_of(rest, words)
    if link.strip("[]").partition("|")[0] in rest:
        return rest
    if not kind:
        return f"{link} {rest}"
    head = parse_head(rest, kind, words)
    if not head.colon and kind not in CONTACT:
        return f"{rest} {link}"  # no colon where one is needed: the grammar will say so
    return f"{rest[: head.offset].rstrip().removesuffix(':')}: {link} {rest[head.offset :]}".rstrip()


def _find_type_typo(said: EntryRequest, path: str, number: int, after: str, config: Config) -> tuple[Fault, ...]:
    """A short word before a colon that is nearly a type: reading lets it pass, for notes hold all sorts of words."""
    first = said.rest.partition(" ")[0]
    types = build_keywords(config).types
    word = first.removesuffix(":").lower()
    if word in types or not any(each.endswith(":") for each in said.rest.split()[:_HEAD]):
        return ()
    near = suggest_close(word, sorted(types))
    if not near:
        return ()
    column = _split_lines(after)[number - 1].index(first) + 1
    return (Fault(FaultKind.NEAR_MISS_TYPE, path, Range(number, column, 0, column + len(word)), words=(word, near)),)


def _split_lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _alone(said: EntryRequest, day: dt.date, target: Target, config: Config) -> LogLine | None:
    """How the line is read where nothing else stands: that is what was said."""
    text = f"- {said.box}{said.date or day} {said.rest}\n"
    lines = read_note(target.path, text, day=None, words=build_keywords(config)).lines
    return lines[0] if lines else None


def _is_safe_addition(old: Note, new: Note, number: int, alone: LogLine | None, *, mention: bool) -> bool:
    """See that the new line says what was said, that every other says what it did, and that no fault came."""
    now = {line.line: line for line in new.lines}
    there = number in now or (mention and any(each.line == number for each in new.mentions))
    if alone is not None and (number not in now or _content(now[number]) != _content(alone)):
        return False
    kept = [_content(line) for line in new.lines if line.line != number] == [_content(line) for line in old.lines]
    came = len(new.faults) - len(old.faults) > sum(each.place.line == number for each in new.faults if each.place)
    return there and kept and not came and (new.fields, new.front) == (old.fields, old.front)


def _content(line: LogLine) -> LogLine:
    """A line without its place, in the note and on the line."""
    links = tuple(msgspec.structs.replace(link, column=1, end_column=1) for link in line.links)
    form = "dated" if line.form in {"dated", "nested", "section"} else line.form
    return msgspec.structs.replace(
        line, line=0, column=0, parent=0, columns=(), links=links, inherited=(), form=form, project=None
    )


def find_entry_errors(addition: EntryAddition, note: Note, config: Config, day: dt.date) -> tuple[Diagnostic, ...]:
    """The grammar's objections as diagnostics, made as `check` makes them from this note alone."""
    return tuple(each for each in _diagnose_addition(addition, note, config, day) if each.code.startswith("NL3"))


def find_entry_remarks(addition: EntryAddition, note: Note, config: Config, day: dt.date) -> tuple[Diagnostic, ...]:
    """What is worth a second look on a line that counts: a day where it does not count."""
    written = _split_lines(addition.after)[addition.line - 1]
    if not _WHEN.match(written):  # to load all rules takes longer than to write the line
        return ()
    return tuple(each for each in _diagnose_addition(addition, note, config, day) if each.code in {"NL411", "NL412"})


def _diagnose_addition(addition: EntryAddition, note: Note, config: Config, day: dt.date) -> Iterator[Diagnostic]:
    from netlead_md.analysis import analyse
    from netlead_md.linking import link
    from netlead_md.rules import diagnose

    new = read_note(addition.path, addition.after, day=note.day, words=build_keywords(config))
    more = tuple(each for each in addition.faults if each not in new.faults)
    new = msgspec.structs.replace(new, faults=(*new.faults, *more))
    book = analyse(link((new,), config), day, config)
    found = diagnose(book, {new.path: new}, (), msgspec.structs.replace(config, select=(), ignore=())).diagnostics
    yield from (each for each in found if each.place.line == addition.line)
