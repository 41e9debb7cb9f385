"""NL4xx, third part: days that stand where they are no more than words."""

import re
from collections.abc import Iterator
from typing import Final

from netlead_md.model.network import Entry
from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import PROMISE
from netlead_md.reading import as_day
from netlead_md.rules.flaws import at_entry, flaw
from netlead_md.rules.places import words
from netlead_md.rules.rule import WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes

_TAKES: Final = {"ask": "by", "answer": "by", "pledge": "by", "evidence": "by", "support": "until", "review": "until"}
"""Types with a day of their own behind a word."""
_LATER: Final = re.compile(r"(?<!\w)(by|until) (\[\[[^\[\]]+\]\]|[0-9]{4}-[0-9-]+)")


@rule("NL411", "day-after-colon", WARNING, SomeNotes)
def day_after_colon(scene: SomeNotes) -> Iterator[Finding]:
    """A `by` or `until` with its day that stands among the words, behind the colon.

    There it is read by people only: an ask or a pledge has no day, and support no end.

    Bad:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email: a room by 2026-09-01
    ```

    Good:

    ```markdown Organisations/Acme.md
    - 2026-06-03 pledge facilities email by 2026-09-01: a room
    ```
    """
    for type_ in _TAKES:
        for entry in scene.entries.get(type_, ()):
            if written := said_later(entry):
                told = f"`{written}` behind the colon is no more than words"
                yield at_entry(entry, told, f"write `{written}` before the colon")


def said_later(entry: Entry) -> str:
    """What the words say of a day that the qualifiers do not, if it is still ahead on the day of the entry."""
    line = entry.line
    found = None if line.by or line.until else _LATER.search(line.text)
    if found is None or found[1] != _TAKES[entry.type]:
        return ""
    day = as_day(found[2])
    return found[0] if day is not None and day.date is not None and day.date >= entry.date else ""


@rule("NL412", "day-in-box", WARNING, SomeNotes)
def day_in_box(scene: SomeNotes) -> Iterator[Finding]:
    """A box in somebody's note whose words say a day: it is no promise, or one of another day.

    A promise of yours begins with its day. Elsewhere the day is read by people only: nothing reminds you of it.

    Bad:

    ```markdown Organisations/Acme.md
    - [ ] send them the report by 2026-09-01
    ```

    Good:

    ```markdown Organisations/Acme.md
    - [ ] 2026-09-01 send them the report
    ```
    """
    for fault in scene.faults.get(Trouble.DAY_IN_BOX, ()):
        written, day = words(fault, 2)
        if scene.kinds.get(fault.path) in {"person", "organisation"}:
            yield flaw(scene, fault, f"`{written}` makes no promise of a box", f"write the day first: `- [ ] {day} …`")
    for entry in scene.entries.get(PROMISE, ()):
        found = _LATER.search(entry.line.text) if entry.line.box == " " else None
        later = as_day(found[2]) if found is not None and not entry.line.text[found.end() :].strip(".! ") else None
        if found is not None and later is not None and later.date is not None and later.date > entry.date:
            told = f"this promise is due on {entry.date}, whatever `{found[0]}` says"
            yield at_entry(entry, told, f"write the day first: `- [ ] {later.date} …`")
