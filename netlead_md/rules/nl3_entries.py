"""NL3xx, first part: words, days, durations and money on a dated line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.model.diagnostics import Fault, FaultKind, Fix, Range, Related, TextEdit
from netlead_md.model.network import Entry
from netlead_md.model.vocabulary import OUTCOMES
from netlead_md.model.words import EntryTypeName, NoteKind
from netlead_md.parsing.suggestions import NearWords
from netlead_md.rules.answers import uncertain_days
from netlead_md.rules.findings import at_entry, fault_args, fault_finding, text_range
from netlead_md.rules.fixes import insert_text, replace_word
from netlead_md.rules.rule import ERROR, INFO, WARNING, Finding, NotesContext, VaultContext, rule

_AMOUNTS: Final = "write time as 45m or 1h, money as £40 or 40 EUR, a size as small, medium or large"
_COUNTED: Final = re.compile(r"[0-9.,]+(?: (?!days?|weeks?|months?|years?)\w+)?", re.IGNORECASE)
_ONE: Final = {"kind": "kind of help", "outcome": "outcome"}
_SIGNS: Final = "write trust+, trust++, trust- or trust--"


@rule("NL301", "near-miss-type", WARNING, NotesContext)
def near_miss_type(scene: NotesContext) -> Iterator[Finding]:
    """A dated line whose first word is almost an entry type.

    It counts as a plain note, and not as what it tells.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meetng 45m: about the room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting 45m: about the room
    ```
    """
    for fault in scene.faults.get(FaultKind.NEAR_MISS_TYPE, ()):
        written, near, unsure = fault_args(fault, 3)
        told, fix = _SIGNS, None
        if near:
            told = f"did you mean `{near}`?"
            fix = replace_word(scene, fault, written, near, f"write `{near}`", safe=not unsure)
        yield fault_finding(scene, fault, f"'{written}' is no entry type", told, fix=fix)


@rule("NL302", "impossible-date", ERROR, NotesContext)
def impossible_date(scene: NotesContext) -> Iterator[Finding]:
    """A day that no calendar has.

    The line has no place in time, so it counts nowhere.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-02-30 meeting: about the room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-02-28 meeting: about the room
    ```
    """
    for fault in scene.faults.get(FaultKind.IMPOSSIBLE_DATE, ()):
        (written,) = fault_args(fault, 1)
        yield fault_finding(scene, fault, f"there is no day '{written}'", "write YYYY-MM-DD")


@rule("NL303", "ambiguous-date", WARNING, NotesContext)
def ambiguous_date(scene: NotesContext) -> Iterator[Finding]:
    """A date that is not written YYYY-MM-DD.

    `03/04/2026` is March to some and April to others; nobody guesses here, so the line counts nowhere.

    Bad:

    ```markdown Organisations/Acme.md
    - 03/04/2026 meeting: about the room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-04-03 meeting: about the room
    ```

    Days without a year that nothing in their note gives are reported once for each note. The fix writes the likeliest
    year, so look at it first.
    """
    known: set[tuple[str, int]] = set()
    for fault in scene.faults.get(FaultKind.AMBIGUOUS_DATE, ()):
        known.add((fault.path, fault.place.line if fault.place is not None else 0))
        written, day = fault_args(fault, 2)
        fix = replace_word(scene, fault, written, day, f"write {day}") if day else None
        named = day or any(map(str.isalpha, written))
        told = f"'{written}' is not written YYYY-MM-DD" if named else f"'{written}' can be two days, or none"
        told = told if day != f"{written} " else f"behind '{written}' a blank is missing"
        yield fault_finding(scene, fault, told, f"write {day or 'YYYY-MM-DD'}".rstrip(), fix=fix)
    for path, tellings in scene.tellings.items():
        unsure = [each for each in tellings if each.uncertain is not None and (path, each.line) not in known]
        if path in scene.notes and unsure:
            yield uncertain_days(unsure)


@rule("NL304", "future", INFO, VaultContext)
def future(scene: VaultContext) -> Iterator[Finding]:
    """A line of a day that is still to come.

    It is shown as a plan and counts nothing until then. If the year is a slip of the pen, it never will.

    Bad, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2027-06-03 meeting: about the room
    ```

    Good, as of 2026-06-30:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting: about the room
    - [ ] 2026-07-20 meeting: about the keys
    ```
    """
    for entry in reversed(scene.book.network.entries):
        if entry.date <= scene.day:
            break
        if not entry.plan and not entry.line.box and entry.type != "last_contact":
            help_ = "nothing to do for a plan; a box (`- [ ]`) says so plainly"
            yield at_entry(entry, f"{entry.date} is still to come: a plan", help_)


@rule("NL305", "unknown-qualifier", WARNING, NotesContext)
def unknown_qualifier(scene: NotesContext) -> Iterator[Finding]:
    """A word before the colon that means nothing there.

    It is left in the text; a kind, a rung or an outcome that was meant is missing.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 task excelent: their open day
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 task excellent: their open day
    ```
    """
    strange: dict[tuple[str, int], list[Fault]] = {}
    for fault in scene.faults.get(FaultKind.UNKNOWN_QUALIFIER, ()):
        written, near, twice = fault_args(fault, 3)
        told = f"'{written}' says nothing before the colon"
        if near:
            fix = replace_word(scene, fault, written, near, f"write `{near}`")
            yield fault_finding(scene, fault, told, f"did you mean `{near}`?", fix=fix)
        elif twice:
            yield fault_finding(
                scene, fault, told, f"a line says one {_ONE.get(twice, twice)}; write another for the second"
            )
        else:
            strange.setdefault((fault.path, fault.place.line if fault.place else 0), []).append(fault)
    yield from (_unknown_words_finding(scene, faults) for faults in strange.values())


@rule("NL306", "unclear-duration", WARNING, NotesContext)
def unclear_duration(scene: NotesContext) -> Iterator[Finding]:
    """A duration that cannot be read.

    The usual hours of its type are assumed instead.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting 1h75: about the room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting 1h45: about the room
    ```
    """
    for fault in scene.faults.get(FaultKind.UNCLEAR_DURATION, ()):
        written, meant = fault_args(fault, 2)
        if meant:
            fix = replace_word(scene, fault, written, meant, f"write {meant}")
            yield fault_finding(scene, fault, f"'{written}' is not written as a duration", f"write {meant}", fix=fix)
        elif _COUNTED.fullmatch(written):
            yield fault_finding(scene, fault, f"'{written}' by itself is neither time nor money nor a size", _AMOUNTS)
        else:
            yield fault_finding(scene, fault, f"'{written}' is no clear duration", "write 45m, 1h, 1h30 or 1.5h")


@rule("NL307", "unclear-money", WARNING, NotesContext)
def unclear_money(scene: NotesContext) -> Iterator[Finding]:
    """An amount of money that cannot be read.

    It is left out of what this relationship costs or brings.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 dinner £4o: with the dean
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 dinner £40: with the dean
    ```
    """
    for fault in scene.faults.get(FaultKind.UNCLEAR_MONEY, ()):
        written, meant = fault_args(fault, 2)
        fix = replace_word(scene, fault, written, meant, f"write {meant}") if meant else None
        told = f"'{written}' is no clear amount of money"
        yield fault_finding(scene, fault, told, f"write {meant or '£40, £1,200 or 40 EUR'}", fix=fix)


def _unknown_words_finding(scene: NotesContext, faults: Sequence[Fault]) -> Finding:
    """Words of one line, most often a colon that came late: one finding, from the first to the last of them."""
    told = " ".join(fault_args(fault, 1)[0] for fault in faults)
    first, last = faults[0], faults[-1].place
    found = fault_finding(
        scene, first, f"'{told}' says nothing before the colon", "move it behind the colon", subject=told
    )
    start = found.place
    where = Range(start.line, start.column, start.line, last.end_column) if last and last.end_column else start
    return msgspec.structs.replace(found, place=where)


# NL3xx, second part: lines that read well and still miss something.


_LINK = "link a person or an organisation on the line"


@rule("NL308", "same-line-twice", WARNING, NotesContext)
def same_line_twice(scene: NotesContext) -> Iterator[Finding]:
    """The same line twice in one note.

    It counts once: a paste too many, or a sync that merged badly.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting 45m: about the room
    - 2026-06-03 meeting 45m: about the room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting 45m: about the room
    ```
    """
    for fault in scene.faults.get(FaultKind.SAME_LINE_TWICE, ()):
        (first,) = fault_args(fault, 1)
        related = _first_line(fault, first, "the same line")
        yield fault_finding(
            scene,
            fault,
            f"the same line as line {first}; it counts once",
            "delete one of the two",
            related=related,
            subject=_line_words(scene, fault),
        )


@rule("NL309", "nobody-concerned", WARNING, NotesContext)
def nobody_concerned(scene: NotesContext) -> Iterator[Finding]:
    """An entry that concerns no person and no organisation.

    It stands in nobody's note and links nobody, so it counts for nobody. A note in which no line concerns anybody is
    named once: it may be a log of something else.

    Bad:

    ```markdown Thoughts.md
    - 2026-06-03 pledge facilities email by 2026-09-01: a room
    ```

    Good:

    ```markdown Thoughts.md
    - 2026-06-03 pledge facilities email by 2026-09-01: [[Acme]] a room
    ```

    ```markdown Organisations/Acme.md
    # Acme
    ```
    """
    strangers: dict[str, list[Fault]] = {}
    for fault in scene.faults.get(FaultKind.NOBODY, ()):
        strangers.setdefault(fault.path, []).append(fault)
    for path, each in strangers.items():
        alone = not scene.logs.get(path)
        for fault in each[:1] if alone else each:
            (type_,) = fault_args(fault, 1)
            others = _and_neither(len(each) - 1) if alone else ""
            message = f"this {type_ or 'line'} concerns nobody{others}"
            yield fault_finding(scene, fault, message, _LINK, subject=_line_words(scene, fault))


@rule("NL310", "task-without-outcome", INFO, NotesContext)
def task_without_outcome(scene: NotesContext) -> Iterator[Finding]:
    """A task that does not say how it went.

    It counts as fair, which is less than you may have earned.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 task 3h: their open day
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 task excellent 3h: their open day
    ```
    """
    for entry in scene.entries.get("task", ()):
        silent = "outcome" in entry.line.assumed or not entry.line.outcome
        if silent and (entry.path, entry.line.line) not in scene.unread:
            yield at_entry(entry, "how did it go? counted as fair", "add excellent, good, fair, poor or dropped")


def _lost_references(vault: VaultContext) -> tuple[tuple[str, Finding], ...]:
    """Ids that nothing was found for, with what is said of each but for its cure."""
    faults = [fault for fault in vault.book.faults if fault.trouble == FaultKind.RE_WITHOUT_LINE]
    return tuple(
        (id_, fault_finding(vault, fault, f"no line has the id ^{id_}")) for fault in faults for id_ in fault.words[:1]
    )


@rule("NL311", "re-without-line", WARNING, NotesContext, glean=lambda scene: scene.named, beside=_lost_references)
def re_without_line(named: Sequence[Entry], astray: tuple[tuple[str, Finding], ...]) -> Iterator[Finding]:
    """A `re` whose id stands nowhere.

    What it raises, moves or answers is matched by kind instead, or not at all.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 evidence letter re room: signed by the dean
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-05-03 pledge facilities by 2026-08-01 verbal: a room ^room
    - 2026-06-03 evidence letter re room: signed by the dean
    ```
    """
    known = NearWords(entry.line.id for entry in named) if astray else NearWords(())
    for id_, found in astray:
        near = known.nearest(id_)
        help_ = f"did you mean `re {near}`?" if near else f"write ^{id_} at the end of the line that is meant"
        yield msgspec.structs.replace(found, help=help_)


@rule("NL312", "id-used-twice", WARNING, NotesContext)
def id_used_twice(scene: NotesContext) -> Iterator[Finding]:
    """The same `^id` on two lines of one note.

    A `re` cannot tell which is meant; Obsidian links to one of them only.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-05-03 pledge facilities verbal by 2026-08-01: a room ^it
    - 2026-05-04 pledge equipment verbal by 2026-08-01: a printer ^it
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-05-03 pledge facilities verbal by 2026-08-01: a room ^room
    - 2026-05-04 pledge equipment verbal by 2026-08-01: a printer ^printer
    ```
    """
    for fault in scene.faults.get(FaultKind.DUPLICATE_ID, ()):
        id_, first = fault_args(fault, 2)
        related = _first_line(fault, first, f"^{id_} stands here first")
        told = f"the id ^{id_} is used before"
        yield fault_finding(scene, fault, told, "give it a name of its own", related=related, subject=id_)


@rule("NL314", "missing-colon", WARNING, NotesContext)
def missing_colon(scene: NotesContext) -> Iterator[Finding]:
    """A type word that needs a colon and has none.

    The line counts nothing, for nobody should make a commitment by accident. Contacts need no colon.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email by 2026-09-01 a room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email by 2026-09-01: a room
    ```
    """
    for fault in scene.faults.get(FaultKind.MISSING_COLON, ()):
        type_, _ = fault_args(fault, 2)
        yield fault_finding(
            scene,
            fault,
            f"{'an' if type_[0] in 'aeio' else 'a'} {type_} needs a colon; without it the line counts nothing",
            "write a colon before the words that tell it",
            fix=_colon_fix(fault),
            subject=f"{type_} {_line_words(scene, fault)}",
        )


def _colon_fix(fault: Fault) -> Fix | None:
    """Only reading knows where the qualifiers end: the second word of the fault is the column, if it is a number.

    The third is a dash that stands where the colon should.
    """
    _, column, dash = fault_args(fault, 3)
    if fault.place is None or not column.isdigit():
        return None
    if dash:
        where = text_range(fault.place.line, int(column), dash)
        return Fix(safe=True, edits=(TextEdit(where, ": ", dash),), title="write the colon")
    return insert_text(fault.place.line, int(column), ":", "write the colon", safe=True)


def _and_neither(lines: int) -> str:
    if lines == 1:
        return ", and neither does one other line here"
    return f", and neither do {lines} other lines here" if lines else ""


def _first_line(fault: Fault, line: str, message: str) -> tuple[Related, ...]:
    return (Related(fault.path, Range(int(line)), message),) if line.isdigit() else ()


def _line_words(scene: NotesContext, fault: Fault) -> str:
    """The words of the line that a fault stands on: they tell it from others when lines move."""
    index = scene.index(fault.path)
    line = index.lines.get(fault.place.line if fault.place else 0) if index is not None else None
    return f"{line.date} {line.type} {line.text}" if line is not None else ""


# NL3xx, third part: lines that say less than they were meant to, or nothing, because of a word or a sign.


_WITHOUT: Final[dict[EntryTypeName, tuple[str, str]]] = {
    "answer": ("this answer says neither yes nor no: the ask stays open", "yes, no, maybe or later"),
    "review": ("this review decides nothing", "grow, maintain, ask, pause or let-go"),
    "seen-as": ("this line does not say as whom they see you", "a role"),
}
"""Types that say nothing without their one word, and what it may be."""
_OURS: Final[frozenset[NoteKind]] = frozenset({"person", "organisation", "interaction"})


@rule("NL315", "word-missing", WARNING, NotesContext)
def word_missing(scene: NotesContext) -> Iterator[Finding]:
    """An answer, a review or a `seen-as` without the one word that it is for, or with that word behind the colon.

    Behind the colon words are for people: an ask stays open, a decision is not kept, a role is not known.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 review: grow, they keep their word
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 review grow: they keep their word
    ```
    """
    for type_, (told, choices) in _WITHOUT.items():
        for entry in scene.entries.get(type_, ()):
            if not (entry.line.outcome or entry.line.role) and (entry.path, entry.line.line) not in scene.unread:
                word = _word_behind(entry)
                help_ = f"write `{type_} {word}:`" if word else f"write {choices} before the colon"
                yield at_entry(entry, told, help_)


def _word_behind(entry: Entry) -> str:
    """The word with which the text begins, if it is the one that is missing."""
    first = next(iter(entry.line.text.split()), "").strip(".,;:!–-").lower()
    if entry.type == "seen-as":
        return first if len(entry.line.text.split()) == 1 and first.isalpha() else ""
    return first if first in OUTCOMES[entry.type] else ""


@rule("NL316", "loose-bullet", WARNING, NotesContext)
def loose_bullet(scene: NotesContext) -> Iterator[Finding]:
    """A line that would be an entry if it began with a bullet, or a box with a blank too many or too few.

    `-2026-06-03`, `• 2026-06-03` and a bare date are no bullets to Markdown, `[]` is no box: the line counts nothing.

    Bad:

    ```markdown Organisations/Acme.md
    2026-06-03 meeting 45m: about the room
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 meeting 45m: about the room
    ```
    """
    for fault in scene.faults.get(FaultKind.LOOSE_BULLET, ()):
        written, right, linked = fault_args(fault, 3)
        if linked or scene.kinds.get(fault.path) in _OURS:
            fix = replace_word(scene, fault, written, right, f"write `{right}`")
            yield fault_finding(
                scene, fault, f"'{written}' begins no entry: the line counts nothing", f"write `{right}`", fix=fix
            )
