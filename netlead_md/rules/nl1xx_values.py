"""NL1xx, second part: kinds of notes, names and values of fields."""

import difflib
import re
from collections.abc import Iterator

import msgspec

from netlead_md.model.page import Edit, Fix
from netlead_md.model.place import Trouble
from netlead_md.rules.fixes import key_place, redate, replace
from netlead_md.rules.flaws import flaw
from netlead_md.rules.places import place, source, words
from netlead_md.rules.rule import WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes

_SURE = 0.7
"""Likeness of two words from which one is taken for a slip in the other."""
_PLAIN = re.compile(r"[+0-9][0-9.eExXoO_-]*")
"""A number that quotes may surround as it stands."""


@rule("NL106", "unknown-kind", WARNING, SomeNotes)
def unknown_kind(scene: SomeNotes) -> Iterator[Finding]:
    """A `type` that is almost a word for one of our kinds of note.

    The note counts as none of them. Types that are far from ours, such as `recipe`, are left in peace.

    Bad:

    ```markdown Notes/Ada.md
    ---
    type: persn
    ---
    ```

    Good:

    ```markdown Notes/Ada.md
    ---
    type: person
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.UNKNOWN_KIND, ()):
        written, near = words(fault, 2)
        fix = replace(scene, fault, written, near, f"write `{near}`")
        yield flaw(scene, fault, f"'{written}' is no kind of note", f"did you mean `{near}`?", fix=fix, at=written)


@rule("NL107", "near-miss-field", WARNING, SomeNotes)
def near_miss_field(scene: SomeNotes) -> Iterator[Finding]:
    """A field whose name is almost one of ours.

    It is read as a field of your own, and ours stays empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    organisaton: "[[Acme]]"
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    organisation: "[[Acme]]"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.NEAR_MISS_FIELD, ()):
        written, near = words(fault, 2)
        where = key_place(scene, fault.path, written) if fault.place is None else None
        fix = Fix(safe=True, edits=(Edit(where, near, written),), title=f"write `{near}`") if where else None
        found = flaw(scene, fault, f"no field is named '{written}'", f"did you mean `{near}`?", fix=fix)
        yield msgspec.structs.replace(found, place=where or found.place)


@rule("NL108", "wrong-type", WARNING, SomeNotes)
def wrong_type(scene: SomeNotes) -> Iterator[Finding]:
    """A value of a sort that its field cannot take.

    The value is left out, as if the field were empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    trust: plenty
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    trust: 4
    trust_on: 2026-06-01
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.WRONG_TYPE, ()):
        name, expected, stands = words(fault, 3)
        yield flaw(scene, fault, f"`{name}` takes {expected}, not {stands}", f"write {expected}")


@rule("NL109", "bad-value", WARNING, SomeNotes)
def bad_value(scene: SomeNotes) -> Iterator[Finding]:
    """A word that its field does not know.

    The value is left out, as if the field were empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    influence: hihg
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    influence: high
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.BAD_VALUE, ()):
        name, written, near, choices = words(fault, 4)
        fix = replace(scene, fault, written, near, f"write `{near}`", safe=_sure(written, near)) if near else None
        help_ = f"did you mean `{near}`?" if near else f"one of: {choices}"
        yield flaw(scene, fault, f"`{name}` cannot be '{written}'", help_, fix=fix, at=written)


@rule("NL110", "bad-date", WARNING, SomeNotes)
def bad_date(scene: SomeNotes) -> Iterator[Finding]:
    """A date in a field that cannot be read, or that no calendar has.

    The value is left out, as if the field were empty.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    met: 2026-02-30
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    met: 2026-02-28
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.BAD_DATE, ()):
        name, written = words(fault, 2)
        fix = redate(scene, fault, written)
        help_ = fix.title if fix else "write YYYY-MM-DD"
        yield flaw(scene, fault, f"`{name}` holds no date: '{written}'", help_, fix=fix, at=written)


@rule("NL111", "lost-text", WARNING, SomeNotes)
def lost_text(scene: SomeNotes) -> Iterator[Finding]:
    """A number where text was meant, which has lost its leading zero or its plus sign.

    YAML reads `0123` as a number; Obsidian does so too, and saves it without the zero one day.

    Bad:

    ```markdown People/Ada.md
    ---
    type: person
    phone: 0681924019
    ---
    ```

    Good:

    ```markdown People/Ada.md
    ---
    type: person
    phone: "0681924019"
    ---
    ```
    """
    for fault in scene.faults.get(Trouble.LOST_TEXT, ()):
        name, read = words(fault, 2)
        written = source(scene, fault.path, place(scene, fault))
        fix = replace(scene, fault, written, f'"{written}"', "quote it") if _PLAIN.fullmatch(written) else None
        yield flaw(scene, fault, f"`{name}` is read as the number {read}", "put quotes around it", fix=fix)


def _sure(written: str, near: str) -> bool:
    return difflib.SequenceMatcher(None, written.lower(), near).ratio() >= _SURE
