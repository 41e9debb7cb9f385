"""NL3xx, first part: words, days, durations and money on a dated line."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from netlead_md.model.place import Fault, Place, Trouble
from netlead_md.rules.fixes import replace
from netlead_md.rules.flaws import at_entry, flaw
from netlead_md.rules.places import words
from netlead_md.rules.rule import ERROR, INFO, WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes, WholeVault

_AMOUNTS: Final = "write time as 45m or 1h, money as £40 or 40 EUR, a size as small, medium or large"
_COUNTED: Final = re.compile(r"[0-9.,]+(?: (?!days?|weeks?|months?|years?)\w+)?", re.IGNORECASE)
_ONE: Final = {"kind": "kind of help", "outcome": "outcome"}
_SIGNS: Final = "write trust+, trust++, trust- or trust--"


@rule("NL301", "near-miss-type", WARNING, SomeNotes)
def near_miss_type(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.NEAR_MISS_TYPE, ()):
        written, near, unsure = words(fault, 3)
        told, fix = _SIGNS, None
        if near:
            told = f"did you mean `{near}`?"
            fix = replace(scene, fault, written, near, f"write `{near}`", safe=not unsure)
        yield flaw(scene, fault, f"'{written}' is no entry type", told, fix=fix)


@rule("NL302", "impossible-date", ERROR, SomeNotes)
def impossible_date(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.IMPOSSIBLE_DATE, ()):
        (written,) = words(fault, 1)
        yield flaw(scene, fault, f"there is no day '{written}'", "write YYYY-MM-DD")


@rule("NL303", "ambiguous-date", WARNING, SomeNotes)
def ambiguous_date(scene: SomeNotes) -> Iterator[Finding]:
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
    """
    for fault in scene.faults.get(Trouble.AMBIGUOUS_DATE, ()):
        written, day = words(fault, 2)
        fix = replace(scene, fault, written, day, f"write {day}") if day else None
        named = day or any(map(str.isalpha, written))
        told = f"'{written}' is not written YYYY-MM-DD" if named else f"'{written}' can be two days, or none"
        told = told if day != f"{written} " else f"behind '{written}' a blank is missing"
        yield flaw(scene, fault, told, f"write {day or 'YYYY-MM-DD'}".rstrip(), fix=fix)


@rule("NL304", "future", INFO, WholeVault)
def future(scene: WholeVault) -> Iterator[Finding]:
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


@rule("NL305", "unknown-qualifier", WARNING, SomeNotes)
def unknown_qualifier(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.UNKNOWN_QUALIFIER, ()):
        written, near, twice = words(fault, 3)
        told = f"'{written}' says nothing before the colon"
        if near:
            fix = replace(scene, fault, written, near, f"write `{near}`")
            yield flaw(scene, fault, told, f"did you mean `{near}`?", fix=fix)
        elif twice:
            yield flaw(scene, fault, told, f"a line says one {_ONE.get(twice, twice)}; write another for the second")
        else:
            strange.setdefault((fault.path, fault.place.line if fault.place else 0), []).append(fault)
    yield from (_strange(scene, faults) for faults in strange.values())


@rule("NL306", "unclear-duration", WARNING, SomeNotes)
def unclear_duration(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.UNCLEAR_DURATION, ()):
        written, meant = words(fault, 2)
        if meant:
            fix = replace(scene, fault, written, meant, f"write {meant}")
            yield flaw(scene, fault, f"'{written}' is not written as a duration", f"write {meant}", fix=fix)
        elif _COUNTED.fullmatch(written):
            yield flaw(scene, fault, f"'{written}' by itself is neither time nor money nor a size", _AMOUNTS)
        else:
            yield flaw(scene, fault, f"'{written}' is no clear duration", "write 45m, 1h, 1h30 or 1.5h")


@rule("NL307", "unclear-money", WARNING, SomeNotes)
def unclear_money(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.UNCLEAR_MONEY, ()):
        written, meant = words(fault, 2)
        fix = replace(scene, fault, written, meant, f"write {meant}") if meant else None
        told = f"'{written}' is no clear amount of money"
        yield flaw(scene, fault, told, f"write {meant or '£40, £1,200 or 40 EUR'}", fix=fix)


def _strange(scene: SomeNotes, faults: Sequence[Fault]) -> Finding:
    """Words of one line, most often a colon that came late: one finding, from the first to the last of them."""
    told = " ".join(words(fault, 1)[0] for fault in faults)
    first, last = faults[0], faults[-1].place
    found = flaw(scene, first, f"'{told}' says nothing before the colon", "move it behind the colon", subject=told)
    start = found.place
    where = Place(start.line, start.column, start.line, last.end_column) if last and last.end_column else start
    return msgspec.structs.replace(found, place=where)
