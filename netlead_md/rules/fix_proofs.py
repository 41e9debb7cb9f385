"""Whether a fix does what its message says, and nothing else: seen by reading the mended note again (SPEC §5.1).

Fixes are made upon the text of a note, pass by pass, until none is left; then the note before is compared with the
note after. The line of a fix keeps its type, sign, day, qualifiers and participants, but for what the fix names; the
finding is gone and none came; every other line and field is what it was. A fix that cannot show this is not offered.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

import msgspec

from netlead_md.analysis import analyse
from netlead_md.linking import link
from netlead_md.model.config import Config
from netlead_md.model.diagnostics import Diagnostic, Range, TextEdit
from netlead_md.model.entry_types import BOXES
from netlead_md.model.note import Field, LogLine, Note
from netlead_md.model.words import EntryTypeName
from netlead_md.parsing import build_keywords, find_links, read_note
from netlead_md.parsing.amounts import STARTS
from netlead_md.parsing.entry_head import first_word
from netlead_md.parsing.suggestions import suggest_line_word
from netlead_md.rules.engine import diagnose
from netlead_md.rules.rule import INFO
from netlead_md.rules.text_edits import apply_edits

PASSES: Final = 3
"""A fix may bring to light what another one mends; after so many times nothing may be left."""
_ATTEMPTS: Final = 4
"""Times that notes are mended anew without the lines that could not be proved."""
_RELINK: Final = frozenset({"NL201", "NL202"})
_LINKS: Final = frozenset({"NL201", "NL202", "NL203", "NL204"})
_REDATE: Final = "NL303"
_RETYPE: Final = "NL301"
_RENAME: Final = "NL107"
_ANSWER: Final = "NL320"
"""Its fix writes the line that the message shows, in the place of the old one or below it."""
_UNTYPED: Final = BOXES | {"note"}
_QUALIFIERS: Final = ("kind", "rung", "size", "outcome", "by", "until", "ongoing", "re", "via", "project", "role")
_AMOUNTS: Final = ("hours", "money", "currency")
_FILLING: Final = frozenset({"NL301", "NL303", "NL305", "NL306", "NL307", "NL405"})
"""Codes of fixes by which a line says more than before."""
_SIGNS: Final = re.compile(r"\btrust[ \t]*([+\-–—−]*)", re.IGNORECASE)
_DAY: Final = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?(?![0-9])")
_MIDDLE: Final = 15
_STRIPPED: Final = ".,;:!()~"

Read = Callable[[str, str], Note]
"""From path and text to the note."""
Diagnose = Callable[[Mapping[str, str]], Mapping[str, Sequence[Diagnostic]]]
"""From the texts of changed notes to what is found in each note of the vault, whatever was asked for."""


class Mended(msgspec.Struct, frozen=True):
    """One note after its fixes."""

    text: str
    fixes: int
    lines: frozenset[int]
    """Lines of the note before that are mended."""


class _Draft:
    """One note while it is mended."""

    def __init__(self, text: str) -> None:
        self.before = self.text = text
        self.origin: list[int] = list(range(1, len(_lines(text)) + 1))
        """For each line now: the line that it was, 0 for a new one."""
        self.made: list[tuple[int, Diagnostic]] = []
        """Each fix, with the line of the note before."""

    def line_of(self, found: Diagnostic) -> int:
        """Line of the note before on which something is found now; 0 where there was none."""
        return self.origin[found.place.line - 1] if 0 < found.place.line <= len(self.origin) else 0

    def make(self, fixable: Sequence[Diagnostic]) -> bool:
        """Make all fixes that get on with each other; whether any was."""
        taken: dict[int, dict[TextEdit, None]] = {}
        made: list[tuple[int, Diagnostic]] = []
        lines = _lines(self.text)
        for found in fixable:
            fresh: dict[int, dict[TextEdit, None]] = {}
            for edit in found.fix.edits if found.fix else ():
                fresh.setdefault(edit.place.line, dict(taken.get(edit.place.line, {})))[edit] = None
            if all(_fit(lines, line, edits) for line, edits in fresh.items()):
                taken |= fresh
                made.append((self.line_of(found), found))
        edits = [edit for of_line in taken.values() for edit in of_line]
        text = apply_edits(self.text, edits)
        if text == self.text:
            return False
        for edit in sorted(edits, key=lambda edit: edit.place, reverse=True):
            at = edit.place.line - edit.text.endswith("\n")  # before a line, or behind one
            self.origin[at:at] = [0] * edit.text.count("\n")
        self.text = text
        self.made += made
        return True


def _fit(lines: Sequence[str], line: int, edits: Iterable[TextEdit]) -> bool:
    """Whether edits of one line get on with each other and with what stands there."""
    if not 0 < line <= len(lines):
        return False
    try:
        apply_edits(lines[line - 1], [_on_first_line(edit) for edit in edits])
    except ValueError:
        return False
    return True


def _on_first_line(edit: TextEdit) -> TextEdit:
    place = edit.place
    if place.end_line not in {0, place.line}:
        raise ValueError("a fix is made within one line")
    return msgspec.structs.replace(edit, place=Range(1, place.column, 0, place.end_column))


def mend_notes(  # noqa: PLR0913 (it knows the vault by what it is handed)
    texts: Mapping[str, str],
    found: Iterable[Diagnostic],
    diagnose: Diagnose,
    read: Read,
    *,
    wanted: Callable[[Diagnostic], bool],
    judged: Callable[[Diagnostic], bool],
) -> dict[str, Mended]:
    """Mend notes by the fixes of `found`, and of what these bring to light; notes without a proven fix are left out.

    `wanted` chooses the findings that may be mended, `judged` those of which none may come.
    """
    first: dict[str, list[Diagnostic]] = {path: [] for path in texts}
    for each in found:
        if each.path in first and each.fix is not None and wanted(each):
            first[each.path].append(each)
    before = diagnose({})
    barred: set[tuple[str, int]] = set()
    for attempt in range(_ATTEMPTS + 1):
        drafts = {path: _Draft(text) for path, text in texts.items()}
        after = _passes(drafts, first, before, diagnose, barred, wanted)
        failed: set[tuple[str, int]] = set()
        for path, draft in drafts.items():
            if draft.made:
                lines = _unproved(path, draft, before.get(path, ()), after.get(path, ()), read, judged)
                lines |= {draft.line_of(each) for each in _fixable(path, draft, after, barred, wanted)}
                failed |= {(path, line) for line in lines}
        if not failed:
            return {path: _mended(draft) for path, draft in drafts.items() if draft.made}
        whole = {path for path, line in failed if not line or attempt + 1 >= _ATTEMPTS}
        barred |= failed | {(path, line) for path in whole for line in range(len(_lines(texts[path])) + 1)}
    return {}


def _mended(draft: _Draft) -> Mended:
    return Mended(draft.text, len(draft.made), frozenset(line for line, _ in draft.made))


def _passes(  # noqa: PLR0913, PLR0917
    drafts: Mapping[str, _Draft],
    first: Mapping[str, Sequence[Diagnostic]],
    before: Mapping[str, Sequence[Diagnostic]],
    diagnose: Diagnose,
    barred: set[tuple[str, int]],
    wanted: Callable[[Diagnostic], bool],
) -> Mapping[str, Sequence[Diagnostic]]:
    """Make fixes until none is left, or `PASSES` times; what is found then."""
    now = before
    for count in range(PASSES):
        changed = False
        for path, draft in drafts.items():
            if not count:
                fixable = [each for each in first[path] if (path, each.place.line) not in barred]
            else:
                fixable = list(_fixable(path, draft, now, barred, wanted)) if draft.made else []
            changed = draft.make(fixable) or changed
        if not changed:
            break
        now = diagnose({path: draft.text for path, draft in drafts.items() if draft.made})
    return now


def _fixable(
    path: str,
    draft: _Draft,
    now: Mapping[str, Sequence[Diagnostic]],
    barred: set[tuple[str, int]],
    wanted: Callable[[Diagnostic], bool],
) -> Iterator[Diagnostic]:
    """What can still be mended on the lines that were mended already."""
    touched = {line for line, _ in draft.made}
    for each in now.get(path, ()):
        line = draft.line_of(each)
        if each.fix is not None and line in touched and (path, line) not in barred and wanted(each):
            yield each


def proven_offers(text: str, note: Note, found: Sequence[Diagnostic], config: Config, day: dt.date) -> list[Diagnostic]:
    """What is found in one note, whose text is `text`; a fix that cannot be proved from this note alone is left out.

    Those that are not safe are proved together with those that are.
    """
    words = build_keywords(config)
    plain = msgspec.structs.replace(config, select=(), ignore=())

    def read(path: str, text_: str) -> Note:
        return read_note(path, text_, day=note.day, words=words)

    def alone(texts: Mapping[str, str]) -> Mapping[str, Sequence[Diagnostic]]:
        here = read(note.path, texts.get(note.path, text))
        book = analyse(link((here,), plain), day, plain)
        return {note.path: diagnose(book, {note.path: here}, (), plain).diagnostics}

    proven: dict[bool, frozenset[int]] = {}
    for safe in {each.fix.safe for each in found if each.fix is not None}:
        mended = mend_notes(
            {note.path: text},
            found,
            alone,
            read,
            wanted=lambda each, safe=safe: each.fix is not None and each.fix.safe >= safe,  # type: ignore[misc]
            judged=_form_alone,
        )
        proven[safe] = mended[note.path].lines if note.path in mended else frozenset()
    return [
        each
        if each.fix is None or each.place.line in proven[each.fix.safe]
        else msgspec.structs.replace(each, fix=None)
        for each in found
    ]


def _form_alone(found: Diagnostic) -> bool:
    """Likewise, of what is the same whatever stands in other notes."""
    return form(found) and found.code[:3] != "NL2" and found.code not in {"NL309", "NL311"}


def form(found: Diagnostic) -> bool:
    """Whether a finding says that something is written wrongly: of these a fix brings none.

    What is said of a note beside others, such as an e-mail that two people have, is true whoever mends which first.
    """
    return (found.code[:3] in {"NL1", "NL3"} or found.code in _LINKS) and found.severity != INFO


def _unproved(  # noqa: PLR0913, PLR0917
    path: str,
    draft: _Draft,
    old: Sequence[Diagnostic],
    new: Sequence[Diagnostic],
    read: Read,
    judged: Callable[[Diagnostic], bool],
) -> set[int]:
    """Lines of which it could not be shown that they say what was meant; 0 for the note as a whole."""
    made: dict[int, list[Diagnostic]] = {}
    for line, each in draft.made:
        made.setdefault(line, []).append(each)
    failed = _findings_that_came(draft, made, old, new, judged)
    before, after = read(path, draft.before), read(path, draft.text)
    if (before.day, before.template, before.ours) != (after.day, after.template, after.ours):
        return {0}
    failed |= set(_changed_fields(before, after, made))
    return failed | set(_changed_lines(before, after, draft, made))


def _findings_that_came(
    draft: _Draft,
    made: Mapping[int, Sequence[Diagnostic]],
    old: Sequence[Diagnostic],
    new: Sequence[Diagnostic],
    judged: Callable[[Diagnostic], bool],
) -> set[int]:
    """Lines on which a finding is left that should be gone, or one has come."""
    there = Counter((each.place.line, each.code) for each in old if judged(each))
    mended = Counter((line, each.code) for line, fixes in made.items() for each in fixes)
    now = Counter((draft.line_of(each), each.code) for each in new if judged(each))
    failed = set()
    for (line, code), count in now.items():
        allowed = there[line, code] - (mended[line, code] if there[line, code] else 0)
        if count > max(allowed, 0):
            failed.add(line if line in made else 0)
    return failed


def _changed_fields(before: Note, after: Note, made: Mapping[int, Sequence[Diagnostic]]) -> Iterator[int]:
    """Lines of the front matter where another field changed than the one that was mended, or in another way."""
    front = before.front.count("\n") + 2 if before.front else 0
    lines = [line for line in made if line <= front]
    codes = Counter(each.code for line in lines for each in made[line])
    old, new = list(before.fields), list(after.fields)
    if codes["NL113"]:
        new = [each for each in new if each.key != "trust_on" or each in old]
    pairs = list(zip(old, new, strict=False))
    odd = [pair for pair in pairs if pair[0] != pair[1]]
    inline = [tuple((each.written, each.value) for each in note.inline) for note in (before, after)]
    if len(old) != len(new) or len(odd) > codes.total() or not all(_same_field(*pair, codes) for pair in odd):
        yield from lines or (0,)
    if inline[0] != inline[1] and not any(each.code[:3] in {"NL1", "NL2"} for each in _all(made)):
        yield 0


def _same_field(old: Field, new: Field, codes: Mapping[str, int]) -> bool:
    """Whether a field differs only as a fix may make it."""
    if old.written != new.written:
        return codes[_RENAME] > 0 and _text(old.value) == _text(new.value)
    if _text(old.value) == _text(new.value):
        return True  # quotes that keep a number or a link what it is
    return bool(set(codes) - {"NL105", "NL107", "NL113"})


def _text(value: object) -> str:
    """A value as it was written, but for quotes and brackets."""
    if isinstance(value, list):
        return " ".join(map(_text, value))
    return str(value).replace("[", "").replace("]", "").strip()


def _changed_lines(before: Note, after: Note, draft: _Draft, made: Mapping[int, Sequence[Diagnostic]]) -> Iterator[int]:
    """Lines of the body that say something else than they did, but for what was mended."""
    origin = [0, *draft.origin]
    old = {line.line: line for line in before.lines}
    new = {origin[line.line]: line for line in after.lines}
    texts = _lines(draft.before), _lines(draft.text)
    now = {origin[number]: texts[1][number - 1] for number in range(1, len(origin))}
    answered = {number for number, fixes in made.items() if {each.code for each in fixes} == {_ANSWER}}
    for number in sorted({*old, *new}):
        here, there = old.get(number), new.get(number)
        if number in answered or (not number and answered):
            if there is None or (not number and there.form in {"read", "plain"}):
                yield number
        elif number in made:
            if not _says_the_same(here, there, made[number], texts[0][number - 1], now[number]):
                yield number
        elif not _is_the_same(here, there, origin, made):
            yield origin[there.parent] if there and origin[there.parent] in made else 0
    for number, fixes in made.items():
        said = number in new or not any(each.code.startswith("NL3") for each in fixes)
        if not said or _participants(texts[0][number - 1], now[number], fixes):
            yield number


def _participants(old: str, new: str, fixes: Sequence[Diagnostic]) -> bool:
    """Whether a line links others than it did."""
    targets = [[link.target for link in find_links(text) if not _DAY.search(link.target)] for text in (old, new)]
    if any(each.code in _RELINK or each.code == "NL105" for each in fixes):
        return len(targets[0]) != len(targets[1])
    return targets[0] != targets[1]


def _is_the_same(old: LogLine | None, new: LogLine | None, origin: Sequence[int], made: Mapping[int, object]) -> bool:
    """Whether a line that was not mended is what it was; below a mended one it may take that one's day and people."""
    if new is None:
        return old is None
    if origin[new.parent] in made:
        return old is None or _bare(old) == _bare(new)
    return old is not None and _moved(old) == _moved(new)


