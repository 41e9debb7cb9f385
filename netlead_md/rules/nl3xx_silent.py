"""NL3xx, third part: lines that say less than they were meant to, or nothing, because of a word or a sign."""

from collections.abc import Iterator
from typing import Final

from netlead_md.model.network import Entry
from netlead_md.model.place import Trouble
from netlead_md.model.vocabulary import OUTCOMES
from netlead_md.rules.fixes import replace
from netlead_md.rules.flaws import at_entry, flaw
from netlead_md.rules.places import words
from netlead_md.rules.rule import WARNING, Finding, rule
from netlead_md.rules.scene import SomeNotes

_WITHOUT: Final = {
    "answer": ("this answer says neither yes nor no: the ask stays open", "yes, no, maybe or later"),
    "review": ("this review decides nothing", "grow, maintain, ask, pause or let-go"),
    "seen-as": ("this line does not say as whom they see you", "a role"),
}
"""Types that say nothing without their one word, and what it may be."""
_OURS: Final = frozenset({"person", "organisation", "interaction"})


@rule("NL315", "word-missing", WARNING, SomeNotes)
def word_missing(scene: SomeNotes) -> Iterator[Finding]:
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
                word = _behind(entry)
                help_ = f"write `{type_} {word}:`" if word else f"write {choices} before the colon"
                yield at_entry(entry, told, help_)


def _behind(entry: Entry) -> str:
    """The word with which the text begins, if it is the one that is missing."""
    first = next(iter(entry.line.text.split()), "").strip(".,;:!–-").lower()
    if entry.type == "seen-as":
        return first if len(entry.line.text.split()) == 1 and first.isalpha() else ""
    return first if first in OUTCOMES[entry.type] else ""


@rule("NL316", "loose-bullet", WARNING, SomeNotes)
def loose_bullet(scene: SomeNotes) -> Iterator[Finding]:
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
    for fault in scene.faults.get(Trouble.LOOSE_BULLET, ()):
        written, right, linked = words(fault, 3)
        if linked or scene.kinds.get(fault.path) in _OURS:
            fix = replace(scene, fault, written, right, f"write `{right}`")
            yield flaw(
                scene, fault, f"'{written}' begins no entry: the line counts nothing", f"write `{right}`", fix=fix
            )
