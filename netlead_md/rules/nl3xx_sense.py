"""NL3xx, second part: lines that read well and still miss something."""

import difflib
from collections.abc import Iterator, Sequence

import msgspec

from netlead_md.model.network import Entry
from netlead_md.model.page import Edit, Fix, Related
from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.rules.fixes import insert
from netlead_md.rules.flaws import at_entry, flaw
from netlead_md.rules.places import span, words
from netlead_md.rules.rule import INFO, WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes, WholeVault

_LINK = "link a person or an organisation on the line"


@rule("NL308", "same-line-twice", WARNING, SomeNotes)
def same_line_twice(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.SAME_LINE_TWICE, ()):
        (first,) = words(fault, 1)
        related = _first_line(fault, first, "the same line")
        yield flaw(
            scene,
            fault,
            f"the same line as line {first}; it counts once",
            "delete one of the two",
            related=related,
            subject=_told(scene, fault),
        )


@rule("NL309", "nobody-concerned", WARNING, SomeNotes)
def nobody_concerned(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.NOBODY, ()):
        strangers.setdefault(fault.path, []).append(fault)
    for path, each in strangers.items():
        alone = not scene.logs.get(path)
        for fault in each[:1] if alone else each:
            (type_,) = words(fault, 1)
            others = _and_neither(len(each) - 1) if alone else ""
            message = f"this {type_ or 'line'} concerns nobody{others}"
            yield flaw(scene, fault, message, _LINK, subject=_told(scene, fault))


@rule("NL310", "task-without-outcome", INFO, SomeNotes)
def task_without_outcome(scene: SomeNotes) -> Iterator[Finding]:
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


def _astray(vault: WholeVault) -> tuple[tuple[str, Finding], ...]:
    """Ids that nothing was found for, with what is said of each but for its cure."""
    faults = [fault for fault in vault.book.faults if fault.trouble == Trouble.RE_WITHOUT_LINE]
    return tuple((id_, flaw(vault, fault, f"no line has the id ^{id_}")) for fault in faults for id_ in fault.words[:1])


@rule("NL311", "re-without-line", WARNING, SomeNotes, glean=lambda scene: scene.named, beside=_astray)
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
    known = sorted({entry.line.id for entry in named}) if astray else []
    for id_, found in astray:
        near = next(iter(difflib.get_close_matches(id_, known, 1, 0.75)), "")
        help_ = f"did you mean `re {near}`?" if near else f"write ^{id_} at the end of the line that is meant"
        yield msgspec.structs.replace(found, help=help_)


@rule("NL312", "id-used-twice", WARNING, SomeNotes)
def id_used_twice(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.DUPLICATE_ID, ()):
        id_, first = words(fault, 2)
        related = _first_line(fault, first, f"^{id_} stands here first")
        told = f"the id ^{id_} is used before"
        yield flaw(scene, fault, told, "give it a name of its own", related=related, subject=id_)


@rule("NL314", "missing-colon", WARNING, SomeNotes)
def missing_colon(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.MISSING_COLON, ()):
        type_, _ = words(fault, 2)
        yield flaw(
            scene,
            fault,
            f"{'an' if type_[0] in 'aeio' else 'a'} {type_} needs a colon; without it the line counts nothing",
            "write a colon before the words that tell it",
            fix=_colon(fault),
            subject=f"{type_} {_told(scene, fault)}",
        )


def _colon(fault: Fault) -> Fix | None:
    """Only reading knows where the qualifiers end: the second word of the fault is the column, if it is a number.

    The third is a dash that stands where the colon should.
    """
    _, column, dash = words(fault, 3)
    if fault.place is None or not column.isdigit():
        return None
    if dash:
        where = span(fault.place.line, int(column), dash)
        return Fix(safe=True, edits=(Edit(where, ": ", dash),), title="write the colon")
    return insert(fault.place.line, int(column), ":", "write the colon", safe=True)


def _and_neither(lines: int) -> str:
    if lines == 1:
        return ", and neither does one other line here"
    return f", and neither do {lines} other lines here" if lines else ""


def _first_line(fault: Fault, line: str, message: str) -> tuple[Related, ...]:
    return (Related(fault.path, Place(int(line)), message),) if line.isdigit() else ()


def _told(scene: SomeNotes, fault: Fault) -> str:
    """The words of the line that a fault stands on: they tell it from others when lines move."""
    note = scene.notes.get(fault.path)
    at = fault.place.line if fault.place else 0
    return next((f"{line.date} {line.type} {line.text}" for line in note.lines if line.line == at), "") if note else ""