def _moved(line: LogLine) -> LogLine:
    return msgspec.structs.replace(line, line=0, parent=0, end=0, tail="")


def _bare(line: LogLine) -> LogLine:
    """A line without what it takes from the line above it."""
    return msgspec.structs.replace(
        line, line=0, parent=0, end=0, tail="", date=None, about=False, form="", inherited=()
    )


def _says_the_same(
    old: LogLine | None, new: LogLine | None, fixes: Sequence[Diagnostic], before: str, after: str
) -> bool:
    """Whether a mended line has the type, sign, day, qualifiers and words that it had, but for what its fixes name."""
    codes = {each.code for each in fixes}
    written = [edit.text for each in fixes if each.fix for edit in each.fix.edits]
    if new is None:
        return old is None and codes <= _RELINK
    if codes & _RELINK and old is None:
        return False
    signs = [_signs(text) for text in (before, after)]
    if signs[0] != signs[1] or not _same_type(old, new, codes, written, before):
        return False
    if not _same_day(old, new, codes, written, before) or not _same_qualifiers(old, new, codes):
        return False
    if old is not None and (old.box, old.id, old.done) != (new.box, new.id, new.done):
        return False
    return _same_words(old, new, codes, before)


def _signs(text: str) -> str:
    found = _SIGNS.search(text)
    return re.sub("[–—−]", "-", found[1]) if found else ""


def _same_type(old: LogLine | None, new: LogLine, codes: set[str], written: Sequence[str], before: str) -> bool:
    if old is not None and old.type not in _UNTYPED:
        return (old.type, old.word) == (new.type, new.word)
    if old is not None and old.type == new.type:
        return True
    if new.type in _UNTYPED:
        return new.type != "note" or old is None
    named = {word.strip(_STRIPPED).lower() for word in written} if _RETYPE in codes else set()
    return new.word in named or new.word in before.lower()


def _same_day(old: LogLine | None, new: LogLine, codes: set[str], written: Sequence[str], before: str) -> bool:
    if new.form in {"nested", "daily", "undated", "section"}:
        return old is None or old.date in {None, new.date}
    if old is not None and old.date is not None:
        return (old.date, old.about) == (new.date, new.about)
    said = [*_days(before), *(day for text in written if _REDATE in codes or "NL316" in codes for day in _days(text))]
    return new.date in said


def _days(text: str) -> Iterator[dt.date]:
    for found in _DAY.finditer(text):
        try:
            yield dt.date(int(found[1]), int(found[2]), int(found[3] or _MIDDLE))
        except ValueError:
            continue


def _same_qualifiers(old: LogLine | None, new: LogLine, codes: set[str]) -> bool:
    """Whether all that was read is read as before, and more only where a fix says so."""
    if old is None or old.type != new.type or old.type in _UNTYPED:
        return "NL314" not in codes or not _cut_short(new)
    filled = False
    for name in (*_QUALIFIERS, *_AMOUNTS):
        here, there = getattr(old, name), getattr(new, name)
        if here == there:
            continue
        empty = not here or name in old.assumed or (name == "outcome" and "rung" in old.assumed)
        if not empty:
            return False
        filled = True
    return not filled or bool(codes & _FILLING)


def _cut_short(line: LogLine) -> bool:
    """Whether the word behind a new colon looks like one that belongs before it."""
    first = first_word(line.text).strip(_STRIPPED).lower()
    known = _words_before_colon().get(line.type, {})
    return bool(first) and (first in known or first[0] in STARTS or bool(suggest_line_word(first, known)))


@cache
def _words_before_colon() -> Mapping[EntryTypeName, Mapping[str, object]]:
    return build_keywords(Config()).understood


def _same_words(old: LogLine | None, new: LogLine, codes: set[str], before: str) -> bool:
    """Whether the words for people are those of the line before, or the end of them."""
    if codes & (_RELINK | {"NL316"}):
        return True
    if old is None:
        return " ".join(new.text.split()) in " ".join(before.split()) or "^" in before or not before.isascii()
    return old.text.endswith(new.text) or new.text.endswith(old.text)


def _all(made: Mapping[int, Sequence[Diagnostic]]) -> Iterator[Diagnostic]:
    for fixes in made.values():
        yield from fixes


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
